"""What a person hears: from a caller's tone to the agent's speaker, and from the microphone to the caller."""

import contextlib
import time
from array import array
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel

from desktop.domain.call import CallState
from desktop.domain.phone import DeviceRole
from tests.servers.kamailio import Registrar
from tests.servers.pulse import RATE, SoundDevices, SoundServer, sound_server
from tests.servers.sipp import Plot, answering, calling
from tests.servers.tones import amplitude_at, continuity, level, peak_frequency, sine
from tests.servers.tries import within_tries
from tests.telephony.desks import TestDesk, desk, wait_for
from tests.telephony.engine.conftest import account_of

pytestmark = [pytest.mark.sound, pytest.mark.sip]
FRAMES_A_SECOND = 50


@pytest.fixture(scope="module")
def sounds() -> Iterator[SoundServer]:
    with sound_server(SoundDevices(microphones=("microphone", "other_microphone"))) as running:
        running.plug_in_speaker("other_speaker")
        yield running


@pytest.fixture(scope="module")
def talker(sounds: SoundServer, exchange: Registrar, qapp: object) -> Iterator[TestDesk]:
    with desk(sounds=sounds) as made:
        made.register(account_of(exchange))
        made.link.choose_device(DeviceRole.MICROPHONE, "microphone")
        made.link.choose_device(DeviceRole.SPEAKER, "speaker")
        made.link.choose_device(DeviceRole.RINGER, "ringer")
        wait_for(lambda: made.devices[-1].ringer == "ringer", "the devices")
        yield made


@pytest.fixture
def agent(talker: TestDesk) -> Iterator[TestDesk]:
    talker.calls.clear()
    talker.failures.clear()
    talker.levels.clear()
    del talker.devices[:-1]
    yield talker
    talker.link.ignore_levels()
    for call in {call.id for call in talker.calls}:
        talker.link.hang_up(call)
    wait_for(lambda: not talker.calls or talker.calls[-1].state is CallState.ENDED, "the end")


@contextlib.contextmanager
def called(agent: TestDesk, exchange: Registrar) -> Iterator[None]:
    """Somebody rings, and hears the end: a BYE that nobody answers keeps one of PJSIP's four lines for seconds."""
    with calling("agent", exchange.trunk_address) as caller:
        yield
        for call in {call.id for call in agent.calls}:
            agent.link.hang_up(call)
        wait_for(lambda: not caller.process.is_running(), caller.story)


@contextlib.contextmanager
def busy_window() -> Iterator[None]:
    """A window of this process, the desk's, whose thread never has time."""
    label = QLabel()
    label.show()

    def burn() -> None:
        end = time.monotonic() + 0.2
        while time.monotonic() < end:
            label.setText(str(sum(range(2000))))

    timer = QTimer(interval=0)
    timer.timeout.connect(burn)
    timer.start()
    yield
    timer.stop()
    label.close()


def loudness(samples: "array[int]", frequency: float) -> float:
    """Of this frequency in the last second, as a part of full scale."""
    return amplitude_at(samples[-RATE:], RATE, frequency)


def is_tone(samples: "array[int]", frequency: float) -> bool:
    """The last second is that tone, from end to end: beside silence its peak is found elsewhere."""
    return len(samples) >= RATE and abs(peak_frequency(samples[-RATE:], RATE) - frequency) < 2


def _answered(agent: TestDesk) -> str:
    wait_for(lambda: bool(agent.calls), lambda: f"the ring: {agent.registrations}, {agent.failures}\n{agent.log()}")
    agent.link.answer(agent.calls[-1].id)
    return agent.wait_for_call(CallState.ACTIVE).id


def test_the_callers_tone_is_heard_in_the_agents_speaker(
    agent: TestDesk, sounds: SoundServer, exchange: Registrar
) -> None:
    with called(agent, exchange), sounds.recording("speaker") as heard:
        _answered(agent)
        agent.link.watch_levels()
        wait_for(lambda: any(speaker > 0.2 for _, speaker in agent.levels), "the caller's level")
        wait_for(lambda: is_tone(heard.samples(), 440), "a second of the caller's tone")


