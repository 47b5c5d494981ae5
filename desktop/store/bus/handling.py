"""What an agent does with written work: take, assign, snooze, close, open again. State, agent and queue change here.

Whoever writes an interaction locks its row first, then `work`, `outbox` and `drafts`: two transactions then wait for
one another, and never each for the other.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from desktop.domain.change import ChangeKind
from desktop.domain.channel import Channel, Direction
from desktop.domain.interaction import InteractionState, Resolution
from desktop.domain.message import Message
from desktop.domain.work import Ending, Priority, WorkRow
from desktop.domain.written import DraftKind
from desktop.store.bus import drafts, feed
from desktop.store.bus import work as listed
from desktop.store.bus.families import members_of, root_of
from desktop.store.bus.handover import earlier, endings, mentions
from desktop.store.bus.handover.owing import owed_at as owed_by
from desktop.store.bus.inbox import filing
from desktop.store.bus.tables import letters, work
from desktop.store.fulltext import documents
from desktop.store.fulltext.documents import Said
from desktop.store.schema import dispositions, interactions, messages
from desktop.store.types import AnyRow, many

_S = InteractionState
_i = interactions.c
_w = work.c
_m = messages.c
_LOCKED = (
    select(
        _i.id,
        _i.channel,
        _i.state,
        _i.agent,
        _i.queue,
        _i.customer_id,
        _i.subject,
        _i.address,
        _i.answered_at,
        _i.ended_at,
        _i.closed_at,
        _i.disposition,
        _i.resolution,
    )
    .where(_i.id == bindparam("id"))
    .with_for_update()
)
_WORK = select(work).where(_w.interaction_id == bindparam("id"))
# an automatic answer of ours says nothing new: the customer still waits
_OUR_ROBOT = (
    select(letters.c.message_id)
    .where(letters.c.message_id == _m.id, letters.c.is_automatic, _m.direction == Direction.OUTBOUND)
    .exists()
)
_LAST_SAID = (
    select(_m.sent_at, _m.direction, _m.body)
    .where(_m.interaction_id.in_(many("ids")), _m.direction != Direction.INTERNAL, ~_OUR_ROBOT)
    .order_by(_m.sent_at.desc(), _m.id.desc())
    .limit(1)
)
_LAST_AUTHOR = (
    select(_m.author)
    .where(_m.interaction_id.in_(many("ids")), _m.direction == Direction.INBOUND)
    .order_by(_m.sent_at.desc(), _m.id.desc())
    .limit(1)
)
_FINAL_MEANING = select(dispositions.c.resolution).where(dispositions.c.code == bindparam("code"))


def lock(tx: Connection, interaction_id: int) -> AnyRow:
    """The interaction that stands for this one, which nobody else changes until the transaction ends.

    LookupError, ValueError for a call.
    """
    while True:
        row = lock_itself(tx, root_of(tx, interaction_id))
        if root_of(tx, interaction_id) == row.id:  # nobody merged or parted it while we waited
            return row


def lock_itself(tx: Connection, interaction_id: int) -> AnyRow:
    """Whatever stands for it."""
    row = tx.execute(_LOCKED, {"id": interaction_id}).first()
    if row is None:
        raise LookupError(f"no interaction {interaction_id}")
    if row.channel is Channel.VOICE:
        raise ValueError(f"interaction {interaction_id} is a call")
    return row


def set_interaction(tx: Connection, interaction_id: int, **values: object) -> None:
    tx.execute(update(interactions).where(_i.id == interaction_id).values(**values))


def set_work(tx: Connection, interaction_id: int, **values: object) -> bool:
    """False when it is not open."""
    return bool(tx.execute(update(work).where(_w.interaction_id == interaction_id).values(**values)).rowcount)


def work_of(tx: Connection, interaction_id: int) -> AnyRow | None:
    return tx.execute(_WORK, {"id": interaction_id}).first()


def give(tx: Connection, row: AnyRow, agent: str, by: str = "") -> None:
    """Whose it is from now on, open again if it was closed; "" is nobody's. A snooze is over. `by`: if another's."""
    if row.state is _S.CLOSED:
        endings.opened(tx, (row.id,), by or agent)
    state = _S.ACTIVE if agent else _S.OFFERED
    answered = {"answered_at": datetime.now(UTC)} if agent and row.answered_at is None else {}
    opened = {"closed_at": None, "ended_at": None, "disposition": "", "resolution": Resolution.OPEN}
    set_interaction(tx, row.id, state=state, agent=agent, **answered, **(opened if row.state is _S.CLOSED else {}))
    if row.state is _S.CLOSED:
        filing.ask(tx, row.id)
    if not set_work(tx, row.id, agent=agent, snoozed_until=None):
        _open_work(tx, row, agent)


def _open_work(tx: Connection, row: AnyRow, agent: str) -> None:
    """In the list again, with what was said last, and by when that is answered."""
    family = members_of(tx, row.id)
    last = tx.execute(_LAST_SAID, {"ids": family}).first()
    preview = listed.preview_of(last.body) if last else ""
    values = {
        "interaction_id": row.id,
        "channel": row.channel,
        "agent": agent,
        "queue": row.queue,
        "last_at": last.sent_at if last else datetime.now(UTC),
        "last_direction": last.direction if last else Direction.OUTBOUND,
        "preview": preview,
        "words": words_of(tx, row, preview),
        "due_at": owed_by(tx, family) if last else None,
    }
    tx.execute(insert(work), values)


def words_of(tx: Connection, row: AnyRow, preview: str) -> str:
    """What the list is searched by."""
    author = tx.execute(_LAST_AUTHOR, {"ids": members_of(tx, row.id)}).scalar()
    named = author if author and author != row.address else ""
    return listed.words_of(row.subject, row.address, preview, named)


def summarise(tx: Connection, row: AnyRow, *, owed_at: datetime | None) -> None:
    """What the list says of it, after its last message went away; `owed_at` when it waits for one again."""
    last = tx.execute(_LAST_SAID, {"ids": members_of(tx, row.id)}).first()
    if last is None:
        set_work(tx, row.id, preview="", words=words_of(tx, row, ""), due_at=None)
        return
    preview = listed.preview_of(last.body)
    said = {"last_at": last.sent_at, "last_direction": last.direction, "preview": preview}
    set_work(tx, row.id, **said, words=words_of(tx, row, preview))
    if last.direction is Direction.INBOUND or owed_by(tx, members_of(tx, row.id)) is not None:
        owe(tx, row.id, owed_at)


def owe(tx: Connection, interaction_id: int, at: datetime | None) -> None:
    """An answer, by then; one that is owed already stays so."""
    tx.execute(update(work).where(_w.interaction_id == interaction_id, _w.due_at.is_(None)).values(due_at=at))


def begin(tx: Connection, wanted: WorkRow, case_id: int | None = None) -> WorkRow:
    """A new interaction that its agent starts."""
    now = datetime.now(UTC)
    values: dict[str, Any] = {
        "channel": wanted.channel,
        "direction": Direction.OUTBOUND,
        "state": _S.ACTIVE if wanted.agent else _S.OFFERED,
        "resolution": Resolution.OPEN,
        "started_at": now,
        "answered_at": now if wanted.agent else None,
        "customer_id": wanted.customer_id,
        "address": wanted.address,
        "subject": wanted.subject,
        "queue": wanted.queue,
        "agent": wanted.agent,
        "case_id": case_id,
    }
    own_id = int(tx.execute(insert(interactions).returning(_i.id), values).scalar_one())
    words = documents.words_of(wanted.subject)
    documents.index(tx, Said(own_id, None, wanted.customer_id, wanted.channel, now, words))
    give(tx, lock(tx, own_id), wanted.agent)
    if wanted.priority is not Priority.NORMAL:
        set_work(tx, own_id, priority=int(wanted.priority))
    return _told(tx, own_id, wanted.agent)


def _told(tx: Connection, interaction_id: int, agent: str) -> WorkRow:
    feed.tell(tx, ChangeKind.INTERACTION, interaction_id)
    row = listed.row(tx, interaction_id, agent)
    assert row is not None
    return row


def take(tx: Connection, interaction_id: int, agent: str) -> WorkRow:
    """Nobody's, or closed, becomes the agent's; what somebody has stays theirs, and the row says whose."""
    row = lock(tx, interaction_id)
    if row.state is _S.CLOSED or not row.agent:
        give(tx, row, agent)
        return _told(tx, row.id, agent)
    there = listed.row(tx, row.id, agent)
    assert there is not None
    return there


def assign(tx: Connection, interaction_id: int, agent: str, comment: str, by: str) -> WorkRow:
    """Whoever has it. Unread for the one who gets it from another."""
    row = lock(tx, interaction_id)
    give(tx, row, agent, by)
    if agent and agent != by:
        set_work(tx, row.id, is_unread=True)
        feed.tell(tx, ChangeKind.GIVEN, row.id)
    if comment.strip():
        _write_note(tx, row, by, comment)
    return _told(tx, row.id, by or agent)


def put_as_it_was(tx: Connection, before: WorkRow, after: WorkRow | None) -> bool:
    """Whose it is, where, how urgent, and until when it is out of the way, as the list had it `before`.

    False, and nothing, when it is not as `after` has it any more (None: closed): somebody went on with it.
    """
    row = lock(tx, before.interaction_id)
    now = listed.row(tx, row.id, "")
    if _standing(now) != _standing(after):
        return False
    endings.forget(tx, row.id)
    give(tx, row, before.agent)
    held = {"state": _S.HELD} if before.snoozed_until is not None else {}
    set_interaction(tx, row.id, queue=before.queue, **held)
    set_work(
        tx,
        row.id,
        queue=before.queue,
        priority=int(before.priority),
        snoozed_until=before.snoozed_until,
        due_at=before.due_at if now is None else now.due_at,  # answered meanwhile, or written again
        is_unread=before.is_unread,
    )
    feed.tell(tx, ChangeKind.INTERACTION, row.id)
    return True


def _standing(row: WorkRow | None) -> tuple[object, ...] | None:
    return None if row is None else (row.agent, row.queue, row.priority, row.snoozed_until)


def add_note(tx: Connection, interaction_id: int, agent: str, text: str) -> Message:
    """The agent's draft of this very note is done with it."""
    row = lock(tx, interaction_id)
    note = _write_note(tx, row, agent, text)
    written = drafts.read(tx, interaction_id, agent, DraftKind.NOTE)
    if written is not None and written.text.strip() == text.strip():
        drafts.drop(tx, written.interaction_id, agent, DraftKind.NOTE)
        earlier.end(tx, written.interaction_id, agent, DraftKind.NOTE, written.saved_at)
    feed.tell(tx, ChangeKind.INTERACTION, row.id)
    return note


