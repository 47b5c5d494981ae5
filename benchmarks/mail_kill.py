"""`kill -9` of a hub that sends, at twelve points around the last byte of a letter: none lost, none sent twice?

python3 dev.py bench mail_kill --times 17 --lanes 4

Dovecot and Postfix on loopback. The wire is cut where the program is killed, so that the server heard nothing more than
the row says. The next hub waits for the lease, and for a letter in doubt as long as these tests let it (6 s, in earnest
90 s). Counted is what lies in the customer's mailbox, in our folder of sent mail, and in our INBOX (our own copy,
before it is moved).
"""

from __future__ import annotations

import sys
import tempfile
import threading
from collections import defaultdict
from pathlib import Path

from benchmarks.common import Samples, parser, report
from tests.mail_kills import POINTS, Outcome, Stand, stand
from tests.servers.cut_wire import Cut

Row = dict[str, object]


class _Rounds:
    """Several lanes take from one list, each with mailboxes of its own."""

    def __init__(self, post: Stand, times: int) -> None:
        self._post = post
        self._left = [point for _ in range(times) for point in POINTS]
        self._all = len(self._left)
        self._lock = threading.Lock()
        self.outcomes: dict[Cut | str, list[Outcome]] = defaultdict(list)
        self.failures: list[str] = []

    def run(self, lanes: int) -> None:
        threads = [threading.Thread(target=self._run_lane, args=(lane,)) for lane in range(lanes)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _run_lane(self, lane: int) -> None:
        number = 0
        while True:
            with self._lock:
                if not self._left:
                    return
                point = self._left.pop(0)
            number += 1
            try:
                outcome = self._post.kill_at(point, lane, number)
            except Exception as error:  # a letter that is nowhere, or a server that died: both are to be seen
                self.failures.append(f"{point}: {error}")
                continue
            with self._lock:
                self.outcomes[point].append(outcome)
            if sys.stderr.isatty():
                print(f"\r{self._all - len(self._left)} of {self._all}", end="", file=sys.stderr)


def _row(point: Cut | str, outcomes: list[Outcome]) -> Row:
    where = f"on the wire: {point}" if isinstance(point, Cut) else f"at the store: {point}"
    return {
        "killed": where,
        "times": len(outcomes),
        "lost": sum(one.at_the_customer == 0 for one in outcomes),
        "doubled": sum(one.at_the_customer > 1 for one in outcomes),
        "copies not 1": sum(one.in_sent != 1 or one.in_inbox != 0 for one in outcomes),
        "known after (s)": round(Samples(name="", values=tuple(one.seconds for one in outcomes)).median, 1),
    }


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--times", type=int, default=17, help="at each of the twelve points")
    options.add_argument("--lanes", type=int, default=4, help="so many at once")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="parley-kills-") as folder, stand(Path(folder), chosen.lanes) as post:
        rounds = _Rounds(post, chosen.times)
        rounds.run(chosen.lanes)
    rows = [_row(point, rounds.outcomes[point]) for point in POINTS if rounds.outcomes[point]]
    report("kill -9 of a sending hub", rows, chosen.json)
    for failure in rounds.failures:
        print("failed:", failure)
    if rounds.failures:
        sys.exit(1)


if __name__ == "__main__":
    main()
