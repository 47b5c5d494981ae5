"""How far a message of ours is, and what can still be done about it."""

from datetime import datetime

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.domain.text import tr
from desktop.domain.written import OutboxState, Outgoing
from desktop.ui.conversation.words import outgoing_words
from desktop.ui.look.tokens import S
from desktop.ui.widgets.banners import Banner
from desktop.ui.widgets.buttons import Button

_BUTTON = 32


class OutgoingLine(QWidget):
    """Its words left, its buttons right; below each other where there is no room. Placed by hand, by its card."""

    recall_asked = Signal(int)  # outgoing id
    release_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._outgoing: Outgoing | None = None
        self._tone = ""
        self.banner = Banner("accent")
        self.release_button = Button("", small=True)
        self.recall_button = Button("", small=True)
        for part in (self.banner, self.release_button, self.recall_button):
            part.setParent(self)
        self.release_button.clicked.connect(self._on_release)
        self.recall_button.clicked.connect(self._on_recall)

    @property
    def words(self) -> str:
        return self.banner.accessibleName()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        return (self.release_button, self.recall_button)

    def show_outgoing(self, outgoing: Outgoing, now: datetime) -> None:
        self._outgoing = outgoing
        release, recall = labels(outgoing, now)
        for button, label in ((self.release_button, release), (self.recall_button, recall)):
            button.setVisible(bool(label))
            button.set_text(label)
        self.show_time(now)

    def show_time(self, now: datetime) -> None:
        if self._outgoing is None:
            return
        said, tone = outgoing_words(self._outgoing, now)
        self.banner.set_tone(tone)
        self.banner.say(said)

    def height_for(self, width: int) -> int:
        """Places the parts in this width."""
        buttons = [button for button in (self.release_button, self.recall_button) if button.text()]
        taken = sum(button.sizeHint().width() + S for button in buttons)
        right = width
        for button in reversed(buttons):
            size = button.sizeHint()
            right -= size.width()
            button.setGeometry(right, 0, size.width(), _BUTTON)
            right -= S
        room = max(width - taken, width // 3)
        high = max(self.banner.heightForWidth(room), _BUTTON)
        self.banner.setGeometry(0, 0, room, high)
        return high

    @override
    def sizeHint(self) -> QSize:
        return QSize(400, _BUTTON)

    def _on_release(self) -> None:
        if self._outgoing is not None and self._outgoing.id is not None:
            self.release_asked.emit(self._outgoing.id)

    def _on_recall(self) -> None:
        if self._outgoing is not None and self._outgoing.id is not None:
            self.recall_asked.emit(self._outgoing.id)


def labels(outgoing: Outgoing, now: datetime) -> tuple[str, str]:
    """What sends it and what takes it back; "" where that cannot be done."""
    match outgoing.state:
        case OutboxState.WAITING if outgoing.is_scheduled:
            return tr("Send now"), tr("Take back")
        case OutboxState.WAITING if outgoing.send_after > now:
            return "", tr("Undo")
        case OutboxState.WAITING | OutboxState.SENDING:
            return "", ""
        case OutboxState.HELD:
            return tr("Send it"), tr("Take back")
        case OutboxState.FAILED:
            return tr("Try again"), tr("Take back")
        case OutboxState.SENT:
            return "", ""
