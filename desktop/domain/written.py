"""What comes and goes on written channels: as a connector hands it over, before and after it is in the store."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from html import escape

from desktop.domain.channel import Channel, Direction
from desktop.domain.message import Message, Packed
from desktop.domain.office.cards import Card


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """`address` as compared (a lower-case mail address, a handle without @); `name` as the message says it."""

    address: str
    name: str = ""


class Role(StrEnum):
    """What a participant is to a message. FROM is who says that it was written by them."""

    FROM = "from"
    SENDER = "sender"
    REPLY_TO = "reply_to"
    TO = "to"
    CC = "cc"
    BCC = "bcc"


Participants = tuple[tuple[Role, Participant], ...]
_MOST_NAMES = 4_000  # characters


class Mark(StrEnum):
    """What the reader of a message is told beside it, each with words of its own."""

    AUTOMATIC = "automatic"  # written by a robot: never answered by one
    BOUNCE = "bounce"
    COMPLAINT = "complaint"
    DAMAGED = "damaged"  # what could not be read as it was meant; the words say what
    AUTHENTIC = "authentic"  # DMARC, or SPF and DKIM, passed by the trusted header
    UNAUTHENTIC = "unauthentic"
    IMITATES = "imitates"  # a colleague, our domain, or a look-alike of it
    REPLY_ELSEWHERE = "reply_elsewhere"  # answers go to another domain than it came from
    NEWCOMER = "newcomer"  # took no part in the conversation that its message refers to
    ENCRYPTED = "encrypted"
    SIGNED_UNCHECKED = "signed_unchecked"
    REMOTE_PICTURES = "remote_pictures"
    DANGEROUS_ATTACHMENT = "dangerous_attachment"
    GONE = "gone"  # from every place the server kept it at: deleted there, or put where nobody here looks


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    mark: Mark
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentInfo:
    """A file in a message. `position` finds it in the raw message; `content_id` is what HTML shows it by."""

    position: int
    name: str
    media_type: str
    size: int  # bytes, decoded
    content_id: str = ""
    is_inline: bool = False


def names_of(attachments: Iterable[AttachmentInfo]) -> str:
    """Of the files, a line each, for who searches; a picture within the text is none."""
    return "\n".join(one.name for one in attachments if one.name and not one.is_inline)[:_MOST_NAMES]


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One message as a connector read it. `external_id` is the same each time the same message is delivered.

    `references` are external ids of what it answers, the nearest last. `text` is plain; `html` as it came, never
    shown before it is sanitised. `raw` is kept as evidence, and attachments are read from it. OUTBOUND is a message
    that was sent from the account by another program, or the account's own copy of one of ours.
    """

    external_id: str
    sent_at: datetime
    direction: Direction
    participants: Participants
    subject: str = ""
    text: str = ""
    html: str = ""
    references: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()  # case numbers and the like that its address or subject carries
    attachments: tuple[AttachmentInfo, ...] = ()
    remarks: tuple[Remark, ...] = ()
    about: str = ""  # external id of the message that a bounce or a complaint is about
    failed: tuple[tuple[str, str], ...] = ()  # addresses that this bounce says there are none, with its words
    file_words: str = ""  # the beginning of its files that are text: they are searched
    complainant: str = ""  # address that this complaint names; many leave it out
    answer_to: str = ""  # where an automatic answer may go; "": nowhere
    is_automatic: bool = False
    is_seen: bool = False  # read already in another program
    place: str = ""  # where the server keeps it: what the connector needs to find it again
    raw: bytes = field(default=b"", repr=False)
    packed: Packed | None = field(default=None, repr=False, compare=False)
    """As it lies in the store (`message.prepared`), where who read it had the time for that."""

    @property
    def searched_files(self) -> str:
        """The names of its files, and the words of those that are text."""
        names = names_of(self.attachments)
        return f"{names}\n{self.file_words}" if names and self.file_words else names


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """`is_new` False: it was there already."""

    interaction_id: int
    message_id: int
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenMark:
    """That a message at a place of the server is read, or not."""

    place: str
    is_seen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """That a server keeps nothing at these places any more, nor at the account's known ones that `covers` says."""

    places: tuple[str, ...] = ()
    covers: Callable[[str], bool] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """That what lies at this place belongs elsewhere: into the archive, or with `home` back into that folder."""

    place: str
    external_id: str
    home: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """What became of it. `now_at` "": it could not be, and is left where it is; `home` is where it came from.

    `words`: why the server would not.
    """

    place: str
    now_at: str = ""
    home: str = ""
    is_gone: bool = False  # somebody else was faster
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelAccount:
    """An account of a channel that a hub serves. Secrets are in the hub's vault under its id, not here."""

    channel: Channel
    name: str
    address: str
    settings: tuple[tuple[str, str], ...] = ()
    queue: str = ""
    is_enabled: bool = True
    id: int | None = None

    def setting(self, key: str, default: str = "") -> str:
        return dict(self.settings).get(key, default)

    def queue_for(self, addresses: Iterable[str]) -> str:
        """For what was written to these: the queue of the first that has its own, else the account's.

        The setting `queues` has lines such as `sales@shop.example Sales`.
        """
        queues = dict(self._queues())
        found = (queues.get(address.casefold()) for address in addresses)
        return next((queue for queue in found if queue), self.queue)

    def addresses_of(self, queue: str) -> tuple[str, ...]:
        """Those that `queues` names for a queue."""
        return tuple(address for address, its in self._queues() if its == queue)

    def _queues(self) -> list[tuple[str, str]]:
        lines = [line.split(maxsplit=1) for line in self.setting("queues").splitlines()]
        return [(pair[0].casefold(), pair[1].strip()) for pair in lines if len(pair) == 2]


