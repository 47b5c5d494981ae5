"""Who gets one draft: on its line, in the fields below it, and as an answer to all."""

from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal

from desktop.domain.channel import Channel
from desktop.domain.text import tr
from desktop.domain.written import Draft, DraftKind, Participant, WrittenMessage
from desktop.services.desk import DeskServices
from desktop.ui.conversation.writing.frame import one_below_another
from desktop.ui.conversation.writing.recipients import RecipientFields, RecipientsHead
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.layout import rule


class DraftRecipients(QObject):
    """A note has none. What should be seen before it is sent opens the fields."""

    changed = Signal(object)  # Draft: who gets it, and its subject, from now on

    def __init__(self, services: DeskServices, parent: QObject) -> None:
        super().__init__(parent)
        self._composing = services.composing
        self._channel = Channel.EMAIL
        self._draft: Draft | None = None
        self._last: WrittenMessage | None = None
        self._for_all: Draft | None = None
        self._asked = 0
        self.fields = RecipientFields(services.directory, self._parse)
        self.line = RecipientsHead(self.fields)
        self.all_button = Button(tr("Answer all"), "link", face="small_medium")
        self.box = one_below_another(self.line.everybody, self.fields)
        self.rule = rule("ruleQuiet")  # below the fields, when they are open
        self.line.clicked.connect(self._on_line_clicked)
        self.all_button.clicked.connect(self._on_answer_all)
        self.fields.changed.connect(self._on_fields_changed)
        self.open(is_open=False)

    def use(self, channel: Channel, *, has_subject: bool) -> None:
        self._channel = channel
        self.fields.use(channel, has_subject=has_subject)

    # ---------------------------------------------------------------- which draft

    def begin(self, draft: Draft | None, last: WrittenMessage | None) -> None:
        """Another draft is shown; None: none, or one that nobody gets. `last` is what was said before it."""
        self._draft, self._last, self._for_all = draft, last, None
        self._asked += 1
        self.all_button.hide()
        if draft is not None:
            self.fields.show_draft(draft)
        self.open(is_open=draft is not None and (draft.kind is DraftKind.NEW or not draft.to or bool(draft.unfinished)))
        self._show()

    def follow(self, draft: Draft) -> None:
        """As it is written; with its files it may become too large."""
        before, self._draft = self._draft, draft if self._draft is not None else None
        if before is not None and before.files != draft.files:
            self._show()

    def follow_conversation(self, last: WrittenMessage | None) -> None:
        """Another message came."""
        self._last = last
        self._show()

    def _show(self) -> None:
        draft = self._draft
        self.line.setVisible(draft is not None)
        if draft is None:
            return
        warnings = self._composing.warnings(draft, self._last)
        self.line.show_draft(draft, warnings)
        self.fields.warn(" · ".join(warnings))
        if warnings:  # to be seen whole
            self.open(is_open=True)

    # ---------------------------------------------------------------- the fields

    def open(self, *, is_open: bool) -> None:
        self.fields.setVisible(is_open)
        self.rule.setVisible(is_open)
        self.line.show_everybody()
        self.fields.give_keyboard()

    def check(self) -> bool:
        """Whether it can go to them; else it is said why not, and the keyboard is where that is mended."""
        if self._draft is None:
            return True
        if self._draft.to and self.fields.check():
            return True
        self.open(is_open=True)
        self.fields.check()
        if not self._draft.to:
            self.fields.field("to").setFocus(Qt.FocusReason.OtherFocusReason)
        return False

    def _parse(self, typed: str) -> tuple[Participant, ...]:
        return self._composing.addresses(self._channel, typed)

    def _on_fields_changed(self) -> None:
        draft = self._draft
        if draft is None:
            return
        self.changed.emit(
            replace(
                draft,
                subject=self.fields.subject.text().strip(),
                to=self.fields.people("to", draft.to),
                cc=self.fields.people("cc", draft.cc),
                bcc=self.fields.people("bcc", draft.bcc),
                unfinished=self.fields.unfinished,
            )
        )
        self._show()

    def _on_line_clicked(self) -> None:
        self.open(is_open=not self.fields.isVisible())
        if self.fields.isVisible():
            self.fields.field("to").setFocus(Qt.FocusReason.OtherFocusReason)

    # ---------------------------------------------------------------- an answer to all

    def offer_all(self) -> None:
        """Where an answer to all would go to more than this one."""
        draft, last, asked = self._draft, self._last, self._asked
        if draft is None or draft.kind is not DraftKind.REPLY or last is None:
            return
        self._composing.address_all(
            draft,
            answered=last,
            owner=self,
            done=lambda for_all: self._on_addressed(for_all) if asked == self._asked else None,
        )

    def _on_addressed(self, for_all: Draft) -> None:
        self._for_all = for_all
        self.all_button.setVisible(self._draft is not None and not _people(for_all) <= _people(self._draft))

    def _on_answer_all(self) -> None:
        if self._draft is not None and self._for_all is not None:
            unfinished = tuple(one for one in self._draft.unfinished if one[0] == "bcc")
            self.changed.emit(replace(self._draft, to=self._for_all.to, cc=self._for_all.cc, unfinished=unfinished))
            self.fields.show_draft(self._draft)
            self._show()
            self.all_button.hide()


def _people(draft: Draft) -> set[str]:
    return {who.address for who in (*draft.to, *draft.cc)}
