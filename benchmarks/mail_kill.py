"""`kill -9` of a hub that sends, at twelve points around the last byte of a letter: none lost, none sent twice?

python3 dev.py bench mail_kill --times 17 --lanes 4 --mailings 12

Dovecot and Postfix on loopback. The wire is cut where the program is killed, so that the server heard nothing more than
the row says. The next hub waits for the lease, and for a letter in doubt as long as these tests let it (6 s, in earnest
90 s). Counted is what lies in the customer's mailbox, in our folder of sent mail, and in our INBOX (our own copy,
before it is moved). In a mailing to 24 hubs are killed at eight points, and eight at any moment of their work.
"""

from __future__ import annotations

import random
import sys
import tempfile
import threading
from collections import defaultdict
from pathlib import Path

from benchmarks.common import Samples, parser, report
from tests import mailing_kills
from tests.mail_kills import POINTS, Outcome, Stand, stand
from tests.mailing_kills import MailingOutcome, kill_mailing
from tests.servers.cut_wire import Cut

Row = dict[str, object]
_READERS = 24
# a lease runs out after one second: from then on the next one is at work
_MOMENTS = (0.9, 2.0)


class _Rounds:
    """Several lanes take from one list, each with mailboxes of its own."""

    def __init__(self, post: Stand, times: int) -> None:
        self._post = post
        self._left = [point for _ in range(times) for point in POINTS]
        self._all = len(self._left)
        self._lock = threading.Lock()
        self.outcomes: dict[Cut | str, list[Outcome]] = defaultdict(list)
        self.failures: list[str] = []

    def mail_to_all(self, lanes: int, mailings: int) -> list[MailingOutcome]:
        """A lane's mailings go one after another."""
        outcomes: list[MailingOutcome] = []

        def run(lane: int) -> None:
            for number in range(lane, mailings, lanes):
                chance = random.Random(number)
                moments: list[str | float] = [
                    *mailing_kills.POINTS,
                    *(chance.uniform(*_MOMENTS) for _ in mailing_kills.POINTS),
                ]
                chance.shuffle(moments)
                try:
                    outcomes.append(kill_mailing(self._post, lane, f"News {number:03}", moments))
                except Exception as error:
                    self.failures.append(f"mailing {number}: {error}")

        _together([threading.Thread(target=run, args=(lane,)) for lane in range(lanes)])
        return outcomes

    def run(self, lanes: int) -> None:
        _together([threading.Thread(target=self._run_lane, args=(lane,)) for lane in range(lanes)])

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


def _together(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _mailing_row(outcomes: list[MailingOutcome]) -> Row:
    got = [times for one in outcomes for times in one.got]
    return {
        "mailings": len(outcomes),
        "kills": sum(one.kills for one in outcomes),
        "letters": len(got),
        "left out": got.count(0),
        "doubled": sum(times > 1 for times in got),
        "copies not 1": sum(abs(one.in_sent - len(one.got)) for one in outcomes),
        "said wrongly": sum((one.written, one.sent) != (len(one.got),) * 2 for one in outcomes),
    }


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
    options.add_argument("--mailings", type=int, default=12)
    chosen = options.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="parley-kills-") as folder,
        stand(Path(folder), chosen.lanes, _READERS) as post,
    ):
        rounds = _Rounds(post, chosen.times)
        rounds.run(chosen.lanes)
        mailed = rounds.mail_to_all(chosen.lanes, chosen.mailings)
    rows = [_row(point, rounds.outcomes[point]) for point in POINTS if rounds.outcomes[point]]
    report("kill -9 of a sending hub", rows, chosen.json)
    if mailed:
        report("kill -9 of hubs in the middle of a mailing", [_mailing_row(mailed)])
    for failure in rounds.failures:
        print("failed:", failure)
    if rounds.failures:
        sys.exit(1)


if __name__ == "__main__":
    main()
