"""Every test of the store runs on SQLite and on PostgreSQL, both real."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.numbering import PhoneNumbering
from desktop.store import DatabaseStore, open_store
from tests.conftest import _children as children
from tests.conftest import keep_for_session
from tests.servers.postgres import PostgresServer, postgres


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    before = children()
    with postgres() as server:
        for pid in children() - before:
            keep_for_session(pid)
        yield server


@pytest.fixture
def numbering() -> PhoneNumbering:
    return PhoneNumbering("PL")


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The place of a new store."""
    if request.param == "sqlite":
        yield str(tmp_path / "store.db")
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        with server.fresh_database() as url:
            yield url


@pytest.fixture
def store(where: str, numbering: PhoneNumbering) -> Iterator[DatabaseStore]:
    opened = open_store(where, numbering)
    yield opened
    opened.close()
