"""What a written channel is to the program: a plug-in of `desktop.channels`, one folder and one line of `BUILT_IN`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from threading import Event
from typing import Protocol

from desktop.domain.channel import Channel
from desktop.domain.errors import ConfigurationError
from desktop.domain.office.previews import Preview
from desktop.domain.written import (
    Absence,
    AttachmentInfo,
    ChannelAccount,
    Draft,
    Filed,
    Filing,
    Incoming,
    Outgoing,
    Participant,
    SeenMark,
    ShownMessage,
    StoredFile,
    WrittenMessage,
)
from desktop.services.settings import Setting
from desktop.services.written_ports import Letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a channel can do. `has_subject`: and copies to others; `longest_text` in characters, `largest_attachment` in
    bytes: None without a limit.

    `reply_window`: how long after the customer's last message they may still be written to.
    """

    can_start: bool = True
    can_reply: bool = True
    has_html: bool = False
    has_subject: bool = False
    has_attachments: bool = False
    has_typing: bool = False
    has_read_marks: bool = False
    longest_text: int | None = None
    largest_attachment: int | None = None
    reply_window: timedelta | None = None


class Secrets(Protocol):
    """The passwords and tokens of one account, in the vault of whoever serves it. May block."""

    def get(self, name: str) -> str: ...

    def keep(self, name: str, value: str) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInCode:
    """What the user types in at that address, on whatever device, until then."""

    address: str
    code: str
    good_until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInPage:
    """What a browser of this computer is sent to."""

    address: str


class Visitor:
    """Whoever waits while the user signs in elsewhere: is told where, and may call it off from another thread."""

    def __init__(self, tell: Callable[[SignInCode | SignInPage], None] = lambda where: None) -> None:
        self.tell = tell
        self._gone = Event()

    @property
    def is_gone(self) -> bool:
        return self._gone.is_set()

    def leave(self) -> None:
        self._gone.set()

    def wait(self, seconds: float) -> bool:
        """True as soon as it is called off."""
        return self._gone.wait(seconds)


class Missing(ConfigurationError):
    """A field has to be filled in first: `key` is its setting's."""

    def __init__(self, text: str, hint: str, key: str) -> None:
        super().__init__(text, hint)
        self.key = key


class Unconfirmed(ConfigurationError):
    """What was found for an account, the user should look at. Whoever saves the proposal has confirmed it."""

    def __init__(self, text: str, hint: str, proposal: ChannelAccount) -> None:
        super().__init__(text, hint)
        self.proposal = proposal


class Deliver(Protocol):
    """Takes a batch, what is read or not by now in other programs and what is gone there, and how far the connector is
    once it is in the store: all of it is written in one transaction.
    """

    def __call__(
        self, batch: Sequence[Incoming], position: str, seen: Sequence[SeenMark] = (), gone: Absence | None = None
    ) -> None: ...


