"""Short ways to the values the tests write."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from desktop.domain.call import CallFacts
from desktop.domain.channel import Channel, Direction
from desktop.domain.customer import Address, AddressKind, Customer
from desktop.domain.interaction import Interaction, InteractionState
from desktop.store import DatabaseStore

NOW = datetime.now(UTC).replace(microsecond=123456)


def ago(**span: float) -> datetime:
    return NOW - timedelta(**span)


def phone(typed: str, label: str = "") -> Address:
    return Address(kind=AddressKind.PHONE, value="", typed=typed, label=label)


def email(typed: str) -> Address:
    return Address(kind=AddressKind.EMAIL, value="", typed=typed)


def handle(typed: str) -> Address:
    return Address(kind=AddressKind.HANDLE, value="", typed=typed)


def saved(store: DatabaseStore, name: str, *addresses: Address, **more: Any) -> int:
    """A new customer's id."""
    customer = store.save_customer(Customer(name=name, addresses=addresses, **more))
    assert customer.id is not None
    return customer.id


def call(call_id: str = "call-1", **more: Any) -> Interaction:
    interaction = Interaction(
        channel=Channel.VOICE,
        direction=Direction.INBOUND,
        state=InteractionState.OFFERED,
        started_at=NOW,
        agent="maria",
        call=CallFacts(call_id=call_id, caller="+48601234567", dialled="+48800100200", queue="Billing"),
    )
    return replace(interaction, **more)


def mail(**more: Any) -> Interaction:
    interaction = Interaction(
        channel=Channel.EMAIL, direction=Direction.INBOUND, state=InteractionState.CLOSED, started_at=NOW
    )
    return replace(interaction, **more)


def added(store: DatabaseStore, interaction: Interaction) -> int:
    """A new interaction's id."""
    written = store.add_interaction(interaction)
    assert written.id is not None
    return written.id
