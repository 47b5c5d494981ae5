"""The change feed on the GUI thread: what other programs write is told here, each change once."""

import time
from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.change import Change, ChangeKind, Cursor
from desktop.domain.customer import Customer
from desktop.domain.errors import StorageError
from desktop.services.messaging import feed
from desktop.services.messaging.feed import Feed
from tests.services.messaging.conftest import MailDesk


def test_what_another_program_writes_is_told_once(new_desk: Callable[..., MailDesk], qtbot: QtBot) -> None:
    here, there = new_desk(), new_desk("olga")
    saved = there.store.save_customer(Customer(name="Anna Nowak"))
    assert saved.id is not None
    told = Change(kind=ChangeKind.CUSTOMER, id=saved.id)
    qtbot.waitUntil(lambda: told in here.changes)
    other = there.store.save_customer(Customer(name="Jan Kowalski"))
    assert other.id is not None
    qtbot.waitUntil(lambda: Change(kind=ChangeKind.CUSTOMER, id=other.id or 0) in here.changes)
    assert here.changes.count(told) == 1


def test_a_feed_that_is_stopped_before_it_began_leaves_no_thread(desk: MailDesk) -> None:
    feed = Feed(desk.store, desk.tasks, desk.notices)
    feed.start()
    feed.stop()
    desk.settled()
    assert feed._ear is None


def test_what_was_there_before_is_not_told(new_desk: Callable[..., MailDesk], qtbot: QtBot) -> None:
    there = new_desk("olga")
    there.store.save_customer(Customer(name="Anna Nowak"))
    here = new_desk()
    saved = there.store.save_customer(Customer(name="Jan Kowalski"))
    assert saved.id is not None
    qtbot.waitUntil(lambda: bool(here.changes))
    assert here.changes == [Change(kind=ChangeKind.CUSTOMER, id=saved.id)]


def test_a_desk_that_did_not_listen_for_a_while_hears_everything_when_it_looks(
    new_desk: Callable[..., MailDesk], qtbot: QtBot
) -> None:
    here, there = new_desk(), new_desk("olga")
    ear = here.feed._ear
    assert ear is not None
    ear.end()  # as a connection that a sleeping machine lost without a word
    ids = [there.store.save_customer(Customer(name=f"Customer {number}")).id for number in range(1_200)]
    here.feed.look()  # a read gives a thousand
    qtbot.waitUntil(lambda: len(here.changes) >= len(ids))
    assert [change.id for change in here.changes] == ids


def _refuse(_: Cursor) -> tuple[tuple[Change, ...], Cursor]:
    raise StorageError("The database server does not answer.")


def test_a_store_that_cannot_be_read_is_asked_again(
    desk: MailDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(desk.store, "changes", _refuse)
        desk.feed._retry.setInterval(50)
        desk.feed.look()
        qtbot.waitUntil(desk.feed._retry.isActive)
    saved = desk.store.save_customer(Customer(name="Anna Nowak"))
    assert saved.id is not None
    qtbot.waitUntil(lambda: Change(kind=ChangeKind.CUSTOMER, id=saved.id or 0) in desk.changes)
    assert desk.notices.notices == ()  # once is not worth a word


def test_a_store_that_stays_silent_is_said_until_it_answers(
    desk: MailDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(desk.store, "changes", _refuse)
        desk.feed._retry.setInterval(20)
        desk.feed.look()
        qtbot.waitUntil(lambda: [one.text for one in desk.notices.notices] == ["The store does not answer."])
    qtbot.waitUntil(lambda: not desk.notices.notices)


def test_a_read_that_breaks_does_not_end_the_feed(
    desk: MailDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_(_: Cursor) -> tuple[tuple[Change, ...], Cursor]:
        raise ValueError("nobody thought of it")

    with monkeypatch.context() as patch:
        patch.setattr(desk.store, "changes", break_)
        desk.feed._retry.setInterval(50)
        desk.feed.look()
        qtbot.waitUntil(desk.feed._retry.isActive)
    assert [str(desk.bugs.pop())] == ["nobody thought of it"]
    assert not desk.bugs
    saved = desk.store.save_customer(Customer(name="Anna Nowak"))
    assert saved.id is not None
    qtbot.waitUntil(lambda: Change(kind=ChangeKind.CUSTOMER, id=saved.id or 0) in desk.changes)


class Silent:
    """A listener that hears nothing, as after a sleep that its connection did not outlive; a real one cannot be told to
    sleep."""

    def __init__(self, wait: Callable[[], None]) -> None:
        self._wait = wait

    def wait(self, _seconds: float) -> bool:
        self._wait()
        return False

    def close(self) -> None:
        """Nothing is open."""


def test_a_machine_that_slept_asks_what_came_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    waits = 0
    clock = time.time

    def wait() -> None:
        nonlocal waits
        waits += 1
        if waits == 2:  # the wall's clock went on while it waited, the wait did not end sooner
            monkeypatch.setattr(time, "time", lambda: clock() + 3600)
        if waits == 3:
            ear._is_over.set()

    ear = feed._Ear(Silent(wait), lambda: asked.append(waits))
    ear.run()
    assert asked == [2]
