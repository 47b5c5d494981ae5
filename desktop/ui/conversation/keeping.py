"""The orders of a message: kept outside the program as it came or on paper, forwarded, split off with what follows."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QPagedPaintDevice, QPageLayout
from PySide6.QtWidgets import QMenu, QWidget
from shiboken6 import isValid

from desktop.domain.channel import Direction
from desktop.domain.text import tr
from desktop.domain.written import Role, ShownMessage
from desktop.services.messaging.conversation import Conversation
from desktop.services.notices import Notice
from desktop.ui.conversation.more_menu import Entry, add_entries
from desktop.ui.conversation.preview.looking import Looking
from desktop.ui.conversation.transcript import Transcript
from desktop.ui.conversation.words import safe_name

if TYPE_CHECKING:
    from desktop.services.desk import DeskServices
    from desktop.ui.shortcuts import Shortcuts

_MARGINS = QMarginsF(16, 16, 16, 16)
MOST_PRINTED = 1000
"""Messages of a conversation; the paper says how many earlier ones there are."""


class Keeping(QObject):
    """`current` is the conversation in front. Its orders stand in the menu of each message, too."""

    forward_asked = Signal(object)  # WrittenMessage

    def __init__(
        self,
        transcript: Transcript,
        looking: Looking,
        services: "DeskServices",
        current: Callable[[], Conversation | None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._transcript, self._looking, self._services = transcript, looking, services
        self._window, self._current = parent, current
        self._printing: Conversation | None = None  # of which earlier messages are being read
        self._keys: Shortcuts | None = None
        transcript.menu_asked.connect(self._on_menu)

    def use_keys(self, keys: "Shortcuts") -> None:
        """What the menus show beside their orders."""
        self._keys = keys

    # ---------------------------------------------------------------- menus

    def entries(self) -> list[Entry]:
        """Of the message that is read, and of the conversation."""
        shown = self._shown(self._transcript.read_id)
        if shown is None:
            return []
        return [*self._forward_entry(shown), *self._save_entry(shown), self._print_entry(), *self._split_entry(shown)]

    def message_menu(self, message_id: int, place: QPoint) -> QMenu:
        """Of one message; `place` is in its text, whose own orders come first. It goes when it closes."""
        card, shown = self._transcript.card(message_id), self._shown(message_id)
        made = card.text.createStandardContextMenu(place) if card is not None else QMenu(self._window)
        made.aboutToHide.connect(made.deleteLater)
        if shown is not None:
            made.addSeparator()
            one = Entry(words=tr("Print this message…"), order=partial(self._print_one, shown))
            add_entries(made, self._forward_entry(shown))
            add_entries(made, [*self._save_entry(shown), one, self._print_entry(), *self._split_entry(shown)])
        return made

    def _on_menu(self, message_id: int, place: QPoint, on_screen: QPoint) -> None:
        self.message_menu(message_id, place).popup(on_screen)

    def _forward_entry(self, shown: ShownMessage) -> list[Entry]:
        """Only letters are passed on."""
        conversation, written = self._current(), shown.written
        whole = conversation.interaction if conversation is not None else None
        if whole is None or written.message.direction is Direction.INTERNAL:
            return []
        if not self._services.accounts.capabilities(whole.channel).has_subject:
            return []
        return [Entry(words=tr("Forward this message"), order=partial(self.forward_asked.emit, written))]

    def _save_entry(self, shown: ShownMessage) -> list[Entry]:
        """A note never was a mail."""
        if shown.written.message.direction is Direction.INTERNAL:
            return []
        return [Entry(words=tr("Save this message as…"), order=partial(self._save, shown))]

    def _print_entry(self) -> Entry:
        key = self._keys.keys("print") if self._keys is not None else ""
        return Entry(words=tr("Print the conversation…"), order=self.print_all, key=key)

    def _split_entry(self, shown: ShownMessage) -> list[Entry]:
        """Of the first message of all: with it nothing would be left."""
        conversation = self._current()
        if conversation is None or (not conversation.has_earlier and shown is conversation.messages[0]):
            return []
        return [Entry(words=tr("Split off from here on"), order=partial(self._split_off, conversation, shown))]

    def _split_off(self, conversation: Conversation, shown: ShownMessage) -> None:
        message, whole = shown.written.message, conversation.interaction
        subject = message.subject or (whole.subject if whole is not None else "") or tr("No subject")
        self._services.conversations.handing.split_off(conversation.interaction_id, message.id or 0, subject)

    def _shown(self, message_id: int) -> ShownMessage | None:
        return next((one for one in self._transcript.messages if one.written.message.id == message_id), None)

    def _save(self, shown: ShownMessage) -> None:
        origin = next((who.address for who in shown.written.of(Role.FROM)), "")
        self._looking.save_original(shown.written, origin)

    # ---------------------------------------------------------------- on paper

    def print_all(self) -> None:
        """What was not read yet is read before."""
        conversation = self._current()
        if conversation is None or not conversation.messages or self._printing is conversation:
            return
        self._leave()
        self._printing = conversation
        conversation.changed.connect(self._go_on)
        conversation.failed.connect(self._leave)
        self._go_on()

    def _go_on(self) -> None:
        conversation = self._printing
        if conversation is None or conversation is not self._current():
            self._leave()
        elif conversation.has_earlier and len(conversation.messages) < MOST_PRINTED:
            conversation.load_earlier()
        else:
            self._leave()
            subject = conversation.interaction.subject if conversation.interaction is not None else ""
            left_out = conversation.total - len(conversation.messages) if conversation.has_earlier else 0
            self._ask_printer(subject, _for_others(conversation.messages), left_out=left_out)

    def _leave(self, _error: object = None) -> None:
        conversation, self._printing = self._printing, None
        if conversation is not None and isValid(conversation):  # it goes when another is shown
            conversation.changed.disconnect(self._go_on)
            conversation.failed.disconnect(self._leave)

    def _print_one(self, shown: ShownMessage) -> None:
        self._ask_printer(shown.written.message.subject, (shown,), with_quotes=True)

    def _ask_printer(
        self, subject: str, messages: Sequence[ShownMessage], *, with_quotes: bool = False, left_out: int = 0
    ) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # few desks print

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(safe_name(subject))  # of a file it is part of the path
        printer.setPageMargins(_MARGINS, QPageLayout.Unit.Millimeter)
        dialog = QPrintDialog(printer, self._window)
        dialog.setWindowTitle(tr("Print"))
        dialog.accepted.connect(lambda: self.print_on(printer, subject, messages, with_quotes, left_out))
        dialog.finished.connect(dialog.deleteLater)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()  # `open` has other arguments here

    def print_on(
        self,
        device: QPagedPaintDevice,
        subject: str,
        messages: Sequence[ShownMessage],
        with_quotes: bool,
        left_out: int,
    ) -> None:
        from desktop.ui.conversation.printing import print_on, printed

        document = printed(subject, messages, with_quotes=with_quotes, left_out=left_out)
        if not print_on(document, device):
            self._services.notices.post(Notice(key="print", text=tr("It could not be printed.")))


def _for_others(messages: Sequence[ShownMessage]) -> list[ShownMessage]:
    """Without notes: a conversation on paper goes to people who must not read them. One alone can still be printed."""
    return [one for one in messages if one.written.message.direction is not Direction.INTERNAL]
