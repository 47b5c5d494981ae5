"""The measuring instruments: each is shown a tone it must judge rightly, and one it must not."""

import math
import random
import struct
from array import array
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.servers.tones import (
    alaw,
    amplitude_at,
    continuity,
    level,
    peak_frequency,
    read_wav,
    sine,
    ulaw,
    write_wav,
)

RATE = 16_000


@settings(max_examples=15, deadline=None)
@given(frequency=st.floats(200, 3400), rate=st.sampled_from([8_000, 16_000, 48_000]))
def test_a_tone_is_found_within_half_a_hertz_in_a_second_of_noise(frequency: float, rate: int) -> None:
    noise = random.Random(1)
    samples = array("h", (sample + round(noise.gauss(0, 800)) for sample in sine(frequency, 1.0, rate)))
    assert abs(peak_frequency(samples, rate) - frequency) < 0.5


def test_amplitudes_of_two_tones_are_told_apart() -> None:
    both = array("h", map(sum, zip(sine(440, 1, RATE, level=0.4), sine(880, 1, RATE, level=0.1), strict=True)))
    assert amplitude_at(both, RATE, 440) == pytest.approx(0.4, rel=0.01)
    assert amplitude_at(both, RATE, 880) == pytest.approx(0.1, rel=0.01)
    assert amplitude_at(both, RATE, 1200) < 0.001
    assert level(sine(440, 1, RATE, level=0.4)) == pytest.approx(0.4 / math.sqrt(2), rel=0.01)


def test_a_whole_tone_between_silences_has_nothing_missing() -> None:
    silence = array("h", [0] * RATE)
    whole = continuity(silence + sine(440, 3, RATE) + silence, RATE, 440)
    assert (whole.missing_fraction, whole.longest_gap_seconds, whole.jumps) == (0.0, 0.0, 0)
    assert whole.seconds == pytest.approx(3, abs=0.02)


@pytest.mark.parametrize("start", [RATE, RATE + 77, RATE + 133])
def test_a_silent_frame_of_20_ms_is_missed_wherever_it_begins(start: int) -> None:
    samples = sine(440, 3, RATE)
    samples[start : start + 320] = array("h", [0] * 320)
    found = continuity(samples, RATE, 440)
    assert found.missing_fraction == pytest.approx(0.02 / 3, rel=0.3)
    assert found.longest_gap_seconds == pytest.approx(0.02, abs=0.006)


def test_audio_left_out_without_a_silence_is_a_jump() -> None:
    samples = sine(440, 2, RATE)
    del samples[RATE : RATE + 320 + 18]
    assert continuity(samples, RATE, 440).jumps == 1


def test_silence_alone_is_all_missing() -> None:
    found = continuity(array("h", [0] * RATE), RATE, 440)
    assert (found.seconds, found.missing_fraction) == (0.0, 1.0)


def test_g711_follows_the_recommendation_at_its_corners() -> None:
    # the bytes are those of the C implementation in Python 3.11's `audioop`
    samples = array("h", [0, -1, 32767, -32768, 1000, -1000, 4, 8, 132])
    assert ulaw(samples) == bytes([0xFF, 0x7E, 0x80, 0x00, 0xCE, 0x4E, 0xFE, 0xFE, 0xEF])
    assert alaw(samples) == bytes([0xD5, 0x55, 0xAA, 0x2A, 0xFA, 0x7A, 0xD5, 0xD5, 0xDD])


def test_a_wav_file_is_read_as_written(tmp_path: Path) -> None:
    samples = array("h", struct.unpack("<4h", b"\x01\x00\xff\xff\x00\x80\xff\x7f"))
    write_wav(tmp_path / "tone.wav", samples, 8000)
    assert read_wav(tmp_path / "tone.wav") == (samples, 8000)
