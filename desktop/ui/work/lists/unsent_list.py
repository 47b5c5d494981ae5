"""Drafts and the outbox in the place of the work list: what each is about, and what can still be done about it."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QStackedLayout, QWidget
from typing_extensions import override

from desktop.domain.interaction import Interaction
from desktop.domain.text import tr
from desktop.domain.written import Draft, DraftKind, OutboxState, Outgoing
from desktop.services.desk import DeskServices
from desktop.services.messaging.unsent import DraftRow, EarlierRow, LetterRow
from desktop.ui.clock import Clock
from desktop.ui.conversation.outgoing_line import labels
from desktop.ui.conversation.words import names_of, outgoing_short_words
from desktop.ui.lists.rows import Row, RowDelegate
from desktop.ui.lists.rows_model import Line, RowsModel
from desktop.ui.lists.views import list_view, on_quiet_ground
from desktop.ui.look.tokens import M, S
from desktop.ui.widgets.banners import Banner
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.layout import column, row, rule
from desktop.ui.words import ago, clock_time, day_and_time
from desktop.ui.work.lists.unsent_line import UnsentKind, unsent_words

_MINUTE = 60  # s
_FIRST, _SHOWN = 200, 160  # characters of a draft in a row, and below the list
_STATES = {
    OutboxState.WAITING: "accent",
    OutboxState.SENDING: "accent",
    OutboxState.HELD: "amber",
    OutboxState.FAILED: "red",
    OutboxState.SENT: "neutral",
}


class UnsentList(QWidget):
    """`opened` asks for the conversation of what is chosen. Del takes a draft away, a notice brings it back."""

    opened = Signal(int, object)  # interaction id, DraftKind or None
    entered = Signal()
    counted = Signal(int)

    def __init__(self, services: DeskServices, clock: Clock) -> None:
        super().__init__()
        self._unsent, self._composing, self._clock = services.unsent, services.composing, clock
        self._kind = UnsentKind.DRAFTS
        self._is_filling = False
        self._build()
        self._unsent.changed.connect(self._show)
        self._unsent.failed.connect(self._on_failed)
        clock.ticked.connect(self._on_ticked)
        self._list.selectionModel().currentChanged.connect(self._on_chosen)
        self._list.activated.connect(lambda _: self.entered.emit())
        self.discard_button.clicked.connect(self._discard)
        self.release_button.clicked.connect(self._release)
        self.recall_button.clicked.connect(self._recall)

    def _build(self) -> None:
        self._model = RowsModel(self)
        self._list = list_view("")
        on_quiet_ground(self._list)
        self._list.setModel(self._model)
        self._list.setItemDelegate(RowDelegate(self._list))
        self._list.setUniformItemSizes(True)
        self._empty = EmptyState("pencil", "", "")
        self.words = Banner("accent")
        self.discard_button = Button(tr("Throw away"), small=True)
        self.release_button = Button("", small=True)
        self.recall_button = Button(tr("Take back"), small=True)
        outer = column(self)
        self._stack = QStackedLayout()
        outer.addLayout(self._stack, 1)
        for page in (self._list, self._empty):
            self._stack.addWidget(page)
        self._foot = QWidget()
        foot = column(self._foot, spacing=S)
        foot.addWidget(rule("ruleQuiet"))
        inner = column(margins=(M, 0, M, M), spacing=S)
        inner.addWidget(self.words)
        buttons = row()
        for button in (self.release_button, self.recall_button, self.discard_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        inner.addLayout(buttons)
        foot.addLayout(inner)
        outer.addWidget(self._foot)

    @property
    def view(self) -> QListView:
        return self._list

    @property
    def kind(self) -> UnsentKind:
        return self._kind

    def show_kind(self, kind: UnsentKind) -> None:
        self._kind = kind
        self._choose_nothing()
        self._list.setAccessibleName(unsent_words(kind))
        self._unsent.refresh()
        self._show()

    def focus_list(self) -> None:
        """With the first row chosen, where the keyboard begins."""
        if self._model.rowCount() and not self._list.currentIndex().isValid():
            self._list.setCurrentIndex(self._model.index(0, 0))
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---------------------------------------------------------------- what is shown

    def _show(self) -> None:
        """What is chosen stays so while it is there."""
        kept = _key(self._chosen)
        if self._kind is UnsentKind.DRAFTS:
            lines = [Line(row=_row(one, self._clock), value=one) for one in self._unsent.drafts]
        else:
            lines = [Line(row=letter_row(one, self._clock), value=one) for one in self._unsent.letters]
        if [_key(line.value) for line in lines] == [_key(self._model.value(n)) for n in range(self._model.rowCount())]:
            self._model.renew(lines)
        else:
            self._fill(lines, kept)
        self._say_nothing()
        self._stack.setCurrentWidget(self._list if lines else self._empty)
        self._show_foot()
        if not self.isHidden():
            self.counted.emit(len(lines))

    def _fill(self, lines: Sequence[Line], kept: tuple[object, ...]) -> None:
        self._is_filling = True
        self._model.replace(lines)
        found = next((n for n, line in enumerate(lines) if kept and _key(line.value) == kept), -1)
        if found >= 0:
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self._list.selectionModel().setCurrentIndex(self._model.index(found, 0), flags)
        self._is_filling = False

    def _say_nothing(self) -> None:
        if self._kind is UnsentKind.DRAFTS:
            self._empty.say("pencil", tr("No drafts"), tr("What you begin to write and do not send is kept here."))
        else:
            words = tr("What you send is here until the server has taken it, and when it could not be sent.")
            self._empty.say("mail", tr("Everything is sent"), words)

    def _show_foot(self) -> None:
        chosen = self._chosen
        self._foot.setVisible(chosen is not None)
        self.discard_button.setVisible(isinstance(chosen, DraftRow | EarlierRow))
        self.words.setVisible(isinstance(chosen, LetterRow | EarlierRow))
        release = recall = ""
        if isinstance(chosen, EarlierRow):
            self.words.set_tone("accent")
            self.words.say(_earlier_words(chosen.draft))
            recall = tr("Put it above the draft")
        if isinstance(chosen, LetterRow):
            now = self._clock.now()
            said, tone = outgoing_short_words(chosen.outgoing, now)
            self.words.set_tone(tone)
            self.words.say(said)
            release, recall = labels(chosen.outgoing, now)
        self.release_button.set_text(release)
        self.release_button.setVisible(bool(release))
        self.recall_button.set_text(recall)
        self.recall_button.setVisible(bool(recall))

    @property
    def _chosen(self) -> object:
        return self._model.value(self._list.currentIndex().row())

    def _choose_nothing(self) -> None:
        self._is_filling = True
        self._list.selectionModel().clear()
        self._is_filling = False

    def _on_failed(self, _error: object) -> None:
        if self.isVisible() and not self._model.rowCount():
            words = tr("The store does not answer. It is read again as soon as it does.")
            self._empty.say("circle-alert", tr("This list cannot be read now"), words)

    def _on_ticked(self) -> None:
        """Countdowns run, and say what can still be done."""
        if self.isVisible() and self._kind is UnsentKind.OUTBOX and self._unsent.letters:
            self._show()

    # ---------------------------------------------------------------- orders

    def _on_chosen(self, _current: QModelIndex, _before: QModelIndex) -> None:
        if self._is_filling:
            return
        self._show_foot()
        chosen = self._chosen
        if isinstance(chosen, DraftRow | EarlierRow):
            self.opened.emit(chosen.draft.interaction_id, chosen.draft.kind)
        elif isinstance(chosen, LetterRow):
            self.opened.emit(chosen.outgoing.interaction_id, None)

    def _discard(self) -> None:
        if isinstance(self._chosen, DraftRow | EarlierRow):
            self._unsent.discard(self._chosen)

    def _release(self) -> None:
        if isinstance(self._chosen, LetterRow) and self._chosen.outgoing.id is not None:
            self._composing.release(self._chosen.outgoing.id)

    def _recall(self) -> None:
        if isinstance(self._chosen, LetterRow) and self._chosen.outgoing.id is not None:
            self._composing.recall(self._chosen.outgoing.id)
        elif isinstance(self._chosen, EarlierRow):
            self._unsent.take_up(self._chosen)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and isinstance(self._chosen, DraftRow | EarlierRow):
            self._discard()
        else:
            super().keyPressEvent(event)


def _key(value: object) -> tuple[object, ...]:
    if isinstance(value, DraftRow):
        return value.draft.interaction_id, value.draft.kind
    if isinstance(value, EarlierRow):
        return ("earlier", value.earlier.id)
    return (value.outgoing.id,) if isinstance(value, LetterRow) else ()


def _row(one: DraftRow | EarlierRow, clock: Clock) -> Row:
    return draft_row(one, clock) if isinstance(one, DraftRow) else earlier_row(one, clock)


def earlier_row(one: EarlierRow, clock: Clock) -> Row:
    words = " ".join(one.draft.text.split())[:_FIRST]
    return replace(draft_row(one, clock), detail=words, badge=tr("earlier text"), badge_tone="amber")


def _earlier_words(draft: Draft) -> str:
    """When it was written, at which desk, and how it begins: the rest is read above the draft, once it is put there."""
    words = " ".join(draft.text.split())
    words = f"{words[:_SHOWN]}…" if len(words) > _SHOWN else words
    at = clock_time(draft.saved_at) if draft.saved_at is not None else ""
    desk = draft.desk or tr("another desk")
    return tr("Earlier text, {time}, from {desk}: “{words}”", time=at, desk=desk, words=words)


def draft_row(one: DraftRow | EarlierRow, clock: Clock) -> Row:
    """Who, about what, the first words, and when it was saved."""
    draft = one.draft
    first = " ".join(draft.text.split())[:_FIRST]
    subject = draft.subject or (one.interaction.subject if one.interaction is not None else "")
    return Row(
        title=_person(one.interaction) or names_of(draft.to) or tr("Nobody yet"),
        detail=" · ".join(part for part in (subject, first) if part) or tr("No subject"),
        side=ago(draft.saved_at, clock.now()) if draft.saved_at is not None else "",
        person=one.interaction.customer_name if one.interaction is not None else "",
        channel=one.interaction.channel if one.interaction is not None else None,
        badge=_kind_words(draft),
    )


def letter_row(one: LetterRow, clock: Clock) -> Row:
    """Who, about what, how far it is, and when it goes. A channel without subjects has the text's beginning."""
    outgoing = one.outgoing
    subject = one.interaction.subject if one.interaction is not None else ""
    side, tone = _when(outgoing, clock)
    return Row(
        title=_person(one.interaction) or ", ".join(outgoing.recipients[:3]) or tr("the customer"),
        detail=subject or one.begins or tr("No subject"),
        side=side,
        side_tone=tone,
        person=one.interaction.customer_name if one.interaction is not None else "",
        channel=one.interaction.channel if one.interaction is not None else None,
        badge=_state_words(outgoing),
        badge_tone="amber" if outgoing.error and not outgoing.needs_agent else _STATES[outgoing.state],
        is_unread=outgoing.needs_agent,
    )


