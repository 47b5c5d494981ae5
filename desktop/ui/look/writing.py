"""One line of text: measured and shaped once, kept, painted as often as needed, cut where there is no room.

`QPainter.drawText` shapes its text anew each time. GUI thread.
"""

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QTextLayout, QTextOption

from desktop.ui.look.type import font, metrics, one_line

_KEPT = 1024  # lines: a screenful is some hundred
ENDLESS = 1e6  # px: wider than any line

LEFT, MIDDLE, RIGHT = 0.0, 0.5, 1.0


class Line(NamedTuple):
    """Shaped, with its size in logical pixels. Use `uncut` or `fitting` to have one, `put` to paint it."""

    layout: QTextLayout
    width: float
    height: float


def unlaid(text: str, face: str, *, tabular: bool = False) -> QTextLayout:
    """A layout without lines. It keeps its letters' shapes, and begins at the left in every language."""
    made = QTextLayout(text, font(face, tabular=tabular))
    made.setCacheEnabled(True)
    made.setTextOption(_option())
    return made


@lru_cache(maxsize=1)
def _option() -> QTextOption:
    return QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)


@lru_cache(maxsize=_KEPT)
def uncut(text: str, face: str, *, tabular: bool = False) -> Line:
    """The whole text, as wide as it is."""
    layout = unlaid(one_line(text), face, tabular=tabular)
    layout.beginLayout()
    line = layout.createLine()
    if line.isValid():
        line.setLineWidth(ENDLESS)
    layout.endLayout()
    if not line.isValid():
        return Line(layout, 0.0, 0.0)
    return Line(layout, line.naturalTextWidth(), line.height())


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
    painter.setPen(ink)
    left = box.left() + (box.width() - written.width) * at
    written.layout.draw(painter, QPointF(left, box.top() + (box.height() - written.height) / 2))
