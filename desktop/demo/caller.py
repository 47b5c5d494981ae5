"""The demo's caller: a second phone engine that places real SIP calls over loopback and speaks recorded voice.

It has no registrar and no sound device; desk and caller each trust the one address of the other. GUI thread.
"""

import logging
import socket
import uuid
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.demo.scenarios import Ring
from desktop.domain.call import Call, CallEnd, CallState
from desktop.domain.channel import Direction
from desktop.domain.phone import Account, Registration, RegistrationState
from desktop.domain.text import tr
from desktop.telephony import protocol
from desktop.telephony.link import EngineLink

_log = logging.getLogger(__name__)

LOOPBACK = "127.0.0.1"
DESK_USER = "+48800100200"  # the number of the shop's billing queue
_PATIENCE_SECONDS = 45.0
_TALK_SECONDS = 180.0
_BREATH_SECONDS = 0.6
_PICK_UP_SECONDS = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """Where desk and caller wait for each other's SIP, on loopback."""

    desk: int
    caller: int


def free_ports() -> Ports:
    """Two UDP ports that nobody has now."""
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as two,
    ):
        one.bind((LOOPBACK, 0))
        two.bind((LOOPBACK, 0))
        return Ports(desk=one.getsockname()[1], caller=two.getsockname()[1])


def desk_account(ports: Ports) -> Account:
    """The desk's line in the demo: no registrar, and the caller is the one peer it trusts."""
    return Account(
        user=DESK_USER,
        servers=(f"{LOOPBACK}:{ports.caller}",),
        registers=False,
        trusts_identity=True,
        local_port=ports.desk,
    )


class CallerLink(EngineLink):
    """The link of a desk that can also have a file played."""

    def play_file(self, call_id: str, path: Path) -> None:
        self._send(protocol.PlayFile(call_id=call_id, path=str(path)))


class Caller(QObject):
    """One call at a time: `ring`, and the rest happens; `changed` says what the caller does, `failed` why not."""

    changed = Signal(str)
    failed = Signal(str)
    ended = Signal(object)  # Call

    def __init__(self, folder: Path, ports: Ports, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ports = ports
        self._link = CallerLink(folder, self, options=("--null-audio",))
        self._ring: Ring | None = None
        self._call: Call | None = None
        self._call_id = ""
        self._is_wanted = False
        self._patience = self._timer(self.hang_up)
        self._speaking = self._timer(self._speak)
        self._picking_up = self._timer(self._pick_up)
        self._link.registration_changed.connect(self._on_registration_changed)
        self._link.call_changed.connect(self._on_call_changed)
        self._link.order_failed.connect(self._on_order_failed)
        self._link.lost.connect(self._on_lost)

    def _timer(self, slot: object) -> QTimer:
        timer = QTimer(self, singleShot=True)
        timer.timeout.connect(slot)
        return timer

    # ------------------------------------------------------------ orders

    def start(self) -> None:
        self._link.start()

    def stop(self) -> None:
        """Hang up and let the engine leave; does not wait."""
        for timer in (self._patience, self._speaking, self._picking_up):
            timer.stop()
        self._link.stop()

    @property
    def is_busy(self) -> bool:
        return self._is_wanted or self._call is not None

    @property
    def engine_pid(self) -> int:
        """0 while there is no engine."""
        return self._link.pid

    def ring(self, ring: Ring) -> None:
        """Place the call, from the number it comes from; a call that is up stays, and nothing is done."""
        if self.is_busy:
            self.failed.emit(tr("The caller is on the phone already. Ctrl+Alt+0 lets them hang up."))
            return
        self._ring = ring
        self._call_id = uuid.uuid4().hex
        self._is_wanted = True
        self._link.use_account(self._account(ring))

    def hang_up(self) -> None:
        self._is_wanted = False
        if self._call is not None:
            self._link.hang_up(self._call.id)

    def _account(self, ring: Ring) -> Account:
        return Account(
            user=ring.number or "anonymous",
            domain=LOOPBACK if ring.number else "anonymous.invalid",
            display_name="" if ring.number else "Anonymous",
            servers=(f"{LOOPBACK}:{self._ports.desk}",),
            registers=False,
            local_port=self._ports.caller,
        )

    # ------------------------------------------------------------ news

    def _on_registration_changed(self, registration: Registration) -> None:
        if not self._is_wanted or self._ring is None or registration.user != self._account(self._ring).user:
            return
        if registration.state is RegistrationState.REGISTERED:
            self._is_wanted = False
            self._link.dial(self._call_id, DESK_USER)
        elif registration.state in (RegistrationState.MISCONFIGURED, RegistrationState.UNREACHABLE):
            self._is_wanted = False
            self.failed.emit(registration.text)

    def _on_call_changed(self, call: Call) -> None:
        if self._call is not None and call.id != self._call.id:
            return
        before, self._call = self._call, call
        if before is not None and before.state is call.state:
            return
        match call.state:
            case CallState.DIALING:
                self._begin_to_ring()
            case CallState.RINGING if call.direction is Direction.INBOUND:
                self.changed.emit(tr("You are calling; the caller picks up."))
                self._picking_up.start(int(_PICK_UP_SECONDS * 1000))
            case CallState.ACTIVE if before is None or before.state is not CallState.HELD:
                self._begin_to_talk()
            case CallState.ENDED:
                self._end(call)
            case _:
                pass

    def _begin_to_ring(self) -> None:
        assert self._ring is not None
        patience = self._ring.gives_up_seconds or _PATIENCE_SECONDS
        self._patience.start(int(patience * 1000))
        self.changed.emit(tr("Ringing: {who}", who=self._ring.who) if self._ring.who else tr("Ringing"))

    def _begin_to_talk(self) -> None:
        self._patience.start(int(_TALK_SECONDS * 1000))
        self._speaking.start(int(_BREATH_SECONDS * 1000))
        self.changed.emit(tr("Talking"))

    def _speak(self) -> None:
        if self._call is not None and self._ring is not None:
            self._link.play_file(self._call.id, self._ring.voice)

    def _pick_up(self) -> None:
        if self._call is not None:
            self._link.answer(self._call.id)

    def _end(self, call: Call) -> None:
        for timer in (self._patience, self._speaking, self._picking_up):
            timer.stop()
        self._call = None
        self.changed.emit("")
        if call.end is CallEnd.BUSY:
            self.failed.emit(tr("The caller heard busy: you declined, or you are not ready."))
        self.ended.emit(call)

    def _on_order_failed(self, call_id: str, text: str, hint: str) -> None:
        _log.info("the caller could not: %s", text)
        self._is_wanted = False
        self.failed.emit(f"{text} {hint}".strip())

    def _on_lost(self, text: str) -> None:
        self._is_wanted = False
        self._call = None
        self.failed.emit(text)