def _person(interaction: Interaction | None) -> str:
    return (interaction.customer_name or interaction.address) if interaction is not None else ""


def _kind_words(draft: Draft) -> str:
    return {DraftKind.FORWARD: tr("forward"), DraftKind.NOTE: tr("note"), DraftKind.NEW: tr("new")}.get(draft.kind, "")


def _state_words(outgoing: Outgoing) -> str:
    match outgoing.state:
        case OutboxState.WAITING if outgoing.error:
            return tr("trying again")
        case OutboxState.WAITING:
            return tr("scheduled") if outgoing.is_scheduled else tr("waiting")
        case OutboxState.HELD:
            return tr("held")
        case OutboxState.SENDING:
            return tr("sending")
        case OutboxState.FAILED:
            return tr("not sent")
        case OutboxState.SENT:
            return ""


def _when(outgoing: Outgoing, clock: Clock) -> tuple[str, str]:
    """The countdown, or the time it goes at."""
    if outgoing.state is not OutboxState.WAITING:
        return "", "text3"
    at = outgoing.next_try_at if outgoing.error and outgoing.next_try_at is not None else outgoing.send_after
    left = (at - clock.now()).total_seconds()
    if left <= 0:
        return "", "text3"
    if left < _MINUTE:
        return tr("{seconds} s", seconds=int(left) + 1), "text3"
    is_today = at.astimezone().date() == clock.now().astimezone().date()
    return (clock_time(at) if is_today else day_and_time(at, clock.now())), "text3"
