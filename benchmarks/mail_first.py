"""A desk at work while its mailbox is read for the first time: how late the window's heart beats.

python3 dev.py bench mail_first --mails 20000

Real Dovecot on loopback; the desk does the hub's work itself, on a screen of its own, its list open and growing. A
bystander that only sleeps says how much of it is the machine's.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from benchmarks.common import Samples, parser, report
from benchmarks.mail_desk import mail_desk
from benchmarks.mail_sync import PASSWORD, account_of, full_mailbox
from benchmarks.our_desk import OurDesk, scratch
from benchmarks.screen import screen
from benchmarks.strain import BEAT_MILLISECONDS
from benchmarks.world import REGION
from desktop.numbering import PhoneNumbering
from desktop.store import open_store
from tests.servers.bystander import bystander

_LATE = (16.7, 100.0)  # a frame of the screen; what is felt
_PATIENCE_SECONDS = 300.0
_AT_REST_SECONDS = 10.0


def read_whole(file: Path, mails: int) -> float:
    """Seconds until all are in the store."""
    began = time.monotonic()
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as looking:
        while (found := looking.execute("SELECT coalesce(max(message_id), 0) FROM letters").fetchone()[0]) < mails:
            if time.monotonic() > began + _PATIENCE_SECONDS:
                raise TimeoutError(f"{found} of {mails} mails were read in time")
            time.sleep(0.05)
    return time.monotonic() - began


def beats(desk: OurDesk, file: Path) -> tuple[float, ...]:
    desk.tell(f"still {file}")
    desk.wait("still")
    return tuple(float(line) for line in file.read_text("ascii").split())


def main() -> None:
    arguments = parser(__doc__)
    arguments.add_argument("--mails", type=int, default=20_000)
    chosen = arguments.parse_args()
    with full_mailbox(chosen.mails) as (server, _written), scratch() as folder, screen() as display:
        file = folder / "parley.db"
        store = open_store(file, PhoneNumbering(REGION))
        store.save_account(account_of(server))
        store.close()
        with (
            mail_desk(folder, display=display, password=PASSWORD) as desk,
            bystander(step_seconds=BEAT_MILLISECONDS / 1000, work_seconds=0) as beside,
        ):
            desk.wait("opened", 60)
            desk.tell("beat")
            seconds = read_whole(file, chosen.mails)
            busy = beats(desk, folder / "busy")
            late = tuple(late * 1000 + BEAT_MILLISECONDS for late in beside.lateness())
            time.sleep(_AT_REST_SECONDS / 2)
            desk.tell("beat")
            time.sleep(_AT_REST_SECONDS)
            rest = beats(desk, folder / "rest")
    found = {"while it is read": busy, "a bystander, step to step": late, "at rest afterwards": rest}
    rows = []
    for name, values in found.items():
        counted = {f"over {limit:g} ms": sum(value > limit for value in values) for limit in _LATE}
        rows.append(Samples(name=name, values=values).row() | counted)
    report(f"The window's heart, every {BEAT_MILLISECONDS} ms", rows, chosen.json)
    print(f"\n{chosen.mails} mails were read in {seconds:.1f} s.")


if __name__ == "__main__":
    main()
