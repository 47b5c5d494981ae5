"""Widgets left to right, on the next line where one is full; as high as that takes."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

_BETWEEN = 4


class Flow(QWidget):
    """Tab goes through them in the order they were given."""

    def __init__(self, parts: Sequence[QWidget]) -> None:
        super().__init__()
        self._parts = tuple(parts)
        for part in self._parts:
            part.setParent(self)

    def place(self) -> None:
        """Anew, when one of them is of another width."""
        x = y = high = 0
        for part in self._parts:
            if part.isHidden():
                continue
            size = part.sizeHint()
            width = min(size.width(), max(1, self.width()))
            if x and x + width > self.width():
                x, y, high = 0, y + high + _BETWEEN, 0
            part.setGeometry(x, y, width, size.height())
            x += width + _BETWEEN
            high = max(high, size.height())
        if self.height() != y + high:
            self.setFixedHeight(y + high)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place()
