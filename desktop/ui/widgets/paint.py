"""What widgets and list delegates both draw: chips, avatars, channel badges, the selection bar."""

from functools import lru_cache

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from desktop.domain.channel import Channel
from desktop.ui.look.icons import CHANNEL_ICONS, paint_icon
from desktop.ui.look.theme import tokens
from desktop.ui.look.tokens import AVATAR_HUES, RADIUS_CHIP
from desktop.ui.look.writing import MIDDLE, fitting, put, uncut

CHIP_HEIGHT = 18
CHIP_PADDING = 6
CLOCK = 12

_CIRCLE = 360 * 16  # as Qt counts angles, counter-clockwise
_TWELVE = 90 * 16

# tone of a chip -> (background, text)
CHIP_COLOURS = {
    "neutral": ("chip", "text2"),
    "accent": ("accent_soft", "accent"),
    "green": ("green_soft", "green"),
    "amber": ("amber_soft", "amber"),
    "red": ("red_soft", "red"),
}


def rounded(painter: QPainter, rect: QRectF, radius: float, fill: str | None, line: str | None = None) -> None:
    """A rounded rectangle; its 1 px line lies inside `rect` and is sharp."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(line), 1.0) if line else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
    box = rect.adjusted(0.5, 0.5, -0.5, -0.5) if line else rect
    painter.drawRoundedRect(box, radius, radius)


def chip_width(text: str) -> float:
    return uncut(text, "caption").width + 2 * CHIP_PADDING


def paint_chip(painter: QPainter, rect: QRectF, text: str, tone: str = "neutral", gone: float | None = None) -> None:
    """`gone`: the share of a time that has passed, drawn as a small clock before the text."""
    fill, ink = (tokens().tone(colour) for colour in CHIP_COLOURS[tone])
    _chip(painter, rect, text, fill, ink, 0 if gone is None else CLOCK + 4)
    if gone is not None:
        top = rect.top() + (rect.height() - CLOCK) / 2
        paint_clock(painter, QPointF(rect.left() + CHIP_PADDING, top), gone, ink)


def _chip(painter: QPainter, rect: QRectF, text: str, fill: str, ink: str, start: int = 0) -> None:
    rounded(painter, rect, RADIUS_CHIP, fill)
    room = rect.adjusted(CHIP_PADDING + start, 0, -CHIP_PADDING + 1, 0)
    put(painter, room, fitting(text, "caption", room.width()), ink)


def paint_badge(painter: QPainter, rect: QRectF, text: str, tone: str) -> None:
    """A chip of one of the few texts that many rows have: painted once, and copied from then on."""
    fill, ink = (tokens().tone(colour) for colour in CHIP_COLOURS[tone])
    made = _badge(text, fill, ink, int(rect.width()) + 1, painter.device().devicePixelRatioF())
    painter.drawPixmap(QPoint(round(rect.right()) - int(rect.width()) - 1, round(rect.top())), made)


@lru_cache(maxsize=256)
def _badge(text: str, fill: str, ink: str, width: int, ratio: float) -> QPixmap:
    made = QPixmap(round(width * ratio), round(CHIP_HEIGHT * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    _chip(painter, QRectF(0, 0, width, CHIP_HEIGHT), text, fill, ink)
    painter.end()
    return made


def initials(name: str) -> str:
    """`AK` of "Anna Kowalczyk"; one character where a name is written in Han, kana or Hangul."""
    words = [word for word in name.split() if word[0].isalnum()]
    if not words:
        return "?"
    if words[0][0] >= "⺀":
        return words[0][0]
    letters = [word[0].upper() for word in words]
    return letters[0] + (letters[1] if len(letters) > 1 else words[0][1:2].upper())


def avatar_hue(name: str) -> str:
    """The same colour for the same name, on every desk."""
    return AVATAR_HUES[sum(ord(letter) * (place % 7 + 1) for place, letter in enumerate(name)) % len(AVATAR_HUES)]


def paint_avatar(painter: QPainter, rect: QRectF, name: str, channel: Channel | None = None, hue: str = "") -> None:
    """A disc with initials, and the channel's badge at its foot. Without a name: the sign of a person."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor((hue or avatar_hue(name)) if name else tokens().chip))
    painter.drawEllipse(rect)
    if name:
        put(painter, rect, uncut(initials(name), "title" if rect.width() >= 40 else "small_strong"), "#ffffff", MIDDLE)
    else:
        side = round(rect.width() * 0.5)
        place = rect.center() - QPointF(side / 2, side / 2)
        paint_icon(painter, "user-round", QRectF(place.x(), place.y(), side, side), tokens().text2)
    if channel is not None:
        _paint_badge(painter, rect, channel)


def _paint_badge(painter: QPainter, rect: QRectF, channel: Channel) -> None:
    box = QRectF(rect.right() - 12, rect.bottom() - 12, 16, 16)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens().panel))
    painter.drawEllipse(box)
    paint_icon(painter, CHANNEL_ICONS[channel], box.adjusted(3, 3, -3, -3), tokens().text2)


def paint_dot(painter: QPainter, centre: QPointF, colour: str, radius: float = 4.0) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(centre, radius, radius)


def paint_clock(painter: QPainter, place: QPointF, share: float, colour: str) -> None:
    """A small clock face: the part of the time that is gone is filled, from twelve o'clock on."""
    painter.drawPixmap(place, _clock(share, colour, painter.device().devicePixelRatioF()))


@lru_cache(maxsize=256)
def _clock(share: float, colour: str, ratio: float) -> QPixmap:
    """As one picture: many rows have the same."""
    made = QPixmap(round(CLOCK * ratio), round(CLOCK * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    rect = QRectF(0, 0, CLOCK, CLOCK)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colour), 1.25))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(rect.adjusted(0.75, 0.75, -0.75, -0.75))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    gone = round(-_CIRCLE * min(max(share, 0.0), 1.0))
    painter.drawPie(rect.adjusted(2.5, 2.5, -2.5, -2.5), _TWELVE, gone)
    painter.end()
    return made


def paint_key(painter: QPainter, rect: QRectF, text: str, ink: str, line: str) -> None:
    """A key cap: what to press, in a thin frame."""
    rounded(painter, rect, 4, None, line)
    put(painter, rect, uncut(text, "caption"), ink, MIDDLE)


def key_width(text: str) -> float:
    return uncut(text, "caption").width + 10
