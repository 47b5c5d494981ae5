"""Two hundred calls a second, from a stranger and through the exchange: the call that is up stays up and is heard."""

import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from desktop.domain.call import Call, CallState
from desktop.domain.interaction import InteractionState
from desktop.domain.phone import Account, IncomingPolicy
from desktop.telephony.engine.edge.values import EdgeConfig
from tests.conftest import LogWatch
from tests.hostile.conftest import PASSWORD, Line, line
from tests.hostile.tap import UdpTap
from tests.servers.kamailio import REALM, Registrar
from tests.servers.pulse import RATE as SOUND_RATE
from tests.servers.pulse import Recording, SoundServer, sound_server
from tests.servers.sipp import Caller, Plot, SippProcess, calling
from tests.servers.tones import amplitude_at, continuity
from tests.telephony.desks import wait_for, wait_until_obeyed
from tests.telephony.edge.sockets import turn
from tests.test_app import opened

pytestmark = [pytest.mark.sip, pytest.mark.sound]

LINES = EdgeConfig(account=Account(user="", servers=()), phone_port=0).max_calls
SECONDS = 4
# Of the sound, however busy the machine that runs the tests: it is heard. How well is measured in benchmarks/.
LOST = 0.5
RATE = 200
_STRANGER = """
import socket, sys, time
port, user, rate, seconds = int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
body = "v=0\\r\\no=- 1 1 IN IP4 127.0.0.2\\r\\ns=-\\r\\nc=IN IP4 127.0.0.2\\r\\nt=0 0\\r\\nm=audio 9 RTP/AVP 0\\r\\n"
own = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
own.bind(("127.0.0.2", 0))
begin = time.monotonic()
for number in range(int(rate * seconds)):
    time.sleep(max(0, begin + number / rate - time.monotonic()))
    data = (f"INVITE sip:{user}@127.0.0.1:{port} SIP/2.0\\r\\n"
            f"Via: SIP/2.0/UDP 127.0.0.2;branch=z9hG4bKf{number};rport\\r\\n"
            f"From: <sip:flood@x>;tag={number}\\r\\nTo: <sip:{user}@x>\\r\\n"
            f"Call-ID: flood-{number}\\r\\nCSeq: 1 INVITE\\r\\n"
            "Max-Forwards: 70\\r\\nContact: <sip:f@127.0.0.2>\\r\\nContent-Type: application/sdp\\r\\n"
            f"Content-Length: {len(body)}\\r\\n\\r\\n{body}")
    try:
        own.sendto(data.encode(), ("127.0.0.1", port))
    except OSError:
        pass
"""


@pytest.fixture(scope="module")
def sounds() -> Iterator[SoundServer]:
    with sound_server() as made:
        yield made


@contextlib.contextmanager
def _heard_call(made: Line) -> Iterator[Call]:
    """A call that is up and sends 440 Hz."""
    with calling(made.user, made.exchange.trunk_address, Caller(number="+48601234567"), Plot()):
        wait_for(lambda: bool(made.live()), "the ring")
        made.desk.link.answer(made.live()[0])
        yield made.desk.wait_for_call(CallState.ACTIVE)


