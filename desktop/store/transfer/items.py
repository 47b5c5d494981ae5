"""What passes between reading a file and writing the store."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection, func, select

from desktop.domain.text import tr
from desktop.services.ports import Numbering
from desktop.store.schema import addresses, customers, facts
from desktop.store.transfer.delimited import Row
from desktop.store.types import many

Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class RowError:
    """A row that could not be taken, in words."""

    reason: str


Outcome = Literal["created", "changed", "unchanged"] | RowError


class Item(NamedTuple):
    """A value parsed from one or several rows."""

    rows: list[Row]
    value: Any


def fingerprint(*parts: str) -> str:
    """An external id for what has none: the same row gets the same again."""
    return "row:" + hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:20]


class Reference(NamedTuple):
    """How a row names its customer: by their own number, or else by an address."""

    number: str = ""
    address: str = ""


def reference_of(cells: Mapping[str, str], address: str, numbering: Numbering) -> Reference:
    """`address` is a number in any form, a mail address or a handle."""
    value = "" if "@" in address else numbering.normalise(address)
    return Reference(cells.get("customer", ""), value or address.casefold().lstrip("@"))


_BY_NUMBER = select(customers.c.external_id, customers.c.id).where(customers.c.external_id.in_(many("numbers")))
_OWN = select(customers.c.id).where(customers.c.id.in_(many("ids")), customers.c.external_id.is_(None))
_STORE = select(facts.c.value).where(facts.c.name == "store_id")
_BY_ADDRESS = (
    select(addresses.c.value, func.min(customers.c.id), func.count())
    .join(customers, customers.c.id == addresses.c.customer_id)
    .where(addresses.c.value.in_(many("values")), customers.c.root_id.is_(None))
    .group_by(addresses.c.value)
)


def own_prefix(tx: Connection) -> str:
    """What begins the name that this store gives in an export to what has no external id; its id follows."""
    return f"parley:{tx.execute(_STORE).scalar_one()}:"


def own_ids(tx: Connection, numbers: Sequence[str]) -> dict[str, int]:
    """The ids in those of the names that this very store gave."""
    if not any(number.startswith("parley:") for number in numbers):
        return {}
    prefix = own_prefix(tx)
    tails = {number: number.removeprefix(prefix) for number in numbers if number.startswith(prefix)}
    return {number: int(tail) for number, tail in tails.items() if tail.isascii() and tail.isdigit() and len(tail) < 19}


def ids_of(tx: Connection, numbers: Sequence[str]) -> dict[str, int]:
    """The customers with these external ids, and those exported by this store without one."""
    found = {row.external_id: row.id for row in tx.execute(_BY_NUMBER, {"numbers": numbers})}
    own = own_ids(tx, numbers)
    if own:
        there = set(tx.execute(_OWN, {"ids": list(own.values())}).scalars())
        found |= {number: own_id for number, own_id in own.items() if own_id in there}
    return found


class Directory:
    """The customers that a batch of rows names."""

    def __init__(self, tx: Connection, references: list[Reference]) -> None:
        numbers = sorted({reference.number for reference in references if reference.number})
        values = sorted({reference.address for reference in references if reference.address})
        self._by_number: dict[str, int] = {}
        self._by_address: dict[str, int] = {}
        if numbers:
            self._by_number = ids_of(tx, numbers)
        if values:
            found = tx.execute(_BY_ADDRESS, {"values": values})
            self._by_address = {value: own_id for value, own_id, holders in found if holders == 1}

    def find(self, reference: Reference) -> int | RowError | None:
        """None for nobody, or for a shared address; a number that is nobody's is an error."""
        if reference.number:
            found = self._by_number.get(reference.number)
            return found or RowError(tr("there is no customer {number}", number=reference.number[:60]))
        return self._by_address.get(reference.address)
