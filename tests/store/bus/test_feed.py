"""The change feed: nothing missed, nothing twice, whatever the order of the commits."""

import itertools
import random
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

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


def _forget_all(database: Database) -> None:
    with database.writing() as tx:
        feed.forget(tx, datetime.now(UTC) + timedelta(seconds=1))


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
    _tell(database, 2)
    _forget_all(database)
    changes, cursor = _read(database, cursor)
    assert changes == (Change(kind=ChangeKind.EVERYTHING),)
    _tell(database, 3)
    assert _ids(_read(database, cursor)[0]) == [3]


def test_who_is_up_to_date_does_not_miss_what_was_forgotten(database: Database) -> None:
    cursor = _end(database)
    _tell(database, 1)
    _, cursor = _read(database, cursor)
    for _ in range(2):
        _forget_all(database)
    _tell(database, 2)
    changes, cursor = _read(database, cursor)
    assert _ids(changes) == [2]
    assert _read(database, cursor)[0] == ()


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


@dataclass
class _Writer:
    """A transaction that stays open for as long as the test likes."""

    database: Database
    told: list[int] = field(default_factory=list)
    tx: Connection | None = None

    def __post_init__(self) -> None:
        self._stack = ExitStack()

    def tell(self, number: int) -> None:
        if self.tx is None:
            self.tx = self._stack.enter_context(self.database.writing())
        feed.tell(self.tx, KIND, number)
        self.told.append(number)

    def end(self, *, is_kept: bool) -> list[int]:
        """What is told for good."""
        told, self.told = self.told, []
        if self.tx is not None and not is_kept:
            self.tx.rollback()
        self.tx = None
        self._stack.close()
        return told if is_kept else []


_STEPS = st.lists(st.tuples(st.integers(0, 2), st.sampled_from(("tell", "keep", "drop", "read", "read a few"))))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=_STEPS)
def test_whatever_the_order_of_beginnings_and_ends_each_line_is_heard_once(
    database: Database, steps: list[tuple[int, str]]
) -> None:
    writers = [_Writer(database)] if database.is_sqlite else [_Writer(database) for _ in range(3)]
    kept: list[int] = []
    heard: list[int] = []
    numbers, cursor = itertools.count(1), _end(database)
    for who, step in steps:
        writer = writers[who % len(writers)]
        if step == "tell":
            writer.tell(next(numbers))
        elif step.startswith("read"):
            changes, cursor = _read(database, cursor, 2 if "few" in step else 1_000)
            heard += _ids(changes)
        else:
            kept += writer.end(is_kept=step == "keep")
    for writer in writers:
        kept += writer.end(is_kept=True)
    is_more = True
    while is_more and len(heard) <= len(kept):  # what is told again and again is told too often
        changes, cursor = _read(database, cursor, 3)
        heard += _ids(changes)
        is_more = bool(changes)
    assert sorted(heard) == sorted(kept)


_WRITERS, _TIMES, _AT_ONCE = 5, 25, 3
_TOO_OFTEN = 2 * _WRITERS * _TIMES * _AT_ONCE


def _write(database: Database, chance: random.Random, numbers: Iterator[int]) -> None:
    for _ in range(_TIMES):
        with database.writing() as tx:
            for _ in range(chance.randint(1, _AT_ONCE)):
                feed.tell(tx, KIND, next(numbers))


def _follow(database: Database, where: Cursor, most: int, written: threading.Event) -> list[int]:
    heard: list[int] = []
    is_over = False
    while not is_over:
        is_over = written.is_set()  # whatever is committed by now is seen by the reading that follows
        changes = None
        while changes != () and len(heard) < _TOO_OFTEN:
            changes, where = _read(database, where, most)
            heard += _ids(changes)
    return heard


def test_readers_beside_many_writers_miss_nothing_and_hear_nothing_twice(database: Database) -> None:
    cursor = _end(database)
    numbers, written = itertools.count(1), threading.Event()
    with ThreadPoolExecutor(8) as threads:
        readers = [threads.submit(_follow, database, cursor, most, written) for most in (2, 1000)]
        writers = [threads.submit(_write, database, random.Random(seed), numbers) for seed in range(_WRITERS)]
        for writer in writers:
            writer.result()
        written.set()
        heard = [reader.result() for reader in readers]
    everything = list(range(1, next(numbers)))
    assert [sorted(one) for one in heard] == [everything, everything]
