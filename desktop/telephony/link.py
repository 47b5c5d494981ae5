"""The desk's link to its phone engine: finds one that runs or starts one, watches it, speaks to it. GUI thread.

Nothing here waits. Orders given while there is no engine are kept until there is one; account, policy and devices
are said again to each new one, so that an engine that died is back as it was, and registered.
"""

import logging
import time
from collections import deque
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer
from PySide6.QtNetwork import QLocalSocket
from typing_extensions import override

from desktop.domain.phone import Account, DeviceRole, IncomingPolicy
from desktop.domain.text import tr
from desktop.services.ports import PhoneEngine
from desktop.telephony import protocol, wire
from desktop.telephony.heartbeat import Heartbeat
from desktop.telephony.rendezvous import Rendezvous, end_process, prepare

logger = logging.getLogger(__name__)

_KNOCK_MILLISECONDS = 40
_QUIT_MILLISECONDS = 1000
_START_SECONDS = 8.0
_STEADY_SECONDS = 60.0
# one that starts on a cold machine is busy for some seconds before it answers the first time
_PATIENCE_AT_FIRST = 10
_PATIENCE = 2
_PATIENCE_AGAIN = 1  # on a second way to an engine that was silent on the first
_PAUSES_SECONDS = (0.0, 0.0, 1.0, 3.0, 10.0, 30.0)
_MAX_WAITING = 200


