"""How loud it is: a bar that follows the level, green, amber where it is too much."""

import math

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop.ui.look.theme import tokens
from desktop.ui.widgets.paint import rounded

_FLOOR_DB = -54.0
_LOUD = 0.9


class LevelMeter(QWidget):
    """Levels are 0.0 to 1.0 of full scale and shown in decibels, as ears hear them."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._share = 0.0
        self.setAccessibleName(words)
        self.setFixedHeight(8)
        self.setMinimumWidth(120)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def share(self) -> float:
        return self._share

    def set_level(self, level: float) -> None:
        decibels = 20 * math.log10(level) if level > 0 else _FLOOR_DB
        self._share = min(1.0, max(0.0, 1 - decibels / _FLOOR_DB))
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = tokens()
        rounded(painter, QRectF(self.rect()), 4, now.chip)
        if self._share > 0.01:
            colour = now.amber if self._share > _LOUD else now.green
            rounded(painter, QRectF(0, 0, max(8.0, self.width() * self._share), 8), 4, colour)
