"""The name of the list that is shown, over the menu of all lists there are."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy
from typing_extensions import override

from desktop.ui.look.icons import paint_icon
from desktop.ui.look.theme import tokens
from desktop.ui.look.tokens import RADIUS_BUTTON
from desktop.ui.look.writing import fitting, put, uncut
from desktop.ui.widgets.buttons import PlainButton
from desktop.ui.widgets.paint import rounded

_SIGN, _SIDE = 14, 6


class ListsButton(PlainButton):
    """A title that is pressed; a long one is cut."""

    def __init__(self, words: str) -> None:
        super().__init__("quiet")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_words(words)

    def set_words(self, words: str) -> None:
        if words != self.text():
            self.setText(words)
            self.setAccessibleName(words)
            self.updateGeometry()
            self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(round(uncut(self.text(), "title").width) + _SIGN + 2 * _SIDE + 5, 32)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(min(64, self.sizeHint().width()), 32)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, look = QPainter(self), self.look_now()
        if look.fill:
            rounded(painter, QRectF(self.rect()), RADIUS_BUTTON, look.fill)
        words = fitting(self.text(), "title", self.width() - _SIGN - 2 * _SIDE - 4)
        put(painter, QRectF(_SIDE, 0, self.width(), self.height()), words, tokens().text)
        place = QRectF(_SIDE + words.width + 4, (self.height() - _SIGN) / 2 + 1, _SIGN, _SIGN)
        paint_icon(painter, "chevron-down", place, look.ink)
