"""Above a conversation: what it is about, until when an answer is owed, and whose it is."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.domain.case import Case
from desktop.domain.interaction import FINAL_STATES, Interaction
from desktop.domain.text import tr
from desktop.domain.work import WorkRow
from desktop.services.directory import Directory
from desktop.services.messaging.accounts import Accounts
from desktop.ui.conversation.words import due_side, due_words, gone_share
from desktop.ui.look.tips import tip
from desktop.ui.look.tokens import L, S
from desktop.ui.widgets.buttons import Button, IconButton
from desktop.ui.widgets.chips import Chip
from desktop.ui.widgets.layout import column, row
from desktop.ui.widgets.text import TextLine

HEIGHT = 52
_ROOMY = 640  # px


class ConversationHead(QWidget):
    """One line of the same height; what there is no room for is cut, the buttons never."""

    take_asked = Signal()
    put_back_asked = Signal()
    close_asked = Signal()
    more_asked = Signal()
    reopen_asked = Signal()
    keyboard_left = Signal()  # it was on a button that closing took away, or gave another meaning

    def __init__(self, agent: str, directory: Directory, accounts: Accounts) -> None:
        super().__init__()
        self._agent, self._directory, self._accounts = agent, directory, accounts
        self._case_id = 0
        self._row: WorkRow | None = None
        self._is_own = self._is_closed = False
        self._now: datetime | None = None
        self.setFixedHeight(HEIGHT)
        self.subject = TextLine("", "name")
        self.due = Chip("")
        self.case = Chip("")
        self.case.hide()
        self.whose = TextLine("", "small", "text2", hugs=True)
        self.below = TextLine("", "small", "text2")  # the same, where there is no room beside the subject
        self.owner_button = Button("", "link", face="small_medium")
        self.more_button = IconButton("ellipsis", tr("More"), size=16)
        self.end_button = Button("", small=True)
        line = row(self, (L + 4, 0, L + 4, 0), S)
        about = column()
        about.addStretch(1)
        about.addWidget(self.subject)
        about.addWidget(self.below)
        about.addStretch(1)
        line.addLayout(about, 1)
        for part in (self.due, self.case, self.whose, self.owner_button, self.more_button, self.end_button):
            line.addWidget(part)
        self.owner_button.clicked.connect(self._on_owner)
        self.more_button.clicked.connect(self.more_asked)
        self.end_button.clicked.connect(self._on_end)

    def show_conversation(self, interaction: Interaction | None, work: WorkRow | None, now: datetime) -> None:
        """`work` None: it is closed."""
        self._row = work
        is_closed = interaction is not None and interaction.state in FINAL_STATES
        leaves = is_closed and not self._is_closed and (self.end_button.hasFocus() or self.owner_button.hasFocus())
        self._is_closed = is_closed
        self.subject.set_text(self._about(interaction) if interaction is not None else "")
        self._show_case(interaction)
        owner = work.agent if work is not None else ""
        self._is_own = owner == self._agent
        for place in (self.whose, self.below):
            place.set_text(self._whose(owner, is_closed=is_closed))
        self._place_whose()
        self.owner_button.setVisible(not is_closed)
        self.owner_button.set_text(tr("Put back") if owner == self._agent else tr("Take it"))
        self.more_button.setEnabled(interaction is not None)
        self.end_button.set_text(tr("Reopen") if is_closed else tr("Close"))
        self.show_time(now)
        if leaves:
            self.keyboard_left.emit()

    def _about(self, interaction: Interaction) -> str:
        """Where messages have no subject, with whom it is."""
        has_subject = self._accounts.capabilities(interaction.channel).has_subject
        nothing = "" if has_subject else interaction.customer_name or interaction.address
        return interaction.subject or nothing or tr("No subject")

    def _show_case(self, interaction: Interaction | None) -> None:
        case_id = (interaction.case_id if interaction is not None else None) or 0
        if case_id == self._case_id:
            return
        self._case_id = case_id
        self.case.setVisible(bool(case_id))
        self.case.set_text(tr("Case"))
        if interaction is not None and interaction.customer_id is not None and case_id:
            self._directory.cases(interaction.customer_id, owner=self, done=self._on_cases)

    def _on_cases(self, cases: Sequence[Case]) -> None:
        found = next((case for case in cases if case.id == self._case_id), None)
        if found is not None:
            self.case.set_text(tr("Case {number}", number=found.number))
            self.case.setToolTip(tip(found.title))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_whose()
        if self._now is not None:
            self.show_time(self._now)

    def _place_whose(self) -> None:
        """Where there is little room, below the subject; of one's own the button says enough."""
        is_roomy = self.width() >= _ROOMY
        self.whose.setVisible(is_roomy)
        self.below.setVisible(not is_roomy and not self._is_own)

    def _whose(self, owner: str, *, is_closed: bool) -> str:
        if is_closed:
            return tr("Closed")
        if not owner:
            return tr("Nobody has it")
        return tr("Assigned to you") if owner == self._agent else tr("Assigned to {name}", name=owner)

    def show_time(self, now: datetime) -> None:
        """In few words where there is little room: the subject needs it more."""
        self._now = now
        due_at = self._row.due_at if self._row is not None else None
        words, tone = due_words(due_at, now)
        self.due.setVisible(bool(words))
        if self._row is None or due_at is None:
            return
        shown = words if self.width() >= _ROOMY else due_side(due_at, now)[0]
        self.due.set_text(shown, tone, gone_share(self._row, now))
        if self.due.accessibleName() != words:  # or it would be told at each tick
            self.due.setAccessibleName(words)
        self.due.setToolTip(tip(words if shown != words else ""))

    def _on_owner(self) -> None:
        is_own = self._row is not None and self._row.agent == self._agent
        (self.put_back_asked if is_own else self.take_asked).emit()

    def _on_end(self) -> None:
        (self.close_asked if self._row is not None else self.reopen_asked).emit()
