"""A believable furniture shop: its customers, their orders and three years of contacts, the same for the same seed.

Ids are the world's own: customers, cases and interactions count from 1, interactions and orders in order of time.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from desktop.demo import featured
from desktop.demo.contacts import Cases, Contacts
from desktop.demo.goods import SPAN, Goods, OrderNumbers, Purchase
from desktop.demo.people import People, Person
from desktop.demo.scribe import Scribe
from desktop.demo.texts import Shop, read_featured, read_shop, read_tongues
from desktop.domain.call import CallEnd, CallFacts
from desktop.domain.case import Case
from desktop.domain.channel import Channel, Direction
from desktop.domain.customer import Customer, Order
from desktop.domain.endings import describe_end
from desktop.domain.interaction import Interaction, InteractionState, Resolution
from desktop.domain.message import Message

DEFAULT_SIZE = 2000
DEFAULT_SEED = 1
CONTACTS_PER_CUSTOMER = 15
_STRANGERS = 0.02
_ROOMY = 50  # customers; in a smaller world the featured people may not take what they want
_ORDERS_PER_CONTACT = 0.3
_Written = tuple[Interaction, tuple[Message, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Everything there is; `messages` are in order of their interactions, then of time."""

    seed: int
    today: datetime
    customers: tuple[Customer, ...]
    orders: tuple[Order, ...]
    cases: tuple[Case, ...]
    case_times: tuple[datetime, ...]
    interactions: tuple[Interaction, ...]
    messages: tuple[Message, ...]


def make_world(*, today: datetime, seed: int = DEFAULT_SEED, size: int = DEFAULT_SIZE) -> World:
    """`size` customers with 15 contacts each on average, over the three years before `today` (aware)."""
    if size < 1:
        raise ValueError("a world has at least one customer")
    return _Maker(today.replace(second=0, microsecond=0), seed, size).make()


class _Maker:
    def __init__(self, today: datetime, seed: int, size: int) -> None:
        self._today, self._seed, self._size = today, seed, size
        self._shop: Shop = read_shop()
        self._featured = read_featured()
        numbers = [order["number"] for raw in self._featured for order in raw.get("orders", ())]
        self._goods = Goods(self._shop, today, OrderNumbers(size, today, numbers))
        self._cases = Cases()
        self._contacts = Contacts(self._shop, self._goods, today, self._cases)
        self._scribe = Scribe(self._shop, today)
        self._people = People(Random(f"{seed} people"), self._shop, read_tongues())
        self._raw: dict[int, dict[str, Any]] = {}
        self._orders: list[Order] = []

    def make(self) -> World:
        self._gather_people()
        written = [*self._strangers()]
        for person, count in zip(self._people.made, self._shares(len(written)), strict=True):
            written += self._history(person, count)
        case_order = sorted(range(len(self._cases.opened)), key=lambda i: self._cases.opened[i][0])
        interactions, messages = _number(written, {old + 1: new for new, old in enumerate(case_order, start=1)})
        return World(
            seed=self._seed,
            today=self._today,
            customers=tuple(person.customer for person in self._people.made),
            orders=tuple(
                replace(order, id=number)
                for number, order in enumerate(sorted(self._orders, key=lambda o: (o.placed_at, o.number)), start=1)
            ),
            cases=tuple(self._case(old, number) for number, old in enumerate(case_order, start=1)),
            case_times=tuple(self._cases.opened[old][0] for old in case_order),
            interactions=interactions,
            messages=messages,
        )

    def _case(self, old: int, number: int) -> Case:
        _, title, customer_id, is_solved = self._cases.opened[old]
        return Case(id=number, number=1000 + number, title=title, customer_id=customer_id, is_solved=is_solved)

    def _gather_people(self) -> None:
        for raw in self._featured:
            if len(self._people.made) < self._size:
                person = self._people.add_featured(raw, self._size)
                assert person.customer.id is not None
                self._raw[person.customer.id] = raw
        self._people.fill(self._size)

    def _shares(self, strangers: int) -> list[int]:
        """How many contacts each person has, adding up exactly."""
        total = self._size * CONTACTS_PER_CUSTOMER - strangers
        fixed = {}
        for customer_id, raw in self._raw.items():
            own = len(raw.get("contacts", ()))
            if "older_contacts" in raw and self._size >= _ROOMY:
                fixed[customer_id] = own + int(raw["older_contacts"])
        free = [person for person in self._people.made if person.customer.id not in fixed]
        left, weight = total - sum(fixed.values()), sum(person.activity for person in free)
        shares = []
        for person in self._people.made:
            assert person.customer.id is not None
            share = fixed.get(person.customer.id)
            if share is None:
                share = round(left * person.activity / weight) if weight else 0
                left, weight = left - share, weight - person.activity
            shares.append(share)
        return shares

    def _history(self, person: Person, count: int) -> Iterator[_Written]:
        assert person.customer.id is not None
        rng = Random(f"{self._seed} {person.customer.id}")
        raw = self._raw.get(person.customer.id, {})
        until = featured.quiet_since(raw, self._today) if raw else self._today
        purchases = self._purchases(rng, person, raw, count)
        own = list(featured.contacts_of(person, raw, self._shop, self._cases, self._today))[: max(count, 0)]
        yield from own
        for contact in self._contacts.of(rng, person, purchases, count - len(own), until=until):
            yield self._scribe.write(rng, contact)

    def _purchases(self, rng: Random, person: Person, raw: dict[str, Any], count: int) -> list[Purchase]:
        wanted = raw.get("older_orders", 1 + round(count * _ORDERS_PER_CONTACT * rng.uniform(0.6, 1.4)))
        made = self._goods.purchases(rng, person, int(wanted))
        if "older_orders" in raw:  # all of them closed: what is open is named
            made = [replace(p, order=_backdated(p.order)) for p in made]
        made += [self._goods.featured(person, order) for order in raw.get("orders", ())]
        self._orders += [purchase.order for purchase in made]
        return made

    def _strangers(self) -> Iterator[_Written]:
        """Calls nobody could be found for: withheld, unknown, most of them given up."""
        rng = Random(f"{self._seed} strangers")
        tongues = read_tongues()
        for _ in range(round(self._size * CONTACTS_PER_CUSTOMER * _STRANGERS)):
            at = self._today - SPAN * rng.random() - timedelta(minutes=30)
            at = at.replace(hour=min(19, max(6, int(rng.gauss(12, 3)))), microsecond=0)
            number = "" if rng.random() < 0.4 else self._people.register.number(rng.choice(tongues).landline)
            yield _stranger(rng, min(at, self._today - timedelta(minutes=30)), number, self._shop), ()


