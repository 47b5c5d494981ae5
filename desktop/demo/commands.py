"""`parley demo` and `parley demo-data`, as the command line calls them."""

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.demo.load import load
from desktop.demo.world import World, make_world
from desktop.domain.errors import DesktopError
from desktop.domain.text import tr

if TYPE_CHECKING:
    from desktop.demo.caller import Ports
    from desktop.domain.written import ChannelAccount

_BAR = 30
_NOTE = "demo.json"


def demo_data(options: argparse.Namespace) -> int:
    """Fill an empty store with the world. Exit code 1 when it cannot be written, or is not empty; 2: say where.

    Never the user's own store by default, which is as empty on the first day.
    """
    from desktop.paths import find_paths

    if not options.store and not options.profile:
        _tell(tr("Name the store to fill: --store FILE-OR-URL, or a folder with --profile."))
        return 2
    where = options.store or str(find_paths(options.profile).store_file)
    try:
        world = _load(where, options)
    except DesktopError as error:
        _tell(f"{error.text} {error.hint}".strip())
        return 1
    _tell(
        tr(
            "{customers} customers, {orders} orders and {contacts} contacts are in {where}.",
            customers=len(world.customers),
            orders=len(world.orders),
            contacts=len(world.interactions),
            where=_shown(where),
        )
    )
    return 0


def demo(options: argparse.Namespace) -> int:
    """The desk on a store of its own, and the caller, until the window is closed."""
    from desktop.application import make_application, run_desk
    from desktop.demo.program import Demo
    from desktop.paths import find_paths

    application = make_application()
    with _profile(options.profile) as folder:
        paths = find_paths(str(folder))
        try:
            world, ports = _begin_or_go_on(folder, options.store or str(paths.store_file), options)
        except DesktopError as error:
            _tell(f"{error.text} {error.hint}".strip())
            return 1
        built = Demo(paths, world, ports, store=options.store or "", engine_options=tuple(options.engine_options))
        code = run_desk(application, built.desk)
        built.stop()
    return code


def _begin_or_go_on(folder: Path, where: str, options: argparse.Namespace) -> "tuple[World, Ports]":
    """A new world, or the one this folder was begun with, on the same ports: a call may still be up there."""
    from desktop.demo.caller import Ports, free_ports
    from desktop.demo.post.office import shop_account

    note = folder / _NOTE
    if note.is_file():
        kept = json.loads(note.read_text("utf-8"))
        world = make_world(today=datetime.fromisoformat(kept["today"]), seed=kept["seed"], size=kept["size"])
        return world, Ports(desk=kept["desk_port"], caller=kept["caller_port"])
    world, ports = _load(where, options, (shop_account(),)), free_ports()
    known = {"today": world.today.isoformat(), "seed": world.seed, "size": len(world.customers)}
    note.write_text(json.dumps({**known, "desk_port": ports.desk, "caller_port": ports.caller}), "utf-8")
    return world, ports


def _load(where: str, options: argparse.Namespace, accounts: "Sequence[ChannelAccount]" = ()) -> World:
    today = datetime.now(UTC)
    return load(where, seed=options.seed, size=options.size, today=today, accounts=accounts, progress=_bar())


def _bar() -> Callable[[float], None]:
    """A line on the terminal that fills; nothing where nobody would see it move."""
    if not sys.stderr.isatty():
        return lambda share: None
    label = tr("Making a furniture shop")

    def show(share: float) -> None:
        full = round(share * _BAR)
        sys.stderr.write(f"\r{label} {'█' * full}{'·' * (_BAR - full)} {share:4.0%}" + ("\n" if share == 1.0 else ""))
        sys.stderr.flush()

    return show


def _tell(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def _shown(where: str) -> str:
    """Without the password a URL may have."""
    scheme, sign, rest = where.rpartition("@")
    return f"{scheme.partition('://')[0]}://…@{rest}" if sign else where


@contextmanager
def _profile(given: str | None) -> Iterator[Path]:
    """The folder the demo lives in: the one that was asked for, or a new one that goes with it."""
    if given:
        yield Path(given)
        return
    folder = Path(tempfile.mkdtemp(prefix="parley-demo-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
