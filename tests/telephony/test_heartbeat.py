"""A side that lives and says nothing: noticed by those who wait for it, and not blamed for what is not its doing.

A process is stopped here with SIGSTOP, as a deadlock or a debugger would.
"""

import contextlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from desktop.domain.call import CallState
from desktop.domain.phone import RegistrationState
from desktop.telephony import heartbeat, link, protocol, wire
from desktop.telephony.engine import desk as engine_desk
from desktop.telephony.heartbeat import Heartbeat
from desktop.telephony.rendezvous import prepare
from tests.conftest import LogWatch
from tests.servers.kamailio import Registrar
from tests.servers.process import PATIENCE_SECONDS
from tests.servers.sipp import Caller, Plot, calling
from tests.telephony.desks import TestDesk, is_alive, wait_for
from tests.telephony.engine.conftest import account_of
from tests.telephony.test_link import _first_words, _second_desk


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heartbeat, "SECOND_MILLISECONDS", 300)


@pytest.fixture
def stopped() -> Iterator[list[int]]:
    """Processes that were stopped; gone at the end."""
    pids: list[int] = []
    yield pids
    for pid in pids:
        if is_alive(pid):
            os.kill(pid, signal.SIGKILL)


@pytest.mark.sip
def test_an_engine_that_hangs_is_told_ended_replaced_and_registered_again(
    qapp: object, tmp_path: Path, exchange: Registrar, log_watch: LogWatch, quick: None, stopped: list[int]
) -> None:
    log_watch.expect("the phone engine is silent")
    log_watch.expect("the phone engine does not answer")
    log_watch.expect("the phone engine has ended")
    agent = TestDesk(tmp_path, "--null-audio")
    agent.start()
    agent.register(account_of(exchange))
    with calling("agent", exchange.trunk_address):
        wait_for(lambda: bool(agent.calls), "the ring")
        agent.link.answer(agent.calls[-1].id)
        agent.wait_for_call(CallState.ACTIVE)
        agent.registrations.clear()
        stopped.append(agent.pids[0])
        os.kill(agent.pids[0], signal.SIGSTOP)
        wait_for(lambda: bool(agent.lost), "the words")
        assert "stopped working" in agent.lost[0]
        wait_for(lambda: not is_alive(agent.pids[0]), "its end")
        agent.wait_for_registration(RegistrationState.REGISTERED)
    assert agent.pids[0] != agent.pids[1]
    assert len(agent.lost) == 1
    agent.close()


@pytest.mark.sip
@pytest.mark.parametrize("deaf", ["desk", "engine"])
def test_a_way_that_is_stuck_is_replaced_and_the_call_that_came_meanwhile_is_told(
    qapp: object, tmp_path: Path, exchange: Registrar, log_watch: LogWatch, quick: None, deaf: str
) -> None:
    """The engine is well, but nothing it says arrives any more, or nothing it is told."""
    log_watch.expect("the phone engine is silent")
    agent = TestDesk(tmp_path, "--null-audio")
    agent.start()
    agent.register(account_of(exchange))
    hear = agent.link._on_bytes
    with pytest.MonkeyPatch.context() as patch:
        if deaf == "desk":
            agent.link._socket.readyRead.disconnect(hear)
        else:
            patch.setattr(agent.link, "_write", lambda order: None)
            patch.setattr(agent.link, "_hear", lambda news: None)  # nor would its answers come
        agent.link._socket.connected.disconnect(agent.link._on_connected)

        def on_a_new_way() -> None:
            patch.undo()
            if deaf == "desk":
                agent.link._socket.readyRead.connect(hear)
            agent.link._on_connected()

        agent.link._socket.connected.connect(on_a_new_way)
        with calling("agent", exchange.trunk_address):
            wait_for(lambda: bool(agent.calls), "the ring")
            assert agent.calls[-1].state is CallState.RINGING
            agent.link.answer(agent.calls[-1].id)
            agent.wait_for_call(CallState.ACTIVE)
    assert (agent.lost, agent.pids[0], len(agent.started)) == ([], agent.link.pid, 2)
    agent.close()


def test_an_engine_that_hung_before_this_desk_came_is_ended_and_replaced(
    qapp: object, tmp_path: Path, log_watch: LogWatch, quick: None, stopped: list[int]
) -> None:
    log_watch.expect("the phone engine does not answer")
    log_watch.expect("no engine answers")
    first = TestDesk(tmp_path, "--null-audio", "--orphan-seconds", "60")
    first.start()
    stopped.append(first.pids[0])
    assert prepare(tmp_path).engine_pid() == first.pids[0]
    first.link._is_wanted = False  # as a desk that is killed: it does not say Quit
    first.link._socket.abort()
    os.kill(first.pids[0], signal.SIGSTOP)
    second = TestDesk(tmp_path, "--null-audio")
    # the deadline of the start is over when it is given up
    second.link._deadline = time.monotonic()
    second.start()
    assert not is_alive(first.pids[0])
    assert second.pids != first.pids
    second.close()
    assert prepare(tmp_path).engine_pid() == 0


