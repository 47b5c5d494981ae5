"""`kill -9` of a hub that sends, at twelve points, with a real Dovecot and Postfix: the programs that are killed.

Started as `python -m tests.mail_kills` it loads everything once and forks a hub for each line of JSON on its standard
input, so that a kill costs no start of Python. It says the hub's number, and its end.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from desktop.channels import BUILT_IN
from desktop.channels.email.writing.ids import with_key
from desktop.domain.channel import Channel
from desktop.domain.written import ChannelAccount, Draft, DraftKind, OutboxState, Outgoing, Participant
from desktop.numbering import PhoneNumbering
from desktop.services.channel import Writing
from desktop.services.hub.role import HubRole
from desktop.services.hub.secrets import AccountSecrets
from desktop.services.hub.terms import Terms
from desktop.store import DatabaseStore, open_store
from tests.servers.cut_wire import Cut, cut_wire
from tests.servers.dovecot import MailboxServer, mailbox_server
from tests.servers.ports import HOST
from tests.servers.postfix import MailServer, mail_server
from tests.servers.process import wait_until
from tests.services.hub.post_office import a_mail
from tests.vaults import MemoryVault

ROOT = Path(__file__).parents[1]
PASSWORD = "kill me"
# a server that took a letter shows its copy in a tenth of a second here; in earnest it is given ninety seconds
TERMS = Terms(lease=1.0, renew=0.2, grace=1.0, receiving=(0.2,), sending=(0.2,), idle=0.5, doubt=6.0, ask=0.2)

# in the order in which they come: on the wire, or before or after a step of the store
POINTS: tuple[Cut | str, ...] = (
    "before claim",
    "after claim",
    Cut.MAIL,
    Cut.RCPT,
    Cut.DATA,
    Cut.BODY,
    "before doubt",
    "after doubt",
    Cut.END,
    Cut.TAKEN,
    "before delivered",
    "after delivered",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How often the letter is where, in the end. `seconds` from the kill until it was known to be sent."""

    at_the_customer: int
    in_sent: int
    in_inbox: int
    seconds: float

    @property
    def is_right(self) -> bool:
        return (self.at_the_customer, self.in_sent, self.in_inbox) == (1, 1, 0)


class Killing:
    """The store, and a process that is gone before or after one of its methods."""

    def __init__(self, store: DatabaseStore, point: str) -> None:
        self._store = store
        self._point = point

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._store, name)

        def asked(*arguments: Any, **named: Any) -> Any:
            self._hear(f"before {name}")
            answer = method(*arguments, **named)
            if answer or name != "claim":  # with nothing to send it is asked again and again
                self._hear(f"after {name}")
            return answer

        return asked

    def _hear(self, point: str) -> None:
        if point == self._point:
            os.kill(os.getpid(), signal.SIGKILL)


def hub_role(store: Any, holder: str) -> HubRole:
    vault = MemoryVault()
    for account in store.accounts():
        AccountSecrets(vault, account.id).keep("password", PASSWORD)
    return HubRole(store, BUILT_IN, lambda account: AccountSecrets(vault, account.id), holder, terms=TERMS)


class Nursery:
    """The process that forks hubs. One at a time asks it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.mail_kills"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._lock = threading.Lock()
        self._ends: dict[int, threading.Event] = {}
        self._begun: list[int] = []
        self._has_begun = threading.Condition()
        self._reader = threading.Thread(target=self._read, name="nursery")
        self._reader.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def start(self, where: Path, point: str) -> int:
        """A hub's process id."""
        assert self._process.stdin is not None
        with self._lock, self._has_begun:
            self._process.stdin.write(json.dumps([str(where), point]).encode() + b"\n")
            self._process.stdin.flush()
            assert self._has_begun.wait_for(lambda: self._begun, 60)
            return self._begun.pop()

    def wait(self, pid: int) -> None:
        assert self._ends[pid].wait(60), "it was never killed"

    def has_ended(self, pid: int, seconds: float) -> bool:
        """Within that time."""
        return self._ends[pid].wait(seconds)

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(60)
        self._reader.join(60)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            word, pid = line.split()
            with self._has_begun:
                if word == b"began":
                    self._ends[int(pid)] = threading.Event()
                    self._begun.append(int(pid))
                    self._has_begun.notify_all()
                else:
                    self._ends[int(pid)].set()


def main() -> None:
    """The nursery: no thread runs here, so that a fork is whole."""
    living: set[int] = set()
    lines = _lines(living)
    for line in lines:
        where, point = json.loads(line)
        pid = os.fork()
        if not pid:
            role = hub_role(Killing(open_store(where, PhoneNumbering("PL")), point), f"killed {os.getpid()}")
            role.start()
            threading.Event().wait(60)
            os._exit(1)
        living.add(pid)
        _say("began", pid)
    for pid in living:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def _lines(living: set[int]) -> Iterator[bytes]:
    """What is asked for; between two lines it is told who ended."""
    import select

    buffer = b""
    while True:
        ready, _, _ = select.select([0], [], [], 0.02)
        for pid in tuple(living):
            if os.waitpid(pid, os.WNOHANG)[0]:
                living.discard(pid)
                _say("ended", pid)
        if ready:
            chunk = os.read(0, 4096)
            if not chunk:
                return
            *lines, buffer = (buffer + chunk).split(b"\n")
            yield from lines


