"""A sender's colours and tables in our window: no words without contrast, no table that stands half beside its pane."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrame,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

_LEAST = 4.5  # to 1, as WCAG 2.2 asks of text
_PAPER = 232  # of 255: a ground of which every part is lighter is the sender's page, and ours is ours
_STEPS = 8
_FIXED = QTextLength.Type.FixedLength
_BARE = QTextBlockFormat()
_BARE.setBackground(QBrush(Qt.BrushStyle.NoBrush))


def make_legible(document: QTextDocument, ground: QColor, ink: QColor) -> None:
    """After `setHtml`. The sender's pale page gives way to `ground`; other grounds stay, and words have contrast."""
    cursor = QTextCursor(document)
    cursor.beginEditBlock()  # or it is laid out after each
    edits: list[tuple[int, int, QTextCharFormat]] = []
    block = document.begin()
    while block.isValid():
        here = _ground_of(block, ground)
        own = block.blockFormat().background()
        if _is_paper(own):
            QTextCursor(block).mergeBlockFormat(_BARE)
        elif (colour := _colour_of(own)) is not None:
            here = colour
        edits += _edits_of(block, here, ink)
        block = block.next()
    for at, length, look in edits:
        cursor.setPosition(at)
        cursor.setPosition(at + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(look)
    cursor.endEditBlock()


def _edits_of(block: QTextBlock, ground: QColor, ink: QColor) -> Iterator[tuple[int, int, QTextCharFormat]]:
    pieces = block.begin()
    while not pieces.atEnd():
        fragment = pieces.fragment()
        pieces += 1
        look, change = fragment.charFormat(), QTextCharFormat()
        here = ground
        if _is_paper(look.background()):
            change.setBackground(QBrush(Qt.BrushStyle.NoBrush))
        elif (colour := _colour_of(look.background())) is not None:
            here = colour
        said = _colour_of(look.foreground()) or ink
        seen = _seen_on(said.rgb(), here.rgb())
        if seen is not None:
            change.setForeground(seen)
        if change.propertyCount():
            yield fragment.position(), fragment.length(), change


def _ground_of(block: QTextBlock, ground: QColor) -> QColor:
    """What is painted below a block: of the innermost table that paints. Paper is taken away on the way."""
    frame: QTextFrame | None = QTextCursor(block).currentFrame()
    found: QColor | None = None
    while frame is not None:
        if isinstance(frame, QTextTable):
            inner = _ground_in(frame, block.position())
            found = found or inner
        frame = frame.parentFrame()
    return found or ground


def _ground_in(table: QTextTable, position: int) -> QColor | None:
    cell = table.cellAt(position)
    shape, whole = cell.format(), table.format()
    if _is_paper(whole.background()):
        whole.setBackground(QBrush(Qt.BrushStyle.NoBrush))
        table.setFormat(whole)
    if _is_paper(shape.background()):
        shape.setBackground(QBrush(Qt.BrushStyle.NoBrush))
        cell.setFormat(shape)
    return _colour_of(shape.background()) or _colour_of(whole.background())


def _colour_of(brush: QBrush) -> QColor | None:
    return None if brush.style() == Qt.BrushStyle.NoBrush or not brush.color().alpha() else brush.color()


def _is_paper(brush: QBrush) -> bool:
    colour = _colour_of(brush)
    return colour is not None and min(colour.red(), colour.green(), colour.blue()) >= _PAPER


@lru_cache(256)
def _seen_on(colour: int, ground: int) -> QColor | None:
    """None where nothing is to be changed."""
    seen = seen_on(QColor(colour), QColor(ground))
    return seen if seen.rgb() != colour else None


def seen_on(colour: QColor, ground: QColor) -> QColor:
    """The colour itself, or as much of it as leaves it readable."""
    if contrast(colour, ground) >= _LEAST:
        return colour
    black, white = QColor("#000000"), QColor("#ffffff")
    end = max((black, white), key=lambda one: contrast(one, ground))
    for step in range(1, _STEPS):
        share = step / _STEPS
        mixed = QColor.fromRgbF(*(a + (b - a) * share for a, b in zip(_parts(colour), _parts(end), strict=True)))
        if contrast(mixed, ground) >= _LEAST:
            return mixed
    return end


def contrast(one: QColor, other: QColor) -> float:
    """As WCAG defines it: 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _parts(colour: QColor) -> tuple[float, float, float]:
    return colour.redF(), colour.greenF(), colour.blueF()


def _luminance(colour: QColor) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableShape:
    """As the sender wants it; `position` is within it, `outer` the place of the table around all in the list."""

    position: int
    width: QTextLength
    columns: tuple[QTextLength, ...]
    outer: int

    @property
    def least(self) -> float:
        """px that it asks for whatever room there is."""
        asked = self.width.rawValue() if self.width.type() == _FIXED else 0
        return max(asked, sum(one.rawValue() for one in self.columns if one.type() == _FIXED))


def tables_in(document: QTextDocument, line: QColor) -> list[TableShape]:
    """Those around others first. Each begins at the left: one in the middle that is too wide would lose both sides.

    What lines they have are of our colour.
    """
    found: list[TableShape] = []
    edits = QTextCursor(document)
    edits.beginEditBlock()
    waiting = [(frame, -1) for frame in reversed(document.rootFrame().childFrames())]
    while waiting:
        frame, outer = waiting.pop()
        if isinstance(frame, QTextTable):
            shape = frame.format()
            outer = len(found) if outer < 0 else outer
            found.append(
                TableShape(
                    position=frame.firstPosition(),
                    width=shape.width(),
                    columns=tuple(shape.columnWidthConstraints()),
                    outer=outer,
                )
            )
            shape.setAlignment(Qt.AlignmentFlag.AlignLeft)
            shape.setBorderBrush(QBrush(line))
            shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            frame.setFormat(shape)
        waiting += [(inner, outer) for inner in reversed(frame.childFrames())]
    edits.endEditBlock()
    return found


def fit_tables(document: QTextDocument, tables: list[TableShape], room: int) -> None:
    """Where there is less room than they ask for, they and what is in them share it; else they are as they were."""
    for one in tables:
        cursor = QTextCursor(document)
        cursor.setPosition(one.position)
        table = cursor.currentTable()
        is_narrow = tables[one.outer].least > room or one.least > room
        width = QTextLength(QTextLength.Type.PercentageLength, 100) if is_narrow and one.least else one.width
        columns = [QTextLength() if is_narrow and length.type() == _FIXED else length for length in one.columns]
        shape = table.format()
        if shape.width() != width or shape.columnWidthConstraints() != columns:
            shape.setWidth(width)
            shape.setColumnWidthConstraints(columns)
            table.setFormat(shape)


def room_of_tables(cursor: QTextCursor) -> float:
    """px that the tables around keep beside what is in them."""
    taken = 0.0
    frame: QTextFrame | None = cursor.currentFrame()
    while frame is not None:
        if isinstance(frame, QTextTable):
            shape = frame.format()
            cell = frame.cellAt(cursor.selectionStart()).format().toTableCellFormat()
            taken += 2 * (shape.cellPadding() + shape.cellSpacing() + shape.border())
            taken += cell.leftPadding() + cell.rightPadding()
        frame = frame.parentFrame()
    return taken
