"""What an empty pane says: what will be here, and the one thing to do."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.ui.look.icons import paint_icon
from desktop.ui.look.theme import tokens
from desktop.ui.look.tokens import XL, L
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.layout import column
from desktop.ui.widgets.paint import rounded
from desktop.ui.widgets.text import paragraph


class _Sign(QWidget):
    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self.setFixedSize(44, 44)

    def set_icon(self, icon: str) -> None:
        if icon != self._icon:
            self._icon = icon
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rounded(painter, QRectF(self.rect()), 10, tokens().chip)
        paint_icon(painter, self._icon, QRectF(12, 12, 20, 20), tokens().text3)


class EmptyState(QWidget):
    """Centred: an icon, a line, a sentence, and perhaps one button."""

    def __init__(self, icon: str, title: str, words: str, button: str = "") -> None:
        super().__init__()
        self._sign = _Sign(icon)
        self._title = paragraph(title, "strong", "text")
        self._words = paragraph(words, "small", "text3")
        self.button = Button(button, small=True)
        if not button:
            self.button.hide()
        outer = column(self, (XL, XL, XL, XL), 4)
        outer.addStretch(2)
        outer.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addSpacing(L - 4)
        for label in (self._title, self._words):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            outer.addWidget(label)
        outer.addSpacing(8)
        outer.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)

    @property
    def words(self) -> str:
        return self._words.text()

    def say(self, icon: str, title: str, words: str, button: str = "") -> None:
        self._sign.set_icon(icon)
        self._title.setText(title)
        self._words.setText(words)
        self.button.setVisible(bool(button))
        if button:
            self.button.set_text(button)
