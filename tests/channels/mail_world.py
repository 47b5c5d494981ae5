"""A mail server whole, and one account of it: what the tests of the e-mail channel talk to."""

import contextlib
import itertools
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from desktop.channels.email.writing.ids import new_external_id, with_key
from desktop.domain.channel import Channel
from desktop.domain.errors import DesktopError
from desktop.domain.written import Absence, ChannelAccount, Incoming, Outgoing, SeenMark
from desktop.services.channel import Connector
from tests.servers.certificates import authority
from tests.servers.dovecot import MailboxServer, MailboxSettings, mailbox_server
from tests.servers.ports import HOST
from tests.servers.postfix import MailServer, MailServerSettings, mail_server
from tests.servers.process import wait_until

PASSWORD = "zażółć \"'\\ 7"
USERS = tuple(f"desk{number}@parley.test" for number in range(400))
GONE = "gone@parley.test"  # Postfix takes mail for it, Dovecot does not: it comes back


@dataclass(frozen=True, slots=True, kw_only=True)
class MailWorld:
    """One Dovecot, one Postfix, many users; each test takes a user of its own."""

    mailboxes: MailboxServer
    post: MailServer
    ca_file: str
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def account(self, **settings: str) -> ChannelAccount:
        """Over TLS, unless the settings say otherwise."""
        values = {
            "imap_host": HOST,
            "imap_port": str(self.mailboxes.tls_port),
            "smtp_host": HOST,
            "smtp_port": str(self.post.submissions_port),
            "extra_ca_file": self.ca_file,
            **settings,
        }
        address = USERS[next(self._numbers)]
        account = ChannelAccount(
            id=1, channel=Channel.EMAIL, name="Support", address=address, settings=tuple(values.items())
        )
        return with_key(account)


@contextlib.contextmanager
def mail_world() -> Iterator[MailWorld]:
    with authority() as made:
        certificate = made.good()
        users = dict.fromkeys(USERS, PASSWORD)
        with (
            mailbox_server(users, MailboxSettings(certificate=certificate)) as mailboxes,
            mail_server(
                mailboxes, (*USERS, GONE), MailServerSettings(certificate=certificate, largest_bytes=1_000_000)
            ) as post,
        ):
            yield MailWorld(mailboxes=mailboxes, post=post, ca_file=str(made.ca_file))


class Secrets:
    """A vault of one account."""

    def __init__(self, **values: str) -> None:
        self.values = {"password": PASSWORD, **values}

    def get(self, name: str) -> str:
        return self.values.get(name, "")

    def keep(self, name: str, value: str) -> None:
        self.values[name] = value


class Desk:
    """Receives in a thread, as a hub does, and keeps what it is given as the store does: each external id once."""

    def __init__(self, connector: Connector, position: str = "") -> None:
        self.connector = connector
        self.position = position
        self.kept: dict[str, Incoming] = {}
        self.gone: dict[str, Incoming] = {}
        self.batches: list[tuple[Incoming, ...]] = []
        self.delivered = 0
        self.is_connected = False
        self.error: Exception | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="desk")

    def __enter__(self) -> "Desk":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(10)
        assert not self._thread.is_alive(), "receive did not return"

    def deliver(
        self, batch: Sequence[Incoming], position: str, seen: Sequence[SeenMark] = (), gone: Absence | None = None
    ) -> None:
        self.is_connected = True
        self.position = position
        if batch:
            self.batches.append(tuple(batch))
        self.delivered += len(batch)
        for incoming in batch:
            self.kept[incoming.external_id] = incoming
        marks = {mark.place: mark.is_seen for mark in seen}
        for name, incoming in self.kept.items():
            if incoming.place in marks:
                self.kept[name] = replace(incoming, is_seen=marks[incoming.place])
        self._leave(gone)

    def _leave(self, gone: Absence | None) -> None:
        for name, incoming in tuple(self.kept.items()):
            if gone and (incoming.place in gone.places or (gone.covers and gone.covers(incoming.place))):
                self.gone[name] = self.kept.pop(name)

    def wait(self, count: int) -> list[Incoming]:
        """What is kept, once it is that much."""
        wait_until(lambda: len(self.kept) >= count or self.error is not None, f"{count} messages", detail=self.state)
        if self.error:
            raise self.error
        return list(self.kept.values())

    def state(self) -> str:
        return f"{len(self.kept)} kept, {self.position}, {self.error!r}"

    def _run(self) -> None:
        try:
            self.connector.receive(self.position, self.deliver, self._stop)
        except DesktopError as error:
            self.error = error


def mail(number: int, *, subject: str = "", sender: str = "Ann <ann@example.test>", size: int = 0) -> bytes:
    text = (
        f"From: {sender}\r\nTo: desk@parley.test\r\nSubject: {subject or f'Order {number}'}\r\n"
        f"Date: Sun, 22 Nov 2026 09:00:00 +0100\r\nMessage-ID: <{number}@example.test>\r\n\r\nBody {number}.\r\n"
    )
    return text.encode() + b"x" * 70 * (size // 70)


def letter(account: ChannelAccount, *recipients: str, text: str = "Hello.") -> Outgoing:
    """As compose makes one."""
    external_id = new_external_id(account)
    raw = (
        f"From: Support <{account.address}>\r\nTo: {', '.join(recipients)}\r\nSubject: Your order\r\n"
        f"Date: Sun, 22 Nov 2026 09:05:00 +0100\r\nMessage-ID: <{external_id}>\r\n"
        f"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
    )
    return Outgoing(
        id=1,
        account_id=1,
        interaction_id=1,
        external_id=external_id,
        send_after=datetime.now(UTC),
        recipients=recipients,
        raw=raw.encode(),
    )
