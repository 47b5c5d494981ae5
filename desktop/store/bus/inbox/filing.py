"""What is done here belongs into the archive on the server, and back when it is open again: which mail has to move.

It is asked for when an interaction is closed or opened, and stays asked for until the server did it.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, or_, select, text, update

from desktop.domain.channel import Direction
from desktop.domain.written import Filed, Filing
from desktop.store.bus.families import family_of
from desktop.store.bus.inbox.places import leave
from desktop.store.bus.tables import accounts, places
from desktop.store.plain import Question, Statement
from desktop.store.schema import messages
from desktop.store.types import many

ARCHIVES = "archives"
"""The setting of an account that has it so, when it is not empty."""

_p, _m = places.c, messages.c
_ACCOUNTS = select(accounts.c.id, accounts.c.settings).where(accounts.c.is_removed.is_(False))
_ASK = (
    update(places)
    .where(
        _p.message_id.in_(select(_m.id).where(_m.interaction_id.in_(many("ids")), _m.direction == Direction.INBOUND)),
        or_(_p.home != "", _p.account_id.in_(many("accounts"))),
    )
    .values(is_filed=False)
)
_IS_DUE = Question("SELECT 1 FROM places WHERE account_id = :account AND NOT is_filed LIMIT 1")
_IS_CLOSED = (
    "(SELECT i.state FROM messages m LEFT JOIN merged g ON g.interaction_id = m.interaction_id"
    " JOIN interactions i ON i.id = coalesce(g.root_id, m.interaction_id)"
    " WHERE m.id = places.message_id) = 'closed'"
)
# on PostgreSQL one that is being closed or opened now is waited for: who reads it as it was would settle for good what
# is asked for at this moment, of a place that its transaction cannot see yet
_WAIT = text(
    "SELECT i.id FROM places p JOIN messages m ON m.id = p.message_id"
    " LEFT JOIN merged g ON g.interaction_id = m.interaction_id"
    " JOIN interactions i ON i.id = coalesce(g.root_id, m.interaction_id)"
    " WHERE p.account_id = :account AND NOT p.is_filed ORDER BY i.id FOR SHARE OF i"
)
_SETTLE = Statement(
    f"UPDATE places SET is_filed = TRUE WHERE account_id = :account AND NOT is_filed AND ({_IS_CLOSED}) = (home <> '')"
)
_DUE = Question(
    "SELECT place, external_id, home FROM places JOIN letters l ON l.message_id = places.message_id"
    " WHERE places.account_id = :account AND NOT is_filed ORDER BY place LIMIT :limit"
)
_GIVE_UP = Statement("UPDATE places SET is_filed = TRUE WHERE account_id = :account AND place = :place")
# where it lies by now may be known already, if that folder is read, too
_COPY = Statement(
    "INSERT INTO places (account_id, place, message_id, is_told, is_filed, home)"
    " SELECT account_id, :now_at, message_id, is_told, FALSE, :home FROM places"
    " WHERE account_id = :account AND place = :place"
    " ON CONFLICT (account_id, place) DO UPDATE SET is_filed = FALSE, home = excluded.home"
)
_FORGET = Statement("DELETE FROM places WHERE account_id = :account AND place = :place")


def ask(tx: Connection, interaction_id: int) -> None:
    """It was closed, or opened again: the messages of all that it stands for are where they belong, or will be."""
    archiving = [row.id for row in tx.execute(_ACCOUNTS) if row.settings.get(ARCHIVES)]
    tx.execute(_ASK, {"ids": family_of(tx, interaction_id), "accounts": archiving})


def is_due(tx: Connection, account_id: int) -> bool:
    return bool(_IS_DUE.rows(tx, {"account": account_id}))


def due(tx: Connection, account_id: int, limit: int) -> list[Filing]:
    """What was closed and opened again meanwhile, or the other way round, is where it belongs."""
    if tx.dialect.name != "sqlite":
        tx.execute(_WAIT, {"account": account_id})
    _SETTLE.run(tx, {"account": account_id})
    rows = _DUE.rows(tx, {"account": account_id, "limit": limit})
    return [Filing(place=place, external_id=external_id, home=home) for place, external_id, home in rows]


def done(tx: Connection, account_id: int, filed: Sequence[Filed]) -> None:
    """Whether it belongs there still is seen the next time."""
    given_up: list[dict[str, Any]] = []
    moved: list[dict[str, Any]] = []
    for one in filed:
        to = moved if one.now_at else given_up
        to.append({"account": account_id, "place": one.place, "now_at": one.now_at, "home": one.home})
    _GIVE_UP.run_many(tx, given_up)
    leave(tx, account_id, [one.place for one in filed if one.is_gone])
    _COPY.run_many(tx, moved)
    _FORGET.run_many(tx, moved)
