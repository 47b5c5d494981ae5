"""Whose an address is not: said by an agent once, remembered until one says that it is."""

from collections.abc import Collection
from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite

from desktop.services.ports import NOBODY, InteractionChange
from desktop.store import interactions as contacts
from desktop.store.bus.handover.tables import refusals
from desktop.store.schema import customers
from desktop.store.types import many

_r, _c = refusals.c, customers.c
_OF = (
    select(_r.value, func.coalesce(_c.root_id, _c.id).label("root"))
    .join(customers, _c.id == _r.customer_id)
    .where(_r.value.in_(many("values")))
)
_TAKE_BACK = refusals.delete().where(_r.value == bindparam("of"), _r.customer_id.in_(many("ids")))
_STANDS_FOR = select(_c.id).where(func.coalesce(_c.root_id, _c.id) == bindparam("root"))


def refuse(tx: Connection, interaction_id: int, agent: str) -> None:
    """It belongs to nobody from now on. Raises LookupError."""
    interaction = contacts.read(tx, interaction_id)
    if interaction is None:
        raise LookupError(f"no interaction {interaction_id}")
    if interaction.customer_id is not None and interaction.address:
        statement = sqlite.insert(refusals) if tx.dialect.name == "sqlite" else postgresql.insert(refusals)
        value = interaction.address.casefold()
        said = {"customer_id": interaction.customer_id, "refused_by": agent, "refused_at": datetime.now(UTC)}
        tx.execute(statement.on_conflict_do_nothing(), {"value": value, **said})
    contacts.change(tx, interaction_id, InteractionChange(customer_id=NOBODY))


def refused(tx: Connection, values: Collection[str]) -> set[tuple[str, int]]:
    """Of these addresses, with the customers (who stand for themselves now) that they are not."""
    return {(row.value, row.root) for row in tx.execute(_OF, {"values": sorted(values)})} if values else set()


def take_back(tx: Connection, value: str, customer_id: int) -> None:
    """It is theirs after all."""
    root = tx.execute(select(func.coalesce(_c.root_id, _c.id)).where(_c.id == customer_id)).scalar()
    ids = list(tx.execute(_STANDS_FOR, {"root": root}).scalars())
    tx.execute(_TAKE_BACK, {"of": value, "ids": ids})
