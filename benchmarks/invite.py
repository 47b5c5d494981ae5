"""INVITE sent → 180 received on loopback, the edge included, beside other softphones in turn.

python3 dev.py bench invite --calls 300 --rounds 5
"""

from __future__ import annotations

import time
from contextlib import ExitStack

from benchmarks.common import Samples, parser, report
from benchmarks.our_phone import parley, read_news
from benchmarks.phones import PEERS, free_port
from benchmarks.sip_client import Caller

PAUSE_SECONDS = 0.05  # the edge takes 30 calls a second and turns the others away


def measure(calls: int, rounds: int, peers: list[str]) -> dict[str, list[float]]:
    """Milliseconds by phone, its rounds interleaved with the others'."""
    found: dict[str, list[float]] = {}
    with ExitStack() as stack:
        port = free_port()
        ours = stack.enter_context(parley(port))
        callers = {"parley": Caller(ours.target, port)}
        for name in peers:
            callers[name] = Caller(stack.enter_context(PEERS[name]()).target)
        time.sleep(3)
        for name, caller in callers.items():
            stack.callback(caller.close)
            _ring(caller, 5)
            found[name] = []
        for _ in range(rounds):
            for name, caller in callers.items():
                found[name] += _ring(caller, calls // rounds)
    return found


def _ring(caller: Caller, calls: int) -> list[float]:
    values = []
    for _ in range(calls):
        sent, rang = caller.ring_once()
        values.append((rang - sent) * 1000)
        read_news(PAUSE_SECONDS)
    return values


def main() -> None:
    arguments = parser(__doc__)
    arguments.add_argument("--calls", type=int, default=300)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--peers", nargs="*", default=list(PEERS))
    options = arguments.parse_args()
    found = measure(options.calls, options.rounds, options.peers)
    rows = [Samples(name=name, values=tuple(values)).row() for name, values in found.items()]
    ours = Samples(name="parley", values=tuple(found["parley"])).median
    for row, values in zip(rows, found.values(), strict=True):
        row["peer ÷ ours"] = round(Samples(name="", values=tuple(values)).median / ours, 2)
    report("INVITE → 180", rows, options.json)


if __name__ == "__main__":
    main()
