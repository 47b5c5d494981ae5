"""The call log: every call or the missed ones, newest first, each called back with one key."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedLayout, QWidget
from typing_extensions import override

from desktop.domain.channel import Direction
from desktop.domain.history import EntryKind, TimelineKey
from desktop.domain.interaction import Interaction, InteractionState
from desktop.domain.text import tr
from desktop.services.call_log import CallLog
from desktop.services.ports import Numbering
from desktop.ui.clock import Clock
from desktop.ui.lists.rows import Row
from desktop.ui.lists.rows_model import Line, RowsModel
from desktop.ui.pages.parts import page_head, row_list
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.layout import column, rule
from desktop.ui.widgets.segments import Segments
from desktop.ui.words import call_log_words, day_and_time, who

_PAGE = 100
_MISSED = (InteractionState.MISSED, InteractionState.ABANDONED)


class CallsPage(QWidget):
    """Looking at the missed calls marks them as seen."""

    customer_chosen = Signal(int)

    def __init__(self, call_log: CallLog, numbering: Numbering, clock: Clock) -> None:
        super().__init__()
        self._call_log, self._numbering, self._clock = call_log, numbering, clock
        self._asked = 0
        self.model = RowsModel(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.segments = Segments((tr("All"), tr("Missed")), tr("Which calls"))
        self.call_button = Button(tr("Call back"), "primary", icon="phone", key="↵", small=True)
        self.call_button.setEnabled(False)
        head_box, head = page_head(tr("Calls"))
        head.addWidget(self.segments)
        head.addStretch(1)
        head.addWidget(self.call_button)
        self.view = row_list(tr("Calls"), self.model)
        self._empty = EmptyState("phone", tr("No calls yet"), tr("Calls you take, place or miss are listed here."))
        outer = column(self)
        outer.addWidget(head_box)
        outer.addWidget(rule("ruleQuiet"))
        self._stack = QStackedLayout()
        outer.addLayout(self._stack, 1)  # before it has pages: without a parent the first would be a window, and shown
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.view)

    def _connect(self) -> None:
        self._call_log.changed.connect(self._on_changed)
        self.model.more_wanted.connect(self._on_more_wanted)
        self.segments.chosen.connect(self._on_segment_chosen)
        self.view.selectionModel().currentChanged.connect(self._on_current_changed)
        self.view.activated.connect(self._on_activated)
        self.model.modelReset.connect(self._on_reset)
        self.call_button.clicked.connect(self._call_back)

    # ---------------------------------------------------------------- reading

    def _on_segment_chosen(self, _number: int) -> None:
        self._read()

    def _on_changed(self) -> None:
        if self.isVisible():
            self._read()

    def _read(self) -> None:
        self._asked += 1
        self._ask(self._answer(self._asked, self._show_first), None)

    def _answer(
        self, number: int, then: Callable[[Sequence[Interaction]], None]
    ) -> Callable[[Sequence[Interaction]], None]:
        """`then`, unless something else was asked meanwhile."""

        def done(calls: Sequence[Interaction]) -> None:
            if number == self._asked:
                then(calls)

        return done

    def _ask(self, done: Callable[[Sequence[Interaction]], None], before: TimelineKey | None) -> None:
        is_missed = self.segments.current == 1
        self._call_log.page(owner=self, done=done, missed_only=is_missed, before=before, limit=_PAGE)

    def _on_more_wanted(self) -> None:
        last = self.model.last
        if isinstance(last, Interaction) and last.id is not None:
            before = TimelineKey(at=last.started_at, kind=EntryKind.INTERACTION, id=last.id)
            self._ask(self._answer(self._asked, lambda calls: self._show_more(last, calls)), before)

    def _show_first(self, calls: Sequence[Interaction]) -> None:
        self.model.replace(self._lines(calls), has_more=len(calls) == _PAGE)
        is_missed = self.segments.current == 1
        if not calls:
            title = tr("Nothing missed") if is_missed else tr("No calls yet")
            words = tr("Calls you take, place or miss are listed here.")
            self._empty.say("phone-missed" if is_missed else "phone", title, words)
        self._stack.setCurrentWidget(self.view if calls else self._empty)

    def _show_more(self, last: Interaction, calls: Sequence[Interaction]) -> None:
        if self.model.last is last:  # or it was asked for twice
            self.model.append(self._lines(calls), has_more=len(calls) == _PAGE)

    def _lines(self, calls: Sequence[Interaction]) -> list[Line]:
        return [Line(row=self._row(call), value=call) for call in calls]

    def _row(self, call: Interaction) -> Row:
        words, tone = call_log_words(call)
        number = self._numbering.show(call.address) if call.address else ""
        title = self._numbering.show(who(call))
        parts = (
            words,
            tr("{queue} queue", queue=call.queue) if call.queue else "",
            number if number != title else "",
            call.agent,
        )
        return Row(
            title=title,
            detail=" · ".join(part for part in parts if part),
            side=day_and_time(call.started_at, self._clock.now()),
            icon=_icon(call),
            icon_tone=tone,
        )

    # ---------------------------------------------------------------- acting

    @property
    def current(self) -> Interaction | None:
        value = self.model.value(self.view.currentIndex().row())
        return value if isinstance(value, Interaction) else None

    def _on_reset(self) -> None:
        self.call_button.setEnabled(False)

    def _on_current_changed(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        call = self.current
        self.call_button.setEnabled(call is not None and bool(call.address))
        if call is not None and call.customer_id is not None:
            self.customer_chosen.emit(call.customer_id)

    def _on_activated(self, _index: QModelIndex) -> None:
        self._call_back()

    def _call_back(self) -> None:
        call = self.current
        if call is not None and call.address:
            self._call_log.call_back(call)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._read()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._call_log.mark_missed_seen()


def _icon(call: Interaction) -> str:
    if call.state in _MISSED:
        return "phone-missed"
    if call.state is InteractionState.DECLINED:
        return "phone-off"
    return "phone-outgoing" if call.direction is Direction.OUTBOUND else "phone-incoming"