class Connector(Protocol):
    """The code that talks to one account. `receive` and what is sent run in two threads, each with a connection.

    Raises `Refused` (credentials: not tried again by itself), `Unreachable` (tried again), `Rejected` (the other side
    said no, in its own words) and `ConfigurationError`; whatever else is a bug.
    """

    @property
    def caution(self) -> str:
        """What the server would not do by now, though the account is served: in its words; "" for nothing."""
        ...

    @property
    def progress(self) -> tuple[int, int] | None:
        """How many messages of how many are here, while a mailbox is read for the first time. None: nothing to wait
        for."""
        ...

    def check(self) -> Mapping[str, str]:
        """Sign in as `receive` and `send` would, and out again; raises what they would. What the other side says of
        itself is kept among the account's settings."""
        ...

    def receive(self, position: str, deliver: Deliver, stop: Event) -> None:
        """Hand over what came since `position` ("" is the beginning), then what comes, until `stop` is set or it fails.

        Once it is signed in, `deliver((), position)` says so; a batch may be empty at any time.
        Returns within two seconds of `stop`. What was delivered and not kept is delivered again.
        """
        ...

    def mark(self, marks: Sequence[SeenMark]) -> None:
        """Let the server know what was read here. A place that is gone is no error. Asked by the thread that sends."""
        ...

    def file(self, filings: Sequence[Filing]) -> Sequence[Filed]:
        """Put what is done here where done things belong on the server, or bring it back. Asked by the thread that
        sends; one for each, and what was filed already is found where it is.
        """
        ...

    def send(self, outgoing: Outgoing, before_the_end: Callable[[], None]) -> bool:
        """Returns when the other side took it; whether its copy is still to be filed (`file_copy`).

        `before_the_end` is called once all but the last byte is sent. When that call raises, nothing was sent.
        """
        ...

    def file_copy(self, outgoing: Outgoing) -> None:
        """Put a letter that was sent among the sent on the server, unless it is there. Asked by the thread that sends,
        again until it does not raise.
        """
        ...

    def was_sent(self, outgoing: Outgoing) -> bool | None:
        """Whether the other side had it after all, for one in doubt; None: not known yet, ask later."""
        ...

    def close(self) -> None:
        """End both connections; a blocked call returns with Unreachable."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """What is to become a letter: `files` are the draft's with their content, `is_scheduled` when it is for later.

    `is_automatic`: nobody looked at it; lines such as `[pl]` begin the draft's text in another language.
    `unsubscribe`: it goes to many, and names the recipient's number among them (`mailing.Recipient`).
    `answered_raw` is what is answered as it came: what it refers to, and the pictures in its text.
    """

    draft: Draft
    account: ChannelAccount
    answered: WrittenMessage | None
    send_after: datetime
    files: tuple[tuple[StoredFile, bytes], ...] = ()
    is_scheduled: bool = False
    is_automatic: bool = False
    unsubscribe: str = ""
    answered_raw: bytes = field(default=b"", repr=False)
    case_number: str = ""
    queue: str = ""


class Letters(Protocol):
    """How messages of the channel are shown and written. Touches no network; everything but `addresses` and `warnings`
    is asked off the GUI thread.
    """

    def show(
        self, written: WrittenMessage, raw: Callable[[], bytes], fetched: Mapping[str, bytes] | None = None
    ) -> ShownMessage:
        """Fit to be painted. `raw` reads the message as it came, for the pictures in it; `fetched` are remote ones."""
        ...

    def preview(self, raw: bytes, info: AttachmentInfo) -> Preview:
        """A file of the message as it may be looked at, and whether it could do harm."""
        ...

    def original(self, raw: bytes, subject: str) -> Preview:
        """The message as it came or went, as one file to be saved."""
        ...

    def attachment(self, raw: bytes, position: int) -> bytes: ...

    def as_read(self, raw: bytes) -> str:
        """What a reader sees of a letter as it went, in plain text."""
        ...

    def begin(self, draft: Draft, answered: WrittenMessage | None, account: ChannelAccount, *, to_all: bool) -> Draft:
        """An empty draft of a kind, with the recipients and the subject that follow from what it answers."""
        ...

    def addresses(self, typed: str) -> tuple[Participant, ...]:
        """What an agent typed into a field of recipients. Raises Rejected in words."""
        ...

    def warnings(self, draft: Draft, last: WrittenMessage | None, account: ChannelAccount) -> tuple[str, ...]:
        """What should be seen before it is sent: who was not on the last message."""
        ...

    def write(self, writing: Writing) -> Letter:
        """Raises Rejected in words: nobody to send it to, too large …"""
        ...


WARY = "wary"
"""A setting that is there while an account is served whose last holder ended without a word. What came may have been
why: who reads it does so with care."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelKind:
    """One built-in channel. `fields` declares an account's settings, `secrets` what goes into the vault instead."""

    channel: Channel
    capabilities: Capabilities
    label: Callable[[], str]
    fields: Callable[[], tuple[Setting, ...]]
    secrets: Callable[[], tuple[Setting, ...]]
    connect: Callable[[ChannelAccount, Secrets], Connector]
    """Makes a connector; touches no network."""
    letters: Letters
    complete: Callable[[ChannelAccount], ChannelAccount] = lambda account: account
    """Adds what an account needs and nobody types, before it is saved. May ask the network. Raises Unconfirmed."""
    beside: Callable[[ChannelAccount, Sequence[ChannelAccount], Sequence[str]], ChannelAccount] = (
        lambda account, accounts, agents: account
    )
    """As it is served: it knows all accounts there are and the agents' names, for a message may imitate them."""
    authorise: Callable[[ChannelAccount, Secrets, Visitor], Mapping[str, str]] = lambda account, secrets, visitor: {}
    """Where no password is typed: the user signs in with a browser, and these secrets come of it. Blocks until they
    did; raises Refused when they did not, or called it off."""

    fetch_pictures: Callable[[Sequence[str]], Mapping[str, bytes]] = lambda urls: {}
    """Remote pictures by address, those that can be had. Blocks; asked only when an agent wants them."""


class Channels:
    """The channels there are, loaded when first asked for: whoever opens a window does not wait for their libraries."""

    def __init__(self, load: Callable[[], Sequence[ChannelKind]]) -> None:
        self._load = load

    @cached_property
    def kinds(self) -> tuple[ChannelKind, ...]:
        return tuple(self._load())

    def of(self, channel: Channel) -> ChannelKind | None:
        return next((kind for kind in self.kinds if kind.channel is channel), None)
