"""Customers and their addresses: reading, saving, finding, merging by a link that can be undone."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, or_, select, text, tuple_, update

from desktop.domain.change import ChangeKind
from desktop.domain.customer import Address, AddressKind, Customer, CustomerHit
from desktop.domain.folding import fold
from desktop.services.ports import Numbering
from desktop.store import addresses as forms
from desktop.store.bus import feed
from desktop.store.fulltext.documents import vector_of
from desktop.store.plain import Question, Row
from desktop.store.schema import addresses, customers
from desktop.store.types import AnyRow, many

_SHORTEST_NUMBER = 3  # digits typed before numbers are looked for

_KINDS: dict[str, AddressKind] = {str(kind): kind for kind in AddressKind}

_c = customers.c
_a = addresses.c

_ROOT = select(func.coalesce(_c.root_id, _c.id)).where(_c.id == bindparam("id"))
_MEMBERS = Question("SELECT id, root_id FROM customers WHERE id = :id OR root_id = :id")
_FAMILY = Question(
    "SELECT id, root_id, name, organisation, language, city, is_vip, tags, fields, external_id, merged_into"
    " FROM customers WHERE id = :id OR root_id = :id"
)
_ADDRESSES = Question("SELECT id, kind, value, typed, label FROM addresses WHERE customer_id = :id ORDER BY id")
_roots = customers.alias("roots")
_ids = many("ids")
_ADDRESSES_BY_ROOT = (
    select(addresses, func.coalesce(_c.root_id, _c.id).label("root"))
    .join(customers, _c.id == _a.customer_id)
    .where(or_(_c.id.in_(_ids), _c.root_id.in_(_ids)))
    .order_by(_a.id)
)
_ADD_WORDS = text("INSERT INTO customer_words (rowid, words) VALUES (:id, :words)")
_DROP_WORDS = text("INSERT INTO customer_words (customer_words, rowid, words) VALUES ('delete', :id, :words)")
_SET_VECTOR = text("UPDATE customers SET words = CAST(:vector AS tsvector) WHERE id = :id")
_MATCHES_WORDS = text("customers.id IN (SELECT rowid FROM customer_words WHERE words MATCH :query)")
_MATCHES_VECTOR = text("customers.words @@ CAST(:query AS tsquery)")


def root_of(tx: Connection, customer_id: int) -> int | None:
    """Who stands for this customer; None when there is no such customer."""
    return tx.execute(_ROOT, {"id": customer_id}).scalar()


def members_of(tx: Connection, root_id: int) -> list[int]:
    """Everybody this customer stands for, itself first."""
    return [row[0] for row in _first(_MEMBERS.rows(tx, {"id": root_id}), root_id)]


def everybody(tx: Connection, customer_id: int) -> list[int]:
    """All that stand for one another with this customer, the one for all first; nobody for no such customer."""
    return [row[0] for row in _everybody(tx, _MEMBERS, customer_id)]


def family(tx: Connection, customer_id: int) -> tuple[Customer | None, list[int]]:
    """Who stands for this customer, with the addresses of all, and `everybody`."""
    rows = _everybody(tx, _FAMILY, customer_id)
    members = [row[0] for row in rows]
    return (_customer(rows[0], _addresses(tx, members)) if rows else None), members


def _everybody(tx: Connection, question: Question, customer_id: int) -> list[Row]:
    rows = question.rows(tx, {"id": customer_id})
    root_id = next((row[1] for row in rows if row[0] == customer_id), None)
    if root_id is not None:
        return _first(question.rows(tx, {"id": root_id}), root_id)
    return _first(rows, customer_id)


def _first(rows: list[Row], own_id: int) -> list[Row]:
    return rows if len(rows) < 2 else sorted(rows, key=lambda row: row[0] != own_id)


def read(tx: Connection, customer_id: int) -> Customer | None:
    """With its own addresses."""
    rows = _FAMILY.rows(tx, {"id": customer_id})
    own = next((row for row in rows if row[0] == customer_id), None)
    return _customer(own, _addresses(tx, (customer_id,))) if own is not None else None


def _customer(row: Row, found: Iterable[Address]) -> Customer:
    """Of a row of `_FAMILY`."""
    own_id, _, name, organisation, language, city, is_vip, tags, fields, external_id, merged_into = row
    return Customer(
        id=own_id,
        name=name,
        organisation=organisation,
        language=language,
        city=city,
        is_vip=bool(is_vip),
        tags=tuple(_parsed(tags)),
        fields=_parsed(fields),
        addresses=tuple(found),
        external_id=external_id,
        merged_into=merged_into,
    )


def _parsed(value: Any) -> Any:
    """JSON is text on SQLite, and parsed by PostgreSQL's driver."""
    return json.loads(value) if isinstance(value, str) else value


