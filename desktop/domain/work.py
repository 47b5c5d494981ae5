"""Written work as a list shows it: open interactions, whose they are, and when they are due."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum

from desktop.domain.channel import Channel, Direction
from desktop.domain.interaction import InteractionState

LONGEST_TAG = 40


class Priority(IntEnum):
    LOW = -1
    NORMAL = 0
    HIGH = 1
    URGENT = 2


class WorkScope(StrEnum):
    MINE = "mine"
    TEAM = "team"  # of the agent's queues, whoever has it
    UNASSIGNED = "unassigned"
    ALL = "all"


class WorkOrder(StrEnum):
    """SNOOZED rows come last in each. DUE: overdue first, then by priority, then what is due next."""

    DUE = "due"
    OLDEST = "oldest"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkView:
    """Which rows, in which order. `queues` narrows every scope, MINE too; empty: all of them. `text` is looked for in
    name, subject, address and preview: the beginnings of words, all of them."""

    scope: WorkScope
    agent: str
    queues: tuple[str, ...] = ()
    channels: tuple[Channel, ...] = ()
    unread_only: bool = False
    overdue_only: bool = False
    snoozed_too: bool = False
    priorities: tuple[Priority, ...] = ()
    tags: tuple[str, ...] = ()  # any of them, of the conversation or its customer
    text: str = ""
    order: WorkOrder = WorkOrder.DUE

    @property
    def is_narrowed(self) -> bool:
        """By more than whose it is."""
        chosen = (*self.queues, *self.channels, *self.priorities, *self.tags)
        return bool(chosen or self.text.strip() or self.unread_only or self.overdue_only)

    @property
    def widened(self) -> "WorkView":
        """All of its scope."""
        return WorkView(scope=self.scope, agent=self.agent, snoozed_too=self.snoozed_too, order=self.order)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRow:
    """An open written interaction. `due_at` is when an answer is owed; None while none is.

    `customer_name` of a stranger (`customer_id` None) is what they call themselves, "" for nothing.
    """

    interaction_id: int
    channel: Channel
    state: InteractionState
    last_at: datetime
    last_direction: Direction
    customer_id: int | None = None
    customer_name: str = ""
    address: str = ""
    subject: str = ""
    preview: str = ""
    agent: str = ""
    queue: str = ""
    priority: Priority = Priority.NORMAL
    due_at: datetime | None = None
    snoozed_until: datetime | None = None
    is_unread: bool = False
    has_draft: bool = False  # of the agent who asks
    is_mentioned: bool = False  # the agent who asks, in a note, and not done with it
    tags: tuple[str, ...] = ()  # its own, not the customer's; in alphabetical order


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagging:
    """What was put to a conversation, and what was taken from it."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """One time it was closed with a result. `by` is "" where nobody knows who did.

    `is_overtaken`: a colleague had closed it as something else a moment before, and that stands. `opened_by` is ""
    where a message opened it again.
    """

    label: str
    by: str
    at: datetime
    is_overtaken: bool = False
    opened_by: str = ""
    opened_at: datetime | None = None


def tag_of(typed: str) -> str:
    """As it is kept: on one line, and of a length that a chip shows."""
    return " ".join(typed.split())[:LONGEST_TAG].rstrip()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkFacets:
    """What open work can be narrowed by: what there is of each, in alphabetical order."""

    queues: tuple[str, ...] = ()
    channels: tuple[Channel, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCounts:
    """Open rows that are not snoozed, by scope, and of each how many are unread.

    `waiting`: of the scopes that owe an answer, since when the oldest message waits for it, and until when the next one
    is owed.
    """

    rows: dict[WorkScope, int]
    unread: dict[WorkScope, int]
    waiting: dict[WorkScope, tuple[datetime, datetime]] = field(default_factory=dict)