def _say(word: str, pid: int) -> None:
    sys.stdout.write(f"{word} {pid}\n")
    sys.stdout.flush()


class Stand:
    """The servers, and the users that letters go between. Each lane has an account and a customer of its own."""

    def __init__(self, mailboxes: MailboxServer, post: MailServer, folder: Path, readers: Sequence[str]) -> None:
        self.readers = readers
        self._mailboxes = mailboxes
        self._post = post
        self._folder = folder
        self._empty = folder / "empty.db"
        open_store(self._empty, PhoneNumbering("PL")).close()
        self.nursery = Nursery()

    @property
    def pids(self) -> tuple[int, ...]:
        """Of what runs for as long as this does."""
        return self._mailboxes.process.pid, self._post.process.pid, self.nursery.pid

    def fresh_store(self, name: str) -> Path:
        """In a folder of its own."""
        folder = self._folder / name
        folder.mkdir()
        shutil.copyfile(self._empty, folder / "store.db")
        return folder / "store.db"

    def messages(self, user: str, folder: str = "INBOX") -> list[bytes]:
        return self._mailboxes.messages(user, folder)

    def queued(self) -> int:
        return self._post.queued()

    def kill_at(self, point: Cut | str, lane: int, number: int) -> Outcome:
        """A letter is sent by a hub that is killed there, and by the next one, if it has to be."""
        file = self.fresh_store(f"{lane}-{number}")
        cut = point if isinstance(point, Cut) else None
        pids: list[int] = []
        is_started = threading.Event()

        def kill() -> None:
            is_started.wait(60)
            os.kill(pids[0], signal.SIGKILL)

        with cut_wire(self._post.submission_port, cut, kill) as wire:
            store = open_store(file, PhoneNumbering("PL"))
            outgoing = queued(store, self.account(lane, wire.port), _customer(lane))
            pids.append(self.nursery.start(file, "" if cut else point))
            is_started.set()
            self.nursery.wait(pids[0])
            began = time.monotonic()
            role = hub_role(store, "the next")
            role.start()
            wait_until(lambda: _state(store, outgoing) is OutboxState.SENT, f"sent after {point}")
            seconds = time.monotonic() - began
            outcome = self._settled(outgoing, lane, seconds)
            role.stop()
            store.close()
        return outcome

    def _settled(self, outgoing: Outgoing, lane: int, seconds: float) -> Outcome:
        """When the post has nothing left, and our own copy is filed."""
        name = f"Message-ID: <{outgoing.external_id}>".encode()
        ours, customer = shop(lane), _customer(lane)

        def count(user: str, folder: str = "INBOX") -> int:
            return sum(name in raw for raw in self.messages(user, folder))

        def is_settled() -> bool:
            return not self.queued() and count(customer) > 0 and count(ours, "Sent") > 0 and not count(ours)

        wait_until(is_settled, f"one letter each: {count(customer)}, {count(ours, 'Sent')}, {count(ours)}")
        return Outcome(
            at_the_customer=count(customer), in_sent=count(ours, "Sent"), in_inbox=count(ours), seconds=seconds
        )

    def account(self, lane: int, port: int = 0) -> ChannelAccount:
        """Sends by this port, or straight to the server."""
        settings = {
            "imap_host": HOST,
            "imap_port": str(self._mailboxes.port),
            "imap_security": "none",
            "smtp_host": HOST,
            "smtp_port": str(port or self._post.submission_port),
            "smtp_security": "none",
        }
        return with_key(
            ChannelAccount(channel=Channel.EMAIL, name="Shop", address=shop(lane), settings=tuple(settings.items()))
        )


def shop(lane: int) -> str:
    return f"shop{lane}@parley.test"


def _customer(lane: int) -> str:
    return f"customer{lane}@parley.test"


def queued(store: DatabaseStore, account: ChannelAccount, customer: str) -> Outgoing:
    saved = store.save_account(account)
    lease = store.take_lease(f"account.{saved.id}", "before", TERMS.lease_length)
    assert lease is not None
    (received,) = store.receive(lease, saved, [a_mail("question@example.test", author=customer)], "")
    store.release_lease(lease)
    draft = Draft(
        interaction_id=received.interaction_id,
        agent="maria",
        kind=DraftKind.REPLY,
        subject="Your order",
        text="It is on its way.\n" * 40,
        to=(Participant(address=customer),),
    )
    letter = BUILT_IN[0].letters.write(Writing(draft=draft, account=saved, answered=None, send_after=datetime.now(UTC)))
    return store.enqueue(replace(letter, draft=None))


def _state(store: DatabaseStore, outgoing: Outgoing) -> OutboxState | None:
    assert outgoing.message_id is not None
    written = store.written(outgoing.message_id)
    return written.outbox.state if written is not None and written.outbox is not None else None


@contextmanager
def stand(folder: Path, lanes: int, readers: int = 0) -> Iterator[Stand]:
    """With so many readers of mailings besides."""
    reading = [f"reader{n}@parley.test" for n in range(readers)]
    users = [*reading, *(name(lane) for lane in range(lanes) for name in (shop, _customer))]
    with mailbox_server(dict.fromkeys(users, PASSWORD)) as mailboxes, mail_server(mailboxes, users) as post:
        made = Stand(mailboxes, post, folder, reading)
        try:
            yield made
        finally:
            made.nursery.close()


if __name__ == "__main__":
    main()
