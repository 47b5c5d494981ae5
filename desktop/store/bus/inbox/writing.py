"""What a batch comes to, row by row: plain SQL, for twenty thousand mails come on the first day."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, update

from desktop.domain.change import ChangeKind
from desktop.domain.interaction import InteractionState, Resolution
from desktop.domain.work import Priority
from desktop.domain.written import ChannelAccount, OutboxState, Received
from desktop.services.ports import InteractionChange
from desktop.store import interactions as contacts
from desktop.store.bus import feed, letters
from desktop.store.bus.handover import endings
from desktop.store.bus.inbox import filing
from desktop.store.bus.inbox.arrivals import Arrival
from desktop.store.bus.inbox.threads import Thread
from desktop.store.bus.tables import outbox
from desktop.store.bus.work import preview_of, words_of
from desktop.store.fulltext import documents
from desktop.store.fulltext.documents import Said
from desktop.store.keys import new_ids
from desktop.store.plain import Statement
from desktop.store.schema import interactions, messages
from desktop.store.types import many, to_microseconds

_as_json = json.JSONEncoder(ensure_ascii=False).encode  # `json.dumps` makes an encoder at each call
_MOST_NEWS = 20  # conversations of one batch
_IS_NEWS = timedelta(days=1)

_BEGIN = Statement(
    "INSERT INTO interactions (id, customer_id, channel, direction, state, resolution, started_at, closed_at, address,"
    " subject, queue, case_id) VALUES (:id, :customer_id, :channel, :direction, :state, :resolution, :started_at,"
    " :closed_at, :address, :subject, :queue, :case_id)"
)
_CHANGE = Statement(
    "UPDATE interactions SET state = :state, closed_at = :closed_at, resolution = :resolution, disposition = ''"
    " WHERE id = :id"
)
_MESSAGE = Statement(
    "INSERT INTO messages (id, interaction_id, direction, author, sent_at, subject, body, files, external_id)"
    " VALUES (:id, :interaction_id, :direction, :author, :sent_at, :subject, :body, :files, :external_id)"
)
_LETTER = Statement(
    "INSERT INTO letters (message_id, account_id, external_id, participants, remarks, attachments, is_automatic,"
    " is_seen) VALUES (:id, :account_id, :external_id, :participants, :remarks, :attachments, :is_automatic, :is_seen)"
)
_CONTENT = Statement("INSERT INTO letter_contents (message_id, html, raw) VALUES (:id, :html, :raw)")
_THREAD = Statement(
    "INSERT INTO threads (external_id, interaction_id) VALUES (:key, :interaction_id) ON CONFLICT DO NOTHING"
)
_WORK = Statement(
    "INSERT INTO work (interaction_id, channel, account_id, agent, queue, priority, due_at, is_unread, last_at,"
    " last_direction, preview, words) VALUES (:id, :channel, :account_id, :agent, :queue, :priority, :due_at,"
    " :is_unread, :last_at, :last_direction, :preview, :words) ON CONFLICT (interaction_id) DO UPDATE SET"
    " due_at = excluded.due_at, is_unread = excluded.is_unread, last_at = excluded.last_at,"
    " last_direction = excluded.last_direction, preview = excluded.preview, words = excluded.words,"
    " snoozed_until = CASE WHEN :is_held THEN work.snoozed_until ELSE NULL END"
)
_DONE = Statement("DELETE FROM work WHERE interaction_id = :id")
_HOLD = (
    update(outbox)
    .where(
        outbox.c.interaction_id.in_(many("ids")),
        outbox.c.state == bindparam("waiting", OutboxState.WAITING, literal_execute=True),
        outbox.c.is_scheduled,
        outbox.c.doubted_at.is_(None),
    )
    .values(state=OutboxState.HELD)
    .returning(outbox.c.id)
)


def write(tx: Connection, account: ChannelAccount, threads: Sequence[Thread]) -> dict[str, Received]:
    """By external id."""
    began = [one for one in threads if not one.id]
    for own_id, one in zip(new_ids(tx, interactions, len(began)) if began else (), began, strict=True):
        one.id = own_id
    _write_interactions(tx, began, threads)
    placed = [(one, thread) for thread in threads for one in thread.arrivals]
    ids = new_ids(tx, messages, len(placed))
    numbered = [(own_id, *pair) for own_id, pair in zip(ids, placed, strict=True)]
    _write_letters(tx, account, numbered)
    documents.index_many(tx, [*(_said_of(one) for one in began), *(_said(*pair) for pair in numbered)])
    _write_work(tx, account, threads)
    feed.tell(tx, ChangeKind.INTERACTION, *(one.id for one in threads))
    feed.tell(tx, ChangeKind.ARRIVED, *_news(threads))
    return {
        one.external_id: Received(interaction_id=thread.id, message_id=own_id, is_new=True)
        for own_id, one, thread in numbered
    }


def _news(threads: Sequence[Thread]) -> list[int]:
    """Who just wrote and waits. Of a mailbox that is read for the first time, or after long, nobody did."""
    since = datetime.now(UTC) - _IS_NEWS
    asked = [one.id for one in threads if one.is_asked and one.newest is not None and one.newest.at >= since]
    return asked if len(threads) <= _MOST_NEWS else []


def _write_interactions(tx: Connection, began: Sequence[Thread], threads: Sequence[Thread]) -> None:
    _BEGIN.run_many(tx, [_interaction_row(one) for one in began])
    changed = [one for one in threads if one.had_state not in (None, one.state)]
    again = [one.id for one in changed if one.had_state is InteractionState.CLOSED]
    if again:
        endings.opened(tx, again, by="")
    _CHANGE.run_many(tx, [{"id": one.id, **_ending(one)} for one in changed])
    for one in changed:
        if InteractionState.CLOSED in (one.state, one.had_state):
            filing.ask(tx, one.id)
    for one in threads:
        if one.customer_id != one.had_customer_id:  # known since the last message
            contacts.change(tx, one.id, InteractionChange(customer_id=one.customer_id))


def _interaction_row(one: Thread) -> dict[str, Any]:
    first = one.arrivals[0]
    return {
        "id": one.id,
        "customer_id": one.customer_id,
        "channel": str(one.channel),
        "direction": str(first.incoming.direction),
        "started_at": to_microseconds(first.at),
        "address": one.address,
        "subject": one.subject,
        "queue": one.queue,
        "case_id": one.case_id,
        **_ending(one),
    }


def _ending(one: Thread) -> dict[str, Any]:
    assert one.last_at is not None
    is_closed = one.state is InteractionState.CLOSED
    return {
        "state": str(one.state),
        "closed_at": to_microseconds(one.last_at) if is_closed else None,
        "resolution": str(Resolution.SOLVED if is_closed else Resolution.OPEN),
    }


def _write_letters(tx: Connection, account: ChannelAccount, numbered: Sequence[tuple[int, Arrival, Thread]]) -> None:
    _MESSAGE.run_many(tx, [_message_row(*one) for one in numbered])
    _LETTER.run_many(tx, [_letter_row(own_id, one, account) for own_id, one, _ in numbered])
    _CONTENT.run_many(
        tx, [{"id": own_id, "html": one.packed.html, "raw": one.packed.raw} for own_id, one, _ in numbered]
    )
    pairs = {(key, thread.id): None for _, one, thread in numbered for key in one.keys}
    _THREAD.run_many(tx, [{"key": key, "interaction_id": own_id} for key, own_id in pairs])


def _message_row(own_id: int, arrival: Arrival, thread: Thread) -> dict[str, Any]:
    one = arrival.incoming
    return {
        "id": own_id,
        "interaction_id": thread.id,
        "direction": str(one.direction),
        "author": arrival.sender.name or arrival.sender.address,
        "sent_at": to_microseconds(arrival.at),
        "subject": one.subject,
        "body": one.text,
        "files": arrival.files,
        "external_id": arrival.external_id,
    }


def _letter_row(own_id: int, arrival: Arrival, account: ChannelAccount) -> dict[str, Any]:
    one = arrival.incoming
    lists = letters.listed(one.participants, one.remarks, one.attachments)
    return {
        "id": own_id,
        "account_id": account.id,
        "external_id": arrival.external_id,
        "is_automatic": one.is_automatic,
        "is_seen": one.is_seen,
        **{name: _as_json(values) for name, values in lists.items()},
    }


def _said_of(one: Thread) -> Said:
    at = one.arrivals[0].at
    return Said(one.id, None, one.customer_id, one.channel, at, documents.words_of(one.subject))


def _said(own_id: int, arrival: Arrival, thread: Thread) -> Said:
    return Said(thread.id, own_id, thread.customer_id, thread.channel, arrival.at, arrival.packed.words)


def _write_work(tx: Connection, account: ChannelAccount, threads: Sequence[Thread]) -> None:
    _WORK.run_many(tx, [_work_row(one, account) for one in threads if one.is_open])
    done = [one for one in threads if not one.is_open and one.had_state is not None]
    _DONE.run_many(tx, [{"id": one.id} for one in done])
    asked = [one.id for one in threads if one.is_asked and one.had_state is not None]
    held = tx.execute(_HOLD, {"ids": asked}).scalars().all() if asked else ()
    if held:
        feed.tell(tx, ChangeKind.OUTBOX, *held)


def _shown(one: Thread) -> dict[str, str]:
    """What the list says of it, and finds it by."""
    if one.newest is None:
        return {"preview": one.preview, "words": one.words}
    preview = preview_of(one.newest.incoming.text)
    return {"preview": preview, "words": words_of(one.subject, one.address, preview, one.newest.other.name)}


def _work_row(one: Thread, account: ChannelAccount) -> dict[str, Any]:
    assert one.last_at is not None
    return {
        "id": one.id,
        "channel": str(one.channel),
        "account_id": account.id,
        "agent": one.agent,
        "queue": one.queue,
        "priority": int(Priority.NORMAL),
        "due_at": to_microseconds(one.due_at) if one.due_at is not None else None,
        "is_unread": one.is_unread,
        "last_at": to_microseconds(one.last_at),
        "last_direction": str(one.last_direction),
        **_shown(one),
        "is_held": one.state is InteractionState.HELD,
    }
