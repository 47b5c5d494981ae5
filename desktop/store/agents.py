"""Agents' states as they followed one another, and the codes agents choose from."""

from sqlalchemy import Connection, insert, select

from desktop.domain.agent import AgentStatus, ReasonCode
from desktop.domain.interaction import Disposition
from desktop.store.schema import agent_log, dispositions, reason_codes

_l = agent_log.c


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


def reasons(tx: Connection) -> list[ReasonCode]:
    rows = tx.execute(select(reason_codes).order_by(reason_codes.c.position))
    return [ReasonCode(code=row.code, label=row.label, is_system=row.is_system) for row in rows]


def results(tx: Connection) -> list[Disposition]:
    rows = tx.execute(select(dispositions).order_by(dispositions.c.position))
    return [Disposition(code=row.code, label=row.label, hot_key=row.hot_key, resolution=row.resolution) for row in rows]
