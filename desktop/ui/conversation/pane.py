"""A conversation in the middle of the window: its head, everything said, and where one answers."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QMenu, QSplitter, QStackedLayout, QWidget

from desktop.domain.interaction import Interaction
from desktop.domain.office.macros import Macro
from desktop.domain.text import tr
from desktop.domain.work import WorkRow
from desktop.domain.written import AttachmentInfo, DraftKind, MergedPart, Participant, Role
from desktop.services.desk import DeskServices
from desktop.services.messaging.conversation import Conversation
from desktop.services.messaging.outgoing import overtaken_by, to_answer
from desktop.ui.clock import Clock
from desktop.ui.conversation.found_words import FoundWords
from desktop.ui.conversation.handing.lines import FactLines
from desktop.ui.conversation.handing.mention_input import MentionInput
from desktop.ui.conversation.handing.tag_line import TagLine
from desktop.ui.conversation.head import ConversationHead
from desktop.ui.conversation.keeping import Keeping
from desktop.ui.conversation.more_menu import Entry, mailing_entry, more_menu
from desktop.ui.conversation.preview.looking import Looking
from desktop.ui.conversation.transcript import Place, Transcript
from desktop.ui.conversation.writing.composer import Composer
from desktop.ui.conversation.writing.undo_bar import UndoBar
from desktop.ui.look.tokens import L
from desktop.ui.widgets.banners import Banner
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.layout import column

if TYPE_CHECKING:
    from desktop.ui.conversation.handing.orders import Orders
    from desktop.ui.shortcuts import Shortcuts

_PATIENCE_MS = 120
_PAINTED_MS = 250  # after it was laid out: it stands on the screen


class ConversationPane(QWidget):
    """Shows one conversation; the service keeps it up to date."""

    interaction_changed = Signal(object)  # Interaction: of the one that is shown

    def __init__(self, services: DeskServices, clock: Clock) -> None:
        super().__init__()
        self._services, self._clock = services, clock
        self._conversations = services.conversations
        self._conversation: Conversation | None = None
        self._left: dict[int, tuple[DraftKind, Place | None]] = {}  # how each was left, by interaction id
        self._returning: Place | None = None
        self._keys: Shortcuts | None = None
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._painted = QTimer(self, singleShot=True, interval=_PAINTED_MS)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setAccessibleName(tr("Conversation"))
        self.head = ConversationHead(self._services.agent.agent, self._services.directory, self._services.accounts)
        self.transcript = Transcript(self._clock)
        self.composer = Composer(self._services, self._clock)
        self.undo_bar = UndoBar(self._services.composing, self._clock)
        self.writers = Banner("amber")
        self.writers.hide()
        self.state = EmptyState("mail", "", "")
        said = QWidget()
        self._stack = QStackedLayout(said)
        self._stack.addWidget(self.state)
        self._stack.addWidget(self.transcript)
        self.looking = Looking(self._services, self._stack, self)
        self.keeping = Keeping(self.transcript, self.looking, self._services, self._in_front, self)
        self.found = FoundWords(self.transcript, self._in_front, self)
        foot = QWidget()
        below = column(foot, (L + 4, 4, L + 4, L), 8)
        below.addWidget(self.writers)
        below.addWidget(self.undo_bar)
        below.addWidget(self.composer, 1)
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.setObjectName("bare")
        self.split.setHandleWidth(4)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(said)
        self.split.addWidget(foot)
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 0)
        said.setMinimumHeight(120)
        self.split.setSizes([560, 240])
        outer = column(self)
        self.tags = TagLine()
        self.facts = FactLines(self._clock)
        self.mentions = MentionInput(self.composer, self._services)
        outer.addWidget(self.head)
        outer.addWidget(self.tags)
        outer.addWidget(self.facts)
        outer.addWidget(self.split, 1)

    def _connect(self) -> None:
        self._patience.timeout.connect(self._show_reading)
        self._painted.timeout.connect(lambda: self._services.tabs.note_seen(self.interaction_id))
        self.head.take_asked.connect(self._on_take)
        self.head.put_back_asked.connect(self._on_put_back)
        self.head.close_asked.connect(self.end)
        self.head.more_asked.connect(self._on_more)
        self.head.reopen_asked.connect(self._on_reopen)
        self.head.keyboard_left.connect(self._on_keyboard_left)
        self.transcript.earlier_wanted.connect(self._on_earlier_wanted)
        self.transcript.link_asked.connect(self.looking.follow)
        self.transcript.file_asked.connect(self._on_file)
        self.transcript.save_asked.connect(self._on_save)
        self.transcript.carry_asked.connect(self._on_carry)
        self.transcript.thumbnail_asked.connect(self._on_thumbnail_asked)
        self.transcript.pictures_asked.connect(self._on_pictures_asked)
        self.transcript.pictures_always_asked.connect(self._services.picture_senders.allow)
        self.looking.came_back.connect(self._show_said)
        self.transcript.recall_asked.connect(self._services.composing.recall)
        self.transcript.release_asked.connect(self._services.composing.release)
        self.composer.begun.connect(self._show_writers)
        self.keeping.forward_asked.connect(self.composer.pass_on)
        self.composer.files_asked.connect(self._on_files_asked)
        self.tags.removed.connect(lambda tag: self._conversations.several.tag((self.interaction_id,), remove=(tag,)))
        self.tags.more_asked.connect(self.tag)
        self.facts.part_asked.connect(self._on_part_asked)
        self.facts.done_asked.connect(self._on_mention_done)
        self._services.macros.taken_back.connect(self.composer.ready.take_out)
        self._clock.ticked.connect(self._on_ticked)

    # ---------------------------------------------------------------- which one

    def _in_front(self) -> Conversation | None:
        return self._conversation

    @property
    def interaction_id(self) -> int:
        """0: none."""
        return self._conversation.interaction_id if self._conversation is not None else 0

    def show_conversation(self, interaction_id: int) -> None:
        """0: none."""
        if interaction_id == self.interaction_id:
            return
        before = self._conversation
        if before is not None:
            self._left[before.interaction_id] = self.composer.kind, self.transcript.place
            before.changed.disconnect(self._on_changed)
            before.failed.disconnect(self._on_failed)
            self._conversations.close(before.interaction_id)
        self._conversation = None
        self._painted.stop()
        self.looking.leave()
        self.composer.leave()
        if not interaction_id:
            return
        self._patience.start()
        kind, self._returning = self._left.pop(interaction_id, (DraftKind.REPLY, None))
        self.composer.want_kind(interaction_id, kind)
        self._conversation = self._conversations.open(interaction_id)
        self._conversation.changed.connect(self._on_changed)
        self._conversation.failed.connect(self._on_failed)
        self._on_changed()

    def _on_changed(self) -> None:
        conversation = self._conversation
        if conversation is None:
            return
        if not conversation.is_loaded:
            return
        self._patience.stop()
        now = self._clock.now()
        if conversation.row is not None and conversation.row.interaction_id != conversation.interaction_id:
            self._left[conversation.row.interaction_id] = self.composer.kind, None  # what is written goes on there
            self.show_conversation(conversation.row.interaction_id)  # another one stands for it by now
            return
        self.head.show_conversation(conversation.interaction, conversation.row, now)
        self.tags.show_tags(conversation.tags)
        self.facts.show_facts(conversation.merged, conversation.asked_by, conversation.endings)
        is_empty = not conversation.messages
        if is_empty:
            self.state.say("mail", tr("Nothing was said yet"), tr("Write the first message below."))
        self._show_messages(conversation)
        if not self.looking.is_looking:
            self._stack.setCurrentWidget(self.state if is_empty else self.transcript)
        self._painted.start()
        if conversation.interaction is not None:
            channel = conversation.interaction.channel
            self.composer.ready.be_about(conversation.interaction_id, _queue(conversation), channel)
            self.composer.show_conversation(
                conversation.interaction_id,
                channel,
                to_answer([shown.written for shown in conversation.messages]),
                _partner(conversation.interaction),
            )
            self.interaction_changed.emit(conversation.interaction)
        self.composer.keep_to((conversation.interaction_id, *(part.interaction_id for part in conversation.merged)))
        self._show_writers()
        row = conversation.row
        is_theirs = row is not None and row.agent not in ("", self._services.agent.agent)  # and theirs to read
        if row is not None and row.is_unread and not is_theirs and self.isVisible():
            self._conversations.mark_read(conversation.interaction_id)

    def _show_messages(self, conversation: Conversation) -> None:
        """Where they were left, when it was left in the middle."""
        self.transcript.show_messages(conversation.messages, has_earlier=conversation.has_earlier)
        if self._returning is not None:
            place, self._returning = self._returning, None
            self.transcript.return_to(place)

    def _show_reading(self) -> None:
        """It takes long: what is seen is still the conversation before."""
        self.head.show_conversation(None, None, self._clock.now())
        self.state.say("mail", tr("Reading"), tr("What was said so far appears here."))
        self._stack.setCurrentWidget(self.state)

    def _show_writers(self) -> None:
        """Who is answering the same, or did while this answer was being written: nobody is to get two unseen."""
        conversation = self._conversation
        if conversation is None:
            return
        names = ", ".join(sorted({draft.agent for draft in conversation.writers}))
        said = [one.written for one in conversation.messages]
        other = overtaken_by(self.composer.draft, said)
        words = [tr("{names} is writing to this customer.", names=names)] if names else []
        words += [tr("{name} answered since you began to write.", name=other)] if other else []
        if words:
            self.writers.say(*words)
        self.writers.setVisible(bool(words))

    def _on_failed(self, _error: object) -> None:
        self._patience.stop()
        if self._conversation is not None and not self._conversation.is_loaded:
            words = tr("The store does not answer. What you write is kept and saved as soon as it does.")
            self.state.say("circle-alert", tr("This conversation cannot be read now"), words)
            self._stack.setCurrentWidget(self.state)

    # ---------------------------------------------------------------- orders

    def focus_editor(self) -> None:
        self.composer.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def write_subject(self) -> None:
        """As soon as there is a field for it."""
        self.composer.fields.want_subject()

    def send(self) -> None:
        self.composer.send()

    def _on_take(self) -> None:
        self._conversations.take(self.interaction_id)

    def _on_put_back(self) -> None:
        self._conversations.several.give((self.interaction_id,), "")

    @cached_property
    def orders(self) -> "Orders":
        """Built when the first is given."""
        from desktop.ui.conversation.handing.orders import Orders

        return Orders(self._services, self._clock, self)

    def use_keys(self, keys: "Shortcuts") -> None:
        """What the menu shows beside its orders."""
        self._keys = keys
        self.keeping.use_keys(keys)

    def give(self) -> None:
        """To a colleague or a queue."""
        if self._row is not None:
            self.orders.give((self._row,), self.head.more_button)

    def tag(self) -> None:
        """Put one to it, or take one away, closed or open."""
        if self._conversation is not None and self._conversation.is_loaded:
            self.orders.tag_these((self.interaction_id,), self._conversation.tags, self.head.more_button)

    def merge(self) -> None:
        if self.interaction_id:
            self.orders.merge(self.interaction_id, self.head.more_button)

    def macros(self) -> None:
        """Each says what it will do before it does."""
        row = self._row
        if row is None:
            return
        from desktop.ui.texts.macro_dialog import MacroDialog

        made = MacroDialog(self._services.texts, self._services.interactions, (row.queue,), self)
        made.chosen.connect(self.run_macro)
        made.open()

    def run_macro(self, macro: Macro) -> None:
        self.composer.ready.put_all(macro)
        self._services.macros.run(macro, self.interaction_id)

    def end(self) -> None:
        """With how it ended; what is closed is opened again."""
        if self._row is not None:
            self.orders.end((self._row,), self.head.end_button)
        else:
            self._on_reopen()

    def own(self) -> None:
        """Take it; what one has goes back to its queue."""
        if self._row is not None:
            self.head.owner_button.click()

    @property
    def _row(self) -> WorkRow | None:
        """None for one that is closed."""
        return self._conversation.row if self._conversation is not None else None

    def _on_more(self) -> None:
        button = self.head.more_button
        self.more_menu().popup(button.mapToGlobal(button.rect().bottomLeft()))

    def more_menu(self) -> QMenu:
        rows = (self._row,) if self._row is not None else ()
        return more_menu(self.head.more_button, self._conversations.several, rows, self._clock.now, self._entries())

    def _entries(self) -> list[Entry]:
        def cap(name: str) -> str:
            return self._keys.keys(name) if self._keys is not None else ""

        merge = Entry(words=tr("Merge with…"), order=self.merge, key=cap("merge"))
        tag = Entry(words=tr("Tags…"), order=self.tag, key=cap("tag"))
        customer = self._conversation.customer if self._conversation is not None else None
        about = mailing_entry(self._services.mailings.left_out, customer) if customer is not None else None
        whose, kept = [about] if about is not None else [], self.keeping.entries()
        if self._row is None:
            return [tag, merge, *whose, *kept]
        give = Entry(words=tr("Give it to…"), order=self.give, key=cap("give"))
        return [give, tag, merge, Entry(words=tr("Macros…"), order=self.macros, key=cap("macros")), *whose, *kept]

    def _on_part_asked(self, part: MergedPart) -> None:
        self._conversations.handing.part(self.interaction_id, part.interaction_id, part.subject)

    def _on_mention_done(self) -> None:
        self._conversations.handing.done_with_mention(self.interaction_id)

    def _on_reopen(self) -> None:
        if self._conversation is not None and self._conversation.is_loaded:  # else it may be open
            self._conversations.reopen(self.interaction_id)

    def _on_keyboard_left(self) -> None:
        """To where Enter does nothing: it would open again what one has just closed."""
        place = self.transcript if self.transcript.isVisible() else self
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_earlier_wanted(self) -> None:
        if self._conversation is not None:
            self._conversation.load_earlier()

    def _on_files_asked(self) -> None:
        paths, _ = QFileDialog.getOpenFileNames(self, tr("Attach files"))
        self.composer.attach(paths)

    def _on_file(self, message_id: int, info: AttachmentInfo) -> None:
        self.looking.look(message_id, info, self._author(message_id))

    def _on_save(self, message_id: int, info: AttachmentInfo) -> None:
        self.looking.save(message_id, info, self._author(message_id))

    def _on_carry(self, message_id: int, info: AttachmentInfo) -> None:
        self.looking.carry(message_id, info, self._author(message_id))

    def _author(self, message_id: int) -> str:
        """The address that a message came from."""
        said = (one.written for one in self.transcript.messages if one.written.message.id == message_id)
        senders = (who.address for one in said for who in one.of(Role.FROM))
        return next(senders, "")

    def _on_thumbnail_asked(self, message_id: int, info: AttachmentInfo) -> None:
        def show(image: QImage) -> None:
            card = self.transcript.card(message_id)
            if card is not None:
                card.show_thumbnail(info, image)

        self.looking.thumbnail(message_id, info, show)

    def _on_pictures_asked(self, message_id: int) -> None:
        if self._conversation is not None:
            self._conversation.show_pictures(message_id)

    def _show_said(self) -> None:
        self._stack.setCurrentWidget(self.transcript if self.transcript.messages else self.state)

    def _on_ticked(self) -> None:
        if self._conversation is not None and self.isVisible():
            self.head.show_time(self._clock.now())


def _queue(conversation: Conversation) -> str:
    row, interaction = conversation.row, conversation.interaction
    return row.queue if row is not None else interaction.queue if interaction is not None else ""


def _partner(interaction: Interaction) -> Participant:
    return Participant(address=interaction.address, name=interaction.customer_name)
