"""The outbox: a letter is written whole before anything is sent, can be taken back until it is claimed, is sent once.

Who sends claims a letter, says when its last byte is about to go (`doubt`), and then how it ended. What a killed sender
left is claimed again before all others: before the doubt it was certainly not sent, after it the other side is asked
first. One sender at a time serves an account (its lease), so that whatever is SENDING when it claims was left behind.

When is by the database's clock in the database, for a desk and a hub need not agree what time it is; callers give and
get their own clock's. Only what an agent set for a day and an hour is that hour.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, insert, null, select, text, update

from desktop.domain.change import ChangeKind
from desktop.domain.channel import Direction
from desktop.domain.interaction import InteractionState
from desktop.domain.lease import Lease
from desktop.domain.message import Message
from desktop.domain.written import Draft, DraftKind, OutboxState, Outgoing, Role, joined, names_of
from desktop.services.written_ports import Letter
from desktop.store.bus import drafts, feed, handling, leases
from desktop.store.bus import letters as lists
from desktop.store.bus import work as listed
from desktop.store.bus.handover import earlier
from desktop.store.bus.tables import letter_contents, letters, outbox, places, threads
from desktop.store.fulltext import documents
from desktop.store.fulltext.documents import Said
from desktop.store.schema import interactions, messages
from desktop.store.types import AnyRow, of_microseconds, to_microseconds

_S = OutboxState
_OPEN_STATES = (_S.WAITING, _S.HELD, _S.FAILED)
_o = outbox.c
_SHOWN = select(*(column for column in _o if column.name != "draft"))
_BY_ID = select(outbox).where(_o.id == bindparam("id")).with_for_update()
_BY_EXTERNAL_ID = _SHOWN.where(_o.external_id == bindparam("external"))
_RAW = select(letter_contents.c.raw).where(letter_contents.c.message_id == bindparam("id"))
# the conditions in the words of the partial indexes
_NOT_DONE = text("state <> 'sent'")
_LISTED = _SHOWN.where(_NOT_DONE).order_by(_o.id.desc())
_WITHOUT_COPY = select(_o.id).where(
    _o.account_id == bindparam("account"), text("is_copy_missing"), _o.id > bindparam("after")
)
_OPEN = "account_id = :account AND state IN ('waiting', 'sending')"
# a pause between two tries, or the time to take it back, is not as long: the clock was put back, and it waits no more
_LONGEST_PAUSE = timedelta(minutes=45)
_LONGEST_UNDO = timedelta(minutes=3)
_IS_ASTRAY = "(next_try_at > :beyond OR (next_try_at IS NULL AND NOT is_scheduled AND send_after > :undo))"
_DUE_AT = f"CASE WHEN state = 'sending' OR {_IS_ASTRAY} THEN 0 ELSE coalesce(next_try_at, send_after) END"
_NEXT = f"SELECT id FROM outbox WHERE {_OPEN} AND {_DUE_AT} <= :now ORDER BY {_DUE_AT}, id LIMIT 1"
# one that is being taken back just now is not waited for
_CLAIMED = {"sqlite": text(_NEXT), "postgresql": text(f"{_NEXT} FOR UPDATE SKIP LOCKED")}
_NEXT_DUE = text(f"SELECT min({_DUE_AT}) FROM outbox WHERE {_OPEN}")


def _of_row(tx: Connection, row: AnyRow, raw: bytes = b"") -> Outgoing:
    ahead = leases.ahead(tx)
    return Outgoing(
        id=row.id,
        account_id=row.account_id,
        interaction_id=row.interaction_id,
        message_id=row.message_id,
        external_id=row.external_id,
        send_after=row.send_after if row.is_scheduled else row.send_after - ahead,
        state=row.state,
        recipients=tuple(row.recipients),
        is_scheduled=row.is_scheduled,
        is_automatic=not row.author,
        attempts=row.attempts,
        next_try_at=row.next_try_at and row.next_try_at - ahead,
        doubted_at=row.doubted_at,
        error=row.error,
        raw=raw,
    )


def enqueue(tx: Connection, letter: Letter) -> Outgoing:
    """The one of the same external id is returned when there is one: asked for twice is sent once."""
    there = tx.execute(_BY_EXTERNAL_ID, {"external": letter.outgoing.external_id}).first()
    if there is not None:
        return _of_row(tx, there)
    row = handling.lock(tx, letter.outgoing.interaction_id)
    own_id, message = _write(tx, row, letter)
    kind = letter.sent.kind if letter.sent is not None else letter.draft
    if kind is DraftKind.NEW and row.id == letter.outgoing.interaction_id:
        row = _named(tx, row, message.subject)
    if message.author:  # an automatic answer is none: the customer still waits for a person's
        _written(tx, row, message.author, message.body, is_answer=kind is not DraftKind.FORWARD)
    _tell(tx, own_id, row.id)
    return _of_row(tx, _read(tx, own_id))


def _named(tx: Connection, row: AnyRow, subject: str) -> AnyRow:
    """What an agent begins is called what its first letter is about, also when that was taken back and written anew."""
    if row.subject == subject:
        return row
    before = documents.said_in(tx, row.id)[0]
    tx.execute(update(interactions).where(interactions.c.id == row.id).values(subject=subject))
    documents.reindex(tx, before, documents.said_in(tx, row.id)[0])
    return handling.lock(tx, row.id)


def enqueue_of_mailing(tx: Connection, letter: Letter) -> None:
    """Into an interaction that was made for it, which stays closed and nobody's."""
    row = handling.lock(tx, letter.outgoing.interaction_id)
    own_id, _ = _write(tx, row, letter)
    _tell(tx, own_id, row.id)


