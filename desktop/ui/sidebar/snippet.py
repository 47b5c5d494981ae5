"""What was said, on at most two lines of the timeline: broken and cut once for each width, then only painted."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout

from desktop.ui.look.theme import tokens
from desktop.ui.look.type import font, metrics
from desktop.ui.look.writing import Line, fitting, put, uncut
from desktop.ui.sidebar.timeline_model import TimelineRow

LINE = 17  # px
_FACE = "small"
# no text of words is narrower than this many px a letter: longer ones need not be measured to know that they do not fit
_NARROWEST = 3.0
_KEPT = 512


def lines_of(text: str, width: int) -> int:
    """How many lines it takes: 0, 1 or 2."""
    if not text:
        return 0
    if len(text) * _NARROWEST > width:
        return 2
    return 1 if _width(text) <= width else 2


@lru_cache(maxsize=_KEPT)
def _width(text: str) -> float:
    return metrics(_FACE).horizontalAdvance(text)


def paint_snippet(painter: QPainter, box: QRectF, row: TimelineRow) -> None:
    """At most two lines, the second cut with an ellipsis."""
    width = round(box.width())
    lines = lines_of(row.snippet, width)
    if row.marks and lines:
        _paint_marked(painter, box, row)
        return
    ink = tokens().text2
    for number, written in enumerate(_written(row.snippet, width) if lines else ()):
        put(painter, QRectF(box.left(), box.top() + number * LINE, width, LINE), written, ink)


@lru_cache(maxsize=_KEPT)
def _written(text: str, width: int) -> tuple[Line, ...]:
    if lines_of(text, width) == 1:
        return (uncut(text, _FACE),)
    fill = int(width / _NARROWEST) + 2  # letters that surely fill a line
    layout = QTextLayout(text[:fill], font(_FACE))
    start = _break(layout, width)
    first, rest = text[:start].rstrip(), text[start : start + fill].lstrip()
    return (uncut(first, _FACE), fitting(rest, _FACE, width)) if rest else (uncut(first, _FACE),)


def _break(layout: QTextLayout, width: float) -> int:
    """Where the second line begins; the layout has the first."""
    layout.beginLayout()
    first = layout.createLine()
    first.setLineWidth(width)
    layout.endLayout()
    return first.textStart() + first.textLength()


def _paint_marked(painter: QPainter, box: QRectF, row: TimelineRow) -> None:
    """With the words that were searched for in the accent; those of the second line are cut off with their colour."""
    painter.setPen(tokens().text2)
    layout = QTextLayout(row.snippet, font(_FACE))
    layout.setFormats(_mark_formats(row, len(row.snippet)))
    start = _break(layout, box.width())
    layout.lineAt(0).draw(painter, QPointF(box.left(), box.top() + 1))
    rest = row.snippet[start:]
    if rest:
        place = QRectF(box.left(), box.top() + LINE, box.width(), LINE)
        put(painter, place, fitting(rest, _FACE, box.width()), tokens().text2)


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
