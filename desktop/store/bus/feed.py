"""The change feed: who changes something leaves a line, in the same transaction; readers follow with a cursor.

SQLite has one writer at a time, so lines are numbered in the order they were committed. On PostgreSQL a line may be
committed after one with a higher number. Each says which transaction wrote it, and below the oldest transaction that
still runs nothing can come any more: that is how far a cursor moves. What is seen beyond is told at once and its number
remembered, so that a reader misses nothing, hears nothing twice, and never waits for a long transaction.
"""

import time
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, text

from desktop.domain.change import Change, ChangeKind, Cursor
from desktop.store.plain import Statement
from desktop.store.types import AnyRow, to_microseconds

AT_A_TIME = 1_000
_FORGOTTEN_TO = "changes_forgotten_to"  # the fact: a cursor up to there has missed something
_EVERYTHING = Change(kind=ChangeKind.EVERYTHING)

# plain, for it is written with a call's first row while it rings
_TELL = Statement("INSERT INTO changes (kind, subject_id, changed_at) VALUES (:kind, :id, :at)")
_END_SQLITE = text("SELECT coalesce(max(seq), 0) + 1 FROM changes")
_READ_SQLITE = text("SELECT seq, kind, subject_id FROM changes WHERE seq >= :position ORDER BY seq LIMIT :most")
_HORIZON = "CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint)"
# the horizon and the lines are of one snapshot
_READ_POSTGRESQL = text(
    f"SELECT h.horizon, c.writer, c.seq, c.kind, c.subject_id FROM (SELECT {_HORIZON} AS horizon) AS h"
    " LEFT JOIN changes c ON c.writer >= coalesce(CAST(:position AS bigint), h.horizon)"
    " AND c.seq <> ALL (CAST(:told AS bigint[])) ORDER BY c.writer, c.seq LIMIT :most"
)
_FORGOTTEN = text("SELECT CAST(value AS bigint) FROM facts WHERE name = :name")
_FORGET = {
    # the newest stays, or its number would be given again
    "sqlite": text(
        "DELETE FROM changes WHERE changed_at < :before AND seq < (SELECT max(seq) FROM changes) RETURNING seq"
    ),
    "postgresql": text("DELETE FROM changes WHERE changed_at < :before RETURNING writer"),
}
_REMEMBER = text(
    "INSERT INTO facts (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)


def tell(tx: Connection, kind: ChangeKind, *ids: int) -> None:
    """In the transaction that changes them."""
    at = time.time_ns() // 1_000
    rows = [{"kind": str(kind), "id": one, "at": at} for one in ids]
    if len(rows) == 1:
        _TELL.run(tx, rows[0])
    else:
        _TELL.run_many(tx, rows)


def tell_everything(tx: Connection) -> None:
    """Too much to name: whoever looks reads anew."""
    tell(tx, ChangeKind.EVERYTHING, 0)


def end(tx: Connection) -> Cursor:
    """From now on."""
    if tx.dialect.name == "sqlite":
        return Cursor(position=tx.execute(_END_SQLITE).scalar_one())
    rows = tx.execute(_READ_POSTGRESQL, {"position": None, "told": [], "most": None}).all()
    return Cursor(position=rows[0].horizon, early=frozenset((row.writer, row.seq) for row in rows if row.seq))


def read(tx: Connection, cursor: Cursor, most: int = AT_A_TIME) -> tuple[tuple[Change, ...], Cursor]:
    """What was committed since, each once, at most `most`; EVERYTHING for who comes back after `forget`."""
    if _is_forgotten(tx, cursor):
        return (_EVERYTHING,), end(tx)
    return _read_sqlite(tx, cursor, most) if tx.dialect.name == "sqlite" else _read_postgresql(tx, cursor, most)


def _read_sqlite(tx: Connection, cursor: Cursor, most: int) -> tuple[tuple[Change, ...], Cursor]:
    rows = tx.execute(_READ_SQLITE, {"position": cursor.position, "most": most}).all()
    return _changes(rows), Cursor(position=rows[-1].seq + 1) if rows else cursor


def _read_postgresql(tx: Connection, cursor: Cursor, most: int) -> tuple[tuple[Change, ...], Cursor]:
    told = [seq for _, seq in cursor.early]
    rows = tx.execute(_READ_POSTGRESQL, {"position": cursor.position, "told": told, "most": most}).all()
    position, found = rows[0].horizon, [row for row in rows if row.seq is not None]
    if len(rows) == most:
        position = min(position, rows[-1].writer)  # more of that transaction may follow
    seen = cursor.early | {(row.writer, row.seq) for row in found}
    return _changes(found), Cursor(position=position, early=frozenset(one for one in seen if one[0] >= position))


def _changes(rows: Sequence[AnyRow]) -> tuple[Change, ...]:
    """Each subject once, in the order of their last change."""
    newest = {(row.kind, row.subject_id): None for row in reversed(rows)}
    return tuple(Change(kind=ChangeKind(kind), id=one) for kind, one in reversed(newest))


def _is_forgotten(tx: Connection, cursor: Cursor) -> bool:
    forgotten = tx.execute(_FORGOTTEN, {"name": _FORGOTTEN_TO}).scalar()
    return forgotten is not None and cursor.position <= forgotten


def forget(tx: Connection, before: datetime) -> None:
    """Lines of earlier than `before` go."""
    gone = tx.execute(_FORGET[tx.dialect.name], {"before": to_microseconds(before)}).scalars().all()
    if gone:
        tx.execute(_REMEMBER, {"name": _FORGOTTEN_TO, "value": str(max(gone))})
