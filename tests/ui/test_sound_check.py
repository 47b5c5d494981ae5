"""The level meter and the test tones with a real engine and a real sound server: seen on the screen, heard outside."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from desktop.domain.phone import DeviceRole
from desktop.services.notices import Notices
from desktop.services.settings import Settings
from desktop.services.settings_declared import declared_settings
from desktop.services.sound import Sound
from desktop.ui.look.theme import tokens
from desktop.ui.pages.sound_check import SoundCheck
from tests.servers.pulse import RATE, SoundDevices, SoundServer, sound_server
from tests.servers.tones import amplitude_at, level, sine
from tests.telephony.desks import TestDesk, desk, wait_for

pytestmark = pytest.mark.sound


@pytest.fixture(scope="module")
def sounds() -> Iterator[SoundServer]:
    devices = SoundDevices(speakers=("speaker", "headset", "ringer"), microphones=("other", "microphone"))
    with sound_server(devices) as running:
        yield running


@pytest.fixture(scope="module")
def talker(sounds: SoundServer, qapp: object) -> Iterator[TestDesk]:
    with desk(sounds=sounds) as made:
        yield made


@pytest.fixture
def sound(talker: TestDesk, tmp_path: Path) -> Iterator[Sound]:
    """The service as the settings' page and the first run have it, with no device that is the system's default."""
    notices = Notices()
    made = Sound(talker.link, Settings(tmp_path / "settings.json", declared_settings(), notices), notices)
    made.choose(DeviceRole.MICROPHONE, "microphone")
    made.choose(DeviceRole.SPEAKER, "headset")
    made.choose(DeviceRole.RINGER, "ringer")
    wait_for(lambda: bool(talker.devices) and talker.devices[-1].ringer == "ringer", "the devices")
    made.devices_changed.emit(talker.devices[-1])
    yield made
    made.deleteLater()


@pytest.fixture
def check(sound: Sound, talker: TestDesk, qtbot: QtBot) -> SoundCheck:
    shown = SoundCheck(sound)
    qtbot.addWidget(shown)
    shown._on_devices_changed(talker.devices[-1])
    shown.resize(360, 160)
    shown.show()
    return shown


def _drawn(check: SoundCheck) -> float:
    """The part of the meter that is painted as loud."""
    picture = check.meter.grab().toImage()
    row = picture.height() // 2
    loud = [QColor(tokens().green), QColor(tokens().amber)]
    return sum(picture.pixelColor(x, row) in loud for x in range(picture.width())) / picture.width()


def test_the_bar_moves_when_somebody_speaks_and_falls_when_he_stops(
    check: SoundCheck, sounds: SoundServer, talker: TestDesk
) -> None:
    assert _drawn(check) == 0
    with sounds.playing("other", sine(880, 1.0, level=0.5) * 60), sounds.recording_microphone("other") as spoken:
        wait_for(lambda: level(spoken.samples()[-RATE // 2 :]) > 0.2, "a voice in another microphone")
        told = len(talker.levels)
        wait_for(lambda: len(talker.levels) > told + 3, "its level would be measured by now")
        assert _drawn(check) == 0
    with sounds.playing("microphone", sine(880, 1.0, level=0.05) * 60):
        wait_for(lambda: 0.4 < _drawn(check) < 0.6, lambda: f"a quiet voice: {_drawn(check)}")
        assert check.words == "You are heard."
    with sounds.playing("microphone", sine(880, 1.0, level=0.5) * 60):
        wait_for(lambda: 0.8 < _drawn(check) < 0.95, lambda: f"a loud voice: {_drawn(check)}")
    wait_for(lambda: _drawn(check) < 0.05, "silence")


def test_the_buttons_sound_a_tone_on_the_chosen_speaker_and_on_the_chosen_ringer(
    check: SoundCheck, sounds: SoundServer
) -> None:
    for button, device, other in (
        (check.speaker_button, "headset", "ringer"),
        (check.ringer_button, "ringer", "headset"),
    ):
        with sounds.recording(device) as heard, sounds.recording(other) as elsewhere:
            button.click()
            wait_for(lambda heard=heard: amplitude_at(heard.samples()[-RATE // 2 :], RATE, 440) > 0.1, "the tone")  # type: ignore[misc]  # a default has no type
            wait_for(lambda heard=heard: level(heard.samples()[-RATE // 4 :]) == 0, "its end")  # type: ignore[misc]  # a default has no type
            assert level(elsewhere.samples()) == 0
