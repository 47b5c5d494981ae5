"""What was said, on at most two lines of the timeline: shaped, broken and cut once for each width, then painted."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QTextLayout, QTextLine

from desktop.ui.look.marks import mark_formats
from desktop.ui.look.theme import tokens
from desktop.ui.look.type import metrics
from desktop.ui.look.writing import ENDLESS, put, uncut, unlaid
from desktop.ui.sidebar.timeline_model import TimelineRow

LINE = 17  # px
_FACE = "small"
_CUT = "…"
# no text of words is narrower than this many px a letter: longer ones need not be measured to know that they do not fit
_NARROWEST = 3.0
_USUAL = 5.5  # px a letter: text of words is mostly wider
_KEPT = 512


class _Written(NamedTuple):
    """Two lines at most; `cut_at` is where the ellipsis stands on the second, None if nothing is cut."""

    layout: QTextLayout
    cut_at: float | None


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
    if not row.snippet:
        return
    text, width = row.snippet, round(box.width())
    written = _lay_out(text, width, mark_formats(text, row.marks)) if row.marks else _written(text, width)
    ink = tokens().text2
    painter.setPen(ink)
    written.layout.draw(painter, box.topLeft())
    if written.cut_at is not None:
        put(painter, QRectF(box.left() + written.cut_at, box.top() + LINE, LINE, LINE), uncut(_CUT, _FACE), ink)


@lru_cache(maxsize=_KEPT)
def _written(text: str, width: int) -> _Written:
    return _lay_out(text, width, ())


def _lay_out(text: str, width: int, formats: Sequence[QTextLayout.FormatRange]) -> _Written:
    """Shaping is what takes time: all that may be seen is shaped together, once, and little more."""
    for narrow in (_USUAL, _NARROWEST):
        seen = 2 * (int(width / narrow) + 2)  # letters that mostly, then surely, fill two lines
        layout = unlaid(text[:seen], _FACE)
        if formats:
            layout.setFormats(formats)
        cut_at = _break(layout, width, is_short=lines_of(text, width) == 1)
        if cut_at is not None or len(text) <= seen:
            break
    return _Written(layout, cut_at)


def _break(layout: QTextLayout, width: int, *, is_short: bool) -> float | None:
    """Into two lines; where the ellipsis of the second stands, None if it needs none."""
    layout.beginLayout()
    first = layout.createLine()
    first.setLineWidth(ENDLESS if is_short else width)
    _place(first, 0)
    second = layout.createLine()
    cut_at = _cut_off(second, width) if second.isValid() else None
    layout.endLayout()
    return cut_at


def _place(line: QTextLine, top: float) -> None:
    line.setPosition(QPointF(0, top + (LINE - line.height()) / 2))


def _cut_off(line: QTextLine, width: int) -> float | None:
    """Make all that is left a line of this width; where its ellipsis stands."""
    line.setLineWidth(ENDLESS)
    is_cut = line.naturalTextWidth() > width
    if is_cut:
        end = line.xToCursor(width - uncut(_CUT, _FACE).width, QTextLine.CursorPosition.CursorOnCharacter)
        line.setNumColumns(max(1, end - line.textStart()))
    _place(line, LINE)
    return line.naturalTextWidth() if is_cut else None