def _write(tx: Connection, row: AnyRow, letter: Letter) -> tuple[int, Message]:
    """The message, what goes over the wire, the end of its draft, and the row that sends it."""
    wanted = letter.outgoing
    message = handling.write_message(tx, row, letter.written.message, names_of(letter.written.attachments))
    assert message.id is not None
    _write_letter(tx, letter, message)
    before = handling.work_of(tx, row.id)
    kept = _taken_draft(tx, letter)
    undone = {
        "interaction_id": kept.interaction_id,
        "kind": str(kept.kind),
        "content": drafts.content_of(kept),
        "saved_at": _instant(kept.saved_at),
        "due_at": _instant(before.due_at if before is not None else None),
    }
    values = {
        "account_id": wanted.account_id,
        "interaction_id": row.id,
        "message_id": message.id,
        "external_id": wanted.external_id,
        "author": message.author,
        "recipients": list(wanted.recipients),
        "draft": undone,
        "state": _S.WAITING,
        "send_after": wanted.send_after if wanted.is_scheduled else wanted.send_after + leases.ahead(tx),
        "is_scheduled": wanted.is_scheduled,
    }
    return int(tx.execute(insert(outbox).returning(_o.id), values).scalar_one()), message


def _write_letter(tx: Connection, letter: Letter, message: Message) -> None:
    """`message` is as it was written: it may stand in the interaction that its own was merged into."""
    written, outgoing = letter.written, letter.outgoing
    values = {
        "message_id": message.id,
        "account_id": outgoing.account_id,
        "external_id": outgoing.external_id,
        "is_automatic": not written.message.author,
        "is_seen": True,
        **lists.listed(written.participants, written.remarks, written.attachments),
    }
    tx.execute(insert(letters), values)
    tx.execute(insert(letter_contents), {"message_id": message.id, **lists.packed(written.html, outgoing.raw)})
    tx.execute(insert(threads), {"external_id": outgoing.external_id, "interaction_id": message.interaction_id})


def _taken_draft(tx: Connection, letter: Letter) -> Draft:
    """The draft that the letter was, which is gone from now on; or one made of the letter, for what was never one."""
    message = letter.written.message
    if letter.sent is not None:
        there = earlier.put_aside(tx, letter.sent)
        drafts.drop(tx, letter.sent.interaction_id, letter.sent.agent, letter.sent.kind)
        return replace(letter.sent, saved_at=there.saved_at if there is not None else datetime.now(UTC))
    if letter.draft is not None:
        kept = drafts.read(tx, message.interaction_id, message.author, letter.draft)
        if kept is not None:
            drafts.drop(tx, message.interaction_id, message.author, letter.draft)
            return kept
    return Draft(
        interaction_id=message.interaction_id,
        agent=message.author,
        kind=letter.draft or DraftKind.REPLY,
        text=message.body,
        html=letter.written.html,
        subject=message.subject,
        account_id=letter.outgoing.account_id,
        to=letter.written.of(Role.TO),
        cc=letter.written.of(Role.CC),
        bcc=letter.written.of(Role.BCC),
    )


def _written(tx: Connection, row: AnyRow, author: str, body: str, *, is_answer: bool) -> None:
    """Nobody's, or closed, becomes the author's; a colleague's stays theirs, for nobody told them to leave it alone.

    The customer is waiting for nothing now, unless it was passed on to somebody else.
    """
    handling.give(tx, row, author if row.state is InteractionState.CLOSED else row.agent or author)
    owed = {"due_at": None} if is_answer else {}
    preview = listed.preview_of(body)
    handling.set_work(
        tx,
        row.id,
        last_at=datetime.now(UTC),
        last_direction=Direction.OUTBOUND,
        is_unread=False,
        preview=preview,
        words=handling.words_of(tx, row, preview),
        **owed,
    )


