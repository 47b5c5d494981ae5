"""The filter of the work list, by keyboard and by mouse, and what it says."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.customer import Address, AddressKind, Customer
from desktop.domain.work import Priority, WorkScope
from desktop.ui.main_window import MainWindow
from desktop.ui.widgets.segments import Segment
from desktop.ui.work.lists.filter_strip import FilterStrip
from tests.ui.mails import Mailbox
from tests.ui.stage import Stage


@pytest.fixture
def numbers(window: MainWindow, stage: Stage, qtbot: QtBot) -> list[int]:
    """Anna's is tagged and overdue, Bob's urgent."""
    anna = Address(kind=AddressKind.EMAIL, value="anna.tagged@mail.example", typed="anna.tagged@mail.example")
    stage.store.save_customer(Customer(name="Anna Tagged", tags=("VIP",), addresses=(anna,)))
    box = Mailbox(stage)
    made = [
        box.arrive("Anna <anna.tagged@mail.example>", "Żółty fotel", "x", minutes_ago=60 * 24 * 5)[0],
        box.arrive("Bob <bob@mail.example>", "Blue chair", "x")[0],
        box.arrive("Carol <carol@mail.example>", "Blue table", "x")[0],
    ]
    stage.store.prioritise(made[1], Priority.URGENT)
    box.take(*made)
    qtbot.waitUntil(lambda: len(stage.services.work_list.rows) == 3)
    return made


@pytest.fixture
def strip(window: MainWindow, stage: Stage, numbers: list[int], qtbot: QtBot) -> FilterStrip:
    window.keys.action("filter").trigger()
    made = window.work_list.head.filter
    qtbot.waitUntil(lambda: made.tags.isVisible())  # what there is to choose is read
    return made


def listed(stage: Stage) -> list[str]:
    return [row.subject for row in stage.services.work_list.rows]


def test_words_narrow_the_list_as_they_are_typed_and_escape_clears_them(
    window: MainWindow, stage: Stage, strip: FilterStrip, numbers: list[int], qtbot: QtBot
) -> None:
    window.work_list.choose_interaction(numbers[0])
    assert strip.field.hasFocus()
    QTest.keyClicks(strip.field, "blue")
    qtbot.waitUntil(lambda: set(listed(stage)) == {"Blue chair", "Blue table"})
    qtbot.waitUntil(lambda: strip.found.text == "2 found")
    QTest.keyClicks(strip.field, " carol")
    qtbot.waitUntil(lambda: listed(stage) == ["Blue table"])
    QTest.keyClick(strip.field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(listed(stage)) == 3)
    row = window.work_list.written
    assert row is not None
    assert row.interaction_id == numbers[0] == window.work_pane.conversation_id  # it is in front all the while
    assert strip.field.text() == ""
    assert strip.isVisible()
    QTest.keyClick(strip.field, Qt.Key.Key_Escape)
    assert not strip.isVisible()
    assert window.work_list.view.hasFocus()


def test_what_is_typed_stays_when_the_list_is_narrowed_otherwise_meanwhile(stage: Stage, strip: FilterStrip) -> None:
    QTest.keyClicks(strip.field, "blu")
    strip.overdue.click()  # before it is listed
    assert strip.field.text() == "blu"


def test_a_view_without_a_name_is_not_kept(window: MainWindow, stage: Stage, strip: FilterStrip) -> None:
    strip.overdue.click()
    dialog = window.work_list.head.name_view()
    QTest.keyClicks(dialog.field, "  ")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert not stage.services.views.views
    dialog.reject()


@pytest.mark.parametrize(
    ("menu", "words", "found"),
    [
        (FilterStrip.priority_menu, "Urgent", {"Blue chair"}),
        (FilterStrip.tag_menu, "VIP", {"Żółty fotel"}),
        (FilterStrip.queue_menu, "Support", {"Żółty fotel", "Blue chair", "Blue table"}),
        (FilterStrip.channel_menu, "E-mail", {"Żółty fotel", "Blue chair", "Blue table"}),
    ],
)
def test_what_there_is_can_be_chosen_from_and_given_up(
    stage: Stage, strip: FilterStrip, qtbot: QtBot, menu: Callable[[FilterStrip], QMenu], words: str, found: set[str]
) -> None:
    def press() -> None:
        made = menu(strip)
        next(action for action in made.actions() if action.text() == words).trigger()

    press()
    qtbot.waitUntil(lambda: stage.services.work_list.total == len(found) and set(listed(stage)) == found)
    button = next(one for one in (strip.priorities, strip.tags, strip.queues, strip.channels) if one.is_on)
    assert button.text() == words
    press()
    assert not stage.services.work_list.view.is_narrowed


def test_an_empty_result_says_so_and_how_to_get_out(
    window: MainWindow, stage: Stage, strip: FilterStrip, qtbot: QtBot
) -> None:
    strip.overdue.click()
    qtbot.waitUntil(lambda: listed(stage) == ["Żółty fotel"])
    strip.unread.click()
    QTest.keyClicks(strip.field, "nothing such")
    qtbot.waitUntil(lambda: listed(stage) == [] and stage.services.work_list.is_loaded)
    empty = window.work_list._empty
    qtbot.waitUntil(lambda: empty.button.isVisible())
    assert empty._title.text() == "Nothing fits the filter"
    empty.button.click()
    qtbot.waitUntil(lambda: len(listed(stage)) == 3)
    assert not strip.unread.is_on


def test_a_filter_is_kept_under_a_name_and_listed_from_the_menu(
    window: MainWindow, stage: Stage, strip: FilterStrip, qtbot: QtBot
) -> None:
    head = window.work_list.head
    strip.overdue.click()
    dialog = head.name_view()
    dialog.field.setText("Late ones")
    dialog.for_team.setChecked(True)
    dialog.save_button.click()
    qtbot.waitUntil(lambda: [view.name for view in stage.services.views.views] == ["Late ones"])
    head.clear_filter()
    menu = head.lists_menu()
    qtbot.waitUntil(lambda: any(action.text() == "Late ones\t1" for action in menu.actions()))
    next(action for action in menu.actions() if action.text().startswith("Late ones")).trigger()
    qtbot.waitUntil(lambda: listed(stage) == ["Żółty fotel"])
    assert head.title.text() == "Late ones"
    head.scopes._group.button(2).click()
    assert head.title.text() == "Work"
    assert stage.services.work_list.view.scope is WorkScope.UNASSIGNED
    assert not stage.services.work_list.view.is_narrowed


def test_a_view_that_is_listed_goes_when_it_is_removed_and_is_renamed_where_it_stands(
    window: MainWindow, stage: Stage, strip: FilterStrip, qtbot: QtBot
) -> None:
    head, views = window.work_list.head, stage.services.views
    views.add("Late ones", replace(stage.services.work_list.view, overdue_only=True), for_team=False)
    qtbot.waitUntil(lambda: bool(views.views))
    head.show_saved(views.views[0])
    dialog = head.edit_views()
    (line,) = dialog.lines
    line.field.setText("Overdue")
    line.field.editingFinished.emit()
    qtbot.waitUntil(lambda: head.title.text() == "Overdue")
    qtbot.waitUntil(lambda: [one._view.name for one in dialog.lines] == ["Overdue"])
    dialog.lines[0].remove_button.click()
    qtbot.waitUntil(lambda: head.title.text() == "Work")
    dialog.accept()


def test_tab_leads_from_the_lists_through_the_filter_to_the_work(window: MainWindow, strip: FilterStrip) -> None:
    head = window.work_list.head
    came: list[QWidget | None] = []
    for keys in (
        (Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier),
        (Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier),
    ):
        strip.field.setFocus(Qt.FocusReason.TabFocusReason)
        while (focus := QApplication.focusWidget()) is not None and strip.isAncestorOf(focus):
            QTest.keyClick(focus, *keys)
        came.append(QApplication.focusWidget())
    before, after = came
    assert before is head.scopes.findChildren(Segment)[head.scopes.current]
    assert after is head.unsent.drafts_button
