"""The demo's caller rings a second, real phone engine over loopback: the right identity, a voice, an end."""

import math
import time
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile
from PySide6.QtWidgets import QApplication

from desktop.demo.caller import DESK_USER, Caller, Ports, desk_account, free_ports
from desktop.demo.scenarios import Ring, Rings, Scenario
from desktop.demo.world import make_world
from desktop.domain.call import Call, CallEnd, CallState
from desktop.domain.phone import Registration, RegistrationState
from desktop.telephony.link import EngineLink
from tests.servers.pulse import RATE, sound_server

pytestmark = pytest.mark.sip

PATIENCE_SECONDS = 45.0
TODAY = datetime(2026, 11, 21, 10, 42, tzinfo=UTC)


@pytest.fixture(scope="module")
def rings() -> Rings:
    return Rings(make_world(today=TODAY, size=60))


@dataclass
class Scene:
    """A desk's engine and the caller, and what the desk was told."""

    app: QApplication
    desk: EngineLink
    caller: Caller
    ports: Ports
    heard: list[Call] = field(default_factory=list)
    registrations: list[Registration] = field(default_factory=list)

    def wait(self, condition: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not condition():
            assert time.monotonic() < deadline, f"waited in vain for {what}; the desk heard {self.heard}"
            self.app.processEvents()
            time.sleep(0.005)

    def wait_for_call(self, *states: CallState) -> Call:
        self.wait(lambda: bool(self.heard) and self.heard[-1].state in states, f"a call that is {states}")
        return self.heard[-1]


@contextmanager
def _scene(app: QApplication, folder: Path, *desk_options: str) -> Iterator[Scene]:
    ports = free_ports()
    desk = EngineLink(folder / "desk", options=desk_options)
    scene = Scene(app, desk, Caller(folder / "caller", ports), ports)
    desk.call_changed.connect(scene.heard.append)
    desk.registration_changed.connect(scene.registrations.append)
    try:
        desk.start()
        desk.use_account(desk_account(ports))
        scene.caller.start()
        scene.wait(lambda: _is_ready(scene), "both engines")
        yield scene
    finally:
        scene.caller.stop()
        desk.stop()
        app.processEvents()
        for name in ("desk", "caller"):
            _wait_until_gone(folder / name)


def _wait_until_gone(folder: Path) -> None:
    """An engine holds this lock as long as it lives."""
    lock = QLockFile(str(folder / "token.lock"))
    assert lock.tryLock(45_000), f"the engine of {folder.name} did not leave"
    lock.unlock()


def _is_ready(scene: Scene) -> bool:
    states = [registration.state for registration in scene.registrations]
    return RegistrationState.REGISTERED in states and scene.caller.engine_pid > 0


@pytest.fixture(scope="module")
def stage(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """Both engines, once for all tests: they take seconds to come and go."""
    with _scene(qapp, tmp_path_factory.mktemp("stage"), "--null-audio") as made:
        yield made


@pytest.fixture
def scene(stage: Scene) -> Iterator[Scene]:
    """Nobody on the phone, nothing heard yet."""
    stage.heard.clear()
    yield stage
    stage.caller.hang_up()
    stage.wait(lambda: not stage.caller.is_busy, "the caller to hang up")
    stage.wait(lambda: not stage.heard or stage.heard[-1].state is CallState.ENDED, "the desk to be told")


def _ring(rings: Rings, scenario: Scenario) -> Ring:
    ring = rings.next(scenario)
    assert ring is not None
    return ring


def test_a_known_customer_rings_with_her_number_and_the_number_she_dialled(scene: Scene, rings: Rings) -> None:
    ring = _ring(rings, Scenario.KNOWN)
    scene.caller.ring(ring)
    call = scene.wait_for_call(CallState.RINGING)
    assert call.peer == ring.number
    assert call.hints.dialled == DESK_USER
    assert not call.hints.is_withheld
    scene.desk.answer(call.id)
    scene.wait_for_call(CallState.ACTIVE)
    scene.caller.hang_up()
    assert scene.wait_for_call(CallState.ENDED).end is CallEnd.HUNG_UP_THERE


def test_one_after_the_other_each_rings_as_who_they_are(scene: Scene, rings: Rings) -> None:
    for scenario in (Scenario.SHARED, Scenario.UNKNOWN, Scenario.KNOWN):
        ring = _ring(rings, scenario)
        scene.caller.ring(ring)
        assert scene.wait_for_call(CallState.RINGING).peer == ring.number
        scene.desk.decline(scene.heard[-1].id)
        scene.wait(lambda: not scene.caller.is_busy, "the caller to be told")


def test_a_withheld_number_tells_nothing(scene: Scene, rings: Rings) -> None:
    scene.caller.ring(_ring(rings, Scenario.WITHHELD))
    call = scene.wait_for_call(CallState.RINGING)
    assert call.hints.is_withheld
    assert call.peer == ""
    assert "+" not in call.hints.from_uri


def test_somebody_who_gives_up_is_gone_before_an_answer(scene: Scene, rings: Rings) -> None:
    scene.caller.ring(replace(_ring(rings, Scenario.GIVES_UP), gives_up_seconds=0.5))
    call = scene.wait_for_call(CallState.ENDED)
    assert scene.heard[0].state is CallState.RINGING
    assert call.end is CallEnd.GAVE_UP
    assert call.answered_at is None


def test_while_a_call_is_up_the_caller_does_not_ring_again(scene: Scene, rings: Rings) -> None:
    said: list[str] = []
    scene.caller.failed.connect(said.append)
    scene.caller.ring(_ring(rings, Scenario.KNOWN))
    first = scene.wait_for_call(CallState.RINGING)
    scene.caller.ring(_ring(rings, Scenario.UNKNOWN))
    scene.wait(lambda: bool(said) and "already" in said[-1], "the caller's refusal")
    assert {call.id for call in scene.heard} == {first.id}


def test_called_back_the_customer_picks_up(scene: Scene, rings: Rings) -> None:
    ring = replace(_ring(rings, Scenario.GIVES_UP), gives_up_seconds=0.3)
    scene.caller.ring(ring)
    scene.wait_for_call(CallState.ENDED)
    scene.wait(lambda: not scene.caller.is_busy, "the caller to have hung up")
    scene.desk.dial("back", ring.number)
    scene.wait(lambda: scene.heard[-1].id == "back" and scene.heard[-1].state is CallState.ACTIVE, "an answer")
    scene.desk.hang_up("back")
    scene.wait(lambda: not scene.caller.is_busy, "the end")


def test_nobody_else_rings_at_the_desk(scene: Scene, rings: Rings, tmp_path: Path) -> None:
    """The desk trusts the caller's one address: the same call from another port is not heard."""
    stranger_ports = Ports(desk=scene.ports.desk, caller=free_ports().caller)
    stranger = Caller(tmp_path / "stranger", stranger_ports)
    ended: list[Call] = []
    stranger.ended.connect(ended.append)
    stranger.start()
    try:
        stranger.ring(replace(_ring(rings, Scenario.KNOWN), gives_up_seconds=2.0))
        scene.wait(lambda: bool(ended), "the stranger to give up")
        assert scene.heard == []
    finally:
        stranger.stop()
        scene.app.processEvents()
        _wait_until_gone(tmp_path / "stranger")


@pytest.mark.sound
def test_the_agent_hears_the_customers_voice(
    qapp: QApplication, tmp_path: Path, rings: Rings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sound_server() as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        with _scene(qapp, tmp_path) as scene:
            with server.recording("speaker") as recording:
                scene.caller.ring(_ring(rings, Scenario.KNOWN))
                scene.desk.answer(scene.wait_for_call(CallState.RINGING).id)
                scene.wait_for_call(CallState.ACTIVE)
                scene.wait(lambda: _loudness(recording.samples()[-RATE:]) > 500, "a voice")
            scene.caller.hang_up()
            scene.wait_for_call(CallState.ENDED)


def _loudness(samples: "array[int]") -> float:
    """Root mean square."""
    return math.sqrt(sum(s * s for s in samples[::8]) / max(1, len(samples[::8])))
