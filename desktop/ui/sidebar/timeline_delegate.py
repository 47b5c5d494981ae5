"""Paints a line of the timeline: what it was, what was said, when, and how it stands."""

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from desktop.domain.history import EntryKind
from desktop.ui.lists.rows import Index, paint_sign
from desktop.ui.look.theme import tokens
from desktop.ui.look.tokens import L
from desktop.ui.look.writing import RIGHT, fitting, put, uncut
from desktop.ui.sidebar.snippet import LINE, lines_of, paint_snippet
from desktop.ui.sidebar.timeline_model import Shape, TimelineModel, TimelineRow
from desktop.ui.widgets.paint import CHIP_HEIGHT, chip_width, paint_badge

SIDE = L + 2
_TEXT_LEFT = SIDE + 28 + 10
_ABOVE, _TITLE, _BELOW = 8, 20, 10


class TimelineDelegate(QStyledItemDelegate):
    """`top_height` is the room of the first row; `open_key` has `open_height` more for its details."""

    def __init__(self, model: TimelineModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self.top_height = 0
        self.open_key: tuple[EntryKind, int] | None = None
        self.open_height = 0
        self.width = 320
        self.right = SIDE
        self._heights: dict[int, int] = {}  # of closed rows, by their number
        model.modelReset.connect(self._forget)
        model.rowsInserted.connect(self._forget_below)

    def fit(self, width: int, right: int) -> None:
        """Rows are `width` wide, and what stands at their right ends `right` before it."""
        if (width, right) != (self.width, self.right):
            self.width, self.right = width, right
            self._forget()

    def _forget(self) -> None:
        self._heights.clear()

    def _forget_below(self, _parent: Index, first: int, _last: int) -> None:
        self._heights = {number: height for number, height in self._heights.items() if number < first}

    def closed_height(self, shape: Shape) -> int:
        lines = lines_of(shape.snippet, self._text_width(shape))
        return _ABOVE + _TITLE + max(1 if shape.badge or shape.side else 0, lines) * LINE + _BELOW

    def _text_width(self, shape: Shape) -> int:
        """The snippet stays clear of the badge's column."""
        badge = chip_width(shape.badge) if shape.badge else uncut(shape.side, "small", tabular=True).width
        return round(self.width - _TEXT_LEFT - self.right - (badge + 12 if badge else 0))

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Asked of every row there is, at each page that is read: nothing is made here that only painting needs."""
        number = index.row()
        if number == 0:
            return QSize(self.width, self.top_height)
        more = self.open_height if self.open_key is not None and self._model.row(number).key == self.open_key else 0
        height = self._heights.get(number)
        if height is None:
            height = self._heights[number] = self.closed_height(self._model.shape(number))
        return QSize(self.width, height + more)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        number = index.row()
        if number == 0:
            return
        row = self._model.row(number)
        rect: QRect = option.rect
        painter.save()
        _paint_ground(painter, rect, option.state)
        paint_sign(painter, QPoint(rect.left() + SIDE, rect.top() + _ABOVE), row.icon)
        box = QRectF(rect.left() + _TEXT_LEFT, rect.top() + _ABOVE, rect.width() - _TEXT_LEFT - self.right, _TITLE)
        _paint_title(painter, box, row)
        paint_snippet(painter, QRectF(box.left(), box.bottom(), self._text_width(row.shape), 2 * LINE), row)
        painter.restore()


def _paint_title(painter: QPainter, box: QRectF, row: TimelineRow) -> None:
    now = tokens()
    when = uncut(row.when, "small", tabular=True)
    put(painter, box, when, now.text3, RIGHT)
    if row.badge:
        width = chip_width(row.badge)
        chip = QRectF(box.right() - width, box.bottom() + 1, width, CHIP_HEIGHT)
        paint_badge(painter, chip, row.badge, row.badge_tone)
    elif row.side:
        second = QRectF(box.left(), box.bottom(), box.width(), CHIP_HEIGHT)
        put(painter, second, uncut(row.side, "small", tabular=True), now.text3, RIGHT)
    put(painter, box, fitting(row.title, "medium", box.width() - when.width - 10), now.text)


def _paint_ground(painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
    now = tokens()
    keyboard = QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_KeyboardFocusChange
    if state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, QColor(now.hover))
    if state & keyboard == keyboard:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(now.accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(rect).adjusted(6, 2, -1, -2), 6, 6)
