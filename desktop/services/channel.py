"""What a written channel is to the program: a plug-in of `desktop.channels`, one folder and one line of `BUILT_IN`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from threading import Event
from typing import Protocol

from desktop.domain.channel import Channel
from desktop.domain.written import ChannelAccount, Incoming, Outgoing, SeenMark
from desktop.services.settings import Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a channel can do. `longest_text` in characters, `largest_attachment` in bytes: None without a limit.

    `reply_window`: how long after the customer's last message they may still be written to.
    """

    can_start: bool = True
    can_reply: bool = True
    has_html: bool = False
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


class Deliver(Protocol):
    """Takes a batch, what is read or not by now in other programs, and how far the connector is once it is in the store:
    all of it is written in one transaction.
    """

    def __call__(self, batch: Sequence[Incoming], position: str, seen: Sequence[SeenMark] = ()) -> None: ...


class Connector(Protocol):
    """The code that talks to one account. `receive` and what is sent run in two threads, each with a connection.

    Raises `Refused` (credentials: not tried again by itself), `Unreachable` (tried again), `Rejected` (the other side
    said no, in its own words) and `ConfigurationError`; whatever else is a bug.
    """

    def receive(self, position: str, deliver: Deliver, stop: Event) -> None:
        """Hand over what came since `position` ("" is the beginning), then what comes, until `stop` is set or it fails.

        Returns within two seconds of `stop`. What was delivered and not kept is delivered again.
        """
        ...

    def mark(self, marks: Sequence[SeenMark]) -> None:
        """Let the server know what was read here. A place that is gone is no error."""
        ...

    def send(self, outgoing: Outgoing, before_the_end: Callable[[], None]) -> None:
        """Returns when the other side took it. `before_the_end` is called once all but the last byte is sent.

        When that call raises, nothing was sent.
        """
        ...

    def was_sent(self, outgoing: Outgoing) -> bool | None:
        """Whether the other side had it after all, for one in doubt; None: not known yet, ask later."""
        ...

    def close(self) -> None:
        """End both connections; a blocked call returns with Unreachable."""
        ...


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