def _addresses(tx: Connection, customer_ids: Sequence[int]) -> list[Address]:
    return [
        Address(id=own_id, kind=_KINDS[kind], value=value, typed=typed, label=label)
        for customer_id in customer_ids
        for own_id, kind, value, typed, label in _ADDRESSES.rows(tx, {"id": customer_id})
    ]


def save(tx: Connection, customer: Customer, numbering: Numbering) -> Customer:
    """Create or replace. Addresses that stay keep their id and the agent's choice. Raises LookupError, ValueError."""
    wanted = distinct(forms.normalised(address, numbering) for address in customer.addresses)
    values = row_of(customer)
    if customer.id is None:
        customer_id = int(tx.execute(insert(customers).returning(_c.id), values).scalar_one())
        before = None
    else:
        customer_id = customer.id
        before = read(tx, customer_id)
        if before is None:
            raise LookupError(f"no customer {customer_id}")
        tx.execute(update(customers).where(_c.id == customer_id), values)
    _save_addresses(tx, customer_id, before.addresses if before else (), wanted, numbering)
    after = read(tx, customer_id)
    assert after is not None
    _index(tx, before, after, numbering)
    feed.tell(tx, ChangeKind.CUSTOMER, customer_id)
    return after


def row_of(customer: Customer) -> dict[str, object]:
    """The row of a customer without its addresses."""
    return {
        "name": customer.name,
        "sort_name": fold(customer.name),
        "organisation": customer.organisation,
        "language": customer.language,
        "city": customer.city,
        "is_vip": customer.is_vip,
        "tags": list(customer.tags),
        "fields": dict(customer.fields),
        "external_id": customer.external_id,
    }


def distinct(wanted: Iterable[Address]) -> list[Address]:
    """One of each kind and value, the last typed."""
    return list({(address.kind, address.value): address for address in wanted}.values())


def _save_addresses(
    tx: Connection, customer_id: int, there: Iterable[Address], wanted: Iterable[Address], numbering: Numbering
) -> None:
    kept = {(address.kind, address.value): address.id for address in there}
    for address in wanted:
        values = {"typed": address.typed, "label": address.label}
        address_id = kept.pop((address.kind, address.value), None)
        if address_id is not None:
            tx.execute(update(addresses).where(_a.id == address_id), values)
        else:
            tx.execute(insert(addresses), address_values(customer_id, address, numbering))
    if kept:
        tx.execute(addresses.delete().where(_a.id.in_([i for i in kept.values() if i is not None])))


def address_values(customer_id: int, address: Address, numbering: Numbering) -> dict[str, object]:
    """The row of a normalised address."""
    return {
        "customer_id": customer_id,
        "kind": address.kind,
        "value": address.value,
        "national": forms.national(address, numbering),
        "typed": address.typed,
        "label": address.label,
    }


def words_of(customer: Customer, numbering: Numbering) -> str:
    """The folded words by which a customer is found."""
    found = (forms.searched(address, forms.national(address, numbering)) for address in customer.addresses)
    return fold(" ".join((customer.name, customer.organisation, *found)))


