"""What is known of addresses: who wants no more mailings, whom an agent took out, where letters come back from."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from desktop.domain.change import ChangeKind
from desktop.domain.channel import Direction
from desktop.domain.office.mailing import AddressStanding, Standing
from desktop.domain.written import Incoming, Role
from desktop.store.bus import feed
from desktop.store.bus import letters as lists
from desktop.store.bus.tables import letters
from desktop.store.office.mailing.tables import address_standings, mailing_recipients
from desktop.store.schema import messages
from desktop.store.types import AnyRow, many

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


def read_all(tx: Connection) -> list[AddressStanding]:
    """Newest first."""
    return [_of_row(row) for row in tx.execute(_ALL)]


def of_addresses(tx: Connection, addresses: Iterable[str]) -> list[AddressStanding]:
    wanted = sorted({address.casefold() for address in addresses} - {""})
    return [_of_row(row) for row in tx.execute(_OF, {"addresses": wanted})] if wanted else []


def _of_row(row: AnyRow) -> AddressStanding:
    return AddressStanding(address=row.address, standing=row.standing, since=row.since, words=row.words, by=row.said_by)


def put(tx: Connection, wanted: AddressStanding) -> None:
    """What was known before of the same kind stays as it was."""
    statement = (
        sqlite.insert(address_standings) if tx.dialect.name == "sqlite" else postgresql.insert(address_standings)
    )
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
        for number in (found[1] for tag in one.tags if (found := _UNSUBSCRIBED.fullmatch(tag)) is not None):
            left = tx.execute(_RECIPIENT, {"id": int(number)}).scalar()
            if left:
                put(tx, AddressStanding(address=left, standing=Standing.UNSUBSCRIBED, since=now))


def _forgive(tx: Connection, incoming: Sequence[Incoming]) -> None:
    """Whoever writes from an address has it."""
    people = [one for one in incoming if one.direction is Direction.INBOUND and not one.is_automatic]
    senders = {who.address.casefold() for one in people for role, who in one.participants if role is Role.FROM}
    theirs = (_s.standing == Standing.FAILING, _s.address.in_(sorted(senders)))
    if senders and tx.execute(address_standings.delete().where(*theirs)).rowcount:
        feed.tell(tx, ChangeKind.MAILING, 0)


def _recipients_of(tx: Connection, about: str) -> set[str]:
    found = tx.execute(_SENT, {"about": about}).scalars() if about else ()
    return {who.address.casefold() for stored in found for _, who in lists.participants(stored)}
