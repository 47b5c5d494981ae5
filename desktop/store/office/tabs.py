"""What an agent keeps open, in one row: small, and written each time it changes."""

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from desktop.domain.office.tabs import KeptTabs
from desktop.store.office.tables import tabs

_t = tabs.c


def read(tx: Connection, agent: str) -> KeptTabs:
    content = tx.execute(select(_t.content).where(_t.agent == agent)).scalar()
    if content is None:
        return KeptTabs()
    return KeptTabs(ids=tuple(content["ids"]), current=content["current"], opening=content["opening"])


def keep(tx: Connection, agent: str, kept: KeptTabs) -> None:
    statement = sqlite.insert(tabs) if tx.dialect.name == "sqlite" else postgresql.insert(tabs)
    values = {"content": {"ids": list(kept.ids), "current": kept.current, "opening": kept.opening}}
    tx.execute(statement.on_conflict_do_update(index_elements=["agent"], set_=values), {"agent": agent, **values})
