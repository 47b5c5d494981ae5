"""Runs in Windows: the phone engine as a child, spoken to over a named pipe, takes one call from first to last.

Arguments: FOLDER SERVER USER PASSWORD CA_FILE TALK_SECONDS and further ones for the engine. With a CA file ("" is none)
the line is TLS.
"""

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtNetwork import QLocalSocket

from desktop.domain.call import CallState
from desktop.domain.phone import Account, MediaSecurity, RegistrationState, Transport
from desktop.telephony import protocol, wire
from installer.windows.trial.inside.waiting import pause, say, wait

_PIPE = "parley-trial-engine"
_NO = (RegistrationState.REFUSED, RegistrationState.UNREACHABLE, RegistrationState.MISCONFIGURED)
_TOKEN = "0123456789abcdef"
_PROGRAM = Path(sys.executable).with_name("parley-console.exe")


class Desk:
    """The desk's end of the pipe."""

    def __init__(self) -> None:
        self.news: list[protocol.Order | protocol.News] = []
        self._socket = QLocalSocket()
        self._reader = wire.FrameReader()
        self._socket.readyRead.connect(self._read)

    def connect(self) -> None:
        def is_connected() -> bool:
            if self._socket.state() is QLocalSocket.LocalSocketState.UnconnectedState:
                self._socket.connectToServer(_PIPE)
            return self._socket.state() is QLocalSocket.LocalSocketState.ConnectedState

        wait(is_connected, "the engine's pipe")
        self.order(protocol.Hello(token=_TOKEN))

    def order(self, order: protocol.Order) -> None:
        self._socket.write(wire.encode(order))
        self._socket.flush()

    def call_in(self, state: CallState) -> protocol.CallChanged | None:
        found = [one for one in self.news if isinstance(one, protocol.CallChanged) and one.call.state is state]
        return found[-1] if found else None

    def wait_for_call(self, state: CallState) -> protocol.CallChanged:
        wait(lambda: self.call_in(state) is not None, f"the call to be {state.value}; so far {self.news}")
        found = self.call_in(state)
        assert found is not None
        return found

    def _read(self) -> None:
        self.news.extend(self._reader.feed(bytes(self._socket.readAll().data())))


def account(server: str, user: str, password: str, ca_file: str) -> Account:
    is_tls = bool(ca_file)
    return Account(
        user=user,
        password=password,
        servers=(server,),
        domain="parley.test",
        transport=Transport.TLS if is_tls else Transport.UDP,
        media_security=MediaSecurity.OPTIONAL if is_tls else MediaSecurity.OFF,
        extra_ca_file=ca_file,
    )


def take_call(desk: Desk, line: Account, talk_seconds: float) -> None:
    desk.connect()
    desk.order(protocol.UseAccount(account=line))

    def is_registered() -> bool:
        states = [one.registration for one in desk.news if isinstance(one, protocol.RegistrationChanged)]
        assert not [state for state in states if state.state in _NO], states
        return bool(states) and states[-1].state is RegistrationState.REGISTERED

    wait(is_registered, f"the registration; so far {desk.news}")
    say("registered")
    call_id = desk.wait_for_call(CallState.RINGING).call.id
    desk.order(protocol.Answer(call_id=call_id))
    call = desk.wait_for_call(CallState.ACTIVE).call
    say("talking")
    pause(talk_seconds)
    desk.order(protocol.HangUp(call_id=call_id))
    end = desk.wait_for_call(CallState.ENDED).call.end
    devices = [one.devices for one in desk.news if isinstance(one, protocol.DevicesChanged)]
    if devices:
        say(f"devices: {', '.join(device.name for device in devices[-1].devices) or 'none'}")
    say(f"answered a call of {call.peer} with {call.codec}; it ended: {end}")


def main(folder: str, server: str, user: str, password: str, *more: str) -> None:
    ca_file, talk_seconds, *options = more
    application = QCoreApplication(sys.argv)
    token_file = Path(folder) / "token"
    token_file.parent.mkdir(parents=True, exist_ok=True)
    token_file.write_text(_TOKEN)
    log = token_file.with_name("engine.log")
    words = [str(_PROGRAM), "-m", "desktop.telephony.engine", "--socket", _PIPE, "--token-file", str(token_file)]
    desk = Desk()
    with subprocess.Popen([*words, "--log", str(log), *options], stdin=subprocess.DEVNULL) as engine:
        try:
            take_call(desk, account(server, user, password, ca_file), float(talk_seconds))
            desk.order(protocol.Quit())
            wait(lambda: engine.poll() is not None, "the engine to leave")
        except BaseException:
            engine.kill()
            say(log.read_text("utf-8") if log.exists() else "the engine wrote no log")
            raise
    assert engine.returncode == 0, engine.returncode
    say("the engine left in order")
    application.quit()


if __name__ == "__main__":
    main(*sys.argv[2:])
