"""The private PulseAudio, heard by its own tools and seen by Qt."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.servers.pulse import RATE, SoundDevices, SoundServer, sound_server
from tests.servers.tones import continuity, peak_frequency, sine
from tests.servers.tries import within_tries

pytestmark = pytest.mark.sound

_LIST_DEVICES = """
from PySide6.QtCore import QCoreApplication
from PySide6.QtMultimedia import QMediaDevices
app = QCoreApplication([])
print(",".join(sorted(d.description() for d in QMediaDevices.audioInputs())))
print(",".join(sorted(d.description() for d in QMediaDevices.audioOutputs())))
print(QMediaDevices.defaultAudioInput().description(), QMediaDevices.defaultAudioOutput().description())
"""


@pytest.fixture(scope="module")
def sounds() -> Iterator[SoundServer]:
    with sound_server() as running:
        yield running


def test_what_is_said_into_the_microphone_is_heard_on_it_whole(sounds: SoundServer) -> None:
    within_tries(lambda: _hear_whole(sounds))


def _hear_whole(sounds: SoundServer) -> None:
    with sounds.recording_microphone("microphone") as heard, sounds.playing("microphone", sine(880, 2.0)):
        samples = heard.wait_for(2.5)
    found = continuity(samples, RATE, 880)
    assert found.seconds == pytest.approx(2.0, abs=0.1)
    assert found.missing_fraction < 0.01
    assert abs(peak_frequency(samples[RATE : 2 * RATE], RATE) - 880) < 0.5


def test_each_speaker_is_recorded_by_itself(sounds: SoundServer) -> None:
    within_tries(lambda: _hear_one_speaker(sounds))


def _hear_one_speaker(sounds: SoundServer) -> None:
    with (
        sounds.recording("speaker") as on_speaker,
        sounds.recording("ringer") as on_ringer,
        sounds.playing_on_speaker("speaker", sine(440, 1.5)),
    ):
        on_speaker.wait_for(1.2)
        on_ringer.wait_for(1.2)
    assert abs(peak_frequency(on_speaker.samples()[RATE // 5 :], RATE) - 440) < 0.5
    assert not any(on_ringer.samples())


def test_qt_lists_the_microphone_as_an_input_and_the_speakers_as_outputs(sounds: SoundServer) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LIST_DEVICES],
        env={**os.environ, **sounds.environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    inputs, outputs, defaults = done.stdout.splitlines()[:3]
    assert inputs == "microphone"
    assert outputs == "microphone_feed,ringer,speaker"
    assert defaults == "microphone speaker"


def test_devices_come_and_go_while_they_are_used() -> None:
    with sound_server(SoundDevices(speakers=("speaker",), microphones=())) as sounds:
        sounds.plug_in_speaker("headset")
        sounds.plug_in_microphone("headset_microphone")
        with sounds.recording_microphone("headset_microphone"), sounds.playing_on_speaker("headset", sine(440, 5)):
            assert "headset\t" in sounds.control("list", "short", "sinks")
            sounds.unplug("headset")
            sounds.unplug("headset_microphone")
        left = sounds.control("list", "short", "sinks") + sounds.control("list", "short", "sources")
        assert "headset" not in left
        assert sounds.process.is_running()
