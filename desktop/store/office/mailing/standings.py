"""What is known of addresses: who wants no more mailings, whom an agent took out, where letters come back from."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from desktop.domain.change import ChangeKind
from desktop.domain.channel import Direction
from desktop.domain.customer import AddressKind
from desktop.domain.office.mailing import AddressStanding, Standing
from desktop.domain.written import Incoming, Mark, Role
from desktop.store.bus import feed
from desktop.store.bus import letters as lists
from desktop.store.bus.tables import letters
from desktop.store.office.mailing.tables import address_standings, mailing_recipients
from desktop.store.schema import addresses, customers, messages
from desktop.store.types import AnyRow, many

_TO = (Role.TO, Role.CC, Role.BCC)
_UNSUBSCRIBED = re.compile(r"u(\d{1,18})")
_s, _l, _m, _r = address_standings.c, letters.c, messages.c, mailing_recipients.c
_ALL = select(address_standings).order_by(_s.since.desc(), _s.address)
_OF = select(address_standings).where(_s.address.in_(many("addresses")))
_SENT = (
    select(_l.participants)
    .join(messages, _m.id == _l.message_id)
    .where(_l.external_id == bindparam("about"), _m.direction == Direction.OUTBOUND)
)
_RECIPIENT = select(_r.address).where(_r.id == bindparam("id"))
_root = func.coalesce(customers.c.root_id, customers.c.id).label("root")
_ROOTS = select(customers.c.id, _root).where(customers.c.id.in_(many("ids")))
_REFUSALS = (
    select(_root, address_standings)
    .select_from(customers)
    .join(addresses, addresses.c.customer_id == customers.c.id)
    .join(address_standings, _s.address == addresses.c.value)
    .where(or_(customers.c.id.in_(many("roots")), customers.c.root_id.in_(many("roots"))))
    .where(addresses.c.kind == AddressKind.EMAIL, _s.standing != Standing.FAILING)
)


def read_all(tx: Connection) -> list[AddressStanding]:
    """Newest first."""
    return [_of_row(row) for row in tx.execute(_ALL)]


def of_addresses(tx: Connection, addresses: Iterable[str]) -> list[AddressStanding]:
    wanted = sorted({address.casefold() for address in addresses} - {""})
    return [_of_row(row) for row in tx.execute(_OF, {"addresses": wanted})] if wanted else []


def refusals_of(tx: Connection, customer_ids: Iterable[int]) -> dict[int, AddressStanding]:
    """Who wants no mailing at any of their addresses, or is to get none: a person refuses, not an address."""
    roots = {row.id: row.root for row in tx.execute(_ROOTS, {"ids": sorted(set(customer_ids))})}
    rows = tx.execute(_REFUSALS, {"roots": sorted(set(roots.values()))}) if roots else ()
    refused = {row.root: _of_row(row) for row in rows}
    return {own_id: refused[root] for own_id, root in roots.items() if root in refused}


def _of_row(row: AnyRow) -> AddressStanding:
    return AddressStanding(address=row.address, standing=row.standing, since=row.since, words=row.words, by=row.said_by)


def put(tx: Connection, wanted: AddressStanding) -> None:
    """What was known before of the same kind stays as it was."""
    values = {
        "address": wanted.address.casefold(),
        "standing": wanted.standing,
        "since": wanted.since,
        "words": wanted.words,
        "said_by": wanted.by,
    }
    is_sqlite = tx.dialect.name == "sqlite"
    statement = sqlite.insert(address_standings) if is_sqlite else postgresql.insert(address_standings)
    statement = statement.values(values).on_conflict_do_nothing()
    if tx.execute(statement.returning(_s.address)).first() is not None:
        feed.tell(tx, ChangeKind.MAILING, 0)


def drop(tx: Connection, address: str, *standings: Standing) -> None:
    mine = (_s.address == address.casefold(), _s.standing.in_(standings))
    if tx.execute(address_standings.delete().where(*mine)).rowcount:
        feed.tell(tx, ChangeKind.MAILING, 0)


def hear(tx: Connection, incoming: Sequence[Incoming]) -> None:
    """What new messages say of addresses. A report counts only for who got the very letter that it is about."""
    now = datetime.now(UTC)
    _forgive(tx, incoming)
    for one in incoming:
        for address, words in one.failed:
            if address.casefold() in _recipients_of(tx, one.about):
                put(tx, AddressStanding(address=address, standing=Standing.FAILING, since=now, words=words))
        if one.about and any(remark.mark is Mark.COMPLAINT for remark in one.remarks):
            for address in _complainants(one, _recipients_of(tx, one.about)):
                put(tx, AddressStanding(address=address, standing=Standing.COMPLAINED, since=now))
        for number in (found[1] for tag in one.tags if (found := _UNSUBSCRIBED.fullmatch(tag)) is not None):
            left = tx.execute(_RECIPIENT, {"id": int(number)}).scalar()
            if left:
                put(tx, AddressStanding(address=left, standing=Standing.UNSUBSCRIBED, since=now))


def _complainants(complaint: Incoming, recipients: set[str]) -> set[str]:
    """Whom it names, if the letter went there; where that is left out or made unreadable, who alone got it."""
    named = {complaint.complainant.casefold()} & recipients
    return named or (recipients if len(recipients) == 1 else set())


def _forgive(tx: Connection, incoming: Sequence[Incoming]) -> None:
    """Whoever writes from an address has it."""
    people = [one for one in incoming if one.direction is Direction.INBOUND and not one.is_automatic]
    senders = {who.address.casefold() for one in people for role, who in one.participants if role is Role.FROM}
    theirs = (_s.standing == Standing.FAILING, _s.address.in_(sorted(senders)))
    if senders and tx.execute(address_standings.delete().where(*theirs)).rowcount:
        feed.tell(tx, ChangeKind.MAILING, 0)


def _recipients_of(tx: Connection, about: str) -> set[str]:
    found = tx.execute(_SENT, {"about": about}).scalars() if about else ()
    all_ = (each for stored in found for each in lists.participants(stored))
    return {who.address.casefold() for role, who in all_ if role in _TO}
