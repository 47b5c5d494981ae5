"""Leases: one holder at a time, and an earlier one cannot write any more."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from desktop.domain.lease import Lease, LeaseLost
from desktop.store import DatabaseStore
from desktop.store.bus import leases
from desktop.store.database import Database

LONG, OVER = timedelta(minutes=5), timedelta(seconds=-1)


@pytest.fixture
def database(store: DatabaseStore) -> Database:
    return store.database


def _take(database: Database, holder: str, length: timedelta = LONG) -> Lease | None:
    with database.writing() as tx:
        return leases.take(tx, "account 1", holder, length)


def test_a_lease_has_one_holder(database: Database) -> None:
    assert _take(database, "a") is not None
    assert _take(database, "b") is None
    with database.reading() as tx:
        assert leases.holder(tx, "account 1") == "a"


def test_who_holds_it_may_take_it_again(database: Database) -> None:
    assert _take(database, "a") == _take(database, "a")


def test_a_silent_holder_is_followed_by_another_and_found_out(database: Database) -> None:
    first = _take(database, "a", OVER)
    second = _take(database, "b")
    assert first is not None
    assert second is not None
    assert second.epoch > first.epoch
    with pytest.raises(LeaseLost), database.writing() as tx:
        leases.require(tx, first)
    with pytest.raises(LeaseLost), database.writing() as tx:
        leases.renew(tx, first, LONG)
    with database.writing() as tx:
        leases.require(tx, second)


def test_a_holder_that_comes_back_after_another_has_a_new_epoch(database: Database) -> None:
    first = _take(database, "a", OVER)
    _take(database, "b", OVER)
    again = _take(database, "a")
    assert first is not None
    assert again is not None
    with pytest.raises(LeaseLost), database.writing() as tx:
        leases.require(tx, first)
    with database.writing() as tx:
        leases.require(tx, again)


def test_a_renewed_lease_is_kept(database: Database) -> None:
    lease = _take(database, "a", OVER)
    assert lease is not None
    with database.writing() as tx:
        leases.renew(tx, lease, LONG)
    assert _take(database, "b") is None


def test_a_released_lease_is_free_at_once(database: Database) -> None:
    lease = _take(database, "a")
    assert lease is not None
    with database.writing() as tx:
        leases.release(tx, lease)
    with database.reading() as tx:
        assert leases.holder(tx, "account 1") == ""
    assert _take(database, "b") is not None


def test_of_many_that_ask_at_once_one_gets_it(database: Database) -> None:
    together = threading.Barrier(6)

    def ask(holder: str) -> Lease | None:
        together.wait()
        return _take(database, holder)

    with ThreadPoolExecutor(6) as threads:
        got = list(threads.map(ask, "abcdef"))
    assert sum(lease is not None for lease in got) == 1


def test_nobody_takes_over_while_a_holder_writes(database: Database) -> None:
    """What is written under a lease is committed before the next holder begins."""
    if database.is_sqlite:
        return  # one writer at a time
    lease = _take(database, "a", OVER)
    assert lease is not None
    with ThreadPoolExecutor(1) as threads:
        with database.writing() as tx:
            leases.require(tx, lease)
            other = threads.submit(_take, database, "b")
            with pytest.raises(TimeoutError):
                other.result(0.3)
        assert other.result(30) is not None


def test_a_lease_that_a_clock_put_back_made_long_is_free_and_its_holder_found_out(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        now = leases._now
        before.setattr(leases, "_now", lambda tx: now(tx) + 3_600_000_000)
        first = _take(database, "a")
        assert first is not None
    with database.reading() as tx:
        assert leases.holder(tx, "account 1") == ""
    assert _take(database, "b") is not None
    with pytest.raises(LeaseLost), database.writing() as tx:
        leases.renew(tx, first, LONG)
