"""Short ways to written work as the tests of outbox, drafts and the work list need it."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select, text

from desktop.domain.change import Change, ChangeKind, Cursor
from desktop.domain.channel import Channel, Direction
from desktop.domain.interaction import InteractionState, Resolution
from desktop.domain.lease import Lease
from desktop.domain.message import Message
from desktop.domain.work import WorkRow
from desktop.domain.written import (
    AttachmentInfo,
    Draft,
    DraftKind,
    Mark,
    Outgoing,
    Participant,
    Participants,
    Remark,
    Role,
    WrittenMessage,
)
from desktop.services.written_ports import Letter
from desktop.store import DatabaseStore
from desktop.store.bus import feed, leases, letters, tables, work
from desktop.store.fulltext import documents
from desktop.store.fulltext.documents import Said
from desktop.store.schema import interactions, messages
from tests.store.values import ago

EARLIER = ago(minutes=9)
ANNA = Participant(address="anna@example.org", name="Anna Nowak")
DESK = Participant(address="help@shop.example", name="The Shop")
FROM_ANNA: Participants = ((Role.FROM, ANNA), (Role.TO, DESK))
TO_ANNA: Participants = ((Role.FROM, DESK), (Role.TO, ANNA), (Role.CC, Participant(address="jan@example.org")))
LONG = timedelta(minutes=5)
_numbers = itertools.count(1)


def account(store: DatabaseStore) -> int:
    with store.database.writing() as tx:
        values = {"channel": Channel.EMAIL, "name": "Help", "address": DESK.address, "queue": "Billing"}
        return int(tx.execute(insert(tables.accounts).returning(tables.accounts.c.id), values).scalar_one())


def lease(store: DatabaseStore, holder: str = "hub 1", length: timedelta = LONG) -> Lease:
    with store.database.writing() as tx:
        taken = leases.take(tx, "account 1", holder, length)
    assert taken is not None
    return taken


def arrived(store: DatabaseStore, account_id: int, **more: Any) -> int:
    """A new open interaction with one message of the customer's; `more`: columns of `work` or of the interaction."""
    at = more.pop("at", EARLIER)
    said = more.pop("said", "Where is my chair?")
    of_interaction = {
        "channel": more.pop("channel", Channel.EMAIL),
        "customer_id": more.pop("customer_id", None),
        "subject": more.pop("subject", "Order 10-48377"),
        "address": more.pop("address", ANNA.address),
    }
    agent, queue = more.pop("agent", ""), more.pop("queue", "Billing")
    state = InteractionState.ACTIVE if agent else InteractionState.OFFERED
    with store.database.writing() as tx:
        values = {
            **of_interaction,
            "direction": Direction.INBOUND,
            "state": state,
            "resolution": Resolution.OPEN,
            "started_at": at,
            "agent": agent,
            "queue": queue,
        }
        own_id = int(tx.execute(insert(interactions).returning(interactions.c.id), values).scalar_one())
        words = documents.words_of(of_interaction["subject"])
        documents.index(tx, Said(own_id, None, of_interaction["customer_id"], of_interaction["channel"], at, words))
        listed = {
            "interaction_id": own_id,
            "channel": of_interaction["channel"],
            "account_id": account_id,
            "agent": agent,
            "queue": queue,
            "is_unread": True,
            "last_at": at,
            "last_direction": Direction.INBOUND,
            "due_at": at + timedelta(hours=6),
            "preview": work.preview_of(said),
            "words": work.words_of(of_interaction["subject"], of_interaction["address"], work.preview_of(said)),
        }
        tx.execute(insert(tables.work), {**listed, **more})
    said_in(store, account_id, own_id, said, at=at)
    return own_id


