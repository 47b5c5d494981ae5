"""An import of contacts alone, and beside a desk that writes notes: rows a second, and how long the desk's notes wait.

python3 dev.py bench importing --rows 30000 --world 1m.db

The import is `parley import` in a process of its own; the desk is this process, which saves notes 100 times a second
on the same store. Each note's wait counts from when it was due, as an agent's typing does.
"""

from __future__ import annotations

import csv
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.common import ROOT, Samples, made_worlds, report, world_parser
from benchmarks.our_desk import scratch
from benchmarks.screen_pop import copied
from benchmarks.world import REGION, customers_of, number_of
from desktop.domain.channel import Channel, Direction
from desktop.domain.interaction import Interaction, InteractionState
from desktop.numbering import PhoneNumbering
from desktop.store import open_store

_DUE_SECONDS = 0.01
_NOTES = "Zawias pęknięty, obiecano zwrot pieniędzy. " * 3
_HEADER = ("id", "channel", "started_at", "phone", "subject", "notes", "message")


def rows_file(path: Path, first: int, rows: int, size: int) -> None:
    """Contacts of customers of the world, of the year before they are imported."""
    begin = datetime(2025, 1, 1, tzinfo=UTC)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADER)
        for n in range(first, first + rows):
            at = (begin + timedelta(seconds=n)).isoformat()
            words = f"kontakt {n} zwrot sprawa dostawa {n % 977}, zawias pęknięty i obiecano zwrot pieniędzy do piątku"
            writer.writerow(
                (f"i-{n}", "email", at, number_of(1 + n * 7 % customers_of(size)), f"Sprawa {n}", "", words)
            )


def start_import(file: Path, store: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "desktop", "import", "interactions", str(file), "--store", str(store)]
    return subprocess.Popen([*command, "--profile", str(file.parent / "import")], cwd=ROOT, stdout=subprocess.DEVNULL)


def waits(store_file: Path, importing: subprocess.Popen[bytes] | None, seconds: float) -> Iterator[float]:
    """Milliseconds from when each note was due until it was written; while the import runs, or so many seconds."""
    store = open_store(store_file, PhoneNumbering(REGION))
    work = store.add_interaction(
        Interaction(
            channel=Channel.VOICE,
            direction=Direction.INBOUND,
            state=InteractionState.ACTIVE,
            started_at=datetime.now(UTC),
        )
    )
    assert work.id is not None
    began = due = time.perf_counter()
    n = 0
    while importing.poll() is None if importing is not None else due < began + seconds:
        time.sleep(max(0.0, due - time.perf_counter()))
        n += 1
        store.save_notes(work.id, f"{_NOTES}{n}")
        yield (time.perf_counter() - due) * 1000
        due += _DUE_SECONDS
    store.close()


def main() -> None:
    arguments = world_parser(__doc__)
    arguments.add_argument("--rows", type=int, default=30_000)
    chosen = arguments.parse_args()
    speeds, rows = [], []
    with scratch() as folder, copied(chosen.size, made_worlds(chosen), folder) as store:
        rows.append(Samples(name="note, no import", values=tuple(waits(store, None, 5))).row())
        for turn, name in enumerate(("alone", "beside a desk")):
            file = folder / "contacts.csv"
            rows_file(file, turn * chosen.rows, chosen.rows, chosen.size)
            began = time.perf_counter()
            importing = start_import(file, store)
            if turn:
                rows.append(Samples(name="note, beside the import", values=tuple(waits(store, importing, 0))).row())
            importing.wait()
            speeds.append(f"{name}: {chosen.rows / (time.perf_counter() - began):,.0f} rows a second")
    report("Import and notes at the same time", rows, chosen.json)
    print("\nThe import " + "; ".join(speeds) + ".")


if __name__ == "__main__":
    main()
