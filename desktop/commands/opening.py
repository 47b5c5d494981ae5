"""What the commands share that work on the store: opening it as the desk would."""

import argparse
from pathlib import Path

from desktop.app import numbering_for, open_settings
from desktop.commands.updating import update_told
from desktop.paths import find_paths
from desktop.services.notices import Notices
from desktop.store import DatabaseStore, open_store


class OpenedStore:
    """The store that the desk of this profile would open."""

    def __init__(self, options: argparse.Namespace) -> None:
        paths = find_paths(options.profile)
        notices = Notices()
        settings = open_settings(paths, notices)
        where = options.store or settings.text("store.url") or str(paths.store_file)
        if "://" not in where:
            Path(where).absolute().parent.mkdir(parents=True, exist_ok=True)
        with update_told() as told:
            self._store = open_store(where, numbering_for(settings, notices), told)

    def __enter__(self) -> DatabaseStore:
        return self._store

    def __exit__(self, *_: object) -> None:
        self._store.close()
