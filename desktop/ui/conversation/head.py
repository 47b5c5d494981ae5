"""Above a conversation: what it is about, until when an answer is owed, and whose it is."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.interaction import FINAL_STATES, Interaction
from desktop.domain.text import tr
from desktop.domain.work import WorkRow
from desktop.ui.conversation.words import due_words
from desktop.ui.look.tokens import L, S
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.chips import Chip
from desktop.ui.widgets.layout import row
from desktop.ui.widgets.text import TextLine

HEIGHT = 52


class ConversationHead(QWidget):
    """One line of the same height; what there is no room for is cut, the buttons never."""

    take_asked = Signal()
    put_back_asked = Signal()
    close_asked = Signal()
    reopen_asked = Signal()

    def __init__(self, agent: str) -> None:
        super().__init__()
        self._agent = agent
        self._row: WorkRow | None = None
        self.setFixedHeight(HEIGHT)
        self.subject = TextLine("", "name")
        self.due = Chip("")
        self.case = Chip("")
        self.whose = TextLine("", "small", "text2", hugs=True)
        self.owner_button = Button("", "link", face="small_medium")
        self.end_button = Button("", small=True)
        line = row(self, (L + 4, 0, L + 4, 0), S)
        line.addWidget(self.subject, 1)
        for part in (self.due, self.case, self.whose, self.owner_button, self.end_button):
            line.addWidget(part)
        self.owner_button.clicked.connect(self._on_owner)
        self.end_button.clicked.connect(self._on_end)

    def show_conversation(self, interaction: Interaction | None, work: WorkRow | None, now: datetime) -> None:
        """`work` None: it is closed."""
        self._row = work
        is_closed = interaction is not None and interaction.state in FINAL_STATES
        self.subject.set_text((interaction.subject if interaction is not None else "") or tr("No subject"))
        self.case.setVisible(False)
        owner = work.agent if work is not None else ""
        self.whose.set_text(self._whose(owner, is_closed=is_closed))
        self.owner_button.setVisible(not is_closed)
        self.owner_button.set_text(tr("Put back") if owner == self._agent else tr("Take it"))
        self.end_button.set_text(tr("Reopen") if is_closed else tr("Close"))
        self.show_time(now)

    def _whose(self, owner: str, *, is_closed: bool) -> str:
        if is_closed:
            return tr("Closed")
        if not owner:
            return tr("Nobody has it")
        return tr("Assigned to you") if owner == self._agent else tr("Assigned to {name}", name=owner)

    def show_time(self, now: datetime) -> None:
        words, tone = due_words(self._row.due_at if self._row is not None else None, now)
        self.due.set_text(words, tone)
        self.due.setVisible(bool(words))

    def _on_owner(self) -> None:
        is_own = self._row is not None and self._row.agent == self._agent
        (self.put_back_asked if is_own else self.take_asked).emit()

    def _on_end(self) -> None:
        (self.close_asked if self._row is not None else self.reopen_asked).emit()
