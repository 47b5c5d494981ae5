"""Agents' states as they followed one another, and the codes agents choose from."""

from sqlalchemy import Connection, insert, select

from desktop.domain.agent import AgentState, AgentStatus, Colleague, ReasonCode
from desktop.domain.folding import fold
from desktop.domain.interaction import Disposition
from desktop.store.plain import Question
from desktop.store.schema import agent_log, dispositions, reason_codes
from desktop.store.types import of_microseconds

_l = agent_log.c
# from name to name along the index: the log has a line for each change of each day
_ALL = Question(
    "WITH RECURSIVE names(agent) AS (SELECT min(agent) FROM agent_log UNION ALL"
    " SELECT (SELECT min(l.agent) FROM agent_log l WHERE l.agent > names.agent) FROM names"
    " WHERE names.agent IS NOT NULL)"
    " SELECT l.agent, l.state, l.since FROM names JOIN agent_log l"
    " ON l.id = (SELECT max(last.id) FROM agent_log last WHERE last.agent = names.agent)"
)


def record(tx: Connection, agent: str, status: AgentStatus) -> None:
    tx.execute(insert(agent_log), row_of(agent, status))


def row_of(agent: str, status: AgentStatus) -> dict[str, object]:
    return {
        "agent": agent,
        "since": status.since,
        "state": status.state,
        "reason": status.reason,
        "source": status.source,
        "next_state": status.next_state,
        "next_reason": status.next_reason,
    }


def last(tx: Connection, agent: str) -> AgentStatus | None:
    row = tx.execute(select(agent_log).where(_l.agent == agent).order_by(_l.id.desc()).limit(1)).first()
    if row is None:
        return None
    return AgentStatus(
        state=row.state,
        since=row.since,
        reason=row.reason,
        source=row.source,
        next_state=row.next_state,
        next_reason=row.next_reason,
    )


def colleagues(tx: Connection) -> list[Colleague]:
    """By name."""
    found = [
        Colleague(name=name, state=AgentState(state), since=of_microseconds(at))
        for name, state, at in _ALL.rows(tx, {})
    ]
    return sorted(found, key=lambda one: fold(one.name))


def reasons(tx: Connection) -> list[ReasonCode]:
    rows = tx.execute(select(reason_codes).order_by(reason_codes.c.position))
    return [ReasonCode(code=row.code, label=row.label, is_system=row.is_system) for row in rows]


def results(tx: Connection) -> list[Disposition]:
    rows = tx.execute(select(dispositions).order_by(dispositions.c.position))
    return [Disposition(code=row.code, label=row.label, hot_key=row.hot_key, resolution=row.resolution) for row in rows]
