"""What an agent read, or wants to have unread. The connector finds the places that the server is to hear of.

A conversation is read in pieces: marking a hundred thousand messages in one transaction kept everybody else waiting for
a second.
"""

from datetime import datetime

from sqlalchemy import Connection, select, update

from desktop.domain.change import ChangeKind
from desktop.domain.channel import Direction
from desktop.store.bus import feed, handling
from desktop.store.bus.families import members_of
from desktop.store.bus.tables import work
from desktop.store.plain import Question, Row, Statement
from desktop.store.schema import messages
from desktop.store.types import LAST_ID, LAST_INSTANT, of_microseconds, to_microseconds

AT_A_TIME = 500
_m, _w = messages.c, work.c
_PIECE = Question(
    "SELECT m.sent_at, m.id, l.is_seen FROM messages m LEFT JOIN letters l ON l.message_id = m.id"
    " WHERE m.interaction_id = :interaction AND (m.sent_at, m.id) < (:at, :last)"
    " ORDER BY m.sent_at DESC, m.id DESC LIMIT :limit"
)
_SET_SEEN = Statement("UPDATE letters SET is_seen = :is_seen WHERE message_id = :id")
_TELL_SERVER = Statement("UPDATE places SET is_told = :is_told WHERE message_id = :id")


def mark_read(
    tx: Connection, interaction_id: int, before: tuple[datetime, int] | None = None
) -> tuple[datetime, int] | None:
    """The newest before that, and where to go on; None when all is read. Nothing is told when it was read before.

    With the first piece it is no more unread in the list: what comes while the others are marked makes it so again.
    """
    row = handling.lock(tx, interaction_id)
    piece, left = _piece(tx, members_of(tx, row.id), before)
    unseen = [message_id for _, message_id, is_seen in piece if is_seen is not None and not is_seen]
    _set_seen(tx, unseen, is_seen=True)
    changed = len(unseen)
    if before is None:
        unread = update(work).where(_w.interaction_id == row.id, _w.is_unread)
        changed += tx.execute(unread.values(is_unread=False)).rowcount
    if changed and (before is None or left is None):  # in between there is nothing to be seen
        feed.tell(tx, ChangeKind.INTERACTION, row.id)
    return left


def mark_unread(tx: Connection, interaction_id: int) -> None:
    """And the customer's last message."""
    row = handling.lock(tx, interaction_id)
    newest = (
        select(_m.id)
        .where(_m.interaction_id.in_(members_of(tx, row.id)), _m.direction == Direction.INBOUND)
        .order_by(_m.sent_at.desc(), _m.id.desc())
        .limit(1)
    )
    _set_seen(tx, list(tx.execute(newest).scalars()), is_seen=False)
    handling.set_work(tx, row.id, is_unread=True)
    feed.tell(tx, ChangeKind.INTERACTION, row.id)


def _piece(
    tx: Connection, family: list[int], before: tuple[datetime, int] | None
) -> tuple[list[Row], tuple[datetime, int] | None]:
    """The newest of all that were merged, and where the rest begins."""
    at, last = before if before is not None else (LAST_INSTANT, LAST_ID)
    bound = {"at": to_microseconds(at), "last": last, "limit": AT_A_TIME + 1}
    found = sorted((row for one in family for row in _PIECE.rows(tx, {**bound, "interaction": one})), reverse=True)
    piece = found[:AT_A_TIME]
    left = (of_microseconds(piece[-1][0]), int(piece[-1][1])) if len(found) > AT_A_TIME else None
    return piece, left


def _set_seen(tx: Connection, message_ids: list[int], *, is_seen: bool) -> None:
    _SET_SEEN.run_many(tx, [{"id": one, "is_seen": is_seen} for one in message_ids])
    _TELL_SERVER.run_many(tx, [{"id": one, "is_told": False} for one in message_ids])
