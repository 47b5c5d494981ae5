"""What the demo shop's customers ordered: lines, amounts, a status that fits the order's age."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from desktop.demo.people import Person
from desktop.demo.texts import Model, Shop
from desktop.domain.customer import Order, OrderLine

SPAN = timedelta(days=3 * 365)
_NEWEST_NUMBER = 48552
_NUMBERS_A_DAY = 35
_COMMON_SIZE = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase:
    """An order with the model it was mostly about, which its customer's questions are about too."""

    order: Order
    model: Model
    finish: str


class OrderNumbers:
    """Numbers of the form 10-48377 that grow with the date; denser in a larger world."""

    def __init__(self, size: int, today: datetime, taken: Iterable[str]) -> None:
        self._a_day = _NUMBERS_A_DAY * max(1.0, size / _COMMON_SIZE)
        self._newest = max(_NEWEST_NUMBER, 10_000 + int(self._a_day * (SPAN.days + 2)))
        self._today = today
        self._taken = set(taken)

    def take(self, placed_at: datetime) -> str:
        age_days = (self._today - placed_at) / timedelta(days=1)
        number = self._newest - int(age_days * self._a_day)
        while (text := f"10-{number}") in self._taken:
            number += 1
        self._taken.add(text)
        return text


class Goods:
    """Makes orders; the same random numbers make the same orders."""

    def __init__(self, shop: Shop, today: datetime, numbers: OrderNumbers) -> None:
        self._shop = shop
        self._today = today
        self._numbers = numbers
        self._weights = [model.weight for model in shop.models]

    def model(self, rng: Random) -> Model:
        return rng.choices(self._shop.models, self._weights)[0]

    def purchases(self, rng: Random, person: Person, count: int) -> list[Purchase]:
        """`count` orders of a customer, oldest first."""
        times = sorted(self._today - SPAN * rng.random() ** 1.2 for _ in range(count))
        return [self._purchase(rng, person, at.replace(second=0, microsecond=0)) for at in times]

    def featured(self, person: Person, raw: dict[str, Any]) -> Purchase:
        """An order of `featured.toml`."""
        lines = tuple(
            OrderLine(item=item, quantity=quantity, amount=Decimal(amount)) for item, quantity, amount in raw["lines"]
        )
        placed_at = self._today - timedelta(days=raw["days"], hours=3)
        order = _order(person, raw["number"], placed_at, lines, status=raw["status"], currency=raw["currency"])
        bought = [model for model in self._shop.models if lines[0].item.startswith(model.name)]
        return Purchase(order=order, model=(bought or list(self._shop.models))[0], finish="oak")

    def _purchase(self, rng: Random, person: Person, placed_at: datetime) -> Purchase:
        model, finish = self.model(rng), rng.choice(self._shop.finishes)
        quantities = (2, 4, 6, 8, 12, 20) if person.is_trade else (1, 1, 1, 2, 4)
        lines = [_line(person, model, finish, rng.choice(quantities))]
        while rng.random() < 0.3 and len(lines) < 4:
            lines.append(_line(person, self.model(rng), rng.choice(self._shop.finishes), rng.choice((1, 1, 2))))
        order = _order(
            person,
            self._numbers.take(placed_at),
            placed_at,
            tuple(lines),
            status=_status(rng, (self._today - placed_at).days),
            currency=person.tongue.currency,
        )
        return Purchase(order=order, model=model, finish=finish)


def _line(person: Person, model: Model, finish: str, quantity: int) -> OrderLine:
    price = person.tongue.price(model.price)
    return OrderLine(item=f"{model.name} {model.noun}, {finish}", quantity=quantity, amount=price * quantity)


def _order(
    person: Person, number: str, placed_at: datetime, lines: tuple[OrderLine, ...], *, status: str, currency: str
) -> Order:
    assert person.customer.id is not None
    return Order(
        number=number,
        customer_id=person.customer.id,
        placed_at=placed_at,
        status=status,
        amount=sum((line.amount for line in lines), Decimal(0)),
        currency=currency,
        lines=lines,
    )


def _status(rng: Random, age_days: int) -> str:
    chance = rng.random()
    if age_days < 2:
        return "received"
    if age_days < 6:
        return "in packing" if chance < 0.9 else "cancelled"
    if age_days < 10:
        return "on its way" if chance < 0.8 else "delayed"
    if chance < 0.9:
        return "delivered"
    return "returned" if chance < 0.94 else "refunded" if chance < 0.97 else "cancelled"
