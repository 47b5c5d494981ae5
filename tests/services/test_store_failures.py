"""A store that cannot be written for a while: said in words, and nothing of the work is lost."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.interaction import InteractionState
from desktop.services.work import ledger
from desktop.store import database
from tests.services.conftest import Desk, anna, settled
from tests.services.test_kept_away import keep_away

State = InteractionState


@pytest.fixture(autouse=True)
def _soon_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "RETRY_MILLISECONDS", 100)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Another program holds the write lock, as a backup tool may; nobody waits long for it."""
    other = sqlite3.connect(folder / "store.db", isolation_level=None, timeout=30)
    other.execute("BEGIN IMMEDIATE")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "BUSY_SECONDS", 0.05)
        try:
            yield
        finally:
            other.rollback()
            other.close()


def told(desk: Desk) -> bool:
    return any(notice.key == "store" and notice.text for notice in desk.notices.notices)


def test_steps_and_notes_wait_for_a_locked_store_and_are_written_in_order(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    desk.engine.ring()
    settled(desk, qtbot)
    with locked(tmp_path):
        desk.engine.pick_up()
        desk.interactions.write_notes("c1", "wants a refund")
        qtbot.waitUntil(lambda: told(desk))
        desk.engine.end()
        assert desk.row().state is State.OFFERED
    qtbot.waitUntil(lambda: desk.row().state is State.WRAP_UP)
    qtbot.waitUntil(lambda: desk.row().notes == "wants a refund")
    assert desk.row().answered_at is not None
    qtbot.waitUntil(lambda: not told(desk))
    with qtbot.waitSignal(desk.interactions.finished):
        desk.interactions.finish("c1")


def test_a_call_that_rings_while_the_store_is_locked_is_shown_with_its_history(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    anna(desk.store)
    with locked(tmp_path):
        with qtbot.waitSignal(desk.interactions.dossier_ready) as ready:
            desk.engine.ring()
        assert ready.args is not None
        assert ready.args[1].customer.name == "Anna Nowak"
        qtbot.waitUntil(lambda: told(desk))
    qtbot.waitUntil(lambda: desk.store.interaction_of_call("c1") is not None)
    assert desk.row().customer_name == "Anna Nowak"


def test_a_call_that_ends_while_the_store_is_locked_leaves_the_list_when_its_end_is_written(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    desk.settings.set("wrap_up.mode", "none")
    desk.engine.ring()
    settled(desk, qtbot)
    with locked(tmp_path):
        desk.engine.pick_up()
        desk.engine.end()
        qtbot.waitUntil(lambda: told(desk))
        assert [item.key for item in desk.interactions.items()] == ["c1"]
    with qtbot.waitSignal(desk.interactions.finished):
        pass
    assert desk.row().state is State.CLOSED


def test_a_restart_that_cannot_read_the_store_takes_calls_all_the_same(
    new_desk: Callable[[], Desk], desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.domain.errors import StorageError

    def broken(agent: str) -> None:
        raise StorageError("The store cannot be read.", "Ask.")

    desk.die()
    again = new_desk()
    monkeypatch.setattr(again.store, "unfinished", broken)
    again.open()
    again.engine.ring("c9")
    qtbot.waitUntil(lambda: [item.key for item in again.interactions.items()] == ["c9"])
    qtbot.waitUntil(lambda: told(again))


def test_a_call_that_is_kept_away_while_the_store_is_locked_is_in_the_log_when_it_is_free(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    customer_id = anna(desk.store)
    desk.agent.log_out()
    settled(desk, qtbot)
    with locked(tmp_path):
        keep_away(desk)
        qtbot.waitUntil(lambda: told(desk))
        assert desk.store.interaction_of_call("k1") is None
    qtbot.waitUntil(lambda: desk.call_log.missed == 1)
    assert (desk.row("k1").state, desk.row("k1").customer_id) == (State.MISSED, customer_id)
    assert desk.interactions.items() == ()
    qtbot.waitUntil(lambda: not told(desk))
