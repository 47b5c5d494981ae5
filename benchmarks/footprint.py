"""Memory and processor time of desk and engine: idle, in a call, after many calls; beside other programs, idle.

python3 dev.py bench footprint --calls 2000 --world 1m.db
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from benchmarks.common import made_worlds, report, world_parser
from benchmarks.memory import family, processor_percent, proportional_megabytes
from benchmarks.our_desk import OurDesk, our_desk, scratch
from benchmarks.screen import screen
from benchmarks.screen_pop import copied
from benchmarks.windows import PEERS, Window
from benchmarks.world import customers_of, number_of
from tests.servers.rtp import rtp_peer

_SETTLE_SECONDS = 10.0
_WARM_UP_CALLS = 200
_TOLD_SECONDS = 0.08  # that the agent is ready again is an order on its way to the engine
Row = dict[str, object]


class Ours:
    """The desk and its engine."""

    def __init__(self, desk: OurDesk, seconds: float) -> None:
        self._desk = desk
        self._seconds = seconds
        self.rows: list[Row] = []

    @property
    def pids(self) -> list[int]:
        return [*family(self._desk.pid), self._desk.engine_pid]

    def take(self, when: str) -> float:
        desk, engine = family(self._desk.pid), [self._desk.engine_pid]
        processor = processor_percent(self.pids, self._seconds)
        apart = proportional_megabytes(desk), proportional_megabytes(engine)
        row: Row = {"program": "parley", "when": when, "PSS MB": round(sum(apart), 1)}
        row |= {"of it desk": round(apart[0], 1), "engine": round(apart[1], 1), "CPU % of a core": round(processor, 2)}
        self.rows.append(row)
        return sum(apart)


def ours(display: str, size: int, made: dict[int, Path], calls: int, seconds: float) -> list[Row]:
    with scratch() as folder, copied(size, made, folder) as store, rtp_peer() as peer:
        with our_desk(folder / "profile", display=display, store=str(store)) as desk:
            desk.go_ready()
            time.sleep(_SETTLE_SECONDS)
            taken = Ours(desk, seconds)
            taken.take("idle")
            desk.tell("auto")
            _call(desk, number_of(1), peer.port, lambda: taken.take("in a call"))
            for done in range(1, calls + 1):
                _call(desk, number_of(1 + done % (customers_of(size) - 1)), peer.port, lambda: None)
                if done in (_WARM_UP_CALLS, calls):
                    time.sleep(_SETTLE_SECONDS)  # longer than the collection of what is left over
                    taken.take(f"after {done} calls")
        return taken.rows


def _call(desk: OurDesk, number: str, media_port: int, meanwhile: Callable[[], object]) -> None:
    """Rings, is answered, has its history shown, ends, is wrapped up."""
    call, _sent = desk.caller.invite(number, media_port)
    desk.caller.wait_for(call, 200)
    desk.caller.acknowledge(call)
    key = desk.wait("active")["key"]
    meanwhile()
    desk.caller.hang_up(call)
    desk.wait("finished", key=key)
    time.sleep(_TOLD_SECONDS)


def peer(display: str, name: str, make: Callable[[str], AbstractContextManager[Window]], seconds: float) -> Row:
    with make(display) as window:
        time.sleep(_SETTLE_SECONDS)
        pids = family(window.pid)
        processor = processor_percent(pids, seconds)
        memory = proportional_megabytes(pids)
    return {"program": name, "when": "idle", "PSS MB": round(memory, 1), "CPU % of a core": round(processor, 2)}


def main() -> None:
    arguments = world_parser(__doc__)
    arguments.add_argument("--calls", type=int, default=2000)
    arguments.add_argument("--seconds", type=float, default=20.0, help="how long processor time is watched")
    arguments.add_argument("--peers", nargs="*", default=list(PEERS))
    chosen = arguments.parse_args()
    with screen() as display:
        rows = [peer(display, name, PEERS[name], chosen.seconds) for name in chosen.peers]
        rows = ours(display, chosen.size, made_worlds(chosen), chosen.calls, chosen.seconds) + rows
    columns = ("program", "when", "PSS MB", "of it desk", "engine", "CPU % of a core")
    report("Memory and processor", [{name: row.get(name, "") for name in columns} for row in rows], chosen.json)


if __name__ == "__main__":
    main()
