"""The demo world: the same for the same seed, complete, believable, and nobody's real address in it."""

import dataclasses
import re
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta

import phonenumbers
import pytest

from desktop.demo.texts import read_shop, read_tongues
from desktop.demo.world import CONTACTS_PER_CUSTOMER, World, make_world
from desktop.domain.channel import Channel, Direction
from desktop.domain.customer import Address, AddressKind
from desktop.domain.interaction import FINAL_STATES, InteractionState, Resolution

TODAY = datetime(2026, 11, 21, 10, 42, tzinfo=UTC)
SIZE = 400


@pytest.fixture(scope="module")
def world() -> World:
    return make_world(today=TODAY, seed=7, size=SIZE)


def _addresses(world: World, kind: AddressKind) -> list[Address]:
    return [a for customer in world.customers for a in customer.addresses if a.kind is kind]


def test_the_same_seed_makes_the_same_world(world: World) -> None:
    assert make_world(today=TODAY, seed=7, size=SIZE) == world


def test_another_seed_makes_another_world(world: World) -> None:
    other = make_world(today=TODAY, seed=8, size=SIZE)
    assert [c.name for c in other.customers] != [c.name for c in world.customers]
    assert other.messages != world.messages


@pytest.mark.parametrize("size", [1, 3, 12, 50])
def test_a_world_of_any_size_has_what_was_asked_for(size: int) -> None:
    small = make_world(today=TODAY, size=size)
    assert len(small.customers) == size
    assert len(small.interactions) == size * CONTACTS_PER_CUSTOMER


def test_an_empty_world_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        make_world(today=TODAY, size=0)


def test_the_world_has_its_counts(world: World) -> None:
    assert len(world.customers) == SIZE
    assert len(world.interactions) == SIZE * CONTACTS_PER_CUSTOMER
    assert len(world.messages) > len(world.interactions)
    assert SIZE * 3 < len(world.orders) < SIZE * 9


def test_every_language_is_spoken_by_customers_and_in_messages(world: World) -> None:
    spoken = Counter(customer.language for customer in world.customers)
    assert set(spoken) == {"en", "pl", "de", "zh-CN", "es", "fr", "hu", "pt", "eo"}
    said = "\n".join(message.body for message in world.messages)
    for word in (
        "退款",
        "zamówienie",
        "Bestellung",
        "pedido",
        "commande",
        "rendelés",
        "encomenda",
        "mendo",
        "delivery",
    ):
        assert word in said


def test_customers_use_every_channel_of_the_shop(world: World) -> None:
    used = Counter(interaction.channel for interaction in world.interactions)
    assert set(used) == {Channel.VOICE, Channel.EMAIL, Channel.CHAT, Channel.SOCIAL}
    assert min(used.values()) > len(world.interactions) * 0.02


def test_every_number_is_a_possible_one_in_e164(world: World) -> None:
    for address in _addresses(world, AddressKind.PHONE):
        number = phonenumbers.parse(address.value)
        assert phonenumbers.is_possible_number(number), address.value
        assert phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) == address.value


def test_every_mail_address_is_of_a_domain_nobody_can_own_and_used_by_one_customer(world: World) -> None:
    mails = [address.value for address in _addresses(world, AddressKind.EMAIL)]
    assert len(set(mails)) == len(mails) == SIZE
    for mail in mails:
        assert re.fullmatch(r"[a-z0-9._-]+@[a-z0-9.-]+\.example", mail), mail


def test_handles_and_customer_numbers_are_unique(world: World) -> None:
    handles = [address.value for address in _addresses(world, AddressKind.HANDLE)]
    assert len(handles) > SIZE / 4
    assert len(set(handles)) == len(handles)
    assert len({customer.external_id for customer in world.customers}) == SIZE


def test_only_families_and_firms_share_a_number(world: World) -> None:
    holders = defaultdict(list)
    for customer in world.customers:
        for address in customer.addresses:
            if address.kind is AddressKind.PHONE:
                holders[address.value].append(customer)
    shared = [group for group in holders.values() if len(group) > 1]
    assert len(shared) > SIZE / 30
    for group in shared:
        one_city = len({c.city for c in group}) == 1
        assert one_city or len({c.organisation for c in group}) == 1, [c.name for c in group]


def test_time_runs_forward_and_ends_today(world: World) -> None:
    assert list(world.interactions) == sorted(world.interactions, key=lambda i: i.started_at)
    first = world.interactions[0].started_at
    assert timedelta(days=3 * 300) < TODAY - first < timedelta(days=3 * 365 + 60)
    for interaction in world.interactions:
        steps = [interaction.started_at, interaction.answered_at, interaction.ended_at, interaction.closed_at]
        known = [step for step in steps if step is not None]
        assert known == sorted(known)
        assert known[-1] <= TODAY
    assert max(order.placed_at for order in world.orders) <= TODAY
    assert any(TODAY - i.started_at < timedelta(days=1) for i in world.interactions)


