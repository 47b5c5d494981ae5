"""Exporting to CSV that `importing` takes again: UTF-8 with a byte order mark, for spreadsheets; read page by page."""

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select, Table, func, select

from desktop.domain.customer import Address, AddressKind
from desktop.domain.errors import ConfigurationError
from desktop.domain.text import tr
from desktop.store.bus.handover.tables import endings
from desktop.store.office.tables import texts
from desktop.store.schema import (
    addresses,
    agent_log,
    cases,
    customers,
    interactions,
    messages,
    order_lines,
    orders,
)
from desktop.store.store import DatabaseStore
from desktop.store.transfer.columns import Kind
from desktop.store.transfer.items import own_prefix
from desktop.store.types import AnyRow, many

_PAGE = 1000

Progress = Callable[[int, int], None]
"""Records written, records in all."""

_CUSTOMERS = (
    "external_id", "name", "organisation", "language", "city", "vip", "tags", "fields", "phone", "email", "handle",
    "merged_into", "chosen",
)  # fmt: skip
_ORDERS = ("number", "customer", "placed_at", "status", "amount", "currency", "item", "quantity", "line_amount")
_CONTACTS = (
    "external_id",
    "customer",
    "channel",
    "direction",
    "state",
    "resolution",
    "started_at",
    "answered_at",
    "ended_at",
    "closed_at",
    "address",
    "subject",
    "queue",
    "agent",
    "disposition",
    "notes",
    "caller",
    "dialled",
    "ring_seconds",
    "talk_seconds",
    "hold_seconds",
    "end_words",
    "call_end",
    "call_queue",
)
_CONTACTS_MORE = ("call_reference", "case", "interrupted", "seen")  # fmt: skip
_SAID = ("message_id", "message_author", "message_direction", "message_at", "message_subject", "message")
_CASES = ("number", "title", "customer", "solved", "opened_at")
_ENDINGS = (
    "channel", "interaction", "disposition", "closed_by", "closed_at", "overtaken", "opened_by", "opened_at",
)  # fmt: skip
_TEXTS = ("kind", "title", "shortcut", "language", "text", "html", "queues", "channels")
_AGENT_STATES = ("agent", "since", "state", "reason", "source", "next_state", "next_reason")
_HEADERS = {
    Kind.CUSTOMERS: _CUSTOMERS,
    Kind.ORDERS: _ORDERS,
    Kind.INTERACTIONS: (*_CONTACTS, *_CONTACTS_MORE, *_SAID),
    Kind.CASES: _CASES,
    Kind.ENDINGS: _ENDINGS,
    Kind.AGENT_STATES: _AGENT_STATES,
    Kind.TEXTS: _TEXTS,
}
_TABLES = {
    Kind.CUSTOMERS: customers,
    Kind.ORDERS: orders,
    Kind.INTERACTIONS: interactions,
    Kind.CASES: cases,
    Kind.ENDINGS: endings,
    Kind.AGENT_STATES: agent_log,
    Kind.TEXTS: texts,
}


def export_file(store: DatabaseStore, kind: Kind, path: Path, progress: Progress = lambda done, total: None) -> int:
    """How many records were written; `path` appears when it is complete. Raises ConfigurationError, StorageError."""
    partial = path.with_name(f"{path.name}.part")
    try:
        with partial.open("w", encoding="utf-8-sig", newline="") as file, store.database.reading() as tx:
            writer = csv.writer(file)
            writer.writerow(_HEADERS[kind])
            done = 0
            chosen = select(_TABLES[kind])
            if kind is Kind.TEXTS:  # what was removed stays for undo alone
                chosen = chosen.where(texts.c.is_removed.is_(False))
            total = int(tx.execute(select(func.count()).select_from(chosen.subquery())).scalar_one())
            for page in _pages(tx, chosen, _TABLES[kind]):
                writer.writerows(_ROWS[kind](tx, page))
                done += len(page)
                progress(done, total)
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        reason = error.strerror or ""
        raise ConfigurationError(tr("{path} cannot be written: {reason}", path=path, reason=reason)) from error
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    return done


def _pages(tx: Connection, chosen: Select[Any], table: Table) -> Iterator[list[AnyRow]]:
    last = 0
    page_of = chosen.order_by(table.c.id).limit(_PAGE)
    while page := list(tx.execute(page_of.where(table.c.id > last))):
        yield page
        last = page[-1].id


def _number(external_id: str | None, own_id: int, prefix: str) -> str:
    """Their own number; for what has none, a name that this store knows again."""
    return external_id if external_id is not None else f"{prefix}{own_id}"


def _customer_rows(tx: Connection, page: list[AnyRow]) -> Iterator[list[str]]:
    prefix = own_prefix(tx)
    kept = _numbers_of(tx, [row.merged_into for row in page])
    found: dict[int, dict[AddressKind, list[str]]] = {}
    chosen: dict[int, list[str]] = {}
    a = addresses.c
    for row in tx.execute(select(addresses).where(a.customer_id.in_([one.id for one in page])).order_by(a.id)):
        address = Address(kind=row.kind, value=row.value, typed=row.typed, label=row.label)
        found.setdefault(row.customer_id, {}).setdefault(row.kind, []).append(_labelled(address))
        if row.chosen_at is not None:
            chosen.setdefault(row.customer_id, []).append(f"{_time(row.chosen_at)} {row.kind} {row.value}")
    for row in page:
        theirs = found.get(row.id, {})
        yield [
            _number(row.external_id, row.id, prefix),
            row.name,
            row.organisation,
            row.language,
            row.city,
            "yes" if row.is_vip else "",
            json.dumps(row.tags, ensure_ascii=False) if row.tags else "",
            json.dumps(row.fields, ensure_ascii=False) if row.fields else "",
            *("\n".join(theirs.get(kind, ())) for kind in (AddressKind.PHONE, AddressKind.EMAIL, AddressKind.HANDLE)),
            kept.get(row.merged_into, ""),
            "\n".join(chosen.get(row.id, ())),
        ]


