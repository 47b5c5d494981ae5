"""Text on a line: cut with an ellipsis where there is no room, never clipped, and never re-laid when it changes."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

from desktop.ui.look.theme import tokens
from desktop.ui.look.tips import tip
from desktop.ui.look.tokens import FACES
from desktop.ui.look.type import one_line
from desktop.ui.look.writing import LEFT, RIGHT, Line, fitting, put, uncut


class TextLine(QWidget):
    """One line of text. Without `hugs` it takes the room it is given, so that a new text moves nothing."""

    def __init__(
        self, text: str = "", face: str = "body", tone: str = "text", *, hugs: bool = False, narrow: str = ""
    ) -> None:
        """`narrow`: the face of a text that would be cut."""
        super().__init__()
        self._narrow = narrow
        self._text, self._face, self._tone = one_line(text), face, tone
        self._is_tabular = False
        self._is_running = False
        self._is_cut = False
        self._short, self._hint = "", ""
        self._hugs = hugs
        self._at = LEFT
        across = QSizePolicy.Policy.Preferred if hugs else QSizePolicy.Policy.Expanding
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def tabular(self) -> "TextLine":
        """Figures of equal width, for what counts."""
        self._is_tabular = True
        return self

    def running(self) -> "TextLine":
        """With a time in it, which is no news at each second."""
        self._is_running = True
        return self.tabular()

    @property
    def is_running(self) -> bool:
        return self._is_running

    def right_aligned(self) -> "TextLine":
        self._at = RIGHT
        return self

    @property
    def text(self) -> str:
        return self._text

    def set_text(self, text: str, short: str = "") -> None:
        """`short` is shown where there is no room for `text`: labels go before facts do."""
        text = one_line(text)
        if text == self._text:
            return
        self._text = text
        if not self._is_running:
            self.setAccessibleName(text)
        self._short = one_line(short)
        if self._is_cut:
            self._show_tip()
        if self._hugs:
            self.updateGeometry()
        self.update()

    def set_hint(self, hint: str) -> None:
        """What the tooltip adds to a text that is cut."""
        self._hint = hint
        self._show_tip()

    def _show_tip(self) -> None:
        parts = (self._text if self._is_cut else "", self._hint)
        self.setToolTip(tip("\n".join(part for part in parts if part)))

    def set_tone(self, tone: str) -> None:
        if tone != self._tone:
            self._tone = tone
            self.update()

    @override
    def sizeHint(self) -> QSize:
        width = uncut(self._shown(), self._face, tabular=self._is_tabular).width + 1
        return QSize(int(width) + 1, FACES[self._face].line)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(min(24, self.sizeHint().width()), FACES[self._face].line)

    @property
    def is_cut(self) -> bool:
        return self.sizeHint().width() > self.width()

    @property
    def is_clipped(self) -> bool:
        """Even what is shown where there is no room for the whole does not fit."""
        return self.is_cut and self._fitted(self._short or self._shown()).layout.text().endswith("…")

    def _shown(self) -> str:
        return self._text.upper() if FACES[self._face].is_capitals else self._text

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._text:
            return
        shown, width = self._shown(), self.width()
        whole = uncut(shown, self._face, tabular=self._is_tabular)
        is_cut = whole.width > width
        if is_cut != self._is_cut:
            self._is_cut = is_cut
            self._show_tip()
        written = self._fitted(self._short or shown) if is_cut else whole
        put(QPainter(self), QRectF(self.rect()), written, tokens().tone(self._tone), self._at)

    def _fitted(self, text: str) -> Line:
        """Cut only where a smaller face does not help."""
        whole = uncut(text, self._face, tabular=self._is_tabular)
        face = self._narrow if self._narrow and whole.width > self.width() else self._face
        return fitting(text, face, self.width(), tabular=self._is_tabular)


def paragraph(text: str = "", face: str = "body", tone: str = "text2") -> QLabel:
    """Text that wraps; plain unless its caller makes it rich."""
    made = QLabel(text)
    made.setProperty("face", face)
    made.setProperty("tone", tone)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return made


def section_head(text: str) -> TextLine:
    """The 11 px capitals above a part of a pane."""
    return TextLine(text, "section", "text2")
