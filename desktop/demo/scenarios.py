"""Who rings in the demo: a known customer, a shared number, an unknown one, a withheld one, one who gives up."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import cycle
from pathlib import Path

from desktop.demo.world import World
from desktop.domain.customer import AddressKind, Customer
from desktop.domain.text import tr
from desktop.paths import resources_folder

_UNKNOWN_NUMBERS = ("+447700900987", "+33199005512", "+493023125987")
_GIVES_UP_SECONDS = 7.0
_MOST_PEOPLE = 40


class Scenario(StrEnum):
    KNOWN = "known"
    SHARED = "shared"
    UNKNOWN = "unknown"
    WITHHELD = "withheld"
    GIVES_UP = "gives_up"


def label_of(scenario: Scenario) -> str:
    return {
        Scenario.KNOWN: tr("A known customer"),
        Scenario.SHARED: tr("A shared number"),
        Scenario.UNKNOWN: tr("An unknown number"),
        Scenario.WITHHELD: tr("A withheld number"),
        Scenario.GIVES_UP: tr("Somebody who gives up"),
    }[scenario]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """One call to place: `number` is E.164 or, withheld, empty; `who` is for the panel, never sent."""

    scenario: Scenario
    who: str
    number: str
    voice: Path
    gives_up_seconds: float | None = None


@cache
def _voices() -> dict[str, Path]:
    """Files by the name `voices.toml` gives them."""
    folder = resources_folder() / "voices"
    names = tomllib.loads((folder / "voices.toml").read_text("utf-8"))["voices"]
    return {voice["name"]: folder / f"{voice['name']}.wav" for voice in names}


def _voice_of(customer: Customer) -> Path:
    if customer.id == 1:
        return _voices()["anna"]
    return _voices().get(f"known-{customer.language.split('-')[0]}", _voices()["known-en"])


class Rings:
    """Deals out rings, each time the next person of its kind; the first known one is Anna."""

    def __init__(self, world: World) -> None:
        holders = _holders(world)
        self._next: dict[Scenario, Iterator[Ring]] = {
            Scenario.KNOWN: cycle(_known(holders)),
            Scenario.SHARED: cycle(_shared(holders)),
            Scenario.UNKNOWN: cycle(_unknown(holders)),
            Scenario.WITHHELD: cycle([_withheld()]),
            Scenario.GIVES_UP: cycle(_giving_up(holders)),
        }

    def next(self, scenario: Scenario) -> Ring | None:
        """None when nobody of this world is of that kind."""
        return next(self._next[scenario], None)


def _holders(world: World) -> dict[str, list[Customer]]:
    holders: dict[str, list[Customer]] = defaultdict(list)
    for customer in world.customers:
        for address in customer.addresses:
            if address.kind is AddressKind.PHONE:
                holders[address.value].append(customer)
    return holders


def _single(holders: dict[str, list[Customer]]) -> list[tuple[str, Customer]]:
    """Numbers with one holder, a language after the other, VIPs first."""
    by_language: dict[str, list[tuple[str, Customer]]] = defaultdict(list)
    for number, customers in holders.items():
        if len(customers) == 1:
            by_language[customers[0].language].append((number, customers[0]))
    for people in by_language.values():
        people.sort(key=lambda pair: (pair[1].id != 1, not pair[1].is_vip, pair[1].id))
    order = sorted(by_language, key=lambda language: min(customer.id or 0 for _, customer in by_language[language]))
    rounds = max((len(people) for people in by_language.values()), default=0)
    dealt = [by_language[language][i] for i in range(rounds) for language in order if i < len(by_language[language])]
    return dealt[:_MOST_PEOPLE]


def _known(holders: dict[str, list[Customer]]) -> list[Ring]:
    return [
        Ring(scenario=Scenario.KNOWN, who=customer.name, number=number, voice=_voice_of(customer))
        for number, customer in _single(holders)
    ]


def _shared(holders: dict[str, list[Customer]]) -> list[Ring]:
    groups = sorted(
        ((number, customers) for number, customers in holders.items() if len(customers) > 1),
        key=lambda group: min(customer.id or 0 for customer in group[1]),
    )
    return [
        Ring(
            scenario=Scenario.SHARED,
            who=", ".join(customer.name for customer in customers),
            number=number,
            voice=_voices()["office"] if customers[0].organisation else _voice_of(customers[0]),
        )
        for number, customers in groups[:_MOST_PEOPLE]
    ]


def _unknown(holders: dict[str, list[Customer]]) -> list[Ring]:
    return [
        Ring(scenario=Scenario.UNKNOWN, who=number, number=number, voice=_voices()["unknown"])
        for number in _UNKNOWN_NUMBERS
        if number not in holders
    ]


def _withheld() -> Ring:
    return Ring(scenario=Scenario.WITHHELD, who="", number="", voice=_voices()["withheld"])


def _giving_up(holders: dict[str, list[Customer]]) -> list[Ring]:
    """Not Anna: she has enough to wait for."""
    people: Sequence[tuple[str, Customer]] = _single(holders)[1:] or _single(holders)
    return [
        Ring(
            scenario=Scenario.GIVES_UP,
            who=customer.name,
            number=number,
            voice=_voice_of(customer),
            gives_up_seconds=_GIVES_UP_SECONDS,
        )
        for number, customer in people
    ]