class AccountHealth(StrEnum):
    STARTING = "starting"
    CONNECTED = "connected"
    TROUBLED = "troubled"  # tried again by itself; the words say what is wrong
    REFUSED = "refused"  # not tried again until somebody changes the account or the password
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountState:
    """How an account is served; `words` is what an agent reads. `since` when it became so.

    While a mailbox is read for the first time, `fetched` of `to_fetch` messages are here; else both are 0.
    """

    account_id: int
    health: AccountHealth
    since: datetime
    words: str = ""
    holder: str = ""
    fetched: int = 0
    to_fetch: int = 0


class OutboxState(StrEnum):
    WAITING = "waiting"  # until `send_after`: the undo window, or later; or until the next try
    HELD = "held"  # the customer wrote meanwhile: the agent decides
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"  # the server's own words are with it; tried again by hand


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A message on its way. `external_id` (a Message-ID) is fixed before the first try, so that none sends it twice.

    `recipients` is the envelope; nothing comes back from an automatic answer. `doubted_at`: when a try was at its last
    byte, and it is not known yet whether the server took it.
    """

    account_id: int
    interaction_id: int
    external_id: str
    send_after: datetime
    state: OutboxState = OutboxState.WAITING
    recipients: tuple[str, ...] = ()
    is_scheduled: bool = False  # for later, by the agent's wish: held if the customer writes first
    is_automatic: bool = False
    attempts: int = 0
    next_try_at: datetime | None = None
    doubted_at: datetime | None = None
    error: str = ""
    raw: bytes = field(default=b"", repr=False)
    message_id: int | None = None
    id: int | None = None

    @property
    def is_in_doubt(self) -> bool:
        return self.doubted_at is not None

    @property
    def needs_agent(self) -> bool:
        """It goes nowhere until somebody says so."""
        return self.state in (OutboxState.HELD, OutboxState.FAILED)


class DraftKind(StrEnum):
    REPLY = "reply"
    FORWARD = "forward"
    NOTE = "note"
    NEW = "new"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file of a draft, kept in the store until it is sent or taken out."""

    name: str
    media_type: str
    size: int
    content_id: str = ""  # of a picture within the text
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What an agent is writing. One of each kind for an agent and an interaction; nobody else writes it.

    `answers`: the message it answers or passes on. `html` is the composer's own; `text` what is searched and previewed.
    """

    interaction_id: int
    agent: str
    kind: DraftKind
    text: str = ""
    html: str = ""
    subject: str = ""
    to: tuple[Participant, ...] = ()
    cc: tuple[Participant, ...] = ()
    bcc: tuple[Participant, ...] = ()
    unfinished: tuple[tuple[str, str], ...] = ()  # of these fields all that is typed, while it is half an address
    answers: int | None = None
    account_id: int | None = None
    files: tuple[StoredFile, ...] = ()
    saved_at: datetime | None = None
    desk: str = field(default="", compare=False)  # the computer it was written at


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierDraft:
    """What stood in the draft before its author, at another desk, wrote over it unseen."""

    id: int
    draft: Draft


def joined(first: Draft, second: Draft) -> Draft:
    """The first, and below it what the second says and holds."""
    known = {file.id for file in first.files}
    files_of_both = (*first.files, *(file for file in second.files if file.id not in known))
    if not second.text.strip() or second.text == first.text:
        return replace(first, files=files_of_both)
    html = f"{_html_of(first)}<br><br>{_html_of(second)}" if first.html or second.html else ""
    return replace(first, text=f"{first.text}\n\n{second.text}", html=html, files=files_of_both)


def _html_of(draft: Draft) -> str:
    """Of one that was never in a composer, its words: beside another's HTML they would not be shown."""
    return draft.html or escape(draft.text, quote=False).replace("\n", "<br>")


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenMessage:
    """A message as a transcript shows it. `html` is as it came; `outbox` is None for what did not go through it."""

    message: Message
    participants: Participants = ()
    html: str = field(default="", repr=False)
    remarks: tuple[Remark, ...] = ()
    attachments: tuple[AttachmentInfo, ...] = ()
    account_id: int | None = None  # by which it came or went
    outbox: Outgoing | None = None
    mentions: tuple[str, ...] = ()  # of a note: the colleagues it names

    def of(self, role: Role) -> tuple[Participant, ...]:
        return tuple(who for its, who in self.participants if its is role)


