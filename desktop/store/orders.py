"""Orders with their lines, and cases."""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Connection, bindparam, case, func, insert, literal, select, text

from desktop.domain.case import Case
from desktop.domain.change import ChangeKind
from desktop.domain.customer import Order, OrderHit, OrderLine
from desktop.domain.folding import fold
from desktop.domain.history import EntryKind, TimelineKey
from desktop.store.bus import feed
from desktop.store.plain import Question, Row
from desktop.store.schema import cases, customers, order_lines, orders
from desktop.store.types import LAST_ID, LAST_INSTANT, AnyRow, many, of_microseconds, to_microseconds

_o = orders.c
_l = order_lines.c
_OLDER = Question(
    "SELECT o.id, o.number, o.customer_id, o.placed_at, o.status, o.amount, o.currency, l.item, l.quantity, l.amount"
    " FROM (SELECT * FROM orders WHERE customer_id = :customer AND (placed_at, id) < (:at, :id)"
    " ORDER BY placed_at DESC, id DESC LIMIT :limit) AS o LEFT JOIN order_lines AS l ON l.order_id = o.id"
    " ORDER BY o.placed_at DESC, o.id DESC, l.position"
)
_LINES = select(order_lines).where(_l.order_id.in_(many("ids"))).order_by(_l.order_id, _l.position)
_COUNT = select(func.count(), func.coalesce(func.sum(case((_o.is_open, 1), else_=0)), literal(0))).where(
    _o.customer_id.in_(many("ids"))
)
_BY_NUMBER = select(orders).where(_o.number.in_(many("numbers")))
_SHORTEST = 3  # characters of a number before orders are looked for
_LAST_CHARACTER = "\U0010ffff"
_BEGUN = (
    select(orders)
    .where(_o.number >= bindparam("first"), _o.number < bindparam("last"))
    .order_by(_o.number)
    .limit(bindparam("limit"))
)
TAIL = 4  # characters of a number's end that are indexed
_MOST_ENDED = 500  # orders that end in the same four characters, the newest
_MOST_READ = 1_000  # orders of one customer that are looked through
_ENDED = select(orders).where(_o.tail == bindparam("tail")).order_by(_o.placed_at.desc()).limit(_MOST_ENDED)
_roots = customers.alias("roots")
_OWNERS = (
    select(customers.c.id, _roots.c.id.label("root"), _roots.c.name)
    .join(_roots, _roots.c.id == func.coalesce(customers.c.root_id, customers.c.id))
    .where(customers.c.id.in_(many("ids")))
)
_FIRST_CASE = 1001


def newest(tx: Connection, members: Sequence[int], before: TimelineKey | None, limit: int) -> list[Order]:
    """Of all members, newest first, those that come after `before` in a timeline."""
    bound = {"at": to_microseconds(LAST_INSTANT), "id": LAST_ID, "limit": limit}
    if before is not None:  # at the same instant interactions come before orders
        bound |= {"at": to_microseconds(before.at), "id": before.id if before.kind is EntryKind.ORDER else LAST_ID}
    found = [
        _order(list(rows))
        for member in members
        for _, rows in groupby(_OLDER.rows(tx, {**bound, "customer": member}), key=itemgetter(0))
    ]
    if len(members) > 1:
        found.sort(key=lambda order: (order.placed_at, order.id), reverse=True)
    return found[:limit]


def _order(rows: Sequence[Row]) -> Order:
    """Of the rows of `_OLDER` that are one order's lines."""
    own_id, number, customer_id, placed_at, status, amount, currency, *_ = rows[0]
    return Order(
        id=own_id,
        number=number,
        customer_id=customer_id,
        placed_at=of_microseconds(placed_at),
        status=status,
        amount=Decimal(amount),
        currency=currency,
        lines=tuple(
            OrderLine(item=item, quantity=quantity, amount=Decimal(amount))
            for *_, item, quantity, amount in rows
            if item is not None
        ),
    )


def of_numbers(tx: Connection, numbers: Sequence[str]) -> list[Order]:
    """Those that there are."""
    return _orders(tx, tx.execute(_BY_NUMBER, {"numbers": numbers}).all()) if numbers else []


