"""Lines above what was said: how it ended each time, what was merged and can be parted, who asks the agent for help."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.text import tr
from desktop.domain.work import Ending
from desktop.domain.written import MergedPart
from desktop.ui.clock import Clock
from desktop.ui.look.tokens import L, S
from desktop.ui.widgets.banners import Banner
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.layout import column, row
from desktop.ui.widgets.text import TextLine
from desktop.ui.words import day_and_time

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

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._shown: tuple[tuple[MergedPart, ...], tuple[str, ...], tuple[Ending, ...]] = ((), (), ())
        self.lines: list[FactLine] = []
        self.endings: list[TextLine] = []
        self._column: QVBoxLayout = column(self, (L + 4, 0, L + 4, S), 4)
        self.hide()

    def show_facts(self, merged: Sequence[MergedPart], asked_by: Sequence[str], endings: Sequence[Ending] = ()) -> None:
        facts = tuple(merged), tuple(asked_by), tuple(endings)
        if facts == self._shown:
            return
        self._shown = facts
        for line in (*self.lines, *self.endings):
            line.hide()
            line.deleteLater()
        self.lines = []
        self.endings = [TextLine(self._ending_words(one), "small", "text2") for one in facts[2][-_MOST:]]
        for ending in self.endings:
            self._column.addWidget(ending)
        if asked_by:
            words = tr("{names} asks you in a note.", names=", ".join(asked_by))
            self._add("amber", words, tr("Done")).clicked.connect(self.done_asked)
        for part in facts[0][-_MOST:]:
            button = self._add("accent", _merged_words(part), tr("Part again"))
            button.clicked.connect(lambda _=False, part=part: self.part_asked.emit(part))
        self.setVisible(bool(self.lines or self.endings))

    def _add(self, tone: str, words: str, order: str) -> Button:
        line = FactLine(tone, words, order)
        self._column.addWidget(line)
        self.lines.append(line)
        return line.button

    def _ending_words(self, ending: Ending) -> str:
        now, name, result = self._clock.now(), ending.by, ending.label
        when = day_and_time(ending.at, now)
        if ending.is_overtaken:
            template = tr("{name} chose “{result}” a moment later ({when}): that did not count.")
        else:
            template = tr("Closed as “{result}” by {name} ({when}).") if name else tr("Closed as “{result}” ({when}).")
        words = template.format(name=name, result=result, when=when)
        if ending.opened_at is None or ending.is_overtaken:
            return words
        when = day_and_time(ending.opened_at, now)
        if ending.opened_by:
            return f"{words} {tr('Opened again by {name} ({when}).', name=ending.opened_by, when=when)}"
        return f"{words} {tr('Opened again by a message ({when}).', when=when)}"


def _merged_words(part: MergedPart) -> str:
    subject = part.subject or tr("No subject")
    if part.by:
        return tr("{name} merged “{subject}” with this.", name=part.by, subject=subject)
    return tr("“{subject}” belongs to this: a message refers to both.", subject=subject)
