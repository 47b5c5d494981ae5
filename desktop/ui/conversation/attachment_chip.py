"""A file of a message or a draft: its name and size; pressing it never opens it."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy
from typing_extensions import override

from desktop.ui.conversation.words import size_words
from desktop.ui.look.icons import paint_icon
from desktop.ui.look.theme import tokens
from desktop.ui.look.tokens import ICON_SMALL, RADIUS_CHIP, S
from desktop.ui.look.writing import fitting, put, uncut
from desktop.ui.widgets.buttons import PlainButton
from desktop.ui.widgets.paint import rounded

HEIGHT = 28
_WIDEST_NAME = 240
_SIDE = 8


class AttachmentChip(PlainButton):
    """`icon` is what pressing it does: `download` saves it, `x` takes it out of a draft."""

    def __init__(self, name: str, size: int, what: str, icon: str = "download") -> None:
        super().__init__("quiet")
        self._name, self._size, self._icon = name, size_words(size), icon
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{what}: {name}, {self._size}")
        self.setToolTip(f"{what}: {name}")
        self._name_width = min(uncut(name, "small_medium").width, _WIDEST_NAME) + 1
        self._size_width = uncut(self._size, "small", tabular=True).width

    @override
    def sizeHint(self) -> QSize:
        inside = 2 * (ICON_SMALL + S) + self._name_width + S + self._size_width
        return QSize(round(inside) + 2 * _SIDE, HEIGHT)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now, box = tokens(), QRectF(self.rect())
        is_lit = self.underMouse() or self.isDown()
        rounded(painter, box, RADIUS_CHIP, now.pressed if is_lit else now.panel, now.line)
        top = (HEIGHT - ICON_SMALL) / 2
        paint_icon(painter, "file-text", QRectF(_SIDE, top, ICON_SMALL, ICON_SMALL), now.text3)
        left = float(_SIDE + ICON_SMALL + S)
        put(
            painter,
            QRectF(left, 0, self._name_width, HEIGHT),
            fitting(self._name, "small_medium", self._name_width),
            now.text,
        )
        left += self._name_width + S
        put(painter, QRectF(left, 0, self._size_width, HEIGHT), uncut(self._size, "small", tabular=True), now.text3)
        left += self._size_width + S
        paint_icon(painter, self._icon, QRectF(round(left), top, ICON_SMALL, ICON_SMALL), now.text2)