class Fetching(StrEnum):
    """Of the remote pictures of a message."""

    NOT_ASKED = "not_asked"
    UNDER_WAY = "under_way"
    DONE = "done"  # those that are still not there could not be had


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownMessage:
    """A message made fit to be painted: its channel took everything out that loads, runs or misleads.

    `html` is what its author wrote, `quoted_html` what they quoted below, of so many lines; `pictures` are those within
    the text, by content id. `blocked_pictures` would be loaded from somewhere, and were not; `remote_pictures` are the
    addresses of those that can be, when somebody asks. `trackers` are never loaded. `picture_sender` is whose pictures
    may always be shown, "" while nobody vouches for them. `remarks` and `files` are told beside the message's own: that
    it is cut, and the message as it came.
    """

    written: WrittenMessage
    html: str = field(default="", repr=False)
    quoted_html: str = field(default="", repr=False)
    quoted_lines: int = 0
    blocked_pictures: int = 0
    remote_pictures: tuple[str, ...] = ()
    trackers: int = 0
    fetching: Fetching = Fetching.NOT_ASKED
    picture_sender: str = ""
    pictures: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)
    numbers: tuple[tuple[str, str], ...] = ()  # telephone numbers in it: as they stand there, and as they are dialled
    remarks: tuple[Remark, ...] = ()
    files: tuple[AttachmentInfo, ...] = ()
    cards: tuple[Card, ...] = ()  # appointments and addresses that its files hold


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedPart:
    """An interaction that another one stands for. `by` is "" where a message that refers to both joined them."""

    interaction_id: int
    subject: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationPage:
    """Oldest first; `earlier` goes into the next question, None at the beginning of the conversation."""

    messages: tuple[WrittenMessage, ...]
    earlier: tuple[datetime, int] | None = None
    total: int = 0
    merged: tuple[MergedPart, ...] = ()
