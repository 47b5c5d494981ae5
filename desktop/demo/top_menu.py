"""A button of the demo's in the top bar with a menu, each line of which has a key of its own."""

from PySide6.QtCore import QObject, QPointF, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QBoxLayout, QMenu

from desktop.ui.main_window import MainWindow
from desktop.ui.widgets.buttons import Button

_KEYS = "Ctrl+Alt+{number}"


class TopMenu(QObject):
    """Stands at the end of the bar's left part, where nothing before it makes it move."""

    def __init__(self, window: MainWindow, label: str, icon: str, hint: str) -> None:
        super().__init__(window)
        self._window = window
        self.button = Button(label, icon=icon, small=True)
        self.button.setToolTip(hint)
        self.menu = QMenu(window)
        self.button.clicked.connect(self._open)
        left = window.top_bar.state_button.parentWidget()
        place = left.layout() if left is not None else None
        assert isinstance(place, QBoxLayout)
        place.addWidget(self.button)

    def add(self, label: str, number: int) -> QAction:
        """A line, which Ctrl+Alt and the number choose as well."""
        action = QAction(label, self._window)
        action.setShortcut(QKeySequence(_KEYS.format(number=number)))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setAutoRepeat(False)
        self._window.addAction(action)
        self.menu.addAction(action)
        return action

    def _open(self) -> None:
        self.menu.popup(self.button.mapToGlobal(QPointF(0, self.button.height() + 4)).toPoint())
