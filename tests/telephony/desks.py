"""A desk for the tests: a real `EngineLink` with its real engine process, and what it was told."""

import contextlib
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

from desktop.domain.call import Call, CallState
from desktop.domain.phone import Account, Capabilities, DeviceList, Registration, RegistrationState
from desktop.telephony import protocol
from desktop.telephony.link import EngineLink
from tests.servers.process import PATIENCE_SECONDS
from tests.servers.pulse import SoundServer


def wait_for(condition: Callable[[], bool], what: str | Callable[[], str], seconds: float = PATIENCE_SECONDS) -> None:
    """Let Qt's events happen until `condition` holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds:.0f} s: {what if isinstance(what, str) else what()}")
        loop = QEventLoop()
        QTimer.singleShot(5, loop.quit)
        loop.exec()


def is_alive(pid: int) -> bool:
    """A zombie that nobody has collected yet is dead."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def wait_until_obeyed(link: EngineLink) -> None:
    """The engine has done all it was told so far: it takes one order after the other, and answers a Ping as one."""
    pongs: list[protocol.Pong] = []
    hear = link._hear

    def heard(news: protocol.Order | protocol.News) -> None:
        if isinstance(news, protocol.Pong):
            pongs.append(news)
        hear(news)

    wait_for(lambda: link.pid > 0, "an engine")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(link, "_hear", heard)
        # the first Pong that comes may answer the heartbeat's own
        for _ in range(2):
            link._write(protocol.Ping())
        wait_for(lambda: len(pongs) >= 2, "the engine to obey")


class TestDesk:
    """`news` is everything in order; the other lists are by kind."""

    __test__ = False

    def __init__(self, folder: Path, *options: str) -> None:
        assert QCoreApplication.instance() is not None, "the test needs the qapp fixture"
        self.folder = folder
        self._forgotten: set[str] = set()
        self.link = EngineLink(folder, options=options)
        self.started: list[Capabilities] = []
        self.lost: list[str] = []
        self.registrations: list[Registration] = []
        self.calls: list[Call] = []
        self.devices: list[DeviceList] = []
        self.levels: list[tuple[float, float]] = []
        self.failures: list[tuple[str, str, str]] = []
        self.pids: list[int] = []
        self.link.started.connect(self._on_started)
        self.link.lost.connect(self.lost.append)
        self.link.registration_changed.connect(self.registrations.append)
        self.link.call_changed.connect(self._on_call)
        self.link.devices_changed.connect(self.devices.append)
        self.link.levels_measured.connect(lambda mic, speaker: self.levels.append((mic, speaker)))
        self.link.order_failed.connect(self._on_failure)

    def _on_call(self, call: Call) -> None:
        if call.id not in self._forgotten:
            self.calls.append(call)

    def _on_failure(self, *words: str) -> None:
        if words[0] not in self._forgotten:
            self.failures.append((words[0], words[1], words[2]))

    def forget(self) -> None:
        """The calls so far, and what is still to be told of them: their ids are not to be used again."""
        self._forgotten |= {call.id for call in self.calls}
        self.calls.clear()
        self.failures.clear()

    def _on_started(self, capabilities: Capabilities) -> None:
        self.started.append(capabilities)
        self.pids.append(self.link.pid)

    def start(self) -> None:
        count = len(self.started)
        self.link.start()
        wait_for(lambda: len(self.started) > count, f"the engine\n{self.log()}")

    def register(self, account: Account) -> None:
        self.registrations.clear()
        self.link.use_account(account)
        self.wait_for_registration(RegistrationState.REGISTERED)

    def wait_for_registration(self, state: RegistrationState, seconds: float = PATIENCE_SECONDS) -> Registration:
        def holds() -> bool:
            return bool(self.registrations) and self.registrations[-1].state is state

        wait_for(holds, lambda: f"{state}: {self.registrations}\n{self.log()}", seconds)
        return self.registrations[-1]

    def wait_for_call(self, state: CallState, call_id: str = "") -> Call:
        """The newest word on this call (or the newest call) says `state`."""

        def latest() -> Call | None:
            of_call = [call for call in self.calls if not call_id or call.id == call_id]
            return of_call[-1] if of_call else None

        def holds() -> bool:
            call = latest()
            return call is not None and call.state is state

        wait_for(holds, lambda: f"a call that is {state}: {self.states()}\n{self.log()}")
        call = latest()
        assert call is not None
        return call

    def states(self, call_id: str = "") -> list[CallState]:
        """The states a call went through, without repetition."""
        states = [call.state for call in self.calls if not call_id or call.id == call_id]
        return [state for at, state in enumerate(states) if at == 0 or states[at - 1] is not state]

    def log(self) -> str:
        with contextlib.suppress(OSError):
            return (self.folder / "engine.log").read_text()
        return "(no log)"

    def close(self) -> None:
        """Have the engine leave, and see that none of this desk's is left."""
        self.link.stop()
        deadline = time.monotonic() + PATIENCE_SECONDS
        while (left := [pid for pid in self.pids if is_alive(pid)]) and time.monotonic() < deadline:
            time.sleep(0.01)
        for pid in left:
            os.kill(pid, signal.SIGKILL)
        assert not left, f"the engine did not leave: {self.log()}"
        self.link.deleteLater()

    def kill_engine(self) -> None:
        os.kill(self.pids[-1], signal.SIGKILL)


@contextlib.contextmanager
def desk(*options: str, sounds: SoundServer | None = None, has_sound: bool = False) -> Iterator[TestDesk]:
    """A desk whose engine has started, without sound devices unless given; its log must hold no ERROR."""
    folder = Path(tempfile.mkdtemp(prefix="parley-engine-"))
    made = TestDesk(folder, *options, *(() if sounds or has_sound else ("--null-audio",)))
    try:
        with pytest.MonkeyPatch.context() as patch:
            for name, value in (sounds.environment if sounds else {}).items():
                patch.setenv(name, value)
            made.start()
        yield made
    finally:
        made.close()
        log = made.log()
        shutil.rmtree(folder, ignore_errors=True)
    bad = [line for line in log.splitlines() if " ERROR " in line]
    assert not bad, log
