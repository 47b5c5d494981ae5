"""Who is served: customers, the addresses they use, and what they ordered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from desktop.domain.channel import Channel


class AddressKind(StrEnum):
    PHONE = "phone"
    EMAIL = "email"
    HANDLE = "handle"


_OF_CHANNELS = {Channel.VOICE: AddressKind.PHONE, Channel.SMS: AddressKind.PHONE, Channel.EMAIL: AddressKind.EMAIL}


def kind_on(channel: Channel) -> AddressKind:
    """What one is reached by there."""
    return _OF_CHANNELS.get(channel, AddressKind.HANDLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """One phone number, mail address or handle.

    `value` is the form compared (E.164 with +, lower-case mail address, handle without @); `typed` is what
    was entered and is shown. A phone `value` may be an extension or a number that is no E.164: then equal to
    the digits.
    """

    kind: AddressKind
    value: str
    typed: str
    label: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """`id` is None until saved; `fields` are free name → text pairs; `language` is BCP 47 ("pl", "zh-CN").

    `merged_into` is the customer that stands for this one now (a link that can be undone).
    """

    name: str
    id: int | None = None
    organisation: str = ""
    language: str = ""
    city: str = ""
    is_vip: bool = False
    tags: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    addresses: tuple[Address, ...] = ()
    external_id: str | None = None
    merged_into: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerHit:
    """A customer found by name, organisation, number or mail address, with the address that matched."""

    customer_id: int
    name: str
    organisation: str
    is_vip: bool
    address: Address | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    item: str
    quantity: int
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """`status` is the shop's own word; `is_open` until delivered, cancelled or returned. `currency` ISO 4217."""

    number: str
    customer_id: int
    placed_at: datetime
    status: str
    amount: Decimal
    currency: str
    lines: tuple[OrderLine, ...] = ()
    id: int | None = None

    @property
    def is_open(self) -> bool:
        return self.status.casefold() not in CLOSED_ORDER_STATUSES

    @property
    def summary(self) -> str:
        """`4 × Oslo chair, oak`, the first line and how many more."""
        if not self.lines:
            return ""
        first = self.lines[0]
        text = f"{first.quantity} × {first.item}" if first.quantity != 1 else first.item
        more = len(self.lines) - 1
        return f"{text} +{more}" if more else text


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderHit:
    """An order found by its number, and whose it is now."""

    order: Order
    customer_id: int
    customer_name: str


CLOSED_ORDER_STATUSES = frozenset({"delivered", "cancelled", "canceled", "returned", "refunded", "closed"})
