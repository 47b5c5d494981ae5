"""Ids for rows that are written together, and with what belongs to them."""

from sqlalchemy import Connection, Table, func, select, text

_NEXT = text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :n)")


def new_ids(tx: Connection, table: Table, count: int) -> list[int]:
    """Ascending, in a transaction that writes."""
    if tx.dialect.name != "sqlite":
        return list(tx.execute(_NEXT, {"name": table.name, "n": count}).scalars())
    first = int(tx.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()) + 1
    return list(range(first, first + count))
