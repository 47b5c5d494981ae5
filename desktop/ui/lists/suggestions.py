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
    more_wanted = Signal()  # the end is reached: whoever has more calls `append`

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
        self._model.more_wanted.connect(self.more_wanted)
        field.moved.connect(self._on_moved)
        field.unfocused.connect(self.hide)
        self.hide()

    @property
    def current(self) -> object:
        """What Enter would take."""
        return self._model.value(self._list.currentIndex().row()) if self.isVisible() else None

    def show_lines(self, lines: Sequence[Line], *, has_more: bool = False) -> None:
        """Show them below the field, the first one current, or the one one went to; none closes the list."""
        chosen = self._list.currentIndex().row()
        value = self.current if chosen > 0 else None
        self._model.replace(lines, has_more=has_more)
        if not lines:
            self.hide()
            return
        current = next((n for n, line in enumerate(lines) if value is not None and line.value == value), 0)
        self._list.setCurrentIndex(self._model.index(current))
        self.show_again()

    def show_again(self) -> None:
        """As it was when it was closed."""
        count = self._model.rowCount()
        if count:
            self._place(count)
            self.show()
            self.raise_()

    def append(self, lines: Sequence[Line], *, has_more: bool) -> None:
        self._model.append(lines, has_more=has_more)

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
        row, count = self._list.currentIndex().row() + step, self._model.rowCount()
        if not self.isVisible() or (row == count and self._model.is_growing):
            return
        self._list.setCurrentIndex(self._model.index(row % max(1, count)))

    def _on_clicked(self, index: QModelIndex) -> None:
        self._list.setCurrentIndex(index)
        self.take()
