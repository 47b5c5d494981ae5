"""Where the server keeps each message, whether it is there still, and whether it was read: here, there, and who has to
learn it.

What was read here and the server does not know yet goes before what the server says.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, exists, select, update
from sqlalchemy.sql.dml import ReturningUpdate

from desktop.domain.change import ChangeKind
from desktop.domain.channel import Direction
from desktop.domain.written import Absence, Received, SeenMark
from desktop.store.bus import feed
from desktop.store.bus.inbox.arrivals import Arrival
from desktop.store.bus.tables import letters, places
from desktop.store.plain import Question, Statement
from desktop.store.schema import messages
from desktop.store.types import many

_p, _l, _m = places.c, letters.c, messages.c
_AT_ONCE = 500
_AT = select(_p.place, _p.message_id).where(_p.account_id == bindparam("account"), _p.place.in_(many("places")))
_SEEN = (
    select(
        _l.message_id,
        _l.is_seen,
        _m.interaction_id,
        exists().where(_p.message_id == _l.message_id, ~_p.is_told).label("is_untold"),
    )
    .join(messages, _m.id == _l.message_id)
    .where(_l.message_id.in_(many("ids")))
)
_SET_SEEN = Statement("UPDATE letters SET is_seen = :is_seen WHERE message_id = :id")
_PUT = Statement(
    "INSERT INTO places (account_id, place, message_id, is_told) VALUES (:account_id, :place, :message_id, :is_told)"
    " ON CONFLICT (account_id, place) DO UPDATE SET message_id = excluded.message_id, is_told = excluded.is_told"
)
# of a closed one there is no row
_SET_UNREAD = Statement(
    "UPDATE work SET is_unread = EXISTS (SELECT 1 FROM messages m JOIN letters l ON l.message_id = m.id"
    " WHERE m.interaction_id = :id AND m.direction <> 'outbound' AND NOT l.is_seen) WHERE interaction_id = :id"
)
_ALL = Question("SELECT place FROM places WHERE account_id = :account")
# what is being moved by us is on its way, not gone
_LEFT = _AT.where(_p.is_filed)
_DROP = delete(places).where(_p.account_id == bindparam("account"), _p.place.in_(many("places")), _p.is_filed)
# our own letters are taken for sent wherever their copies are
_LOST = (
    update(letters)
    .where(
        _l.message_id.in_(many("ids")),
        ~_l.is_gone,
        ~exists().where(_p.message_id == _l.message_id),
        exists().where(_m.id == _l.message_id, _m.direction == Direction.INBOUND),
    )
    .values(is_gone=True)
    .returning(_l.message_id)
)
_FOUND = (
    update(letters).where(_l.message_id.in_(many("ids")), _l.is_gone).values(is_gone=False).returning(_l.message_id)
)
_INTERACTIONS = select(_m.interaction_id).where(_m.id.in_(many("ids"))).distinct()
_UNTOLD = Question(
    "SELECT p.place, l.is_seen FROM places p JOIN letters l ON l.message_id = p.message_id"
    " WHERE p.account_id = :account AND NOT p.is_told ORDER BY p.place LIMIT :limit"
)
_TOLD = Statement(
    "UPDATE places SET is_told = :told WHERE account_id = :account AND place = :place"
    " AND EXISTS (SELECT 1 FROM letters l WHERE l.message_id = places.message_id AND l.is_seen = :is_seen)"
)


def take_over(
    tx: Connection, account_id: int, came: Sequence[tuple[Arrival, Received]], seen: Sequence[SeenMark]
) -> None:
    """Where each message is now, and what the server says of it by now. A place that is not known is left out."""
    said = {(one.incoming.place, found.message_id): one.incoming.is_seen for one, found in came}
    asked = [mark.place for mark in seen]
    at = tx.execute(_AT, {"account": account_id, "places": asked}).all() if asked else ()
    known = {row.place: row.message_id for row in at}
    said |= {(mark.place, known[mark.place]): mark.is_seen for mark in seen if mark.place in known}
    again = {found.message_id for _, found in came if not found.is_new} | set(known.values())
    kept = _taken_over(tx, {message_id: is_seen for (_, message_id), is_seen in said.items() if message_id in again})
    _PUT.run_many(
        tx,
        [
            {
                "account_id": account_id,
                "place": place,
                "message_id": message_id,
                "is_told": kept.get(message_id, is_seen) == is_seen,
            }
            for (place, message_id), is_seen in said.items()
            if place
        ],
    )
    _tell(tx, _FOUND, again)


def gone_among(tx: Connection, account_id: int, gone: Absence) -> tuple[str, ...]:
    """All that are named or covered, of those that are known."""
    if gone.covers is None:
        return gone.places
    known = (str(row[0]) for row in _ALL.rows(tx, {"account": account_id}))
    return (*gone.places, *filter(gone.covers, known))


def leave(tx: Connection, account_id: int, gone: Sequence[str]) -> None:
    """Nothing is there any more. A customer's message that is nowhere any more says so."""
    for at in range(0, len(gone), _AT_ONCE):
        asked = {"account": account_id, "places": gone[at : at + _AT_ONCE]}
        ids = {row.message_id for row in tx.execute(_LEFT, asked)}
        if ids:
            tx.execute(_DROP, asked)
            _tell(tx, _LOST, ids)


def _tell(tx: Connection, change: ReturningUpdate[Any], message_ids: Iterable[int]) -> None:
    """What the change was of, if of anything."""
    ids = sorted(set(message_ids))
    changed = tx.execute(change, {"ids": ids}).scalars().all() if ids else ()
    if changed:
        feed.tell(tx, ChangeKind.INTERACTION, *tx.execute(_INTERACTIONS, {"ids": sorted(changed)}).scalars())


def _taken_over(tx: Connection, said: Mapping[int, bool]) -> dict[int, bool]:
    """How those letters stand now."""
    rows = tx.execute(_SEEN, {"ids": sorted(said)}).all() if said else ()
    changed = [row for row in rows if row.is_seen != said[row.message_id] and not row.is_untold]
    _SET_SEEN.run_many(tx, [{"id": row.message_id, "is_seen": said[row.message_id]} for row in changed])
    refresh_unread(tx, (row.interaction_id for row in changed))
    return {row.message_id: row.is_seen for row in rows} | {row.message_id: said[row.message_id] for row in changed}


def refresh_unread(tx: Connection, interaction_ids: Iterable[int]) -> None:
    """By the letters of each."""
    ids = sorted(set(interaction_ids))
    _SET_UNREAD.run_many(tx, [{"id": one} for one in ids])
    if ids:
        feed.tell(tx, ChangeKind.INTERACTION, *ids)


def to_push(tx: Connection, account_id: int, limit: int) -> list[SeenMark]:
    rows = _UNTOLD.rows(tx, {"account": account_id, "limit": limit})
    return [SeenMark(place=place, is_seen=bool(is_seen)) for place, is_seen in rows]


def pushed(tx: Connection, account_id: int, marks: Sequence[SeenMark]) -> None:
    """What was read or unread again meanwhile is still to be told."""
    rows: list[dict[str, Any]] = [
        {"account": account_id, "place": mark.place, "is_seen": mark.is_seen, "told": True} for mark in marks
    ]
    _TOLD.run_many(tx, rows)
