"""What a search found is opened where it can be gone on with: a conversation in the middle, all else in the history."""

from PySide6.QtCore import QObject, Signal

from desktop.domain.history import InteractionDetails, SearchHit
from desktop.services.history import History
from desktop.ui.sidebar.details_view import leads_to
from desktop.ui.sidebar.sidebar import Sidebar


class Found(QObject):
    """Asks what there is of it: a written contact of long ago may be its notes alone."""

    conversation_found = Signal(int)  # interaction id
    words_found = Signal(object)  # SearchHit: in that conversation, which is in front now
    person_shown = Signal()  # on the right

    def __init__(self, history: History, sidebar: Sidebar, parent: QObject) -> None:
        super().__init__(parent)
        self._history, self._sidebar = history, sidebar

    def open(self, hit: SearchHit, words: str) -> None:
        """`words` find it again in the history."""
        self._history.details(hit.interaction_id, owner=self, done=lambda details: self._show(details, hit, words))

    def _show(self, details: InteractionDetails | None, hit: SearchHit, words: str) -> None:
        if details is None:
            return
        interaction = details.interaction
        if leads_to(details):
            self.conversation_found.emit(leads_to(details))
            self.words_found.emit(hit)
            return
        if interaction.customer_id is not None and interaction.id is not None:
            self._sidebar.history.open_later(interaction.id, words)
            self._sidebar.look_at(interaction.customer_id)
        else:
            self._sidebar.show_found(details)
        self.person_shown.emit()