def _index(tx: Connection, before: Customer | None, after: Customer, numbering: Numbering) -> None:
    words = words_of(after, numbering)
    if tx.dialect.name != "sqlite":
        tx.execute(_SET_VECTOR, {"id": after.id, "vector": vector_of(words)})
        return
    if before is not None:
        tx.execute(_DROP_WORDS, {"id": after.id, "words": words_of(before, numbering)})
    tx.execute(_ADD_WORDS, {"id": after.id, "words": words})


def index_many(tx: Connection, fresh: Sequence[tuple[int, Customer]], numbering: Numbering) -> None:
    """New customers, with the ids they were given."""
    words = [{"id": own_id, "words": words_of(customer, numbering)} for own_id, customer in fresh]
    if tx.dialect.name == "sqlite":
        tx.execute(_ADD_WORDS, words)
    else:
        tx.execute(_SET_VECTOR, [{"id": row["id"], "vector": vector_of(str(row["words"]))} for row in words])


def link_address(tx: Connection, customer_id: int, address: Address, numbering: Numbering) -> Customer:
    """From now on this address is this customer's by an agent's word. Raises LookupError, ValueError."""
    address = forms.normalised(address, numbering)
    before = read(tx, customer_id)
    if before is None:
        raise LookupError(f"no customer {customer_id}")
    mine = (_a.customer_id == customer_id, _a.kind == address.kind, _a.value == address.value)
    now = datetime.now(UTC)
    if not tx.execute(update(addresses).where(*mine).values(chosen_at=now)).rowcount:
        tx.execute(insert(addresses), {**address_values(customer_id, address, numbering), "chosen_at": now})
    after = read(tx, customer_id)
    assert after is not None
    _index(tx, before, after, numbering)
    feed.tell(tx, ChangeKind.CUSTOMER, customer_id)
    return after


def find(tx: Connection, asked: str, limit: int, numbering: Numbering) -> list[CustomerHit]:
    """By the beginnings of words in any order; a number in any form, from 3 digits. Best name first."""
    alternatives = _readings(asked, numbering)
    if not alternatives or limit <= 0:
        return []
    if tx.dialect.name == "sqlite":
        query = " OR ".join("(" + " AND ".join(f'"{word}"*' for word in words) + ")" for words in alternatives)
        condition = _MATCHES_WORDS
    else:
        query = " | ".join("(" + " & ".join(f"'{word}':*" for word in words) + ")" for words in alternatives)
        condition = _MATCHES_VECTOR
    matching = select(func.coalesce(_c.root_id, _c.id)).where(condition).limit(max(200, limit))
    r = _roots.c
    shown = select(r.id, r.name, r.sort_name, r.organisation, r.is_vip).where(r.id.in_(matching))
    rows = tx.execute(shown, {"query": query}).all()
    folded = fold(asked)
    best = sorted(rows, key=lambda row: (not row.sort_name.startswith(folded), row.sort_name, row.id))[:limit]
    return _hits(tx, best, [word for words in alternatives for word in words])


def _readings(asked: str, numbering: Numbering) -> list[tuple[str, ...]]:
    """What the text may mean, as folded words: words, or a number (normalised, or its digits so far)."""
    folded = fold(asked)
    readings = [tuple(folded.split(" "))] if folded else []
    digits = folded.replace(" ", "")
    if digits.isdecimal():
        if len(digits) < _SHORTEST_NUMBER:
            return []
        value = numbering.normalise(asked).split(";")[0].lstrip("+")
        for number in (value, digits, digits.lstrip("0")):
            if len(number) >= _SHORTEST_NUMBER and (number,) not in readings:
                readings.append((number,))
    return readings


def _hits(tx: Connection, rows: Sequence[AnyRow], words: Sequence[str]) -> list[CustomerHit]:
    by_customer: dict[int, list[AnyRow]] = {}
    for row in tx.execute(_ADDRESSES_BY_ROOT, {"ids": [row.id for row in rows]}):
        by_customer.setdefault(row.root, []).append(row)
    return [_hit(row, _shown(by_customer.get(row.id, ()), words)) for row in rows]


