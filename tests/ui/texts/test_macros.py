"""Macros from the conversation in hand: said before, done as one, undone as one."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain.interaction import InteractionState
from desktop.domain.office.macros import Macro, Step, StepKind
from desktop.domain.office.texts import ReadyText, Wording
from desktop.domain.work import Priority
from desktop.ui.conversation.pane import ConversationPane
from desktop.ui.main_window import MainWindow
from desktop.ui.texts.macro_dialog import MacroDialog
from tests.ui.mails import Mailbox
from tests.ui.stage import AGENT, Stage

Opened = Callable[[], MacroDialog]


@pytest.fixture
def pane(stage: Stage, window: MainWindow, qtbot: QtBot) -> ConversationPane:
    sorry = stage.store.save_text(ReadyText(title="Sorry", wordings=(Wording(text="We are sorry."),)))
    steps = (
        Step(kind=StepKind.TEXT, value=str(sorry.id)),
        Step(kind=StepKind.PRIORITY, value="2"),
        Step(kind=StepKind.QUEUE, value="Delivery"),
    )
    stage.store.save_macro(Macro(title="Ask the warehouse", steps=steps))
    stage.store.save_macro(Macro(title="Of sales", queues=("Sales",), steps=steps))
    stage.store.save_macro(Macro(title="Done", steps=(Step(kind=StepKind.CLOSE, value=""),)))
    box = Mailbox(stage)
    number, _ = box.arrive("Jan Bąk <jan@mail.example>", "Chair", "Where is it?")
    box.take(number)
    qtbot.waitUntil(lambda: any(row.interaction_id == number for row in stage.services.work_list.rows))
    window.work_list.choose_interaction(number)
    made = window.work_pane.conversation
    qtbot.waitUntil(lambda: made.composer.draft is not None)
    return made


@pytest.fixture
def opened(window: MainWindow, pane: ConversationPane, qtbot: QtBot) -> Opened:
    def made() -> MacroDialog:
        window.keys.action("macros").trigger()
        dialog = pane.findChild(MacroDialog)
        assert dialog is not None
        qtbot.waitUntil(lambda: dialog.current is not None)
        return dialog

    return made


def test_each_says_what_it_will_do_before_it_does(opened: Opened, stage: Stage, pane: ConversationPane) -> None:
    dialog = opened()
    assert dialog.current is not None
    assert dialog.current.title == "Ask the warehouse"
    assert dialog.preview.text().splitlines() == [
        "1. “Sorry” is put into the answer; it is not sent.",
        "2. Its priority becomes “Urgent”.",
        "3. It goes to the queue Delivery, and nobody has it.",
    ]
    QTest.keyClick(dialog.search, Qt.Key.Key_Down)
    assert dialog.preview.text() == "1. It is closed without a result."
    QTest.keyClick(dialog.search, Qt.Key.Key_Escape)
    row = stage.store.work_row(pane.interaction_id, AGENT)
    assert row is not None
    assert row.priority is Priority.NORMAL


def test_where_a_result_is_wanted_it_closes_nothing_without_one(
    opened: Opened, stage: Stage, pane: ConversationPane, qtbot: QtBot
) -> None:
    steps = (Step(kind=StepKind.PRIORITY, value="2"), Step(kind=StepKind.CLOSE, value=""))
    stage.store.save_macro(Macro(title="Urgent and done", steps=steps))
    stage.services.settings.set("wrap_up.required", True)
    dialog = opened()
    QTest.keyClicks(dialog.search, "urg")
    assert dialog.preview.text().splitlines()[1] == "2. It stays open: how it ended has to be chosen."
    with qtbot.waitSignal(stage.services.macros.ran):
        QTest.keyClick(dialog.search, Qt.Key.Key_Return)
    row = stage.store.work_row(pane.interaction_id, AGENT)
    assert row is not None
    assert row.priority is Priority.URGENT
    (told,) = [one for one in stage.services.notices.notices if one.key == "macro"]
    assert told.hint == "It stays open: how it ended has to be chosen."


def test_what_a_colleague_closed_before_is_said_and_left(
    opened: Opened, stage: Stage, pane: ConversationPane, qtbot: QtBot
) -> None:
    dialog = opened()
    stage.store.close_written(pane.interaction_id, "", "jan")
    with qtbot.waitSignal(stage.services.tasks.failure_unheard) as told:
        dialog.run()
    words = "“Ask the warehouse” was not carried out: a colleague closed the conversation before."
    assert [error.text for error in told.args or ()] == [words]


def test_those_of_other_queues_are_not_listed(opened: Opened) -> None:
    dialog = opened()
    QTest.keyClicks(dialog.search, "sales")
    assert dialog.current is None
    assert not dialog.run_button.isEnabled()
    dialog.reject()


def test_enter_runs_it_and_undo_takes_all_of_it_back(
    opened: Opened, stage: Stage, pane: ConversationPane, qtbot: QtBot
) -> None:
    before = stage.store.work_row(pane.interaction_id, AGENT)
    dialog = opened()
    QTest.keyClicks(dialog.search, "ware")
    with qtbot.waitSignal(stage.services.macros.ran):
        QTest.keyClick(dialog.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: pane.composer.editor.toPlainText() == "We are sorry.")
    row = stage.store.work_row(pane.interaction_id, AGENT)
    assert row is not None
    assert (row.priority, row.queue, row.agent) == (Priority.URGENT, "Delivery", "")
    with qtbot.waitSignal(stage.services.macros.taken_back):
        stage.services.notices.act("macro")
    assert pane.composer.editor.toPlainText() == ""
    after = stage.store.work_row(pane.interaction_id, AGENT)
    assert after is not None
    assert before is not None
    assert (after.priority, after.queue, after.agent) == (before.priority, before.queue, before.agent)


def test_undo_leaves_what_was_written_since(opened: Opened, stage: Stage, pane: ConversationPane, qtbot: QtBot) -> None:
    dialog = opened()
    with qtbot.waitSignal(stage.services.macros.ran):
        dialog.run()
    qtbot.waitUntil(lambda: pane.composer.editor.toPlainText() == "We are sorry.")
    pane.composer.editor.insertPlainText(" Truly.")
    with qtbot.waitSignal(stage.services.macros.taken_back):
        stage.services.macros.undo()
    assert pane.composer.editor.toPlainText() == "We are sorry. Truly."


def test_a_result_that_is_not_given_any_more_is_none(
    opened: Opened, stage: Stage, pane: ConversationPane, qtbot: QtBot
) -> None:
    number = pane.interaction_id
    gone = stage.store.save_macro(Macro(title="Lost", steps=(Step(kind=StepKind.CLOSE, value="gone"),)))
    with qtbot.waitSignal(stage.services.macros.ran):
        stage.services.macros.run(gone, number)
    closed = stage.store.interaction(number)
    assert closed is not None
    assert (closed.state, closed.disposition) == (InteractionState.CLOSED, "")


def test_what_a_macro_closed_is_open_again_after_undo(
    opened: Opened, stage: Stage, pane: ConversationPane, qtbot: QtBot
) -> None:
    number = pane.interaction_id
    dialog = opened()
    QTest.keyClicks(dialog.search, "done")
    with qtbot.waitSignal(stage.services.macros.ran):
        dialog.run()
    assert stage.store.work_row(number, AGENT) is None
    with qtbot.waitSignal(stage.services.macros.taken_back):
        stage.services.macros.undo()
    row = stage.store.work_row(number, AGENT)
    assert row is not None
    assert row.agent == AGENT
