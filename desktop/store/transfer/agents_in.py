"""Agents' states from rows, in the order in which they followed one another."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, insert, select

from desktop.domain.agent import AgentState, AgentStatus, StateSource
from desktop.domain.text import tr
from desktop.store.agents import row_of
from desktop.store.schema import agent_log
from desktop.store.transfer import values
from desktop.store.transfer.dates import Dates
from desktop.store.transfer.items import Cells, Item, Outcome, RowError
from desktop.store.types import many

_l = agent_log.c
_LAST = select(_l.agent, func.max(_l.since).label("since")).where(_l.agent.in_(many("agents"))).group_by(_l.agent)
_THERE = select(_l.agent, _l.since, _l.state).where(_l.agent.in_(many("agents")), _l.since.in_(many("times")))


class _Given(NamedTuple):
    agent: str
    status: AgentStatus


class AgentStateImport:
    """What the store knows already is left; nothing goes in before it, or an old state would be the agent's last."""

    def __init__(self, dates: Dates) -> None:
        self._dates = dates

    def key(self, cells: Cells) -> str:
        return ""

    def parse(self, group: list[Cells]) -> _Given:
        (cells,) = group
        for needed in ("agent", "since", "state"):
            if needed not in cells:
                raise ValueError(tr("there is no {field}", field=needed))
        status = AgentStatus(
            state=values.one_of(cells["state"], AgentState),
            since=self._dates.read(cells, "since"),
            reason=cells.get("reason", ""),
            source=values.one_of(cells.get("source", StateSource.AGENT), StateSource),
            next_state=values.one_of(cells["next_state"], AgentState) if "next_state" in cells else None,
            next_reason=cells.get("next_reason", ""),
        )
        return _Given(cells["agent"], status)

    def plan(self, tx: Connection, items: list[Item]) -> list[Outcome]:
        agents = sorted({item.value.agent for item in items})
        times = sorted({item.value.status.since for item in items})
        last: dict[str, datetime] = {row.agent: row.since for row in tx.execute(_LAST, {"agents": agents})}
        there: set[tuple[Any, ...]] = {tuple(row) for row in tx.execute(_THERE, {"agents": agents, "times": times})}
        outcomes: list[Outcome] = []
        for item in items:
            agent, status = item.value
            if (agent, status.since, status.state) in there:
                outcomes.append("unchanged")
            elif agent in last and status.since < last[agent]:
                outcomes.append(RowError(tr("later states of {agent} are known already", agent=agent[:60])))
            else:
                outcomes.append("created")
                there.add((agent, status.since, status.state))
                last[agent] = status.since
        return outcomes

    def write(self, tx: Connection, items: list[Item]) -> list[Outcome]:
        outcomes = self.plan(tx, items)
        fresh = [
            row_of(item.value.agent, item.value.status)
            for item, outcome in zip(items, outcomes, strict=True)
            if outcome == "created"
        ]
        if fresh:
            tx.execute(insert(agent_log), fresh)
        return outcomes
