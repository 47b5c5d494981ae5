"""Any day and time, to leave a conversation until or to send a letter at: typed, chosen in the month, and checked."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from desktop.ui.conversation.handing.moment_panel import MomentPanel
from desktop.ui.conversation.pane import ConversationPane
from desktop.ui.conversation.writing.later import Later, later_menu
from desktop.ui.main_window import MainWindow
from tests.ui.conversation.conftest import Open
from tests.ui.mails import Mailbox
from tests.ui.stage import AGENT, Stage

Asked = Callable[[], MomentPanel]


@pytest.fixture
def number(box: Mailbox) -> int:
    made, _ = box.arrive("Anna <anna.nowak@mail.example>", "A chair", "x")
    box.take(made)
    return made


@pytest.fixture
def pane(number: int, open_one: Open) -> ConversationPane:
    return open_one(number)


@pytest.fixture
def asked(window: MainWindow, pane: ConversationPane, qtbot: QtBot) -> Asked:
    """By the menu, as the agent does."""

    def opened() -> MomentPanel:
        later = pane.more_menu().findChildren(QMenu)[0]
        later.actions()[-1].trigger()
        panel = window.findChild(MomentPanel)
        assert panel is not None
        qtbot.waitUntil(panel.isVisible)
        return panel

    return opened


def _today() -> QDate:
    return QDate.currentDate()


def test_work_is_left_until_any_moment_by_the_keyboard_alone(
    stage: Stage, number: int, asked: Asked, qtbot: QtBot
) -> None:
    panel = asked()
    qtbot.waitUntil(panel.day.hasFocus)
    assert panel.day.date() == _today().addDays(1)
    panel.day.setDate(_today().addDays(9))
    panel.time.setTime(QTime(14, 25))
    expected = panel.moment
    assert (expected.hour, expected.minute) == (14, 25)
    assert "9" in panel.words.text
    QTest.keyClick(panel.time, Qt.Key.Key_Return)

    def left_until() -> datetime | None:
        row = stage.store.work_row(number, AGENT)
        return row.snoozed_until if row is not None else None

    qtbot.waitUntil(lambda: left_until() == expected)


def test_a_day_is_chosen_in_the_month_and_the_field_says_it(asked: Asked) -> None:
    panel = asked()
    panel.month.setFocus()
    QTest.keyClick(panel.month.days.view, Qt.Key.Key_Down)
    assert panel.day.date() == _today().addDays(8)
    panel.day.setDate(_today().addDays(3))
    assert panel.month.days.selectedDate() == _today().addDays(3)


@pytest.mark.parametrize("days", [0, 400])
def test_what_is_past_or_too_far_is_said_and_not_taken(asked: Asked, days: int) -> None:
    panel = asked()
    taken: list[datetime] = []
    panel.taken.connect(taken.append)
    panel.day.setDate(_today().addDays(days))
    panel.time.setTime(QTime(0, 0))
    assert panel.hindrance() == ("That moment is past" if days == 0 else "That is more than a year away")
    assert panel.words.text == panel.hindrance()
    assert not panel.take_button.isEnabled()
    QTest.keyClick(panel.time, Qt.Key.Key_Return)
    assert taken == []
    assert panel.isVisible()


def test_a_moment_that_passes_while_one_thinks_is_not_taken(pane: ConversationPane, qtbot: QtBot) -> None:
    now = [datetime.now(UTC)]
    taken: list[datetime] = []
    panel = MomentPanel(pane.head.more_button, "Leave it until", "Leave it", lambda: now[0])
    panel.taken.connect(taken.append)
    panel.open_up()
    assert panel.take_button.isEnabled()
    now[0] += timedelta(days=3)
    panel.take_button.click()
    assert taken == []
    assert panel.words.text == "That moment is past"
    now[0] -= timedelta(days=3)
    panel.take()
    assert len(taken) == 1


def test_escape_closes_it_and_the_keyboard_is_where_it_was(pane: ConversationPane, asked: Asked, qtbot: QtBot) -> None:
    pane.composer.editor.setFocus()
    panel = asked()
    QTest.keyClick(panel.day, Qt.Key.Key_Escape)
    qtbot.waitUntil(pane.composer.editor.hasFocus)


def test_a_letter_is_sent_at_the_moment_asked_for(pane: ConversationPane, window: MainWindow, qtbot: QtBot) -> None:
    sent: list[datetime] = []
    later = Later(title="Send later", verb="Send later", now=lambda: datetime.now(UTC), chosen=sent.append)
    later_menu(pane, later, pane.composer.later_button).actions()[-1].trigger()
    panel = window.findChild(MomentPanel)
    assert panel is not None
    expected = panel.moment
    panel.take_button.click()
    assert sent == [expected]


def test_it_closes_when_the_keyboard_goes_elsewhere(asked: Asked, window: MainWindow, qtbot: QtBot) -> None:
    asked()
    window.work_list.view.setFocus()
    qtbot.waitUntil(lambda: window.findChild(MomentPanel) is None)
