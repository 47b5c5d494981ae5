"""All calls of the engine: the desk's orders, PJSIP's news, several at once and one active.

Every leg is kept here by our call id until PJSIP has said that it ended and has returned: one collected early
hangs up a live customer. Callbacks arrive inside an order or inside `Stack.poll`, in the engine's one thread.
"""

import logging
import os
from collections import deque
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.call import Call, CallEnd, CallState
from desktop.domain.channel import Direction
from desktop.domain.errors import Rejected
from desktop.domain.phone import Account, IncomingPolicy, MediaSecurity, Transport
from desktop.domain.text import tr
from desktop.telephony.engine.dialling import dial_uri
from desktop.telephony.engine.dtmf import DigitSender, read_digits
from desktop.telephony.engine.edge.proxy import IN_CLEAR
from desktop.telephony.engine.edge.sip.reader import Refusal, read
from desktop.telephony.engine.endings import cause_of
from desktop.telephony.engine.hardening import MAX_CALLS
from desktop.telephony.engine.identity import hints_of, number_of, peer_of
from desktop.telephony.engine.leg import Leg, LegState, MediaState, SpentLegs
from desktop.telephony.engine.line import Line
from desktop.telephony.engine.media import CallMedia, CallSound
from desktop.telephony.engine.record import NOT_ACCEPTABLE, Record, now
from desktop.telephony.engine.stack import StackError

logger = logging.getLogger(__name__)

RINGING = 180
ANSWERED = 200
UNAVAILABLE = 480  # without a code PJSIP says 603, and the caller's other telephones would stop ringing too
BUSY = 486
# the messages that may say why a call ends; the others need not be read
_TELLING = ("CANCEL ", "BYE ", "SIP/2.0 3", "SIP/2.0 4", "SIP/2.0 5", "SIP/2.0 6")


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedLine:
    line: Line
    account: Account
    domain: str


