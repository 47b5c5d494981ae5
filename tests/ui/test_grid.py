"""Whatever is typed into or pressed is as high as the 4 px grid says, wherever it is."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.main_window import MainWindow
from desktop.ui.widgets.segments import Segments
from tests.ui import scenes
from tests.ui.conftest import settle
from tests.ui.stage import Stage

_GRID = 4  # px
_SCENES = ("ring", "wrap_up", "keypad", "search_filtered", "calls", "customers", "merging", "settings", "sound", "keys")
"""Those of written work stand in `test_panes.py`."""


def _is_inner(widget: QWidget) -> bool:
    """A part of something that stands on the grid itself."""
    return isinstance(widget.parentWidget(), QAbstractSpinBox | QComboBox | Segments)


def off_the_grid(top: QWidget) -> list[str]:
    kinds = QAbstractButton | QAbstractSpinBox | QComboBox | QLineEdit | Segments
    shown = [widget for widget in top.findChildren(QWidget) if isinstance(widget, kinds) and widget.isVisible()]
    assert shown
    outer = [widget for widget in shown if not _is_inner(widget)]
    return [f"{type(one).__name__} {one.accessibleName()}: {one.height()}" for one in outer if one.height() % _GRID]


@pytest.mark.parametrize("scene", _SCENES)
def test_what_is_used_stands_on_the_grid(window: MainWindow, stage: Stage, scene: str, qtbot: QtBot) -> None:
    scenes.SCENES[scene](stage, window, lambda condition: qtbot.waitUntil(lambda: bool(condition())))
    settle(stage, qtbot)
    shown = scenes.shown(window, scene)
    QApplication.processEvents()
    assert off_the_grid(shown) == []
    if shown is not window:
        shown.close()
