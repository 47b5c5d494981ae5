"""What was just sent can be taken back for a few seconds: said where one wrote it, with the key that does it."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.domain.text import tr
from desktop.domain.written import OutboxState, Outgoing
from desktop.services.messaging.composing import Composing
from desktop.ui.clock import Clock
from desktop.ui.conversation.words import outgoing_words
from desktop.ui.look.theme import tokens
from desktop.ui.look.tokens import RADIUS_BUTTON, M
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.layout import row
from desktop.ui.widgets.paint import rounded
from desktop.ui.widgets.text import TextLine


class UndoBar(QWidget):
    """Of the letter sent last, in whatever conversation; it goes when the letter does."""

    def __init__(self, composing: Composing, clock: Clock) -> None:
        super().__init__()
        self._composing, self._clock = composing, clock
        self._outgoing: Outgoing | None = None
        self._line = TextLine("", "small_medium", "text").running()
        self.button = Button(tr("Undo"), small=True)
        self.setFixedHeight(40)
        line = row(self, (M, 0, 4, 0))
        line.addWidget(self._line, 1)
        line.addWidget(self.button)
        self.hide()
        composing.queued.connect(self._on_queued)
        composing.recalled.connect(self._on_over)
        composing.too_late.connect(self._on_over)
        composing.outbox_changed.connect(self._on_outbox_changed)
        clock.ticked.connect(self._show_time)
        self.button.clicked.connect(self.undo)

    @property
    def words(self) -> str:
        return self._line.text

    def undo(self) -> None:
        if self._outgoing is not None and self._outgoing.id is not None:
            self._composing.recall(self._outgoing.id)

    def _on_queued(self, outgoing: Outgoing) -> None:
        self._outgoing = outgoing
        self._show_time()

    def _on_over(self, _what: object) -> None:
        self._outgoing = None
        self.hide()

    def _on_outbox_changed(self) -> None:
        """Sent, failed, or taken back elsewhere."""
        outgoing = self._outgoing
        if outgoing is None:
            return
        now = next((one for one in self._composing.outbox if one.id == outgoing.id), None)
        if now is None or now.state is not OutboxState.WAITING:
            self._on_over(now)

    def _show_time(self) -> None:
        outgoing = self._outgoing
        if outgoing is None:
            return
        now = self._clock.now()
        is_on = outgoing.send_after > now and not outgoing.is_scheduled
        if not is_on:
            self._on_over(outgoing)
            return
        self._line.set_text(outgoing_words(outgoing, now)[0])
        self.show()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        rounded(QPainter(self), QRectF(self.rect()), RADIUS_BUTTON, tokens().chip)
