"""Automatic answers: wanted in the transaction in which a message comes in, written in another one by who serves it.

So none is lost by a kill, and none is sent twice. Batches are received one after another, so that two messages of one
sender do not both find that nothing went there today.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, bindparam, func, insert, or_, select, update

from desktop.domain.interaction import InteractionState
from desktop.domain.lease import Lease
from desktop.domain.office import automatic
from desktop.domain.office.automatic import AnswerKind, WantedAnswer
from desktop.domain.written import ChannelAccount, Outgoing, Received
from desktop.services.written_ports import Letter
from desktop.store import orders
from desktop.store.bus import conversation, handling, leases, outbox
from desktop.store.bus.inbox.arrivals import Arrival
from desktop.store.bus.inbox.threads import Thread
from desktop.store.bus.tables import accounts
from desktop.store.office.mailing.tables import automatic_answers
from desktop.store.schema import cases, customers, interactions
from desktop.store.types import AnyRow

_AHEAD = timedelta(minutes=10)  # a clock may be wrong; what claims to be of tomorrow is no mail of now

_w, _a, _i = automatic_answers.c, accounts.c, interactions.c
_SINCE = select(_a.answers_since, _a.position).where(_a.id == bindparam("id"))
_THERE = (
    select(_w.id)
    .where(_w.wanted_at > bindparam("after"))
    .where(
        or_(
            _w.address.in_((bindparam("address"), bindparam("sender"))),
            _w.sender.in_((bindparam("address"), bindparam("sender"))),
        )
    )
    .limit(1)
)
_COUNT = select(func.count()).where(_w.account_id == bindparam("id"), _w.wanted_at > bindparam("after"))
_NEXT = (
    select(automatic_answers).where(_w.account_id == bindparam("id"), _w.is_done.is_(False)).order_by(_w.id).limit(1)
)
_ABOUT = (
    select(customers.c.name, _i.queue, cases.c.number)
    .select_from(interactions)
    .outerjoin(customers, customers.c.id == _i.customer_id)
    .outerjoin(cases, cases.c.id == _i.case_id)
    .where(_i.id == bindparam("id"))
)


def want(tx: Connection, account: ChannelAccount, threads: Sequence[Thread], written: Mapping[str, Received]) -> None:
    """Note those that are due for what was just received."""
    if not automatic.is_set(account):
        return
    since = tx.execute(_SINCE, {"id": account.id}).one()
    if since.answers_since is None or not since.position:  # the first batch of all is what was there before
        return
    now = datetime.now(UTC)
    for thread, one in _askers(threads, max(since.answers_since, now - automatic.OLDEST), now):
        is_first = thread.had_state is None and one is thread.arrivals[0]
        kind = automatic.kind_for(account, now, is_first=is_first)
        if kind is not None and not _has_enough(tx, account, one, now):
            _note(tx, account, kind, thread, one, written[one.external_id].message_id, now)


def _askers(threads: Sequence[Thread], since: datetime, now: datetime) -> Iterator[tuple[Thread, Arrival]]:
    """What a person wrote just now, whom a robot may answer."""
    for thread in threads:
        for one in thread.arrivals:
            is_new = since <= one.incoming.sent_at <= now + _AHEAD and not one.incoming.is_seen
            is_open = thread.state is not InteractionState.CLOSED
            if one.incoming.answer_to and one.is_asking and not one.is_report and is_new and is_open:
                yield thread, one


def _has_enough(tx: Connection, account: ChannelAccount, one: Arrival, now: datetime) -> bool:
    after = now - automatic.ONCE_IN
    asked = {"after": after, "address": _folded(one.incoming.answer_to), "sender": _folded(one.sender.address)}
    if tx.execute(_THERE, asked).first() is not None:
        return True
    an_hour_ago = now - timedelta(hours=1)
    count = tx.execute(_COUNT, {"id": account.id, "after": an_hour_ago}).scalar_one()
    return int(count) >= automatic.MOST_IN_AN_HOUR


def _note(  # noqa: PLR0913  the row of one answer
    tx: Connection,
    account: ChannelAccount,
    kind: AnswerKind,
    thread: Thread,
    one: Arrival,
    message_id: int,
    now: datetime,
) -> None:
    if automatic.needs_case(account, kind) and thread.case_id is None:
        thread.case_id = orders.open_case(tx, thread.customer_id, thread.subject).id
        handling.set_interaction(tx, thread.id, case_id=thread.case_id)
    values = {
        "account_id": account.id,
        "interaction_id": thread.id,
        "message_id": message_id,
        "kind": kind,
        "address": _folded(one.incoming.answer_to),
        "sender": _folded(one.sender.address),
        "wanted_at": now,
    }
    tx.execute(insert(automatic_answers), values)


def _folded(address: str) -> str:
    return address.strip().casefold()


def next_wanted(tx: Connection, account_id: int) -> WantedAnswer | None:
    row = tx.execute(_NEXT, {"id": account_id}).first()
    if row is None:
        return None
    answered = conversation.written(tx, row.message_id)
    assert answered is not None
    about: AnyRow = tx.execute(_ABOUT, {"id": row.interaction_id}).one()
    return WantedAnswer(
        id=row.id,
        kind=row.kind,
        interaction_id=row.interaction_id,
        address=row.address,
        asked_at=row.wanted_at,
        answered=answered,
        answered_raw=conversation.raw(tx, row.message_id),
        customer_name=about.name or answered.message.author,
        queue=about.queue,
        case_number=str(about.number or ""),
    )


def enqueue(tx: Connection, lease: Lease, wanted_id: int, letter: Letter | None) -> Outgoing | None:
    """Into the outbox, once; None: nothing is sent, for it cannot be, or it is too late. Raises LeaseLost."""
    leases.require(tx, lease)
    mine = update(automatic_answers).where(_w.id == wanted_id, _w.is_done.is_(False))
    if tx.execute(mine.values(is_done=True)).rowcount == 0 or letter is None:
        return None
    return outbox.enqueue(tx, letter)
