"""The demo's mail server: none. It stands where a connector signs in elsewhere, for the demo reaches no network.

What the desk sends is kept and answered as its customer would; what is written to the desk is read, judged, matched and
threaded by the program's own code, as any mail.
"""

import email
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from email.policy import default
from queue import Empty, SimpleQueue
from threading import Event, Timer

from desktop.channels.email.arrival import Arrivals
from desktop.channels.email.kind import CHANNEL
from desktop.channels.email.server.imap import Fetched
from desktop.channels.email.server.position import Place
from desktop.channels.email.writing.ids import with_key
from desktop.demo.post.drawing import drawn
from desktop.demo.post.letters import AUTHORITY, SUPPORT, Scripts, answer_to, mail_of
from desktop.domain.channel import Channel
from desktop.domain.written import ChannelAccount, Filed, Filing, Outgoing, SeenMark
from desktop.services.channel import ChannelKind, Deliver, Secrets

logger = logging.getLogger(__name__)

ANSWER_SECONDS = 8.0
_LOOK_SECONDS = 0.2


class Office:
    """Between the customers and the connector; any thread may ask it."""

    def __init__(self, scripts: Scripts, answer_seconds: float = ANSWER_SECONDS) -> None:
        self._scripts = scripts
        self._answer_seconds = answer_seconds
        self._mail: SimpleQueue[bytes] = SimpleQueue()
        self._timers: list[Timer] = []
        self.sent: dict[str, bytes] = {}
        now = datetime.now(UTC)
        self._waiting = tuple(mail_of(script, now) for script in scripts.waiting())

    def hand_in(self, raw: bytes) -> None:
        """Somebody wrote to the shop."""
        self._mail.put(raw)

    def next(self, collected: int) -> bytes | None:
        """The oldest that was not collected, if one comes soon; `collected`: so many were, by earlier runs too."""
        if collected < len(self._waiting):
            return self._waiting[collected]
        try:
            return self._mail.get(timeout=_LOOK_SECONDS)
        except Empty:
            return None

    def take(self, outgoing: Outgoing) -> None:
        """The shop wrote; its customer answers after a while."""
        if self.sent.setdefault(outgoing.external_id, outgoing.raw) is not outgoing.raw:
            return
        timer = Timer(self._answer_seconds, self._answer, (outgoing.raw,))
        timer.daemon = True
        self._timers.append(timer)
        timer.start()

    def close(self) -> None:
        """Nobody answers any more."""
        for timer in self._timers:
            timer.cancel()
            timer.join()

    def _answer(self, raw: bytes) -> None:
        sent = email.message_from_bytes(raw, policy=default)
        to = sent["To"].addresses if sent["To"] is not None else ()
        words = self._scripts.answer_of(to[0].addr_spec if to else "")
        answer = answer_to(sent, words, datetime.now(UTC))
        if answer is not None:
            self.hand_in(answer)


class OfficeConnector:
    """`channel.Connector` over the office."""

    def __init__(self, account: ChannelAccount, office: Office) -> None:
        self._office = office
        self._read = Arrivals(account)
        self._is_closed = Event()

    @property
    def caution(self) -> str:
        return ""

    @property
    def progress(self) -> tuple[int, int] | None:
        return None

    def check(self) -> Mapping[str, str]:
        """There is nobody to refuse."""
        return {}

    def receive(self, position: str, deliver: Deliver, stop: Event) -> None:
        count = int(position or "0")
        deliver((), str(count))
        while not (stop.is_set() or self._is_closed.is_set()):
            raw = self._office.next(count)
            if raw is not None:
                count += 1
                fetched = Fetched(uid=count, is_seen=False, size=len(raw), raw=raw)
                deliver([self._read(fetched, Place(folder="INBOX", validity=1, uid=count))], str(count))

    def mark(self, marks: Sequence[SeenMark]) -> None:
        """Nobody else reads this mailbox."""

    def file(self, filings: Sequence[Filing]) -> Sequence[Filed]:
        """It has one folder."""
        return [Filed(place=filing.place) for filing in filings]

    def send(self, outgoing: Outgoing, before_the_end: Callable[[], None]) -> bool:
        before_the_end()
        self._office.take(outgoing)
        return False

    def file_copy(self, outgoing: Outgoing) -> None:
        """None is ever missing."""

    def was_sent(self, outgoing: Outgoing) -> bool:
        return outgoing.external_id in self._office.sent

    def close(self) -> None:
        self._is_closed.set()


def channels_of(office: Office) -> tuple[ChannelKind, ...]:
    """E-mail as it is built in, but for who carries it, who asks for no password and fetches from nowhere."""

    def connect(account: ChannelAccount, secrets: Secrets) -> OfficeConnector:
        return OfficeConnector(account, office)

    return (replace(CHANNEL, connect=connect, secrets=tuple, complete=with_key, fetch_pictures=drawn),)


def shop_account() -> ChannelAccount:
    settings = {
        "authserv_id": AUTHORITY,
        "answer_hours": "6",
        "protected_names": "M. Król",
        "sender_name": "Oslo & Co.",
    }
    given = tuple(settings.items())
    return with_key(
        ChannelAccount(channel=Channel.EMAIL, name="Support", address=SUPPORT, settings=given, queue="Billing")
    )