def find(tx: Connection, asked: str, limit: int) -> list[OrderHit]:
    """Those whose number begins or, from four characters on, ends so; with the customer who stands for whoever ordered.

    In capitals or not. Those that begin so come first, by number; then the others, newest first.
    """
    typed = asked.strip().lstrip("#").strip()
    if len(typed) < _SHORTEST or not any(letter.isdigit() for letter in typed):
        return []
    rows: dict[int, AnyRow] = {}
    for spelt in dict.fromkeys((typed, typed.upper(), typed.lower())):
        begun = tx.execute(_BEGUN, {"first": spelt, "last": spelt + _LAST_CHARACTER, "limit": limit})
        rows |= {row.id: row for row in begun}
    for spelt in dict.fromkeys((typed, typed.upper(), typed.lower())):
        if len(spelt) >= TAIL and len(rows) < limit:
            ended = tx.execute(_ENDED, {"tail": spelt[-TAIL:]})
            rows |= {row.id: row for row in ended if row.id not in rows and row.number.endswith(spelt)}
    found = _orders(tx, list(rows.values())[:limit])
    owners = {row.id: row for row in tx.execute(_OWNERS, {"ids": [order.customer_id for order in found]})}
    return [
        OrderHit(order=order, customer_id=owners[order.customer_id].root, customer_name=owners[order.customer_id].name)
        for order in found
    ]


def find_of(tx: Connection, members: Sequence[int], asked: str, limit: int) -> list[Order]:
    """Of these customers, newest first: where the number holds it, or number, goods, status and amount say it."""
    words, within = fold(asked).split(), _figures(asked)
    if not words:
        return []
    theirs = newest(tx, members, None, _MOST_READ)
    return [order for order in theirs if _says(order, words) or (within and within in _figures(order.number))][:limit]


def _says(order: Order, words: Sequence[str]) -> bool:
    """Each word begins one of the order's."""
    goods = (f"{line.quantity} {line.item}" for line in order.lines)
    said = f" {fold(' '.join((order.number, order.status, str(order.amount), order.currency, *goods)))}"
    return all(f" {word}" in said for word in words)


def _figures(text: str) -> str:
    """`10-48377` and `10 48377` as one spelling; "" for what is no part of a number."""
    kept = "".join(letter for letter in text.casefold() if letter.isalnum())
    return kept if len(kept) >= _SHORTEST and any(letter.isdigit() for letter in kept) else ""


def _orders(tx: Connection, rows: Sequence[AnyRow]) -> list[Order]:
    lines = _lines_of(tx, [row.id for row in rows])
    return [
        Order(
            id=row.id,
            number=row.number,
            customer_id=row.customer_id,
            placed_at=row.placed_at,
            status=row.status,
            amount=row.amount,
            currency=row.currency,
            lines=tuple(lines.get(row.id, ())),
        )
        for row in rows
    ]


def _lines_of(tx: Connection, order_ids: Sequence[int]) -> dict[int, list[OrderLine]]:
    lines: dict[int, list[OrderLine]] = {}
    if order_ids:
        for row in tx.execute(_LINES, {"ids": order_ids}):
            line = OrderLine(item=row.item, quantity=row.quantity, amount=row.amount)
            lines.setdefault(row.order_id, []).append(line)
    return lines


def counts(tx: Connection, members: Sequence[int]) -> tuple[int, int]:
    """All and the open ones."""
    total, still_open = tx.execute(_COUNT, {"ids": list(members)}).one()
    return total, still_open


def row_of(order: Order) -> dict[str, object]:
    """The row of an order without its lines."""
    return {
        "number": order.number,
        "customer_id": order.customer_id,
        "placed_at": order.placed_at,
        "status": order.status,
        "is_open": order.is_open,
        "amount": order.amount,
        "currency": order.currency,
        "tail": order.number[-TAIL:],
    }


def rows_of_lines(order_id: int, lines: Sequence[OrderLine]) -> list[dict[str, object]]:
    return [
        {"order_id": order_id, "position": place, "item": line.item, "quantity": line.quantity, "amount": line.amount}
        for place, line in enumerate(lines, start=1)
    ]


def cases_of(tx: Connection, members: Sequence[int]) -> list[Case]:
    """Unsolved first, newest first."""
    c = cases.c
    chosen = select(cases).where(c.customer_id.in_(members)).order_by(c.is_solved, c.opened_at.desc(), c.id.desc())
    return [
        Case(id=row.id, number=row.number, title=row.title, customer_id=row.customer_id, is_solved=row.is_solved)
        for row in tx.execute(chosen)
    ]


def open_case(tx: Connection, customer_id: int | None, title: str) -> Case:
    """With the next number; numbers have no gaps, so one writer at a time gives them."""
    if tx.dialect.name != "sqlite":
        tx.execute(text("LOCK TABLE cases IN SHARE ROW EXCLUSIVE MODE"))
    number = int(tx.execute(select(func.coalesce(func.max(cases.c.number) + 1, _FIRST_CASE))).scalar_one())
    values = {"number": number, "title": title, "customer_id": customer_id, "opened_at": datetime.now(UTC)}
    case_id = int(tx.execute(insert(cases).returning(cases.c.id), values).scalar_one())
    if customer_id is not None:
        feed.tell(tx, ChangeKind.CUSTOMER, customer_id)
    return Case(id=case_id, number=number, title=title, customer_id=customer_id)
