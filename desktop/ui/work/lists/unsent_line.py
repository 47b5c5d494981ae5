"""Under the tabs of the work list: that there are drafts, or letters that have not gone yet."""

from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.text import tr
from desktop.services.messaging.unsent import Unsent
from desktop.ui.look.tokens import XS, L, M
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.layout import row


class UnsentKind(StrEnum):
    DRAFTS = "drafts"
    OUTBOX = "outbox"


class UnsentLine(QWidget):
    """Two links, each in its corner and of the same height whatever there is: nothing moves while one types."""

    asked = Signal(object)  # UnsentKind

    def __init__(self, unsent: Unsent) -> None:
        super().__init__()
        self._unsent = unsent
        self.drafts_button = Button("", "link", face="small_medium")
        self.outbox_button = Button("", "link", face="small_medium")
        line = row(self, (L, XS, L, 0), M)
        line.addWidget(self.drafts_button)
        line.addStretch(1)
        line.addWidget(self.outbox_button)
        self.drafts_button.clicked.connect(lambda: self.asked.emit(UnsentKind.DRAFTS))
        self.outbox_button.clicked.connect(lambda: self.asked.emit(UnsentKind.OUTBOX))
        unsent.changed.connect(self._show_counts)
        self._show_counts()

    def _show_counts(self) -> None:
        drafts, letters = len(self._unsent.drafts), self._unsent.letters
        troubled = sum(row.outgoing.needs_agent for row in letters)
        self.drafts_button.set_text(tr("Drafts {count}", count=drafts) if drafts else tr("Drafts"))
        words = tr("Outbox {count}", count=len(letters)) if letters else tr("Outbox")
        if troubled:
            words = f"{words} · {tr('not sent {count}', count=troubled)}"
        self.outbox_button.set_text(words)


def unsent_words(kind: UnsentKind) -> str:
    return tr("Drafts") if kind is UnsentKind.DRAFTS else tr("Outbox")
