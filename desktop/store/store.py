"""The store as the services see it (`ports.Store`): each method is one transaction over the plain functions beside it.

May be used from any thread; the desk uses it from the store lane, one call at a time.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from desktop.domain.agent import AgentStatus, Colleague, ReasonCode
from desktop.domain.call import CallerHints
from desktop.domain.case import Case
from desktop.domain.channel import Channel
from desktop.domain.customer import Address, Customer, CustomerHit, Order, OrderHit
from desktop.domain.history import (
    Dossier,
    InteractionDetails,
    Match,
    SearchPage,
    SearchQuery,
    TimelineKey,
    TimelinePage,
)
from desktop.domain.interaction import Disposition, Interaction
from desktop.domain.office.texts import TextsRead
from desktop.services.ports import InteractionChange, Numbering
from desktop.store import agents, customers, interactions, matching, orders, timeline
from desktop.store.addresses import normalised
from desktop.store.bus.handover import refusals
from desktop.store.bus.handover.part import Handover
from desktop.store.bus.part import Part
from desktop.store.bus.store import Accounts, Feed, Inbox, Leases
from desktop.store.bus.store_written import Drafts, Outbox, Work
from desktop.store.database import Database
from desktop.store.fulltext import search
from desktop.store.office.mailing.part import Answers, Mailings
from desktop.store.office.store import Office
from desktop.store.opening import open_database
from desktop.store.progress import Telling, tell_nobody


class _Customers(Part):
    """`ports.CustomerStore`."""

    def customer(self, customer_id: int) -> Customer | None:
        with self._database.reading() as tx:
            return customers.read(tx, customer_id)

    def save_customer(self, customer: Customer) -> Customer:
        with self._database.writing() as tx:
            return customers.save(tx, customer, self._numbering)

    def find_customers(self, text: str, limit: int = 20) -> Sequence[CustomerHit]:
        with self._database.reading() as tx:
            return customers.find(tx, text, limit, self._numbering)

    def list_customers(self, *, after: tuple[str, int] | None = None, limit: int = 100) -> Sequence[CustomerHit]:
        with self._database.reading() as tx:
            return customers.list_all(tx, after, limit)

    def link_address(self, customer_id: int, address: Address) -> Customer:
        with self._database.writing() as tx:
            linked = customers.link_address(tx, customer_id, address, self._numbering)
            refusals.take_back(tx, normalised(address, self._numbering).value, customer_id)
            return linked

    def merge_customers(self, kept_id: int, merged_id: int) -> None:
        with self._database.writing() as tx:
            customers.merge(tx, kept_id, merged_id)

    def split_customer(self, merged_id: int) -> None:
        with self._database.writing() as tx:
            customers.split(tx, merged_id)

    def merged_customers(self, kept_id: int) -> Sequence[CustomerHit]:
        with self._database.reading() as tx:
            return customers.merged(tx, kept_id)

    def orders(self, customer_id: int, *, before: TimelineKey | None = None, limit: int = 50) -> Sequence[Order]:
        with self._database.reading() as tx:
            return orders.newest(tx, customers.everybody(tx, customer_id), before, limit)

    def find_orders(self, text: str, limit: int = 20) -> Sequence[OrderHit]:
        with self._database.reading() as tx:
            return orders.find(tx, text, limit)

    def find_orders_of(self, customer_id: int, text: str, limit: int = 50) -> Sequence[Order]:
        with self._database.reading() as tx:
            return orders.find_of(tx, customers.everybody(tx, customer_id), text, limit)

    def cases(self, customer_id: int) -> Sequence[Case]:
        with self._database.reading() as tx:
            return orders.cases_of(tx, customers.everybody(tx, customer_id))

    def open_case(self, customer_id: int | None, title: str) -> Case:
        with self._database.writing() as tx:
            return orders.open_case(tx, customer_id, title)


class _Interactions(Part):
    """`ports.InteractionStore`."""

    def add_interaction(self, interaction: Interaction) -> Interaction:
        with self._database.writing() as tx:
            return interactions.add(tx, interaction)

    def change_interaction(self, interaction_id: int, change: InteractionChange) -> Interaction:
        with self._database.writing() as tx:
            return interactions.change(tx, interaction_id, change)

    def save_notes(self, interaction_id: int, notes: str) -> datetime:
        with self._database.writing() as tx:
            return interactions.save_notes(tx, interaction_id, notes)

    def interaction(self, interaction_id: int) -> Interaction | None:
        with self._database.reading() as tx:
            return interactions.read(tx, interaction_id)

    def interactions(self, ids: Sequence[int]) -> Sequence[Interaction]:
        with self._database.reading() as tx:
            return interactions.read_many(tx, ids)

    def interaction_of_call(self, call_id: str) -> Interaction | None:
        with self._database.reading() as tx:
            return interactions.of_call(tx, call_id)

    def unfinished(self, agent: str) -> Sequence[Interaction]:
        with self._database.reading() as tx:
            return interactions.unfinished(tx, agent)

    def calls(
        self, *, missed_only: bool = False, before: TimelineKey | None = None, limit: int = 100
    ) -> Sequence[Interaction]:
        statement = interactions.MISSED_CALLS if missed_only else interactions.ALL_CALLS
        with self._database.reading() as tx:
            return interactions.calls(tx, statement, before, limit)

    def unseen_missed(self) -> int:
        with self._database.reading() as tx:
            return interactions.unseen_missed(tx)

    def mark_missed_seen(self) -> None:
        with self._database.writing() as tx:
            interactions.mark_missed_seen(tx)


class _History(Part):
    """`ports.HistoryStore`."""

    def match_caller(self, hints: CallerHints) -> Match:
        with self._database.reading() as tx:
            return matching.match_caller(tx, hints, self._numbering)

    def dossier(self, match: Match, written: Interaction | None = None) -> Dossier:
        with self._database.reading() as tx:
            return timeline.dossier(tx, match, written)

    def timeline(
        self,
        customer_id: int,
        *,
        before: TimelineKey | None = None,
        limit: int = 50,
        channels: Sequence[Channel] = (),
    ) -> TimelinePage:
        with self._database.reading() as tx:
            return timeline.page(tx, customers.everybody(tx, customer_id), before, limit, channels)

    def details(self, interaction_id: int) -> InteractionDetails | None:
        with self._database.reading() as tx:
            return timeline.details(tx, interaction_id)

    def search(self, query: SearchQuery) -> SearchPage:
        with self._database.reading() as tx:
            within = customers.everybody(tx, query.customer_id) if query.customer_id is not None else None
            return search.search(tx, query, within)


class _Agents(Part):
    """`ports.AgentStore`."""

    def record_status(self, agent: str, status: AgentStatus) -> None:
        with self._database.writing() as tx:
            agents.record(tx, agent, status)

    def last_status(self, agent: str) -> AgentStatus | None:
        with self._database.reading() as tx:
            return agents.last(tx, agent)

    def colleagues(self) -> Sequence[Colleague]:
        with self._database.reading() as tx:
            return agents.colleagues(tx)

    def reason_codes(self) -> Sequence[ReasonCode]:
        with self._database.reading() as tx:
            return agents.reasons(tx)

    def dispositions(self) -> Sequence[Disposition]:
        with self._database.reading() as tx:
            return agents.results(tx)


class _Written(Feed, Leases, Accounts, Inbox, Outbox, Drafts, Work, Handover):
    """`written_ports.WrittenStore`."""


class DatabaseStore(_Customers, _Interactions, _History, _Agents, _Written, Office, Answers, Mailings):
    """`written_ports.WholeStore`, over SQLite or PostgreSQL."""

    @property
    def database(self) -> Database:
        """For import, export and benchmarks, which write in bulk."""
        return self._database

    @property
    def numbering(self) -> Numbering:
        return self._numbering

    def check_texts(self, path: Path) -> TextsRead:
        from desktop.store.transfer.texts.files import check  # few need it, and never at start

        return check(self, path)

    def read_texts(self, path: Path) -> TextsRead:
        from desktop.store.transfer.texts.files import read

        return read(self, path)

    def write_texts(self, path: Path) -> int:
        from desktop.store.transfer.texts.files import write

        return write(self, path)

    def close(self) -> None:
        self._database.close()


def open_store(where: str | Path, numbering: Numbering, told: Telling = tell_nobody) -> DatabaseStore:
    """`where` is a path or a `postgresql+psycopg://` URL; `told` hears how far the update of an older store is.

    Raises StorageError or ConfigurationError in words, and what `told` raises.
    """
    return DatabaseStore(open_database(where, told), numbering)
