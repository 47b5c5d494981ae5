"""Customers from rows: created by the batch, completed when they are there already."""

import json
import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, update

from desktop.domain.customer import Address, AddressKind, Customer
from desktop.domain.text import tr
from desktop.services.ports import Numbering
from desktop.store import addresses as forms
from desktop.store import customers as people
from desktop.store.database import Database
from desktop.store.keys import new_ids
from desktop.store.schema import addresses, customers
from desktop.store.transfer import values
from desktop.store.transfer.columns import FREE
from desktop.store.transfer.items import Cells, Item, Outcome, fingerprint, ids_of

_PLAIN = ("organisation", "language", "city")
_LABEL = re.compile(r"\s*\[([^\[\]]*)\]$")
_HAS_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """A customer as a row tells it: `said` names what the row has; the rest is left as it is."""

    customer: Customer
    said: frozenset[str]
    chosen: tuple[tuple[AddressKind, str, datetime], ...] = ()


class CustomerImport:
    """What a row has replaces what was there; addresses, tags and free fields are added, none is taken away."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._merges: list[tuple[str, str]] = []

    def key(self, cells: Cells) -> str:
        return ""

    def parse(self, group: list[Cells]) -> _Given:
        (cells,) = group
        name = cells.get("name") or " ".join(cells[part] for part in ("first_name", "last_name") if part in cells)
        name = name or cells.get("organisation", "")
        if not name:
            raise ValueError(tr("there is no name"))
        found = tuple(self._addresses(cells))
        own = cells.get("external_id") or fingerprint(name, *(address.value for address in found))
        plain: dict[str, Any] = {column: cells.get(column, "") for column in _PLAIN}
        customer = Customer(
            name=name,
            external_id=own,
            addresses=found,
            is_vip=values.is_yes(cells.get("vip", "")),
            tags=_tags(cells.get("tags", "")),
            fields=_fields(cells),
            **plain,
        )
        if "merged_into" in cells:
            self._merges.append((own, cells["merged_into"]))
        return _Given(customer=customer, said=frozenset(cells), chosen=_chosen(cells.get("chosen", "")))

    def _addresses(self, cells: Cells) -> list[Address]:
        found = []
        for kind in AddressKind:
            for part in re.split(r"[;\n|]", cells.get(kind, "")):
                label = _LABEL.search(part)
                typed = _LABEL.sub("", part).strip()
                if not typed or (kind is AddressKind.PHONE and typed.casefold() in ("-", "n/a", "none", "brak")):
                    continue
                address = Address(kind=kind, value="", typed=typed, label=label.group(1) if label else "")
                found.append(self._checked(forms.normalised(address, self._numbering)))
        return found

    def _checked(self, address: Address) -> Address:
        if address.kind is AddressKind.EMAIL and not re.fullmatch(r"[^@\s]+@[^@\s]+", address.value):
            raise ValueError(tr("“{typed}” is no mail address", typed=address.typed[:60]))
        is_number = bool(self._numbering.normalise(address.typed)) or address.value.startswith(("sip:", "sips:"))
        if address.kind is AddressKind.PHONE and not is_number:
            raise ValueError(tr("“{typed}” is no telephone number", typed=address.typed[:60]))
        return address

    def plan(self, tx: Connection, items: list[Item]) -> list[Outcome]:
        there = self._existing(tx, items)
        outcomes: list[Outcome] = []
        for item in items:
            own_id = there.get(item.value.customer.external_id)
            outcomes.append("created" if own_id is None else self._outcome(tx, own_id, item.value))
            there.setdefault(item.value.customer.external_id, -1)
        return outcomes

    def _outcome(self, tx: Connection, customer_id: int, given: _Given) -> Outcome:
        before = people.read(tx, customer_id)
        if before is None:
            return "unchanged"  # created by an earlier row of this file
        return "unchanged" if _completed(before, given) == before else "changed"

    def _existing(self, tx: Connection, items: list[Item]) -> dict[str, int]:
        numbers = [item.value.customer.external_id for item in items]
        return ids_of(tx, numbers) if numbers else {}

    def write(self, tx: Connection, items: list[Item]) -> list[Outcome]:
        there = self._existing(tx, items)
        fresh: dict[str, Customer] = {}
        for item in items:
            own = item.value.customer.external_id
            if own not in there:
                fresh[own] = _completed(fresh[own], item.value) if own in fresh else item.value.customer
        self._create(tx, list(fresh.values()))
        outcomes: list[Outcome] = []
        for item in items:
            own = item.value.customer.external_id
            if own in there:
                outcomes.append(self._complete(tx, there[own], item.value))
            else:
                outcomes.append("created" if fresh.pop(own, None) else "changed")
        self._choose(tx, items)
        return outcomes

    def _choose(self, tx: Connection, items: list[Item]) -> None:
        """What agents said of addresses in the store that the file comes from holds here too."""
        items = [item for item in items if item.value.chosen]
        there = self._existing(tx, items)
        a = addresses.c
        for item in items:
            own_id = there[item.value.customer.external_id]
            for kind, value, at in item.value.chosen:
                chosen = update(addresses).where(a.customer_id == own_id, a.kind == kind, a.value == value)
                tx.execute(chosen.where(a.chosen_at.is_(None)).values(chosen_at=at))

    def merge(self, database: Database) -> list[str]:
        """When all customers are in: the links between them that there are not yet. What could not be, in words."""
        remarks = []
        for own, kept in self._merges:
            with database.writing() as tx:
                ids = ids_of(tx, [own, kept])
                merged = people.read(tx, ids[own]) if own in ids else None
                if merged is None or merged.merged_into is not None:
                    continue
                try:
                    people.merge(tx, ids[kept], ids[own])
                except (KeyError, ValueError):
                    remarks.append(tr("{own} could not be merged into {kept}", own=own[:60], kept=kept[:60]))
        return remarks

    def _create(self, tx: Connection, fresh: list[Customer]) -> None:
        if not fresh:
            return
        ids = new_ids(tx, customers, len(fresh))
        rows = [{**people.row_of(customer), "id": own_id} for own_id, customer in zip(ids, fresh, strict=True)]
        tx.execute(insert(customers), rows)
        places = [
            people.address_values(own_id, address, self._numbering)
            for own_id, customer in zip(ids, fresh, strict=True)
            for address in people.distinct(customer.addresses)
        ]
        if places:
            tx.execute(insert(addresses), places)
        people.index_many(tx, list(zip(ids, fresh, strict=True)), self._numbering)

    def _complete(self, tx: Connection, customer_id: int, given: _Given) -> Outcome:
        before = people.read(tx, customer_id)
        assert before is not None
        after = _completed(before, given)
        if after == before:
            return "unchanged"
        people.save(tx, after, self._numbering)
        return "changed"


def _completed(before: Customer, given: _Given) -> Customer:
    wanted, said = given.customer, given.said
    there = {(address.kind, address.value) for address in before.addresses}
    more = tuple(address for address in wanted.addresses if (address.kind, address.value) not in there)
    plain: dict[str, Any] = {name: getattr(wanted, name) for name in _PLAIN if name in said}
    return replace(
        before,
        name=wanted.name if said & {"name", "first_name", "last_name"} else before.name,
        is_vip=wanted.is_vip if "vip" in said else before.is_vip,
        tags=(*before.tags, *(tag for tag in wanted.tags if tag not in before.tags)),
        fields={**before.fields, **wanted.fields},
        addresses=(*before.addresses, *more),
        **plain,
    )


def _chosen(cell: str) -> tuple[tuple[AddressKind, str, datetime], ...]:
    """Each line: when, the kind of address, and its value."""
    found = []
    for line in cell.splitlines():
        parts = line.split(" ", 2)
        if len(parts) != 3:
            raise ValueError(tr("the chosen addresses cannot be read"))
        found.append((values.one_of(parts[1], AddressKind), parts[2], values.instant(parts[0])))
    return tuple(found)


def _tags(cell: str) -> tuple[str, ...]:
    """`a; b, c`, or a JSON list."""
    if cell.startswith("["):
        try:
            found = json.loads(cell)
        except ValueError:
            found = None
        if isinstance(found, list) and all(isinstance(tag, str) for tag in found):
            return tuple(found)
        raise ValueError(tr("the tags cannot be read"))
    return tuple(dict.fromkeys(tag.strip() for tag in re.split(r"[;,|\n]", cell) if tag.strip()))


def _fields(cells: Cells) -> dict[str, str]:
    """From the column `fields` (a JSON object of texts) and from columns `field.Name`."""
    fields: dict[str, str] = {}
    if "fields" in cells:
        try:
            found = json.loads(cells["fields"])
        except ValueError:
            found = None
        if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
            raise ValueError(tr("the free fields cannot be read"))
        fields.update(found)
    fields.update({name.removeprefix(FREE): cell for name, cell in cells.items() if name.startswith(FREE)})
    return fields