def said_in(store: DatabaseStore, account_id: int, interaction_id: int, said: str, at: datetime = EARLIER) -> int:
    """A message of the customer's, at a place of the server, in an interaction that is there; its id."""
    external_id = f"<{next(_numbers)}@example.org>"
    with store.database.writing() as tx:
        values = {
            "interaction_id": interaction_id,
            "direction": Direction.INBOUND,
            "author": ANNA.name,
            "sent_at": at,
            "subject": "",
            "body": said,
            "external_id": external_id,
        }
        own_id = int(tx.execute(insert(messages).returning(messages.c.id), values).scalar_one())
        of = tx.execute(select(interactions).where(interactions.c.id == interaction_id)).one()
        words = documents.words_of(said)
        documents.index(tx, Said(interaction_id, own_id, of.customer_id, of.channel, at, words))
        remark = Remark(mark=Mark.SIGNED_UNCHECKED, words="signed by nobody we know")
        file = AttachmentInfo(position=2, name="chair.png", media_type="image/png", size=9, content_id="c1")
        letter = {"message_id": own_id, "account_id": account_id, "external_id": external_id}
        tx.execute(insert(tables.letters), {**letter, **letters.listed(FROM_ANNA, (remark,), (file,))})
        contents = letters.packed(f"<p>{said}</p>", f"Subject: x\r\n\r\n{said}".encode())
        tx.execute(insert(tables.letter_contents), {"message_id": own_id, **contents})
        place = {"account_id": account_id, "place": f"1:{own_id}:INBOX", "message_id": own_id}
        tx.execute(insert(tables.places), place)
    return own_id


def draft(interaction_id: int, said: str = "It is on its way.", **more: Any) -> Draft:
    written = Draft(
        interaction_id=interaction_id,
        agent="maria",
        kind=DraftKind.REPLY,
        text=said,
        html=f"<p>{said}</p>",
        subject="Re: Order 10-48377",
        to=(ANNA,),
        cc=(Participant(address="jan@example.org"),),
    )
    return replace(written, **more)


def letter(interaction_id: int, account_id: int, said: str = "It is on its way.", **more: Any) -> Letter:
    """Of maria's, to go in ten seconds; `more` are fields of its way out."""
    number = next(_numbers)
    author = more.pop("author", "maria")
    message = Message(
        interaction_id=interaction_id,
        direction=Direction.OUTBOUND,
        author=author,
        body=said,
        sent_at=more.pop("sent_at", datetime.now(UTC)),
        subject="Re: Order 10-48377",
        external_id=f"<out-{number}@shop.example>",
    )
    kind = more.pop("kind", DraftKind.REPLY)
    outgoing = Outgoing(
        account_id=account_id,
        interaction_id=interaction_id,
        external_id=f"<out-{number}@shop.example>",
        send_after=datetime.now(UTC) + timedelta(seconds=10),
        recipients=(ANNA.address, "jan@example.org"),
        raw=f"Message-ID: <out-{number}@shop.example>\r\n\r\n{said}".encode(),
    )
    written = WrittenMessage(message=message, participants=TO_ANNA, html=f"<p>{said}</p>")
    return Letter(written=written, outgoing=replace(outgoing, **more), draft=kind)


DUE = timedelta(seconds=-1)


def now(seconds: float = 0) -> datetime:
    return datetime.now(UTC) + timedelta(seconds=seconds)


def row_of(store: DatabaseStore, interaction_id: int, agent: str = "maria") -> WorkRow:
    row = store.work_row(interaction_id, agent)
    assert row is not None
    return row


class Ear:
    """Hears what the feed tells from now on."""

    def __init__(self, store: DatabaseStore) -> None:
        self._store = store
        with store.database.reading() as tx:
            self._cursor: Cursor = feed.end(tx)

    def heard(self) -> set[tuple[ChangeKind, int]]:
        """Since it was asked last."""
        return {(change.kind, change.id) for change in self._changes()}

    def _changes(self) -> Iterator[Change]:
        with self._store.database.reading() as tx:
            changes, self._cursor = feed.read(tx, self._cursor)
        yield from changes


def count(store: DatabaseStore, table: str) -> int:
    with store.database.reading() as tx:
        return int(tx.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())
