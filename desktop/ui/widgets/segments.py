"""A row of alternatives of which one is chosen: small tabs."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget
from typing_extensions import override

from desktop.ui.look.theme import tokens
from desktop.ui.look.tokens import RADIUS_BUTTON
from desktop.ui.look.writing import MIDDLE, put, uncut
from desktop.ui.widgets.buttons import PlainButton
from desktop.ui.widgets.layout import row
from desktop.ui.widgets.paint import rounded


class _Segment(PlainButton):
    def __init__(self, words: str) -> None:
        super().__init__("quiet")
        self.setText(words)
        self.setAccessibleName(words)
        self.setCheckable(True)
        self.setAutoExclusive(True)  # one of several, to screen readers too
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(round(uncut(self.text(), "small_medium").width) + 29, 26)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = tokens()
        if self.isChecked():
            fill = now.background if now.is_dark else now.panel
            rounded(painter, QRectF(self.rect()), RADIUS_BUTTON - 2, fill)
        ink = now.text if self.isChecked() or self.underMouse() else now.text2
        put(painter, QRectF(self.rect()), uncut(self.text(), "small_medium"), ink, MIDDLE)


class Segments(QWidget):
    chosen = Signal(int)

    def __init__(self, words: Sequence[str], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        line = row(self, (3, 3, 3, 3), 0)
        for number, label in enumerate(words):
            button = _Segment(label)
            self._group.addButton(button, number)
            line.addWidget(button)
        self.choose(0)
        self._group.idClicked.connect(self.chosen)

    @property
    def current(self) -> int:
        return self._group.checkedId()

    def choose(self, number: int) -> None:
        self._group.button(number).setChecked(True)

    def focus_chosen(self) -> None:
        """As if Tab led here."""
        self._group.button(self.current).setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        rounded(QPainter(self), QRectF(self.rect()), RADIUS_BUTTON, tokens().chip)
