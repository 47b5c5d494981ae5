"""The phone engine: its parts put together, the desk's orders handed to them, their news to the desk.

Everything runs in one thread: a `pj` object touched in another aborts the process. The exceptions are the two
methods PJSIP's clock calls for frames (`port`).
"""

import gc
import logging
import os
import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtNetwork import QSsl, QSslSocket

from desktop.domain.call import Call
from desktop.domain.errors import DesktopError
from desktop.domain.phone import Capabilities, DeviceList, Registration, SecurityEvent
from desktop.domain.text import tr
from desktop.telephony import protocol
from desktop.telephony.engine.audio.devices import Devices
from desktop.telephony.engine.audio.sound import Sound
from desktop.telephony.engine.calls import Calls
from desktop.telephony.engine.desk import DeskDoor
from desktop.telephony.engine.edge.edge import Edge
from desktop.telephony.engine.registration import Registrar
from desktop.telephony.engine.stack import Stack

logger = logging.getLogger(__name__)

_PUMP_MILLISECONDS = 10
_POLL_MILLISECONDS = 20
_IDLE_MILLISECONDS = 100
"""PJSIP's timers are of seconds; what comes from the exchange, and what the desk orders, is worked off at once."""
_LIVELY_SECONDS = 2.0
_TLS = {QSsl.SslProtocol.TlsV1_2: "TLS 1.2", QSsl.SslProtocol.TlsV1_3: "TLS 1.3"}
_TIDY_MILLISECONDS = 5_000
_LEAVE_MILLISECONDS = 3_000
"""Longer than hanging up and unregistering may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineOptions:
    """`orphan_seconds`: how long to wait for a desk without a call; `call_seconds`: with one."""

    socket: str
    token: str
    has_sound: bool = True
    orphan_seconds: float = 5.0
    call_seconds: float = 600.0


class Engine(QObject):
    """`start`, then the event loop until `left`, then `stop`."""

    left = Signal()

    def __init__(self, options: EngineOptions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._options = options
        self._stack = Stack()
        self._devices = Devices(self, has_sound=options.has_sound)
        self._sound = Sound(self._devices, self)
        self._calls = Calls(self._sound, self)
        self._edge = Edge(self)
        self._registrar = Registrar(self._stack, self._edge, self._calls, self)
        self._door = DeskDoor(options.token, self)
        self._pump = QTimer(self, timerType=Qt.TimerType.PreciseTimer, interval=_PUMP_MILLISECONDS)
        self._pulse = QTimer(self, interval=_POLL_MILLISECONDS)
        self._lively_until = 0.0
        self._tidy = QTimer(self, interval=_TIDY_MILLISECONDS)
        self._orphan = QTimer(self, singleShot=True)
        self._is_leaving = False
        self._is_polling = False
        self._capabilities: Capabilities | None = None
        self._orders = self._order_table()
        self._connect()

    def _connect(self) -> None:
        self._pump.timeout.connect(self._sound.pump)
        self._pulse.timeout.connect(self._poll)
        self._tidy.timeout.connect(self._on_tidy)
        self._orphan.timeout.connect(self.leave)
        self._edge.wake_phone = self._on_phone_woken
        self._edge.security_event.connect(self._on_security_event)
        self._calls.changed.connect(self._on_call_changed)
        self._calls.failed.connect(self._on_order_failed)
        self._registrar.changed.connect(self._on_registration_changed)
        self._devices.changed.connect(self._on_devices_changed)
        self._sound.levels_measured.connect(self._on_levels_measured)
        self._door.order_received.connect(self._on_order)
        self._door.desk_came.connect(self._on_desk_came)
        self._door.desk_went.connect(self._await_desk)

    def _order_table(self) -> dict[type, Callable[..., None]]:
        calls, sound, p = self._calls, self._sound, protocol
        return {
            p.UseAccount: lambda o: self._registrar.use(o.account),
            p.DropAccount: lambda o: self._registrar.leave(lambda: None),
            p.SetIncomingPolicy: lambda o: calls.set_policy(o.policy),
            p.Dial: lambda o: calls.dial(o.call_id, o.target),
            p.Answer: lambda o: calls.answer(o.call_id),
            p.Decline: lambda o: calls.decline(o.call_id, o.code),
            p.HangUp: lambda o: calls.hang_up(o.call_id),
            p.Hold: lambda o: calls.hold(o.call_id),
            p.Retrieve: lambda o: calls.retrieve(o.call_id),
            p.Mute: lambda o: calls.set_muted(o.call_id, is_muted=True),
            p.Unmute: lambda o: calls.set_muted(o.call_id, is_muted=False),
            p.SendDtmf: lambda o: calls.send_dtmf(o.call_id, o.digits),
            p.PlayFile: lambda o: sound.play_file(o.call_id, o.path),
            p.ChooseDevice: lambda o: self._devices.choose(o.role, o.device_id),
            p.PlayTestTone: lambda o: sound.play_trial(o.role),
            p.WatchLevels: lambda o: sound.watch_levels(),
            p.IgnoreLevels: lambda o: sound.ignore_levels(),
            p.Ping: lambda o: self._door.send(p.Pong()),
            p.Quit: lambda o: self._quit(),
        }

    # ------------------------------------------------------------ life

    def start(self) -> None:
        """Raises ConfigurationError when the desk could not reach this engine."""
        self._door.open(self._options.socket)
        self._stack.start()
        self._sound.start()
        self._capabilities = self._find_capabilities()
        # collecting on PJSIP's clock thread would delete pj objects there; and a full collection stops the sound
        gc.collect()
        gc.freeze()
        gc.disable()
        self._pulse.start()
        self._tidy.start()
        self._await_desk()

    def leave(self) -> None:
        """Hang up, unregister, tell `left`."""
        if self._is_leaving:
            return
        self._is_leaving = True
        self._orphan.stop()
        # no order is obeyed from now on: whatever fails on the way, it must come to its end
        QTimer.singleShot(_LEAVE_MILLISECONDS, self, self._on_gone)
        # a desk that starts now gets an engine of its own
        self._door.shut()
        self._calls.end_all()
        self._registrar.leave(self._on_gone)

    def _quit(self) -> None:
        self.leave()
        self._door.dismiss()

    def _on_gone(self) -> None:
        self._door.flush()
        self.left.emit()

    def stop(self) -> None:
        """After the event loop. PJSIP itself is left to the end of the process."""
        self._pump.stop()
        self._pulse.stop()
        self._door.close()
        self._sound.stop()
        self._calls.drop_ended()

    def _on_phone_woken(self) -> None:
        self._poll()
        self._hurry()

    def _poll(self) -> None:
        """Let PJSIP work, and pass on what it says before anything else is done.

        Not from within: passing that on may end with bytes for PJSIP, which are read at the next turn.
        """
        if self._is_polling:
            return
        self._is_polling = True
        try:
            self._stack.poll()
            self._edge.read_phone()
        finally:
            self._is_polling = False
        self._calls.announce_new()
        self._calls.drop_ended()
        self._set_pace()

    def _hurry(self) -> None:
        """Something goes on: look at PJSIP often for a while."""
        self._lively_until = time.monotonic() + _LIVELY_SECONDS
        self._set_pace()

    def _set_pace(self) -> None:
        """No more wake-ups than are needed: an agent's computer has other work, or a battery."""
        if self._sound.is_open != self._pump.isActive():
            if self._pump.isActive():
                self._pump.stop()
            else:
                self._pump.start()
        wanted = _POLL_MILLISECONDS if time.monotonic() < self._lively_until else _IDLE_MILLISECONDS
        if self._pulse.interval() != wanted:
            self._pulse.setInterval(wanted)

    def _on_tidy(self) -> None:
        # never while somebody might be speaking; the frozen part of the heap is not looked at
        if self._calls.is_empty:
            gc.collect()
            self._sound.rest()

    # ------------------------------------------------------------ the desk

    def _await_desk(self) -> None:
        """Without a desk: a call is kept up for ten minutes, an idle engine leaves after some seconds."""
        if self._is_leaving:
            return
        self._sound.ignore_levels()
        seconds = self._options.call_seconds if self._calls.live else self._options.orphan_seconds
        self._orphan.start(int(seconds * 1000))

    def _on_desk_came(self) -> None:
        self._orphan.stop()
        assert self._capabilities is not None
        self._door.send(
            protocol.EngineStarted(version=protocol.PROTOCOL_VERSION, pid=os.getpid(), capabilities=self._capabilities)
        )
        self._on_registration_changed(self._registrar.registration)
        self._on_devices_changed(self._devices.state)
        for call in self._calls.live:
            self._on_call_changed(call)

    def _on_order(self, order: protocol.Order) -> None:
        name = type(order).__name__
        call_id = str(getattr(order, "call_id", ""))
        handle = self._orders.get(type(order))
        if self._is_leaving:
            return
        if handle is None:
            logger.warning("%s is not an order for now", name)
            return
        try:
            handle(order)
        except DesktopError as error:
            self._on_order_failed(name, error.text, error.hint, call_id)
        except Exception:
            # the call stays up: an engine that ends over one order helps nobody
            logger.exception("the order %s failed", name)
            self._on_order_failed(name, tr("The phone could not do that."), tr("The log says more."), call_id)
        if not isinstance(order, protocol.Ping):
            self._hurry()

    # ------------------------------------------------------------ news

    def _on_call_changed(self, call: Call) -> None:
        self._door.send(protocol.CallChanged(call=call))
        if not self._door.has_desk and not self._calls.live:
            self._await_desk()

    def _on_order_failed(self, order: str, text: str, hint: str, call_id: str) -> None:
        self._door.send(protocol.OrderFailed(order=order, text=text, hint=hint, call_id=call_id))

    def _on_registration_changed(self, registration: Registration) -> None:
        self._door.send(protocol.RegistrationChanged(registration=registration))

    def _on_devices_changed(self, devices: DeviceList) -> None:
        self._door.send(protocol.DevicesChanged(devices=devices))

    def _on_levels_measured(self, microphone: float, speaker: float) -> None:
        if not self._door.is_behind:
            self._door.send(protocol.LevelsMeasured(microphone=microphone, speaker=speaker))

    def _on_security_event(self, event: SecurityEvent) -> None:
        self._door.send(protocol.SecurityNoticed(event=event))

    # ------------------------------------------------------------ abilities

    def _find_capabilities(self) -> Capabilities:
        abilities = self._stack.abilities()
        supported = QSslSocket.supportedProtocols()  # Windows 10 itself speaks no TLS 1.3
        tls = tuple(name for protocol, name in _TLS.items() if protocol in supported)
        missing = []
        if not self._devices.state.devices:
            missing.append(tr("There is no sound device: calls can be taken, but nothing is heard."))
        if "opus" not in (codec.lower() for codec in abilities.codecs):
            missing.append(tr("Opus is missing: calls use G.722 or G.711."))
        if not abilities.has_srtp:
            missing.append(tr("The sound of calls cannot be encrypted."))
        if not tls:
            missing.append(tr("The connection to the exchange cannot be encrypted."))
        return Capabilities(
            pjsip_version=abilities.version,
            codecs=abilities.codecs,
            has_native_devices=abilities.has_native_devices,
            has_srtp=abilities.has_srtp,
            edge_tls=tls,
            media_path="QtMultimedia" if self._options.has_sound else "none",
            missing=tuple(missing),
        )
