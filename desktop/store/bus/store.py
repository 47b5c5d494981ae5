"""The parts of the store that make it a bus (`written_ports`): each method is one transaction over the plain functions.

May be used from any thread.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from desktop.domain.change import Change, Cursor
from desktop.domain.customer import CustomerHit
from desktop.domain.lease import Lease
from desktop.domain.written import (
    Absence,
    AccountState,
    ChannelAccount,
    Filed,
    Filing,
    Incoming,
    Received,
    SeenMark,
)
from desktop.store.bus import accounts, feed, leases
from desktop.store.bus.inbox import filing, places, receiving
from desktop.store.bus.inbox.arrivals import prepare
from desktop.store.bus.inbox.guesses import maybe_customers
from desktop.store.bus.inbox.receiving import Told
from desktop.store.bus.listener import Listening, listen
from desktop.store.bus.part import Part


class Feed(Part):
    """`written_ports.FeedStore`."""

    def feed_end(self) -> Cursor:
        with self._database.reading() as tx:
            return feed.end(tx)

    def changes(self, cursor: Cursor) -> tuple[tuple[Change, ...], Cursor]:
        with self._database.reading() as tx:
            return feed.read(tx, cursor)

    def forget_changes(self, before: datetime) -> None:
        with self._database.writing() as tx:
            feed.forget(tx, before)

    def listen(self) -> Listening:
        return listen(self._database)


class Leases(Part):
    """`written_ports.LeaseStore`."""

    def take_lease(self, name: str, holder: str, length: timedelta) -> Lease | None:
        with self._database.writing() as tx:
            return leases.take(tx, name, holder, length)

    def renew_lease(self, lease: Lease, length: timedelta) -> None:
        with self._database.writing() as tx:
            leases.renew(tx, lease, length)

    def release_lease(self, lease: Lease) -> None:
        with self._database.writing() as tx:
            leases.release(tx, lease)

    def lease_holder(self, name: str) -> str:
        with self._database.reading() as tx:
            return leases.holder(tx, name)


class Accounts(Part):
    """`written_ports.AccountStore`."""

    def accounts(self) -> Sequence[ChannelAccount]:
        with self._database.reading() as tx:
            return accounts.read_all(tx)

    def save_account(self, account: ChannelAccount) -> ChannelAccount:
        with self._database.writing() as tx:
            return accounts.save(tx, account)

    def remove_account(self, account_id: int) -> None:
        with self._database.writing() as tx:
            accounts.remove(tx, account_id)

    def account_states(self) -> Sequence[AccountState]:
        with self._database.reading() as tx:
            return accounts.states(tx)

    def set_account_state(self, state: AccountState) -> None:
        with self._database.writing() as tx:
            accounts.set_state(tx, state)


class Inbox(Part):
    """`written_ports.InboxStore`."""

    def inbox_position(self, account_id: int) -> str:
        with self._database.reading() as tx:
            return accounts.position(tx, account_id)

    def receive(
        self,
        lease: Lease,
        account: ChannelAccount,
        batch: Sequence[Incoming],
        position: str,
        seen: Sequence[SeenMark] = (),
        gone: Absence | None = None,
    ) -> Sequence[Received]:
        arrivals = prepare(account, batch)
        told = Told(seen=seen, gone=self._gone_among(account, gone))
        with self._database.writing() as tx:
            return receiving.receive(tx, lease, account, arrivals, position, told)

    def _gone_among(self, account: ChannelAccount, gone: Absence | None) -> Sequence[str]:
        """Looked up before the transaction that others wait for."""
        if gone is None or account.id is None:
            return ()
        with self._database.reading() as tx:
            return places.gone_among(tx, account.id, gone)

    def maybe_customers(self, interaction_id: int) -> Sequence[CustomerHit]:
        with self._database.reading() as tx:
            return maybe_customers(tx, interaction_id, self._numbering)

    def marks_to_push(self, account_id: int, limit: int = 200) -> Sequence[SeenMark]:
        with self._database.reading() as tx:
            return places.to_push(tx, account_id, limit)

    def marks_pushed(self, lease: Lease, account_id: int, marks: Sequence[SeenMark]) -> None:
        with self._database.writing() as tx:
            leases.require(tx, lease)
            places.pushed(tx, account_id, marks)

    def filings(self, lease: Lease, account_id: int, limit: int = 200) -> Sequence[Filing]:
        with self._database.reading() as tx:
            if not filing.is_due(tx, account_id):
                return ()
        with self._database.writing() as tx:
            leases.require(tx, lease)
            return filing.due(tx, account_id, limit)

    def filed(self, lease: Lease, account_id: int, filed: Sequence[Filed]) -> None:
        with self._database.writing() as tx:
            leases.require(tx, lease)
            filing.done(tx, account_id, filed)
