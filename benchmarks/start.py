"""From the start of the program to its window on the screen, warm and cold, in turn with other programs.

python3 dev.py bench start --rounds 5 --cold 3 --world 1m.db

The window takes clicks and keys before the store is open; the second row of ours says when that is.
Cold: the kernel's page cache is dropped before each start, which root may do; what else runs is slowed by it too.
"""

from __future__ import annotations

import compileall
import os
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

from benchmarks.common import ROOT, Samples, parser, report
from benchmarks.screen import screen
from benchmarks.windows import PEERS, Window, parley, parley_open

_PAUSE_SECONDS = 2.0
_DROP = Path("/proc/sys/vm/drop_caches")
Start = Callable[[str], AbstractContextManager[Window]]


def rounds(starts: dict[str, Start], count: int, *, is_cold: bool) -> list[dict[str, object]]:
    found: dict[str, list[float]] = {name: [] for name in starts}
    for _ in range(count):
        for name, start in starts.items():
            with screen() as display:
                if is_cold:
                    os.sync()
                    _DROP.write_text("3")
                with start(display) as window:
                    found[name].append(window.seconds * 1000)
            time.sleep(_PAUSE_SECONDS)
    ours = Samples(name="", values=tuple(found["parley"])).median
    rows = []
    for name, values in found.items():
        samples = Samples(name=name, values=tuple(values))
        row: dict[str, object] = {"cache": "cold" if is_cold else "warm", **samples.row()}
        rows.append({**row, "min": round(min(values), 1), "peer ÷ ours": round(samples.median / ours, 2)})
    return rows


def main() -> None:
    arguments = parser(__doc__)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--cold", type=int, default=3, help="rounds with an empty cache; 0 for none")
    arguments.add_argument("--world", type=Path, help="a store that benchmarks.world made")
    arguments.add_argument("--peers", nargs="*", default=list(PEERS))
    chosen = arguments.parse_args()
    compileall.compile_dir(ROOT / "desktop", quiet=1)  # as an installer does
    starts: dict[str, Start] = {"parley": parley, "parley, store open": parley_open}
    if chosen.world:
        starts["parley, with that store"] = partial(parley, store=str(chosen.world))
    starts |= {name: PEERS[name] for name in chosen.peers}
    rows = rounds(starts, chosen.rounds, is_cold=False)
    if chosen.cold and os.access(_DROP, os.W_OK):
        rows += rounds(starts, chosen.cold, is_cold=True)
    report("Start to window", rows, chosen.json)


if __name__ == "__main__":
    main()
