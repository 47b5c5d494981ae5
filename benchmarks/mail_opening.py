"""An interaction opened, until the newest of what was said is painted: one of a few messages, of 500, and of 100,000.

python3 dev.py bench mail_opening --rounds 20

The real desk on a screen of its own; the three are opened in turn, from the moment the row is chosen. Their messages
are mails with a plain and an HTML part, with quotes. The desk is left alone first, as when an agent reads the list: it
builds its pane meanwhile (`--at-once`: it builds it in the first opening).
"""

from __future__ import annotations

import contextlib
import itertools
import random
import sqlite3
from datetime import timedelta
from pathlib import Path

from benchmarks.common import Samples, parser, report
from benchmarks.mail_desk import mail_desk
from benchmarks.mails import mails
from benchmarks.our_desk import OurDesk, scratch
from benchmarks.screen import screen
from benchmarks.world import REGION
from desktop.channels.email.parse import read_mail
from desktop.domain.channel import Channel
from desktop.domain.written import ChannelAccount
from desktop.numbering import PhoneNumbering
from desktop.store import open_store

SIZES = (3, 500, 100_000)
_ACCOUNT = ChannelAccount(channel=Channel.EMAIL, name="Support", address="support@shop.example")
_PAUSE_MILLISECONDS = 400
_READING_MILLISECONDS = 4_000


def fill(file: Path) -> dict[int, int]:
    """Interactions by how many messages they have."""
    store = open_store(file, PhoneNumbering(REGION))
    account = store.save_account(_ACCOUNT)
    lease = store.take_lease(f"account.{account.id}", "bench", timedelta(hours=1))
    assert lease is not None
    read = [read_mail(_threaded(raw, n)) for n, raw in enumerate(itertools.islice(mails(1000), 40))]
    received = store.receive(lease, account, read, "1")
    store.close()
    works = sorted({one.interaction_id for one in received})[: len(SIZES)]
    with contextlib.closing(sqlite3.connect(file)) as plain, plain:
        for work, size in zip(works, SIZES, strict=True):
            _multiply(plain, work, size)
    return dict(zip(SIZES, works, strict=True))


def _threaded(raw: bytes, n: int) -> bytes:
    """Every mail of one of three customers answers their first."""
    head, _, body = raw.partition(b"\n\n")
    kept = [line for line in head.split(b"\n") if not line.lower().startswith((b"from:", b"in-reply", b"references"))]
    kept.append(b"From: C%d <customer%d@mail.example>" % (n % len(SIZES), n % len(SIZES)))
    if n >= len(SIZES):
        kept.append(b"In-Reply-To: <bench-%d@shop.example>" % (n % len(SIZES)))
    return b"\n".join(kept) + b"\n\n" + body


def _multiply(plain: sqlite3.Connection, work: int, size: int) -> None:
    """Copies of what was said, an hour before one another, until there are so many."""
    ids = [
        row[0] for row in plain.execute("SELECT id FROM messages WHERE interaction_id = ? ORDER BY sent_at", (work,))
    ]
    for surplus in ids[size:]:
        for table, key in (("letter_contents", "message_id"), ("letters", "message_id"), ("messages", "id")):
            plain.execute(f"DELETE FROM {table} WHERE {key} = ?", (surplus,))
    newest = plain.execute("SELECT max(id) FROM messages").fetchone()[0]
    chance = random.Random(size)
    copies = [(newest + n, chance.choice(ids), n) for n in range(1, size - len(ids) + 1)]
    for made, copied, n in copies:
        _copy(
            plain, "messages", "id", made, copied, {"external_id": f"copy {made}", "sent_at": f"-{n * 3_600_000_000}"}
        )
        _copy(plain, "letters", "message_id", made, copied, {"external_id": f"copy {made}"})
        _copy(plain, "letter_contents", "message_id", made, copied, {})


def _copy(plain: sqlite3.Connection, table: str, key: str, made: int, copied: int, others: dict[str, str]) -> None:
    columns = [row[1] for row in plain.execute(f"PRAGMA table_info({table})")]
    values = {key: ":made", "external_id": ":external_id", "sent_at": "sent_at + :sent_at"}
    chosen = ", ".join(values[name] if name == key or name in others else name for name in columns)
    statement = f"INSERT INTO {table} ({', '.join(columns)}) SELECT {chosen} FROM {table} WHERE {key} = :copied"
    plain.execute(statement, {"made": made, "copied": copied, **others})


def measure(desk: OurDesk, works: dict[int, int], rounds: int) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    for number in range(rounds + 1):
        for size, work in works.items():
            desk.tell(f"open {work}")
            asked = desk.wait("opening")["at"]
            painted = desk.wait("transcript", id=work)["at"]
            kind = f"{size} messages" if number else f"{size} messages, the first time"
            found.setdefault(kind, []).append((painted - asked) * 1000)
            desk.tell(f"rest {_PAUSE_MILLISECONDS}")
            desk.wait("rested")
    return found


def main() -> None:
    arguments = parser(__doc__)
    arguments.add_argument("--rounds", type=int, default=20)
    arguments.add_argument("--at-once", action="store_true", help="open the first as soon as the list is there")
    chosen = arguments.parse_args()
    with scratch() as profile, screen() as display:
        works = fill(profile / "parley.db")
        with mail_desk(profile, display=display) as desk:
            desk.wait("opened", 60)
            desk.wait("rows", count=len(SIZES))
            desk.tell(f"rest {0 if chosen.at_once else _READING_MILLISECONDS}")
            desk.wait("rested")
            found = measure(desk, works, chosen.rounds)
    rows = [Samples(name=name, values=tuple(values)).row() for name, values in found.items()]
    report("From choosing a row until the newest message is painted", rows, chosen.json)


if __name__ == "__main__":
    main()
