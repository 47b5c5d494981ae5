"""A panel with a field and a list below it: one types a few letters, Enter takes the line that is marked."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from desktop.domain.text import tr
from desktop.ui.lists.rows import PanelRowDelegate
from desktop.ui.lists.rows_model import Line, RowsModel
from desktop.ui.lists.views import list_view
from desktop.ui.look.tokens import ROW, S
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.floating import SHADOW, AskedPanel
from desktop.ui.widgets.layout import column
from desktop.ui.widgets.spoken import say
from desktop.ui.widgets.text import TextLine

_WIDTH = 380
_MOST = 6  # rows in sight


class _Wanted(Field):
    """A digit in the empty field is told: lines may have one for a key."""

    pressed = Signal(str)

    def __init__(self, hint: str) -> None:
        super().__init__(hint, icon="search")
        self.digits: frozenset[str] = frozenset()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.text() and event.text() in self.digits:
            self.pressed.emit(event.text())
        else:
            super().keyPressEvent(event)


class Finder(AskedPanel):
    """Closed by Esc, by a choice, and when the keyboard goes elsewhere; it is its maker's to show and to fill."""

    taken = Signal(object, str)  # the line's value, what was written for a comment
    typed = Signal(str)

    def __init__(self, beside: QWidget, title: str, hint: str, *, comment: str = "") -> None:
        super().__init__(beside, title)
        self._keys: Mapping[str, object] = {}
        self._model = RowsModel(self)
        self.field = _Wanted(hint)
        self.comment = Field(comment)
        self.list = list_view(title)
        self.nothing = TextLine(tr("Nothing is called so"), "body", "text3")
        self._build(title, has_comment=bool(comment))
        self._connect()

    def _build(self, title: str, *, has_comment: bool) -> None:
        self.list.setModel(self._model)
        self.list.setItemDelegate(PanelRowDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        left, top, right, bottom = self.inner_margins
        outer = column(self, (left + 1, top + 12, right + 1, bottom + 12), S)
        inner = column(margins=(12, 0, 12, 0), spacing=S)
        inner.addWidget(TextLine(title, "strong"))
        inner.addWidget(self.field)
        outer.addLayout(inner)
        outer.addWidget(self.list, 1)
        below = column(margins=(12, 0, 12, 0), spacing=S)
        below.addWidget(self.nothing)
        below.addWidget(self.comment)
        outer.addLayout(below)
        self.nothing.hide()
        self.comment.setVisible(has_comment)

    def _connect(self) -> None:
        self.field.textChanged.connect(self.typed)
        self.field.pressed.connect(self._on_digit)
        self._model.modelReset.connect(self._mark_first)
        self.list.clicked.connect(self._on_clicked)
        for one in (self.field, self.comment):
            one.moved.connect(self._on_moved)
            one.left.connect(self.leave)
            one.returnPressed.connect(self.take)
            one.unfocused.connect(self._on_unfocused)

    @property
    def titles(self) -> tuple[str, ...]:
        """Of the lines that are shown."""
        rows = range(self._model.rowCount())
        return tuple(str(self._model.index(row).data(Qt.ItemDataRole.DisplayRole)) for row in rows)

    def show_lines(self, lines: Sequence[Line], keys: Mapping[str, object] | None = None) -> None:
        """`keys`: digits that take a value at once while nothing is typed."""
        self._keys = keys or {}
        self.field.digits = frozenset(self._keys)
        self._model.replace(lines)
        self.list.setVisible(bool(lines))
        self.nothing.setVisible(not lines)
        self._place()

    def open_up(self) -> None:
        """Below the button it was asked for with, or above where there is no room."""
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _place(self) -> None:
        window = self.parentWidget()
        if window is None:
            return
        width = min(_WIDTH, window.width() - 16) + 2 * SHADOW
        self.list.setFixedHeight(max(1, min(_MOST, self._model.rowCount())) * ROW)
        high = self.sizeHint().height()
        top = max(8, min(self._corner.y() - 4, window.height() - high - 8))
        self.setGeometry(self._left_edge(width), top, width, high)

    # ---------------------------------------------------------------- keys

    def take(self) -> None:
        value = self._model.value(self.list.currentIndex().row())
        if value is not None:
            self._take(value)

    def _take(self, value: object) -> None:
        comment = self.comment.text().strip()
        self.leave()
        self.taken.emit(value, comment)

    def _on_digit(self, digit: str) -> None:
        self._take(self._keys[digit])

    def _on_moved(self, step: int) -> None:
        count = self._model.rowCount()
        if count:
            self.list.setCurrentIndex(self._model.index((self.list.currentIndex().row() + step) % count))
            say(self.field, str(self.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) or ""))

    def _mark_first(self) -> None:
        self.list.setCurrentIndex(self._model.index(0))

    def _on_clicked(self, index: QModelIndex) -> None:
        self.list.setCurrentIndex(index)
        self.take()

    def _on_unfocused(self) -> None:
        self.leave_for(QApplication.focusWidget())
