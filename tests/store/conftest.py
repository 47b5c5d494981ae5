"""Every test of the store runs on SQLite and on PostgreSQL, both real."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from desktop.numbering import PhoneNumbering
from desktop.store import DatabaseStore, open_store
from tests.conftest import _children as children
from tests.conftest import keep_for_session
from tests.servers.postgres import PostgresServer, postgres

_EMPTY = (
    "TRUNCATE customers, addresses, orders, order_lines, cases, interactions, messages, documents, timeline, agent_log,"
    " changes, leases, accounts, account_states, letters, letter_contents, threads, places, outbox, drafts, files,"
    " earlier_drafts, work, merged, mentions, refusals, parted, interaction_tags, endings, texts, macros, views, tabs,"
    " picture_senders, automatic_answers, address_standings, mailings, mailing_recipients RESTART IDENTITY"
)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    before = children()
    with postgres() as server:
        for pid in children() - before:
            keep_for_session(pid)
        yield server


@pytest.fixture(scope="session")
def migrated_url(postgres_server: PostgresServer) -> Iterator[str]:
    """One store for all tests that do not care how it was opened; emptied for each."""
    with postgres_server.fresh_database() as url:
        open_store(url, PhoneNumbering("PL")).close()
        yield url


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("migrated") / "store.db"
    open_store(path, PhoneNumbering("PL")).close()
    return path


@pytest.fixture
def numbering() -> PhoneNumbering:
    return PhoneNumbering("PL")


@pytest.fixture(params=["sqlite", "postgresql"])
def new_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where no store has been yet."""
    if request.param == "sqlite":
        yield str(tmp_path / "store.db")
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        with server.fresh_database() as url:
            yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The place of an empty store."""
    if request.param == "sqlite":
        path = tmp_path / "store.db"
        shutil.copy(request.getfixturevalue("migrated_file"), path)
        return str(path)
    url: str = request.getfixturevalue("migrated_url")
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        connection.execute(_EMPTY)
    return url


@pytest.fixture
def store(where: str, numbering: PhoneNumbering) -> Iterator[DatabaseStore]:
    opened = open_store(where, numbering)
    yield opened
    opened.close()
