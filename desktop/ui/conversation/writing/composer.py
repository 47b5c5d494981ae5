"""Where one answers: to whom, what, with which files; saved as it is typed, sent by one key."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.domain.channel import Channel
from desktop.domain.text import tr
from desktop.domain.written import Draft, DraftKind, Outgoing, Participant, StoredFile, WrittenMessage
from desktop.services.channel import Capabilities
from desktop.services.desk import DeskServices
from desktop.services.messaging.drafting import Key
from desktop.ui.clock import Clock
from desktop.ui.conversation.card import as_html
from desktop.ui.conversation.writing.awaited import Order
from desktop.ui.conversation.writing.draft_files import DraftFiles, to_send
from desktop.ui.conversation.writing.draft_recipients import DraftRecipients
from desktop.ui.conversation.writing.editor import Editor
from desktop.ui.conversation.writing.files_row import FilesRow
from desktop.ui.conversation.writing.foot import Foot, HindranceLine, WaitingLine
from desktop.ui.conversation.writing.format_bar import FormatBar
from desktop.ui.conversation.writing.frame import stack_up
from desktop.ui.conversation.writing.kinds import KINDS, place_of
from desktop.ui.conversation.writing.later import Later, later_menu
from desktop.ui.look.theme import tokens
from desktop.ui.look.tokens import RADIUS_CARD, XS
from desktop.ui.texts.ready_input import ReadyInput
from desktop.ui.widgets.paint import rounded
from desktop.ui.widgets.segments import Segments
from desktop.ui.words import channel_name


class Composer(QWidget):
    """One draft of a kind for each conversation. Nobody but the agent changes what is in it."""

    typed = Signal()
    begun = Signal()  # another draft is shown, or none
    files_asked = Signal()

    def __init__(self, services: DeskServices, clock: Clock) -> None:
        super().__init__()
        self._composing, self._accounts = services.composing, services.accounts
        self._clock = clock
        self._interaction_id = 0
        self._channel = Channel.EMAIL
        self._last: WrittenMessage | None = None
        self._draft: Draft | None = None
        self._begun: Draft | None = None  # as it was begun, while nothing stood in it
        self._partner: Participant | None = None
        self._asked = 0
        self._is_sending = False
        self._wanted = (0, DraftKind.REPLY)
        self._cursors: dict[int, int] = {}  # where each conversation was left, by interaction id
        self._build(services)
        self._connect()
        self._show_draft()

    def _build(self, services: DeskServices) -> None:
        self.setAccessibleName(tr("Your answer"))  # "Answer" is what one does to a call
        words = (channel_name(Channel.EMAIL), tr("Forward"), tr("Note"))
        self.kinds = Segments(words, tr("What is written"))
        self.recipients = who = DraftRecipients(services, self)
        self.fields, self.line, self.all_button = who.fields, who.line, who.all_button
        self.editor = Editor("")
        self.ready = ReadyInput(self.editor, services.texts)
        self.files = FilesRow()
        self.bar = FormatBar(self.editor)
        self.hindered, self.waiting = HindranceLine(), WaitingLine()
        self._foot = foot = Foot(self._clock)
        self.attach_button, self.format_button = foot.attach_button, foot.format_button
        self.texts_button = foot.texts_button
        self._saved, self.later_button, self.send_button = foot.saved, foot.later_button, foot.send_button
        self.files.follow(self.editor)
        self.draft_files = DraftFiles(services, self.editor, self.files, self)
        text = (self.editor, self.ready.gaps)
        head = (self.kinds, self.line, self.all_button)
        stack_up(self, head, (who.box, who.rule), text, (self.files, self.bar, self.hindered, self.waiting, foot))
        self.bar.open_by(self.format_button)

    def _connect(self) -> None:
        self.kinds.chosen.connect(self._on_kind_chosen)
        self.recipients.changed.connect(self._on_recipients_changed)
        self.editor.textChanged.connect(self._on_text_changed)
        # its button goes, and Qt would hand the keyboard to the recipients: what is typed would be written over them
        self.all_button.clicked.connect(lambda: self.editor.setFocus(Qt.FocusReason.OtherFocusReason))
        self.draft_files.changed.connect(self._on_files_changed)
        self.draft_files.all_read.connect(self._on_all_read)
        self.draft_files.waiting_changed.connect(self._show_what_can_be_done)
        self.draft_files.sent_unseen.connect(self._on_sent_unseen)
        self.waiting.called_off.connect(self._on_waiting_called_off)
        self.attach_button.clicked.connect(self.files_asked)
        self.texts_button.clicked.connect(self.ready.list.open)
        self.send_button.clicked.connect(self.send)
        self.later_button.clicked.connect(self._on_later)
        self._composing.saved.connect(self._on_saved)
        self._composing.queued.connect(self._on_queued)
        self._composing.noted.connect(self._on_done)
        self._composing.not_queued.connect(self._on_not_queued)
        self._composing.recalled.connect(self._on_recalled)
        self._composing.discarded.connect(self._on_discarded)

    # ---------------------------------------------------------------- which conversation

    @property
    def draft(self) -> Draft | None:
        """As it is on the screen; None while it is being read."""
        return self._draft

    @property
    def begun_in(self) -> int:
        """Where its draft belongs: here, or in what was merged with this since. 0 while there is none."""
        return self._draft.interaction_id if self._draft is not None else 0

    @property
    def kind(self) -> DraftKind:
        """An answer, or the first message where nothing was said yet."""
        chosen = KINDS[self.kinds.current]
        return DraftKind.NEW if chosen is DraftKind.REPLY and self._last is None else chosen

    @property
    def saved_words(self) -> str:
        return self._saved.text

    def show_conversation(
        self, interaction_id: int, channel: Channel, last: WrittenMessage | None, partner: Participant
    ) -> None:
        """`last` is the newest message that was not written for colleagues; the first one goes to `partner`."""
        self._partner = partner
        if interaction_id == self._interaction_id:
            self._follow(last)
            return
        self._interaction_id, self._channel, self._last = interaction_id, channel, last
        self.kinds.set_words(0, channel_name(channel))
        is_of_letters = self._capabilities().has_subject
        self.recipients.use(channel, has_subject=is_of_letters)
        self.kinds.offer([place_of(kind) for kind in KINDS if is_of_letters or kind is not DraftKind.FORWARD])
        wanted, self._wanted = self._wanted, (0, DraftKind.REPLY)
        self.kinds.choose(place_of(wanted[1]) if wanted[0] == interaction_id else 0)
        self._begin()

    def want_kind(self, interaction_id: int, kind: DraftKind) -> None:
        """What is written there: at once, or when that conversation is shown."""
        if interaction_id != self._interaction_id:
            self._wanted = interaction_id, kind
        elif self.kinds.current != place_of(kind):
            self.kinds.choose(place_of(kind))
            self._begin()

    def leave(self) -> None:
        """Nothing is written here until another conversation is shown."""
        if self._draft is not None:
            self._cursors[self._interaction_id] = self.editor.textCursor().position()
        self._asked += 1
        self._interaction_id, self._draft = 0, None
        self._show_draft()

    def keep_to(self, family: Sequence[int]) -> None:
        """An answer to what was parted from here is not one to what is left: it stays a draft there."""
        if self.begun_in and self.begun_in not in family:
            self._begin()

    def _follow(self, last: WrittenMessage | None) -> None:
        """Another message came: an answer that is not begun is one to that; a begun one stays as it is."""
        before, self._last = self._last, last
        is_other = (before.message.id if before is not None else 0) != (last.message.id if last is not None else 0)
        if is_other and self._draft is not None and self._is_blank() and self.kind is DraftKind.REPLY:
            self._begin()
        elif is_other:
            self.recipients.follow_conversation(last)

    def pass_on(self, message: WrittenMessage) -> None:
        """That very one is forwarded."""
        self.kinds.choose(place_of(DraftKind.FORWARD))
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self._begin(message)

    def _begin(self, passed_on: WrittenMessage | None = None) -> None:
        """Read the draft there is, or begin one."""
        self._asked += 1
        self._draft, self._is_sending = None, False
        self._show_draft()
        here, done = self._interaction_id, partial(self._on_begun, asked=self._asked)
        answered = passed_on or (None if self.kind is DraftKind.NOTE else self._last)
        is_chosen = passed_on is not None
        self._composing.begin(here, self.kind, answered=answered, owner=self, done=done, is_chosen=is_chosen)

    def _on_begun(self, draft: Draft, asked: int | None = None) -> None:
        if asked not in (None, self._asked):  # another was asked for since
            return
        if draft.kind is DraftKind.NEW and not draft.to and self._partner is not None and self._partner.address:
            draft = replace(draft, to=(self._partner,))
        self._draft = draft
        self._show_draft()
        self.editor.put_cursor(self._cursors.pop(draft.interaction_id, None))
        self.recipients.offer_all()
        if draft.kind is DraftKind.FORWARD and not draft.to and self.editor.hasFocus():
            self.fields.field("to").setFocus(Qt.FocusReason.OtherFocusReason)  # or whom it is for stands in the text

    def _show_draft(self) -> None:
        """All of it anew."""
        draft = self._draft
        is_note = self.kind is DraftKind.NOTE
        self.editor.blockSignals(True)
        self.editor.load((draft.html or as_html(draft.text)) if draft is not None else "")
        if self.ready.settle() and draft is not None:  # a template
            self._draft = draft = replace(draft, text=self.editor.toPlainText(), html=self.editor.html)
        self._begun = draft if draft is not None and draft.saved_at is None and self._is_blank() else None
        self.editor.blockSignals(False)
        self.editor.set_hint(tr("For colleagues; the customer never sees it.") if is_note else self._hint())
        self.editor.setReadOnly(draft is None)
        self.send_button.set_text(tr("Add note") if is_note else tr("Send"))
        self.attach_button.setEnabled(not is_note)
        self._show_what_the_channel_takes()
        self.later_button.setEnabled(False)
        self._saved.begin(draft.saved_at if draft is not None else None)
        self.recipients.begin(None if is_note else draft, self._last)
        self.draft_files.begin(None if is_note else draft, self._capabilities().largest_attachment)
        self._show_what_can_be_done()
        self.update()
        self.begun.emit()

    def _hint(self) -> str:
        if self.kind is DraftKind.FORWARD:
            return tr("The message follows below what you write.")
        return tr("Write the first message.") if self.kind is DraftKind.NEW else tr("Write an answer.")

    def _capabilities(self) -> Capabilities:
        return self._accounts.capabilities(self._channel)

    def _show_what_the_channel_takes(self) -> None:
        can = self._capabilities()
        self._foot.use(can)
        self.editor.setAcceptRichText(can.has_html)

    def _show_what_can_be_done(self) -> None:
        draft = self._draft
        hindrance = self._composing.hindrance(self._channel, draft, self._last) if draft is not None else ""
        self.hindered.say(hindrance)
        says = not self._is_blank() or self.kind is DraftKind.FORWARD  # what is forwarded may say enough
        is_fit = draft is not None and says and self.draft_files.is_small and not hindrance
        is_waiting = self.draft_files.is_awaited
        self.waiting.setVisible(is_waiting)
        can_send = is_fit and not self._is_sending and not is_waiting
        if not can_send:
            self._keep_keyboard()
        self.send_button.setEnabled(can_send)
        self.later_button.setEnabled(can_send and self.kind is not DraftKind.NOTE)

    def _keep_keyboard(self) -> None:
        """What sends is about to be disabled: Qt would hand the keyboard to the next button, which calls somebody."""
        if self.send_button.hasFocus() or self.later_button.hasFocus():
            self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _is_blank(self) -> bool:
        draft = self._draft
        return draft is None or not (self.ready.is_written(draft.text) or draft.files or "<img" in draft.html)

    # ---------------------------------------------------------------- what is typed

    def _write(self, draft: Draft) -> None:
        """It is another from now on; not while it is put into the outbox, or it would stay a draft beside itself."""
        if self._is_sending:
            return
        self._draft = draft
        self.draft_files.follow(draft)
        self.recipients.follow(draft)
        if self._is_as_begun(draft):  # taken back, or rubbed out: a restart would take the template for written
            self._saved.begin(None)
            self._composing.unwrite(draft.interaction_id, draft.kind)
        else:
            self._saved.note_typed()
            self._composing.write(draft)
        self._show_what_can_be_done()
        self.typed.emit()

    def _is_as_begun(self, draft: Draft) -> bool:
        """Nothing but what it was begun with, on this screen, before a word was written."""
        begun = self._begun
        return begun is not None and replace(draft, html=begun.html) == begun

    def _on_text_changed(self) -> None:
        if self._draft is not None and not self.editor.isReadOnly():
            self._write(replace(self._draft, text=self.editor.toPlainText(), html=self.editor.html))

    def _on_recipients_changed(self, draft: Draft) -> None:
        self._write(draft)

    def _on_kind_chosen(self, _number: int) -> None:
        self._begin()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---------------------------------------------------------------- files

    def attach(self, paths: Sequence[str]) -> None:
        self.draft_files.attach(paths)

    def _on_files_changed(self, files: tuple[StoredFile, ...]) -> None:
        if self._draft is not None:
            self._write(replace(self._draft, files=files))

    # ---------------------------------------------------------------- on its way

    def send(self) -> None:
        """After the undo window; a note at once."""
        self._send_by(self._composing.send)

    def send_later(self, at: datetime) -> None:
        self._send_by(lambda draft: self._composing.send_later(draft, at))

    def _send_by(self, order: Order) -> None:
        """As soon as its files are read."""
        draft = self._ready()
        if draft is None:
            return
        if self.draft_files.is_reading:
            self.draft_files.wait(order)
        else:
            self._close_for_sending(is_sending=True)
            order(to_send(draft))

    def _on_all_read(self, order: Order) -> None:
        self._send_by(order)
        if not self._is_sending:
            self.draft_files.kept_back.emit()

    def _on_sent_unseen(self, key: Key) -> None:
        """One came back to it in the same moment: what is read of it now is what is there then."""
        if key == (self._interaction_id, self.kind):
            self._begin()

    def _on_waiting_called_off(self) -> None:
        self.draft_files.wait(None)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ready(self) -> Draft | None:
        """What can be sent; else it is said why not."""
        draft = self._draft
        if draft is None or not self.send_button.isEnabled():
            return None
        if not self.recipients.check():
            return None
        if draft.kind is not DraftKind.NOTE and self.ready.gaps.go_to_first():
            return None
        return draft

    def _close_for_sending(self, *, is_sending: bool) -> None:
        self._is_sending = is_sending
        self.editor.setReadOnly(is_sending)
        self._show_what_can_be_done()

    def _on_later(self) -> None:
        words, which = tr("Send later"), (self._interaction_id, self.kind)
        later = Later(title=words, verb=words, now=self._clock.now, chosen=lambda at: self._send_one_later(which, at))
        menu = later_menu(self, later, self.later_button)  # above its button: that is at the window's foot
        menu.popup(self.later_button.mapToGlobal(QPoint(0, -menu.sizeHint().height() - XS)))

    def _send_one_later(self, which: Key, at: datetime) -> None:
        """Not what has taken its place here since the menu was opened."""
        if which == (self._interaction_id, self.kind):
            self.send_later(at)

    def _on_queued(self, outgoing: Outgoing) -> None:
        self._on_done(outgoing.interaction_id)

    def _on_done(self, interaction_id: int) -> None:
        if interaction_id in (self._interaction_id, self.begun_in) and self._is_sending:
            self._begin()

    def _on_not_queued(self, draft: Draft, _error: object) -> None:
        if draft.interaction_id == self.begun_in:
            self._close_for_sending(is_sending=False)

    def _on_recalled(self, draft: Draft) -> None:
        if draft.interaction_id != self._interaction_id:
            return
        self._asked += 1
        self.kinds.choose(place_of(draft.kind))
        self._on_begun(draft)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_discarded(self, interaction_id: int, kind: object) -> None:
        if interaction_id == self.begun_in and kind is self.kind:
            self._begin()

    def _on_saved(self, interaction_id: int, kind: object, at: datetime) -> None:
        if interaction_id == self.begun_in and kind is self.kind:
            self._saved.note_saved(at)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        now = tokens()
        fill = now.amber_soft if self.kind is DraftKind.NOTE else now.panel
        rounded(QPainter(self), QRectF(self.rect()), RADIUS_CARD, fill, now.line)