def test_messages_belong_to_written_contacts_and_follow_one_another(world: World) -> None:
    said = defaultdict(list)
    for message in world.messages:
        said[message.interaction_id].append(message)
    for interaction in world.interactions:
        assert interaction.id is not None
        messages = said.get(interaction.id, [])
        assert bool(messages) == (interaction.channel is not Channel.VOICE)
        times = [message.sent_at for message in messages]
        assert times == sorted(times)
        if interaction.channel is not Channel.VOICE:
            assert messages[0].direction is Direction.INBOUND
            assert interaction.call is None
    assert max(len(messages) for messages in said.values()) >= 6


def test_no_text_has_a_slot_left_open(world: World) -> None:
    texts = [message.body + message.subject for message in world.messages]
    texts += [interaction.notes + interaction.subject for interaction in world.interactions]
    assert not [text for text in texts if "{" in text or "}" in text]


def test_calls_have_facts_that_agree_with_their_state(world: World) -> None:
    for interaction in world.interactions:
        if interaction.channel is not Channel.VOICE:
            continue
        assert interaction.call is not None
        assert (interaction.answered_at is not None) == (interaction.state is InteractionState.CLOSED)
        assert (interaction.call.talk_seconds > 0) == (interaction.state is InteractionState.CLOSED)
        assert interaction.call.end_words
        assert interaction.state in FINAL_STATES


def test_some_contacts_are_open_promised_given_up_outbound_or_of_nobody_known(world: World) -> None:
    resolutions = Counter(interaction.resolution for interaction in world.interactions)
    assert min(resolutions[resolution] for resolution in Resolution) > 0
    states = Counter(interaction.state for interaction in world.interactions)
    assert states[InteractionState.ABANDONED] > 0
    assert states[InteractionState.MISSED] > 0
    assert any(i.direction is Direction.OUTBOUND for i in world.interactions)
    strangers = [i for i in world.interactions if i.customer_id is None]
    assert {bool(stranger.address) for stranger in strangers} == {True, False}


def test_repeated_contacts_belong_to_a_case_of_the_same_customer(world: World) -> None:
    owners = {case.id: case.customer_id for case in world.cases}
    of_cases = defaultdict(list)
    for interaction in world.interactions:
        if interaction.case_id is not None:
            assert owners[interaction.case_id] == interaction.customer_id
            of_cases[interaction.case_id].append(interaction)
    assert set(of_cases) == set(owners)
    assert max(len(contacts) for contacts in of_cases.values()) >= 4
    assert len({case.number for case in world.cases}) == len(world.cases)


def test_orders_add_up_and_their_numbers_are_unique(world: World) -> None:
    assert len({order.number for order in world.orders}) == len(world.orders)
    for order in world.orders:
        assert sum(line.amount for line in order.lines) == order.amount
        assert order.currency in {tongue.currency for tongue in read_tongues()}
    assert any(order.is_open for order in world.orders)
    assert any(len(order.lines) > 2 for order in world.orders)


def test_anna_is_in_every_world_with_a_broken_hinge(world: World) -> None:
    anna = world.customers[0]
    assert (anna.name, anna.is_vip, anna.city) == ("Anna Kowalczyk", True, "Kraków")
    assert {a.value for a in anna.addresses} == {"+48601234567", "anna@studio-k.example", "studiok"}
    newest = [i for i in world.interactions if i.customer_id == anna.id][-3:]
    assert [i.channel for i in newest] == [Channel.CHAT, Channel.VOICE, Channel.EMAIL]
    assert newest[-1].resolution is Resolution.OPEN
    orders = [order for order in world.orders if order.customer_id == anna.id]
    assert len(orders) == 14
    assert [order.number for order in orders if order.is_open] == ["10-48277", "10-48377"]
    assert {order.currency for order in orders} == {"EUR"}


def test_a_world_of_another_day_is_as_old(world: World) -> None:
    later = make_world(today=TODAY + timedelta(days=200), seed=7, size=60)
    newest = max(i.started_at for i in later.interactions)
    assert later.today - newest < timedelta(days=2)


def test_every_language_has_every_topic_and_every_topic_a_queue_and_notes() -> None:
    shop = read_shop()
    topics = {topic for model in shop.models for topic in model.topics}
    for tongue in read_tongues():
        assert topics <= set(tongue.topics), tongue.language
        for topic in tongue.topics.values():
            assert all((topic.subject, topic.ask, topic.reply)), tongue.language
    for name in topics:
        assert shop.queue_of(name).dialled.startswith("+")
        notes = shop.notes[name]
        assert all(getattr(notes, field.name) for field in dataclasses.fields(notes))
