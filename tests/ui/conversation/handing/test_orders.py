"""Work given to a colleague or a queue, ended with how it ended, and each taken back by the notice's button."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain.agent import AgentState, AgentStatus
from desktop.domain.channel import Direction
from desktop.domain.interaction import InteractionState
from desktop.ui.conversation.handing.finder import Finder
from desktop.ui.conversation.pane import ConversationPane
from desktop.ui.main_window import MainWindow
from tests.ui.mails import Mailbox
from tests.ui.stage import AGENT, Stage

ANNA = "Anna Nowak <anna.nowak@mail.example>"
Open = Callable[[int], ConversationPane]


@pytest.fixture
def colleagues(stage: Stage) -> None:
    now = datetime.now(UTC)
    stage.store.record_status("Zofia Lis", AgentStatus(state=AgentState.READY, since=now))
    stage.store.record_status("Adam Wilk", AgentStatus(state=AgentState.LOGGED_OUT, since=now))


def _mine(box: Mailbox, subject: str = "Where is my chair?") -> int:
    number, _ = box.arrive(ANNA, subject, "It is late.")
    box.take(number)
    return number


def _finder(pane: ConversationPane) -> Finder:
    found = pane.orders.finder
    assert found is not None
    return found


def _press(window: MainWindow, name: str) -> None:
    window.keys.action(name).trigger()


def _undo(stage: Stage) -> None:
    stage.services.notices.act("work.undo")


@pytest.mark.usefixtures("colleagues")
def test_work_goes_to_a_colleague_with_a_comment_and_comes_back(
    window: MainWindow, stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    number = _mine(box)
    pane = open_one(number)
    _press(window, "give")
    finder = _finder(pane)
    qtbot.waitUntil(lambda: "Zofia Lis" in finder.titles)
    assert finder.titles.index("Zofia Lis") < finder.titles.index("Adam Wilk")  # who is not there comes last
    assert AGENT not in finder.titles
    QTest.keyClicks(finder.field, "zof")
    assert finder.titles == ("Zofia Lis",)
    QTest.keyClicks(finder.comment, "Do you know this chair?")
    QTest.keyClick(finder.comment, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: pane.head.whose.text == "Assigned to Zofia Lis")
    row = stage.store.work_row(number, "Zofia Lis")
    assert row is not None
    assert row.is_unread
    note = stage.store.conversation(number).messages[-1].message
    assert (note.direction, note.body) == (Direction.INTERNAL, "Do you know this chair?")
    qtbot.waitUntil(lambda: any("Zofia Lis" in one.text for one in stage.services.notices.notices))
    _undo(stage)
    qtbot.waitUntil(lambda: pane.head.whose.text == "Assigned to you")


@pytest.mark.usefixtures("colleagues")
def test_work_goes_to_another_queue_or_back(
    window: MainWindow, stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    number, other = _mine(box), _mine(box, "Another")
    stage.store.move_to_queue(other, "Complaints")
    pane = open_one(number)
    _press(window, "give")
    qtbot.waitUntil(lambda: "Complaints" in _finder(pane).titles)
    QTest.keyClicks(_finder(pane).field, "compl")
    QTest.keyClick(_finder(pane).field, Qt.Key.Key_Return)

    def queue() -> str:
        row = stage.store.work_row(number, AGENT)
        return row.queue if row is not None else ""

    qtbot.waitUntil(lambda: queue() == "Complaints")
    qtbot.waitUntil(lambda: pane.head.whose.text == "Nobody has it")
    qtbot.waitUntil(lambda: bool(stage.services.notices.notices))
    _undo(stage)
    qtbot.waitUntil(lambda: pane.head.whose.text == "Assigned to you")
    assert queue() != "Complaints"
    _press(window, "own")
    qtbot.waitUntil(lambda: pane.head.whose.text == "Nobody has it")
    _press(window, "own")
    qtbot.waitUntil(lambda: pane.head.whose.text == "Assigned to you")


def test_it_is_ended_by_words_and_opened_again(
    window: MainWindow, stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    number = _mine(box)
    pane = open_one(number)
    owed = stage.store.work_row(number, AGENT)
    _press(window, "end")
    chosen = stage.services.interactions.dispositions[1]
    QTest.keyClicks(_finder(pane).field, chosen.label[:4])
    assert chosen.label in _finder(pane).titles
    QTest.keyClick(_finder(pane).field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: pane.head.whose.text == "Closed")
    interaction = stage.store.interaction(number)
    assert interaction is not None
    assert (interaction.state, interaction.disposition) == (InteractionState.CLOSED, chosen.code)
    _undo(stage)
    qtbot.waitUntil(lambda: pane.head.whose.text == "Assigned to you")
    row = stage.store.work_row(number, AGENT)
    assert row is not None
    assert owed is not None
    assert row.due_at == owed.due_at is not None


def test_a_result_is_wanted_where_wrap_up_wants_one(
    window: MainWindow, stage: Stage, box: Mailbox, open_one: Open
) -> None:
    pane = open_one(_mine(box))
    _press(window, "end")
    assert "Close without a result" in _finder(pane).titles
    stage.services.settings.set("wrap_up.required", True)
    _press(window, "end")
    assert "Close without a result" not in _finder(pane).titles


def test_escape_leaves_the_finder_and_changes_nothing(
    window: MainWindow, stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    number = _mine(box)
    pane = open_one(number)
    pane.focus_editor()
    _press(window, "end")
    QTest.keyClick(_finder(pane).field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: pane.orders.finder is None)
    assert stage.store.work_row(number, AGENT) is not None
    assert pane.composer.editor.hasFocus()


def test_two_conversations_become_one_and_two_again(
    window: MainWindow, stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    first, second = _mine(box, "Order 10-1"), _mine(box, "Order 10-2")
    pane = open_one(first)
    _press(window, "merge")
    qtbot.waitUntil(lambda: _finder(pane).titles == ("Order 10-2",))
    QTest.keyClick(_finder(pane).field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(pane.transcript.messages) == 2)
    assert stage.store.work_row(second, AGENT) == stage.store.work_row(first, AGENT)
    qtbot.waitUntil(lambda: bool(stage.services.notices.notices))
    _undo(stage)
    qtbot.waitUntil(lambda: len(pane.transcript.messages) == 1)
    row = stage.store.work_row(second, AGENT)
    assert row is not None
    assert row.interaction_id == second