class EngineLink(PhoneEngine):
    """`folder` is the profile's engine folder; `options` are further arguments of `parley engine`."""

    def __init__(self, folder: Path, parent: QObject | None = None, *, options: tuple[str, ...] = ()) -> None:
        super().__init__(parent)
        self._folder = folder
        self._options = options
        self._meeting: Rendezvous | None = None
        self._is_wanted = False
        self._is_up = False
        self._has_said_lost = False
        self._deadline = 0.0
        self._has_launched = False
        self._was_silent = False
        self._up_since = 0.0
        self._deaths = 0
        self._account: Account | None = None
        self._policy = IncomingPolicy.RING
        self._devices: dict[DeviceRole, str] = {}
        self._waiting: deque[protocol.Order] = deque(maxlen=_MAX_WAITING)
        self._reader = wire.FrameReader()
        self._socket = QLocalSocket(self)
        self._socket.connected.connect(self._on_connected)
        self._socket.readyRead.connect(self._on_bytes)
        self._socket.disconnected.connect(self._on_disconnected)
        self._socket.errorOccurred.connect(self._on_error)
        self._knock = QTimer(self, singleShot=True)
        self._knock.timeout.connect(self._try)
        self._heartbeat = Heartbeat(self)
        self._heartbeat.turned.connect(self._on_second)
        self._heartbeat.fell_silent.connect(self._on_silence)
        self.pid = 0

    # ------------------------------------------------------------ finding and keeping an engine

    @override
    def start(self) -> None:
        if self._is_wanted:
            return
        try:
            self._meeting = prepare(self._folder)
        except OSError as error:
            logger.exception("the engine's folder cannot be used")
            self.lost.emit(tr("The phone cannot be started: {why}", why=error.strerror or str(error)))
            return
        self._is_wanted = True
        self._deaths = 0
        self._try()

    @override
    def stop(self) -> None:
        self._is_wanted = False
        self._knock.stop()
        self._heartbeat.rest()
        self._waiting.clear()
        if self._is_up:
            self._write(protocol.Quit())
            # a socket closed before the engine has read this can take it along: the engine would think that the desk
            # had died, and hold a call for ten minutes. It hangs up as soon as it has read it
            if self._socket.state() is not QLocalSocket.LocalSocketState.UnconnectedState:  # else it has just gone
                self._socket.waitForDisconnected(_QUIT_MILLISECONDS)
            self._socket.abort()
        else:
            self._socket.abort()

    def _try(self) -> None:
        if not self._is_wanted or self._meeting is None:
            return
        if not self._deadline:
            self._deadline = time.monotonic() + _START_SECONDS
            self._has_launched = False
        self._reader = wire.FrameReader()
        self._socket.abort()
        self._socket.connectToServer(self._meeting.socket)

    def _on_error(self, error: QLocalSocket.LocalSocketError) -> None:
        if self._is_up or not self._is_wanted or self._socket.state() is QLocalSocket.LocalSocketState.ConnectedState:
            return
        if not self._has_launched:
            self._has_launched = True
            self._launch()
        self._knock_again(error.name)

    def _knock_again(self, why: str) -> None:
        if time.monotonic() < self._deadline:
            self._knock.start(_KNOCK_MILLISECONDS)
        else:
            logger.error("no engine answers: %s", why)
            self._fail(tr("The phone could not be started. It is tried again; calls are not possible now."))

    def _launch(self) -> None:
        assert self._meeting is not None
        program, arguments, folder = self._meeting.command()
        process = QProcess()
        process.setProgram(program)
        process.setArguments([*arguments, *self._options])
        process.setWorkingDirectory(folder)
        for redirect in (process.setStandardOutputFile, process.setStandardErrorFile):
            redirect(QProcess.nullDevice())
        process.setStandardInputFile(QProcess.nullDevice())
        # detached: it keeps the call up when this desk dies
        # PySide's annotations promise a pair, what comes is a bool
        started: object = process.startDetached()
        if started is False:
            logger.error("the engine's program cannot be run")

    def _fail(self, text: str) -> None:
        """No engine, or no longer: say so once, and begin again, the later the more often it happened."""
        pause = _PAUSES_SECONDS[min(self._deaths, len(_PAUSES_SECONDS) - 1)]
        self._deaths += 1
        self._deadline = 0.0
        if not self._has_said_lost:
            self._has_said_lost = True
            self.lost.emit(text)
        given, self._waiting = self._waiting, deque(maxlen=_MAX_WAITING)
        for order in given:
            self._send(order)
        self._knock.start(int(pause * 1000))

    def _on_connected(self) -> None:
        assert self._meeting is not None
        self._heartbeat.begin(_PATIENCE_AGAIN if self._was_silent else _PATIENCE_AT_FIRST)
        self._write(protocol.Hello(token=self._meeting.token))

    def _on_second(self) -> None:
        if self._is_up:
            self._write(protocol.Ping())

    def _on_silence(self) -> None:
        """It may be the way to it that is stuck: no call is ended for that alone."""
        if self._is_up:
            logger.warning("the phone engine is silent; it is called on anew")
            self._is_up, self._was_silent = False, True
            self._deadline, self._has_launched = time.monotonic() + _START_SECONDS, False
            self._socket.abort()  # and is knocked at again
        else:
            self._end_engine()

    def _end_engine(self) -> None:
        """It lives, holds its socket open and does nothing: nobody but us will end it."""
        assert self._meeting is not None
        logger.error("the phone engine does not answer and is ended")
        end_process(self.pid or self._meeting.engine_pid())
        was_up, self._was_silent = self._was_silent, False
        # on the way there it may take its time, and what it still says is not for the next one
        self._socket.abort()
        if was_up:
            self._mourn()

    def _on_disconnected(self) -> None:
        was_up, self._is_up = self._is_up, False
        self.pid = 0
        self._heartbeat.rest()
        if not self._is_wanted:
            return
        if not was_up:
            # a killed engine's door stands open a moment longer than its rooms
            if not self._knock.isActive():
                self._knock_again("hung up on")
            return
        self._mourn()

    def _mourn(self) -> None:
        if time.monotonic() - self._up_since > _STEADY_SECONDS:
            self._deaths = 0
        logger.error("the phone engine has ended")
        self._fail(tr("The phone stopped working and is being started again. A call that was up is interrupted."))

    # ------------------------------------------------------------ speaking

    def _write(self, order: protocol.Order) -> None:
        self._socket.write(wire.encode(order))
        # does not wait; without it a busy window would send the answer to a call late
        self._socket.flush()

    def _send(self, order: protocol.Order) -> None:
        if self._is_up:
            self._write(order)
        elif self._is_wanted and self._has_said_lost and (call_id := _call_of(order)):
            # not from within the order: whoever gave it does not know its call's id yet
            QTimer.singleShot(0, self, lambda: self._refuse(call_id))
        elif self._is_wanted:
            self._waiting.append(order)

    def _refuse(self, call_id: str) -> None:
        """Nobody wants a call that is placed half a minute after it was dialled, or three for three tries."""
        text = tr("The phone is being started again; this could not be done.")
        self.order_failed.emit(call_id, text, tr("Try it again in a moment."))

    def _on_bytes(self) -> None:
        self._heartbeat.heard()
        try:
            for news in self._reader.feed(bytes(self._socket.readAll().data())):
                self._hear(news)
        except wire.ProtocolError:
            logger.exception("the engine said what it may not say")
            self._socket.abort()
            self._on_disconnected()

    def _hear(self, news: protocol.Order | protocol.News) -> None:
        match news:
            case protocol.EngineStarted():
                self._greet(news)
            case protocol.OrderFailed():
                self._hear_failure(news)
            case protocol.Pong():
                pass
            case _:
                self._pass_on(news)

    def _pass_on(self, news: protocol.Order | protocol.News) -> None:
        match news:
            case protocol.RegistrationChanged():
                self.registration_changed.emit(news.registration)
            case protocol.CallChanged():
                self.call_changed.emit(news.call)
            case protocol.DevicesChanged():
                self.devices_changed.emit(news.devices)
            case protocol.LevelsMeasured():
                self.levels_measured.emit(news.microphone, news.speaker)
            case protocol.SecurityNoticed():
                self.security_noticed.emit(news.event)
            case _:
                raise wire.ProtocolError(f"{type(news).__name__} is not news")

    def _hear_failure(self, news: protocol.OrderFailed) -> None:
        if self._is_up:
            self.order_failed.emit(news.call_id, news.text, news.hint)
        else:
            # our Hello: an engine of another version is still in a call
            self._fail(news.text)

    def _greet(self, news: protocol.EngineStarted) -> None:
        self._is_up = True
        self._was_silent = self._has_said_lost = False
        self._up_since = time.monotonic()
        self._heartbeat.begin(_PATIENCE)
        self.pid = news.pid
        self.started.emit(news.capabilities)
        self._write(protocol.SetIncomingPolicy(policy=self._policy))
        for role, device_id in self._devices.items():
            self._write(protocol.ChooseDevice(role=role, device_id=device_id))
        if self._account is not None:
            self._write(protocol.UseAccount(account=self._account))
        while self._waiting:
            self._write(self._waiting.popleft())

    # ------------------------------------------------------------ orders

    @override
    def use_account(self, account: Account) -> None:
        self._account = account
        self._say(protocol.UseAccount(account=account))

    @override
    def drop_account(self) -> None:
        self._account = None
        self._say(protocol.DropAccount())

    @override
    def set_incoming_policy(self, policy: IncomingPolicy) -> None:
        self._policy = policy
        self._say(protocol.SetIncomingPolicy(policy=policy))

    @override
    def choose_device(self, role: DeviceRole, device_id: str) -> None:
        self._devices[role] = device_id
        self._say(protocol.ChooseDevice(role=role, device_id=device_id))

    def _say(self, order: protocol.Order) -> None:
        """What every new engine is told anyhow need not wait for one."""
        if self._is_up:
            self._write(order)

    @override
    def dial(self, call_id: str, target: str) -> None:
        self._send(protocol.Dial(call_id=call_id, target=target))

    @override
    def answer(self, call_id: str) -> None:
        self._send(protocol.Answer(call_id=call_id))

    @override
    def decline(self, call_id: str) -> None:
        self._send(protocol.Decline(call_id=call_id))

    @override
    def hang_up(self, call_id: str) -> None:
        self._send(protocol.HangUp(call_id=call_id))

    @override
    def hold(self, call_id: str) -> None:
        self._send(protocol.Hold(call_id=call_id))

    @override
    def retrieve(self, call_id: str) -> None:
        self._send(protocol.Retrieve(call_id=call_id))

    @override
    def mute(self, call_id: str) -> None:
        self._send(protocol.Mute(call_id=call_id))

    @override
    def unmute(self, call_id: str) -> None:
        self._send(protocol.Unmute(call_id=call_id))

    @override
    def send_dtmf(self, call_id: str, digits: str) -> None:
        self._send(protocol.SendDtmf(call_id=call_id, digits=digits))

    @override
    def play_test_tone(self, role: DeviceRole) -> None:
        self._send(protocol.PlayTestTone(role=role))

    @override
    def watch_levels(self) -> None:
        self._send(protocol.WatchLevels())

    @override
    def ignore_levels(self) -> None:
        self._send(protocol.IgnoreLevels())


def _call_of(order: protocol.Order) -> str:
    """The call an order is about, "" for the others."""
    return str(getattr(order, "call_id", ""))