def _labelled(address: Address) -> str:
    """A number as typed, unless another region would read it as another number."""
    is_national = address.value.startswith("+") and not address.typed.startswith(("+", "00"))
    shown = address.value if is_national else address.typed
    return f"{shown} [{address.label}]" if address.label else shown


def _numbers_of(tx: Connection, customer_ids: Sequence[int | None]) -> dict[int | None, str]:
    c = customers.c
    prefix = own_prefix(tx)
    chosen = select(c.id, c.external_id).where(c.id.in_(many("ids")))
    wanted = sorted({one for one in customer_ids if one is not None})
    return {row.id: _number(row.external_id, row.id, prefix) for row in tx.execute(chosen, {"ids": wanted})}


def _order_rows(tx: Connection, page: list[AnyRow]) -> Iterator[list[str]]:
    numbers = _numbers_of(tx, [row.customer_id for row in page])
    lines: dict[int, list[AnyRow]] = {}
    o = order_lines.c
    chosen = select(order_lines).where(o.order_id.in_([row.id for row in page])).order_by(o.order_id, o.position)
    for line in tx.execute(chosen):
        lines.setdefault(line.order_id, []).append(line)
    for row in page:
        start = [row.number, numbers[row.customer_id], _time(row.placed_at), row.status, str(row.amount), row.currency]
        for line in lines.get(row.id, ()):
            yield [*start, line.item, str(line.quantity), str(line.amount)]
        if row.id not in lines:
            yield [*start, "", "", ""]


def _interaction_rows(tx: Connection, page: list[AnyRow]) -> Iterator[list[str]]:
    numbers, prefix = _numbers_of(tx, [row.customer_id for row in page]), own_prefix(tx)
    chosen = select(cases.c.id, cases.c.number).where(cases.c.id.in_(many("ids")))
    found = tx.execute(chosen, {"ids": sorted({row.case_id for row in page if row.case_id is not None})})
    case_numbers = {row.id: str(row.number) for row in found}
    said: dict[int, list[AnyRow]] = {}
    m = messages.c
    for message in tx.execute(select(messages).where(m.interaction_id.in_([row.id for row in page])).order_by(m.id)):
        said.setdefault(message.interaction_id, []).append(message)
    for row in page:
        start = [
            _number(row.external_id, row.id, prefix),
            numbers.get(row.customer_id, ""),
            *(_cell(getattr(row, name)) for name in _CONTACTS[2:]),
            _cell(row.call_id),
            case_numbers.get(row.case_id, ""),
            _yes(row.is_interrupted),
            _yes(row.is_seen),
        ]
        for one in said.get(row.id, ()):
            number = _number(one.external_id, one.id, prefix)
            yield [*start, number, one.author, str(one.direction), _time(one.sent_at), one.subject, one.body]
        if row.id not in said:
            yield [*start, *("" for _ in _SAID)]


def _case_rows(tx: Connection, page: list[AnyRow]) -> Iterator[list[str]]:
    numbers = _numbers_of(tx, [row.customer_id for row in page])
    for row in page:
        owner = numbers.get(row.customer_id, "")
        yield [str(row.number), row.title, owner, _yes(row.is_solved), _time(row.opened_at)]


def _ending_rows(tx: Connection, page: list[AnyRow]) -> Iterator[list[str]]:
    i, prefix = interactions.c, own_prefix(tx)
    chosen = select(i.id, i.channel, i.external_id).where(i.id.in_(many("ids")))
    found = {one.id: one for one in tx.execute(chosen, {"ids": sorted({row.interaction_id for row in page})})}
    for row in page:
        whose = found[row.interaction_id]
        start = [str(whose.channel), _number(whose.external_id, whose.id, prefix), row.disposition, row.closed_by]
        opened = [row.opened_by, _cell(row.opened_at)]
        yield [*start, _time(row.closed_at), _yes(row.is_overtaken), *opened]


def _agent_rows(_tx: Connection, page: list[AnyRow]) -> Iterator[list[str]]:
    for row in page:
        yield [_cell(getattr(row, name)) for name in _AGENT_STATES]


def _text_rows(_tx: Connection, page: list[AnyRow]) -> Iterator[list[str]]:
    """A row for each wording."""
    for row in page:
        for one in row.wordings:
            said = (str(row.kind), row.title, row.shortcut, one["language"], one["text"], one["html"])
            yield [*said, ", ".join(row.queues), ", ".join(row.channels)]


_ROWS = {
    Kind.CUSTOMERS: _customer_rows,
    Kind.ORDERS: _order_rows,
    Kind.INTERACTIONS: _interaction_rows,
    Kind.CASES: _case_rows,
    Kind.ENDINGS: _ending_rows,
    Kind.AGENT_STATES: _agent_rows,
    Kind.TEXTS: _text_rows,
}


def _yes(value: object) -> str:
    """Said either way: an empty cell would be what is usual."""
    return "yes" if value else "no"


def _time(at: datetime) -> str:
    return at.isoformat()


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return _time(value)
        case _:
            return str(value)
