"""Words that were searched for, where they stand in a text: in the accent, and heavier."""

from collections.abc import Iterable
from functools import lru_cache

from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextLayout

from desktop.ui.look.theme import tokens
from desktop.ui.look.type import elided, metrics, one_line
from desktop.ui.look.writing import ENDLESS, Line, unlaid

Marks = tuple[tuple[int, int], ...]  # where each begins, and of how many letters it is

_KEPT = 256  # lines
_CUT = "…"
_BEFORE = 12  # letters that may stand before a mark which would not be seen


def mark_formats(text: str, marks: Iterable[tuple[int, int]]) -> list[QTextLayout.FormatRange]:
    """For a layout of `text`; not kept, since the theme may change."""
    return _formats(text, marks, tokens().accent)


def _formats(text: str, marks: Iterable[tuple[int, int]], ink: str) -> list[QTextLayout.FormatRange]:
    made = []
    for start, count in marks:
        part = QTextLayout.FormatRange()
        look = QTextCharFormat()
        look.setFontWeight(QFont.Weight.DemiBold)
        look.setForeground(QColor(ink))
        part.start, part.length, part.format = _units(text[:start]), _units(text[start : start + count]), look
        made.append(part)
    return made


def _units(text: str) -> int:
    """Qt counts a letter of the higher planes, as an emoji is, twice."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def marked(text: str, marks: Marks, face: str, width: float) -> Line:
    """On one line, cut where it is wider than `width`, and begun later where the first mark would not be seen."""
    return _marked(one_line(text), marks, face, width, tokens().accent)


@lru_cache(maxsize=_KEPT)
def _marked(text: str, marks: Marks, face: str, width: float, ink: str) -> Line:
    text, marks = _begun_later(text, marks, face, width)
    room = width
    made = _line(elided(text, face, room), marks, face, ink)
    while made.width > width and room > 1:  # what is marked is wider than it was measured
        room -= max(1.0, made.width - width)
        made = _line(elided(text, face, room), marks, face, ink)
    return made


def _begun_later(text: str, marks: Marks, face: str, width: float) -> tuple[str, Marks]:
    if not marks:
        return text, marks
    start, count = marks[0]
    if metrics(face).horizontalAdvance(text[: start + count] + _CUT) <= width or start <= _BEFORE:
        return text, marks
    begin = text.rfind(" ", start - _BEFORE, start) + 1 or start - _BEFORE
    moved = len(_CUT) - begin
    return _CUT + text[begin:], tuple((at + moved, length) for at, length in marks)


def _line(text: str, marks: Marks, face: str, ink: str) -> Line:
    layout = unlaid(text, face)
    seen = len(text) - len(_CUT) if text.endswith(_CUT) else len(text)
    layout.setFormats(_formats(text, ((at, min(count, seen - at)) for at, count in marks if at < seen), ink))
    layout.beginLayout()
    line = layout.createLine()
    if line.isValid():
        line.setLineWidth(ENDLESS)
    layout.endLayout()
    return Line(layout, line.naturalTextWidth(), line.height()) if line.isValid() else Line(layout, 0.0, 0.0)
