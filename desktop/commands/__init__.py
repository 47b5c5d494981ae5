"""What each word of the command line does. Imports are within, so that each starts as quick as it can."""

import argparse
import gc
import os

from desktop.commands.arguments import speak


def desk(options: argparse.Namespace) -> int:
    """The window, until it is closed."""
    gc.disable()  # what is loaded and built now stays; later services/lanes/collection.py sees to it
    from desktop.app import Desk, DeskOptions, open_settings
    from desktop.application import make_application, run_desk
    from desktop.paths import find_paths
    from desktop.services.notices import Notices
    from desktop.store.vault import SystemVault

    paths = find_paths(options.profile)
    notices = Notices()
    settings = open_settings(paths, notices)
    scale = settings.number("appearance.scale")
    if scale != 100:
        os.environ.setdefault("QT_SCALE_FACTOR", str(scale / 100))
    application = make_application()
    built = Desk(
        DeskOptions(paths=paths, store=options.store or "", engine_options=tuple(options.engine_options)),
        SystemVault(),
        settings,
        notices,
    )
    return run_desk(application, built)


def hub(options: argparse.Namespace) -> int:
    from desktop.commands.serving import hub as run

    speak()
    return run(options)


def doctor(options: argparse.Namespace) -> int:
    from desktop.doctor import run

    speak()
    return run(options)


def demo(options: argparse.Namespace) -> int:
    from desktop.demo.commands import demo as run

    return run(options)


def demo_data(options: argparse.Namespace) -> int:
    from desktop.demo.commands import demo_data as run

    speak()
    return run(options)


def import_rows(options: argparse.Namespace) -> int:
    from desktop.commands.transfer import import_rows as run

    speak()
    return run(options)


def search(options: argparse.Namespace) -> int:
    from desktop.commands.searching import search as run

    return run(options)


def export_rows(options: argparse.Namespace) -> int:
    from desktop.commands.transfer import export_rows as run

    speak()
    return run(options)
