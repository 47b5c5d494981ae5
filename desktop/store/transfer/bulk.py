"""A whole history written at once, for the demo and for benchmarks: one transaction, rows by the thousand.

What is read through the store afterwards is the same as if it had been written call by call and message by message.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Column, Connection, Insert, Table, TextClause, func, insert, select, text

from desktop.domain.case import Case
from desktop.domain.customer import Customer, Order
from desktop.domain.errors import Rejected
from desktop.domain.interaction import Interaction
from desktop.domain.message import Message
from desktop.domain.text import tr
from desktop.services.ports import Numbering
from desktop.store import addresses as forms
from desktop.store import customers as people
from desktop.store import interactions as contacts
from desktop.store import orders as goods
from desktop.store.bus import feed
from desktop.store.database import Database
from desktop.store.fulltext import documents as index
from desktop.store.schema import addresses, cases, customers, documents, interactions, messages, order_lines, orders
from desktop.store.transfer.writing import message_row
from desktop.store.types import many

_BATCH = 2000
_CUSTOMER_WORDS = text("INSERT INTO customer_words (rowid, words) VALUES (:id, :words)")
_CUSTOMER_VECTOR = text("UPDATE customers SET words = CAST(:words AS tsvector) WHERE id = :id")
_DOCUMENT_WORDS = text("INSERT INTO document_words (rowid, words, scope) VALUES (:id, :words, :scope)")
_RESERVE = text("SELECT setval(pg_get_serial_sequence(:name, 'id'), nextval(pg_get_serial_sequence(:name, 'id')) + :n)")

Progress = Callable[[float], None]
"""Told the share that is written, from 0.0 to 1.0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Ids are the history's own, from 1 without a gap in each kind; the store gives others where it must.

    `cases` come with when they were opened. Interactions are in order of time, messages in that of interactions.
    """

    customers: Sequence[Customer]
    orders: Sequence[Order]
    cases: Sequence[tuple[Case, datetime]]
    interactions: Sequence[Interaction]
    messages: Sequence[Message]


def load(database: Database, history: History, numbering: Numbering, progress: Progress = lambda share: None) -> None:
    """All of it or, with an error, nothing. Raises StorageError; Rejected for what the store holds already."""
    with database.writing() as tx:
        _refuse_known(tx, customers.c.external_id, (customer.external_id for customer in history.customers))
        _refuse_known(tx, orders.c.number, (order.number for order in history.orders))
        _Loader(tx, history, numbering, progress).load()
        feed.tell_everything(tx)


def _refuse_known(tx: Connection, column: Column[Any], values: Iterable[str | None]) -> None:
    """Before anything is written: a refusal by PostgreSQL in the middle of many rows breaks the connection."""
    values = (value for value in values if value is not None)
    while batch := list(islice(values, _BATCH)):
        if tx.execute(select(column).where(column.in_(many("known"))).limit(1), {"known": batch}).first():
            raise Rejected(tr("The store holds some of these customers or orders already."))


class _Loader:
    def __init__(self, tx: Connection, history: History, numbering: Numbering, progress: Progress) -> None:
        self._tx = tx
        self._history = history
        self._numbering = numbering
        self._progress = progress
        self._is_sqlite = tx.dialect.name == "sqlite"
        self._written = 0
        self._total = 2 * (len(history.interactions) + len(history.messages)) + len(history.orders)

    def load(self) -> None:
        h = self._history
        self._customers = self._first_id(customers, len(h.customers))
        self._orders = self._first_id(orders, len(h.orders))
        self._cases = self._first_id(cases, len(h.cases))
        self._interactions = self._first_id(interactions, len(h.interactions))
        self._messages = self._first_id(messages, len(h.messages))
        self._write_customers()
        self._many(insert(orders), self._order_rows(), counted=True)
        self._many(insert(order_lines), self._line_rows())
        self._many(insert(cases), self._case_rows())
        self._many(insert(interactions), self._interaction_rows(), counted=True)
        self._many(insert(messages), self._message_rows(), counted=True)
        self._write_documents()
        self._progress(1.0)

    def _first_id(self, table: Table, count: int) -> int:
        """What to add to the history's ids, which are the store's from now on."""
        if self._is_sqlite or not count:
            return int(self._tx.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one())
        return int(self._tx.execute(_RESERVE, {"name": table.name, "n": count - 1}).scalar_one()) - count

    def _many(self, statement: Insert | TextClause, rows: Iterable[dict[str, Any]], *, counted: bool = False) -> None:
        rows = iter(rows)
        while batch := list(islice(rows, _BATCH)):
            self._tx.execute(statement, batch)
            if counted:
                self._written += len(batch)
                self._progress(self._written / self._total)

    # ------------------------------------------------------------ rows

    def _write_customers(self) -> None:
        everybody = list(enumerate(self._history.customers, start=self._customers + 1))
        self._many(insert(customers), ({"id": i, **people.row_of(customer)} for i, customer in everybody))
        self._many(
            insert(addresses),
            (
                people.address_values(i, forms.normalised(address, self._numbering), self._numbering)
                for i, customer in everybody
                for address in customer.addresses
            ),
        )
        words = ((i, people.words_of(customer, self._numbering)) for i, customer in everybody)
        if self._is_sqlite:
            self._many(_CUSTOMER_WORDS, ({"id": i, "words": found} for i, found in words))
        else:
            self._many(_CUSTOMER_VECTOR, ({"id": i, "words": index.vector_of(found)} for i, found in words))

    def _order_rows(self) -> Iterator[dict[str, Any]]:
        for i, order in enumerate(self._history.orders, start=self._orders + 1):
            yield {**goods.row_of(order), "id": i, "customer_id": order.customer_id + self._customers}

    def _line_rows(self) -> Iterator[dict[str, Any]]:
        for i, order in enumerate(self._history.orders, start=self._orders + 1):
            yield from goods.rows_of_lines(i, order.lines)

    def _case_rows(self) -> Iterator[dict[str, Any]]:
        highest = int(self._tx.execute(select(func.coalesce(func.max(cases.c.number), 1000))).scalar_one())
        for place, (case, opened_at) in enumerate(self._history.cases, start=1):
            yield {
                "id": self._cases + place,
                "number": highest + place,
                "title": case.title,
                "customer_id": _shifted(case.customer_id, self._customers),
                "is_solved": case.is_solved,
                "opened_at": opened_at,
            }

    def _interaction_rows(self) -> Iterator[dict[str, Any]]:
        # every row has the same columns, or they could not be written together
        nothing = dict.fromkeys(contacts.CALL_COLUMNS)
        for i, interaction in enumerate(self._history.interactions, start=self._interactions + 1):
            yield {
                **nothing,
                **contacts.row_of(interaction),
                "id": i,
                "customer_id": _shifted(interaction.customer_id, self._customers),
                "case_id": _shifted(interaction.case_id, self._cases),
            }

    def _message_rows(self) -> Iterator[dict[str, Any]]:
        for i, message in enumerate(self._history.messages, start=self._messages + 1):
            yield {**message_row(message), "id": i, "interaction_id": message.interaction_id + self._interactions}

    # ------------------------------------------------------------ words

    def _write_documents(self) -> None:
        said = sorted(self._said(), key=lambda document: document.at)
        if not said:
            return
        numbered = list(zip(self._free_ids(said), said, strict=True))
        rows = (index.row_of(i, s) for i, s in numbered)
        self._many(insert(documents), rows)
        index.know_terms(self._tx, {word for _, document in numbered for word in document.words.split(" ")})
        if self._is_sqlite:
            words = (
                {"id": i, "words": s.words, "scope": index.scope_of(s.customer_id, s.channel)} for i, s in numbered
            )
            self._many(_DOCUMENT_WORDS, words, counted=True)
        else:
            vectors = ({"id": i, "vector": index.vector_of(s.words, s.channel)} for i, s in numbered)
            self._many(index.SET_VECTOR, vectors, counted=True)

    def _said(self) -> Iterator[index.Said]:
        h = self._history
        for i, interaction in enumerate(h.interactions, start=self._interactions + 1):
            words = index.words_of(interaction.subject, interaction.notes)
            if words:
                customer_id = _shifted(interaction.customer_id, self._customers)
                yield index.Said(i, None, customer_id, interaction.channel, interaction.started_at, words)
        for i, message in enumerate(h.messages, start=self._messages + 1):
            of = h.interactions[message.interaction_id - 1]
            words = index.words_of(message.subject, message.body)
            if words:
                customer_id = _shifted(of.customer_id, self._customers)
                interaction_id = message.interaction_id + self._interactions
                yield index.Said(interaction_id, i, customer_id, of.channel, message.sent_at, words)

    def _free_ids(self, said: Sequence[index.Said]) -> Iterator[int]:
        """An id for each, growing with time, none of them taken. `said` is in order of time."""
        low = index.first_id(said[0].at)
        taken = set(self._tx.execute(select(documents.c.id).where(documents.c.id >= low)).scalars())
        last = low - 1
        for document in said:
            last = max(index.first_id(document.at), last + 1)
            while last in taken:
                last += 1
            yield last


def _shifted(own_id: int | None, by: int) -> int | None:
    return None if own_id is None else own_id + by
