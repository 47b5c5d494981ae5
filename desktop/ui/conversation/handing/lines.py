"""Lines above what was said: what was merged here, with the button that parts it; who asks the agent for help."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.text import tr
from desktop.domain.written import MergedPart
from desktop.ui.look.tokens import L, S
from desktop.ui.widgets.banners import Banner
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.layout import column, row

_MOST = 3


class FactLine(QWidget):
    """One sentence and the one thing to be done about it."""

    def __init__(self, tone: str, words: str, order: str) -> None:
        super().__init__()
        banner = Banner(tone)
        banner.say("", words)
        self.words = words
        self.button = Button(order, small=True)
        line = row(self, spacing=S)
        line.addWidget(banner, 1)
        line.addWidget(self.button)


class FactLines(QWidget):
    """None of them, no room."""

    part_asked = Signal(object)  # MergedPart
    done_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[tuple[MergedPart, ...], tuple[str, ...]] = ((), ())
        self.lines: list[FactLine] = []
        self._column: QVBoxLayout = column(self, (L + 4, 0, L + 4, S), 4)
        self.hide()

    def show_facts(self, merged: Sequence[MergedPart], asked_by: Sequence[str]) -> None:
        facts = tuple(merged), tuple(asked_by)
        if facts == self._shown:
            return
        self._shown = facts
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.lines = []
        if asked_by:
            words = tr("{names} asks you in a note.", names=", ".join(asked_by))
            self._add("amber", words, tr("Done")).clicked.connect(self.done_asked)
        for part in facts[0][-_MOST:]:
            button = self._add("accent", _merged_words(part), tr("Part again"))
            button.clicked.connect(lambda _=False, part=part: self.part_asked.emit(part))
        self.setVisible(bool(self.lines))

    def _add(self, tone: str, words: str, order: str) -> Button:
        line = FactLine(tone, words, order)
        self._column.addWidget(line)
        self.lines.append(line)
        return line.button


def _merged_words(part: MergedPart) -> str:
    subject = part.subject or tr("No subject")
    if part.by:
        return tr("{name} merged “{subject}” with this.", name=part.by, subject=subject)
    return tr("“{subject}” belongs to this: a message refers to both.", subject=subject)
