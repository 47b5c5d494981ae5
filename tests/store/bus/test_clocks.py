"""A desk, a hub and the database on machines that do not agree what time it is.

Whose clock is wrong is played by the question that asks the database's: seen from a desk that is two minutes ahead,
the database is two minutes behind.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import text

from desktop.domain.written import OutboxState, Outgoing
from desktop.numbering import PhoneNumbering
from desktop.store import DatabaseStore, open_store
from desktop.store.bus import leases
from tests.store.bus.written import account, arrived, lease, letter, now

UNDO = 10
_CLOCK = str(leases._CLOCK)

At = Callable[[int], DatabaseStore]


@pytest.fixture
def desk_that_is_ahead(
    where: str, numbering: PhoneNumbering, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[int], DatabaseStore]]:
    """By so many minutes; it has its own connections, and keeps what it found out."""
    opened: list[DatabaseStore] = []

    def open_ahead(minutes: int) -> DatabaseStore:
        monkeypatch.setattr(leases, "_AHEAD_SECONDS", 600.0)
        with monkeypatch.context() as patch:
            seen = f"clock_timestamp() - interval '{minutes} minutes'"
            patch.setattr(leases, "_CLOCK", text(_CLOCK.replace("clock_timestamp()", seen)))
            opened.append(open_store(where, numbering))
            with opened[-1].database.writing() as tx:
                leases.ahead(tx)
        return opened[-1]

    yield open_ahead
    for one in opened:
        one.close()


@pytest.mark.parametrize("minutes", [2, -2])
def test_a_letter_waits_for_its_undo_time_whatever_the_clock_of_the_desk_says(
    where: str, store: DatabaseStore, desk_that_is_ahead: At, minutes: int
) -> None:
    if store.database.is_sqlite:
        return  # one machine, one clock
    account_id = account(store)
    work = arrived(store, account_id)
    desk = desk_that_is_ahead(minutes)
    by_desk = now(UNDO)
    sent = desk.enqueue(letter(work, account_id, send_after=by_desk))
    assert abs(sent.send_after - by_desk) < timedelta(seconds=2)
    due = store.next_due(account_id)
    assert due is not None
    assert abs(due - (now(UNDO) - timedelta(minutes=minutes))) < timedelta(seconds=9)
    assert [one.send_after for one in desk.outbox()] == [sent.send_after]
    assert [one.send_after for one in _shown(desk, work)] == [sent.send_after]


def test_a_hub_takes_a_letter_when_its_time_has_come_by_the_databases_clock(
    where: str, store: DatabaseStore, desk_that_is_ahead: At
) -> None:
    if store.database.is_sqlite:
        return
    account_id = account(store)
    work = arrived(store, account_id)
    due = store.enqueue(letter(work, account_id, send_after=now(60)))
    held = lease(store, length=timedelta(hours=1))
    assert desk_that_is_ahead(1).claim(held, account_id) is None
    assert store.claim(held, account_id) is None
    claimed = desk_that_is_ahead(-5).claim(held, account_id)  # a minute is over there
    assert claimed is not None
    assert claimed.id == due.id


def test_what_is_released_is_due_at_once(where: str, store: DatabaseStore, desk_that_is_ahead: At) -> None:
    account_id = account(store)
    sent = store.enqueue(letter(arrived(store, account_id), account_id, send_after=now(3600)))
    assert sent.id is not None
    desk_that_is_ahead(0 if store.database.is_sqlite else -2).release(sent.id)
    due = store.next_due(account_id)
    assert due is not None
    expected = now() if store.database.is_sqlite else now(120)
    assert abs(due - expected) < timedelta(seconds=9)


def test_what_a_slow_hub_could_not_send_is_due_for_it_when_it_said(
    where: str, store: DatabaseStore, desk_that_is_ahead: At
) -> None:
    if store.database.is_sqlite:
        return
    account_id = account(store)
    store.enqueue(letter(arrived(store, account_id), account_id, send_after=now(-1)))
    hub = desk_that_is_ahead(-5)
    held = lease(hub)
    claimed = hub.claim(held, account_id)
    assert claimed is not None
    assert claimed.id is not None
    again = now(30)
    hub.not_delivered(held, claimed.id, "450 later", again)
    assert hub.next_due(account_id) == again
    assert [one.next_try_at for one in hub.outbox()] == [again]
    assert [one.state for one in store.outbox()] == [OutboxState.WAITING]
    assert store.next_due(account_id) == again + timedelta(minutes=5)


def test_what_is_for_an_hour_of_a_day_is_for_that_hour(
    where: str, store: DatabaseStore, desk_that_is_ahead: At
) -> None:
    account_id = account(store)
    work = arrived(store, account_id)
    at = now(3600)
    desk_that_is_ahead(5).enqueue(letter(work, account_id, send_after=at, is_scheduled=True))
    assert [one.send_after for one in store.outbox()] == [at]


def _shown(store: DatabaseStore, work: int) -> list[Outgoing]:
    return [one.outbox for one in store.conversation(work).messages if one.outbox is not None]
