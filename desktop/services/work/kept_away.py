"""A call that came while the agent took none: what is written of it, and why it did not ring.

The words are kept, and read by colleagues too.
"""

from dataclasses import replace
from datetime import UTC, datetime
from typing import assert_never

from desktop.domain.agent import AgentState, AgentStatus, ReasonCode
from desktop.domain.call import Call
from desktop.domain.interaction import Interaction, Resolution
from desktop.domain.text import tr
from desktop.services.ports import Numbering
from desktop.services.work.steps import State, facts_of, offered_interaction

_BUSY_HERE = 486


def kept_away_interaction(call: Call, agent: str, numbering: Numbering, queue_header: str, why: str) -> Interaction:
    """Over from the beginning; the log says `why`.

    A queue has gone on to a colleague, whose own row says how it stands: here nobody was missed. Whoever called this
    agent was.
    """
    offered = offered_interaction(call, agent, numbering, queue_header)
    ended_at = call.ended_at or datetime.now(UTC)
    facts = replace(facts_of(call, offered.queue), end_words=why)
    over = replace(offered, ended_at=ended_at, closed_at=ended_at, call=facts)
    if offered.queue:
        return replace(over, state=State.CLOSED, resolution=Resolution.SOLVED)
    return replace(over, state=State.MISSED)


def why_kept_away(call: Call, status: AgentStatus, reasons: tuple[ReasonCode, ...]) -> str:
    """`status` is the agent's when it came: `Not ready (Lunch); the caller heard that the line is busy.`"""
    if call.end_code == _BUSY_HERE:
        return tr("{state}; the caller heard that the line is busy.", state=_state_words(status, reasons))
    return tr("{state}; it did not ring here.", state=_state_words(status, reasons))


def _state_words(status: AgentStatus, reasons: tuple[ReasonCode, ...]) -> str:
    match status.state:
        case AgentState.LOGGED_OUT:
            return tr("Logged out")
        case AgentState.NOT_READY | AgentState.READY:
            label = next((reason.label for reason in reasons if reason.code == status.reason), "")
            return tr("Not ready ({reason})", reason=label) if label else tr("Not ready")
        case AgentState.RESERVED:
            return tr("Another call was ringing")
        case AgentState.BUSY:
            return tr("On another call")
        case AgentState.WRAP_UP:
            return tr("In wrap-up")
    assert_never(status.state)
