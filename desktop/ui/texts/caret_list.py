"""A list that a sign at the beginning of a word opens below the caret; the keyboard stays in the text."""

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QTextEdit
from typing_extensions import override

from desktop.ui.lists.rows import PanelRowDelegate
from desktop.ui.lists.rows_model import Line, RowsModel
from desktop.ui.lists.views import list_view
from desktop.ui.look.tokens import ROW
from desktop.ui.widgets.floating import SHADOW, Floating
from desktop.ui.widgets.layout import column
from desktop.ui.widgets.spoken import say

_MOST = 6
_ROUND = 8
_WIDTH = 420
_LONGEST = 40  # what is typed after the sign
_SAID_AFTER_MS = 700
_TYPED = rf"(?:^|\s){{sign}}(?!\s)([^{{sign}}\n]{{{{0,{_LONGEST}}}}})$"
_TAKING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)

Find = Callable[[str], Sequence[Line]]


class CaretList(Floating):
    """Belongs to a text. Up and Down move in it, Enter and Tab take the current one.

    Esc leaves a sign that was typed as it is, and takes away one that was not.
    """

    sign = "/"

    taken = Signal(object)  # its value; what was typed for it is gone from the text
    wanted = Signal()  # the sign was typed: whoever has the values reads them, and calls `refresh`

    def __init__(self, editor: QTextEdit, find: Find) -> None:
        super().__init__(editor)
        self._editor, self._find = editor, find
        self._typed = re.compile(_TYPED.format(sign=re.escape(self.sign)))
        self._left_at = -1  # the place of a sign that is to stay one
        self._put: tuple[int, int] | None = None  # the place of one that nobody typed, and where what was put in begins
        self._model = RowsModel(self)
        self.view = list_view(self._title())
        self.view.setModel(self._model)
        self.view.setItemDelegate(PanelRowDelegate(self.view))
        self.view.setUniformItemSizes(True)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        left, top, right, bottom = self.inner_margins
        column(self, (left + 1, top + _ROUND, right + 1, bottom + _ROUND)).addWidget(self.view)
        self._saying = QTimer(self, singleShot=True, interval=_SAID_AFTER_MS)
        self._saying.timeout.connect(self._say_current)
        self.view.clicked.connect(self._on_clicked)
        editor.cursorPositionChanged.connect(self.refresh)
        editor.installEventFilter(self)
        self.hide()

    def _title(self) -> str:
        raise NotImplementedError

    @property
    def current(self) -> object:
        """What Enter would take."""
        return self._model.value(self.view.currentIndex().row()) if self.isVisible() else None

    @property
    def rows(self) -> int:
        return self._model.rowCount()

    def open(self) -> None:
        """As if the sign had been typed."""
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
        cursor = self._editor.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        if self._sign_place() is None:
            start = cursor.selectionStart()
            cursor.insertText(self.sign if not before or before[-1].isspace() else f" {self.sign}")
            self._put = cursor.position() - 1, start
            self._editor.setTextCursor(cursor)
        self._left_at = -1
        self.refresh()

    def refresh(self) -> None:
        """What the text before the caret asks for."""
        found = self._sign_place()
        if found is None:
            self._left_at, self._put = -1, None
        if found is None or found[0] == self._left_at or not self._editor.hasFocus() or self._editor.isReadOnly():
            self.hide()
            return
        self.wanted.emit()
        self._show(list(self._find(found[1])))

    def _sign_place(self) -> tuple[int, str] | None:
        """Where it stands, and what was typed after it."""
        cursor = self._editor.textCursor()
        if cursor.hasSelection():
            return None
        found = self._typed.search(cursor.block().text()[: cursor.positionInBlock()].replace("\u2028", "\n"))
        return (cursor.block().position() + found.start(1) - 1, found[1]) if found is not None else None

    def _show(self, lines: list[Line]) -> None:
        self._model.replace(lines)
        if not lines:
            self.hide()
            return
        self.view.setCurrentIndex(self._model.index(0))
        self._place(len(lines))
        self.show()
        self.raise_()
        self._saying.start()

    def _place(self, count: int) -> None:
        window = self._editor.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        caret = self._editor.cursorRect()
        width = min(_WIDTH + 2 * SHADOW, window.width())
        height = min(count, _MOST) * ROW + 2 * SHADOW + 2 * _ROUND
        below = self._editor.viewport().mapTo(window, QPoint(caret.left() - SHADOW, caret.bottom() - SHADOW + 8))
        above = below.y() - caret.height() - 16 + 2 * SHADOW - height
        left = max(0, min(below.x(), window.width() - width))
        fits = below.y() + height <= window.height() or above < 0
        self.setGeometry(left, below.y() if fits else above, width, min(height, window.height()))

    # ---------------------------------------------------------------- keys

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        if not self.isVisible() or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        key, is_plain = event.key(), event.modifiers() in _PLAIN
        is_ours = is_plain and (key in _TAKING or key in _MOVES or key == Qt.Key.Key_Escape)
        if not is_ours:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.type() == QEvent.Type.KeyPress:
            self._press(key)
        return True

    def _press(self, key: int) -> None:
        if key in _MOVES:
            self._move(_MOVES[Qt.Key(key)])
        elif key == Qt.Key.Key_Escape:
            self._leave_sign()
            self.hide()
        else:
            self.take()

    def _leave_sign(self) -> None:
        found, put = self._sign_place(), self._put
        self._left_at = found[0] if found is not None else -1
        if found is None or put is None or put[0] != found[0]:
            return
        cursor = self._editor.textCursor()
        cursor.setPosition(found[0] if found[1] else put[1])  # the space before it parts what was typed meanwhile
        cursor.setPosition(found[0] + 1, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()

    def _move(self, step: int) -> None:
        count = self._model.rowCount()
        row = self.view.currentIndex().row() + step
        row = row % count if abs(step) == 1 else max(0, min(row, count - 1))
        self.view.setCurrentIndex(self._model.index(row))
        self._say_current()

    def take(self) -> None:
        value, found = self.current, self._sign_place()
        self.hide()
        if value is None or found is None:
            return
        cursor = self._editor.textCursor()
        cursor.setPosition(found[0], QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        self._editor.setTextCursor(cursor)
        self.taken.emit(value)

    def _on_clicked(self, index: QModelIndex) -> None:
        self.view.setCurrentIndex(index)
        self.take()

    def _say_current(self) -> None:
        """The keyboard stays in the text: nobody else says what the list holds."""
        self._saying.stop()
        if self.isVisible():
            say(self._editor, str(self.view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) or ""))


_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_MOVES = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -_MOST,
    Qt.Key.Key_PageDown: _MOST,
}
