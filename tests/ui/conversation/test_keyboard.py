"""A conversation by the keyboard and for who hears it: every stop has a name, in reading order."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.conversation.writing.kinds import KINDS
from desktop.ui.main_window import MainWindow
from desktop.ui.widgets.buttons import Button, PlainButton
from tests.ui import scenes, scenes_reading
from tests.ui.conversation.conftest import Open
from tests.ui.mails import Mailbox
from tests.ui.stage import Stage


def show(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    scenes.mail(stage, window, lambda condition: qtbot.waitUntil(lambda: bool(condition())))


def stops(first: QWidget, count: int = 60) -> list[QWidget]:
    first.setFocus(Qt.FocusReason.TabFocusReason)
    found: list[QWidget] = []
    for _ in range(count):
        focus = QApplication.focusWidget()
        assert focus is not None
        if focus in found:
            break
        found.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    return found


def test_tab_goes_from_the_list_through_the_conversation_to_the_customer(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    show(window, stage, qtbot)
    pane = window.work_pane.conversation
    parts = (window.work_list, window.call_bar, pane.head, pane.transcript, pane.composer, window.sidebar)
    order: list[QWidget] = []
    for stop in stops(window.work_list.view):
        part = next((part for part in parts if part is stop or part.isAncestorOf(stop)), None)
        if part is not None and (not order or order[-1] is not part):
            order.append(part)
    assert order[: len(parts)] == list(parts)


def test_the_kinds_of_writing_stay_where_they_are_when_another_is_chosen(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    show(window, stage, qtbot)
    composer = window.work_pane.conversation.composer
    places = set()
    for part in composer.kinds.findChildren(PlainButton):
        part.click()
        qtbot.waitUntil(lambda: composer.draft is not None and composer.draft.kind is KINDS[composer.kinds.current])
        places.add(composer.kinds.mapTo(composer, QPoint(0, 0)).x())
    assert len(places) == 1


def test_what_tab_leads_to_is_in_sight(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    window.resize(1280, 800)
    scenes_reading.mail_newsletter(stage, window, lambda condition: qtbot.waitUntil(lambda: bool(condition())))
    transcript = window.work_pane.conversation.transcript
    transcript.verticalScrollBar().setValue(0)
    sight = transcript.viewport().rect()
    seen = [stop for stop in stops(transcript) if transcript.viewport().isAncestorOf(stop)]
    assert len(seen) > 1
    for reason in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
        transcript.verticalScrollBar().setValue(0)
        assert not all(sight.contains(_place(stop, transcript.viewport())) for stop in seen)
        for stop in seen:
            stop.setFocus(reason)
            assert sight.contains(_place(stop, transcript.viewport()))
            stop.clearFocus()


def _place(stop: QWidget, within: QWidget) -> QRect:
    return QRect(stop.mapTo(within, QPoint(0, 0)), stop.size())


def test_what_is_listed_is_chosen_above_the_list_and_reached_before_it(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    show(window, stage, qtbot)
    history = window.sidebar.history
    order = [stop for stop in stops(history.search) if history.isAncestorOf(stop)]
    assert order[0] is history.search
    assert history.kinds.isAncestorOf(order[1])
    assert order[2] is history.view


def test_whatever_the_keyboard_reaches_has_a_name(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    show(window, stage, qtbot)
    window.work_pane.conversation.composer.line.click()
    window.work_pane.conversation.composer.bar.show()
    reached = stops(window.work_pane.conversation.transcript)
    assert len(reached) > 15
    for stop in reached:
        interface = QAccessible.queryAccessibleInterface(stop)
        assert interface.text(QAccessible.Text.Name), type(stop).__name__


def test_a_card_is_heard_with_who_and_when_and_what_it_says(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    show(window, stage, qtbot)
    card = window.work_pane.conversation.transcript.cards[0]
    interface = QAccessible.queryAccessibleInterface(card)
    assert interface.role() is QAccessible.Role.ListItem
    assert interface.text(QAccessible.Text.Name).startswith("陈美玲 Chen Meiling, ")


def test_the_key_that_writes_leads_into_the_answer(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    show(window, stage, qtbot)
    window.work_list.view.setFocus()
    writes: Callable[[], None] = window.keys.action("notes").trigger
    writes()
    assert window.work_pane.conversation.composer.editor.hasFocus()


@pytest.mark.parametrize("button", ["send_button", "later_button"])
def test_the_keyboard_is_in_the_text_when_what_sent_it_is_disabled(
    box: Mailbox, open_one: Open, qtbot: QtBot, button: str
) -> None:
    """Qt would go on to the next button, and Space there call the customer."""
    number, _ = box.arrive("Anna <anna.nowak@mail.example>", "A chair", "x")
    box.take(number)
    composer = open_one(number).composer
    composer.editor.insertPlainText("It leaves today.")
    pressed: Button = getattr(composer, button)
    qtbot.waitUntil(pressed.isEnabled)
    pressed.setFocus(Qt.FocusReason.MouseFocusReason)
    composer.send()
    assert not pressed.isEnabled()
    assert composer.editor.hasFocus()
    qtbot.waitUntil(lambda: composer.editor.toPlainText() == "")
    assert composer.editor.hasFocus()