def _write_note(tx: Connection, row: AnyRow, agent: str, text: str) -> Message:
    note = Message(
        interaction_id=row.id, direction=Direction.INTERNAL, author=agent, body=text, sent_at=datetime.now(UTC)
    )
    written = write_message(tx, row, note)
    if mentions.note(tx, written) and row.state is _S.CLOSED:
        give(tx, row, agent)  # somebody has something to do with it, and sees it in the list alone
    return written


def write_message(tx: Connection, row: AnyRow, message: Message, files: str = "") -> Message:
    """Into the transcript and the index of words. `row` is `lock`'s; `files` are their names."""
    values = {
        "interaction_id": row.id,
        "direction": message.direction,
        "author": message.author,
        "sent_at": message.sent_at,
        "subject": message.subject,
        "body": message.body,
        "files": files,
        "external_id": message.external_id,
    }
    own_id = int(tx.execute(insert(messages).returning(_m.id), values).scalar_one())
    words = documents.words_of(message.subject, message.body, files)
    documents.index(tx, Said(row.id, own_id, row.customer_id, row.channel, message.sent_at, words))
    return Message(
        id=own_id,
        interaction_id=row.id,
        direction=message.direction,
        author=message.author,
        body=message.body,
        sent_at=message.sent_at,
        subject=message.subject,
        external_id=message.external_id,
    )


