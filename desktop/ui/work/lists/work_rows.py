"""The list itself: one row is looked at, several are chosen with Ctrl or Shift, and none is opened by that."""

from PySide6.QtCore import QEvent, QItemSelection, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView
from typing_extensions import override

from desktop.domain.text import tr
from desktop.domain.work import WorkView
from desktop.services.messaging.work_list import WorkList
from desktop.ui.lists.views import List, dress

_MORE = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class WorkRows(List):
    """`is_extending` while a row becomes the current one by being chosen besides others."""

    menu_asked = Signal(int, QPoint)  # row (-1: those that are chosen), where on the screen
    several_changed = Signal()
    left = Signal()  # by Esc or a click beside them, while several were chosen

    def __init__(self, work: WorkList) -> None:
        """`work`: what is loaded on where its end is asked for."""
        super().__init__()
        dress(self, tr("Work"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.is_extending = False
        self._is_beside = False  # where the mouse was pressed: below the last row
        self._work = work
        self._end_of: WorkView | None = None  # whose last row is waited for
        self._end_with = Qt.KeyboardModifier.NoModifier
        self._on_to_end = QTimer(self, singleShot=True, interval=0)  # once the model has the rows that came
        self._on_to_end.timeout.connect(self._go_on)
        work.rows_changed.connect(self._on_rows_changed)
        work.failed.connect(self._stay)

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
        self._stay()
        self._is_beside = not self.indexAt(event.position().toPoint()).isValid()
        if self._is_beside:  # the row in front stays marked
            if self.chosen:
                self.left.emit()
            return
        self.is_extending = bool(event.modifiers() & _MORE) and self.selectionModel().hasSelection()
        super().mousePressEvent(event)
        self.is_extending = False

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Dragging chooses rows."""
        if self._is_beside and event.buttons():
            return
        self.is_extending = bool(event.buttons() & Qt.MouseButton.LeftButton)
        super().mouseMoveEvent(event)
        self.is_extending = False

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.RightButton:
            super().mouseDoubleClickEvent(event)

    def _on_rows_changed(self) -> None:
        if self._end_of is not None:
            self._on_to_end.start()

    def _go_on(self) -> None:
        """To the last row there is, as soon as it is there, page by page so that the window goes on meanwhile."""
        if self._end_of is not self._work.view:
            self._stay()
        elif self._work.has_more:
            self._work.load_many()
        else:
            self.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_End, self._end_with))

    def _stay(self) -> None:
        self._end_of = None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._stay()
        if event.key() == Qt.Key.Key_End and self._work.has_more:
            self._end_of, self._end_with = self._work.view, event.modifiers()
            self._go_on()
            return
        if event.key() == Qt.Key.Key_End and not self.currentIndex().isValid():  # Qt's own way is to the first then
            self.setCurrentIndex(self.model().index(self.model().rowCount() - 1, 0))
            return
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
