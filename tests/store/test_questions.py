"""What a question costs on PostgreSQL, which is on the other side of a wire: one way to it and back, and no more."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from desktop.domain.call import CallerHints
from desktop.domain.history import Match, MatchReason, SearchQuery
from desktop.numbering import PhoneNumbering
from desktop.store import DatabaseStore, open_store
from tests.servers.postgres import PostgresServer
from tests.store.values import added, call, phone, saved


@pytest.fixture(scope="module")
def empty_database(postgres_server: PostgresServer) -> Iterator[str]:
    with postgres_server.fresh_database() as url:
        open_store(url, PhoneNumbering("PL")).close()
        yield url


@pytest.fixture
def url(postgres_server: PostgresServer, empty_database: str) -> Iterator[str]:
    with postgres_server.fresh_database(empty_database) as url:
        yield url


@pytest.fixture
def shared(url: str, numbering: PhoneNumbering) -> Iterator[DatabaseStore]:
    store = open_store(url, numbering)
    yield store
    store.close()


def driver(store: DatabaseStore) -> Any:
    """The connection that the next question goes over."""
    with store.database.reading() as tx:
        return tx.connection.driver_connection


def asked(store: DatabaseStore, ask: Callable[[DatabaseStore], object], tmp_path: Path) -> int:
    """How often the server said that it is ready for more while `ask` ran."""
    with (tmp_path / "wire").open("w+") as wire:
        connection = driver(store).pgconn
        connection.trace(wire.fileno())
        ask(store)
        connection.untrace()
        wire.seek(0)
        return wire.read().count("ReadyForQuery")


@pytest.mark.parametrize(
    ("ask", "questions"),
    [
        (lambda store: store.match_caller(CallerHints(from_uri="sip:+48601234567@pbx")), 1),
        (lambda store: store.timeline(1), 3),
        (lambda store: store.dossier(Match(reason=MatchReason.NUMBER, customer_id=1)), 4),
        (lambda store: store.search(SearchQuery(text="hinge ")), 1),
        (lambda store: store.search(SearchQuery(text="hinge ", customer_id=1)), 2),
        (lambda store: store.unfinished("maria"), 1),
    ],
)
def test_what_a_ringing_call_asks_goes_over_the_wire_once_a_question(
    shared: DatabaseStore, tmp_path: Path, ask: Callable[[DatabaseStore], object], questions: int
) -> None:
    """No transaction is begun and ended around it, and nothing is asked only to see whether the server is there."""
    anna = saved(shared, "Anna", phone("601 234 567"))
    added(shared, call(customer_id=anna, notes="hinge"))
    ask(shared)
    assert asked(shared, ask, tmp_path) == questions


def test_a_connection_that_was_closed_while_nothing_was_asked_is_not_used_again(
    shared: DatabaseStore, url: str
) -> None:
    anna = saved(shared, "Anna")
    before = driver(shared)
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as other:
        closed = other.execute("SELECT pg_terminate_backend(%s, 30000)", (before.info.backend_pid,)).fetchone()
    assert closed == (True,)
    assert shared.customer(anna) is not None
    assert saved(shared, "Jan") != anna
    assert driver(shared) is not before
    assert before.closed