def snooze(tx: Connection, interaction_id: int, until: datetime | None) -> None:
    """Until then it is out of the way; None wakes it. What is closed stays so."""
    row = lock(tx, interaction_id)
    if row.state is _S.CLOSED:
        return
    awake = _S.ACTIVE if row.agent else _S.OFFERED
    set_interaction(tx, row.id, state=awake if until is None else _S.HELD)
    set_work(tx, row.id, snoozed_until=until)
    feed.tell(tx, ChangeKind.INTERACTION, row.id)


def prioritise(tx: Connection, interaction_id: int, priority: Priority) -> None:
    row = lock(tx, interaction_id)
    if set_work(tx, row.id, priority=int(priority)):
        feed.tell(tx, ChangeKind.INTERACTION, row.id)


def move_to_queue(tx: Connection, interaction_id: int, queue: str) -> None:
    """Nobody of the new queue has it yet; whether it is open does not change."""
    row = lock(tx, interaction_id)
    set_interaction(tx, row.id, queue=queue)
    if row.state is not _S.CLOSED:
        give(tx, row, "")
        set_work(tx, row.id, queue=queue)
    feed.tell(tx, ChangeKind.INTERACTION, row.id)


def close(tx: Connection, interaction_id: int, disposition: str, by: str = "") -> Ending | None:
    """Out of the list. What it means for the customer is the disposition's; drafts and what is on its way stay.

    A colleague who was faster and said how it ended is not overruled: theirs is given, and this one kept beside it.
    """
    row = lock(tx, interaction_id)
    if row.state is _S.CLOSED:
        if disposition in ("", row.disposition):
            return None
        theirs = endings.overtaken_by(tx, row, disposition, by)
        if theirs is not None:
            feed.tell(tx, ChangeKind.INTERACTION, row.id)
            return theirs
    if disposition:
        endings.note(tx, row.id, disposition, by)
    now = datetime.now(UTC)
    meaning = tx.execute(_FINAL_MEANING, {"code": disposition}).scalar()
    resolved = {"resolution": meaning} if meaning is not None else {}
    ended = {} if row.state is _S.CLOSED else {"state": _S.CLOSED, "ended_at": now, "closed_at": now}
    set_interaction(tx, row.id, disposition=disposition, **resolved, **ended)
    tx.execute(work.delete().where(_w.interaction_id == row.id))
    filing.ask(tx, row.id)
    feed.tell(tx, ChangeKind.INTERACTION, row.id)
    return None
