"""What is said of letters on their way: one that failed, and one that is held.

The server's own words stand whole where the letter is; a notice shows their beginning.
"""

from PySide6.QtCore import QObject, Signal

from desktop.domain.text import tr
from desktop.domain.written import OutboxState, Outgoing
from desktop.services.notices import Level, Notice, Notices

_KEY = "outbox."


class OutboxWatch(QObject):
    """Belongs to `Composing`. A notice for each that needs the agent; it goes when the letter does."""

    released = Signal(int)  # outgoing id: the agent wants it sent all the same

    def __init__(self, notices: Notices, parent: QObject) -> None:
        super().__init__(parent)
        self._notices = notices
        self._outbox: tuple[Outgoing, ...] = ()
        self._told: dict[str, int] = {}  # by the key of the notice
        notices.acted.connect(self._on_acted)

    @property
    def outbox(self) -> tuple[Outgoing, ...]:
        return self._outbox

    def follow(self, outbox: tuple[Outgoing, ...]) -> bool:
        """Whether it is another than before."""
        if outbox == self._outbox:
            return False
        before = {one.id: one.state for one in self._outbox}
        self._outbox = outbox
        told = {f"{_KEY}{one.id}": one for one in outbox if one.state in (OutboxState.FAILED, OutboxState.HELD)}
        for key in self._told.keys() - told.keys():
            self._notices.clear(key)
        for key, one in told.items():
            if before.get(one.id) is not one.state:
                self._notices.post(_notice(key, one))
        self._told = {key: one.id for key, one in told.items() if one.id is not None}
        return True

    def _on_acted(self, key: str) -> None:
        if (outgoing_id := self._told.get(key)) is not None:
            self.released.emit(outgoing_id)


def _notice(key: str, outgoing: Outgoing) -> Notice:
    who = ", ".join(outgoing.recipients[:3]) or tr("the customer")
    if outgoing.state is OutboxState.HELD:
        return Notice(
            key=key,
            text=tr("The customer wrote before your message to {who} was due, so it was not sent.", who=who),
            hint=tr("Read what they wrote, then send it all the same or take it back."),
            action_label=tr("Send it now"),
        )
    return Notice(
        key=key,
        text=tr("Your message to {who} was not sent. It is kept.", who=who),
        hint=outgoing.error,
        level=Level.TROUBLE,
        action_label=tr("Try again"),
    )
