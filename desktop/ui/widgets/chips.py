"""Small facts in rounded boxes, the disc of a person, and the dot before a state."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop.domain.channel import Channel
from desktop.ui.look.icons import paint_icon
from desktop.ui.look.theme import tokens
from desktop.ui.look.tips import tip
from desktop.ui.widgets.paint import CHIP_HEIGHT, CLOCK, chip_width, paint_avatar, paint_chip, paint_dot

_BETWEEN = 6


class Chip(QWidget):
    """A short fact: a number, a tag, VIP; or a time, with a small clock of how much of it has gone."""

    def __init__(self, text: str = "", tone: str = "neutral") -> None:
        super().__init__()
        self._text, self._tone = text, tone
        self._gone: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    @property
    def text(self) -> str:
        return self._text

    @property
    def gone(self) -> float | None:
        return self._gone

    def set_text(self, text: str, tone: str = "neutral", gone: float | None = None) -> None:
        if (text, tone, gone) == (self._text, self._tone, self._gone):
            return
        self._text, self._tone, self._gone = text, tone, gone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        clock = 0 if self._gone is None else CLOCK + 4
        return QSize(round(chip_width(self._text)) + 1 + clock, CHIP_HEIGHT)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(min(40, self.sizeHint().width()), CHIP_HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint_chip(QPainter(self), QRectF(self.rect()), self._text, self._tone, self._gone)


class Chips(QWidget):
    """Chips left to right, on the next line when the line is full; one wider than the line gets the line, and is cut.

    One widget for all of them: to show, place and paint one for each took longer than the rest of who calls.
    """

    chosen = Signal(str)  # what a chip that was clicked stands for

    def __init__(self) -> None:
        super().__init__()
        self._chips: tuple[tuple[str, str], ...] = ()
        self._places: list[QRect] = []
        self._values: tuple[str, ...] = ()
        self._words = ""
        self.setMouseTracking(True)

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(text for text, _ in self._chips)

    def set_chips(self, chips: Sequence[tuple[str, str]], values: Sequence[str] = ()) -> None:
        """Each a text and its tone; `values` of the first ones: "" for one that leads nowhere."""
        self._chips, self._values = tuple(chips), tuple(values)
        self.setAccessibleName(", ".join(self.texts))
        self.update()

    def explain(self, words: str) -> None:
        """More than the chips say: to hover over, and to hear."""
        self._words = words
        self.setToolTip(tip(words))
        self.setAccessibleDescription(words)

    def place(self, left: int, top: int, width: int) -> int:
        """Take the room that is needed in this width; returns how high that is, nothing without chips."""
        self._places, cut = [], []
        x = y = 0
        for text, _ in self._chips:
            hint = round(chip_width(text)) + 1
            if hint > width:
                cut.append(text)
            if x and x + min(hint, width) > width:
                x, y = 0, y + CHIP_HEIGHT + _BETWEEN
            self._places.append(QRect(x, y, min(hint, width), CHIP_HEIGHT))
            x += min(hint, width) + _BETWEEN
        height = y + CHIP_HEIGHT if self._chips else 0
        if cut or self.toolTip() != self._words:
            self.setToolTip(tip("\n".join((*cut, *filter(None, (self._words,))))))
        self.setGeometry(left, top, width, height)
        return height

    def place_of(self, number: int) -> QRect:
        """Of one of them, from the first on."""
        return self._places[number]

    def _value_at(self, place: QPoint) -> str:
        pairs = zip(self._places, self._values, strict=False)
        return next((value for box, value in pairs if box.contains(place)), "")

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        leads = bool(self._value_at(event.position().toPoint()))
        self.setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.setAccepted(bool(self._value_at(event.position().toPoint())))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        value = self._value_at(event.position().toPoint())
        if value and event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit(value)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for place, (text, tone) in zip(self._places, self._chips, strict=True):
            paint_chip(painter, QRectF(place), text, tone)


class Avatar(QWidget):
    """The disc with a person's initials; empty, the sign of somebody unknown."""

    def __init__(self, side: int, name: str = "", hue: str = "") -> None:
        super().__init__()
        self._name, self._hue = name, hue
        self._channel: Channel | None = None
        self.setFixedSize(side, side)

    def show_person(self, name: str, channel: Channel | None = None) -> None:
        if (name, channel) != (self._name, self._channel):
            self._name, self._channel = name, channel
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_avatar(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), self._name, self._channel, self._hue)


class Disc(QWidget):
    """A filled disc with an icon: the ringing phone. `set_faint` is its pulse."""

    def __init__(self, side: int, icon: str, fill: str, ink: str) -> None:
        super().__init__()
        self._icon, self._fill, self._ink = icon, fill, ink
        self._is_faint = False
        self.setFixedSize(side, side)

    def set_faint(self, faint: bool) -> None:
        if faint != self._is_faint:
            self._is_faint = faint
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        radius = self.width() / 2
        painter.setOpacity(0.72 if self._is_faint else 1.0)
        paint_dot(painter, QPointF(radius, radius), tokens().tone(self._fill), radius)
        painter.setOpacity(1.0)
        side = round(self.width() * 0.5)
        place = (self.width() - side) / 2
        paint_icon(painter, self._icon, QRectF(place, place, side, side), tokens().tone(self._ink))


class Dot(QWidget):
    """The coloured dot beside words that say the same."""

    def __init__(self, tone: str = "text3") -> None:
        super().__init__()
        self._tone = tone
        self.setFixedSize(10, 20)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_tone(self, tone: str) -> None:
        if tone != self._tone:
            self._tone = tone
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint_dot(QPainter(self), QPointF(5, self.height() / 2), tokens().tone(self._tone))
