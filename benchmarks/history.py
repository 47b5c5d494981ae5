"""Figure 3: who calls with the last 50, a page of the timeline, and newest-first search, at 1M and 10M interactions.

`python -m benchmarks.history --size 1000000 --database sqlite --database postgresql`; worlds on SQLite are kept in
the cache folder with `--keep`. Times are those of whole calls of the store, as the desk makes them, in ms.

What the system holds of SQLite's file decides as much as the program does, so it is settled, and said: *held* is the
whole file locked in memory, as that of a store in daily use comes to be there; *dropped* is none of it, nor of SQLite's
own pages, before each kind of question (but not before *again*): after twenty calls to warm up, a call finds the upper
pages of each tree, and all else on the disk, but for words that were asked before (there are 102 rare, 17 middling, one
commonest). *left* is what the system makes of it.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.common import Samples, parser, report
from benchmarks.page_cache import drop, held
from benchmarks.world import CHINESE, COMMONEST, MIDDLING, PREFIXES, RARE, REGION, customers_of, fill, number_of
from desktop.domain.call import CallerHints
from desktop.domain.channel import Channel
from desktop.domain.history import SearchQuery
from desktop.numbering import PhoneNumbering
from desktop.store import DatabaseStore, open_store
from tests.servers.postgres import postgres

DATABASES = ("sqlite", "postgresql")
_SERVER = {"shared_buffers": "1GB", "effective_cache_size": "8GB", "max_wal_size": "8GB", "maintenance_work_mem": "1GB"}
_WARM_UP = 20


def measured(name: str, runs: int, act: Callable[[int], object]) -> Samples:
    for n in range(_WARM_UP):
        act(-n - 1)
    times = []
    for n in range(runs):
        began = time.perf_counter()
        act(n)
        times.append((time.perf_counter() - began) * 1000)
    return Samples(name=name, values=tuple(times))


def measure(store: DatabaseStore, size: int, runs: int, settle: Callable[[DatabaseStore], None]) -> Iterator[Samples]:
    rng = random.Random(7)
    people = rng.sample(range(1, customers_of(size) + 1), runs + _WARM_UP)

    def hints(n: int) -> CallerHints:
        return CallerHints(from_uri=f"sip:{number_of(people[n])}@pbx.example")

    def look_up(n: int) -> None:
        match = store.match_caller(hints(n))
        assert match.customer_id == people[n]
        assert store.timeline(people[n], limit=50).entries

    def dossier(n: int) -> None:
        assert store.dossier(store.match_caller(hints(n))).timeline.entries

    settle(store)
    yield measured("look-up with the last 50, first touch", runs, look_up)
    yield measured("look-up with the last 50, again", runs, look_up)
    keys = [store.timeline(customer, limit=5).entries[-1].key for customer in people]
    settle(store)
    yield measured("look-up with the whole dossier", runs, dossier)
    settle(store)
    yield measured("next page of the timeline", runs, lambda n: store.timeline(people[n], before=keys[n], limit=50))
    yield from _searches(store, people, runs, settle)


def _searches(
    store: DatabaseStore, people: Sequence[int], runs: int, settle: Callable[[DatabaseStore], None]
) -> Iterator[Samples]:
    def searched(name: str, words: Sequence[str], least: int = 1, **more: Any) -> Samples:
        def act(n: int) -> None:
            query = SearchQuery(text=words[n % len(words)], **more)
            assert len(store.search(query).hits) >= least

        settle(store)
        return measured(f"search: {name}", runs, act)

    yield searched("rare word", [f"{word} " for word in RARE], 0)
    yield searched("middling word", [f"{word} " for word in MIDDLING], 10)
    yield searched("commonest word", [f"{COMMONEST} "], 50)
    yield searched("two words", [f"{COMMONEST} {word} " for word in MIDDLING], 10)
    yield searched("prefix of 3", PREFIXES, 1)
    yield searched("one Chinese character", list(CHINESE), 10)
    yield searched("phrase", [f'"{CHINESE[n : n + 2]}"' for n in range(11)], 10)
    yield searched("commonest word, one channel", [f"{COMMONEST} "], 50, channels=(Channel.SOCIAL,))

    def within(n: int) -> None:
        assert store.search(SearchQuery(text=f"{COMMONEST} ", customer_id=people[n])).hits

    settle(store)
    yield measured("search: commonest word of a customer", runs, within)
    settle(store)
    yield measured("find a customer by number", runs, lambda n: store.find_customers(number_of(people[n])[3:9]))


@contextlib.contextmanager
def world(database: str, size: int, keep: bool) -> Iterator[str]:
    """The place of a filled store."""
    if database == "sqlite":
        folder = Path(os.environ.get("PARLEY_CACHE") or Path.home() / ".cache" / "parley") / "worlds"
        folder = folder if keep else Path(tempfile.mkdtemp(prefix="parley-world-"))
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{size}.db"
        if not path.exists():
            partial = path.with_suffix(".part")
            partial.unlink(missing_ok=True)
            fill(str(partial), size)
            partial.rename(path)
        try:
            yield str(path)
        finally:
            if not keep:
                shutil.rmtree(folder)
    else:
        with postgres(_SERVER) as server, server.fresh_database() as url:
            fill(url, size)
            yield url


@contextlib.contextmanager
def settled(where: str, page_cache: str) -> Iterator[Callable[[DatabaseStore], None]]:
    """What is done with the page cache of SQLite's file before each kind of question."""

    def leave(_store: DatabaseStore) -> None:
        pass

    def empty(store: DatabaseStore) -> None:
        store.database.close()  # and with it SQLite's own pages; the next question opens it again
        drop(Path(where))

    if page_cache == "held":
        with held(Path(where)):
            yield leave
    else:
        yield empty if page_cache == "dropped" else leave


def main() -> None:
    arguments = parser(__doc__)
    arguments.add_argument("--size", type=int, action="append", help="interactions; may be given again")
    arguments.add_argument("--database", choices=DATABASES, action="append")
    arguments.add_argument("--runs", type=int, default=500)
    arguments.add_argument("--keep", action="store_true", help="keep worlds on SQLite in the cache folder")
    usual = "held" if sys.platform == "linux" else "left"
    arguments.add_argument("--page-cache", choices=("held", "dropped", "left"), default=usual)
    chosen = arguments.parse_args()
    rows: list[dict[str, object]] = []
    for database in chosen.database or DATABASES:
        for size in chosen.size or (1_000_000, 10_000_000):
            state = chosen.page_cache if database == "sqlite" else "left"
            with world(database, size, chosen.keep) as where, settled(where, state) as settle:
                store = open_store(where, PhoneNumbering(REGION))
                for samples in measure(store, size, chosen.runs, settle):
                    rows.append({"database": database, "size": size, "page cache": state, **samples.row()})
                store.close()
    report("History: look-up, timeline and search (ms)", rows, chosen.json)


if __name__ == "__main__":
    main()
