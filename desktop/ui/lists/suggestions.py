"""The list that drops from a field while one types in it; the keyboard stays in the field."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from desktop.domain.text import tr
from desktop.ui.lists.rows import PanelRowDelegate
from desktop.ui.lists.rows_model import Line, RowsModel
from desktop.ui.lists.views import list_view
from desktop.ui.look.tokens import ROW
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.floating import SHADOW, Floating
from desktop.ui.widgets.layout import column
from desktop.ui.widgets.spoken import say

_MOST = 8
_ROUND = 8  # a row that began higher or ended lower would square the corners
_SAID_AFTER_MS = 700  # to who stopped typing


class Suggestions(Floating):
    """Belongs to a field: Up and Down move in it, Enter takes the current one, Esc and leaving close it.

    A `head` above the list may be gone to and back; whoever gives it calls `leave_head` when the keyboard leaves it.
    """

    taken = Signal(object)  # the value of the line
    more_wanted = Signal()  # the end is reached: whoever has more calls `append`
    abandoned = Signal()  # the keyboard went elsewhere in the program

    def __init__(self, field: Field, words: str, least_width: int = 320, head: QWidget | None = None) -> None:
        super().__init__(field)
        self._field, self._least_width, self._head = field, least_width, head
        self._model = RowsModel(self)
        self._list = list_view(words)
        self._list.setModel(self._model)
        self._list.setItemDelegate(PanelRowDelegate(self._list))
        self._list.setUniformItemSizes(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        left, top, right, bottom = self.inner_margins
        whole = column(self, (left + 1, top + _ROUND, right + 1, bottom + _ROUND))
        if head is not None:
            head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            whole.addWidget(head)
        self._list.setMinimumHeight(1)  # or one row would take the head's room
        whole.addWidget(self._list)
        self._saying = QTimer(self, singleShot=True, interval=_SAID_AFTER_MS)
        self._saying.timeout.connect(self._say_found)
        self._list.clicked.connect(self._on_clicked)
        self._model.more_wanted.connect(self.more_wanted)
        field.moved.connect(self._on_moved)
        field.unfocused.connect(self._on_field_left)
        self.hide()

    @property
    def current(self) -> object:
        """What Enter would take."""
        return self._model.value(self._list.currentIndex().row()) if self.isVisible() else None

    @property
    def is_attended(self) -> bool:
        """The keyboard is in the field or in the head."""
        now = QApplication.focusWidget()
        return now is self._field or (now is not None and self.isAncestorOf(now))

    def leave_head(self) -> None:
        """Unless it left for the field, or with the whole window, close."""
        if QApplication.focusWidget() is not None and not self.is_attended:
            self._abandon()

    def _on_field_left(self) -> None:
        now = QApplication.focusWidget()
        if now is None or not self.isAncestorOf(now):
            self._abandon()

    def _abandon(self) -> None:
        was_open = self.isVisible()
        self.hide()
        if was_open and not self.is_attended and QApplication.focusWidget() is not None:
            self.abandoned.emit()

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
        self._saying.start()

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
        if self._head is not None and self.is_attended:
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
        if value is not None:
            self.taken.emit(value)

    def _place(self, count: int) -> None:
        window = self._field.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        head = QSize(0, 0) if self._head is None else self._head.sizeHint()
        width = max(self._field.width(), self._least_width, head.width()) + 2 * SHADOW
        height = min(count, _MOST) * ROW + head.height() + 2 * SHADOW + 2 * _ROUND
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
        self._saying.stop()
        say(self._field, self._current_words)

    @property
    def _current_words(self) -> str:
        return str(self._list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) or "")

    def _say_found(self) -> None:
        """The keyboard stays in the field: nobody else says what the list holds."""
        if self.isVisible():
            count = self._model.rowCount()
            found = tr("more than {count} found", count=count) if self._model.is_growing else tr("%n found", count)
            words = self._current_words
            say(self._field, words if self.current is None else f"{found}. {words}")

    def _on_clicked(self, index: QModelIndex) -> None:
        self._list.setCurrentIndex(index)
        self.take()
