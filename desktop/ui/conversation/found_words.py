"""Of a message that a search found: its words are marked, and the first of them stands in sight."""

import re
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid
from typing_extensions import override

from desktop.domain.history import SearchHit
from desktop.services.messaging.conversation import Conversation
from desktop.ui.conversation.transcript import Transcript

_MOST_READ = 2000  # messages, until the one that was found is there
_MATCHED = re.compile("\x02([^\x02\x03]+)\x03")


class FoundWords(QObject):
    """Until Esc, the next search, or another conversation. `current` is the one in front."""

    def __init__(self, transcript: Transcript, current: Callable[[], Conversation | None], parent: QWidget) -> None:
        super().__init__(parent)
        self._transcript, self._current, self._pane = transcript, current, parent
        self._hit: SearchHit | None = None
        self._conversation: Conversation | None = None  # that is read until the message is there

    def show(self, hit: SearchHit) -> None:
        """In the conversation that is in front, as soon as it is read."""
        self.clear()
        conversation = self._current()
        if conversation is None or not words_of(hit):
            return
        self._hit, self._conversation = hit, conversation
        self._pane.window().installEventFilter(self)
        conversation.changed.connect(self._go_on)
        self._go_on()

    def clear(self) -> None:
        self._leave()
        self._pane.window().removeEventFilter(self)
        self._transcript.mark(())

    def _go_on(self) -> None:
        conversation, hit = self._conversation, self._hit
        if conversation is None or hit is None or conversation is not self._current():
            self._leave()
            return
        if not conversation.is_loaded:
            return
        message_id = message_of(hit, conversation)
        if message_id or not conversation.has_earlier or len(conversation.messages) >= _MOST_READ:
            self._leave()
            self._transcript.mark(words_of(hit), message_id)
        else:
            conversation.load_earlier()

    def _leave(self) -> None:
        conversation, self._conversation, self._hit = self._conversation, None, None
        if conversation is not None and isValid(conversation):  # it goes when another is shown
            conversation.changed.disconnect(self._go_on)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc that nobody else wanted."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.clear()
        return super().eventFilter(watched, event)


def words_of(hit: SearchHit) -> tuple[str, ...]:
    """As they stand there, each once."""
    return tuple(dict.fromkeys(_MATCHED.findall(hit.excerpt)))


def message_of(hit: SearchHit, conversation: Conversation) -> int:
    """The id of the newest message of that time which says them; 0: it is not among what was read."""
    for shown in reversed(conversation.messages):
        if shown.written.message.sent_at == hit.at:
            return shown.written.message.id or 0
    return 0
