"""The left of the call bar: who is on the line and for how long; and the whole bar while it rings."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.domain.call import Call, CallState
from desktop.domain.text import tr
from desktop.services.interactions import WorkItem
from desktop.ui.clock import Clock
from desktop.ui.look.motion import has_motion
from desktop.ui.look.tokens import XS, L, M, S
from desktop.ui.widgets.buttons import Button, CallButton
from desktop.ui.widgets.chips import Avatar, Disc
from desktop.ui.widgets.layout import column, row
from desktop.ui.widgets.text import TextLine
from desktop.ui.words import calling_words, running, who
from desktop.ui.work.work_model import dialled_number

_ROOMY = 640  # px


class CallHead(QWidget):
    """Name above; time, queue and how the line is below."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._item: WorkItem | None = None
        self._build()
        clock.ticked.connect(self._on_ticked)

    def _build(self) -> None:
        self._avatar = Avatar(40)
        self._name = TextLine("", "name")
        self._time = TextLine("", "strong", hugs=True).running()
        self._facts = TextLine("", "small", "text2").running()
        below = row(spacing=XS)
        below.addWidget(self._time)
        below.addWidget(self._facts, 1)
        words = column(spacing=0)
        words.addStretch(1)
        words.addWidget(self._name)
        words.addLayout(below)
        words.addStretch(1)
        line = row(self, spacing=M)
        line.addWidget(self._avatar)
        line.addLayout(words, 1)

    @property
    def facts(self) -> str:
        return self._facts.text

    def show_item(self, item: WorkItem) -> None:
        self._item = item
        dossier = item.dossier
        known = dossier.customer.name if dossier and dossier.customer else item.interaction.customer_name
        self._avatar.show_person(known)
        self._name.set_text(who(item.interaction, dossier))
        self._on_ticked()

    def stop(self) -> None:
        self._item = None

    def _on_ticked(self) -> None:
        call = self._item.call if self._item is not None else None
        if self._item is None or call is None:
            return
        self._time.set_text(running(self._clock.seconds_since(call.answered_at)) if call.answered_at else "")
        self._facts.set_text(_facts(self._item, call, self._clock))
        self._facts.set_tone("amber" if call.state is CallState.HELD else "text2")


def _facts(item: WorkItem, call: Call, clock: Clock) -> str:
    parts = []
    if call.state is CallState.DIALING:
        parts.append(tr("ringing there") if call.is_early_media else tr("dialling"))
        parts.append(_other_side(item))
    if call.state is CallState.HELD:
        parts.append(tr("on hold {time}", time=running(clock.seconds_since(call.held_since))))
    if call.is_muted:
        parts.append(tr("muted"))
    if item.interaction.queue:
        parts.append(item.interaction.queue)
    if call.is_encrypted:
        parts.append(tr("encrypted"))
    if call.answered_at and not parts:
        parts.append(_other_side(item))
    words = " · ".join(part for part in parts if part)
    return f"· {words}" if words and call.answered_at else words


def _other_side(item: WorkItem) -> str:
    """The number, unless it is the name already."""
    address = item.interaction.address
    return "" if address == who(item.interaction, item.dossier) else address


class RingView(QWidget):
    """Somebody calls: who, from where to where, since when; answer or decline.

    With another call up, hold and hang up of that one stay beside it.
    """

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._item: WorkItem | None = None
        self._build()
        clock.ticked.connect(self._on_ticked)

    def _build(self) -> None:
        self._disc = Disc(40, "phone", "green", "on_green")
        self._title = TextLine("", "name", narrow="strong")
        self._time = TextLine("", "strong", hugs=True).running()
        self._line = TextLine("", "small", "text2").tabular()
        words = column(spacing=0)
        words.addStretch(1)
        words.addWidget(self._title)
        below = row(spacing=XS)
        below.addWidget(self._time)
        below.addWidget(self._line, 1)
        words.addLayout(below)
        words.addStretch(1)
        self.answer_button = Button(tr("Answer"), "success", icon="phone")
        self.decline_button = Button(tr("Decline"))
        for button in (self.answer_button, self.decline_button):
            button.setFixedHeight(48)
            # reached by Tab or by hand, never by what the window does itself
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        line = row(self, (L, 0, L, 0), S)
        line.addWidget(self._disc)
        line.addSpacing(M - S)
        line.addLayout(words, 1)
        line.addSpacing(M - S)
        line.addWidget(self.answer_button)
        line.addWidget(self.decline_button)
        line.addWidget(self._build_other())

    def _build_other(self) -> QWidget:
        """For the call that is up already."""
        self.hold_button = CallButton("pause", tr("Hold"))
        self.hang_up_button = CallButton("phone", tr("Hang up"), "danger")
        self._other = QWidget()
        line = row(self._other, (S, 0, 0, 0), S)
        for button in (self.hold_button, self.hang_up_button):
            button.widen()
            line.addWidget(button)
        self._other.hide()
        return self._other

    def show_other(self, call: Call | None) -> None:
        """The call that is up meanwhile, if there is one."""
        self._disc.setVisible(call is None)  # room for the name
        self._other.setVisible(call is not None)
        self._fit()
        self.hold_button.setEnabled(call is not None and call.state is not CallState.DIALING)

    def _fit(self) -> None:
        """With four buttons a number still has room to be read whole."""
        is_tight = not self._other.isHidden() and self.width() < _ROOMY
        for button in (self.answer_button, self.decline_button):
            button.stack() if is_tight else button.unstack()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @property
    def title(self) -> str:
        return self._title.text

    @property
    def is_title_cut(self) -> bool:
        """Even what is left of it where there is little room."""
        return self._title.is_clipped

    @property
    def line(self) -> str:
        """From where to where."""
        return self._line.text

    @property
    def is_line_cut(self) -> bool:
        """Even what is left of it where there is little room."""
        return self._line.is_clipped

    def show_item(self, item: WorkItem) -> None:
        self._item = item
        self._title.set_text(calling_words(item.interaction, item.dossier), short=who(item.interaction, item.dossier))
        self._on_ticked()

    def stop(self) -> None:
        self._item = None

    def _on_ticked(self) -> None:
        item = self._item
        if item is None:
            return
        seconds = self._clock.seconds_since(item.interaction.started_at)
        self._disc.set_faint(has_motion() and bool(int(seconds) % 2))
        self._time.set_text(running(seconds))
        route, short = _route(item)
        self._line.set_text(f"· {route}" if route else "", short=f"· {short}" if short else "")


def _route(item: WorkItem) -> tuple[str, str]:
    """`+48 601 234 567 → Billing 800 100 200`; `to Billing 800 100 200` when the number is the title already.

    And what is left of it where there is little room: the sidebar has the numbers of who calls.
    """
    there = " ".join(part for part in (item.interaction.queue, dialled_number(item)) if part)
    here = _other_side(item)
    to = tr("to {number}", number=there) if there else ""
    if here:
        return (f"{here} → {there}", to) if there else (here, "")
    return to, ""
