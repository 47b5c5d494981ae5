"""A batch of messages into the store, in one transaction: each once, threaded, with what it asks of us.

A customer's message opens its interaction (again) and owes an answer; what another program sent from the account
answers it; a robot's answer is shown, and asks for nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select, text

from desktop.domain.channel import Channel, Direction
from desktop.domain.interaction import InteractionState
from desktop.domain.lease import Lease
from desktop.domain.targets import answer_due
from desktop.domain.written import ChannelAccount, Received, Role, SeenMark
from desktop.store.bus import accounts, leases, letters
from desktop.store.bus.inbox import joining, newcomers, places, reports
from desktop.store.bus.inbox.arrivals import Arrival
from desktop.store.bus.inbox.senders import customer_of, customers_of
from desktop.store.bus.inbox.threads import Thread, Threads
from desktop.store.bus.inbox.writing import write
from desktop.store.bus.tables import accounts as account_rows
from desktop.store.bus.tables import letters as letter_rows
from desktop.store.office.mailing import answers, standings
from desktop.store.plain import Question
from desktop.store.schema import messages
from desktop.store.types import AnyRow, many

_S = InteractionState
_m, _l = messages.c, letter_rows.c
_THERE = (
    select(_l.external_id, _l.message_id, _m.interaction_id, _m.direction, _m.sent_at)
    .join(messages, _m.id == _l.message_id)
    .join(account_rows, account_rows.c.id == _l.account_id)
    .where(account_rows.c.channel == bindparam("channel"), _l.external_id.in_(many("ids")))
)
_KEPT = Question(
    "SELECT m.subject, m.body, l.attachments, c.raw FROM messages m JOIN letters l ON l.message_id = m.id"
    " LEFT JOIN letter_contents c ON c.message_id = m.id WHERE m.id = :id"
)
# one after another: the same message may come through two accounts, and its answer through a third
_INBOX_LOCK = 0x494E424F
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(:key)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What else the server said: which places are read or not, and at which nothing is any more."""

    seen: Sequence[SeenMark] = ()
    gone: Sequence[str] = ()


def receive(
    tx: Connection,
    lease: Lease,
    account: ChannelAccount,
    arrivals: Sequence[Arrival],
    position: str,
    told: Told | None = None,
) -> list[Received]:
    """What became of each. Raises LeaseLost."""
    assert account.id is not None
    leases.require(tx, lease)
    if arrivals and tx.dialect.name != "sqlite":
        tx.execute(_ONE_AT_A_TIME, {"key": _INBOX_LOCK})
    batch = _sorted_out(tx, account.channel, arrivals)
    received = dict(batch.there)
    if batch.fresh:
        threads, pairs = _threaded(tx, account, batch.fresh)
        written = write(tx, account, threads)
        joining.join(tx, pairs)
        newcomers.withdraw(tx, threads)
        answers.want(tx, account, threads, written)
        reports.note(tx, [one.incoming for one in batch.fresh])
        standings.hear(tx, [one.incoming for one in batch.fresh])
        received |= written
    told = told or Told()
    places.take_over(tx, account.id, [(one, received[one.external_id]) for one in batch.arrivals], told.seen)
    places.leave(tx, account.id, told.gone)
    accounts.set_position(tx, account.id, position)
    return _each(batch.arrivals, received)


def _each(arrivals: Sequence[Arrival], received: Mapping[str, Received]) -> list[Received]:
    """One for each; what came twice in the batch was new once."""
    told: list[Received] = []
    met: set[str] = set()
    for one in arrivals:
        found = received[one.external_id]
        is_again = one.external_id in met
        told.append(
            Received(interaction_id=found.interaction_id, message_id=found.message_id, is_new=False)
            if is_again
            else found
        )
        met.add(one.external_id)
    return told


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch:
    """`arrivals` under the ids they are kept by; each of them is `there` or among `fresh`, oldest first."""

    arrivals: list[Arrival]
    there: dict[str, Received]
    fresh: list[Arrival]


def _sorted_out(tx: Connection, channel: Channel, arrivals: Sequence[Arrival]) -> _Batch:
    there = _there(tx, channel, arrivals)
    named = _told_apart(tx, there, arrivals)
    there |= _there(tx, channel, [one for one, before in zip(named, arrivals, strict=True) if one is not before])
    fresh: dict[str, Arrival] = {}
    for one in named:
        if one.external_id not in there:
            fresh.setdefault(one.external_id, one)
    received = {
        external_id: Received(interaction_id=row.interaction_id, message_id=row.message_id, is_new=False)
        for external_id, row in there.items()
    }
    return _Batch(arrivals=named, there=received, fresh=sorted(fresh.values(), key=lambda one: one.at))


