"""Every test of the store runs on SQLite and on PostgreSQL, both real."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from desktop.numbering import PhoneNumbering
from desktop.store import DatabaseStore, open_store
from tests.conftest import _children as children
from tests.conftest import keep_for_session
from tests.servers.postgres import PostgresServer, postgres

_KEPT = ["alembic_version", "dispositions", "facts", "reason_codes"]  # what a store has from its beginning
_EMPTIED = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND NOT tablename = ANY(%s)"
_SIZE = "SELECT sum(pg_relation_size(oid)) FROM pg_class WHERE relname = ANY(%s)"
_IDS_FROM_ONE = "SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'"
_LARGE = 1 << 20  # bytes of rows deleted, which are read past until they are truncated


def _empty(url: str) -> None:
    """Row by row, and no trigger is asked: to truncate forty tables takes five times as long as to delete what a test
    writes."""
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        names = [row[0] for row in connection.execute(_EMPTIED, [_KEPT])]
        tables = [sql.Identifier(name) for name in names]
        (size,) = connection.execute(_SIZE, [names]).fetchone() or (0,)
        if size > _LARGE:
            connection.execute(sql.SQL("TRUNCATE {}").format(sql.SQL(",").join(tables)))
        else:
            connection.execute("SET LOCAL session_replication_role = replica")
            connection.execute(sql.SQL(";").join(sql.SQL("DELETE FROM {}").format(table) for table in tables))
        connection.execute(_IDS_FROM_ONE)


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
    _empty(url)
    return url


@pytest.fixture
def store(where: str, numbering: PhoneNumbering) -> Iterator[DatabaseStore]:
    opened = open_store(where, numbering)
    yield opened
    opened.close()