def _backdated(order: Order) -> Order:
    if order.is_open:
        return replace(order, status="delivered")
    return order


def _stranger(rng: Random, at: datetime, number: str, shop: Shop) -> Interaction:
    queue = rng.choice(shop.queues)
    is_answered = rng.random() < 0.5
    state = InteractionState.CLOSED if is_answered else InteractionState.ABANDONED
    talk = float(rng.randrange(8, 90)) if is_answered else 0.0
    ring = float(rng.randrange(2, 40))
    answered_at = at + timedelta(seconds=ring) if is_answered else None
    ended_at = at + timedelta(seconds=ring + talk)
    end = CallEnd.HUNG_UP_THERE if is_answered else CallEnd.GAVE_UP
    return Interaction(
        channel=Channel.VOICE,
        direction=Direction.INBOUND,
        state=state,
        started_at=at,
        address=number,
        queue=queue.name,
        agent=rng.choice(shop.agents) if is_answered else "",
        answered_at=answered_at,
        ended_at=ended_at,
        closed_at=ended_at,
        disposition="wrong_number" if is_answered else "",
        resolution=Resolution.SOLVED if is_answered else Resolution.OPEN,
        notes=rng.choice(("Wrong number.", "Wanted a bakery.", "Survey, said no.")) if is_answered else "",
        call=CallFacts(
            call_id="",
            caller=number,
            dialled=queue.dialled,
            queue=queue.name,
            ring_seconds=ring,
            talk_seconds=talk,
            end=end,
            end_words=describe_end(end),
        ),
    )


def _number(
    written: Sequence[_Written], case_ids: Mapping[int, int]
) -> tuple[tuple[Interaction, ...], tuple[Message, ...]]:
    """In order of time, with ids; each message with its interaction's; cases by their new ids."""
    interactions, messages = [], []
    for number, (interaction, said) in enumerate(sorted(written, key=lambda w: w[0].started_at), start=1):
        call = replace(interaction.call, call_id=f"demo-{number}") if interaction.call else None
        case_id = case_ids.get(interaction.case_id or 0)
        numbered = replace(interaction, id=number, external_id=f"demo-{number}", call=call, case_id=case_id)
        interactions.append(numbered)
        messages += [replace(message, interaction_id=number) for message in said]
    return tuple(interactions), tuple(messages)
