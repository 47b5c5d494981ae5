"""The ring around what the keyboard has reached is seen whole, wherever that stands."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from desktop.services.interactions import WorkItem
from desktop.ui.main_window import MainWindow
from desktop.ui.rail import Page
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.focus_ring import FocusRing
from desktop.ui.widgets.layout import column, row
from tests.ui.stage import Stage


@pytest.fixture
def tight(qtbot: QtBot) -> tuple[FocusRing, Button, QWidget]:
    """A window, and a button that fills a box within it to the edges."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 200)
    box = QWidget(window)
    box.setGeometry(100, 50, 120, 40)
    button = Button("Ring me")
    row(box).addWidget(button)
    ring = FocusRing(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: ring.ringed is button)
    return ring, button, box


def seen(ring: FocusRing, window: QWidget) -> QRect:
    """What the screen shows of the ring, as it lies in the window."""
    drawn = ring.drawn
    assert drawn is not None
    return drawn.visibleRegion().boundingRect().translated(drawn.mapTo(window, QPoint(0, 0)))


def test_a_ring_is_drawn_beyond_the_box_that_would_cut_it(tight: tuple[FocusRing, Button, QWidget]) -> None:
    ring, button, box = tight
    place = QRect(button.mapTo(box.window(), QPoint(0, 0)), button.size())
    assert seen(ring, box.window()) == place.adjusted(-4, -4, 4, 4)


def test_a_ring_goes_along_when_the_box_around_its_button_moves(
    tight: tuple[FocusRing, Button, QWidget], qtbot: QtBot
) -> None:
    ring, button, box = tight
    box.move(200, 100)
    place = QRect(button.mapTo(box.window(), QPoint(0, 0)), button.size()).adjusted(-4, -4, 4, 4)
    qtbot.waitUntil(lambda: seen(ring, box.window()) == place)


def test_a_ring_without_room_is_drawn_within(qtbot: QtBot) -> None:
    """As around a pane that fills its page."""
    window, button = QWidget(), Button("Ring me")
    qtbot.addWidget(window)
    button.setParent(window)
    button.setGeometry(0, 0, 120, 40)
    window.resize(120, 40)
    ring = FocusRing(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: ring.ringed is button)
    assert ring.drawn is not None
    assert seen(ring, window) == ring.drawn.rect() == window.rect()


def test_what_tab_reaches_in_a_form_that_was_scrolled_comes_into_sight(qtbot: QtBot) -> None:
    window, form = QWidget(), QWidget()
    qtbot.addWidget(window)
    before, first, last = Button("Before it"), QLineEdit(), QLineEdit()
    lines = column(form, (8, 8, 8, 8))
    lines.addWidget(first)
    lines.addSpacing(800)
    lines.addWidget(last)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(form)
    outer = column(window)
    outer.addWidget(before)
    outer.addWidget(area)
    window.resize(300, 300)
    FocusRing(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    assert first.visibleRegion().isEmpty()
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    before.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(before, Qt.Key.Key_Tab)
    assert first.hasFocus()
    assert not first.visibleRegion().isEmpty()
    area.verticalScrollBar().setValue(first.geometry().top())  # in sight, without room for the ring
    before.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(before, Qt.Key.Key_Tab)
    assert first.mapTo(area.viewport(), QPoint(0, 0)).y() >= 4


def test_a_list_without_a_chosen_row_has_the_ring_until_it_has_one(window: MainWindow, qtbot: QtBot) -> None:
    window.rail.choose(Page.CALLS)
    calls = window.pages.calls.view
    qtbot.waitUntil(lambda: calls.model().rowCount() > 1)
    ring = window.focus_ring
    calls.setFocus(Qt.FocusReason.OtherFocusReason)
    assert window.focus_ring.drawn is None  # nobody looks for the keyboard
    QTest.keyClick(calls, Qt.Key.Key_Backtab)
    before = QApplication.focusWidget()
    assert before is not None
    QTest.keyClick(before, Qt.Key.Key_Tab)
    assert ring.ringed is calls
    drawn = ring.drawn
    QTest.keyClick(calls, Qt.Key.Key_Down)
    assert calls.currentIndex().isValid()
    assert drawn is not None
    assert drawn.isHidden()


def test_no_ring_is_cut_in_the_window(window: MainWindow, stage: Stage, ring: Callable[..., WorkItem]) -> None:
    ring()
    stage.engine.pick_up("c1")
    ringed = 0
    for page in Page:
        window.rail.choose(page)
        for _ in range(40):
            focus = QApplication.focusWidget()
            assert focus is not None
            QTest.keyClick(focus, Qt.Key.Key_Tab)
            drawn = window.focus_ring.drawn
            if drawn is not None:
                ringed += 1
                assert drawn.visibleRegion().boundingRect() == drawn.rect(), QApplication.focusWidget()
    assert ringed > 20
