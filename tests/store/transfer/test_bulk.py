"""A history written at once is read like one written step by step, on SQLite and on PostgreSQL."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from desktop.demo.load import history_of
from desktop.demo.world import World, make_world
from desktop.domain.call import CallerHints
from desktop.domain.channel import Channel, Direction
from desktop.domain.customer import Customer
from desktop.domain.errors import Rejected
from desktop.domain.history import Dossier, SearchQuery
from desktop.domain.interaction import Interaction, InteractionState
from desktop.numbering import PhoneNumbering
from desktop.store import DatabaseStore
from desktop.store.transfer import bulk, writing
from desktop.store.transfer.bulk import History

TODAY = datetime(2026, 11, 21, 10, 42, tzinfo=UTC)
ANNA = CallerHints(from_uri="sip:+48601234567@pbx.example")
SHARED = CallerHints(from_uri="sip:+442079460100@pbx.example")


@pytest.fixture(scope="module")
def world() -> World:
    return make_world(today=TODAY, seed=3, size=24)


def _write_step_by_step(store: DatabaseStore, world: World) -> None:
    """Without cases, whose opening is always now."""
    for customer in world.customers:
        store.save_customer(replace(customer, id=None))
    with store.database.writing() as tx:
        for order in world.orders:
            writing.save_order(tx, order)
    for interaction in world.interactions:
        store.add_interaction(replace(interaction, id=None, case_id=None))
    with store.database.writing() as tx:
        for message in world.messages:
            writing.add_message(tx, message)


def _without_cases(history: History) -> History:
    return replace(history, cases=(), interactions=[replace(i, case_id=None) for i in history.interactions])


def _dossier(store: DatabaseStore, hints: CallerHints) -> Dossier:
    """Without the moment it was read at."""
    found = store.dossier(store.match_caller(hints))
    return replace(found, recent=replace(found.recent, counted_at=TODAY) if found.recent is not None else None)


def _everything(store: DatabaseStore) -> list[object]:
    """What a desk would be shown."""
    shown: list[object] = [_dossier(store, hints) for hints in (ANNA, SHARED)]
    for customer_id in range(1, 25):
        shown += [store.customer(customer_id), store.timeline(customer_id, limit=500), store.orders(customer_id)]
    shown += [store.details(interaction_id) for interaction_id in range(1, 361, 7)]
    shown += [store.search(SearchQuery(text=text)) for text in ("hinge", "refund", "退款", "zawias", "10-")]
    shown += [store.find_customers(text) for text in ("anna", "kowal", "601234567", "northwind", "陈")]
    shown += [store.calls(limit=500), store.list_customers(limit=100)]
    return shown


def test_bulk_and_single_writing_show_the_same(
    store: DatabaseStore, world: World, numbering: PhoneNumbering, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from desktop.store import open_store

    bulk.load(store.database, _without_cases(history_of(world)), numbering)
    other = open_store(tmp_path_factory.mktemp("steps") / "store.db", numbering)
    try:
        _write_step_by_step(other, world)
        assert _everything(store) == _everything(other)
    finally:
        other.close()


def test_a_second_history_gets_ids_of_its_own(store: DatabaseStore, world: World, numbering: PhoneNumbering) -> None:
    mine = store.save_customer(Customer(name="Somebody", external_id="mine"))
    own = store.add_interaction(
        Interaction(
            channel=Channel.CHAT,
            direction=Direction.INBOUND,
            state=InteractionState.CLOSED,
            started_at=TODAY,
            customer_id=mine.id,
            notes="hinge of somebody",
        )
    )
    bulk.load(store.database, history_of(world), numbering)
    match = store.match_caller(ANNA)
    assert match.customer_id not in (None, mine.id)
    dossier = store.dossier(match)
    assert dossier.customer is not None
    assert dossier.customer.name == "Anna Kowalczyk"
    assert dossier.total_interactions == len([i for i in world.interactions if i.customer_id == 1])
    assert match.customer_id is not None
    assert {case.title for case in store.cases(match.customer_id)} >= {"Broken hinge"}
    assert own.id in {hit.interaction_id for hit in store.search(SearchQuery(text="hinge of somebody")).hits}
    after = store.add_interaction(replace(own, id=None, notes="later"))
    assert after.id is not None
    assert store.details(after.id) is not None
    assert store.save_customer(Customer(name="Another")).id not in (None, mine.id)


def test_the_same_history_twice_is_refused_and_changes_nothing(
    store: DatabaseStore, world: World, numbering: PhoneNumbering
) -> None:
    bulk.load(store.database, history_of(world), numbering)
    before = _everything(store)
    with pytest.raises(Rejected):
        bulk.load(store.database, history_of(world), numbering)
    assert _everything(store) == before


def test_progress_goes_from_nothing_to_all(store: DatabaseStore, world: World, numbering: PhoneNumbering) -> None:
    told: list[float] = []
    bulk.load(store.database, history_of(world), numbering, told.append)
    assert told == sorted(told)
    assert told[0] > 0
    assert told[-1] == 1.0
