"""What must be read first: banners in the sidebar, slim bars for notices."""

from html import escape

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

from desktop.ui.look.theme import tokens
from desktop.ui.look.tokens import RADIUS_BUTTON, S
from desktop.ui.widgets.layout import row
from desktop.ui.widgets.paint import rounded
from desktop.ui.widgets.text import paragraph


class Banner(QWidget):
    """A soft box in its tone's colour: `strong` first and heavy, then the rest."""

    def __init__(self, tone: str) -> None:
        super().__init__()
        self._tone = tone
        self.words = paragraph("", "small", tone)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        row(self, (10, S, 10, S)).addWidget(self.words)

    def say(self, strong: str, rest: str = "") -> None:
        self.words.setText(f"<b style='font-weight:600'>{escape(strong)}</b> {escape(rest)}")
        self.setAccessibleName(f"{strong} {rest}".strip())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        rounded(QPainter(self), QRectF(self.rect()), RADIUS_BUTTON, tokens().tone(f"{self._tone}_soft"))


def plain_words(label: QLabel) -> str:
    """What a rich label says, without its marks."""
    return label.text().replace("<b style='font-weight:600'>", "").replace("</b>", "")
