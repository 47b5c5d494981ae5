"""What floats over the window: a panel with the one shadow, a child of the window, so that it takes no focus away."""

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from desktop.ui.look.theme import tokens
from desktop.ui.look.tokens import RADIUS_CARD
from desktop.ui.widgets.paint import rounded

SHADOW = 16
_STEPS = range(SHADOW - 2, 0, -2)  # px around the card, each a layer of the shadow


def _layer(shadow: str) -> QColor:
    """All layers together are half as dark at the card's edge as the shadow is, as a blurred one would be."""
    colour = QColor(shadow)
    colour.setAlphaF(1 - (1 - colour.alphaF() / 2) ** (1 / len(_STEPS)))
    return colour


def paint_shadowed(painter: QPainter, rect: QRectF, radius: float = RADIUS_CARD) -> None:
    """A panel in `rect` less the shadow's room, and the shadow."""
    box = _card(rect)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_layer(tokens().shadow))
    for step in _STEPS:
        grown = box.adjusted(-step, -step + 4, step, step + 4)
        painter.drawRoundedRect(grown, radius + step, radius + step)
    rounded(painter, box, radius, tokens().panel, tokens().line)


def _card(rect: QRectF) -> QRectF:
    return rect.adjusted(SHADOW, SHADOW - 4, -SHADOW, -SHADOW - 4)


def card_region(rect: QRectF) -> QRegion:
    """What `paint_shadowed` paints in `rect`, without the shadow."""
    path = QPainterPath()
    path.addRoundedRect(_card(rect), RADIUS_CARD, RADIUS_CARD)
    return QRegion(path.toFillPolygon().toPolygon())


class Floating(QWidget):
    """Its content keeps `SHADOW` from the edges: use `inner_margins`."""

    inner_margins = (SHADOW, SHADOW - 4, SHADOW, SHADOW + 4)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint_shadowed(QPainter(self), QRectF(self.rect()))


class AskedPanel(Floating):
    """Asked for with the widget it stands beside; it takes the keyboard, and gives it back when it is left."""

    def __init__(self, beside: QWidget, title: str) -> None:
        super().__init__(beside.window())
        self._beside = beside
        self._before = QApplication.focusWidget()
        self.setAccessibleName(title)

    @property
    def _corner(self) -> QPoint:
        """The lower right one of what it was asked for with, in the window."""
        return self._beside.mapTo(self._beside.window(), QPoint(self._beside.width(), self._beside.height()))

    def _left_edge(self, width: int) -> int:
        """For its card to end where that widget ends, all of it in the window; `width` with the shadow."""
        return max(0, min(self._corner.x() + SHADOW - width, self._beside.window().width() - width))

    def leave(self) -> None:
        """The keyboard goes back to where it was."""
        before, self._before = self._before, None
        self.hide()
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.deleteLater()

    def leave_for(self, reached: QWidget | None) -> None:
        """The keyboard stays with what was reached, where that is outside."""
        if reached is not None and reached is not self and not self.isAncestorOf(reached) and self.isVisible():
            self._before = None
            self.leave()
