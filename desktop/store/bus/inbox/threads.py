"""Which interaction a message belongs to: by the external ids it knows, then by a case's tag; else a new one.

Each message leaves its own id and those it refers to, so that an answer that comes before what it answers is found by
what follows it. Interactions are held here as they stand in the transaction, and written at its end.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, bindparam, func, select

from desktop.domain.channel import Channel, Direction
from desktop.domain.interaction import InteractionState
from desktop.domain.written import Participants
from desktop.store.bus import families, letters
from desktop.store.bus.inbox import senders
from desktop.store.bus.inbox.arrivals import Arrival
from desktop.store.bus.tables import letters as letter_rows
from desktop.store.bus.tables import threads, work
from desktop.store.plain import Question
from desktop.store.schema import cases, customers, interactions, messages
from desktop.store.types import LAST_ID, AnyRow, many, of_microseconds

_MOST_LETTERS = 1_000  # of an interaction, that are asked who takes part
CLOCKS_DIFFER = timedelta(minutes=5)  # ours and that of who answers
_EVER = datetime.min.replace(tzinfo=UTC)

_i, _w, _c, _t = interactions.c, work.c, customers.c, threads.c
_BY_KEY = select(_t.external_id, _t.interaction_id).where(_t.external_id.in_(many("keys")))
_LOCK = select(_i.id).where(_i.id.in_(many("ids"))).order_by(_i.id).with_for_update()
_STANDING = (
    select(
        _i.id, _i.channel, _i.state, _i.agent, _i.queue, _i.address, _i.subject, _i.case_id,
        func.coalesce(_c.root_id, _c.id).label("root"),
        _w.last_at, _w.last_direction, _w.due_at, _w.is_unread, _w.preview, _w.words,
    )
    .outerjoin(customers, _c.id == _i.customer_id)
    .outerjoin(work, _w.interaction_id == _i.id)
    .where(_i.id.in_(many("ids")))
)  # fmt: skip
_OF_CASES = (
    select(cases.c.number, cases.c.id.label("case_id"), func.coalesce(_c.root_id, _c.id).label("root"), _i.id)
    .outerjoin(interactions, _i.case_id == cases.c.id)
    .outerjoin(customers, _c.id == cases.c.customer_id)
    .where(cases.c.number.in_(many("numbers")))
    .order_by(_i.id.desc())
    .limit(bindparam("limit", 1_000))
)
_l, _m = letter_rows.c, messages.c
_LETTERS = (
    select(_l.participants, _m.direction, _m.sent_at)
    .join(messages, _m.id == _l.message_id)
    .where(_m.interaction_id.in_(many("ids")))
    .order_by(_m.sent_at.desc(), _m.id.desc())
    .limit(_MOST_LETTERS)
)
# an automatic answer answers nothing
_ANSWERED = Question(
    "SELECT max(sent_at) FROM messages m WHERE interaction_id = :id AND direction = 'outbound'"
    " AND NOT EXISTS (SELECT 1 FROM letters l WHERE l.message_id = m.id AND l.is_automatic)"
)


@dataclass(slots=True, kw_only=True)
class Thread:
    """An interaction as it stands in this transaction. `customer_id` is who stands for the customer; `id` 0: a new one.

    `had_state` and `had_customer_id` are how it was found; `is_asked`: the customer wrote, and is owed an answer;
    `newest`: came now, and the list shows it. `people`: the addresses of who takes part, and since when by a letter of
    ours alone.
    """

    channel: Channel
    state: InteractionState
    customer_id: int | None
    case_id: int | None = None
    id: int = 0
    agent: str = ""
    queue: str = ""
    address: str = ""
    subject: str = ""
    had_state: InteractionState | None = None
    had_customer_id: int | None = None
    last_at: datetime | None = None
    last_direction: Direction = Direction.INBOUND
    due_at: datetime | None = None
    is_unread: bool = False
    preview: str = ""
    words: str = ""
    newest: Arrival | None = None
    is_asked: bool = False
    people: dict[str, datetime] | None = None
    arrivals: list[Arrival] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.state is not InteractionState.CLOSED


def _thread(row: AnyRow) -> Thread:
    """Of a row of `_STANDING`; what the list says is missing in one that is closed."""
    found = Thread(
        id=row.id,
        channel=row.channel,
        state=row.state,
        had_state=row.state,
        customer_id=row.root,
        had_customer_id=row.root,
        case_id=row.case_id,
        agent=row.agent,
        queue=row.queue,
        address=row.address,
        subject=row.subject,
    )
    if row.last_at is not None:
        found.last_at, found.last_direction, found.due_at = row.last_at, row.last_direction, row.due_at
        found.is_unread, found.preview, found.words = row.is_unread, row.preview, row.words
    return found


class Threads:
    """Those that a batch may belong to, and those it begins."""

    def __init__(self, tx: Connection, channel: Channel, arrivals: Collection[Arrival]) -> None:
        self._tx = tx
        self._channel = channel
        self._by_key: dict[str, list[Thread]] = {}
        self._cases = self._named_cases(arrivals)
        keys = {key for one in arrivals for key in one.keys}
        rows = tx.execute(_BY_KEY, {"keys": sorted(keys)}).all() if keys else []
        wanted = {row.interaction_id for row in rows} | {row.id for found in self._cases.values() for row in found}
        roots = families.roots_of(tx, wanted - {None})
        standing = self._standing(set(roots.values()))
        self._threads = {own: standing[root] for own, root in roots.items() if root in standing}
        for row in rows:
            if row.interaction_id in self._threads:
                self._add_key(row.external_id, self._threads[row.interaction_id])

    def _named_cases(self, arrivals: Collection[Arrival]) -> dict[int, list[AnyRow]]:
        """The interactions of each case that is named, newest first; one row without an id for a case without any."""
        numbers = {number for one in arrivals for number in one.case_numbers}
        found: dict[int, list[AnyRow]] = {}
        for row in self._tx.execute(_OF_CASES, {"numbers": sorted(numbers)}) if numbers else ():
            found.setdefault(row.number, []).append(row)
        return found

    def _standing(self, ids: Collection[int]) -> dict[int, Thread]:
        """Nobody else changes them until the transaction ends. On PostgreSQL they are read when they are locked."""
        if not ids:
            return {}
        if self._tx.dialect.name != "sqlite":
            self._tx.execute(_LOCK, {"ids": sorted(ids)})
        return {row.id: _thread(row) for row in self._tx.execute(_STANDING, {"ids": sorted(ids)})}

    def find(self, arrival: Arrival, customer_id: int | None) -> Thread | None:
        for key in arrival.keys:
            fitting = [one for one in self._by_key.get(key, ()) if self._fits(one, arrival, customer_id)]
            if fitting:
                # of several the first there was: the others refer to the message, and it is most likely there itself
                return min(fitting, key=lambda one: (one.customer_id != customer_id, one.id or LAST_ID))
        return None

    def also(self, arrival: Arrival, thread: Thread) -> list[Thread]:
        """Others of the same person that the message refers to, or that referred to it before it came."""
        found = {id(one): one for key in arrival.keys for one in self._by_key.get(key, ()) if _is_of_same(one, thread)}
        return [one for one in found.values() if one is not thread]

    def find_by_case(self, arrival: Arrival, customer_id: int | None) -> tuple[Thread | None, int | None]:
        """The newest of the case on this channel, and the case: only for who has to do with the case already."""
        for number in arrival.case_numbers:
            rows = self._cases.get(number, [])
            theirs = [self._threads[row.id] for row in rows if row.id in self._threads]
            is_theirs = customer_id is not None and any(row.root == customer_id for row in rows)
            if is_theirs or any(self._is_known_to(one, arrival, customer_id) for one in theirs):
                newest = next((one for one in theirs if one.channel is self._channel), None)
                return newest, rows[0].case_id
        return None, None

    def _fits(self, thread: Thread, arrival: Arrival, customer_id: int | None) -> bool:
        """A customer who answers what many were sent does not come into another customer's conversation."""
        if thread.channel is not self._channel:
            return False
        if arrival.incoming.direction is not Direction.INBOUND or customer_id is None or thread.customer_id is None:
            return True
        return thread.customer_id == customer_id or arrival.sender.address.casefold() in self._people(thread)

    def _is_known_to(self, thread: Thread, arrival: Arrival, customer_id: int | None) -> bool:
        sender = arrival.sender.address.casefold()
        if not sender:
            return False
        is_customer = customer_id is not None and thread.customer_id == customer_id
        return is_customer or thread.address.casefold() == sender or sender in self._people(thread)

    def is_newcomer(self, arrival: Arrival, thread: Thread) -> bool:
        """Somebody else, who took no part in it so far: anybody can refer to a message that was passed on. A robot's
        answer and a report say themselves what they are."""
        sender = arrival.sender.address.casefold()
        if arrival.incoming.direction is not Direction.INBOUND:
            return False
        if arrival.is_report or arrival.incoming.is_automatic or thread.address.casefold() == sender != "":
            return False
        if thread.customer_id is not None and senders.is_of(self._tx, sender, thread.customer_id):
            return False
        until = arrival.at + CLOCKS_DIFFER
        parts = (self._people(one) for one in (thread, *self.also(arrival, thread)))
        return not any(sender in people and people[sender] <= until for people in parts)

    def _people(self, thread: Thread) -> dict[str, datetime]:
        """The addresses of all who take part. What we wrote to somebody who had written before is no invitation."""
        if thread.people is None:
            thread.people = {}
            if thread.id:
                for stored in self._tx.execute(_LETTERS, {"ids": families.members_of(self._tx, thread.id)}):
                    _add(thread.people, letters.participants(stored.participants), stored.direction, stored.sent_at)
            for one in thread.arrivals:
                _add(thread.people, one.incoming.participants, one.incoming.direction, one.at)
        return thread.people

    def join(self, thread: Thread, arrival: Arrival) -> None:
        """From now on it is found by the ids of this one too."""
        thread.arrivals.append(arrival)
        if thread.people is not None:
            _add(thread.people, arrival.incoming.participants, arrival.incoming.direction, arrival.at)
        for key in arrival.keys:
            self._add_key(key, thread)

    def _add_key(self, key: str, thread: Thread) -> None:
        there = self._by_key.setdefault(key, [])
        if not any(one is thread for one in there):
            there.append(thread)

    def is_answered(self, thread: Thread, arrival: Arrival) -> bool:
        """Whether we wrote after that."""
        answers = [one.at for one in thread.arrivals if one.incoming.direction is Direction.OUTBOUND]
        if thread.id:
            answers += [of_microseconds(at) for (at,) in _ANSWERED.rows(self._tx, {"id": thread.id}) if at is not None]
        return any(at > arrival.at for at in answers)


def _add(people: dict[str, datetime], participants: Participants, direction: Direction, at: datetime) -> None:
    since = at if direction is Direction.OUTBOUND else _EVER
    for _, who in participants:
        address = who.address.casefold()
        if address:
            people[address] = min(since, people.get(address, since))


def _is_of_same(one: Thread, other: Thread) -> bool:
    """Of one customer, or of one stranger."""
    if one.channel is not other.channel or one.customer_id != other.customer_id:
        return False
    return one.customer_id is not None or one.address.casefold() == other.address.casefold() != ""
