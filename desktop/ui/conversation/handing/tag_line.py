"""Below a conversation's head: what it is filed under, each with a button that takes it away."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.domain.text import tr
from desktop.ui.look.icons import paint_icon
from desktop.ui.look.theme import tokens
from desktop.ui.look.tips import tip
from desktop.ui.look.tokens import L, S
from desktop.ui.widgets.buttons import Button, PlainButton
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.layout import column
from desktop.ui.widgets.paint import CHIP_HEIGHT, chip_width, paint_chip

_SIGN = 12
_HEIGHT = 20  # of what is pressed: on the grid
_WIDEST = 220


class TagChip(PlainButton):
    """One tag; pressing it takes it away."""

    def __init__(self, tag: str) -> None:
        super().__init__()
        self.tag = tag
        words = tr("Take away the tag {tag}", tag=tag)
        self.setAccessibleName(words)
        self.setToolTip(tip(words))

    @override
    def sizeHint(self) -> QSize:
        return QSize(min(_WIDEST, round(chip_width(self.tag)) + 1 + _SIGN + 4), _HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, now = QPainter(self), tokens()
        is_lit = self.underMouse() or self.hasFocus()
        box = QRectF(0, (self.height() - CHIP_HEIGHT) / 2, self.width() - _SIGN - 4, CHIP_HEIGHT)
        paint_chip(painter, box, self.tag, "accent" if is_lit else "neutral")
        place = QRectF(self.width() - _SIGN, (self.height() - _SIGN) / 2, _SIGN, _SIGN)
        paint_icon(painter, "x", place, now.accent if is_lit else now.text3)


class TagLine(QWidget):
    """Without a tag there is no room for it: the first is put by the menu, or the key."""

    removed = Signal(str)
    more_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Tags"))
        self._tags: tuple[str, ...] = ()
        self.chips: list[TagChip] = []
        self.add_button = Button(tr("Tag…"), "link", face="small_medium")
        self.add_button.clicked.connect(self.more_asked)
        self._outer = column(self, (L + 4, 0, L + 4, S))
        self._flow: Flow | None = None
        self.hide()

    def show_tags(self, tags: Sequence[str]) -> None:
        if tuple(tags) == self._tags:
            return
        self._tags = tuple(tags)
        self.add_button.setParent(self)
        if self._flow is not None:
            self._outer.removeWidget(self._flow)
            self._flow.hide()
            self._flow.deleteLater()
        self.chips = [TagChip(tag) for tag in tags]
        for chip in self.chips:
            chip.clicked.connect(lambda _=False, chip=chip: self.removed.emit(chip.tag))
        self._flow = Flow((*self.chips, self.add_button))
        self.add_button.show()
        self._outer.addWidget(self._flow)
        self.setVisible(bool(tags))
