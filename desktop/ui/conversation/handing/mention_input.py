"""Colleagues named with @ in a note: their list below the caret, as one types."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from typing_extensions import override

from desktop.domain.agent import AgentStatus, Colleague
from desktop.domain.folding import fold
from desktop.domain.text import tr
from desktop.domain.written import DraftKind
from desktop.services.desk import DeskServices
from desktop.services.messaging.orders.handing import Receivers
from desktop.ui.conversation.writing.composer import Composer
from desktop.ui.lists.rows import Row
from desktop.ui.lists.rows_model import Line
from desktop.ui.texts.caret_list import CaretList
from desktop.ui.words import agent_words


class MentionList(CaretList):
    """Each with how they are now."""

    sign = "@"

    @override
    def _title(self) -> str:
        return tr("Colleagues")


class MentionInput(QObject):
    """Belongs to where one writes; in what a customer gets, an @ is an @."""

    def __init__(self, composer: Composer, services: DeskServices) -> None:
        super().__init__(composer)
        self._composer, self._services = composer, services
        self._colleagues: Sequence[Colleague] | None = None
        self._is_asked = False
        self.list = MentionList(composer.editor, self._find)
        self.list.wanted.connect(self._on_wanted)
        self.list.taken.connect(self._on_taken)
        composer.kinds.chosen.connect(self._forget)

    def _forget(self) -> None:
        """Read anew for the next note: people come and go."""
        self._colleagues, self._is_asked = None, False

    def _find(self, typed: str) -> list[Line]:
        if self._composer.kind is not DraftKind.NOTE:
            return []
        wanted = fold(typed).split()
        return [
            Line(row=Row(title=one.name, detail=_state_words(one), person=one.name), value=one)
            for one in self._colleagues or ()
            if all(f" {word}" in f" {fold(one.name)}" for word in wanted)
        ]

    def _on_wanted(self) -> None:
        if self._composer.kind is DraftKind.NOTE and not self._is_asked:
            self._is_asked = True
            self._services.conversations.handing.find_receivers(owner=self, done=self._on_found)

    def _on_found(self, found: Receivers) -> None:
        self._colleagues = found[0]
        self.list.refresh()

    def _on_taken(self, value: object) -> None:
        if isinstance(value, Colleague):
            self._composer.editor.insertPlainText(f"@{value.name} ")


def _state_words(one: Colleague) -> str:
    return agent_words(AgentStatus(state=one.state, since=one.since), ())
