"""Who gets a mailing: everybody who is meant, in order, and of some why not."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Connection, Text, bindparam, cast, func, select

from desktop.domain.customer import AddressKind
from desktop.domain.office.mailing import (
    ALONE_IN,
    MOST_ALONE,
    MOST_RECIPIENTS,
    Left,
    MailingPlan,
    MailingState,
    Recipient,
    Selection,
    Standing,
)
from desktop.services.ports import Numbering
from desktop.store import customers as found_customers
from desktop.store.bus.inbox.senders import holders_of
from desktop.store.office.mailing import standings
from desktop.store.office.mailing.tables import mailing_recipients, mailings
from desktop.store.schema import addresses, customers
from desktop.store.types import many

_ROBOT = re.compile(r"(?:mailer-?daemon|postmaster|(?:no|do-?not)[-_.]?reply|bounces?)(?:[-+_.].*)?@", re.IGNORECASE)
_ADDRESS = re.compile(r"[^@\s<>\",;]{1,64}@[^@\s<>\",;]+\.[^@\s<>\",;.]{2,63}")
_AT_ONCE = 500

_c, _a, _g, _r = customers.c, addresses.c, mailings.c, mailing_recipients.c
_root = func.coalesce(_c.root_id, _c.id)
_EVERYBODY = select(_c.id, _c.name, _c.tags, _c.language).where(_c.root_id.is_(None)).order_by(_c.sort_name, _c.id)
_NAMED = _EVERYBODY.where(_c.id.in_(many("ids")))
_MAILS = (
    select(_root.label("root"), _a.value)
    .join(customers, _c.id == _a.customer_id)
    .where(_root.in_(many("ids")), _a.kind == AddressKind.EMAIL)
    .order_by(_a.chosen_at.desc().nulls_last(), _a.id)
)
_ALONE = (
    select(func.count())
    .select_from(mailing_recipients)
    .join(mailings, _g.id == _r.mailing_id)
    .where(
        _g.author == bindparam("author"),
        _g.asked_at > bindparam("after"),
        _g.decided_by == "",
        _g.state.not_in((MailingState.ASKED, MailingState.DECLINED)),
        _r.left_out.is_(None),
    )
)


def plan(tx: Connection, selection: Selection, author: str, numbering: Numbering) -> MailingPlan:
    meant = list(_meant(tx, selection, numbering))
    is_cut = len(meant) > MOST_RECIPIENTS
    everybody = list(_told_apart(tx, meant[:MOST_RECIPIENTS], needs_name=selection.needs_name))
    recipients = tuple(one for one in everybody if one.left is None)
    return MailingPlan(
        recipients=recipients,
        left_out=tuple(one for one in everybody if one.left is not None),
        is_alone=len(recipients) + _sent_alone(tx, author) <= MOST_ALONE,
        is_cut=is_cut,
    )


def _sent_alone(tx: Connection, author: str) -> int:
    """Twenty customers in two mailings are twenty."""
    after = datetime.now(UTC) - ALONE_IN
    return int(tx.execute(_ALONE, {"author": author, "after": after}).scalar_one())


def _meant(tx: Connection, selection: Selection, numbering: Numbering) -> Iterator[Recipient]:
    if selection.pasted:
        yield from _pasted(tx, selection.pasted)
        return
    tag = selection.tag.strip().casefold()
    if selection.text.strip():
        ids = [hit.customer_id for hit in found_customers.find(tx, selection.text, MOST_RECIPIENTS + 1, numbering)]
        rows = [row for part in _parts(ids) for row in tx.execute(_NAMED, {"ids": part})]
    elif tag:
        alike = _EVERYBODY.where(func.lower(cast(_c.tags, Text)).contains(tag, autoescape=True))
        is_plain = tag.isascii() and not set(tag) & {'"', "\\"}  # the rest is escaped there
        rows = list(tx.execute(alike if is_plain else _EVERYBODY))
    elif selection.is_everybody:
        rows = list(tx.execute(_EVERYBODY.limit(MOST_RECIPIENTS + 1)))
    else:
        return
    rows = [row for row in rows if not tag or tag in (one.casefold() for one in row.tags)]
    mails = _mails_of(tx, [row.id for row in rows])
    for row in rows:
        address = mails.get(row.id, "")
        left = None if address else Left.NO_ADDRESS
        yield Recipient(address=address, name=row.name, language=row.language, customer_id=row.id, left=left)


def _mails_of(tx: Connection, ids: Sequence[int]) -> dict[int, str]:
    """Where each is written to: the first of their addresses that letters do not come back from."""
    mails: dict[int, str] = {}
    for part in _parts(ids):
        found = list(tx.execute(_MAILS, {"ids": part}))
        known = standings.of_addresses(tx, {row.value for row in found})
        failing = {one.address for one in known if one.standing is Standing.FAILING}
        for row in found:
            if row.root not in mails or (mails[row.root] in failing and row.value not in failing):
                mails[row.root] = row.value
    return mails


def _pasted(tx: Connection, pasted: Iterable[tuple[str, str]]) -> Iterator[Recipient]:
    """With the customer, and the name, that an address belongs to."""
    lines = list(pasted)
    holders: dict[str, int] = {}
    for part in _parts([line[0].casefold() for line in lines]):
        holders |= holders_of(tx, [str(each) for each in part], AddressKind.EMAIL)
    ids = sorted(set(holders.values()))
    people = {row.id: row for part in _parts(ids) for row in tx.execute(_NAMED, {"ids": part})}
    for address, name in lines:
        customer_id = holders.get(address.casefold())
        known = people.get(customer_id) if customer_id is not None else None
        yield Recipient(
            address=address.casefold(),
            name=(known.name if known is not None else "") or name,
            language=known.language if known is not None else "",
            customer_id=customer_id,
        )


def _parts(ids: Sequence[int] | Sequence[str]) -> Iterator[list[int | str]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield list(ids[start : start + _AT_ONCE])


def _told_apart(tx: Connection, meant: Sequence[Recipient], *, needs_name: bool) -> Iterator[Recipient]:
    known: dict[str, Left] = {}
    for part in _parts([one.address for one in meant]):
        for found in standings.of_addresses(tx, (str(each) for each in part)):
            known.setdefault(found.address, Left(found.standing.value))
    refused: dict[int, Left] = {}
    for part in _parts([one.customer_id for one in meant if one.customer_id is not None]):
        refused |= {
            own_id: Left(one.standing.value) for own_id, one in standings.refusals_of(tx, map(int, part)).items()
        }
    met: set[str] = set()
    for one in meant:
        judged = one if one.left is not None else _judged(one, known, refused, met)
        if judged.left is None and needs_name and not one.name.strip():
            judged = replace(judged, left=Left.NO_NAME)
        yield judged
        met.add(one.address)


def _judged(one: Recipient, known: dict[str, Left], refused: dict[int, Left], met: set[str]) -> Recipient:
    if not _ADDRESS.fullmatch(one.address):
        why = Left.BAD_ADDRESS
    elif one.address in met:
        why = Left.TWICE
    elif one.address in known:
        why = known[one.address]
    elif one.customer_id in refused:
        why = refused[one.customer_id]
    elif _ROBOT.match(one.address):
        why = Left.ROBOT
    else:
        return one
    return replace(one, left=why)
