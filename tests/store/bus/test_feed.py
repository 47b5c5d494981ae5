"""The change feed: nothing missed, nothing twice, whatever the order of the commits."""

import itertools
import random
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from desktop.domain.change import Change, ChangeKind, Cursor
from desktop.store import DatabaseStore
from desktop.store.bus import feed
from desktop.store.database import Database

KIND = ChangeKind.INTERACTION


@pytest.fixture
def database(store: DatabaseStore) -> Database:
    return store.database


def _end(database: Database) -> Cursor:
    with database.reading() as tx:
        return feed.end(tx)


def _read(database: Database, cursor: Cursor, most: int = 1000) -> tuple[tuple[Change, ...], Cursor]:
    with database.reading() as tx:
        return feed.read(tx, cursor, most)


def _tell(database: Database, *ids: int) -> None:
    with database.writing() as tx:
        feed.tell(tx, KIND, *ids)


def _ids(changes: tuple[Change, ...]) -> list[int]:
    return [change.id for change in changes]


def test_what_was_before_the_end_is_not_told(database: Database) -> None:
    _tell(database, 1)
    cursor = _end(database)
    assert _read(database, cursor) == ((), cursor)
    _tell(database, 2)
    changes, cursor = _read(database, cursor)
    assert changes == (Change(kind=KIND, id=2),)
    assert _read(database, cursor)[0] == ()


def test_a_change_taken_back_is_not_told(database: Database) -> None:
    cursor = _end(database)
    with database.writing() as tx:
        feed.tell(tx, KIND, 1)
        tx.rollback()
    _tell(database, 2)
    assert _ids(_read(database, cursor)[0]) == [2]


def test_a_subject_changed_often_is_told_once_in_its_last_place(database: Database) -> None:
    cursor = _end(database)
    for one in (1, 2, 1):
        _tell(database, one)
    assert _ids(_read(database, cursor)[0]) == [2, 1]


def test_many_changes_come_in_parts(database: Database) -> None:
    cursor = _end(database)
    _tell(database, *range(1, 8))
    _tell(database, 8, 9)
    found: list[int] = []
    for _ in range(4):
        changes, cursor = _read(database, cursor, 3)
        found += _ids(changes)
    assert found == list(range(1, 10))


def test_who_was_away_for_too_long_is_told_to_read_everything(database: Database) -> None:
    cursor = _end(database)
    _tell(database, 1)
    with database.writing() as tx:
        feed.forget(tx, datetime.now(UTC) + timedelta(seconds=1))
    changes, cursor = _read(database, cursor)
    assert changes == (Change(kind=ChangeKind.EVERYTHING),)
    _tell(database, 2)
    assert _ids(_read(database, cursor)[0]) == [2]


def test_who_is_up_to_date_does_not_miss_what_was_forgotten(database: Database) -> None:
    cursor = _end(database)
    _tell(database, 1)
    _, cursor = _read(database, cursor)
    with database.writing() as tx:
        feed.forget(tx, datetime.now(UTC) + timedelta(seconds=1))
    _tell(database, 2)
    assert _ids(_read(database, cursor)[0]) == [2]


def test_a_transaction_that_ends_last_is_not_missed_though_its_numbers_are_lower(database: Database) -> None:
    if database.is_sqlite:
        return  # one writer at a time: the next begins when this one has ended
    cursor = _end(database)
    with database.writing() as slow:
        feed.tell(slow, KIND, 1)
        _tell(database, 2)
        changes, cursor = _read(database, cursor)
        assert _ids(changes) == [2]  # told at once, though an earlier one runs
        assert _read(database, cursor)[0] == ()
    changes, cursor = _read(database, cursor)
    assert _ids(changes) == [1]
    assert _read(database, cursor)[0] == ()


def test_a_reader_that_begins_beside_a_running_transaction_hears_its_end(database: Database) -> None:
    if database.is_sqlite:
        return
    with database.writing() as slow:
        feed.tell(slow, KIND, 1)
        _tell(database, 2)
        cursor = _end(database)
    changes, cursor = _read(database, cursor)
    assert _ids(changes) == [1]
    assert cursor.early == frozenset()


def _write(database: Database, chance: random.Random, numbers: Iterator[int]) -> None:
    for _ in range(25):
        with database.writing() as tx:
            for _ in range(chance.randint(1, 3)):
                feed.tell(tx, KIND, next(numbers))


def _follow(database: Database, where: Cursor, most: int, written: threading.Event) -> list[int]:
    heard: list[int] = []
    is_over = False
    while not is_over:
        is_over = written.is_set()  # whatever is committed by now is seen by the reading that follows
        changes = None
        while changes != ():
            changes, where = _read(database, where, most)
            heard += _ids(changes)
    return heard


def test_readers_beside_many_writers_miss_nothing_and_hear_nothing_twice(database: Database) -> None:
    cursor = _end(database)
    numbers, written = itertools.count(1), threading.Event()
    with ThreadPoolExecutor(8) as threads:
        readers = [threads.submit(_follow, database, cursor, most, written) for most in (2, 1000)]
        writers = [threads.submit(_write, database, random.Random(seed), numbers) for seed in range(5)]
        for writer in writers:
            writer.result()
        written.set()
        heard = [reader.result() for reader in readers]
    everything = list(range(1, next(numbers)))
    assert [sorted(one) for one in heard] == [everything, everything]
