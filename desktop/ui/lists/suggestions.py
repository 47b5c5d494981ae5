"""The list that drops from a field while one types in it; the keyboard stays in the field."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal

from desktop.ui.lists.rows import RowDelegate
from desktop.ui.lists.rows_model import Line, RowsModel
from desktop.ui.lists.views import list_view
from desktop.ui.look.tokens import ROW
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.floating import SHADOW, Floating
from desktop.ui.widgets.layout import column

_MOST = 8


class Suggestions(Floating):
    """Belongs to a field: Up and Down move in it, Enter takes the current one, Esc and leaving close it."""

    taken = Signal(object)  # the value of the line

    def __init__(self, field: Field, words: str, least_width: int = 320) -> None:
        super().__init__(field)
        self._field, self._least_width = field, least_width
        self._model = RowsModel(self)
        self._list = list_view(words)
        self._list.setModel(self._model)
        self._list.setItemDelegate(RowDelegate(self._list))
        self._list.setUniformItemSizes(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        top, side = self.inner_margins[1] + 4, self.inner_margins[0] + 1
        column(self, (side, top, side, self.inner_margins[3] + 4)).addWidget(self._list)
        self._list.clicked.connect(self._on_clicked)
        field.moved.connect(self._on_moved)
        field.unfocused.connect(self.hide)
        self.hide()

    @property
    def current(self) -> object:
        """What Enter would take."""
        return self._model.value(self._list.currentIndex().row()) if self.isVisible() else None

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show them below the field, the first one current; none closes the list."""
        self._model.replace(lines)
        if not lines:
            self.hide()
            return
        self._list.setCurrentIndex(self._model.index(0))
        self._place(len(lines))
        self.show()
        self.raise_()

    def take(self) -> None:
        value = self.current
        self.hide()
        if value is not None:
            self.taken.emit(value)

    def _place(self, count: int) -> None:
        window = self._field.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        width = max(self._field.width(), self._least_width) + 2 * SHADOW
        height = min(count, _MOST) * ROW + 2 * SHADOW + 8
        below = self._field.mapTo(window, QPoint(-SHADOW, self._field.height() - SHADOW + 10))
        left = max(0, min(below.x(), window.width() - width))
        room_below, room_above = window.height() - below.y(), below.y() - self._field.height() + SHADOW - 10
        if height <= room_below or room_below >= room_above:
            self.setGeometry(left, below.y(), width, min(height, room_below))
        else:  # a field at the foot of the window
            height = min(height, room_above)
            self.setGeometry(left, room_above - height + SHADOW - 2, width, height)

    def _on_moved(self, step: int) -> None:
        if self.isVisible():
            row = (self._list.currentIndex().row() + step) % max(1, self._model.rowCount())
            self._list.setCurrentIndex(self._model.index(row))

    def _on_clicked(self, index: QModelIndex) -> None:
        self._list.setCurrentIndex(index)
        self.take()
