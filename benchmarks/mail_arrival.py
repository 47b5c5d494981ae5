"""Mail that comes and mail that goes: appended on the server → seen in the window; its time come → taken by Postfix.

python3 dev.py bench mail_arrival --mails 40 --answers 20

Real Dovecot and Postfix over TLS on loopback, the real desk on a screen of its own, doing the hub's work itself. A
socket that only waits in IDLE on the same mailbox says how much of an arrival is the server's own delay: Dovecot
gathers what comes for half a second. What the desk sends waits as long as it may be taken back; counted is from the end
of that time until the outbox says that Postfix took it.
"""

from __future__ import annotations

import contextlib
import imaplib
import queue
import random
import socket
import sqlite3
import ssl
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.common import Samples, parser, report
from benchmarks.mail_desk import mail_desk
from benchmarks.our_desk import OurDesk, scratch
from benchmarks.screen import screen
from benchmarks.world import REGION
from desktop.domain.written import ChannelAccount
from desktop.numbering import PhoneNumbering
from desktop.store import open_store
from tests.channels.mail_world import PASSWORD, MailWorld, mail_world
from tests.servers.ports import HOST

_UNDO_SECONDS = 2
_PATIENCE_SECONDS = 30.0


class Bystander:
    """Waits in IDLE and notes when the server tells of another mail."""

    def __init__(self, world: MailWorld, user: str) -> None:
        self.moments: queue.SimpleQueue[float] = queue.SimpleQueue()
        context = ssl.create_default_context(cafile=world.ca_file)
        self._socket = context.wrap_socket(
            socket.create_connection((HOST, world.mailboxes.tls_port)), server_hostname=HOST
        )
        self._lines = self._socket.makefile("rb")
        self._lines.readline()
        client = _quoted(PASSWORD)
        self._socket.sendall(f'a LOGIN "{user}" {{{len(client)}}}\r\n'.encode())
        self._lines.readline()
        self._socket.sendall(client + b"\r\n")
        self._until(b"a ")
        self._socket.sendall(b"b SELECT INBOX\r\n")
        self._until(b"b ")
        self._socket.sendall(b"c IDLE\r\n")
        self._until(b"+")
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _until(self, begin: bytes) -> None:
        while not (line := self._lines.readline()).startswith(begin):
            if not line:
                raise ConnectionError("the mail server hung up")

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while line := self._lines.readline():
                if line.endswith(b"EXISTS\r\n"):
                    self.moments.put(time.monotonic())

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._thread.join(5)
        self._lines.close()
        self._socket.close()


def _quoted(password: str) -> bytes:
    return password.encode()


def arrivals(desk: OurDesk, world: MailWorld, user: str, mails: int) -> dict[str, list[float]]:
    """Milliseconds from the server's OK to an APPEND."""
    found: dict[str, list[float]] = {"told to a bare IDLE": [], "seen in the window": []}
    chance = random.Random(3)
    bystander = Bystander(world, user)
    with contextlib.closing(bystander), _signed_in(world, user) as client:
        for number in range(mails + 1):
            subject = f"Where is my chair {number}"
            desk.tell(f"expect {subject}")
            desk.wait("expecting")
            raw = f"From: C <c{number}@mail.example>\r\nTo: {user}\r\nSubject: {subject}\r\n\r\nIt has not come.\r\n"
            client.append("INBOX", "", "", raw.encode())
            at = time.monotonic()
            seen = desk.wait("row", subject=subject)
            told = bystander.moments.get(timeout=_PATIENCE_SECONDS)
            if number:  # the first is the first of everything
                found["seen in the window"].append((seen["at"] - at) * 1000)
                found["told to a bare IDLE"].append((told - at) * 1000)
            time.sleep(0.8 + chance.random())
    pairs = zip(found["seen in the window"], found["told to a bare IDLE"], strict=True)
    found["seen, after the bare IDLE was told"] = [ours - bare for ours, bare in pairs]
    return found


@contextlib.contextmanager
def _signed_in(world: MailWorld, user: str) -> Iterator[imaplib.IMAP4]:
    context = ssl.create_default_context(cafile=world.ca_file)
    with imaplib.IMAP4_SSL(HOST, world.mailboxes.tls_port, ssl_context=context) as client:
        client.authenticate("PLAIN", lambda _: f"\0{user}\0{PASSWORD}".encode())
        yield client


def departures(desk: OurDesk, file: Path, customer: str, answers: int) -> list[float]:
    """Milliseconds from when it may no longer be taken back until it is written that the server has it."""
    with contextlib.closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, isolation_level=None)) as store:
        works = [row[0] for row in store.execute("SELECT interaction_id FROM work ORDER BY interaction_id")]
        taken: list[float] = []
        for interaction_id in works[:answers]:
            desk.tell(f"send {interaction_id} {customer}")
            taken.append(_taken(store, interaction_id))
    return taken


def _taken(store: sqlite3.Connection, interaction_id: int) -> float:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    asked = "SELECT send_after FROM outbox WHERE state = 'sent' AND interaction_id = ?"
    while (row := store.execute(asked, (interaction_id,)).fetchone()) is None:
        if time.monotonic() > deadline:
            raise TimeoutError("a letter was not sent in time")
        time.sleep(0.002)
    return float(time.time() - row[0] / 1e6) * 1000


def _prepared(profile: Path, account: ChannelAccount) -> Path:
    file = profile / "parley.db"
    store = open_store(file, PhoneNumbering(REGION))
    store.save_account(replace(account, id=None))
    store.close()
    return file


def main() -> None:
    arguments = parser(__doc__)
    arguments.add_argument("--mails", type=int, default=40)
    arguments.add_argument("--answers", type=int, default=20)
    chosen = arguments.parse_args()
    with mail_world() as world, scratch() as profile, screen() as display:
        account, customer = world.account(), world.account().address
        file = _prepared(profile, account)
        with mail_desk(profile, display=display, password=PASSWORD, undo_seconds=_UNDO_SECONDS) as desk:
            desk.wait("opened", 60)
            found = arrivals(desk, world, account.address, chosen.mails)
            found["time come, until Postfix has it"] = departures(desk, file, customer, chosen.answers)
    rows = [Samples(name=name, values=tuple(values)).row() for name, values in found.items()]
    report("Since the server's OK to APPEND, and since a letter's time had come", rows, chosen.json)


if __name__ == "__main__":
    main()
