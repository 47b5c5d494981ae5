"""A small rounded button that is on or off: something the list is narrowed by, or not."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from typing_extensions import override

from desktop.ui.look.icons import paint_icon
from desktop.ui.look.theme import tokens
from desktop.ui.look.tokens import RADIUS_BUTTON
from desktop.ui.look.writing import fitting, put, uncut
from desktop.ui.widgets.buttons import PlainButton
from desktop.ui.widgets.paint import rounded

_HEIGHT, _SIDE, _SIGN = 28, 9, 12
_WIDEST = 150


class Toggle(PlainButton):
    """With `opens`, pressing it opens a menu, and it is on when something is chosen there."""

    def __init__(self, words: str, *, opens: bool = False) -> None:
        super().__init__()
        self._opens = opens
        self.setCheckable(not opens)
        self._is_on = False
        self.set_words(words)

    @property
    def is_on(self) -> bool:
        return self._is_on

    def set_words(self, words: str) -> None:
        self.setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def set_on(self, on: bool) -> None:
        self._is_on = on
        if self.isCheckable():
            self.setChecked(on)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        sign = _SIGN + 3 if self._opens else 0
        return QSize(min(_WIDEST, round(uncut(self.text(), "small_medium").width) + sign + 2 * _SIDE + 1), _HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, now = QPainter(self), tokens()
        look = self.look_now()
        fill, line = (now.accent_soft, now.accent) if self._is_on else (look.fill, now.line)
        ink = now.accent if self._is_on else now.text2
        rounded(painter, QRectF(self.rect()), RADIUS_BUTTON - 2, fill, line)
        sign = _SIGN + 3 if self._opens else 0
        box = QRectF(self.rect()).adjusted(_SIDE, 0, -_SIDE - sign, 0)
        put(painter, box, fitting(self.text(), "small_medium", box.width() + 1), ink)
        if self._opens:
            place = QRectF(self.width() - _SIDE - _SIGN, (self.height() - _SIGN) / 2, _SIGN, _SIGN)
            paint_icon(painter, "chevron-down", place, ink)
