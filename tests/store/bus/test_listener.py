"""Who waits hears of what others write: in this process, in another one, and after the server was away."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from desktop.domain.change import ChangeKind
from desktop.numbering import PhoneNumbering
from desktop.store import DatabaseStore, open_store
from desktop.store.bus import feed
from desktop.store.bus.listener import Listening
from tests.conftest import _children as children
from tests.servers.postgres import postgres
from tests.store.values import added, call, saved

ROOT = Path(__file__).parents[3]
LONG = 20.0
SOON = 0.3

# A program of its own: writes a customer for each line it reads.
_WRITER = """
import sys
from desktop.domain.customer import Customer
from desktop.numbering import PhoneNumbering
from desktop.store import open_store
store = open_store(sys.argv[1], PhoneNumbering("PL"))
print("ready", flush=True)
for line in sys.stdin:
    print(store.save_customer(Customer(name=line.strip())).id, flush=True)
store.close()
"""


@pytest.fixture
def listener(store: DatabaseStore) -> Iterator[Listening]:
    opened = store.listen()
    while opened.wait(0):
        pass  # what it says at the beginning
    yield opened
    opened.close()


@contextmanager
def beside(act: Callable[[], object]) -> Iterator[None]:
    """While `act` runs in a thread of its own."""
    thread = threading.Thread(target=act)
    thread.start()
    try:
        yield
    finally:
        thread.join(LONG)
        assert not thread.is_alive()


def test_nothing_is_told_when_nothing_is_written(listener: Listening) -> None:
    began = time.monotonic()
    assert not listener.wait(SOON)
    assert time.monotonic() - began >= SOON * 0.9


def test_what_this_process_writes_is_told(store: DatabaseStore, listener: Listening) -> None:
    with beside(lambda: saved(store, "Anna")):
        assert listener.wait(LONG)


def test_what_was_written_before_waiting_is_told(store: DatabaseStore, listener: Listening) -> None:
    saved(store, "Anna")
    assert listener.wait(LONG)


def test_a_change_taken_back_is_not_told(store: DatabaseStore, listener: Listening) -> None:
    with store.database.writing() as tx:
        feed.tell(tx, ChangeKind.CUSTOMER, 1)
        tx.rollback()
    assert not listener.wait(SOON)


def test_what_another_program_writes_is_told_and_read(where: str, store: DatabaseStore, listener: Listening) -> None:
    cursor = store.feed_end()
    writer = subprocess.Popen(
        [sys.executable, "-c", _WRITER, where], cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert writer.stdin is not None
    assert writer.stdout is not None
    try:
        assert writer.stdout.readline() == "ready\n"
        for name in ("Anna", "Jan", "Ola"):
            while listener.wait(0):
                pass
            writer.stdin.write(f"{name}\n")
            writer.stdin.flush()
            assert listener.wait(LONG)
            own_id = int(writer.stdout.readline())
            changes, cursor = store.changes(cursor)
            assert [(one.kind, one.id) for one in changes] == [(ChangeKind.CUSTOMER, own_id)]
    finally:
        writer.stdin.close()
        assert writer.wait(LONG) == 0
        writer.stdout.close()


def test_closing_ends_a_wait_at_once_and_twice_does_nothing(listener: Listening) -> None:
    began = time.monotonic()
    with beside(lambda: listener.wait(LONG)):
        listener.close()
    assert time.monotonic() - began < LONG / 2
    listener.close()
    assert not listener.wait(0)


def test_many_may_wait(store: DatabaseStore, listener: Listening) -> None:
    other = store.listen()
    try:
        added(store, call())
        assert listener.wait(LONG)
        assert other.wait(LONG)
    finally:
        other.close()


def test_a_connection_cut_off_is_made_anew_and_says_look(where: str, listener: Listening) -> None:
    if "://" not in where:
        return  # a file has no connection that is cut
    with psycopg.connect(where.replace("+psycopg", ""), autocommit=True) as admin:
        cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'parley listener'"
        assert admin.execute(cut).fetchall() != []
    assert listener.wait(LONG)


def test_a_server_that_was_away_is_heard_again(numbering: PhoneNumbering) -> None:
    before = children()
    with postgres() as server, server.fresh_database() as url:
        store = open_store(url, numbering)
        listener = store.listen()
        assert listener.wait(LONG)
        server.process.stop()
        assert not listener.wait(SOON)
        server.start()
        assert listener.wait(LONG)
        saved(store, "Anna")
        assert listener.wait(LONG)
        listener.close()
        store.close()
    assert not children() - before


def test_a_file_that_cannot_be_asked_for_a_while_is_asked_again(tmp_path: Path, numbering: PhoneNumbering) -> None:
    path = tmp_path / "store.db"
    store = open_store(path, numbering)
    listener = store.listen()
    listener.wait(0)
    listener._connection.close()  # type: ignore[attr-defined]  # as if the disk had failed
    assert listener.wait(LONG)
    saved(store, "Anna")
    assert listener.wait(LONG)
    listener.close()
    store.close()
