"""Fields to type in, with an icon before and the key that leads here after; of days and of times of day."""

from typing import TypeVar

from PySide6.QtCore import QLocale, QPointF, QRectF, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, Qt
from PySide6.QtWidgets import QDateEdit, QDateTimeEdit, QLineEdit, QTextEdit, QTimeEdit
from typing_extensions import override

from desktop.ui.look.icons import paint_icon
from desktop.ui.look.theme import tokens
from desktop.ui.look.tokens import BUTTON_SMALL, M, S
from desktop.ui.look.type import elided, font
from desktop.ui.widgets.paint import key_width, paint_key

_ICON = 16
_Made = TypeVar("_Made", bound=QDateTimeEdit)


class Field(QLineEdit):
    """A line to type in. `moved` tells of Up and Down (a list below follows), `left` of Esc."""

    moved = Signal(int)
    left = Signal()
    unfocused = Signal()

    def __init__(self, placeholder: str, *, icon: str = "", key: str = "", quiet: bool = False) -> None:
        super().__init__()
        self._icon, self._key = icon, key
        if quiet:
            self.setObjectName("quietField")
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self._make_room()

    def set_key(self, key: str) -> None:
        self._key = key
        self._make_room()
        self.update()

    def _make_room(self) -> None:
        before = _ICON + S if self._icon else 0
        after = round(key_width(self._key)) + S if self._key else 0
        self.setTextMargins(before, 0, after, 0)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Up:
                self.moved.emit(-1)
            case Qt.Key.Key_Down:
                self.moved.emit(1)
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.unfocused.emit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        now = tokens()
        if self._icon:
            paint_icon(painter, self._icon, QRectF(M, (self.height() - _ICON) / 2, _ICON, _ICON), now.text3)
        if self._key and not self.text():
            width = key_width(self._key)
            box = QRectF(self.width() - width - 10, (self.height() - 18) / 2, width, 18)
            paint_key(painter, box, self._key, now.text3, now.line)


def day_format() -> str:
    """The system's short date with the year whole: two figures of it may be a day."""
    short = QLocale().dateFormat(QLocale.FormatType.ShortFormat)
    return short if "yyyy" in short else short.replace("yy", "yyyy")


def day_field(name: str) -> QDateEdit:
    return _moment_field(QDateEdit(), name, day_format())


def time_field(name: str) -> QTimeEdit:
    """As `clock_time` says it."""
    has_halves = "AP" in QLocale().timeFormat(QLocale.FormatType.ShortFormat).upper()
    return _moment_field(QTimeEdit(), name, "h:mm AP" if has_halves else "HH:mm")


def _moment_field(made: _Made, name: str, form: str) -> _Made:
    made.setDisplayFormat(form)
    made.setAccessibleName(name)
    made.setFixedHeight(BUTTON_SMALL)
    made.lineEdit().setTextMargins(S, 0, S, 0)  # the style sheet's padding does not reach it
    return made


def paint_hint(editor: QTextEdit, hint: str) -> None:
    """Into an empty editor, exactly where the first word will stand: nothing jumps when one begins to type."""
    document = editor.document()
    margin = document.documentMargin()
    painter = QPainter(editor.viewport())
    painter.setFont(font("body"))
    painter.setPen(QColor(tokens().text3))
    layout = document.firstBlock().layout()
    line = layout.lineAt(0)
    words = elided(hint, "body", editor.viewport().width() - 2 * round(margin))
    painter.drawText(QPointF(margin, layout.position().y() + line.y() + line.ascent()), words)
