"""The person at the desk: state, reason codes, and what comes after this call."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AgentState(StrEnum):
    LOGGED_OUT = "logged_out"
    NOT_READY = "not_ready"
    READY = "ready"
    RESERVED = "reserved"
    BUSY = "busy"
    WRAP_UP = "wrap_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonCode:
    """Why an agent is not ready. System reasons are set by the program, never chosen."""

    code: str
    label: str
    is_system: bool = False


class StateSource(StrEnum):
    AGENT = "agent"
    SYSTEM = "system"
    SUPERVISOR = "supervisor"
    EXCHANGE = "exchange"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentStatus:
    """The state now, since when, why, and what follows (`next_state` with `next_reason`) when work ends."""

    state: AgentState
    since: datetime
    reason: str = ""
    source: StateSource = StateSource.AGENT
    next_state: AgentState | None = None
    next_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """An agent as another one sees them: their name, and their state since when."""

    name: str
    state: AgentState
    since: datetime
