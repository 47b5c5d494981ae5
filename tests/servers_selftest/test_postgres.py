"""The throw-away PostgreSQL cluster."""

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from tests.servers.postgres import PostgresServer, postgres


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    with postgres() as running:
        yield running


def test_a_fresh_database_is_empty_speaks_utf8_and_is_gone_afterwards(server: PostgresServer) -> None:
    with server.fresh_database() as url:
        engine = create_engine(url)
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE words (word text)"))
            connection.execute(text("INSERT INTO words VALUES ('Zażółć 退款')"))
            assert connection.scalar(text("SELECT lower(word) FROM words")) == "zażółć 退款"
            assert connection.scalar(text("SELECT count(*) FROM pg_tables WHERE schemaname='public'")) == 1
        with server.fresh_database() as other_url:
            other = create_engine(other_url)
            with other.connect() as connection:
                assert connection.scalar(text("SELECT count(*) FROM pg_tables WHERE schemaname='public'")) == 0
            other.dispose()
        engine.dispose()
    with pytest.raises(OperationalError, match="does not exist"):
        create_engine(url).connect()


def test_a_wrong_password_is_refused_over_tcp(server: PostgresServer) -> None:
    wrong = server.url().replace("postgresql+psycopg", "postgresql").replace(server.password, "wrong")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong)


def test_committed_rows_survive_a_killed_server_that_comes_back_on_the_same_port() -> None:
    with postgres({"fsync": "on", "synchronous_commit": "on"}) as server:
        url = server.url().replace("postgresql+psycopg", "postgresql")
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
            server.process.kill()
            with pytest.raises(psycopg.OperationalError):
                connection.execute("SELECT 1")
        server.start()
        with psycopg.connect(url) as connection:
            row = connection.execute("SELECT answer FROM kept").fetchone()
        assert row == (42,)