class Calls(QObject):
    changed = Signal(object)  # Call
    failed = Signal(str, str, str, str)  # order, text, hint, call id

    def __init__(self, sound: CallSound, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sound = sound
        self._records: dict[str, Record] = {}
        self._media = CallMedia(sound, self._records, self)
        self._media.failed.connect(self.failed)
        self._spent = SpentLegs()
        self._used: UsedLine | None = None
        self._is_given_up = False
        self._policy = IncomingPolicy.RING
        self._digits = DigitSender(self)
        self._came: deque[tuple[Leg, str, bool]] = deque()
        self._new: deque[tuple[str, str]] = deque()

    # ------------------------------------------------------------ what there is

    @property
    def live(self) -> tuple[Call, ...]:
        """Announced calls that are up, oldest first."""
        return tuple(r.call for r in self._records.values() if r.is_live and r.is_told)

    @property
    def is_empty(self) -> bool:
        """No leg is left, announced or not."""
        return not self._records and not self._came

    def use_line(self, used: UsedLine | None) -> None:
        self._used = used
        self._is_given_up = False

    def set_policy(self, policy: IncomingPolicy) -> None:
        self._policy = policy

    # ------------------------------------------------------------ orders

    def dial(self, call_id: str, target: str) -> None:
        if self._used is None:
            raise Rejected(tr("There is no phone account to call with."), tr("Set up the phone account first."))
        if call_id in self._records:
            raise Rejected(tr("This call has been dialled already."))
        if len(self._records) >= MAX_CALLS:
            raise Rejected(tr("All lines are in use."), tr("End a call first."))
        uri = dial_uri(target, self._used.domain)
        self._hold_others(call_id)
        leg = Leg(self._used.line, call_id, self)
        call = Call(
            id=call_id,
            direction=Direction.OUTBOUND,
            state=CallState.DIALING,
            peer=number_of(uri),
            started_at=now(),
        )
        security = self._used.account.media_security
        record = self._records[call_id] = Record(
            call=call,
            leg=leg,
            demands_encryption=security is MediaSecurity.REQUIRED,
            uri=uri,
            may_go_clear=security is MediaSecurity.OPTIONAL and self._used.account.transport is Transport.TLS,
        )
        try:
            leg.dial(uri)
        except StackError as error:
            del self._records[call_id]
            raise Rejected(tr("The call could not be placed."), error.text) from error
        self._announce(record)

    def answer(self, call_id: str) -> None:
        record = self._find(call_id, CallState.RINGING)
        self._hold_others(call_id)
        record.leg.respond(ANSWERED)

    def decline(self, call_id: str, code: int) -> None:
        record = self._find(call_id, CallState.RINGING)
        self._end(record, CallEnd.DECLINED_HERE, code if 400 <= code <= 699 else BUSY)

    def hang_up(self, call_id: str) -> None:
        record = self._find(call_id)
        match record.call.state:
            case CallState.RINGING:
                self._end(record, CallEnd.DECLINED_HERE, BUSY)
            case CallState.DIALING:
                self._end(record, CallEnd.CANCELLED_HERE)
            case _:
                self._end(record, CallEnd.HUNG_UP_HERE)

    def hold(self, call_id: str) -> None:
        record = self._find(call_id, CallState.ACTIVE, CallState.HELD)
        self._media.want_hold(record)

    def retrieve(self, call_id: str) -> None:
        record = self._find(call_id, CallState.ACTIVE, CallState.HELD)
        self._hold_others(call_id)
        record.wants_hold = False
        self._media.settle(record)

    def set_muted(self, call_id: str, *, is_muted: bool) -> None:
        record = self._find(call_id)
        record.call = replace(record.call, is_muted=is_muted)
        self._media.apply_mute(record)
        self._announce(record)

    def send_dtmf(self, call_id: str, digits: str) -> None:
        record = self._find(call_id, CallState.ACTIVE)
        record.digits.extend(read_digits(digits))
        self._digits.send(record)

    def end_all(self) -> None:
        """Hang up whatever is there, but what ended with another."""
        for call in self.live:
            if self._records[call.id].is_live:
                self.hang_up(call.id)

    def interrupt_all(self) -> None:
        """The way to the exchange is given up: end every call, as one that broke off, and turn away who still comes."""
        self._is_given_up = True
        for record in list(self._records.values()):
            self._end(record, CallEnd.INTERRUPTED, UNAVAILABLE)

    def drop_ended(self) -> None:
        """Let go of the legs PJSIP is done with; to be called when PJSIP has returned."""
        self._keep_new()
        for call_id in [call_id for call_id, record in self._records.items() if record.is_over]:
            self._spent.keep(self._records.pop(call_id).leg)
        self._spent.let_go(record.leg for record in self._records.values())

    # ------------------------------------------------------------ news from PJSIP

    def line_called(self, pj_id: int, message: str) -> None:
        """Only the answer now: PJSIP sends it when this returns. `announce_new` does the rest."""
        assert self._used is not None
        leg = Leg(self._used.line, os.urandom(16).hex(), self, pj_id)
        is_kept_away = self._is_given_up or self._policy is not IncomingPolicy.RING
        leg.respond(self._first_answer())
        self._came.append((leg, message, is_kept_away))

    def _first_answer(self) -> int:
        if self._is_given_up:
            return UNAVAILABLE
        return BUSY if self._policy is IncomingPolicy.BUSY else RINGING

    def _keep_new(self) -> None:
        """A record for each leg that came."""
        while self._came:
            leg, message, is_kept_away = self._came.popleft()
            call_id = leg.call_id
            call = Call(id=call_id, direction=Direction.INBOUND, state=CallState.RINGING, peer="", started_at=now())
            self._records[call_id] = Record(call=call, leg=leg, is_announced=False, is_kept_away=is_kept_away)
            self._new.append((call_id, message))

    def announce_new(self) -> None:
        """Tell of the calls that came; to be called when PJSIP has returned and their callers hear that it rings."""
        self._keep_new()
        while self._new:
            call_id, message = self._new.popleft()
            record = self._records.get(call_id)
            if record is not None and self._used is not None:
                record.leg.listen()
                account = self._used.account
                hints = hints_of(message, trusts_identity=account.trusts_identity, wanted=account.screen_pop_headers)
                record.call = replace(record.call, peer=peer_of(hints), hints=hints)
                record.is_announced = True
                self._announce(record)

    def leg_changed(self, call_id: str) -> None:
        self._keep_new()  # it may be over before it was told of
        record = self._records.get(call_id)
        if record is None or record.is_between_legs:
            return
        facts = record.leg.facts()
        if record.is_refused_for_keys(facts):
            # not from within: PJSIP is not done with the leg that ended
            record.is_between_legs = True
            QTimer.singleShot(0, self, lambda: self._dial_in_clear(call_id))
            return
        before, rang = record.call, record.rings_there
        record.follow(facts)
        record.is_over = record.is_over or facts.state is LegState.ENDED
        if record.is_live:
            self._media.settle(record)
        if record.rings_there != rang:
            self._show()
        if record.call != before:
            self._announce(record)

    def leg_media_changed(self, call_id: str) -> None:
        record = self._records.get(call_id)
        if record is None:
            return
        record.is_negotiating = False
        # PJSIP makes a new stream of each agreement: what was connected is gone
        record.has_sound = False
        if record.leg.facts().media in (MediaState.ACTIVE, MediaState.HELD_THERE):
            stream = record.leg.stream()
            record.call = replace(record.call, codec=stream.codec, is_encrypted=stream.is_encrypted)
        self.leg_changed(call_id)

    def leg_heard(self, call_id: str, message: str) -> None:
        self._keep_new()
        record = self._records.get(call_id)
        if record is None or not message.startswith(_TELLING):
            return
        heard = read(message.encode("utf-8", "replace"))
        if isinstance(heard, Refusal):
            return
        if heard.is_request:
            record.cause = cause_of(heard)
        else:
            record.cause = cause_of(heard) or record.cause
            if heard.sequence[1] == "INVITE" and record.call.answered_at is not None:
                self._media.renegotiation_failed(record, heard)

    # ------------------------------------------------------------ between the two

    def _dial_in_clear(self, call_id: str) -> None:
        """Encryption was wished for, not demanded: once more without. PJSIP offers keys again; the edge takes them out
        of all of this call's messages, and says so in words."""
        record = self._records.get(call_id)
        if record is None:
            return
        self._media.silence(record)
        record.is_between_legs = record.may_go_clear = False
        if not record.is_live or self._used is None:
            record.is_over = True
            return
        self._spent.keep(record.leg)
        record.leg = Leg(self._used.line, call_id, self)
        try:
            record.leg.dial(record.uri, ((IN_CLEAR, "yes"),))
        except StackError:
            logger.info("a call could not be placed again in clear")
            record.finish(CallEnd.NO_COMMON_CODEC, NOT_ACCEPTABLE)
            record.is_over = True
            self._announce(record)

    def _find(self, call_id: str, *states: CallState) -> Record:
        record = self._records.get(call_id)
        if record is None or not record.is_live:
            raise Rejected(tr("This call has already ended."))
        if states and record.call.state not in states:
            raise Rejected(tr("The call is not in a state to do that."))
        return record

    def _hold_others(self, call_id: str) -> None:
        for record in self._records.values():
            if record.call.id != call_id and record.call.state is CallState.ACTIVE:
                self._media.want_hold(record)

    def _end(self, record: Record, end: CallEnd, code: int = 0) -> None:
        """For the agent it is over now; PJSIP tells later that the exchange knows it too."""
        self._media.silence(record)
        record.finish(end, code)
        try:
            record.leg.end(code)
        except StackError:
            logger.info("PJSIP had already ended a call")
        self._announce(record)

    def _show(self) -> None:
        self._sound.show_calls(self.live, rings_there=any(record.rings_there for record in self._records.values()))

    def _announce(self, record: Record) -> None:
        if record.is_told:
            self.changed.emit(record.call)
        self._show()  # opening a device takes longer than telling
