"""One piece of work with one customer on one channel, from offer to closed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desktop.domain.call import CallFacts
from desktop.domain.channel import Channel, Direction


class InteractionState(StrEnum):
    OFFERED = "offered"
    ACTIVE = "active"
    HELD = "held"
    WRAP_UP = "wrap_up"
    CLOSED = "closed"
    DECLINED = "declined"
    MISSED = "missed"
    ABANDONED = "abandoned"


FINAL_STATES = frozenset(
    {InteractionState.CLOSED, InteractionState.DECLINED, InteractionState.MISSED, InteractionState.ABANDONED}
)

_S = InteractionState
ALLOWED_CHANGES: dict[InteractionState, frozenset[InteractionState]] = {
    _S.OFFERED: frozenset({_S.ACTIVE, _S.WRAP_UP, _S.CLOSED, _S.DECLINED, _S.MISSED, _S.ABANDONED}),
    _S.ACTIVE: frozenset({_S.HELD, _S.WRAP_UP, _S.CLOSED}),
    _S.HELD: frozenset({_S.ACTIVE, _S.WRAP_UP, _S.CLOSED}),
    _S.WRAP_UP: frozenset({_S.CLOSED}),
    _S.CLOSED: frozenset(),
    _S.DECLINED: frozenset(),
    _S.MISSED: frozenset(),
    _S.ABANDONED: frozenset(),
}

# Written work is put back (OFFERED), snoozed (HELD), and opened again when the customer answers; it has no wrap-up.
WRITTEN_CHANGES: dict[InteractionState, frozenset[InteractionState]] = {
    _S.OFFERED: frozenset({_S.ACTIVE, _S.HELD, _S.CLOSED}),
    _S.ACTIVE: frozenset({_S.OFFERED, _S.HELD, _S.CLOSED}),
    _S.HELD: frozenset({_S.OFFERED, _S.ACTIVE, _S.CLOSED}),
    _S.CLOSED: frozenset({_S.OFFERED, _S.ACTIVE}),
}


def allowed_changes(channel: Channel, state: InteractionState) -> frozenset[InteractionState]:
    """What an interaction of this channel may become."""
    if channel is Channel.VOICE:
        return ALLOWED_CHANGES[state]
    return WRITTEN_CHANGES.get(state, frozenset())


class Resolution(StrEnum):
    """How it stands for the customer, shown as a badge: an interaction can be closed and yet not solved."""

    OPEN = "open"
    SOLVED = "solved"
    PROMISED = "promised"


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposition:
    """The result code chosen in wrap-up. `hot_key` 1–9 or None; `resolution` is what it means for the case."""

    code: str
    label: str
    hot_key: int | None = None
    resolution: Resolution = Resolution.SOLVED


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction:
    """`id` is None until written. `address` is the customer's number or address as it was shown.

    `disposition` is a code; `interrupted` says that our own program or the network cut it short.
    """

    channel: Channel
    direction: Direction
    state: InteractionState
    started_at: datetime
    id: int | None = None
    customer_id: int | None = None
    customer_name: str = ""
    address: str = ""
    subject: str = ""
    queue: str = ""
    agent: str = ""
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    closed_at: datetime | None = None
    disposition: str = ""
    resolution: Resolution = Resolution.OPEN
    notes: str = ""
    case_id: int | None = None
    is_interrupted: bool = False
    external_id: str | None = None
    call: CallFacts | None = None