def recall(tx: Connection, outgoing_id: int) -> Draft | None:
    """None once somebody sends it, or nobody knows whether it was sent. The message is gone, and work is as before."""
    found = _locked(tx, outgoing_id)
    if found is None or found[0].state not in _OPEN_STATES or found[0].doubted_at is not None:
        return None
    row, work = found
    undone = row.draft
    saved_at = _at(undone["saved_at"])
    kept = drafts.of_content(
        undone["content"], undone["interaction_id"], row.author, DraftKind(undone["kind"]), saved_at
    )
    tx.execute(outbox.delete().where(_o.id == outgoing_id))
    _remove_message(tx, row)
    if row.author:
        kept = _put_back(tx, kept)
        if handling.work_of(tx, work.id) is None:
            handling.give(tx, work, row.author)
        handling.summarise(tx, work, owed_at=_at(undone["due_at"]))
    _tell(tx, outgoing_id, work.id)
    return kept


def _put_back(tx: Connection, kept: Draft) -> Draft:
    """What its author began to write meanwhile stands below it: neither is lost."""
    newer = drafts.read(tx, kept.interaction_id, kept.agent, kept.kind)
    if newer is not None:
        kept = joined(kept, newer)
    drafts.put(tx, kept, kept.saved_at or datetime.now(UTC))
    feed.tell(tx, ChangeKind.DRAFT, kept.interaction_id)
    return kept


def _remove_message(tx: Connection, row: AnyRow) -> None:
    m = messages.c
    own = handling.lock_itself(tx, row.interaction_id)  # it may have been merged since
    said = tx.execute(select(m.sent_at, m.subject, m.body, m.files).where(m.id == row.message_id)).one()
    words = documents.words_of(said.subject, said.body, said.files)
    if words:
        document = Said(own.id, row.message_id, own.customer_id, own.channel, said.sent_at, words)
        documents.reindex(tx, document, document._replace(words=""))
    for table in (places, letter_contents, letters):
        tx.execute(table.delete().where(table.c.message_id == row.message_id))
    t = threads.c
    tx.execute(threads.delete().where(t.external_id == row.external_id, t.interaction_id == own.id))
    tx.execute(messages.delete().where(m.id == row.message_id))


def release(tx: Connection, outgoing_id: int) -> None:
    """Send it now, whatever it waited for. What was sent or is being sent stays as it is."""
    found = _locked(tx, outgoing_id)
    if found is None or found[0].state not in _OPEN_STATES:
        return
    row, work = found
    now = datetime.now(UTC) + leases.ahead(tx)
    values = {"state": _S.WAITING, "send_after": now, "next_try_at": None, "is_scheduled": False}
    line = handling.work_of(tx, work.id)
    if _is_answer(row) and line is not None and line.due_at is not None:  # this is the answer that is owed
        values["draft"] = {**row.draft, "due_at": _instant(line.due_at)}
        handling.set_work(tx, work.id, due_at=None, last_direction=Direction.OUTBOUND)
    tx.execute(update(outbox).where(_o.id == outgoing_id).values(**values))
    _tell(tx, outgoing_id, work.id)


def _is_answer(row: AnyRow) -> bool:
    """Of a person, to the customer. `row` is not sent yet."""
    return bool(row.author) and row.draft["kind"] != DraftKind.FORWARD


def shown(tx: Connection, agent: str) -> list[Outgoing]:
    """Newest first, without `raw`: what is not sent, of one agent or all."""
    chosen = _LISTED.where(_o.author == agent) if agent else _LISTED
    return [_of_row(tx, row) for row in tx.execute(chosen)]


def claim(tx: Connection, lease: Lease, account_id: int) -> Outgoing | None:
    """The next that is due, with `raw`; SENDING from now on. Raises LeaseLost."""
    leases.require(tx, lease)
    bound = {"account": account_id, **_clock(tx)}
    own_id = tx.execute(_CLAIMED[tx.dialect.name], bound).scalar()
    if own_id is None:
        return None
    taken = update(outbox).where(_o.id == own_id).values(state=_S.SENDING, attempts=_o.attempts + 1)
    tx.execute(taken)
    row = _read(tx, own_id)
    _tell(tx, own_id, row.interaction_id)
    return _whole(tx, row)


def _whole(tx: Connection, row: AnyRow) -> Outgoing:
    return _of_row(tx, row, lists.raw(tx.execute(_RAW, {"id": row.message_id}).scalar()))


def next_due(tx: Connection, account_id: int) -> datetime | None:
    """In the past for what is due, and for what was left behind."""
    found = tx.execute(_NEXT_DUE, {"account": account_id, **_clock(tx)}).scalar()
    return None if found is None else of_microseconds(found) - leases.ahead(tx)


def _clock(tx: Connection) -> dict[str, int]:
    at = datetime.now(UTC) + leases.ahead(tx)
    beyond, undo = at + _LONGEST_PAUSE, at + _LONGEST_UNDO
    return {"now": to_microseconds(at), "beyond": to_microseconds(beyond), "undo": to_microseconds(undo)}


