"""Any day and time, to leave a conversation until or to send a letter at: typed, chosen in the month, and checked."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QDate, QPoint, Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDateTimeEdit, QMenu
from pytestqt.qtbot import QtBot

from desktop.ui.conversation.handing.moment_panel import MomentPanel
from desktop.ui.conversation.pane import ConversationPane
from desktop.ui.conversation.writing.later import Later, later_menu
from desktop.ui.main_window import MainWindow
from tests.ui.conftest import settle
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


def _type_in(field: QDateTimeEdit, words: str, *, over_all: bool = False) -> None:
    field.setFocus(Qt.FocusReason.TabFocusReason)
    field.setSelectedSection(field.sectionAt(0))
    if over_all:
        field.lineEdit().selectAll()
    QTest.keyClicks(field, words)


@pytest.mark.parametrize("over_all", [False, True], ids=["as it is reached", "all marked"])
@pytest.mark.parametrize("form", ["dd/MM/yyyy", "M/d/yyyy", "d.MM.yyyy"])
@pytest.mark.parametrize("month", [2, 11])  # which have no 31st, or no 30th
def test_a_day_and_a_time_are_typed(asked: Asked, over_all: bool, month: int, form: str) -> None:
    panel = asked()
    panel.day.setDisplayFormat(form)
    next_year = _today().year() + 1
    for wanted in (QDate(next_year, 1, 31), QDate(next_year, 1, 3)):
        panel.day.setDate(QDate(next_year, month, 5))
        for typed in (form, form.replace("dd", "d").replace("MM", "M")):
            _type_in(panel.day, wanted.toString(typed), over_all=over_all)
            assert panel.day.date() == wanted
            assert panel.day.text() == wanted.toString(form)
            assert panel.month.days.selectedDate() == wanted
    _type_in(panel.time, "14:25", over_all=over_all)
    assert panel.time.time() == QTime(14, 25)


def test_figures_are_taken_as_it_opens_and_where_the_mouse_was_pressed(asked: Asked, qtbot: QtBot) -> None:
    panel = asked()
    qtbot.waitUntil(panel.day.hasFocus)
    assert panel.day.lineEdit().selectedText() == panel.day.sectionText(panel.day.sectionAt(0))
    panel.day.setDisplayFormat("dd/MM/yyyy")
    wanted = _today().addDays(40)
    QTest.keyClicks(panel.day, wanted.toString("dd/MM/yyyy"))
    assert panel.day.date() == wanted
    for field, typed in ((panel.time, "1425"), (panel.day, "0512")):
        line = field.lineEdit()
        QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(line.cursorRect().width() + 4, line.height() // 2))
        QTest.keyClicks(field, typed)
    assert panel.time.time() == QTime(14, 25)
    assert (panel.day.date().day(), panel.day.date().month()) == (5, 12)


def test_a_day_typed_with_its_month_alone_is_whole_when_one_goes_on(asked: Asked) -> None:
    panel = asked()
    taken: list[datetime] = []
    panel.taken.connect(taken.append)
    next_year = _today().year() + 1
    for goes_elsewhere in (True, False):
        panel.day.setDisplayFormat("dd/MM/yyyy")
        panel.day.setDate(QDate(next_year, 2, 5))
        _type_in(panel.day, "31")
        panel.day.setSelectedSection(QDateTimeEdit.Section.MonthSection)
        QTest.keyClicks(panel.day, "1")
        if goes_elsewhere:
            panel.time.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            QTest.keyClick(panel.day, Qt.Key.Key_Return)
        assert panel.day.date() == QDate(next_year, 1, 31)
    assert [(at.month, at.day) for at in taken] == [(1, 31)]


def test_what_is_chosen_after_a_day_was_typed_is_what_counts(asked: Asked) -> None:
    panel = asked()
    next_year = _today().year() + 1
    chosen = QDate(next_year, 3, 15)
    for is_by_hand in (True, False):
        panel.day.setDate(QDate(next_year, 2, 5))
        panel.day.setDisplayFormat("dd/MM/yyyy")
        _type_in(panel.day, "31")
        if is_by_hand:
            panel.month.chosen.emit(chosen)
        else:
            QTest.keyClick(panel.day, Qt.Key.Key_Up)
        shown = panel.day.date()
        panel.time.setFocus(Qt.FocusReason.TabFocusReason)
        assert panel.day.date() == shown
        assert shown.month() == chosen.month()


def test_the_month_shows_no_day_that_cannot_be_chosen(asked: Asked) -> None:
    panel = asked()
    near = _today().addDays(40)
    panel.day.setDate(near)
    assert panel.month.days.monthShown() == near.month()
    panel.day.setDate(_today().addYears(2))
    assert panel.month.days.selectedDate() == near


def test_the_last_day_that_can_be_typed_is_too_far_in_every_zone(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    panel = asked()
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("TZ", "America/New_York")
        time.tzset()
        panel.time.setTime(QTime(23, 59))
        panel.day.setDate(QDate(9999, 12, 31))
    time.tzset()
    assert panel.words.text == "That is more than a year away"


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


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "That moment is past"), (59, "That is less than a minute away"), (60, "")]
)
def test_a_moment_that_passes_while_one_thinks_is_not_taken(pane: ConversationPane, seconds: int, words: str) -> None:
    now = [datetime.now(UTC)]
    taken: list[datetime] = []
    panel = MomentPanel(pane.head.more_button, "Leave it until", "Leave it", lambda: now[0])
    panel.taken.connect(taken.append)
    panel.open_up()
    assert panel.take_button.isEnabled()
    before, now[0] = now[0], panel.moment - timedelta(seconds=seconds)
    assert panel.hindrance() == words
    if words:
        panel.take_button.click()
        assert taken == []
        assert panel.words.text == words
        now[0] = before
    panel.take()
    assert taken == [panel.moment]


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


def test_the_moment_is_for_the_letter_it_was_asked_for_and_for_no_other(
    stage: Stage, box: Mailbox, number: int, open_one: Open, qtbot: QtBot
) -> None:
    other, _ = box.arrive("Anna <anna.nowak@mail.example>", "A table", "y")
    box.take(other)

    def asked_in(pane: ConversationPane) -> QMenu:
        pane.composer.editor.insertPlainText("It is ready.")
        qtbot.waitUntil(pane.composer.later_button.isEnabled)
        pane.composer.later_button.click()
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        return menu

    menu = asked_in(open_one(number))
    pane = open_one(other)
    pane.composer.editor.insertPlainText("So is the table.")
    qtbot.waitUntil(pane.composer.later_button.isEnabled)
    menu.actions()[0].trigger()
    menu.close()
    settle(stage, qtbot)
    assert stage.store.outbox(AGENT) == []
    menu = asked_in(pane)
    menu.actions()[0].trigger()
    menu.close()
    qtbot.waitUntil(lambda: [one.interaction_id for one in stage.store.outbox(AGENT)] == [other])


def test_it_closes_when_the_keyboard_goes_elsewhere(asked: Asked, window: MainWindow, qtbot: QtBot) -> None:
    window.top_bar.search.setFocus()
    asked()
    window.work_list.view.setFocus()
    qtbot.waitUntil(lambda: window.findChild(MomentPanel) is None)
    assert window.work_list.view.hasFocus()
