"""Hubs over a real SQLite store; what they speak to is a post office in a folder."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.channel import Channel
from desktop.domain.written import AccountHealth, AccountState, ChannelAccount, OutboxState, Outgoing
from desktop.numbering import PhoneNumbering
from desktop.services.hub.role import HubRole
from desktop.services.hub.secrets import AccountSecrets
from desktop.services.hub.terms import Terms
from desktop.store import DatabaseStore, open_store
from tests.conftest import PATIENCE_SECONDS, keep_for_session
from tests.conftest import _children as children
from tests.servers.postgres import PostgresServer, postgres
from tests.services.hub.post_office import OWN_ADDRESS, PASSWORD, Hook, PostOffice, a_letter
from tests.vaults import MemoryVault

# as the real ones, a twentieth of the time
QUICK = Terms(
    lease=1.0, renew=0.1, grace=1.0, receiving=(0.05, 0.1), sending=(0.05, 0.1), idle=0.5, doubt=0.4, ask=0.05
)


def wait_for(condition: Callable[[], object], what: str, seconds: float = PATIENCE_SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.01)


Beside = Callable[[ChannelAccount, Sequence[ChannelAccount], Sequence[str]], ChannelAccount]


class Hubs:
    """A store with one account, and as many roles over it as a test starts."""

    def __init__(self, where: str, folder: Path) -> None:
        self.store: DatabaseStore = open_store(where, PhoneNumbering("PL"))
        self.office = PostOffice(folder / "office")
        self.vault = MemoryVault()
        self.where = where
        self._stores: list[DatabaseStore] = [self.store]
        self._roles: list[HubRole] = []
        self.beside: Beside = lambda account, accounts, agents: account
        self.account = self.store.save_account(
            ChannelAccount(channel=Channel.EMAIL, name="Shop", address=OWN_ADDRESS, queue="orders")
        )
        assert self.account.id is not None
        self.account_id = self.account.id
        AccountSecrets(self.vault, self.account_id).keep("password", PASSWORD)

    def start(
        self,
        holder: str = "one",
        *,
        is_headless: bool = False,
        terms: Terms = QUICK,
        hook: Hook = lambda _: None,
        vault: MemoryVault | None = None,
    ) -> HubRole:
        """A role with connections of its own, as another program has."""
        store = open_store(self.where, PhoneNumbering("PL"))
        self._stores.append(store)
        role = HubRole(
            store,
            (replace(self.office.kind(hook), beside=self.beside),),
            lambda account: AccountSecrets(vault or self.vault, account.id),
            holder,
            is_headless=is_headless,
            terms=terms,
        )
        self._roles.append(role)
        role.start()
        return role

    def stop(self) -> None:
        for role in self._roles:
            assert role.stop()
        for store in self._stores:
            store.close()
        assert self.office.collisions() == []

    # ------------------------------------------------------------ what is seen of it

    def state(self) -> AccountState | None:
        return next((one for one in self.store.account_states() if one.account_id == self.account_id), None)

    def health(self) -> AccountHealth | None:
        state = self.state()
        return state.health if state is not None else None

    def wait_for_health(self, health: AccountHealth) -> None:
        wait_for(lambda: self.health() is health, f"{health}: it is {self.state()}")

    def connected(self) -> None:
        self.wait_for_health(AccountHealth.CONNECTED)

    def interaction(self) -> int:
        """With Anna, who wrote."""
        self.office.put("first@example.com")
        wait_for(self.received, "her mail")
        return self.received()[0]

    def received(self) -> list[int]:
        """The interactions there are."""
        with self.store.database.reading() as tx:
            return [row[0] for row in tx.exec_driver_sql("SELECT id FROM interactions ORDER BY id")]

    def bodies(self) -> list[str]:
        with self.store.database.reading() as tx:
            return sorted(row[0] for row in tx.exec_driver_sql("SELECT body FROM messages"))

    def send(self, external_id: str, interaction_id: int) -> Outgoing:
        return self.store.enqueue(a_letter(self.account_id, interaction_id, external_id))

    def letter(self, outgoing: Outgoing) -> Outgoing:
        """As it stands now."""
        assert outgoing.message_id is not None
        written = self.store.written(outgoing.message_id)
        assert written is not None
        assert written.outbox is not None
        return written.outbox

    def wait_for_letter(self, outgoing: Outgoing, state: OutboxState) -> Outgoing:
        wait_for(lambda: self.letter(outgoing).state is state, f"{state}: {self.letter(outgoing)}")
        return self.letter(outgoing)


@pytest.fixture(scope="session")
def database_server() -> Iterator[PostgresServer]:
    before = children()
    with postgres() as server:
        for pid in children() - before:
            keep_for_session(pid)
        yield server


@pytest.fixture(scope="session")
def empty_database(database_server: PostgresServer) -> Iterator[str]:
    with database_server.fresh_database() as url:
        open_store(url, PhoneNumbering("PL")).close()
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def any_hubs(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hubs]:
    """Over a file, and as a team has it."""
    if request.param == "sqlite":
        yield request.getfixturevalue("hubs")
        return
    server: PostgresServer = request.getfixturevalue("database_server")
    with server.fresh_database(request.getfixturevalue("empty_database")) as url:
        built = Hubs(url, tmp_path)
        yield built
        built.stop()


@pytest.fixture
def hubs(tmp_path: Path, empty_store: bytes) -> Iterator[Hubs]:
    file = tmp_path / "store.db"
    file.write_bytes(empty_store)
    built = Hubs(str(file), tmp_path)
    yield built
    built.stop()
