"""Mailings: asked for, looked at, and written in small batches at their pace, each batch in one transaction."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Connection, and_, bindparam, case, func, insert, select, text, update

from desktop.domain.change import ChangeKind
from desktop.domain.channel import Channel, Direction
from desktop.domain.errors import Rejected
from desktop.domain.folding import fold
from desktop.domain.interaction import InteractionState, Resolution
from desktop.domain.lease import Lease
from desktop.domain.office.mailing import (
    Batch,
    Left,
    Mailing,
    MailingProgress,
    MailingState,
    Recipient,
    Selection,
    may_decide,
)
from desktop.domain.office.texts import Version
from desktop.domain.text import tr
from desktop.domain.written import OutboxState
from desktop.services.ports import Numbering
from desktop.services.written_ports import Letter
from desktop.store.bus import feed, leases
from desktop.store.bus import outbox as letters_out
from desktop.store.bus.tables import accounts, outbox
from desktop.store.fulltext import documents
from desktop.store.fulltext.documents import Said
from desktop.store.office.mailing import planning, standings
from desktop.store.office.mailing.tables import mailing_recipients, mailings
from desktop.store.schema import interactions
from desktop.store.types import AnyRow

_S = MailingState
_BATCH_SECONDS = 2.0  # of a mailing's pace, in one transaction
_g, _r, _o = mailings.c, mailing_recipients.c, outbox.c
_BY_ID = select(mailings).where(_g.id == bindparam("id")).with_for_update()
_IS_RUNNING = and_(
    _g.account_id == bindparam("account"), _g.state == bindparam("running", _S.RUNNING, literal_execute=True)
)
_RUNNING = select(mailings).where(_IS_RUNNING).order_by(_g.next_at, _g.id).with_for_update()
_NEXT_AT = select(func.min(_g.next_at)).where(_IS_RUNNING)
_ONE_AT_A_TIME = text("LOCK TABLE mailings IN SHARE ROW EXCLUSIVE MODE")
_WAITING = and_(_r.interaction_id.is_(None), _r.left_out.is_(None))
_COUNTS = (
    select(
        _r.mailing_id,
        func.sum(case((_r.left_out.is_(None), 1), else_=0)).label("recipients"),
        func.sum(case((_r.left_out.is_not(None), 1), else_=0)).label("left_out"),
        func.sum(case((_r.interaction_id.is_not(None), 1), else_=0)).label("written"),
        func.sum(case((_o.state == OutboxState.SENT, 1), else_=0)).label("sent"),
        func.sum(case((_o.state == OutboxState.FAILED, 1), else_=0)).label("failed"),
    )
    .outerjoin(outbox, _o.external_id == _r.external_id)
    .where(_r.mailing_id.in_(bindparam("ids", [], expanding=True)))
    .group_by(_r.mailing_id)
)


def _of_row(row: AnyRow) -> Mailing:
    return Mailing(
        id=row.id,
        account_id=row.account_id,
        subject=row.subject,
        text=row.text,
        author=row.author,
        per_minute=row.per_minute,
        state=row.state,
        asked_at=row.asked_at,
        decided_by=row.decided_by,
        words=row.words,
        html=row.html,
        language=row.language,
        others=tuple(Version(**one) for one in row.others),
    )


def _recipient(row: AnyRow) -> Recipient:
    return Recipient(
        id=row.id,
        address=row.address,
        name=row.name,
        language=row.language,
        customer_id=row.customer_id,
        left=row.left_out,
        interaction_id=row.interaction_id,
    )


def ask(tx: Connection, wanted: Mailing, selection: Selection, numbering: Numbering) -> Mailing:
    """Planned in the same transaction: what the agent saw may be a minute old."""
    if tx.dialect.name != "sqlite":
        tx.execute(_ONE_AT_A_TIME)  # two at once would each find that nothing went alone today
    plan = planning.plan(tx, selection, wanted.author, numbering)
    if not plan.recipients:
        raise Rejected(tr("Nobody would get it."), tr("Choose other customers."))
    now = datetime.now(UTC)
    values: dict[str, Any] = {
        "account_id": wanted.account_id,
        "subject": wanted.subject,
        "text": wanted.text,
        "html": wanted.html,
        "language": wanted.language,
        "others": [asdict(one) for one in wanted.others],
        "author": wanted.author,
        "per_minute": max(1, wanted.per_minute),
        "state": _S.RUNNING if plan.is_alone else _S.ASKED,
        "asked_at": now,
        "next_at": now,
    }
    own_id = int(tx.execute(insert(mailings).returning(_g.id), values).scalar_one())
    rows = [
        {
            "mailing_id": own_id,
            "customer_id": one.customer_id,
            "address": one.address,
            "name": one.name,
            "language": one.language,
            "left_out": one.left,
        }
        for one in (*plan.recipients, *plan.left_out)
    ]
    tx.execute(insert(mailing_recipients), rows)
    feed.tell(tx, ChangeKind.MAILING, own_id)
    return _of_row(tx.execute(_BY_ID, {"id": own_id}).one())


def decide(tx: Connection, mailing_id: int, agent: str, words: str, *, approves: bool) -> Mailing:
    """Asked in the transaction that lets it go: nobody looks at their own with a second pair of eyes."""
    before = _of_row(tx.execute(_BY_ID, {"id": mailing_id}).one())
    if before.state is not _S.ASKED:
        raise Rejected(tr("Somebody decided on this mailing already."))
    if not may_decide(before, agent):
        raise Rejected(
            tr("You wrote this mailing: somebody else has to look at it."), tr("Ask a colleague to open Mailings.")
        )
    state = _S.RUNNING if approves else _S.DECLINED
    _set(tx, mailing_id, state=state, decided_by=agent, words=words.strip(), next_at=datetime.now(UTC))
    return _of_row(tx.execute(_BY_ID, {"id": mailing_id}).one())


def turn(tx: Connection, mailing_id: int, state: MailingState) -> None:
    """Pause, go on, stop: from what allows it, else nothing."""
    allowed = {
        _S.PAUSED: (_S.RUNNING,),
        _S.RUNNING: (_S.PAUSED,),
        _S.STOPPED: (_S.ASKED, _S.RUNNING, _S.PAUSED),
    }[state]
    if tx.execute(_BY_ID, {"id": mailing_id}).one().state in allowed:
        _set(tx, mailing_id, state=state, next_at=datetime.now(UTC))


def _set(tx: Connection, mailing_id: int, **values: Any) -> None:
    tx.execute(update(mailings).where(_g.id == mailing_id).values(**values))
    feed.tell(tx, ChangeKind.MAILING, mailing_id)


# ---------------------------------------------------------------- written by who holds the account


def batch(tx: Connection, lease: Lease, account_id: int) -> Batch | None:
    """Of the mailing that waits longest. What has nobody left is DONE."""
    leases.require(tx, lease)
    now = datetime.now(UTC)
    for row in tx.execute(_RUNNING, {"account": account_id}).all():
        mailing = _of_row(row)
        if row.next_at is not None and row.next_at > now:
            return None
        size = max(1, round(mailing.per_minute * _BATCH_SECONDS / 60))
        recipients = _next_recipients(tx, row.id, size)
        if recipients:
            return Batch(mailing=mailing, recipients=recipients)
        _set(tx, row.id, state=_S.DONE)
    return None


def _next_recipients(tx: Connection, mailing_id: int, size: int) -> tuple[Recipient, ...]:
    """Who was taken out, or whose letters came back, since somebody looked: left out now."""
    while True:
        waiting = select(mailing_recipients).where(_r.mailing_id == mailing_id, _WAITING).order_by(_r.id).limit(size)
        rows = tx.execute(waiting).all()
        known = {one.address: one.standing for one in standings.of_addresses(tx, [row.address for row in rows])}
        refused = standings.refusals_of(tx, (row.customer_id for row in rows if row.customer_id is not None))
        out = {row.id: known[row.address] for row in rows if row.address in known}
        out |= {row.id: refused[row.customer_id].standing for row in rows if row.customer_id in refused}
        for own_id, standing in out.items():
            tx.execute(update(mailing_recipients).where(_r.id == own_id).values(left_out=Left(standing.value)))
        good = tuple(_recipient(row) for row in rows if row.id not in out)
        if good or not rows:
            return good


def enqueue(tx: Connection, lease: Lease, wanted: Batch, letters: Sequence[Letter | None]) -> None:
    """All of a batch, and when the next may be written. What somebody wrote or stopped meanwhile is not written."""
    leases.require(tx, lease)
    assert wanted.mailing.id is not None
    row = tx.execute(_BY_ID, {"id": wanted.mailing.id}).one()
    if row.state is not _S.RUNNING:
        return
    for recipient, letter in zip(wanted.recipients, letters, strict=True):
        mine = update(mailing_recipients).where(_r.id == recipient.id, _WAITING)
        if letter is None:
            tx.execute(mine.values(left_out=Left.BAD_ADDRESS))
            continue
        interaction_id = _begun(tx, wanted.mailing, recipient)
        values = {"interaction_id": interaction_id, "external_id": letter.outgoing.external_id}
        if tx.execute(mine.values(**values)).rowcount != 1:
            raise LookupError(f"recipient {recipient.id} has a letter already")
        letters_out.enqueue_of_mailing(tx, _placed(letter, interaction_id))
    pause = timedelta(seconds=60 * len(wanted.recipients) / row.per_minute)
    _set(tx, row.id, next_at=datetime.now(UTC) + pause)


def _placed(letter: Letter, interaction_id: int) -> Letter:
    message = replace(letter.written.message, interaction_id=interaction_id)
    outgoing = replace(letter.outgoing, interaction_id=interaction_id)
    return replace(letter, written=replace(letter.written, message=message), outgoing=outgoing)


def _begun(tx: Connection, mailing: Mailing, recipient: Recipient) -> int:
    """One of its own for each, which waits for nobody: the customer's answer opens it, for the account's queue."""
    now = datetime.now(UTC)
    queue = tx.execute(select(accounts.c.queue).where(accounts.c.id == mailing.account_id)).scalar_one()
    values = {
        "channel": Channel.EMAIL,
        "direction": Direction.OUTBOUND,
        "state": InteractionState.CLOSED,
        "resolution": Resolution.SOLVED,
        "started_at": now,
        "closed_at": now,
        "customer_id": recipient.customer_id,
        "address": recipient.address,
        "subject": mailing.subject,
        "queue": queue,
    }
    own_id = int(tx.execute(insert(interactions).returning(interactions.c.id), values).scalar_one())
    words = documents.words_of(mailing.subject)
    documents.index(tx, Said(own_id, None, recipient.customer_id, Channel.EMAIL, now, words))
    return own_id


def next_at(tx: Connection, account_id: int) -> datetime | None:
    found: datetime | None = tx.execute(_NEXT_AT, {"account": account_id}).scalar()
    return found


# ---------------------------------------------------------------- shown


def progress(tx: Connection, limit: int) -> list[MailingProgress]:
    first = case((_g.state == _S.ASKED, 0), else_=1)
    rows = tx.execute(select(mailings).order_by(first, _g.id.desc()).limit(limit)).all()
    counts = {row.mailing_id: row for row in tx.execute(_COUNTS, {"ids": [row.id for row in rows]})} if rows else {}
    return [
        MailingProgress(
            mailing=_of_row(row),
            recipients=int(counts[row.id].recipients),
            left_out=int(counts[row.id].left_out),
            written=int(counts[row.id].written),
            sent=int(counts[row.id].sent),
            failed=int(counts[row.id].failed),
        )
        for row in rows
    ]


def declined(tx: Connection, since: datetime) -> list[Mailing]:
    """Asked for since then, and nobody gets them."""
    found = tx.execute(select(mailings).where(_g.state == _S.DECLINED, _g.asked_at > since).order_by(_g.id))
    return [_of_row(row) for row in found]


def count(tx: Connection) -> int:
    return int(tx.execute(select(func.count()).select_from(mailings)).scalar_one())


def recipients(
    tx: Connection, mailing_id: int, typed: str, *, left_out: bool, offset: int, limit: int
) -> list[Recipient]:
    """In their order; with `typed` those whose name or address has all its words."""
    chosen = select(mailing_recipients).where(_r.mailing_id == mailing_id).order_by(_r.id)
    chosen = chosen.where(_r.left_out.is_not(None) if left_out else _r.left_out.is_(None))
    words = fold(typed).split()
    if not words:
        return [_recipient(row) for row in tx.execute(chosen.offset(offset).limit(limit))]
    fitting = (row for row in tx.execute(chosen) if _has(fold(f"{row.name} {row.address}"), words))
    return [_recipient(row) for row in islice(fitting, offset, offset + limit)]


def _has(said: str, words: Sequence[str]) -> bool:
    return all(word in said for word in words)