def test_an_engine_that_is_well_is_left_alone_by_a_desk_that_slept(
    qapp: object, bare_desk: TestDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link, "_PATIENCE", 20)
    bare_desk.link._heartbeat._timer.setInterval(50)
    bare_desk.link._heartbeat.begin(20)
    for _ in range(2):
        # longer than its patience, as a laptop that is closed, or a window that is busy
        time.sleep(1.2)
        wait_for(lambda: bare_desk.link._heartbeat._unanswered == 0, "an answer")
    assert bare_desk.lost == []
    assert bare_desk.link.pid == bare_desk.pids[0]


def test_silence_is_told_once_and_only_while_it_is_asked(qapp: object) -> None:
    asked: list[float] = []
    silences: list[int] = []
    beat = Heartbeat()

    def on_turn() -> None:
        asked.append(time.monotonic())
        if len(asked) == 5:
            beat.heard()
        elif len(asked) == 8:
            beat.rest()

    beat.turned.connect(on_turn)
    beat._timer.setInterval(5)
    beat.fell_silent.connect(lambda: silences.append(len(asked)))
    beat.begin(3)
    wait_for(lambda: bool(silences), "the silence")
    beat.begin(3)
    wait_for(lambda: len(asked) >= 8, "two questions, an answer, and three more")
    wait_for(lambda: time.monotonic() > asked[-1] + 0.1, "some time")
    assert (len(asked), silences) == (8, [3])


@pytest.mark.sip
def test_a_desk_that_is_stopped_keeps_its_engine_and_the_call(
    tmp_path: Path, qapp: object, exchange: Registrar
) -> None:
    options = ("--null-audio", "--call-seconds", "0.2", "--orphan-seconds", "0.2")
    with _second_desk(tmp_path, exchange, *options) as first:
        exchange.wait_until_registered("agent")
        with calling("agent", exchange.trunk_address, Caller(), Plot(talk_seconds=2)) as caller:
            pid = int(_first_words(first)[-1])
            os.kill(first.pid, signal.SIGSTOP)
            # the caller hangs up, not an engine that thinks itself alone
            caller.finish()
            assert is_alive(pid)
            os.kill(first.pid, signal.SIGCONT)
        first.kill()
        wait_for(lambda: not is_alive(pid), "the engine's end")


def test_a_desk_that_never_reads_is_given_up_before_the_engine_is_full_of_its_news(
    bare_desk: TestDesk, log_watch: LogWatch
) -> None:
    bare_desk.link._is_wanted = False  # the other desk takes its place
    meeting = prepare(bare_desk.folder)
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.connect(meeting.socket)
        deaf.sendall(wire.encode(protocol.Hello(token=meeting.token)))
        order = wire.encode(protocol.HangUp(call_id="x" * 20_000))  # is told back: there is no such call
        deaf.settimeout(PATIENCE_SECONDS)
        with pytest.raises(ConnectionError):
            deaf.sendall(order * (20 * engine_desk._DEAF_BYTES // len(order)))
    wait_for(lambda: "does not read" in bare_desk.log(), "the words")
    wait_for(lambda: not is_alive(bare_desk.pids[0]), "an engine that is alone leaves")


def _send_until(door: engine_desk.DeskDoor, condition: Callable[[], bool]) -> int:
    """The bytes sent."""
    sent = 0
    while not condition():
        door.send(protocol.Pong())
        sent += len(wire.encode(protocol.Pong()))
    return sent


def test_what_is_old_when_it_is_read_is_not_sent_to_a_desk_that_is_behind(qapp: QObject, tmp_path: Path) -> None:
    door = engine_desk.DeskDoor("token", qapp)
    door.open(str(tmp_path / "socket"))
    with socket.socket(socket.AF_UNIX) as visitor:
        visitor.connect(str(tmp_path / "socket"))
        visitor.sendall(wire.encode(protocol.Hello(token="token")))
        wait_for(lambda: door.has_desk, "the desk")
        assert not door.is_behind
        sent = _send_until(door, lambda: door.is_behind)
        assert door.has_desk
        visitor.setblocking(False)

        def read() -> bool:
            nonlocal sent
            with contextlib.suppress(BlockingIOError):
                sent -= len(visitor.recv(1_000_000))
            return sent == 0

        wait_for(read, "all of it")
        wait_for(lambda: not door.is_behind, "nothing left to send")
        door.close()
    door.deleteLater()


def test_stopping_is_not_dying() -> None:
    """What the tests above rest on."""
    with subprocess.Popen(["sleep", "20"]) as sleeper:
        os.kill(sleeper.pid, signal.SIGSTOP)
        assert is_alive(sleeper.pid)
        sleeper.kill()
