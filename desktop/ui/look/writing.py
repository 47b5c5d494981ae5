"""One line of text: measured and shaped once, kept, painted as often as needed, cut where there is no room.

`QPainter.drawText` shapes its text anew each time, which takes five times as long as painting it. GUI thread.
"""

from functools import lru_cache
from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QStaticText, QTransform

from desktop.ui.look.type import font, metrics, one_line

_KEPT = 1024  # lines: a screenful is some hundred
_UPRIGHT = QTransform()

LEFT, MIDDLE, RIGHT = 0.0, 0.5, 1.0


class Line(NamedTuple):
    """Shaped, with its size in logical pixels. Use `uncut` or `fitting` to have one, `put` to paint it."""

    shaped: QStaticText
    font: QFont
    width: float
    height: float


@lru_cache(maxsize=_KEPT)
def uncut(text: str, face: str, *, tabular: bool = False) -> Line:
    """The whole text, as wide as it is."""
    chosen = font(face, tabular=tabular)
    shaped = QStaticText(one_line(text))
    shaped.setTextFormat(Qt.TextFormat.PlainText)
    shaped.prepare(_UPRIGHT, chosen)
    size = shaped.size()
    measure = metrics(face, tabular=tabular)
    height = measure.ascent() + measure.descent()
    # letters of another face (Chinese under Inter) may be higher
    return Line(shaped, chosen, size.width(), height if ceil(height) == size.height() else size.height())


@lru_cache(maxsize=_KEPT)
def _cut(text: str, face: str, width: float, *, tabular: bool) -> Line:
    measure = metrics(face, tabular=tabular)
    return uncut(measure.elidedText(one_line(text), Qt.TextElideMode.ElideRight, width), face, tabular=tabular)


def fitting(text: str, face: str, width: float, *, tabular: bool = False) -> Line:
    """The text, cut with an ellipsis where it is wider than `width`."""
    whole = uncut(text, face, tabular=tabular)
    return whole if whole.width <= width else _cut(text, face, width, tabular=tabular)


def put(painter: QPainter, box: QRectF, written: Line, ink: str, at: float = LEFT) -> None:
    """Paint it half-way up `box`: at its LEFT, in the MIDDLE, or at its RIGHT."""
    painter.setFont(written.font)
    painter.setPen(ink)
    left = box.left() + (box.width() - written.width) * at
    painter.drawStaticText(QPointF(left, box.top() + (box.height() - written.height) / 2), written.shaped)
