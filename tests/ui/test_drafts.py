"""A customer half edited: nothing typed is thrown away without a word."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.dialogs import DiscardDialog, LeaveDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.pages.customer_editor import CustomerEditor
from desktop.ui.rail import Page
from tests.ui.stage import Stage
from tests.ui.test_leaving import Ring, close_by_hand


def question() -> DiscardDialog | None:
    dialog = QApplication.activeModalWidget()
    return dialog if isinstance(dialog, DiscardDialog) else None


@pytest.fixture
def editor(window: MainWindow, stage: Stage, qtbot: QtBot) -> Iterator[CustomerEditor]:
    """Anna, being edited."""
    window.rail.choose(Page.CUSTOMERS)
    window.pages.customers.edit(stage.store.find_customers("Anna Kowalczyk")[0].customer_id)
    made = window.pages.customers.editor
    qtbot.waitUntil(made.isVisible)
    yield made
    left = question()
    if left is not None:
        left.accept()


def test_escape_leaves_at_once_what_was_not_changed(editor: CustomerEditor) -> None:
    editor.city.setText(editor.city.text())
    QTest.keyClick(editor.name, Qt.Key.Key_Escape)
    assert question() is None
    assert not editor.isVisible()


@pytest.mark.parametrize("field", ["city", "tags", "phones", "is_vip"])
def test_escape_asks_before_changes_are_lost_and_goes_on_by_default(editor: CustomerEditor, field: str) -> None:
    match field:
        case "phones":
            editor.phones.appendPlainText("22 555 12 34")
        case "is_vip":
            editor.is_vip.toggle()
        case _:
            getattr(editor, field).setText("new")
    QTest.keyClick(editor.name, Qt.Key.Key_Escape)
    asked = question()
    assert asked is not None
    assert asked.focusWidget() is asked.stay_button
    QTest.keyClick(asked.stay_button, Qt.Key.Key_Return)
    assert editor.isVisible()
    assert editor.is_changed
    editor.cancel_button.click()
    asked = question()
    assert asked is not None
    asked.leave_button.click()
    assert not editor.isVisible()


def test_another_customer_to_edit_does_not_take_the_place_of_what_was_typed(
    editor: CustomerEditor, window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    anna = stage.store.find_customers("Anna Kowalczyk")[0].customer_id
    other = next(hit for hit in stage.store.list_customers() if hit.customer_id != anna)
    editor.city.setText("Warszawa")
    window.rail.choose(Page.WORK)
    window._edit(anna)
    qtbot.wait(50)
    assert (question(), editor.city.text()) == (None, "Warszawa")
    window._edit(other.customer_id)
    qtbot.waitUntil(lambda: question() is not None)
    assert editor.city.text() == "Warszawa"
    asked = question()
    assert asked is not None
    asked.leave_button.click()
    assert editor.name.text() == other.name


def test_the_window_asks_before_it_closes_over_changes(editor: CustomerEditor, window: MainWindow) -> None:
    editor.city.setText("Warszawa")
    window.rail.choose(Page.WORK)
    close_by_hand(window)
    asked = question()
    assert asked is not None
    assert editor.isVisible()
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    assert window.isVisible()
    close_by_hand(window)
    asked = question()
    assert asked is not None
    asked.leave_button.click()
    assert not window.isVisible()


def test_with_somebody_on_the_line_both_questions_are_asked(
    editor: CustomerEditor, window: MainWindow, ring: Ring
) -> None:
    editor.city.setText("Warszawa")
    ring()
    close_by_hand(window)
    call_first = QApplication.activeModalWidget()
    assert isinstance(call_first, LeaveDialog)
    call_first.leave_button.click()
    asked = question()
    assert asked is not None
    assert window.isVisible()
    asked.leave_button.click()
    assert not window.isVisible()
