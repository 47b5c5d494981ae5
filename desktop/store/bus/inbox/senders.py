"""Whose an address is."""

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, func, select

from desktop.domain.channel import Channel, Direction
from desktop.domain.customer import AddressKind, kind_on
from desktop.domain.written import Role
from desktop.store.bus.handover import refusals
from desktop.store.bus.inbox.arrivals import Arrival
from desktop.store.schema import addresses, customers
from desktop.store.types import AnyRow, many

_MOST_HOLDERS = 5_000

_a, _c = addresses.c, customers.c
_HOLDERS = (
    select(_a.value, _a.kind, _a.chosen_at, func.coalesce(_c.root_id, _c.id).label("root"))
    .join(customers, _c.id == _a.customer_id)
    .where(_a.value.in_(many("values")))
    .limit(bindparam("limit", _MOST_HOLDERS))
)
_IS_OF = (
    select(_a.id)
    .join(customers, _c.id == _a.customer_id)
    .where(_a.value == bindparam("value"), func.coalesce(_c.root_id, _c.id) == bindparam("root"))
    .limit(1)
)


def customers_of(tx: Connection, channel: Channel, arrivals: Collection[Arrival]) -> dict[str, int]:
    """By address, of everybody who takes part; who is not known, or shares an address, is not in it.

    An agent's word goes before all, then an address of the channel's own kind, then any other it has.
    """
    values = {who.address.casefold() for one in arrivals for _, who in one.incoming.participants}
    return holders_of(tx, values, kind_on(channel))


def holders_of(tx: Connection, values: Collection[str], kind: AddressKind) -> dict[str, int]:
    """Whose each of these addresses is, as they are compared."""
    holders: dict[str, list[AnyRow]] = {}
    refused = refusals.refused(tx, values)
    for row in tx.execute(_HOLDERS, {"values": sorted(set(values) - {""})}):
        if (row.value, row.root) not in refused:
            holders.setdefault(row.value, []).append(row)
    found = {value: _holder(rows, kind) for value, rows in holders.items()}
    return {value: root for value, root in found.items() if root is not None}


def is_of(tx: Connection, value: str, root: int) -> bool:
    """Whether it is among the addresses of this customer, whoever else may have it too."""
    return tx.execute(_IS_OF, {"value": value, "root": root}).first() is not None


def _holder(rows: list[AnyRow], kind: AddressKind) -> int | None:
    chosen = [row for row in rows if row.chosen_at is not None]
    if chosen:
        return int(max(chosen, key=lambda row: row.chosen_at).root)
    roots = {row.root for row in rows if row.kind is kind} or {row.root for row in rows}
    return int(roots.pop()) if len(roots) == 1 else None


def customer_of(arrival: Arrival, known: dict[str, int]) -> int | None:
    """Who it is from, or for what we wrote, the first it is to. Nobody for a report, which a server wrote."""
    if arrival.is_report:
        return None
    if arrival.incoming.direction is Direction.INBOUND:
        return known.get(arrival.sender.address.casefold())
    to = (who.address.casefold() for role, who in arrival.incoming.participants if role in (Role.TO, Role.CC))
    return next((known[address] for address in to if address in known), None)