def _wait_until_heard(heard: Recording) -> None:
    """The sound of a call begins a while after the call."""
    wait_for(lambda: amplitude_at(heard.samples()[-SOUND_RATE // 2 :], SOUND_RATE, 440) > 0.05, "the caller's tone")


def _most_at_once(made: Line) -> int:
    up: set[str] = set()
    most = 0
    for call in made.desk.calls:
        up = up | {call.id} if call.end is None else up - {call.id}
        most = max(most, len(up))
    return most


def _turned_away(flood: SippProcess) -> int:
    return sum(m.first_line.startswith(("SIP/2.0 486", "SIP/2.0 503")) for m in flood.messages() if not m.is_sent)


def test_a_strangers_flood_is_not_noticed_in_the_call(exchange: Registrar, qapp: object, sounds: SoundServer) -> None:
    with line(exchange, sounds=sounds) as made, _heard_call(made) as call:
        assert isinstance(made.tap, UdpTap)
        arguments = [str(made.tap.engine_port), made.tap.token, str(RATE), str(SECONDS)]
        with sounds.recording("speaker") as heard:
            _wait_until_heard(heard)
            flood = subprocess.Popen([sys.executable, "-c", _STRANGER, *arguments])
            before = len(heard.samples())
            wait_for(lambda: len(heard.samples()) >= before + SECONDS * SOUND_RATE, "the sound of the flood's time")
            samples = heard.samples()[before:]
        assert flood.wait(60) == 0
        assert continuity(samples, SOUND_RATE, 440).missing_fraction < LOST
        assert made.live() == [call.id]
        assert made.callers() == {call.hints.from_uri}
        made.caller.ring(user=made.user)
        made.turn_away_all()


def test_a_flood_through_the_exchange_gets_the_lines_there_are_and_the_call_stays_heard(
    exchange: Registrar, qapp: object, sounds: SoundServer
) -> None:
    with line(exchange, sounds=sounds) as made, _heard_call(made) as call:
        pid = made.pid
        plot = Plot(ring_seconds=SECONDS + 2, calls=RATE * SECONDS, calls_per_second=RATE)
        with sounds.recording("speaker") as heard:
            _wait_until_heard(heard)
            with calling(made.user, exchange.trunk_address, Caller(number="+88210000000"), plot) as flood:
                before = len(heard.samples())
                wait_for(lambda: len(heard.samples()) >= before + SECONDS * SOUND_RATE, "the sound of the flood's time")
                samples = heard.samples()[before:]
                # an answer to each would be a flood too
                wait_for(lambda: _turned_away(flood) > RATE // 2, lambda: f"the refusals: {_turned_away(flood)}")
                turn(1)
                messages = flood.messages()
        assert continuity(samples, SOUND_RATE, 440).missing_fraction < LOST
        assert made.pid == pid
        assert call.id in made.live()
        assert 1 < _most_at_once(made) <= LINES
        taken = [m for m in messages if m.first_line.startswith("SIP/2.0 200") and m.header("CSeq") == "1 INVITE"]
        assert not taken
        made.turn_away_all()
        # whoever takes a line that has just become free is told of as well, and nobody stays who has gone
        assert _most_at_once(made) <= LINES


@contextlib.contextmanager
def _calls_that_come_and_go(made: Line) -> Iterator[None]:
    """Each is answered busy at once; PJSIP takes its time with what a call leaves behind."""
    made.desk.link.set_incoming_policy(IncomingPolicy.BUSY)
    wait_until_obeyed(made.desk.link)
    plot = Plot(calls=RATE * 2, calls_per_second=RATE)
    with calling(made.user, made.exchange.trunk_address, Caller(number="+88210000000"), plot):
        yield


def test_calls_that_come_and_go_at_once_do_not_end_the_engine(exchange: Registrar, qapp: object) -> None:
    with line(exchange) as made:
        with _calls_that_come_and_go(made):
            turn(3)
        made.desk.link.set_incoming_policy(IncomingPolicy.RING)
        wait_until_obeyed(made.desk.link)
        made.assert_well()


def test_without_the_count_of_them_they_do(exchange: Registrar, qapp: object, log_watch: LogWatch) -> None:
    log_watch.expect("the phone engine has ended")
    with line(exchange, "rate") as made:
        with _calls_that_come_and_go(made):
            wait_for(lambda: bool(made.desk.lost), "the engine's death")
        wait_for(lambda: len(made.desk.pids) > 1, "another")


# ------------------------------------------------------------ the window meanwhile


class Heartbeat:
    """Beats every 5 ms in the window's thread; `longest` is the longest it was held up, in seconds."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = time.monotonic()
        self._timer = QTimer(interval=5, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.monotonic()
        self.longest, self._last = max(self.longest, now - self._last), now


def test_the_window_goes_on_and_shows_the_lines_there_are(
    qapp: QApplication, exchange: Registrar, tmp_path: Path
) -> None:
    exchange.unregister("agent")
    settings = {
        "account.servers": [exchange.address],
        "account.user": "agent",
        "account.domain": REALM,
        "agent.name": "maria",
        "calls.region": "PL",
        "calls.guard": False,
    }
    (tmp_path / "settings.json").write_text(json.dumps(settings))
    with opened(tmp_path, PASSWORD) as desk:
        desk.register()
        desk.go_ready()
        with calling("agent", exchange.trunk_address, Caller(number="+48601234567")):
            item = desk.item(InteractionState.OFFERED)
            desk.services.phone.answer(item.key)
            desk.item(InteractionState.ACTIVE)
            heartbeat = Heartbeat()
            most = 0
            plot = Plot(ring_seconds=2, calls=RATE * SECONDS, calls_per_second=RATE)
            with calling("agent", exchange.trunk_address, Caller(number="+88210000000"), plot):
                end = time.monotonic() + SECONDS + 1
                while time.monotonic() < end:
                    turn(0.05)
                    most = max(most, len(desk.services.phone.calls))
            assert 1 <= most <= LINES
            assert heartbeat.longest < 5  # a hang, not a figure: those are in benchmarks/
            call = desk.services.phone.call(item.key)
            assert call is not None
            assert call.state is CallState.ACTIVE
            desk.services.phone.hang_up(item.key)
            wait_for(lambda: desk.services.phone.call(item.key) is None, "the end")
        wait_for(lambda: not desk.services.phone.calls, "the end of them all", 60)
