"""A piece of work as the work list shows it, and the rules that turn a call's news into an interaction's steps."""

from dataclasses import dataclass
from datetime import UTC, datetime

from desktop.domain.call import Call, CallEnd, CallFacts, CallState
from desktop.domain.channel import Channel, Direction
from desktop.domain.endings import describe_end
from desktop.domain.history import Dossier
from desktop.domain.interaction import Interaction, InteractionState, Resolution
from desktop.services.ports import InteractionChange, Numbering

State = InteractionState


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """A row of the work list. `key` is its identity from the first moment on (for a call, the call's id).

    `interaction` is as the store has it, but for `notes`, which are as typed; its `id` is None until the row is
    written, some milliseconds after the ring. `call` is None once it ended and after a restart that did not find
    it. `dossier` is None until it was read. `wrap_up_ends_at` is set in WRAP_UP with a countdown of
    `wrap_up_seconds`; None there means no time limit. `notes_saved_at` is None until the store has the notes.
    """

    key: str
    interaction: Interaction
    call: Call | None = None
    dossier: Dossier | None = None
    wrap_up_seconds: int = 0
    wrap_up_ends_at: datetime | None = None
    notes_saved_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Settings the steps depend on."""

    wraps_up: bool = True
    missed_after_seconds: float = 15.0


def offered_interaction(call: Call, agent: str, numbering: Numbering, queue_header: str) -> Interaction:
    """What is written of a call at its first news, before anybody looked who it is."""
    queue = _header(call, queue_header)
    return Interaction(
        channel=Channel.VOICE,
        direction=call.direction,
        state=State.OFFERED,
        started_at=call.started_at,
        address="" if call.hints.is_withheld else numbering.show(numbering.normalise(call.peer) or call.peer),
        queue=queue,
        agent=agent,
        call=facts_of(call, queue),
    )


def facts_of(call: Call, queue: str = "") -> CallFacts:
    """Numbers, seconds and the end of a call as far as it went."""
    end_at = call.ended_at or (datetime.now(UTC) if call.state is CallState.ENDED else None)
    is_inbound = call.direction is Direction.INBOUND
    picked_up = call.answered_at or end_at
    talk_seconds = 0.0
    if call.answered_at is not None and end_at is not None:
        talk_seconds = max(0.0, (end_at - call.answered_at).total_seconds() - call.hold_seconds)
    return CallFacts(
        call_id=call.id,
        caller=call.peer if is_inbound else "",
        dialled=(call.hints.diverted_from or call.hints.dialled) if is_inbound else call.peer,
        queue=queue,
        ring_seconds=max(0.0, (picked_up - call.started_at).total_seconds()) if picked_up else 0.0,
        talk_seconds=talk_seconds,
        hold_seconds=call.hold_seconds,
        end=call.end,
        end_words=describe_end(call.end, call.reason),
    )


def steps(state: InteractionState, call: Call, queue: str, rules: Rules) -> list[InteractionChange]:
    """The changes, in order, that bring an interaction in `state` to where its call is; none if it is there."""
    changes: list[InteractionChange] = []
    if state is State.OFFERED and call.answered_at is not None:
        facts = facts_of(call, queue)
        changes.append(InteractionChange(state=State.ACTIVE, answered_at=call.answered_at, call=facts))
        state = State.ACTIVE
    if call.state is CallState.ENDED:
        if state in (State.OFFERED, State.ACTIVE, State.HELD):
            changes.append(_end(state, call, queue, rules))
    elif state is State.ACTIVE and call.state is CallState.HELD:
        changes.append(InteractionChange(state=State.HELD))
    elif state is State.HELD and call.state is CallState.ACTIVE:
        changes.append(InteractionChange(state=State.ACTIVE))
    return changes


def cut_off(facts: CallFacts | None) -> InteractionChange:
    """For an interaction whose call is nowhere after a restart: when it ended, nobody knows."""
    end = CallEnd.INTERRUPTED
    call = None
    if facts is not None:
        call = CallFacts(
            call_id=facts.call_id,
            caller=facts.caller,
            dialled=facts.dialled,
            queue=facts.queue,
            ring_seconds=facts.ring_seconds,
            talk_seconds=facts.talk_seconds,
            hold_seconds=facts.hold_seconds,
            end=end,
            end_words=describe_end(end),
        )
    return InteractionChange(state=State.CLOSED, closed_at=datetime.now(UTC), is_interrupted=True, call=call)


def _end(state: InteractionState, call: Call, queue: str, rules: Rules) -> InteractionChange:
    facts = facts_of(call, queue)
    ended_at = call.ended_at or datetime.now(UTC)
    after = _state_after(state, call, facts, rules)
    is_elsewhere = call.end is CallEnd.ANSWERED_ELSEWHERE
    return InteractionChange(
        state=after,
        ended_at=ended_at,
        closed_at=None if after is State.WRAP_UP else ended_at,
        is_interrupted=True if call.end is CallEnd.INTERRUPTED else None,
        # the colleague's own row says how it stands; here nothing is left to do
        resolution=Resolution.SOLVED if is_elsewhere else None,
        call=facts,
    )


def _state_after(state: InteractionState, call: Call, facts: CallFacts, rules: Rules) -> InteractionState:
    if call.end is CallEnd.INTERRUPTED:
        return State.CLOSED
    if state is not State.OFFERED:
        return State.WRAP_UP if rules.wraps_up else State.CLOSED
    if call.direction is not Direction.INBOUND or call.end is CallEnd.ANSWERED_ELSEWHERE:
        return State.CLOSED
    if call.end in (CallEnd.DECLINED_HERE, CallEnd.HUNG_UP_HERE, CallEnd.CANCELLED_HERE):
        return State.DECLINED
    if call.end is CallEnd.HUNG_UP_THERE:
        return State.ABANDONED  # just as it was answered, so nobody missed it
    # a queue that stops ringing and a caller who hangs up send the same CANCEL; only time tells them apart
    if call.end is CallEnd.GAVE_UP and facts.ring_seconds < rules.missed_after_seconds:
        return State.ABANDONED
    return State.MISSED


def _header(call: Call, name: str) -> str:
    wanted = name.casefold()
    return next((value for key, value in call.hints.extra.items() if wanted and key.casefold() == wanted), "")
