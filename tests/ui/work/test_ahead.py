"""The first conversation is built before anybody asks for it, and only when nothing else is to be done."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.services.interactions import WorkItem
from desktop.ui.conversation.pane import ConversationPane
from desktop.ui.main_window import MainWindow
from desktop.ui.work import ahead
from tests.ui.mails import Mailbox
from tests.ui.stage import Stage

SENDER = "Anna <anna@post.example>"


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "QUIET_MS", 30)
    monkeypatch.setattr(ahead, "BETWEEN_MS", 1)


def is_built(window: MainWindow) -> bool:
    return window.findChild(ConversationPane) is not None


def test_the_first_conversation_is_built_behind_what_is_seen(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    window.call_bar.dial_field.setFocus()
    Mailbox(stage).arrive(SENDER, "Chairs", "Four, please.")
    qtbot.waitUntil(lambda: window.work_pane.ahead.is_done)
    assert is_built(window)
    assert not window.work_pane.shows_conversation
    assert window.work_pane.empty.isVisible()
    assert QApplication.focusWidget() is window.call_bar.dial_field


def test_nothing_is_built_while_there_is_a_call(
    window: MainWindow, stage: Stage, qtbot: QtBot, ring: Callable[..., WorkItem]
) -> None:
    item = ring()
    asked: list[bool] = []
    window.work_pane.ahead.put_off.connect(lambda: asked.append(is_built(window)))
    Mailbox(stage).arrive(SENDER, "Chairs", "Four, please.")
    qtbot.waitUntil(lambda: len(asked) > 2)
    assert not any(asked)
    assert not window.work_pane.ahead.is_done
    stage.engine.pick_up("c1")
    stage.engine.end("c1")
    stage.services.interactions.finish(item.key)
    qtbot.waitUntil(lambda: is_built(window))


def test_who_has_no_written_work_builds_nothing(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    stage.services.work_list.counts_changed.emit()
    qtbot.wait(60)
    assert not window.work_pane.ahead.is_done
    assert not is_built(window)
