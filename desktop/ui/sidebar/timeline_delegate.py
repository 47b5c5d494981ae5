"""Paints a line of the timeline: what it was, what was said, when, and how it stands."""

from functools import lru_cache

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from desktop.domain.history import EntryKind
from desktop.ui.lists.rows import Index, paint_sign
from desktop.ui.look.theme import tokens
from desktop.ui.look.tokens import L
from desktop.ui.look.type import elided, font, metrics
from desktop.ui.sidebar.timeline_model import ENTRY_ROLE, TOP_ROLE, TimelineRow
from desktop.ui.widgets.paint import CHIP_HEIGHT, chip_width, paint_chip

SIDE = L + 2
_TEXT_LEFT = SIDE + 28 + 10
_ABOVE, _TITLE, _LINE, _BELOW = 8, 20, 17, 10


@lru_cache(maxsize=8192)
def _lines(text: str, width: int) -> int:
    """How many lines the snippet takes: 0, 1 or 2."""
    if not text:
        return 0
    return 1 if metrics("small").horizontalAdvance(text) <= width else 2


class TimelineDelegate(QStyledItemDelegate):
    """`top_height` is the room of the first row; `open_key` has `open_height` more for its details."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.top_height = 0
        self.open_key: tuple[EntryKind, int] | None = None
        self.open_height = 0
        self.width = 320
        self.right = SIDE

    def closed_height(self, row: TimelineRow) -> int:
        lines = _lines(row.snippet, self._text_width(row))
        return _ABOVE + _TITLE + max(1 if row.badge or row.side else 0, lines) * _LINE + _BELOW

    def _text_width(self, row: TimelineRow) -> int:
        """The snippet stays clear of the badge's column."""
        badge = chip_width(row.badge) if row.badge else metrics("small", tabular=True).horizontalAdvance(row.side)
        return round(self.width - _TEXT_LEFT - self.right - (badge + 12 if badge else 0))

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if index.data(TOP_ROLE):
            return QSize(self.width, self.top_height)
        row = index.data(ENTRY_ROLE)
        if not isinstance(row, TimelineRow):
            return QSize(self.width, 0)
        more = self.open_height if row.key == self.open_key else 0
        return QSize(self.width, self.closed_height(row) + more)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ENTRY_ROLE)
        if not isinstance(row, TimelineRow):
            return
        rect: QRect = option.rect
        painter.save()
        _paint_ground(painter, rect, option.state)
        paint_sign(painter, QPoint(rect.left() + SIDE, rect.top() + _ABOVE), row.icon)
        box = QRectF(rect.left() + _TEXT_LEFT, rect.top() + _ABOVE, rect.width() - _TEXT_LEFT - self.right, _TITLE)
        self._paint_title(painter, box, row)
        below = QRectF(box.left(), box.bottom(), self._text_width(row), 2 * _LINE)
        _paint_snippet(painter, below, row)
        painter.restore()

    def _paint_title(self, painter: QPainter, box: QRectF, row: TimelineRow) -> None:
        now = tokens()
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font("small", tabular=True))
        painter.setPen(QColor(now.text3))
        painter.drawText(box, right, row.when)
        second = QRectF(box.left(), box.bottom(), box.width(), CHIP_HEIGHT)
        if row.badge:
            width = chip_width(row.badge)
            chip = QRectF(box.right() - width, box.bottom() + 1, width, CHIP_HEIGHT)
            paint_chip(painter, chip, row.badge, row.badge_tone)
        elif row.side:
            painter.drawText(second, right, row.side)
        room = box.width() - metrics("small", tabular=True).horizontalAdvance(row.when) - 10
        painter.setFont(font("medium"))
        painter.setPen(QColor(now.text))
        title = elided(row.title, "medium", room)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, title)


def _paint_ground(painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
    now = tokens()
    keyboard = QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_KeyboardFocusChange
    if state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, QColor(now.hover))
    if state & keyboard == keyboard:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(now.accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(rect).adjusted(6, 2, -6, -2), 6, 6)


def _paint_snippet(painter: QPainter, box: QRectF, row: TimelineRow) -> None:
    """At most two lines, the second cut with an ellipsis."""
    lines = _lines(row.snippet, round(box.width()))
    if not lines:
        return
    painter.setPen(QColor(tokens().text2))
    face = font("small")
    if lines == 1 and not row.marks:
        painter.setFont(face)
        painter.drawText(QRectF(box.left(), box.top(), box.width(), _LINE), Qt.AlignmentFlag.AlignVCenter, row.snippet)
        return
    layout = QTextLayout(row.snippet, face)
    layout.setTextOption(QTextOption())
    formats = _mark_formats(row, len(row.snippet))
    layout.setFormats(formats)
    layout.beginLayout()
    first = layout.createLine()
    first.setLineWidth(box.width())
    start = first.textStart() + first.textLength()
    layout.endLayout()
    first.draw(painter, QPointF(box.left(), box.top() + 1))
    rest = row.snippet[start:]
    if rest:
        painter.setFont(face)
        cut = elided(rest, "small", box.width())
        place = QRectF(box.left(), box.top() + _LINE, box.width(), _LINE)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, cut)


def _mark_formats(row: TimelineRow, length: int) -> list[QTextLayout.FormatRange]:
    made = []
    for start, count in row.marks:
        if start + count > length:
            continue
        part = QTextLayout.FormatRange()
        look = QTextCharFormat()
        look.setFontWeight(QFont.Weight.DemiBold)
        look.setForeground(QColor(tokens().accent))
        part.start, part.length, part.format = start, count, look
        made.append(part)
    return made