def _there(tx: Connection, channel: Channel, arrivals: Sequence[Arrival]) -> dict[str, AnyRow]:
    ids = {one.external_id for one in arrivals}
    rows = tx.execute(_THERE, {"channel": channel, "ids": sorted(ids)}) if ids else ()
    return {row.external_id: row for row in rows}


def _told_apart(tx: Connection, there: Mapping[str, AnyRow], arrivals: Sequence[Arrival]) -> list[Arrival]:
    """Another message under an id that is taken gets one of its own."""
    first: dict[str, Arrival] = {}
    named = []
    for one in arrivals:
        before = there.get(one.external_id)
        if before is not None:
            is_same = _is_same(tx, before, one)
        else:
            other = first.setdefault(one.external_id, one)
            is_same = other is one or one.is_same(other)
        named.append(one if is_same else one.as_another())
    return named


def _is_same(tx: Connection, before: AnyRow, one: Arrival) -> bool:
    if before.direction is not one.incoming.direction:
        return False
    if before.direction is Direction.OUTBOUND:  # our own copy: the server may have written it anew
        return True
    subject, body, attachments, raw = _KEPT.rows(tx, {"id": before.message_id})[0]
    return one.is_alike(before.sent_at, letters.raw(raw), (subject, body, letters.parsed(attachments)))


def _threaded(
    tx: Connection, account: ChannelAccount, fresh: Sequence[Arrival]
) -> tuple[list[Thread], list[tuple[Thread, Thread]]]:
    """Those that something is new in, each with what came; and those that turn out to be one."""
    known = customers_of(tx, account.channel, fresh)
    threads = Threads(tx, account.channel, fresh)
    changed: dict[int, Thread] = {}
    pairs: list[tuple[Thread, Thread]] = []
    for one in fresh:
        customer_id = customer_of(one, known)
        case_id = None
        thread = threads.find(one, customer_id)
        if thread is None:
            thread, case_id = threads.find_by_case(one, customer_id)
        if thread is None:
            thread = _begun(account, one, customer_id, case_id)
        elif threads.is_newcomer(one, thread):
            one = one.remarked(newcomers.remark(one))
        _take_in(account, threads, thread, one, customer_id)
        pairs += [(thread, other) for other in threads.also(one, thread)]
        threads.join(thread, one)
        changed[id(thread)] = thread
    return list(changed.values()), pairs


def _begun(account: ChannelAccount, one: Arrival, customer_id: int | None, case_id: int | None) -> Thread:
    """What we wrote from elsewhere waits for nobody here: the customer's answer opens it."""
    is_work = one.incoming.direction is not Direction.OUTBOUND and not one.is_history
    return Thread(
        channel=account.channel,
        state=_S.OFFERED if is_work else _S.CLOSED,
        customer_id=customer_id,
        had_customer_id=customer_id,
        case_id=case_id,
        queue=account.queue_for(who.address for role, who in one.incoming.participants if role in (Role.TO, Role.CC)),
        address=one.other.address,
        subject=one.incoming.subject,
    )


def _take_in(account: ChannelAccount, threads: Threads, thread: Thread, one: Arrival, customer_id: int | None) -> None:
    is_newest = thread.last_at is None or one.at >= thread.last_at
    match one.incoming.direction:
        case Direction.INBOUND:
            _hear(account, threads, thread, one)
            thread.customer_id = thread.customer_id or customer_id
        case Direction.OUTBOUND:
            if is_newest and not one.incoming.is_automatic:
                _answer(thread)
        case Direction.INTERNAL:
            thread.is_unread = thread.is_unread or not one.incoming.is_seen
    if is_newest:
        thread.last_at, thread.last_direction, thread.newest = one.at, one.incoming.direction, one


def _hear(account: ChannelAccount, threads: Threads, thread: Thread, one: Arrival) -> None:
    """History, a robot's answer, and what was read and answered in another program ask for nothing."""
    thread.is_unread = thread.is_unread or not one.incoming.is_seen
    is_done = one.incoming.is_seen and threads.is_answered(thread, one)
    if one.is_history or is_done or not one.is_asking:
        return
    if thread.state in (_S.CLOSED, _S.HELD):
        thread.state = _S.ACTIVE if thread.agent else _S.OFFERED
    due_at = answer_due(account, one.at)
    thread.due_at = due_at if thread.due_at is None else min(due_at, thread.due_at)
    thread.is_asked = True


def _answer(thread: Thread) -> None:
    """From another program. What nobody here has, and nobody has to read, is done by that."""
    thread.due_at = None
    if thread.state is _S.OFFERED and not thread.agent and not thread.is_unread:
        thread.state = _S.CLOSED
