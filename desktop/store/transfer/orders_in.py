"""Orders from rows: neighbouring rows with the same number are the lines of one order."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import Connection

from desktop.domain.customer import Order, OrderLine
from desktop.domain.text import tr
from desktop.services.ports import Numbering
from desktop.store.orders import of_numbers
from desktop.store.transfer import values
from desktop.store.transfer.dates import Dates
from desktop.store.transfer.items import Cells, Directory, Item, Outcome, Reference, RowError, reference_of
from desktop.store.transfer.writing import add_orders, save_order


class _Given(NamedTuple):
    customer: Reference
    number: str
    placed_at: datetime
    status: str
    amount: Decimal
    currency: str
    lines: tuple[OrderLine, ...]


class OrderImport:
    """The order in the file replaces the one with its number."""

    def __init__(self, numbering: Numbering, dates: Dates) -> None:
        self._numbering = numbering
        self._dates = dates

    def key(self, cells: Cells) -> str:
        return cells.get("number", "")

    def parse(self, group: list[Cells]) -> _Given:
        first = group[0]
        for needed in ("number", "placed_at", "amount"):
            if needed not in first:
                raise ValueError(tr("there is no {field}", field=needed))
        address = (first.get("phone") or first.get("email") or "").split("\n")[0]
        currency = first.get("currency", "").upper()
        if currency and not (len(currency) == 3 and currency.isalpha()):
            raise ValueError(tr("“{cell}” is no currency such as EUR", cell=currency[:40]))
        return _Given(
            customer=reference_of(first, address, self._numbering),
            number=first["number"],
            placed_at=self._dates.read(first, "placed_at"),
            status=first.get("status", ""),
            amount=values.amount(first["amount"]),
            currency=currency,
            lines=tuple(_line(cells) for cells in group if "item" in cells),
        )

    def plan(self, tx: Connection, items: list[Item]) -> list[Outcome]:
        return [outcome for outcome, _ in self._decided(tx, items)]

    def write(self, tx: Connection, items: list[Item]) -> list[Outcome]:
        outcomes: list[Outcome] = []
        fresh: dict[str, Order] = {}
        for outcome, order in self._decided(tx, items):
            if order is not None and (outcome == "created" or order.number in fresh):
                fresh[order.number] = order
            elif order is not None and outcome == "changed":
                save_order(tx, order)
            outcomes.append(outcome)
        add_orders(tx, list(fresh.values()))
        return outcomes

    def _decided(self, tx: Connection, items: list[Item]) -> list[tuple[Outcome, Order | None]]:
        directory = Directory(tx, [item.value.customer for item in items])
        there = {order.number: order for order in of_numbers(tx, [item.value.number for item in items])}
        decided: list[tuple[Outcome, Order | None]] = []
        for item in items:
            order = _order(item.value, directory.find(item.value.customer))
            if isinstance(order, RowError):
                decided.append((order, None))
                continue
            before = there.get(order.number)
            there[order.number] = order
            decided.append((_outcome(before, order), order))
        return decided


def _line(cells: Cells) -> OrderLine:
    quantity = values.whole(cells["quantity"]) if "quantity" in cells else 1
    if not -1_000_000_000 <= quantity <= 1_000_000_000:
        raise ValueError(tr("“{cell}” is no quantity", cell=cells["quantity"][:40]))
    amount = values.amount(cells["line_amount"]) if "line_amount" in cells else Decimal(0)
    return OrderLine(item=cells["item"], quantity=quantity, amount=amount)


def _order(given: _Given, customer: int | RowError | None) -> Order | RowError:
    if isinstance(customer, RowError):
        return customer
    if customer is None:
        return RowError(tr("the customer of the order is not known, or several have that number or address"))
    return Order(
        number=given.number,
        customer_id=customer,
        placed_at=given.placed_at,
        status=given.status,
        amount=given.amount,
        currency=given.currency,
        lines=given.lines,
    )


def _outcome(before: Order | None, after: Order) -> Outcome:
    if before is None:
        return "created"
    return "unchanged" if replace(before, id=None) == after else "changed"
