"""The ring around what the keyboard has reached is seen whole, wherever that stands."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.services.interactions import WorkItem
from desktop.ui.main_window import MainWindow
from desktop.ui.rail import Page
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.focus_ring import FocusRing
from desktop.ui.widgets.layout import row
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