def doubt(tx: Connection, lease: Lease, outgoing_id: int) -> None:
    """Raises LeaseLost; LookupError when it is not being sent (any more)."""
    _end(tx, lease, outgoing_id, doubted_at=datetime.now(UTC))


def delivered(tx: Connection, lease: Lease, outgoing_id: int, *, is_copy_missing: bool = False) -> None:
    """Nothing can be taken back from now on."""
    sent = tx.execute(select(_o.author, _o.draft).where(_o.id == outgoing_id)).first()
    is_forward = sent is not None and bool(sent.draft) and sent.draft["kind"] == DraftKind.FORWARD
    kept = {"kind": str(DraftKind.FORWARD)} if is_forward else null()  # it answers nobody: `owing` asks
    over = {"doubted_at": None, "next_try_at": None, "error": "", "draft": kept}
    _end(tx, lease, outgoing_id, state=_S.SENT, is_copy_missing=is_copy_missing, **over)
    if sent is not None and sent.author and sent.draft:
        earlier.end(
            tx, sent.draft["interaction_id"], sent.author, DraftKind(sent.draft["kind"]), _at(sent.draft["saved_at"])
        )


def without_copy(tx: Connection, account_id: int, after: int) -> Outgoing | None:
    """The first letter above this id that was sent and whose copy is not filed yet, with `raw`."""
    own_id = tx.execute(_WITHOUT_COPY.order_by(_o.id).limit(1), {"account": account_id, "after": after}).scalar()
    return _whole(tx, _read(tx, own_id)) if own_id is not None else None


def copy_filed(tx: Connection, lease: Lease, outgoing_id: int) -> None:
    leases.require(tx, lease)
    tx.execute(update(outbox).where(_o.id == outgoing_id).values(is_copy_missing=False))


def not_delivered(tx: Connection, lease: Lease, outgoing_id: int, words: str, retry_at: datetime | None) -> None:
    """FAILED comes back into its author's list, for the customer has no answer."""
    leases.require(tx, lease)
    state = _S.WAITING if retry_at is not None else _S.FAILED
    found = _locked(tx, outgoing_id) if state is _S.FAILED else None
    again_at = retry_at + leases.ahead(tx) if retry_at is not None else None
    _end(tx, lease, outgoing_id, state=state, next_try_at=again_at, error=words, doubted_at=None)
    if found is None or not found[0].author:
        return
    row, work = found
    if handling.work_of(tx, work.id) is None:
        handling.give(tx, work, row.author)
    handling.set_work(tx, work.id, is_unread=True)
    if _is_answer(row):  # what was passed on ended nothing that was owed
        handling.owe(tx, work.id, _at(row.draft["due_at"]))


def undecided(tx: Connection, lease: Lease, outgoing_id: int, words: str, ask_at: datetime) -> None:
    """In doubt as before, and claimed again then."""
    again_at = ask_at + leases.ahead(tx)
    _end(tx, lease, outgoing_id, state=_S.WAITING, next_try_at=again_at, error=words)


def _end(tx: Connection, lease: Lease, outgoing_id: int, **values: Any) -> None:
    """Of what is being sent by the holder of the lease."""
    leases.require(tx, lease)
    mine = update(outbox).where(_o.id == outgoing_id, _o.state == _S.SENDING)
    interaction_id = tx.execute(mine.values(**values).returning(_o.interaction_id)).scalar()
    if interaction_id is None:
        raise LookupError(f"letter {outgoing_id} is not being sent")
    _tell(tx, outgoing_id, interaction_id)


def _locked(tx: Connection, outgoing_id: int) -> tuple[AnyRow, AnyRow] | None:
    """The row, and its interaction as `handling.lock` gives it, which was locked first; None for no such letter."""
    interaction_id = tx.execute(select(_o.interaction_id).where(_o.id == outgoing_id)).scalar()
    if interaction_id is None:
        return None
    work = handling.lock(tx, interaction_id)
    row = tx.execute(_BY_ID, {"id": outgoing_id}).first()
    return (row, work) if row is not None else None


def _read(tx: Connection, outgoing_id: int) -> AnyRow:
    return tx.execute(_SHOWN.where(_o.id == outgoing_id)).one()


def _tell(tx: Connection, outgoing_id: int, interaction_id: int) -> None:
    feed.tell(tx, ChangeKind.OUTBOX, outgoing_id)
    feed.tell(tx, ChangeKind.INTERACTION, interaction_id)


def _instant(at: datetime | None) -> int | None:
    return None if at is None else to_microseconds(at)


def _at(stored: int | None) -> datetime | None:
    return None if stored is None else of_microseconds(stored)
