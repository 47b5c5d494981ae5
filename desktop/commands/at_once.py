"""A search that is over before the desk's parts would be loaded: of a file, with nothing but SQLite.

Whatever is out of the ordinary (a server, a policy, a file that is damaged, older or not there) is left to the desk's
own way of opening a store, which has the words for it.
"""

import argparse
import contextlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from desktop import policy
from desktop.domain.history import SearchHit, SearchPage, SearchQuery
from desktop.paths import find_paths
from desktop.store.fulltext.search import search
from desktop.store.migrations import revisions_in
from desktop.store.plain import PlainFile

Search = Callable[[SearchQuery], SearchPage]


def hits_of_file(options: argparse.Namespace, gather: Callable[[Search], list[SearchHit]]) -> list[SearchHit] | None:
    """What `gather` finds in the store of this profile, all as it was at one moment; None: not in this way."""
    file = _file(options)
    if file is None or not file.is_file():
        return None
    try:
        with _reading(file) as plain:
            return gather(lambda query: search(plain, query)) if plain is not None else None
    except sqlite3.Error:
        return None


def _file(options: argparse.Namespace) -> Path | None:
    """Where the settings say that the store is (`services.settings`: what a policy says goes before)."""
    where = options.store
    if not where:
        paths = find_paths(options.profile)
        where = None if policy.is_there() else _set_by_user(paths.settings_file, str(paths.store_file))
    return Path(where).absolute() if where and "://" not in where else None


def _set_by_user(file: Path, default: str) -> str | None:
    """None: not to be read, or not what it should be."""
    try:
        where = json.loads(file.read_text("utf-8-sig")).get("store.url", "")
    except FileNotFoundError:
        return default
    except (OSError, ValueError, AttributeError, RecursionError):
        return None
    return where.strip() or default if isinstance(where, str) else None


@contextlib.contextmanager
def _reading(file: Path) -> Iterator[PlainFile | None]:
    """None for a store of another version."""
    with contextlib.closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        yield PlainFile(connection) if revision == (revisions_in()[-1],) else None