def test_the_agents_microphone_is_heard_by_the_caller_until_it_is_muted(
    agent: TestDesk, sounds: SoundServer, exchange: Registrar
) -> None:
    with desk(sounds=sounds) as other:
        other.link.choose_device(DeviceRole.MICROPHONE, "other_microphone")
        other.link.choose_device(DeviceRole.SPEAKER, "other_speaker")
        other.register(account_of(exchange, user="alice"))
        with sounds.playing("microphone", sine(880, 1.0) * 90), sounds.recording("other_speaker") as heard:
            other.link.dial("to-agent", "agent")
            call_id = _answered(agent)
            wait_for(lambda: loudness(heard.samples(), 880) > 0.1, "the agent's voice")
            wait_for(lambda: is_tone(heard.samples(), 880), "a second of it")
            agent.link.mute(call_id)
            wait_for(lambda: level(heard.samples()[-RATE:]) < 0.005, "silence")
            agent.link.unmute(call_id)
            wait_for(lambda: loudness(heard.samples(), 880) > 0.1, "the agent's voice again")
            agent.link.hold(call_id)
            agent.wait_for_call(CallState.HELD)
            wait_for(lambda: level(heard.samples()[-RATE:]) < 0.005, "silence on hold")
            agent.link.retrieve(call_id)
            wait_for(lambda: loudness(heard.samples(), 880) > 0.1, "the agent's voice after hold")
            other.link.hang_up("to-agent")
            agent.wait_for_call(CallState.ENDED)


def test_an_incoming_call_rings_on_the_ringer_and_stops_when_answered(
    agent: TestDesk, sounds: SoundServer, exchange: Registrar
) -> None:
    with (
        called(agent, exchange),
        sounds.recording("ringer") as rung,
        sounds.recording("speaker") as heard,
    ):
        wait_for(lambda: bool(agent.calls), "the ring")
        wait_for(lambda: loudness(rung.samples(), 880) > 0.02, "the ring's sound")
        assert loudness(heard.samples(), 880) < 0.01
        _answered(agent)
        wait_for(lambda: level(rung.samples()[-RATE:]) == 0, "the ring's end")


def test_the_ring_back_tone_is_heard_while_it_rings_there(
    agent: TestDesk, sounds: SoundServer, exchange: Registrar
) -> None:
    with answering(Plot(ring_seconds=20)) as phone, sounds.recording("speaker") as heard:
        exchange.add_contact("alice", f"sip:alice@{phone.address};transport=udp")
        agent.link.dial("ring-back", "alice")
        wait_for(
            lambda: loudness(heard.samples(), 425) > 0.02,
            lambda: f"the ring-back tone: {agent.calls} {sounds.control('list', 'short', 'sink-inputs')}",
        )
        agent.link.hang_up("ring-back")
        wait_for(lambda: level(heard.samples()[-RATE:]) == 0, "its end")
    exchange.unregister("alice")


@pytest.mark.parametrize(("role", "device"), [(DeviceRole.SPEAKER, "speaker"), (DeviceRole.RINGER, "ringer")])
def test_the_test_tone_sounds_on_the_chosen_device(
    agent: TestDesk, sounds: SoundServer, role: DeviceRole, device: str
) -> None:
    with sounds.recording(device) as heard:
        agent.link.play_test_tone(role)
        wait_for(lambda: loudness(heard.samples(), 440) > 0.1, "the tone")


def test_the_microphones_level_is_measured_without_a_call(agent: TestDesk, sounds: SoundServer) -> None:
    agent.link.watch_levels()
    with sounds.playing("microphone", sine(300, 1.0, level=0.5) * 40):
        wait_for(lambda: any(microphone == pytest.approx(0.5, abs=0.05) for microphone, _ in agent.levels), "0.5")
    wait_for(lambda: agent.levels[-1][0] < 0.01, "silence")
    agent.link.ignore_levels()


def test_a_headset_pulled_out_in_a_call_is_replaced_in_words_and_taken_back_when_it_returns(
    agent: TestDesk, sounds: SoundServer, exchange: Registrar
) -> None:
    sounds.plug_in_speaker("headset")
    sounds.control("set-default-sink", "headset")
    wait_for(lambda: any(d.id == "headset" and d.is_default for d in agent.devices[-1].devices), "the headset")
    agent.link.choose_device(DeviceRole.SPEAKER, "headset")
    with called(agent, exchange), sounds.recording("speaker") as heard:
        _answered(agent)
        with sounds.recording("headset") as first:
            wait_for(lambda: loudness(first.samples(), 440) > 0.1, "sound in the headset")
        sounds.unplug("headset")
        wait_for(lambda: any("gone" in d.text for d in agent.devices), "the words")
        wait_for(lambda: loudness(heard.samples(), 440) > 0.1, "sound in the speaker")
        assert agent.calls[-1].state is CallState.ACTIVE
        sounds.plug_in_speaker("headset")
        with sounds.recording("headset") as again:
            wait_for(lambda: loudness(again.samples(), 440) > 0.1, "sound in the headset again")
        # the system says twice that its devices are others: there is one more, and it is the default
        wait_for(lambda: any(d.text.startswith("Now in use") for d in agent.devices), "the words")
        agent.link.choose_device(DeviceRole.SPEAKER, "speaker")
        sounds.unplug("headset")


