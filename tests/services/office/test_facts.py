"""What variables stand for, read from a real store."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.channel import Channel, Direction
from desktop.domain.customer import Customer, Order
from desktop.domain.interaction import Interaction, InteractionState
from desktop.domain.office.texts import ReadyText, Wording
from desktop.domain.written import ChannelAccount
from desktop.numbering import PhoneNumbering
from desktop.services.office.facts import Facts, day_in_words, facts_of, put_into_words
from desktop.services.ports import InteractionChange
from desktop.store import DatabaseStore, open_store
from desktop.store.transfer.bulk import History, load

DAY = date(2026, 11, 22)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[DatabaseStore]:
    made = open_store(tmp_path / "store.db", PhoneNumbering("PL"))
    yield made
    made.close()


def _anna(store: DatabaseStore) -> int:
    """With two orders."""
    now = datetime.now(UTC)
    anna = Customer(id=1, name="Anna Kowalczyk", organisation="Dąb", language="pl", external_id="1")
    orders = tuple(
        Order(
            number=number, customer_id=1, placed_at=now - timedelta(days=days), status="sent", amount=Decimal(1),
            currency="EUR",
        )
        for number, days in (("10-48213", 9), ("10-48377", 2))
    )  # fmt: skip
    history = History(customers=(anna,), orders=orders, cases=(), interactions=(), messages=())
    load(store.database, history, store.numbering)
    return store.find_customers("Anna")[0].customer_id


def _interaction(store: DatabaseStore, customer_id: int | None, **more: Any) -> int:
    wanted = Interaction(
        channel=Channel.EMAIL,
        direction=Direction.INBOUND,
        state=InteractionState.CLOSED,
        started_at=datetime.now(UTC),
        customer_id=customer_id,
        queue="Support",
        subject="Where is it?",
    )
    added = store.add_interaction(replace(wanted, **more))
    assert added.id is not None
    return added.id


def test_everything_that_is_known_has_a_value(store: DatabaseStore) -> None:
    anna = _anna(store)
    number = _interaction(store, anna)
    case = store.open_case(anna, "Chair")
    store.change_interaction(number, InteractionChange(case_id=case.id))
    assert facts_of(store, number, "Maria Król").values == {
        "customer.name": "Anna Kowalczyk",
        "customer.first_name": "Anna",
        "customer.organisation": "Dąb",
        "agent.name": "Maria Król",
        "order.number": "10-48377",
        "case.number": str(case.number),
        "queue": "Support",
        "subject": "Where is it?",
    }


def test_the_order_that_the_subject_speaks_of_comes_before_the_newest(store: DatabaseStore) -> None:
    number = _interaction(store, _anna(store), subject="Re: order 10-48213, again")
    assert facts_of(store, number, "Maria").values["order.number"] == "10-48213"


def test_a_strangers_facts_are_few(store: DatabaseStore) -> None:
    number = _interaction(store, None)
    assert not any(facts_of(store, number, "Maria").values[name] for name in ("customer.name", "order.number"))
    assert facts_of(store, 4711, "Maria").values == {"agent.name": "Maria"}


def test_the_customers_language_comes_before_the_queues(store: DatabaseStore) -> None:
    store.save_account(
        ChannelAccount(
            channel=Channel.EMAIL, name="S", address="s@shop.example", queue="support", settings=(("language", "de"),)
        )
    )
    assert facts_of(store, _interaction(store, _anna(store)), "Maria").languages == ("pl", "de")
    assert facts_of(store, _interaction(store, None), "Maria").languages == ("de",)
    assert facts_of(store, _interaction(store, None, queue="Sales"), "Maria").languages == ()


def test_a_text_is_put_into_the_words_of_its_language() -> None:
    ready = ReadyText(
        title="Hello",
        wordings=(
            Wording(language="en", text="Dear {customer.name}, {today}: {order.number}"),
            Wording(language="pl", text="{customer.name}, {today}", html="<p><b>{customer.name}</b></p>"),
        ),
    )
    facts = Facts(values={"customer.name": "A & B"}, languages=("pl-PL",))
    assert put_into_words(ready, facts, DAY) == Wording(
        language="pl", text="A & B, 22 listopada 2026", html="<p><b>A &amp; B</b></p>"
    )
    in_english = put_into_words(ready, Facts(values=facts.values, languages=("en",)), DAY)
    assert in_english.text == "Dear A & B, November 22, 2026: {order.number}"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en-GB", "22 November 2026"),
        ("de", "22. November 2026"),
        ("zh-CN", "2026年11月22日"),
        ("es", "22 de noviembre de 2026"),
        ("hu", "2026. november 22."),
    ],
)
def test_a_day_is_written_as_the_language_writes_it(language: str, words: str) -> None:
    assert day_in_words(DAY, language) == words
