"""A call's hold and sound, brought to where the agent wants them as far as PJSIP and the other side let us."""

import logging
import random
from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.call import Call, CallState
from desktop.domain.channel import Direction
from desktop.domain.text import tr
from desktop.telephony.engine.edge.sip.message import SipMessage
from desktop.telephony.engine.leg import Leg, LegState, MediaState
from desktop.telephony.engine.record import Record
from desktop.telephony.engine.stack import StackError

logger = logging.getLogger(__name__)

_PENDING = 491
# RFC 3261 §14.1: who owns the call's identity waits longer than who does not; we do not always know
_GLARE_SECONDS = (0.5, 2.5)


class CallSound(Protocol):
    """What the calls need of the sound: connecting a leg, and the tones that go with a call's states."""

    def connect_leg(self, leg: Leg) -> None: ...

    def disconnect_leg(self, leg: Leg) -> None: ...

    def mute(self) -> None:
        """Send silence to the connected leg, of which there is one at a time."""
        ...

    def unmute(self) -> None: ...

    def show_calls(self, calls: tuple[Call, ...], *, rings_there: bool) -> None:
        """Open and close devices and ring as these calls need it; `rings_there`: sound the ring-back tone."""
        ...


class CallMedia(QObject):
    """To be asked whenever either side changed. Keeps no record: a leg must go when `Calls` lets it go."""

    failed = Signal(str, str, str, str)  # order, text, hint, call id

    def __init__(self, sound: CallSound, records: Mapping[str, Record], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sound = sound
        self._records = records

    def want_hold(self, record: Record) -> None:
        record.wants_hold = True
        self.settle(record)

    def apply_mute(self, record: Record) -> None:
        if record.has_sound:
            if record.call.is_muted:
                self._sound.mute()
            else:
                self._sound.unmute()

    def settle(self, record: Record) -> None:
        """Bring hold and sound to where the agent wants them."""
        facts = record.leg.facts()
        if facts.state is LegState.CONFIRMED and not record.is_negotiating:
            is_held = facts.media is MediaState.HELD_HERE
            if facts.media is not MediaState.NONE and is_held != record.wants_hold:
                self._negotiate(record)
        is_early = facts.state is LegState.EARLY and record.call.direction is Direction.OUTBOUND
        may_sound = (facts.state is LegState.CONFIRMED or is_early) and not record.wants_hold
        if may_sound and facts.media in (MediaState.ACTIVE, MediaState.HELD_THERE):
            self._connect(record)
        else:
            self.silence(record)

    def _negotiate(self, record: Record) -> None:
        try:
            if record.wants_hold:
                record.leg.hold()
            else:
                record.leg.retrieve()
            record.is_negotiating = True
        except StackError as error:
            logger.info("hold or retrieve has to wait: %s", error.text)
            self._settle_later(record.call.id)

    def renegotiation_failed(self, record: Record, answer: SipMessage) -> None:
        if answer.status in (401, 407):
            return  # PJSIP sends it again with the password
        record.is_negotiating = False
        if answer.status == _PENDING:
            self._settle_later(record.call.id)
            return
        order = "Hold" if record.wants_hold else "Retrieve"
        record.wants_hold = record.call.state is CallState.HELD
        text = tr("The exchange would not let the call be held or taken back.")
        self.failed.emit(order, text, "", record.call.id)
        self.settle(record)

    def _settle_later(self, call_id: str) -> None:
        wait = int(random.uniform(*_GLARE_SECONDS) * 1000)
        QTimer.singleShot(wait, self, lambda: self._settle_again(call_id))

    def _settle_again(self, call_id: str) -> None:
        record = self._records.get(call_id)
        if record is not None and record.is_live:
            self.settle(record)

    def _connect(self, record: Record) -> None:
        if not record.has_sound:
            self._sound.connect_leg(record.leg)
            record.has_sound = True
            self.apply_mute(record)

    def silence(self, record: Record) -> None:
        if record.has_sound:
            record.has_sound = False
            self._sound.disconnect_leg(record.leg)
