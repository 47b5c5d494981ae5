"""The call bar: always there, always 72 px, each button always in its place; while it rings, answer and decline."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from desktop.domain.call import Call, CallState
from desktop.domain.channel import Direction
from desktop.domain.text import tr
from desktop.services.desk import DeskServices
from desktop.services.interactions import WorkItem
from desktop.ui.call.call_head import CallHead, RingView
from desktop.ui.call.dial_field import DialField
from desktop.ui.call.keypad import Keypad
from desktop.ui.clock import Clock
from desktop.ui.look.tips import tip
from desktop.ui.look.tokens import CALL_BAR, L, M, S
from desktop.ui.widgets.buttons import CallButton
from desktop.ui.widgets.layout import row
from desktop.ui.widgets.stack import turn_to


class CallBar(QWidget):
    """Shows the call that rings, else the one that is talked on, else the dial field."""

    answered = Signal(str)  # key: the agent took this call

    def __init__(self, services: DeskServices, clock: Clock) -> None:
        super().__init__()
        self._services, self._clock = services, clock
        self._chosen = ""
        self._caps: Mapping[str, str] = {}
        self._ringing: WorkItem | None = None
        self._current: WorkItem | None = None
        self._shown: tuple[WorkItem | None, WorkItem | None] | None = None
        self._build()
        self._connect()
        self.refresh()

    def _build(self) -> None:
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(CALL_BAR)
        self.setAccessibleName(tr("Call"))
        self.dial_field = DialField(self._services.phone, self._services.directory, self._services.numbering)
        self.head = CallHead(self._clock)
        left_box = QWidget()
        left_box.setFixedHeight(48)
        self._left = QStackedLayout(left_box)
        self._left.addWidget(self.dial_field)
        self._left.addWidget(self.head)
        self.hold_button = CallButton("pause", tr("Hold"))
        self.mute_button = CallButton("mic", tr("Mute"))
        self.keys_button = CallButton("grip", tr("Keys"))
        self.hang_up_button = CallButton("phone", tr("Hang up"))
        self.keypad = Keypad(self)
        talk = QWidget()
        line = row(talk, (L, 0, L, 0), S)
        line.addWidget(left_box, 1)
        line.addSpacing(M - S)
        for button in (self.hold_button, self.mute_button, self.keys_button, self.hang_up_button):
            button.widen()
            line.addWidget(button)
        self.ring_view = RingView(self._clock)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(talk)
        self._stack.addWidget(self.ring_view)
        self._talk = talk

    def _connect(self) -> None:
        interactions = self._services.interactions
        for signal in (interactions.offered, interactions.item_changed):
            signal.connect(self._on_item_changed)
        interactions.items_changed.connect(self.refresh)
        interactions.dossier_ready.connect(self._on_dossier_ready)
        self.hold_button.clicked.connect(self.toggle_hold)
        self.mute_button.clicked.connect(self.toggle_mute)
        self.keys_button.clicked.connect(self.toggle_keypad)
        self.hang_up_button.clicked.connect(self.hang_up)
        self.ring_view.answer_button.clicked.connect(self.answer)
        self.ring_view.decline_button.clicked.connect(self.decline)
        self.ring_view.hold_button.clicked.connect(self.toggle_hold)
        self.ring_view.hang_up_button.clicked.connect(self.hang_up)
        self.keypad.pressed.connect(self._on_key_pressed)

    # ---------------------------------------------------------------- orders

    def choose(self, key: str) -> None:
        """The piece of work that is shown below: its call is preferred."""
        self._chosen = key
        self.refresh()

    def answer(self) -> None:
        if self._ringing is not None and self._ringing.call is not None:
            self._services.phone.answer(self._ringing.call.id)
            self.answered.emit(self._ringing.key)

    def decline(self) -> None:
        if self._ringing is not None and self._ringing.call is not None:
            self._services.phone.decline(self._ringing.call.id)

    def hang_up(self) -> None:
        call = self._call
        if call is not None:
            self._services.phone.hang_up(call.id)

    def toggle_hold(self) -> None:
        call = self._call
        if call is None:
            return
        if call.state is CallState.HELD:
            self._services.phone.retrieve(call.id)
        elif call.state is CallState.ACTIVE:
            self._services.phone.hold(call.id)

    def toggle_mute(self) -> None:
        call = self._call
        if call is None or call.state is CallState.DIALING:
            return
        if call.is_muted:
            self._services.phone.unmute(call.id)
        else:
            self._services.phone.mute(call.id)

    def toggle_keypad(self) -> None:
        if self.keypad.isVisible():
            self.keypad.hide()
        elif self.keys_button.isEnabled():
            self.keypad.open_below(self.keys_button)

    def _on_key_pressed(self, digit: str) -> None:
        call = self._call
        if call is not None:
            self._services.phone.send_dtmf(call.id, digit)

    def show_keys(self, caps: Mapping[str, str]) -> None:
        """The keys that do what the buttons do, by the shortcuts' names."""
        self._caps = caps
        self.ring_view.answer_button.set_key(caps["answer"])
        self.ring_view.answer_button.setToolTip(tip(caps["answer"]))
        self.ring_view.decline_button.setToolTip(tip(caps["decline"]))
        self.keys_button.set_label("grip", tr("Keys"), caps["keypad"])
        for button in (self.hang_up_button, self.ring_view.hang_up_button):
            button.set_label("phone", tr("Hang up"), caps["hang_up"])
        self._show_buttons(self._call)

    # ---------------------------------------------------------------- what is shown

    @property
    def ringing(self) -> WorkItem | None:
        return self._ringing

    def is_ringing(self, key: str) -> bool:
        return self._ringing is not None and self._ringing.key == key

    @property
    def _call(self) -> Call | None:
        return self._current.call if self._current is not None else None

    def _on_item_changed(self, _item: WorkItem) -> None:
        self.refresh()

    def _on_dossier_ready(self, _key: str, _dossier: object) -> None:
        self.refresh()

    def refresh(self) -> None:
        """A ring is told in several signals: whatever they leave as it was is not shown anew."""
        items = self._services.interactions.items()
        ringing, current = next((item for item in items if _rings(item)), None), self._pick(items)
        if (ringing, current) == self._shown:
            return
        self._shown = self._ringing, self._current = ringing, current
        if self._ringing is not None:
            self.ring_view.show_item(self._ringing)
            self.ring_view.show_other(self._call)
            turn_to(self._stack, self.ring_view, self)
        else:
            self.ring_view.stop()
            turn_to(self._stack, self._talk, self)
        self._show_current()

    def _pick(self, items: tuple[WorkItem, ...]) -> WorkItem | None:
        live = [item for item in items if item.call is not None and _is_up(item.call)]
        order = {CallState.ACTIVE: 0, CallState.DIALING: 1, CallState.HELD: 2}
        chosen = next((item for item in live if item.key == self._chosen), None)
        if chosen is not None:
            return chosen
        return min(live, key=lambda item: order[item.call.state] if item.call else 3, default=None)

    def _show_current(self) -> None:
        call = self._call
        if self._current is not None and call is not None:
            self.head.show_item(self._current)
            turn_to(self._left, self.head, self)
        else:
            self.head.stop()
            turn_to(self._left, self.dial_field, self)
            self.keypad.hide()
        self._show_buttons(call)

    def _show_buttons(self, call: Call | None) -> None:
        is_talking = call is not None and call.state in (CallState.ACTIVE, CallState.HELD)
        is_held = is_talking and call is not None and call.state is CallState.HELD
        is_muted = call is not None and call.is_muted
        for button in (self.hold_button, self.ring_view.hold_button):
            icon, label = ("play", tr("Resume")) if is_held else ("pause", tr("Hold"))
            button.set_label(icon, label, self._caps.get("hold", ""))
            button.set_on(is_held)
        self.mute_button.set_label(
            "mic-off" if is_muted else "mic", tr("Unmute") if is_muted else tr("Mute"), self._caps.get("mute", "")
        )
        self.mute_button.set_on(is_muted)
        for button in (self.hold_button, self.mute_button, self.keys_button):
            button.setEnabled(is_talking)
        self.hang_up_button.setEnabled(call is not None)
        self.hang_up_button.set_kind("danger" if call is not None else "plain")


def _rings(item: WorkItem) -> bool:
    call = item.call
    return call is not None and call.state is CallState.RINGING and call.direction is Direction.INBOUND


def _is_up(call: Call) -> bool:
    return call.state in (CallState.ACTIVE, CallState.HELD, CallState.DIALING)
