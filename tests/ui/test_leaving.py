"""Closing the window: at once, but never on a caller without a word."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from typing_extensions import override

from desktop.services.interactions import WorkItem
from desktop.ui.dialogs import LeaveDialog
from desktop.ui.main_window import MainWindow
from tests.ui.stage import Stage

Ring = Callable[..., WorkItem]


class AskedByThePlatform(QCloseEvent):
    """As the window's own cross sends it; Qt lets nobody else make one that is spontaneous."""

    @override
    def spontaneous(self) -> bool:
        return True


def close_by_hand(window: MainWindow) -> None:
    event = AskedByThePlatform()
    window.closeEvent(event)
    if event.isAccepted():
        window.close()
    QApplication.processEvents()


def question(window: MainWindow) -> LeaveDialog | None:
    dialog = QApplication.activeModalWidget()
    return dialog if isinstance(dialog, LeaveDialog) else None


def test_without_a_call_the_window_closes_at_once(window: MainWindow) -> None:
    close_by_hand(window)
    assert question(window) is None
    assert not window.isVisible()


def test_a_question_leaves_no_line_empty_below_its_words(window: MainWindow) -> None:
    for name in ("Ann", "Żaneta Wiśniewska-Brzęczyszczykiewicz " * 3):
        dialog = LeaveDialog([name], window)
        dialog.open()
        (words,) = dialog.findChildren(QLabel)
        assert words.height() == words.heightForWidth(words.width())
        dialog.accept()


def test_with_somebody_on_the_line_it_asks_and_stays_by_default(
    window: MainWindow, stage: Stage, ring: Ring, qtbot: QtBot
) -> None:
    ring()
    stage.engine.pick_up("c1")
    close_by_hand(window)
    close_by_hand(window)
    asked = question(window)
    assert asked is not None
    assert len(window.findChildren(LeaveDialog)) == 1
    assert asked.focusWidget() is asked.stay_button
    QTest.keyClick(asked.stay_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: question(window) is None)
    assert window.isVisible()
    close_by_hand(window)
    asked = question(window)
    assert asked is not None
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    assert window.isVisible()


def test_who_says_so_leaves(window: MainWindow, stage: Stage, ring: Ring) -> None:
    ring()
    close_by_hand(window)
    asked = question(window)
    assert asked is not None
    asked.leave_button.click()
    assert not window.isVisible()


def test_the_program_itself_closes_without_a_question(window: MainWindow, stage: Stage, ring: Ring) -> None:
    ring()
    window.close()
    assert not window.isVisible()
