"""Several rows of the work list chosen with Ctrl or Shift, and the menu of a row: what is ordered is for them alone."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from desktop.domain.agent import AgentState, AgentStatus
from desktop.domain.office.macros import Macro, Step, StepKind
from desktop.domain.office.texts import ReadyText, Wording
from desktop.domain.work import Priority, WorkRow, WorkScope, WorkView
from desktop.services.interactions import WorkItem
from desktop.ui.main_window import MainWindow
from desktop.ui.texts.macro_dialog import MacroDialog
from tests.ui.conftest import settle
from tests.ui.mails import Mailbox
from tests.ui.stage import AGENT, Stage

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
COUNT = 12


@pytest.fixture
def numbers(window: MainWindow, stage: Stage, qtbot: QtBot) -> list[int]:
    """As the list has them, the first one open."""
    now = datetime.now(UTC)
    stage.store.record_status("Zofia Lis", AgentStatus(state=AgentState.READY, since=now))
    box = Mailbox(stage)
    made = [box.arrive(f"C{n} <c{n}@mail.example>", f"Chair {n}", "x", minutes_ago=60 - n)[0] for n in range(COUNT)]
    box.take(*made)
    qtbot.waitUntil(lambda: len(stage.services.work_list.rows) == COUNT)
    listed = [row.interaction_id for row in stage.services.work_list.rows]
    _click(window, 0)
    qtbot.waitUntil(lambda: window.work_pane.conversation_id == listed[0])
    return listed


def _click(window: MainWindow, row: int, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    view = window.work_list.view
    view.scrollTo(view.model().index(row, 0))
    place = view.visualRect(view.model().index(row, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifier, place)


def test_a_click_below_the_last_row_leaves_the_row_in_front_marked(
    window: MainWindow, numbers: list[int], qtbot: QtBot
) -> None:
    view = window.work_list.view
    window.work_list.resize(window.work_list.width(), 2000)
    window.resize(window.width(), 2000)
    last = view.visualRect(view.model().index(COUNT - 1, 0))
    qtbot.waitUntil(lambda: view.viewport().height() > last.bottom() + 40)
    below = QPoint(40, last.bottom() + 30)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, below)
    assert [index.row() for index in view.selectionModel().selectedRows()] == [0]
    _click(window, 3, SHIFT)
    assert len(view.selectionModel().selectedRows()) == 4
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, below)
    assert [index.row() for index in view.selectionModel().selectedRows()] == [0]
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, below)
    QTest.mouseMove(view.viewport(), last.center())
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, last.center())
    assert [index.row() for index in view.selectionModel().selectedRows()] == [0]


def test_a_macro_is_carried_out_on_all_that_are_chosen_and_taken_back_together(
    window: MainWindow, stage: Stage, numbers: list[int], qtbot: QtBot
) -> None:
    reply = stage.store.save_text(ReadyText(title="Sorry", wordings=(Wording(text="Sorry."),)))
    steps = (Step(kind=StepKind.TEXT, value=str(reply.id)), Step(kind=StepKind.WORK_TAG, value="storm"))
    stage.store.save_macro(Macro(title="Storm", steps=steps))
    _click(window, 1)
    _click(window, 3, SHIFT)
    window.work_list.row_orders.order("macros")
    dialog = next(iter(window.findChildren(MacroDialog)))
    qtbot.waitUntil(lambda: dialog.current is not None)
    said = dialog.preview.text().splitlines()
    assert said == [
        "1. The conversation gets the tag “storm”.",
        "2. Its text is left out: answers are written one by one.",
    ]
    dialog.run()
    qtbot.waitUntil(lambda: _tagged(stage, numbers) == [1, 2, 3])
    assert not stage.store.drafts(AGENT)
    qtbot.waitUntil(lambda: any("on 3 conversations" in one.text for one in stage.services.notices.notices))
    stage.services.notices.act("macro")
    qtbot.waitUntil(lambda: _tagged(stage, numbers) == [])


def _tagged(stage: Stage, numbers: list[int]) -> list[int]:
    return [place for place, row in enumerate(_rows(stage, *numbers)) if row is not None and row.tags == ("storm",)]


def _rows(stage: Stage, *numbers: int) -> list[WorkRow | None]:
    return [stage.store.work_row(number, AGENT) for number in numbers]


def _chosen(window: MainWindow) -> list[int]:
    return [row.interaction_id for row in window.work_list.row_orders.chosen]


def _take(window: MainWindow, qtbot: QtBot, title: str) -> None:
    """In the finder that is open."""
    finder = window.work_list.row_orders.orders.finder
    assert finder is not None
    qtbot.waitUntil(lambda: any(title in one for one in finder.titles))
    QTest.keyClicks(finder.field, title)
    QTest.keyClick(finder.field, Qt.Key.Key_Return)


def _action(menu: QMenu, words: str) -> QAction:
    return next(action for action in menu.actions() if action.text().split("\t")[0] == words)


def _menu_at(window: MainWindow, row: int) -> QMenu:
    """By the right button."""
    view = window.work_list.view
    place = view.visualRect(view.model().index(row, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.RightButton, pos=place)
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, view.viewport().mapToGlobal(place))
    QApplication.sendEvent(view.viewport(), asked)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def test_rows_chosen_with_control_are_counted_and_open_nothing(
    window: MainWindow, stage: Stage, numbers: list[int], qtbot: QtBot
) -> None:
    _click(window, 2, CONTROL)
    _click(window, 4, CONTROL)
    settle(stage, qtbot)
    assert window.work_pane.conversation_id == numbers[0]
    assert _chosen(window) == [numbers[0], numbers[2], numbers[4]]
    strip = window.work_list.row_orders.strip
    assert (strip.isVisible(), strip.count.text) == (True, "3 chosen")
    assert [row.is_unread for row in _rows(stage, numbers[2]) if row] == [True]
    QTest.keyClick(window.work_list.view, Qt.Key.Key_Escape)
    assert not strip.isVisible()
    assert window.work_list.written is not None
    assert window.work_list.written.interaction_id == numbers[0]


def test_shift_chooses_a_span_by_mouse_and_by_keyboard(window: MainWindow, numbers: list[int]) -> None:
    _click(window, 3, SHIFT)
    assert _chosen(window) == numbers[:4]
    window.work_list.leave_several()
    view = window.work_list.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Down, SHIFT)
    assert _chosen(window) == numbers[:2]
    assert window.work_pane.conversation_id == numbers[0]
    _click(window, 5)
    assert _chosen(window) == []
    assert window.work_pane.conversation_id == numbers[5]


def test_where_nothing_is_chosen_control_opens_the_row(window: MainWindow, numbers: list[int], qtbot: QtBot) -> None:
    window.work_list.view.selectionModel().clear()
    _click(window, 3, CONTROL)
    qtbot.waitUntil(lambda: window.work_pane.conversation_id == numbers[3])


def test_many_are_closed_at_once_and_come_back_at_once(
    window: MainWindow, stage: Stage, numbers: list[int], qtbot: QtBot
) -> None:
    stage.store.prioritise(numbers[3], Priority.LOW)
    _click(window, COUNT - 1, SHIFT)  # more than are done in one stroke
    window.work_list.row_orders.strip.end_button.setFocus()
    window.keys.action("end").trigger()
    _take(window, qtbot, "Close without")
    qtbot.waitUntil(lambda: not stage.services.work_list.rows)
    assert window.work_list.view.hasFocus()  # the button is gone, and Qt would turn to the field that dials
    qtbot.waitUntil(lambda: any(one.text == f"{COUNT} conversations: closed" for one in stage.services.notices.notices))
    stage.services.notices.act("work.undo")
    qtbot.waitUntil(lambda: len(stage.services.work_list.rows) == COUNT)
    assert {row.agent for row in _rows(stage, *numbers) if row} == {AGENT}
    assert [row.priority for row in _rows(stage, numbers[3]) if row] == [Priority.LOW]


def test_several_are_given_on_and_only_those_that_nobody_touched_come_back(
    window: MainWindow, stage: Stage, numbers: list[int], qtbot: QtBot
) -> None:
    _click(window, 2, SHIFT)
    window.work_list.row_orders.strip.give_button.click()
    _take(window, qtbot, "Zofia")
    qtbot.waitUntil(lambda: all(row is not None and row.agent == "Zofia Lis" for row in _rows(stage, *numbers[:3])))
    stage.store.assign(numbers[1], "Adam", by="Zofia Lis")
    qtbot.waitUntil(lambda: any("3 conversations" in one.text for one in stage.services.notices.notices))
    stage.services.notices.act("work.undo")
    qtbot.waitUntil(lambda: any("went on" in one.text for one in stage.services.notices.notices))
    assert [row.agent for row in _rows(stage, *numbers[:3]) if row] == [AGENT, "Adam", AGENT]


def test_a_tag_that_some_have_is_put_to_all_and_taken_from_those_that_had_it_not(
    window: MainWindow, stage: Stage, numbers: list[int], qtbot: QtBot
) -> None:
    stage.store.tag_written(numbers[1], ("legal",))
    stage.services.feed.look()
    qtbot.waitUntil(lambda: stage.services.work_list.rows[1].tags == ("legal",))
    _click(window, 2, SHIFT)
    window.keys.action("tag").trigger()
    _take(window, qtbot, "legal")
    qtbot.waitUntil(lambda: [row.tags for row in _rows(stage, *numbers[:3]) if row] == [("legal",)] * 3)
    qtbot.waitUntil(lambda: bool(stage.services.notices.notices))
    assert any(one.text == "2 conversations: tagged legal" for one in stage.services.notices.notices)
    stage.services.notices.act("work.undo")
    qtbot.waitUntil(lambda: [row.tags for row in _rows(stage, *numbers[:3]) if row] == [(), ("legal",), ()])


def test_nobodys_are_taken_and_a_colleagues_is_left(
    window: MainWindow, stage: Stage, numbers: list[int], qtbot: QtBot
) -> None:
    stage.store.assign(numbers[1], "Zofia Lis", by=AGENT)
    for number in (numbers[2], numbers[3]):
        stage.store.assign(number, "", by=AGENT)
    stage.services.work_list.show(WorkView(scope=WorkScope.ALL, agent=AGENT))
    qtbot.waitUntil(lambda: len(stage.services.work_list.rows) == COUNT)
    _click(window, 0)
    _click(window, 3, SHIFT)
    window.keys.action("own").trigger()
    owners = [AGENT, "Zofia Lis", AGENT, AGENT]
    qtbot.waitUntil(lambda: [row.agent for row in _rows(stage, *numbers[:4]) if row] == owners)
    qtbot.waitUntil(lambda: any(one.text == "2 conversations: taken" for one in stage.services.notices.notices))


def test_the_menu_of_a_row_is_about_that_row_and_opens_nothing(
    window: MainWindow, stage: Stage, numbers: list[int], qtbot: QtBot
) -> None:
    menu = _menu_at(window, 2)
    priorities = _action(menu, "Priority").menu()
    assert isinstance(priorities, QMenu)
    _action(priorities, "Urgent").trigger()
    menu.close()
    qtbot.waitUntil(lambda: [row.priority for row in _rows(stage, numbers[2]) if row] == [Priority.URGENT])
    assert window.work_pane.conversation_id == numbers[0]
    assert [row.is_unread for row in _rows(stage, numbers[2]) if row] == [True]


def test_a_row_is_marked_as_read_and_unread_by_its_menu(
    window: MainWindow, stage: Stage, numbers: list[int], qtbot: QtBot
) -> None:
    menu = _menu_at(window, 3)
    assert "Mark as unread" not in [action.text() for action in menu.actions()]
    _action(menu, "Mark as read").trigger()
    menu.close()
    qtbot.waitUntil(lambda: [row.is_unread for row in _rows(stage, numbers[3]) if row] == [False])


def test_a_row_is_opened_beside_the_one_that_is_in_front(
    window: MainWindow, stage: Stage, numbers: list[int], qtbot: QtBot
) -> None:
    menu = _menu_at(window, 2)
    _action(menu, "Open in a tab of its own").trigger()
    menu.close()
    qtbot.waitUntil(lambda: window.work_pane.conversation_id == numbers[2])
    assert [tab.interaction_id for tab in stage.services.tabs.tabs if tab.is_kept] == [numbers[2]]


def test_the_menu_key_asks_for_the_menu_of_what_is_chosen(
    window: MainWindow, stage: Stage, numbers: list[int], qtbot: QtBot
) -> None:
    _click(window, 1, CONTROL)
    view = window.work_list.view
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), view.mapToGlobal(QPoint(0, 0)))
    QApplication.sendEvent(view.viewport(), asked)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert "Open in a tab of its own" not in [action.text() for action in menu.actions()]
    _action(menu, "Put back").trigger()
    menu.close()
    qtbot.waitUntil(lambda: [row.agent for row in _rows(stage, *numbers[:3]) if row] == ["", "", AGENT])


def test_a_call_that_is_chosen_with_others_is_left_as_it_is(
    window: MainWindow, stage: Stage, numbers: list[int], ring: Callable[..., WorkItem], qtbot: QtBot
) -> None:
    item = ring()
    window.work_list.choose(item.key)
    _click(window, 2, SHIFT)
    assert _chosen(window) == numbers[:2]
    window.work_list.leave_several()
    assert window.work_list.key == item.key
