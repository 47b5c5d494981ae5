"""The demo world in a real store: found, shown and searched as the desk will do it."""

from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Self

import pytest
from typing_extensions import override

from desktop.demo.load import REGION, load
from desktop.demo.world import World
from desktop.domain.call import CallerHints
from desktop.domain.channel import Channel
from desktop.domain.errors import ConfigurationError
from desktop.domain.history import EntryKind, MatchReason, SearchQuery
from desktop.numbering import PhoneNumbering
from desktop.store import DatabaseStore, open_store, timeline

TODAY = datetime(2026, 11, 21, 10, 42, tzinfo=UTC)
SIZE = 120


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "store.db"


@pytest.fixture(scope="module")
def world(place: Path) -> World:
    return load(place, size=SIZE, today=TODAY)


@pytest.fixture
def store(place: Path, world: World) -> Iterator[DatabaseStore]:
    opened = open_store(place, PhoneNumbering(REGION))
    yield opened
    opened.close()


def _from(number: str) -> CallerHints:
    return CallerHints(from_uri=f"sip:{number}@127.0.0.1")


def test_anna_is_known_by_her_number_with_everything_she_said(store: DatabaseStore) -> None:
    match = store.match_caller(_from("+48601234567"))
    assert match.reason is MatchReason.NUMBER
    dossier = store.dossier(match)
    assert dossier.customer is not None
    assert (dossier.customer.name, dossier.customer.organisation) == ("Anna Kowalczyk", "Studio Kowalczyk")
    assert (dossier.open_orders, dossier.total_orders, dossier.total_interactions) == (2, 14, 47)
    newest = dossier.timeline.entries[0]
    assert (newest.kind, newest.channel, newest.title) == (
        EntryKind.INTERACTION,
        Channel.EMAIL,
        "Where is my replacement part?",
    )


class OnThatDay(datetime):
    """Recent is what was so on the day of the fixture's world, whenever it is tested."""

    @classmethod
    @override
    def now(cls, tz: tzinfo | None = None) -> Self:
        return cls.fromtimestamp(TODAY.timestamp(), tz)


def test_her_contacts_are_told_as_repeated_and_unresolved(
    store: DatabaseStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timeline, "datetime", OnThatDay)
    recent = store.dossier(store.match_caller(_from("+48601234567"))).recent
    if recent is None or recent.last_at is None:
        pytest.fail("no recent contact is told of")
    assert recent.contacts == 4
    assert recent.is_last_unresolved
    assert recent.last_at.date().isoformat() == "2026-11-19"


def test_there_are_colleagues_to_give_work_to(store: DatabaseStore) -> None:
    assert {"M. Król", "P. Adamska", "J. Weber"} < {colleague.name for colleague in store.colleagues()}


def test_a_number_of_several_people_offers_each_of_them(store: DatabaseStore) -> None:
    match = store.match_caller(_from("+442079460100"))
    assert match.reason is MatchReason.SHARED
    assert {hit.name for hit in match.candidates} == {"Judith Ingram", "Peter Lawson", "Priya Vaughan"}


def test_words_are_found_in_every_language(store: DatabaseStore) -> None:
    for words in ("hinge", "退款", "zamowienie", "bestellung", "encomenda", "pedido", "mendo"):
        assert store.search(SearchQuery(text=words)).hits, words


def test_old_missed_calls_are_no_news(store: DatabaseStore) -> None:
    assert store.unseen_missed() == 0
    assert store.calls(missed_only=True)


def test_everybody_and_everything_is_there(store: DatabaseStore, world: World) -> None:
    assert len(store.list_customers(limit=1000)) == SIZE
    assert len(store.calls(limit=5000)) == len([i for i in world.interactions if i.channel is Channel.VOICE])


def test_a_store_with_customers_is_not_mixed_with_the_demo(place: Path, world: World) -> None:
    with pytest.raises(ConfigurationError, match="already holds customers"):
        load(place, size=SIZE, today=TODAY)


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[float] = []
    load(tmp_path / "store.db", size=10, today=TODAY, progress=told.append)
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0.0, 1.0)
