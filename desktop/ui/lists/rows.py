"""The row every list is made of: a value the models hand out and one delegate that paints it."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from desktop.domain.channel import Channel
from desktop.domain.text import tr
from desktop.ui.look.icons import paint_icon
from desktop.ui.look.marks import Marks, marked
from desktop.ui.look.theme import tokens
from desktop.ui.look.tokens import ROW
from desktop.ui.look.writing import RIGHT, fitting, put, uncut
from desktop.ui.widgets.paint import (
    CHIP_HEIGHT,
    CLOCK,
    chip_width,
    paint_avatar,
    paint_badge,
    paint_clock,
    paint_dot,
    rounded,
)

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What a two-line row says. `person` draws an avatar ("" the sign of somebody unknown), else `icon` in a box.

    `marks`: where the words that were searched for stand in `detail`.
    `side` stands right of the title and keeps its room (labels go before facts do); `badge` right of the detail.
    `gone`: the share of a time that has passed, drawn as a small clock before `side`; `gone_words`: what it shows.
    """

    title: str
    detail: str = ""
    marks: Marks = ()
    side: str = ""
    side_tone: str = "text3"
    gone: float | None = None
    gone_words: str = ""
    person: str | None = None
    channel: Channel | None = None
    icon: str = ""
    icon_tone: str = "text2"
    chip: str = ""
    badge: str = ""
    badge_tone: str = "neutral"
    is_ringing: bool = False
    is_unread: bool = False

    @property
    def spoken(self) -> str:
        """For screen readers: everything that is painted."""
        unread = tr("unread") if self.is_unread else ""
        parts = (self.title, unread, self.chip, self.detail, self.side, self.gone_words, self.badge)
        return ", ".join(part for part in parts if part)


class RowDelegate(QStyledItemDelegate):
    """Paints rows of 56 px; makes no widget. The chosen one is lighter than the quiet panel it lies on."""

    chosen = "panel"

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(option.rect.width(), ROW)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, Row):
            return
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        paint_ground(painter, rect, state, self.chosen, is_ringing=row.is_ringing)
        box = QRectF(rect).adjusted(16, 0, -16, 0)
        if row.is_unread:
            paint_dot(painter, QPointF(box.left() - 7, box.center().y()), tokens().accent, 3)
        left = self._paint_sign(painter, box, row)
        paint_lines(painter, QRectF(left, box.top() + 9, box.right() - left, 40), row)
        painter.restore()

    def _paint_sign(self, painter: QPainter, box: QRectF, row: Row) -> float:
        """The avatar or the icon; returns where the text begins."""
        if row.person is not None:
            paint_avatar(painter, QRectF(box.left(), box.top() + 12, 32, 32), row.person, row.channel)
            return box.left() + 32 + 12
        if row.icon:
            paint_sign(painter, QPoint(round(box.left()), round(box.top()) + 14), row.icon, row.icon_tone)
            return box.left() + 28 + 12
        return box.left()


def paint_sign(painter: QPainter, place: QPoint, icon: str, tone: str = "text2") -> None:
    """A 14 px icon in a quiet box of 28 px."""
    now = tokens()
    painter.drawPixmap(place, _sign(icon, now.tone(tone), now.chip, painter.device().devicePixelRatioF()))


@lru_cache(maxsize=256)
def _sign(icon: str, ink: str, ground: str, ratio: float) -> QPixmap:
    """As one picture: a list has one in each row."""
    made = QPixmap(round(28 * ratio), round(28 * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    box = QRectF(0, 0, 28, 28)
    rounded(painter, box, 7, ground)
    paint_icon(painter, icon, box.adjusted(7, 7, -7, -7), ink)
    painter.end()
    return made


class PanelRowDelegate(RowDelegate):
    """On the panel, where nothing is lighter."""

    chosen = "accent_soft"


def paint_ground(
    painter: QPainter, rect: QRect, state: QStyle.StateFlag, chosen: str, *, is_ringing: bool = False
) -> None:
    """Selection, pointer and keyboard, and the line below."""
    now = tokens()
    is_selected = bool(state & QStyle.StateFlag.State_Selected)
    if is_ringing:
        painter.fillRect(rect, QColor(now.green_soft))
    elif is_selected:
        painter.fillRect(rect, QColor(now.accent_soft if now.is_dark else now.tone(chosen)))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, QColor(now.hover))
    if is_selected or is_ringing:
        bar = QRect(rect.left(), rect.top(), 3, rect.height())
        painter.fillRect(bar, QColor(now.green if is_ringing else now.accent))
    # no line: at 150 % one is thinner than the row's last pixel is high
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(now.line_quiet))
    keyboard = QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_KeyboardFocusChange
    if state & keyboard == keyboard:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(now.accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(rect).adjusted(4, 3, -4, -4), 6, 6)


def paint_lines(painter: QPainter, box: QRectF, row: Row) -> None:
    """Title and side on one line, detail and badge on the next; 20 px each."""
    now = tokens()
    above = QRectF(box.left(), box.top(), box.width(), 20)
    below = QRectF(box.left(), box.top() + 19, box.width(), 20)
    room = above.width() - _paint_right(painter, above, row)
    chip = chip_width(row.chip) if row.chip else 0.0
    title = fitting(row.title, "strong", room - (chip + 6 if chip else 0))
    put(painter, above, title, now.text)
    if chip:
        left = above.left() + title.width + 6
        paint_badge(painter, QRectF(left, above.top() + 1, chip, CHIP_HEIGHT), row.chip, "accent")
    room = below.width()
    if row.badge:
        width = min(chip_width(row.badge), below.width() / 2)
        place = QRectF(below.right() - width, below.top() + 1, width, CHIP_HEIGHT)
        paint_badge(painter, place, row.badge, row.badge_tone)
        room -= width + 8
    face = "small_medium" if row.is_unread else "small"
    detail = marked(row.detail, row.marks, face, room) if row.marks else fitting(row.detail, face, room)
    put(painter, below, detail, now.text if row.is_unread else now.text2)


def _paint_right(painter: QPainter, box: QRectF, row: Row) -> float:
    """Tabular, so that a running time moves nothing; returns the room it took."""
    if not row.side:
        return 0.0
    ink = tokens().tone(row.side_tone)
    side = uncut(row.side, "small", tabular=True)
    put(painter, box, side, ink, RIGHT)
    if row.gone is None:
        return side.width + 12
    left = round(box.right() - side.width) - CLOCK - 4
    paint_clock(painter, QPointF(left, box.top() + (box.height() - CLOCK) / 2), row.gone, ink)
    return box.right() - left + 12
