"""The desk's link to its engine: found, started, watched, spoken to; and what becomes of a call when one side dies."""

import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket

from desktop.domain.call import CallEnd, CallState
from desktop.domain.phone import Account, RegistrationState
from desktop.paths import resources_folder
from desktop.telephony import protocol, wire
from desktop.telephony.link import EngineLink
from desktop.telephony.rendezvous import prepare
from tests.conftest import LogWatch
from tests.servers.kamailio import Registrar
from tests.servers.process import wait_until
from tests.servers.pulse import sound_server
from tests.servers.sipp import Caller, Plot, calling
from tests.servers.tones import continuity
from tests.telephony.conftest import PASSWORD
from tests.telephony.desks import TestDesk, desk, is_alive, wait_for

pytestmark = pytest.mark.sip


def _account(exchange: Registrar) -> Account:
    return Account(user="agent", password=PASSWORD, servers=(exchange.address,))


def test_an_engine_is_started_says_what_it_can_do_and_leaves_with_its_desk(bare_desk: TestDesk) -> None:
    able = bare_desk.started[0]
    assert able.pjsip_version == "2.15.1"
    assert {"G722", "PCMA", "PCMU"} <= set(able.codecs)
    assert not {"speex", "iLBC", "GSM"} & set(able.codecs)
    assert any("sound device" in sentence for sentence in able.missing)
    assert is_alive(bare_desk.pids[0])
    bare_desk.link.stop()
    wait_for(lambda: not is_alive(bare_desk.pids[0]), "the engine's end")


def test_the_engine_speaks_the_users_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "pl_PL.UTF-8")
    with desk("--translations", str(resources_folder() / "translations")) as polish:
        wait_for(lambda: bool(polish.started), "the engine")
        assert "Brakuje Opus: rozmowy używają G.722 lub G.711." in polish.started[0].missing


def test_a_killed_engine_is_told_restarted_and_registered_again(
    bare_desk: TestDesk, exchange: Registrar, log_watch: LogWatch
) -> None:
    log_watch.expect("the phone engine has ended")
    bare_desk.register(_account(exchange))
    with calling("agent", exchange.trunk_address):
        wait_for(lambda: bool(bare_desk.calls), "the ring")
        bare_desk.link.answer(bare_desk.calls[-1].id)
        bare_desk.wait_for_call(CallState.ACTIVE)
        bare_desk.registrations.clear()
        bare_desk.kill_engine()
        wait_for(lambda: bool(bare_desk.lost), "the words")
        assert "stopped working" in bare_desk.lost[0]
        bare_desk.wait_for_registration(RegistrationState.REGISTERED)
    assert bare_desk.pids[0] != bare_desk.pids[1]
    assert len(bare_desk.lost) == 1


def test_a_desk_that_starts_while_the_old_engine_leaves_gets_a_new_one(bare_desk: TestDesk) -> None:
    bare_desk.link.stop()
    again = TestDesk(bare_desk.folder, "--null-audio")
    again.start()
    assert again.pids != bare_desk.pids
    assert again.lost == []
    again.close()


def test_orders_given_before_there_is_an_engine_are_kept_for_it(
    tmp_path: Path, qapp: object, exchange: Registrar
) -> None:
    made = TestDesk(tmp_path, "--null-audio")
    made.link.use_account(_account(exchange))
    made.link.start()
    made.link.hang_up("never")
    wait_for(lambda: bool(made.failures), "the answer")
    assert made.failures[0][0] == "never"
    made.wait_for_registration(RegistrationState.REGISTERED)
    made.close()


def test_what_is_dialled_while_there_is_no_engine_is_refused_and_not_placed_later(
    bare_desk: TestDesk, exchange: Registrar, log_watch: LogWatch
) -> None:
    log_watch.expect("the phone engine has ended")
    bare_desk.register(_account(exchange))
    bare_desk.registrations.clear()
    bare_desk.kill_engine()
    wait_for(lambda: bool(bare_desk.lost), "the words")
    for number in range(3):
        bare_desk.link.dial(f"late-{number}", "alice")
    assert bare_desk.failures == []
    wait_for(lambda: len(bare_desk.failures) == 3, "the refusals")
    call_id, text, hint = bare_desk.failures[0]
    assert (call_id, "started again" in text, bool(hint)) == ("late-0", True, True)
    bare_desk.wait_for_registration(RegistrationState.REGISTERED)
    assert bare_desk.calls == []
    bare_desk.link.dial("now", "alice")
    wait_for(lambda: bool(bare_desk.calls), "the call")
    assert {call.id for call in bare_desk.calls} == {"now"}


