"""Fields to type in, with an icon before and the key that leads here after; of days and of times of day."""

from typing import TypeVar

from PySide6.QtCore import QDate, QLocale, QPointF, QRectF, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, Qt
from PySide6.QtWidgets import QDateEdit, QDateTimeEdit, QLineEdit, QTextEdit, QTimeEdit
from typing_extensions import override

from desktop.ui.look.icons import paint_icon
from desktop.ui.look.theme import tokens
from desktop.ui.look.tokens import BUTTON_SMALL, M, S
from desktop.ui.look.type import elided, font
from desktop.ui.widgets.paint import key_width, paint_key

_ICON = 16
_LEAVING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
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


class DayField(QDateEdit):
    """A day that the month has not is taken when the month it was typed for has come: the 31st, before December."""

    def __init__(self) -> None:
        super().__init__()
        self._typed = ""  # of the day, as far as it was

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_second_figure(event):
            self._typed += event.text()
            return
        if not event.text().isdecimal() and len(self._typed) == 1:
            self._typed = ""  # a whole day: any month has it
        if not _is_gone_past(self, event):
            self._type(event)

    def _type(self, event: QKeyEvent) -> None:
        is_day = self.currentSection() is QDateTimeEdit.Section.DaySection
        if is_day and event.text().isdecimal():
            is_begun = bool(self._typed) and not self.lineEdit().hasSelectedText()
            self._typed = self._typed + event.text() if is_begun else event.text()
        super().keyPressEvent(event)
        if event.key() in _LEAVING or self.currentSection() is QDateTimeEdit.Section.YearSection:
            self._take_typed()

    def _is_second_figure(self, event: QKeyEvent) -> bool:
        """Of a 30 or 31: in a February Qt has gone on after the 3."""
        is_next = self.currentSection() is not QDateTimeEdit.Section.DaySection and _is_all_marked(self)
        return is_next and self._typed == "3" and event.text() in ("0", "1")

    @override
    def stepBy(self, steps: int) -> None:
        self._typed = ""
        super().stepBy(steps)

    @override
    def setDate(self, date: QDate, /) -> None:
        self._typed = ""
        super().setDate(date)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._take_typed()

    def _take_typed(self) -> None:
        day = self.date()
        if self._typed and day.day() < int(self._typed) <= day.daysInMonth():
            self.setDate(QDate(day.year(), day.month(), int(self._typed)))


class TimeField(QTimeEdit):
    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _is_gone_past(self, event):
            super().keyPressEvent(event)


def _is_gone_past(edit: QDateTimeEdit, event: QKeyEvent) -> bool:
    """Qt goes on to the next part when one is full: the sign between them would then leave that one out, and the rest
    be typed where it says nothing. Where all is marked, Qt would take no figure: one begins at the first part. Nor
    would it in a full part that the mouse was pressed in: that is written anew."""
    said = event.text()
    if said.isdecimal() and edit.lineEdit().selectedText() == edit.text():
        edit.setSelectedSection(edit.sectionAt(0))
    elif said.isdecimal() and not edit.lineEdit().hasSelectedText() and _is_full(edit):
        edit.setSelectedSection(edit.currentSection())
    return bool(said) and said.isprintable() and not said.isalnum() and _is_all_marked(edit)


def _is_all_marked(edit: QDateTimeEdit) -> bool:
    """Of the part one is in, as when Qt has just come to it."""
    marked = edit.lineEdit().selectedText()
    return bool(marked) and marked == edit.sectionText(edit.currentSection())


def _is_full(edit: QDateTimeEdit) -> bool:
    part = edit.currentSection()
    return len(edit.sectionText(part)) >= (4 if part is QDateTimeEdit.Section.YearSection else 2)


def day_field(name: str) -> DayField:
    return _moment_field(DayField(), name, day_format())


def time_field(name: str) -> TimeField:
    """As `clock_time` says it."""
    has_halves = "AP" in QLocale().timeFormat(QLocale.FormatType.ShortFormat).upper()
    return _moment_field(TimeField(), name, "h:mm AP" if has_halves else "HH:mm")


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
