"""INVITE sent → the ring is painted → the sidebar is painted with the dossier, for stores of several sizes.

python3 dev.py bench screen_pop --calls 300 --size 60000 --size 1000000

The real desk on a screen of its own, its real engine and edge, INVITEs from a trusted peer on loopback, each from
another customer. A thousand customers are `--size 60000`; 10M interactions take an hour to make: `--world SIZE=FILE`
takes one that `benchmarks.world` made before. Every world is copied first, for the calls are written into it, and the
copy is on the disk before the first call: the system writing gigabytes back is not what is measured. On Linux the copy
is held in memory, as that of a store in daily use; `--page-cache left` leaves that to the system, which may put out
what nobody touched for half a minute.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.common import Samples, parser, report
from benchmarks.our_desk import OurDesk, our_desk, scratch
from benchmarks.page_cache import held
from benchmarks.screen import screen
from benchmarks.world import customers_of, fill, number_of

PAUSE_SECONDS = 0.15
_WARM_UP = 5
STEPS = ("180 received", "told to the desk", "ring painted", "dossier read", "dossier painted")

_STEP = {
    ("offered", ""): "told to the desk",
    ("painted", "ring"): "ring painted",
    ("dossier", ""): "dossier read",
    ("painted", "dossier"): "dossier painted",
}


def measure(desk: OurDesk, numbers: list[str]) -> dict[str, list[float]]:
    """Milliseconds from the INVITE to each step, by step."""
    found: dict[str, list[float]] = {step: [] for step in STEPS}
    for count, number in enumerate(numbers):
        call, sent = desk.caller.invite(number)
        moments = {"180 received": desk.caller.wait_for(call, 180)}
        news = desk.wait("offered")
        key = news["key"]
        while len(moments) < len(STEPS):
            moments.setdefault(_STEP.get((news["event"], news.get("what", "")), ""), news["at"])
            moments.pop("", None)
            news = desk.next() if len(moments) < len(STEPS) else news
        desk.caller.cancel(call)
        desk.wait("finished", key=key)
        if count >= _WARM_UP:
            for step, moment in moments.items():
                found[step].append((moment - sent) * 1000)
        time.sleep(PAUSE_SECONDS)
    return found


def callers(size: int, calls: int, seed: int = 5) -> list[str]:
    rng = random.Random(seed)
    return [number_of(rng.randint(1, customers_of(size))) for _ in range(calls + _WARM_UP)]


@contextlib.contextmanager
def copied(size: int, made: dict[int, Path], folder: Path) -> Iterator[Path]:
    """A world of this size to write into."""
    path = folder / "world.db"
    if size in made:
        shutil.copyfile(made[size], path)
    else:
        fill(str(path), size)
    _settle(path)
    yield path
    for file in folder.glob("world.db*"):
        file.unlink()


def _settle(path: Path) -> None:
    """Until the system has written it."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _world(text: str) -> tuple[int, Path]:
    size, _, path = text.partition("=")
    return int(size), Path(path)


def main() -> None:
    arguments = parser(__doc__)
    arguments.add_argument("--calls", type=int, default=300)
    arguments.add_argument("--size", type=int, action="append", help="interactions; may be given again")
    arguments.add_argument("--world", type=_world, action="append", default=[], metavar="SIZE=FILE")
    usual = "held" if sys.platform == "linux" else "left"
    arguments.add_argument("--page-cache", choices=("held", "left"), default=usual)
    chosen = arguments.parse_args()
    made = dict(chosen.world)
    rows = []
    with screen() as display:
        for size in chosen.size or [*made] or (60_000, 1_000_000):
            with scratch() as folder, copied(size, made, folder) as store:
                memory = held(store) if chosen.page_cache == "held" else contextlib.nullcontext()
                with memory, our_desk(folder / "profile", display=display, store=str(store)) as desk:
                    desk.go_ready()
                    found = measure(desk, callers(size, chosen.calls))
                for step in STEPS:
                    rows.append(
                        {
                            "interactions": size,
                            "page cache": chosen.page_cache,
                            **Samples(name=step, values=tuple(found[step])).row(),
                        }
                    )
    report("INVITE → screen pop", rows, chosen.json)


if __name__ == "__main__":
    main()
