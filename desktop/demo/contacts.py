"""How often a demo customer gets in touch, about what, on which channels, and how each contact ended."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from desktop.demo.goods import SPAN, Goods, Purchase
from desktop.demo.people import Person
from desktop.demo.texts import Model, Shop
from desktop.domain.channel import Channel, Direction
from desktop.domain.customer import AddressKind
from desktop.domain.interaction import InteractionState, Resolution

_CHANNELS = (Channel.VOICE, Channel.EMAIL, Channel.CHAT, Channel.SOCIAL)
_FIRST_WEIGHTS = (48, 23, 18, 11)
_LATER_WEIGHTS = (58, 22, 12, 8)
_CHAIN_LENGTHS = (1, 2, 3, 4, 5)
_CHAIN_WEIGHTS = (58, 22, 11, 6, 3)
_RECENT = timedelta(days=12)
_MINUTE = timedelta(minutes=1)
_CALM_TOPICS = ("fit", "stock", "quote", "invoice")


@dataclass(frozen=True, slots=True, kw_only=True)
class Affair:
    """What one matter is about, from its first contact to its last."""

    person: Person
    topic: str
    model: Model
    finish: str
    order_number: str
    case_id: int | None
    is_solved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One contact of an affair. `step` counts from 0, `left` how many follow; `promise` when something is due."""

    affair: Affair
    step: int
    left: int
    at: datetime
    channel: Channel
    direction: Direction
    state: InteractionState
    resolution: Resolution
    promise: datetime
    agent: str


class Cases:
    """Counts the cases; they get their numbers when all are known, in the order of time."""

    def __init__(self) -> None:
        self.opened: list[tuple[datetime, str, int, bool]] = []

    def open(self, at: datetime, title: str, customer_id: int, *, solved: bool) -> int:
        """The case's id in this world, from 1."""
        self.opened.append((at, title, customer_id, solved))
        return len(self.opened)


class Contacts:
    """Makes the contacts of a customer; the same random numbers make the same contacts."""

    def __init__(self, shop: Shop, goods: Goods, today: datetime, cases: Cases) -> None:
        self._shop = shop
        self._goods = goods
        self._today = today
        self._cases = cases

    def of(
        self, rng: Random, person: Person, purchases: list[Purchase], count: int, *, until: datetime | None = None
    ) -> Iterator[Contact]:
        """`count` contacts before `until` (today), matter by matter, not in order of time."""
        until = until or self._today
        while count > 0:
            length = min(count, rng.choices(_CHAIN_LENGTHS, _CHAIN_WEIGHTS)[0])
            yield from self._matter(rng, person, purchases, length, until)
            count -= length

    def _matter(
        self, rng: Random, person: Person, purchases: list[Purchase], length: int, until: datetime
    ) -> Iterator[Contact]:
        settled = [p for p in purchases if until - p.order.placed_at > _RECENT]
        purchase = rng.choice(settled) if settled and rng.random() < 0.8 else None
        model = purchase.model if purchase else self._goods.model(rng)
        topic = rng.choice(model.topics)
        if purchase:
            begin = purchase.order.placed_at + timedelta(days=rng.uniform(1, 30))
        else:
            begin = until - SPAN * rng.random() ** 1.15
        times = self._times(rng, begin, length, until)
        is_solved = until - times[-1] > _RECENT * rng.random() or rng.random() < 0.5
        case_id = None
        if length > 1:
            assert person.customer.id is not None
            case_id = self._cases.open(times[0], self._shop.notes[topic].case, person.customer.id, solved=is_solved)
        affair = Affair(
            person=person,
            topic=topic,
            model=model,
            finish=purchase.finish if purchase else rng.choice(self._shop.finishes),
            order_number=purchase.order.number if purchase else "",
            case_id=case_id,
            is_solved=is_solved,
        )
        yield from self._chain(rng, affair, times)

    def _times(self, rng: Random, begin: datetime, length: int, until: datetime) -> list[datetime]:
        """When each contact was: some days apart, in waking hours, the last before `until`."""
        at, times = begin, []
        for _ in range(length):
            hour, minute = min(19, max(6, int(rng.gauss(12, 3)))), rng.randrange(60)
            times.append(at.replace(hour=hour, minute=minute, second=rng.randrange(60), microsecond=0))
            at += timedelta(days=rng.choice((1, 1, 2, 2, 3, 5, 8)))
        late = times[-1] - (until - rng.randrange(25, 600) * _MINUTE)
        if late > timedelta(0):
            times = [at - late for at in times]
        return times

    def _chain(self, rng: Random, affair: Affair, times: list[datetime]) -> Iterator[Contact]:
        first_agent = rng.choice(self._shop.agents)
        for step, at in enumerate(times):
            left = len(times) - step - 1
            weights = _LATER_WEIGHTS if step else _FIRST_WEIGHTS
            channel = rng.choices(_CHANNELS, weights)[0]
            if channel is Channel.SOCIAL and not affair.person.address(AddressKind.HANDLE):
                channel = Channel.EMAIL
            direction, state = _how(rng, channel, step)
            yield Contact(
                affair=affair,
                step=step,
                left=left,
                at=at,
                channel=channel,
                direction=direction,
                state=state,
                resolution=_resolution(rng, affair, left, state),
                promise=at + timedelta(days=rng.randrange(2, 7)),
                agent=first_agent if rng.random() < 0.4 else rng.choice(self._shop.agents),
            )


def _how(rng: Random, channel: Channel, step: int) -> tuple[Direction, InteractionState]:
    if channel is not Channel.VOICE:
        return Direction.INBOUND, InteractionState.CLOSED
    chance = rng.random()
    if step and chance < 0.25:
        return Direction.OUTBOUND, InteractionState.CLOSED
    if chance > 0.955:
        return Direction.INBOUND, InteractionState.ABANDONED
    if chance > 0.93:
        return Direction.INBOUND, InteractionState.MISSED
    return Direction.INBOUND, InteractionState.CLOSED


def _resolution(rng: Random, affair: Affair, left: int, state: InteractionState) -> Resolution:
    if state is not InteractionState.CLOSED:
        return Resolution.OPEN
    if left == 0 and affair.is_solved:
        return Resolution.SOLVED
    if affair.topic in _CALM_TOPICS and left and rng.random() < 0.5:
        return Resolution.SOLVED
    return Resolution.PROMISED if rng.random() < 0.6 else Resolution.OPEN
