"""Who rings: each scenario's person, number and voice."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from desktop.demo.scenarios import Ring, Rings, Scenario, label_of
from desktop.demo.world import World, make_world
from desktop.domain.customer import AddressKind

TODAY = datetime(2026, 11, 21, 10, 42, tzinfo=UTC)


@pytest.fixture(scope="module")
def world() -> World:
    return make_world(today=TODAY, size=200)


@pytest.fixture
def rings(world: World) -> Rings:
    return Rings(world)


def _next(rings: Rings, scenario: Scenario) -> Ring:
    ring = rings.next(scenario)
    assert ring is not None
    return ring


def _holders(world: World, number: str) -> list[str]:
    return [
        customer.name
        for customer in world.customers
        if number in {a.value for a in customer.addresses if a.kind is AddressKind.PHONE}
    ]


def test_the_first_known_customer_is_anna_and_then_come_others_in_many_languages(world: World, rings: Rings) -> None:
    first, *others = [_next(rings, Scenario.KNOWN) for _ in range(12)]
    assert (first.who, first.number, first.voice.stem) == ("Anna Kowalczyk", "+48601234567", "anna")
    assert all(_holders(world, ring.number) == [ring.who] for ring in others)
    assert len(Counter(ring.voice.stem for ring in others)) >= 8


def test_a_shared_number_has_several_holders(world: World, rings: Rings) -> None:
    first, second = (_next(rings, Scenario.SHARED) for _ in range(2))
    assert first.number == "+442079460100"
    assert first.number != second.number
    assert len(_holders(world, first.number)) == 3
    assert len(_holders(world, second.number)) > 1


def test_an_unknown_number_is_nobodys(world: World, rings: Rings) -> None:
    for _ in range(5):
        assert _holders(world, _next(rings, Scenario.UNKNOWN).number) == []


def test_a_withheld_number_is_empty(rings: Rings) -> None:
    assert _next(rings, Scenario.WITHHELD).number == ""


def test_who_gives_up_does_so_while_it_rings(rings: Rings) -> None:
    ring = _next(rings, Scenario.GIVES_UP)
    assert ring.gives_up_seconds is not None
    assert 2 < ring.gives_up_seconds < 20
    assert ring.who != "Anna Kowalczyk"


def test_every_scenario_has_a_voice_that_is_there_and_a_label(rings: Rings) -> None:
    for scenario in Scenario:
        assert _next(rings, scenario).voice.is_file()
        assert label_of(scenario)


def test_a_world_too_small_for_a_scenario_says_so() -> None:
    assert Rings(make_world(today=TODAY, size=1)).next(Scenario.SHARED) is None
