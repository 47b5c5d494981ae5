"""What must be read first: soft boxes in the sidebar, over the notes, in a dialog."""

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop.ui.look.theme import tokens
from desktop.ui.look.tokens import RADIUS_BUTTON, S
from desktop.ui.look.type import metrics, one_line
from desktop.ui.look.writing import unlaid
from desktop.ui.widgets.paint import rounded

_FACE = "small"
_SIDE = 10
_USUAL, _LEAST = 300, 120  # px


class Banner(QWidget):
    """A soft box in its tone's colour: `strong` first and heavy, then the rest, on as many lines as it takes."""

    def __init__(self, tone: str) -> None:
        super().__init__()
        self._tone = tone
        self._strong, self._rest = "", ""
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_tone(self, tone: str) -> None:
        if tone != self._tone:
            self._tone = tone
            self.update()

    def say(self, strong: str, rest: str = "") -> None:
        strong, rest = one_line(strong), one_line(rest)
        if (strong, rest) != (self._strong, self._rest):
            self._strong, self._rest = strong, rest
            self.setAccessibleName(f"{strong} {rest}".strip())
            self.updateGeometry()
            self.update()

    def tell(self, strong: str, rest: str = "") -> None:
        """Say it, and be seen."""
        self.say(strong, rest)
        self.show()

    def _written(self, width: int) -> "_Words":
        return _words(self._strong, self._rest, width - 2 * _SIDE)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self._written(width).height + 2 * S

    @override
    def sizeHint(self) -> QSize:
        return QSize(_USUAL, self.heightForWidth(_USUAL))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, self._written(_USUAL).line + 2 * S)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rounded(painter, QRectF(self.rect()), RADIUS_BUTTON, tokens().tone(f"{self._tone}_soft"))
        words = self._written(self.width())
        painter.setPen(tokens().tone(self._tone))
        words.layout.draw(painter, QPointF(_SIDE, (self.height() - words.height) / 2))


class _Words(NamedTuple):
    """Shaped and broken into lines; `line` is how high one is."""

    layout: QTextLayout
    height: int
    line: int


@lru_cache(maxsize=64)
def _words(strong: str, rest: str, width: int) -> _Words:
    layout = unlaid(f"{strong} {rest}".strip(), _FACE)
    option = QTextOption(layout.textOption())
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    heavy = QTextLayout.FormatRange()
    look = QTextCharFormat()
    look.setFontWeight(QFont.Weight.DemiBold)
    heavy.start, heavy.length, heavy.format = 0, len(strong), look
    layout.setFormats([heavy])
    high = round(metrics(_FACE).height())
    top = 0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, top))
        top += high
    layout.endLayout()
    return _Words(layout, max(top, high), high)