def _hit(row: AnyRow, address: Address | None) -> CustomerHit:
    return CustomerHit(
        customer_id=row.id, name=row.name, organisation=row.organisation, is_vip=row.is_vip, address=address
    )


def _shown(rows: Sequence[AnyRow], words: Sequence[str]) -> Address | None:
    """The address that matched, else the first phone number, else the first of all."""
    best = None
    for row in rows:
        address = Address(id=row.id, kind=row.kind, value=row.value, typed=row.typed, label=row.label)
        theirs = fold(forms.searched(address, row.national)).split(" ")
        if any(one.startswith(word) for one in theirs for word in words):
            return address
        if best is None or (best.kind is not AddressKind.PHONE and address.kind is AddressKind.PHONE):
            best = address
    return best


def hits_of(tx: Connection, customer_ids: Sequence[int]) -> Mapping[int, CustomerHit]:
    """Customers as candidates are shown, by id."""
    chosen = select(_c.id, _c.name, _c.organisation, _c.is_vip).where(_c.id.in_(customer_ids))
    return {hit.customer_id: hit for hit in _hits(tx, tx.execute(chosen).all(), ())}


def list_all(tx: Connection, after: tuple[str, int] | None, limit: int) -> list[CustomerHit]:
    """Everybody, by folded name; those merged into another are left out."""
    chosen = select(_c.id, _c.name, _c.organisation, _c.is_vip).where(_c.root_id.is_(None))
    if after is not None:
        chosen = chosen.where(tuple_(_c.sort_name, _c.id) > (fold(after[0]), after[1]))
    return _hits(tx, tx.execute(chosen.order_by(_c.sort_name, _c.id).limit(limit)).all(), ())


def merge(tx: Connection, kept_id: int, merged_id: int) -> None:
    """Raises ValueError when that would make a circle, or `merged` was merged already; LookupError for no customer."""
    kept_root, merged = root_of(tx, kept_id), read(tx, merged_id)
    if kept_root is None or merged is None:
        raise LookupError(f"no customer {kept_id} or {merged_id}")
    if merged.merged_into is not None or kept_root == merged_id:
        raise ValueError(f"customer {merged_id} is merged already")
    theirs = members_of(tx, merged_id)
    tx.execute(update(customers).where(_c.id == merged_id).values(merged_into=kept_id))
    tx.execute(update(customers).where(_c.id.in_(theirs)).values(root_id=kept_root))
    feed.tell(tx, ChangeKind.CUSTOMER, kept_root, *theirs)


def merged(tx: Connection, kept_id: int) -> list[CustomerHit]:
    """Those `kept` stands for, itself left out, by name; each with an address of its own."""
    theirs = [one for one in members_of(tx, kept_id) if one != kept_id]
    chosen = select(_c.id, _c.name, _c.organisation, _c.is_vip).where(_c.id.in_(theirs)).order_by(_c.sort_name, _c.id)
    return [_hit(row, next(iter(_addresses(tx, (row.id,))), None)) for row in tx.execute(chosen)]


def split(tx: Connection, merged_id: int) -> None:
    """Undo a merge: the customer stands for itself again, and for those that were merged into it before."""
    stood_for = root_of(tx, merged_id)
    theirs = [merged_id]
    for customer_id in theirs:  # grows: the whole tree below
        theirs += tx.execute(select(_c.id).where(_c.merged_into == customer_id)).scalars()
    tx.execute(update(customers).where(_c.id.in_(theirs)).values(root_id=merged_id))
    tx.execute(update(customers).where(_c.id == merged_id).values(merged_into=None, root_id=None))
    feed.tell(tx, ChangeKind.CUSTOMER, *([] if stood_for is None else [stood_for]), *theirs)