def test_an_engine_that_cannot_be_started_is_said_in_words(
    tmp_path: Path, qapp: object, log_watch: LogWatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_watch.expect("no engine answers")
    monkeypatch.setattr("desktop.telephony.link._START_SECONDS", 0.5)
    made = TestDesk(tmp_path, "--no-such-option")
    made.link.start()
    made.link.dial("early", "alice")
    wait_for(lambda: bool(made.lost), "the words")
    assert "could not be started" in made.lost[0]
    wait_for(lambda: [failure[0] for failure in made.failures] == ["early"], "the refusal")
    made.close()


def test_a_folder_that_cannot_be_made_is_said_in_words(tmp_path: Path, qapp: object, log_watch: LogWatch) -> None:
    log_watch.expect("folder cannot be used")
    (tmp_path / "file").write_text("in the way")
    link = EngineLink(tmp_path / "file" / "engine")
    lost: list[str] = []
    link.lost.connect(lost.append)
    link.start()
    assert "cannot be started" in lost[0]


@contextmanager
def _second_desk(
    folder: Path, exchange: Registrar, *options: str, **environment: str
) -> "Iterator[subprocess.Popen[str]]":
    # engines killed by other tests have left their contacts
    exchange.unregister("agent")
    command = [sys.executable, "-m", "tests.telephony.second_desk", str(folder), exchange.address, PASSWORD, *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, **environment}) as process:
        try:
            yield process
        finally:
            process.kill()


def _first_words(desk: "subprocess.Popen[str]") -> list[str]:
    assert desk.stdout is not None
    with selectors.DefaultSelector() as selector:
        selector.register(desk.stdout, selectors.EVENT_READ)
        assert selector.select(60), "the desk says nothing"
    return desk.stdout.readline().split()


@pytest.mark.sound
def test_a_killed_desk_leaves_the_call_up_and_heard_and_the_next_desk_finds_it(
    tmp_path: Path, qapp: object, exchange: Registrar
) -> None:
    with sound_server() as sounds, _second_desk(tmp_path, exchange, **sounds.environment) as first:
        exchange.wait_until_registered("agent")
        with calling("agent", exchange.trunk_address, Caller(), Plot()):
            call_id, day, hour, pid = _first_words(first)
            answered_at = datetime.fromisoformat(f"{day} {hour}")
            first.kill()  # SIGKILL: no word to the engine
            with sounds.recording("speaker") as heard:
                samples = heard.wait_for(2.5)
            # it goes on; how whole it is, is `test_sound`'s business
            found_tone = continuity(samples, 48_000, 440)
            assert found_tone.seconds > 1
            assert found_tone.missing_fraction < 0.5
            second = TestDesk(tmp_path)
            try:
                second.start()
                assert second.pids == [int(pid)]
                found = second.wait_for_call(CallState.ACTIVE, call_id)
                assert found.answered_at == answered_at
                wait_for(lambda: bool(second.registrations), "the registration")
                assert second.registrations[0].state is RegistrationState.REGISTERED
                second.link.hang_up(call_id)
                assert second.wait_for_call(CallState.ENDED, call_id).end is CallEnd.HUNG_UP_HERE
            finally:
                second.close()
    assert not is_alive(int(pid))


def test_an_engine_whose_desk_is_gone_leaves_soon_when_no_call_is_up(tmp_path: Path, qapp: object) -> None:
    made = TestDesk(tmp_path, "--null-audio", "--orphan-seconds", "0.5")
    made.start()
    made.link._is_wanted = False  # as a desk that is killed: it does not say Quit
    made.link._socket.abort()
    wait_for(lambda: not is_alive(made.pids[0]), "the engine's end")


