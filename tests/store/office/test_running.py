"""A macro does all of its steps or none, and is taken back as a whole."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desktop.domain.channel import Direction
from desktop.domain.customer import Customer
from desktop.domain.interaction import Resolution
from desktop.domain.office.macros import Step, StepKind
from desktop.domain.work import Priority
from desktop.services.ports import InteractionChange
from desktop.store import DatabaseStore
from tests.store.bus.inbox.mails import mail, opened
from tests.store.bus.written import row_of
from tests.store.values import NOW, saved

ALL = (
    Step(kind=StepKind.TEXT, value="1"),
    Step(kind=StepKind.PRIORITY, value="2"),
    Step(kind=StepKind.TAG, value="waits"),
    Step(kind=StepKind.WORK_TAG, value="warehouse"),
    Step(kind=StepKind.NOTE, value="Asked the warehouse."),
    Step(kind=StepKind.QUEUE, value="Warehouse"),
    Step(kind=StepKind.SNOOZE, value="4"),
)


def _taken(store: DatabaseStore) -> int:
    (received,) = opened(store).take(mail("a"))
    store.take(received.interaction_id, "maria")
    store.change_interaction(received.interaction_id, InteractionChange(customer_id=saved(store, "Anna")))
    return received.interaction_id


def _tags(store: DatabaseStore, customer_id: int | None) -> tuple[str, ...]:
    assert customer_id is not None
    customer = store.customer(customer_id)
    assert isinstance(customer, Customer)
    return customer.tags


def test_every_step_is_done(store: DatabaseStore) -> None:
    number = _taken(store)
    run = store.carry_out(number, ALL, "maria")
    row = row_of(store, number)
    assert (row.priority, row.queue, row.agent) == (Priority.URGENT, "Warehouse", "")
    assert row.snoozed_until is not None
    assert row.snoozed_until > NOW + timedelta(hours=3)
    assert _tags(store, row.customer_id) == ("waits",)
    assert run.tags == ("waits",)
    assert row.tags == run.work_tags == ("warehouse",)
    said = store.conversation(number).messages[-1].message
    assert (said.direction, said.body, said.author) == (Direction.INTERNAL, "Asked the warehouse.", "maria")


def test_it_is_taken_back_as_a_whole_and_only_the_note_stays(store: DatabaseStore) -> None:
    number = _taken(store)
    before = row_of(store, number)
    store.take_back(store.carry_out(number, ALL, "maria"))
    assert row_of(store, number) == before
    assert _tags(store, before.customer_id) == ()
    interaction = store.interaction(number)
    assert interaction is not None
    assert (interaction.queue, interaction.agent) == (before.queue, "maria")


def test_a_tag_the_conversation_had_stays(store: DatabaseStore) -> None:
    number = _taken(store)
    store.tag_written(number, ["Warehouse"])
    run = store.carry_out(number, (Step(kind=StepKind.WORK_TAG, value="warehouse"),), "maria")
    assert run.work_tags == ()
    store.take_back(run)
    assert row_of(store, number).tags == ("Warehouse",)


def test_closing_is_taken_back_too(store: DatabaseStore) -> None:
    number = _taken(store)
    before = row_of(store, number)
    solved = next(one for one in store.dispositions() if one.resolution is Resolution.SOLVED)
    run = store.carry_out(number, (Step(kind=StepKind.CLOSE, value=solved.code),), "maria")
    assert store.work_row(number, "maria") is None
    closed = store.interaction(number)
    assert closed is not None
    assert (closed.disposition, closed.resolution) == (solved.code, Resolution.SOLVED)
    store.take_back(run)
    after = row_of(store, number)
    assert after == replace(before, preview=after.preview)
    interaction = store.interaction(number)
    assert interaction is not None
    assert (interaction.disposition, interaction.resolution) == ("", Resolution.OPEN)


def test_a_snooze_that_was_is_there_again(store: DatabaseStore) -> None:
    number = _taken(store)
    store.snooze(number, NOW + timedelta(days=365_0))
    before = row_of(store, number)
    store.take_back(store.carry_out(number, (Step(kind=StepKind.QUEUE, value="Sales"),), "maria"))
    assert row_of(store, number) == before


def test_a_step_that_cannot_be_leaves_the_others_undone(store: DatabaseStore) -> None:
    number = _taken(store)
    before = row_of(store, number)
    with pytest.raises(ValueError, match="urgent"):
        store.carry_out(number, (ALL[5], ALL[2], ALL[3], Step(kind=StepKind.PRIORITY, value="urgent")), "maria")
    assert row_of(store, number) == before
    assert _tags(store, before.customer_id) == ()


def test_what_a_colleague_went_on_with_is_not_taken_back(store: DatabaseStore) -> None:
    number = _taken(store)
    run = store.carry_out(number, ALL, "maria")
    store.take(number, "jan")
    now = row_of(store, number)
    assert not store.take_back(run)
    assert row_of(store, number) == now
    assert _tags(store, now.customer_id) == ("waits",)


def test_what_is_closed_is_left_alone(store: DatabaseStore) -> None:
    number = _taken(store)
    store.close_written(number, "solved")
    with pytest.raises(LookupError):
        store.carry_out(number, ALL, "maria")


def test_a_tag_they_had_stays_theirs(store: DatabaseStore) -> None:
    number = _taken(store)
    row = row_of(store, number)
    assert row.customer_id is not None
    customer = store.customer(row.customer_id)
    assert customer is not None
    store.save_customer(replace(customer, tags=("Waits", "pays late")))
    run = store.carry_out(number, (ALL[2],), "maria")
    assert run.tags == ()
    store.take_back(run)
    assert _tags(store, row.customer_id) == ("Waits", "pays late")
