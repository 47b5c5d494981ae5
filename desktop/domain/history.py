"""What was before: matches, dossiers, timelines, searches.

The command `parley search` waits for this module: what only its annotations name is not loaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from desktop.domain.channel import Channel, Direction
    from desktop.domain.customer import Customer, CustomerHit, Order
    from desktop.domain.interaction import Interaction, InteractionState, Resolution
    from desktop.domain.message import Message


class MatchReason(StrEnum):
    """Why a caller is taken for a customer, best first."""

    CHOSEN = "chosen"  # an agent said so before, for this address
    SCREEN_POP_DATA = "screen_pop_data"  # a customer number in User-to-User or an X- header
    NUMBER = "number"  # the E.164 number, its only holder
    NATIONAL_NUMBER = "national_number"  # equal but for the country code
    EXTENSION = "extension"  # the number without its extension
    SIP_ADDRESS = "sip_address"
    ADDRESS = "address"  # a mail address or handle they have
    SHARED = "shared"  # several customers: see candidates
    MAYBE = "maybe"  # nobody, but a signature names candidates
    WITHHELD = "withheld"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """`customer_id` None: nobody, or several in `candidates` (most recent contact first).

    `address` is the number as shown, `address_value` as compared; `called` the number that was dialled.
    """

    reason: MatchReason
    address: str = ""
    address_value: str = ""
    called: str = ""
    customer_id: int | None = None
    candidates: tuple[CustomerHit, ...] = ()


class EntryKind(StrEnum):
    INTERACTION = "interaction"
    ORDER = "order"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineKey:
    """Where a page ends: entries strictly older than this come next (newest first, ties by kind and id)."""

    at: datetime
    kind: EntryKind
    id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """One line of the timeline. `title` and `snippet` are plain text, cut to 200 characters.

    Interactions carry channel, state, resolution, agent, queue, talk_seconds; orders status, amount, currency.
    """

    kind: EntryKind
    id: int
    at: datetime
    title: str
    snippet: str = ""
    channel: Channel | None = None
    direction: Direction | None = None
    state: InteractionState | None = None
    resolution: Resolution | None = None
    agent: str = ""
    queue: str = ""
    talk_seconds: float = 0.0
    status: str = ""
    amount: Decimal | None = None
    currency: str = ""
    order_number: str = ""
    tags: tuple[str, ...] = ()

    @property
    def key(self) -> TimelineKey:
        return TimelineKey(at=self.at, kind=self.kind, id=self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinePage:
    """Newest first; `next_key` None at the end."""

    entries: tuple[TimelineEntry, ...]
    next_key: TimelineKey | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentContact:
    """How often lately: inbound contacts from `first_at` to `counted_at`, this one counted; how the last ended."""

    contacts: int
    first_at: datetime
    counted_at: datetime
    channels: tuple[Channel, ...]
    is_last_unresolved: bool
    last_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """What is shown when work is offered. Without a customer only `match` is filled."""

    match: Match
    customer: Customer | None = None
    recent: RecentContact | None = None
    orders: tuple[Order, ...] = ()
    open_orders: int = 0
    total_orders: int = 0
    timeline: TimelinePage = TimelinePage(entries=())
    total_interactions: int = 0
    first_contact_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InteractionDetails:
    """An interaction opened in place: everything said, the notes, the call's facts."""

    interaction: Interaction
    messages: tuple[Message, ...] = ()
    disposition_label: str = ""
    case_number: int | None = None
    case_title: str = ""
    numbers: tuple[tuple[str, str], ...] = ()  # telephone numbers in it: as they stand there, and as they are dialled


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchQuery:
    """Words are joined by AND, the last may be a prefix, "in quotes" is a phrase.

    `customer_id` None searches everybody; `channels` empty means all; `since`/`until` bound the contact's time;
    `before` is the `next_key` of the page before.
    """

    text: str
    customer_id: int | None = None
    channels: tuple[Channel, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    limit: int = 50
    before: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """A message or note that matched; `excerpt` has the matched words between \\x02 and \\x03.

    `customer_name` of a stranger is what they call themselves, else their address or number.
    """

    interaction_id: int
    customer_id: int | None
    customer_name: str
    channel: Channel
    at: datetime
    excerpt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """Newest first. `next_key` goes into `SearchQuery.before`; None at the end."""

    hits: tuple[SearchHit, ...]
    next_key: int | None = None