def test_a_microphone_pulled_out_in_a_call_and_put_back_is_heard_again(
    agent: TestDesk, sounds: SoundServer, exchange: Registrar
) -> None:
    sounds.plug_in_microphone("clip_on")
    wait_for(lambda: any(d.id == "clip_on" for d in agent.devices[-1].devices), "the microphone")
    agent.link.choose_device(DeviceRole.MICROPHONE, "clip_on")
    agent.link.watch_levels()
    with called(agent, exchange):
        _answered(agent)
        with sounds.playing("clip_on", sine(300, 1.0) * 40):
            wait_for(lambda: bool(agent.levels) and agent.levels[-1][0] > 0.1, "the voice")
        sounds.unplug("clip_on")
        sounds.plug_in_microphone("clip_on")
        with sounds.playing("clip_on", sine(300, 1.0) * 40):
            wait_for(lambda: agent.levels[-1][0] > 0.1, "the voice again")
        assert agent.calls[-1].state is CallState.ACTIVE
        agent.link.choose_device(DeviceRole.MICROPHONE, "microphone")
        sounds.unplug("clip_on")


def test_devices_that_vanish_in_a_call_unsaid_by_the_system_are_missed_all_the_same(
    agent: TestDesk, sounds: SoundServer, exchange: Registrar
) -> None:
    """PulseAudio moves the streams of one that is not its default to another, and nobody would know."""
    sounds.plug_in_speaker("headset")
    sounds.plug_in_microphone("clip_on")
    wait_for(lambda: {"headset", "clip_on"} <= {d.id for d in agent.devices[-1].devices}, "the devices")
    agent.link.choose_device(DeviceRole.SPEAKER, "headset")
    agent.link.choose_device(DeviceRole.MICROPHONE, "clip_on")
    with called(agent, exchange), sounds.recording("speaker") as heard:
        _answered(agent)
        with sounds.recording("headset") as first:
            wait_for(lambda: loudness(first.samples(), 440) > 0.1, "sound in the headset")
        del agent.devices[:-1]
        sounds.unplug("headset")
        wait_for(lambda: agent.devices[-1].text.startswith("The chosen speaker is gone; speaker"), "the words")
        wait_for(lambda: loudness(heard.samples(), 440) > 0.1, "sound in the speaker")
        sounds.unplug("clip_on")
        wait_for(lambda: "The chosen microphone is gone; microphone" in agent.devices[-1].text, "more words")
        assert agent.calls[-1].state is CallState.ACTIVE
        sounds.plug_in_speaker("headset")
        with sounds.recording("headset") as again:
            wait_for(lambda: loudness(again.samples(), 440) > 0.1, "sound in the headset again")
        agent.link.choose_device(DeviceRole.SPEAKER, "speaker")
        agent.link.choose_device(DeviceRole.MICROPHONE, "microphone")
        sounds.unplug("headset")


@pytest.mark.long
@pytest.mark.timeout(600)
def test_nothing_is_missing_in_thirty_seconds_while_the_desks_window_is_busy(
    agent: TestDesk, sounds: SoundServer, exchange: Registrar
) -> None:
    within_tries(lambda: _talk_for_thirty_seconds(agent, sounds, exchange))


def _talk_for_thirty_seconds(agent: TestDesk, sounds: SoundServer, exchange: Registrar) -> None:
    seconds = 30
    agent.forget()
    with desk(sounds=sounds) as other, sounds.playing("microphone", sine(880, 1.0) * 120):
        other.link.choose_device(DeviceRole.MICROPHONE, "other_microphone")
        other.link.choose_device(DeviceRole.SPEAKER, "other_speaker")
        other.register(account_of(exchange, user="alice"))
        with (
            busy_window(),
            sounds.playing("other_microphone", sine(440, 1.0) * 120),
            sounds.recording("speaker") as here,
            sounds.recording("other_speaker") as there,
        ):
            other.link.dial("long", "agent")
            _answered(agent)
            wait_for(lambda: loudness(there.samples(), 880) > 0.1, "the agent's voice")
            wait_for(lambda: loudness(here.samples(), 440) > 0.1, "the caller's voice")
            start = len(there.samples())
            wait_for(lambda: len(there.samples()) > start + seconds * RATE, "thirty seconds", seconds + 60)
            ours, theirs = here.samples()[-seconds * RATE :], there.samples()[-seconds * RATE :]
        other.link.hang_up("long")
        agent.wait_for_call(CallState.ENDED)
    for samples, frequency in ((ours, 440.0), (theirs, 880.0)):
        found = continuity(samples, RATE, frequency)
        assert found.seconds > seconds - 0.5
        assert found.missing_fraction < 0.01, found
        # where a frame is left out or said twice without a silence, the tone leaps
        assert found.jumps < 0.01 * seconds * FRAMES_A_SECOND, found
        assert abs(peak_frequency(samples[-RATE:], RATE) - frequency) < 2
