"""Text that shows so many lines, and more when asked: a server's words may be long. It can be selected."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QLabel

from desktop.ui.look.type import metrics
from desktop.ui.widgets.text import paragraph

_ENDLESS = 100_000.0  # px
_MOST_LINES = 18  # unfolded: a notice that is higher than its window could not be closed


class FoldedText:
    """Belongs to who places `label`, and says the width before it asks how high that is."""

    def __init__(self, text: str, face: str, tone: str, lines: int) -> None:
        self._text, self._face, self._lines = text, face, lines
        self._is_folded = True
        self.label: QLabel = paragraph(text, face, tone)
        self.label.setAccessibleName(text)  # the whole of it, however much is shown
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def unfold(self) -> None:
        """Whole, and its words can be reached with the keyboard."""
        self._is_folded = False
        both = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        self.label.setTextInteractionFlags(both)

    def fold(self) -> None:
        self._is_folded = True
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def fit(self, width: int) -> bool:
        """Whether it is longer than what is shown of it when it is folded."""
        short = shortened(self._text, self._face, width, self._lines)
        shown = short if self._is_folded else shortened(self._text, self._face, width, _MOST_LINES)
        if shown != self.label.text():
            self.label.setText(shown)
        return short != self._text


def shortened(text: str, face: str, width: int, lines: int) -> str:
    """As much of it as so many lines of that width hold, with an ellipsis where it is not all."""
    if _fits(text, face, width, lines):
        return text
    least, most = 0, len(text)
    while most - least > 1:
        middle = (least + most) // 2
        if _fits(f"{text[:middle]}…", face, width, lines):
            least = middle
        else:
            most = middle
    return f"{text[:least].rstrip()}…"


def _fits(text: str, face: str, width: int, lines: int) -> bool:
    room = metrics(face)
    flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)
    return room.boundingRect(QRectF(0, 0, width, _ENDLESS), flags, text).height() <= lines * room.lineSpacing() + 1
