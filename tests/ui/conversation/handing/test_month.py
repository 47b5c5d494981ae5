"""The days of a month, in the colours of the theme in force and with nothing beside the chosen one."""

import pytest
from PySide6.QtCore import QDate
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.conversation.handing.month import Month
from desktop.ui.look.theme import tokens
from desktop.ui.main_window import MainWindow
from tests.ui.stage import Stage

DAY = QDate(2026, 11, 23)


def test_the_head_has_the_ground_of_the_theme_in_force(window: MainWindow, stage: Stage) -> None:
    month = Month(DAY, DAY)
    month.setParent(window)
    stage.services.settings.set("appearance.theme", "dark")
    assert month.days.headerTextFormat().background().color() == QColor(tokens().panel)


@pytest.mark.usefixtures("window")  # it dresses the application
@pytest.mark.parametrize(("width", "days"), [(296, 0), (300, 0), (320, 0), (250, 1), (250, 3)])
def test_nothing_is_painted_beside_the_chosen_day_between_whole_scales(width: int, days: int, qtbot: QtBot) -> None:
    month = Month(DAY, DAY.addYears(1))
    qtbot.addWidget(month)
    month.resize(width, 300)
    month.show()
    month.show_day(DAY.addDays(days))
    QApplication.processEvents()
    view = month.days.view
    scale = 1.5
    picture = QPixmap(view.viewport().size() * scale)
    picture.setDevicePixelRatio(scale)
    view.viewport().render(picture)
    (chosen,) = view.selectionModel().selectedIndexes()
    cell = view.visualRect(chosen)
    beside = {
        round(edge * scale) + step
        for edge in (cell.left(), cell.right() + 1)
        for step in range(-2, 2)
        if edge + step > 0
    }
    found = {picture.toImage().pixelColor(x, round(cell.center().y() * scale)).name() for x in beside}
    assert found == {QColor(tokens().panel).name()}
