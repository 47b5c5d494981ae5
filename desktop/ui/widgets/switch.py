"""On or off, said by place and colour and, to screen readers, as a check box."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox
from typing_extensions import override

from desktop.ui.look.theme import tokens
from desktop.ui.widgets.paint import paint_dot, rounded


class Switch(QCheckBox):
    """36 × 20."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setAccessibleName(words)
        self.setFixedSize(36, 28)

    @override
    def sizeHint(self) -> QSize:
        return QSize(36, 28)

    @override
    def hitButton(self, pos: object) -> bool:
        return True

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = tokens()
        is_on = self.isChecked()
        painter.setOpacity(1.0 if self.isEnabled() else 0.45)
        fill = now.accent if is_on else (now.line if now.is_dark else "#c9ced6")
        rounded(painter, QRectF(0, 4, 36, 20), 10, QColor(fill).name())
        paint_dot(painter, QPointF(26 if is_on else 10, 14), now.on_accent if is_on else "#ffffff", 7)
