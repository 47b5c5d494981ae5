"""The desk's calls: orders to the engine, news from it, and what a typed number will dial."""

import logging
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.call import Call, CallEnd, CallState
from desktop.domain.text import tr
from desktop.services.notices import Level, Notice, Notices
from desktop.services.ports import Numbering, PhoneEngine
from desktop.services.settings import Settings

logger = logging.getLogger(__name__)

GUARD_SECONDS = 1.5
SETTLE_MILLISECONDS = 1000  # the engine tells of live calls right after its start


@dataclass(frozen=True, slots=True, kw_only=True)
class DialPreview:
    """What Enter would dial: `target` is sent ("" cannot be dialled), `shown` is said, `reason` why not."""

    target: str
    shown: str = ""
    reason: str = ""


class Phone(QObject):
    """All calls of this desk, whatever their state. One active at a time: the engine holds the others."""

    call_changed = Signal(object)  # Call; ENDED is the last of it
    order_failed = Signal(str, str, str)  # call id or "", text, hint
    calls_settled = Signal()  # every call that was up in the engine has been told, or died with it
    hang_up_guarded = Signal(str)  # call id: hanging up was ignored, the call has only just begun

    def __init__(
        self,
        engine: PhoneEngine,
        settings: Settings,
        notices: Notices,
        numbering: Numbering,
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._engine = engine
        self._settings = settings
        self._notices = notices
        self._numbering = numbering
        self._clock = clock
        self._calls: dict[str, Call] = {}
        self._answered_at: dict[str, float] = {}
        self._untold: set[str] = set()  # up when the engine was found again, and not told of since
        self._settling = QTimer(self, singleShot=True, interval=SETTLE_MILLISECONDS)
        self._settling.timeout.connect(self._on_settled)
        engine.started.connect(self._on_engine_started)
        engine.call_changed.connect(self._on_call_changed)
        engine.order_failed.connect(self._on_order_failed)
        engine.lost.connect(self._on_engine_lost)

    @property
    def calls(self) -> tuple[Call, ...]:
        """Those that are up, oldest first."""
        return tuple(sorted(self._calls.values(), key=lambda call: call.started_at))

    def call(self, call_id: str) -> Call | None:
        return self._calls.get(call_id)

    def dial_preview(self, typed: str) -> DialPreview:
        number = self._numbering.dialled(typed) if typed.strip() else ""
        if not number:
            reason = tr("“{typed}” is no number or address.", typed=typed.strip()[:60]) if typed.strip() else ""
            return DialPreview(target="", reason=reason)
        shown = self._numbering.show(number)
        target = apply_dial_rules(number, self._settings.texts("calls.dial_rules"))
        return DialPreview(target=target, shown=shown if target == number else f"{shown} ({target})")

    def dial(self, typed: str) -> str:
        """Dial what `dial_preview` says and return the new call's id; "" (and a notice) if it cannot be."""
        preview = self.dial_preview(typed)
        if not preview.target:
            if preview.reason:
                self._notices.post(Notice(key="dial", text=preview.reason, level=Level.INFORMATION))
            return ""
        call_id = uuid.uuid4().hex
        self._engine.dial(call_id, preview.target)
        return call_id

    def answer(self, call_id: str) -> None:
        self._engine.answer(call_id)

    def decline(self, call_id: str) -> None:
        self._engine.decline(call_id)

    def hang_up(self, call_id: str) -> None:
        """End or cancel it. Within the first 1.5 s after the answer this is ignored (setting `calls.guard`)."""
        answered_at = self._answered_at.get(call_id)
        is_young = answered_at is not None and self._clock() - answered_at < GUARD_SECONDS
        if is_young and self._settings.is_on("calls.guard"):
            self.hang_up_guarded.emit(call_id)
        else:
            self._engine.hang_up(call_id)

    def hold(self, call_id: str) -> None:
        self._engine.hold(call_id)

    def retrieve(self, call_id: str) -> None:
        self._engine.retrieve(call_id)

    def mute(self, call_id: str) -> None:
        self._engine.mute(call_id)

    def unmute(self, call_id: str) -> None:
        self._engine.unmute(call_id)

    def send_dtmf(self, call_id: str, digits: str) -> None:
        self._engine.send_dtmf(call_id, digits)

    def _on_call_changed(self, call: Call) -> None:
        self._untold.discard(call.id)
        if call.state is CallState.ENDED:
            self._calls.pop(call.id, None)
            self._answered_at.pop(call.id, None)
        else:
            was_known = call.id in self._calls
            self._calls[call.id] = call
            if call.answered_at is not None and call.id not in self._answered_at:
                # a call found up after a restart began long ago
                self._answered_at[call.id] = self._clock() if was_known else self._clock() - GUARD_SECONDS
        self.call_changed.emit(call)

    def _on_engine_started(self, _: object) -> None:
        self._untold = set(self._calls)
        self._settling.start()

    def _on_settled(self) -> None:
        """What ended while the desk did not hear the engine is not told of any more."""
        self._interrupt([call for call in self.calls if call.id in self._untold])

    def _on_engine_lost(self, text: str) -> None:
        """The calls died with the engine; each is told as ended, so that nobody waits for news that cannot come."""
        self._interrupt(self.calls)

    def _interrupt(self, calls: Sequence[Call]) -> None:
        now = datetime.now(UTC)
        for call in calls:
            self._on_call_changed(replace(call, state=CallState.ENDED, ended_at=now, end=CallEnd.INTERRUPTED))
        self.calls_settled.emit()

    def _on_order_failed(self, call_id: str, text: str, hint: str) -> None:
        self._notices.post(Notice(key="order", text=text, hint=hint, level=Level.INFORMATION))
        self.order_failed.emit(call_id, text, hint)


def apply_dial_rules(number: str, rules: Sequence[str]) -> str:
    """`number` with its start replaced by the longest rule that fits (`+44 > 0`); a SIP address stays as it is."""
    if ":" in number or "@" in number:
        return number
    pairs = [(start.strip(), put.strip()) for start, arrow, put in (rule.partition(">") for rule in rules) if arrow]
    fitting = [(start, put) for start, put in pairs if number.startswith(start)]
    if not fitting:
        return number
    start, put = max(fitting, key=lambda pair: len(pair[0]))
    return put + number.removeprefix(start)
