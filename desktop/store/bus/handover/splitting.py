"""A message and what follows it become an interaction of their own: the customer began to speak of something else.

Taken back by merging the two again (`merging`), which leaves nothing out of either.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, insert, or_, select, update

from desktop.domain.change import ChangeKind
from desktop.domain.channel import Direction
from desktop.domain.errors import Rejected
from desktop.domain.text import tr
from desktop.domain.written import OutboxState
from desktop.store.bus import feed, handling, merging
from desktop.store.bus.families import members_of
from desktop.store.bus.handover.owing import owed_at
from desktop.store.bus.handover.tables import mentions
from desktop.store.bus.tables import letters, outbox, threads
from desktop.store.fulltext import documents
from desktop.store.fulltext.documents import Said
from desktop.store.schema import documents as document_rows
from desktop.store.schema import interactions, messages
from desktop.store.types import AnyRow, many

_m, _i, _o, _t = messages.c, interactions.c, outbox.c, threads.c
_OF_FAMILY = _m.interaction_id.in_(many("ids"))
_CHOSEN = select(_m.id, _m.sent_at, _m.subject, _m.direction).where(_m.id == bindparam("chosen"), _OF_FAMILY)
_BEFORE = or_(
    _m.sent_at < bindparam("at", type_=_m.sent_at.type),
    and_(_m.sent_at == bindparam("at", type_=_m.sent_at.type), _m.id < bindparam("chosen")),
)
_SAID_BEFORE = select(_m.id).where(_OF_FAMILY, _BEFORE)
_IS_BEING_SENT = (
    select(_o.id)
    .join(messages, _m.id == _o.message_id)
    .where(_OF_FAMILY, ~_BEFORE, _o.state == OutboxState.SENDING)
    .limit(1)
)
_LAST_SAID_IN = select(_m.id).where(_m.interaction_id == bindparam("of")).order_by(_m.sent_at.desc(), _m.id.desc())
_MOVED = select(_m.id).where(_m.interaction_id == bindparam("new_id"))
_THEIR_IDS = (
    select(letters.c.external_id)
    .join(messages, _m.id == letters.c.message_id)
    .where(_m.interaction_id == bindparam("new_id"))
)
_WAITING = select(_o.id, _o.draft).where(_o.interaction_id == bindparam("new_id"), _o.state != OutboxState.SENT)
_CASE = select(_i.case_id).where(_i.id == bindparam("of"))


def split_off(tx: Connection, interaction_id: int, message_id: int) -> int:
    """The new interaction: as open, as urgent and whose the other is, in the same case.

    Drafts stay where they are. LookupError for a message that is not there (any more); ValueError for the first one,
    with which nothing would be left; Rejected while one of them is being sent.
    """
    kept = handling.lock(tx, interaction_id)
    family = members_of(tx, kept.id)
    chosen = tx.execute(_CHOSEN, {"chosen": message_id, "ids": family}).first()
    if chosen is None:
        raise LookupError(f"no message {message_id} in interaction {interaction_id}")
    bound = {"ids": family, "at": chosen.sent_at, "chosen": chosen.id}
    if tx.execute(_SAID_BEFORE.limit(1), bound).first() is None:
        raise ValueError(f"message {message_id} is the first of interaction {interaction_id}")
    if tx.execute(_IS_BEING_SENT, bound).first() is not None:
        raise Rejected(tr("A letter of it is being sent."), tr("Try it again in a moment."))
    new_id = _begin(tx, kept, chosen)
    _move(tx, family, new_id, bound)
    _part_lines(tx, kept, new_id)
    merging.remember_parting(tx, kept.id, new_id)
    feed.tell(tx, ChangeKind.INTERACTION, *family, new_id)
    return new_id


def _begin(tx: Connection, kept: AnyRow, chosen: AnyRow) -> int:
    own = ("channel", "state", "resolution", "customer_id", "address", "queue", "agent")
    values: dict[str, Any] = {name: getattr(kept, name) for name in (*own, "answered_at", "ended_at", "closed_at")}
    is_said = chosen.direction is not Direction.INTERNAL
    values |= {
        "case_id": tx.execute(_CASE, {"of": kept.id}).scalar(),
        "direction": chosen.direction if is_said else Direction.INBOUND,
        "started_at": chosen.sent_at,
        "subject": chosen.subject or kept.subject,
    }
    new_id = int(tx.execute(insert(interactions).returning(_i.id), values).scalar_one())
    words = documents.words_of(values["subject"])
    documents.index(tx, Said(new_id, None, kept.customer_id, kept.channel, chosen.sent_at, words))
    return new_id


def _move(tx: Connection, family: list[int], new_id: int, bound: dict[str, Any]) -> None:
    """All that knows which interaction a message is in."""
    moved = update(messages).where(_OF_FAMILY, ~_BEFORE)
    # who sets the instant again has the line of the timeline written anew, by a trigger
    tx.execute(moved.values(interaction_id=bindparam("new_id"), sent_at=_m.sent_at), {**bound, "new_id": new_id})
    for one in family:
        last = tx.execute(_LAST_SAID_IN.limit(1), {"of": one}).scalar()
        tx.execute(update(messages).where(_m.id == last).values(sent_at=_m.sent_at))
    for table in (document_rows, outbox, mentions):
        there = (table.c.interaction_id.in_(many("ids")), table.c.message_id.in_(_MOVED))
        moved_along = update(table).where(*there).values(interaction_id=bindparam("new_id"))
        tx.execute(moved_along, {"ids": family, "new_id": new_id})
    _move_letters(tx, new_id)
    _move_threads(tx, family, new_id)


def _move_letters(tx: Connection, new_id: int) -> None:
    """What is taken back becomes a draft there."""
    waiting = tx.execute(_WAITING, {"new_id": new_id}).all()
    for row in waiting:
        if row.draft is not None:
            tx.execute(update(outbox).where(_o.id == row.id).values(draft={**row.draft, "interaction_id": new_id}))
    feed.tell(tx, ChangeKind.OUTBOX, *(row.id for row in waiting))


def _move_threads(tx: Connection, family: list[int], new_id: int) -> None:
    """An answer to one of them comes after it."""
    of_the_others = (_t.interaction_id.in_(many("ids")), _t.external_id.in_(_THEIR_IDS))
    tx.execute(threads.delete().where(*of_the_others), {"ids": family, "new_id": new_id})
    theirs = _THEIR_IDS.add_columns(bindparam("new_id", type_=_t.interaction_id.type)).distinct()
    tx.execute(insert(threads).from_select(["external_id", "interaction_id"], theirs), {"new_id": new_id})


def _part_lines(tx: Connection, kept: AnyRow, new_id: int) -> None:
    """Each owes what was asked in it; both are as urgent, and as unread, as the one was."""
    line = handling.work_of(tx, kept.id)
    if line is None:
        return
    handling.give(tx, handling.lock(tx, new_id), kept.agent)
    handling.set_work(tx, new_id, priority=line.priority, is_unread=line.is_unread)
    left: datetime | None = owed_at(tx, members_of(tx, kept.id)) if line.due_at is not None else None
    handling.summarise(tx, kept, owed_at=None)
    handling.set_work(tx, kept.id, due_at=left)
