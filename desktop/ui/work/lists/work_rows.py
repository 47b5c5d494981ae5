"""The list itself: one row is looked at, several are chosen with Ctrl or Shift, and none is opened by that."""

from PySide6.QtCore import QItemSelection, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView
from typing_extensions import override

from desktop.domain.text import tr
from desktop.ui.lists.views import List, dress

_MORE = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class WorkRows(List):
    """`is_extending` while a row becomes the current one by being chosen besides others."""

    menu_asked = Signal(int, QPoint)  # row (-1: those that are chosen), where on the screen
    several_changed = Signal()
    left = Signal()  # by Esc, while several were chosen

    def __init__(self) -> None:
        super().__init__()
        dress(self, tr("Work"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.is_extending = False

    @property
    def chosen(self) -> tuple[int, ...]:
        """Rows from the top, when there are several; a single one is the one that is looked at."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(rows) if len(rows) > 1 else ()

    @override
    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.several_changed.emit()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The right button is the menu's alone: what it is asked of is not opened by that."""
        if event.button() == Qt.MouseButton.RightButton:
            return
        self.is_extending = bool(event.modifiers() & _MORE) and self.selectionModel().hasSelection()
        super().mousePressEvent(event)
        self.is_extending = False

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Dragging chooses rows."""
        self.is_extending = bool(event.buttons() & Qt.MouseButton.LeftButton)
        super().mouseMoveEvent(event)
        self.is_extending = False

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.RightButton:
            super().mouseDoubleClickEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.chosen:
            self.left.emit()
            return
        self.is_extending = bool(event.modifiers() & _MORE) and self.selectionModel().hasSelection()
        super().keyPressEvent(event)
        self.is_extending = False

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Of the row under the pointer, or the current one; of all that are chosen where it is one of them."""
        is_by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        row = self.currentIndex().row() if is_by_key else self.indexAt(event.pos()).row()
        if row < 0:
            return
        place = event.globalPos()
        if is_by_key:
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        self.menu_asked.emit(-1 if row in self.chosen else row, place)