def test_a_call_left_alone_is_ended_when_the_time_is_up(tmp_path: Path, qapp: object, exchange: Registrar) -> None:
    options = ("--null-audio", "--call-seconds", "1", "--orphan-seconds", "0.3")
    with _second_desk(tmp_path, exchange, *options) as first:
        exchange.wait_until_registered("agent")
        with calling("agent", exchange.trunk_address, Caller(), Plot()) as caller:
            pid = int(_first_words(first)[-1])
            first.kill()  # SIGKILL: no word to the engine
            caller.wait_for_message("BYE")
            wait_for(lambda: not is_alive(pid), "the engine's end")


def test_a_desk_that_leaves_waits_until_a_busy_engine_has_heard_it(
    qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would think that the desk had died, and hold a call for ten minutes with the microphone open."""
    monkeypatch.setattr("desktop.telephony.link._QUIT_MILLISECONDS", 60_000)
    with desk("--orphan-seconds", "60") as made:
        os.kill(made.pids[0], signal.SIGSTOP)
        began = time.monotonic()
        with subprocess.Popen(["sh", "-c", f"sleep 0.3; kill -CONT {made.pids[0]}"]):
            made.link.stop()
            took = time.monotonic() - began
        wait_for(lambda: not is_alive(made.pids[0]), "the engine's end")
    assert 0.2 < took < 50


def test_what_a_desk_said_before_it_was_gone_counts(tmp_path: Path, qapp: object) -> None:
    made = TestDesk(tmp_path, "--null-audio", "--orphan-seconds", "60")
    made.start()
    made.link._is_wanted = False  # it is to lose its engine to another desk, and start no new one
    with socket.socket(socket.AF_UNIX) as another:
        another.connect(prepare(tmp_path).socket)
        another.sendall(wire.encode(protocol.Hello(token=prepare(tmp_path).token)) + wire.encode(protocol.Quit()))
    wait_until(lambda: not is_alive(made.pids[0]), "the engine's end")  # and no event: the desk does not know yet
    made.close()


def test_a_second_desk_takes_over_from_the_first(bare_desk: TestDesk, qapp: object, log_watch: LogWatch) -> None:
    meeting = prepare(bare_desk.folder)
    bare_desk.link._is_wanted = False  # the first would come back at once, and that is another test
    socket = QLocalSocket()
    socket.connectToServer(meeting.socket)
    socket.write(wire.encode(protocol.Hello(token=meeting.token)))
    reader = wire.FrameReader()
    heard: list[object] = []
    socket.readyRead.connect(lambda: heard.extend(reader.feed(bytes(socket.readAll().data()))))
    wait_for(lambda: bool(heard), "the greeting")
    assert isinstance(heard[0], protocol.EngineStarted)
    wait_for(lambda: not bare_desk.link._is_up, "the first desk's end")
    socket.write(wire.encode(protocol.Quit()))
    wait_for(lambda: not is_alive(bare_desk.pids[0]), "the engine's end")


@pytest.mark.parametrize(
    "words",
    [
        wire.encode(protocol.Hello(token="0" * 64)),
        wire.encode(protocol.Quit()),
        b"GET / HTTP/1.1\r\n\r\n",
        (2**31).to_bytes(4, "big"),
        wire.encode(protocol.Hello(token="żółw")),
    ],
    ids=["wrong token", "no token", "not our protocol", "oversized", "not ascii"],
)
def test_whoever_does_not_know_the_token_is_hung_up_on(bare_desk: TestDesk, words: bytes) -> None:
    socket = QLocalSocket()
    socket.connectToServer(prepare(bare_desk.folder).socket)
    socket.write(words)
    wait_for(lambda: socket.state() is QLocalSocket.LocalSocketState.UnconnectedState, "the hang-up")
    assert not socket.readAll().data()
    # at once and for what was said, not for having said nothing in time
    assert "was closed" in bare_desk.log()
    bare_desk.link.hang_up("still there")
    wait_for(lambda: bool(bare_desk.failures), "the desk's answer")


def test_a_visitor_who_says_nothing_is_hung_up_on(bare_desk: TestDesk) -> None:
    socket = QLocalSocket()
    socket.connectToServer(prepare(bare_desk.folder).socket)
    wait_for(lambda: socket.state() is QLocalSocket.LocalSocketState.UnconnectedState, "the hang-up")
