"""Sounds made here: the ring of an incoming call and the test tone, 16-bit mono at the bridge's rate."""

import functools
import math
from array import array

from desktop.telephony.engine.hardening import CLOCK_RATE

_FADE_SECONDS = 0.01


def tone(seconds: float, *frequencies: float, volume: float = 0.25) -> bytes:
    """These frequencies together, faded in and out so that nothing clicks."""
    count = int(seconds * CLOCK_RATE)
    fade = _FADE_SECONDS * CLOCK_RATE
    scale = volume * 32767 / len(frequencies)
    steps = [2 * math.pi * frequency / CLOCK_RATE for frequency in frequencies]
    samples = array("h", bytes(count * 2))
    for at in range(count):
        envelope = min(1.0, at / fade, (count - at) / fade)
        samples[at] = int(scale * envelope * sum(math.sin(step * at) for step in steps))
    return samples.tobytes()


def silence(seconds: float) -> bytes:
    return bytes(int(seconds * CLOCK_RATE) * 2)


@functools.cache
def ring() -> bytes:
    """A soft double ring and a pause, three seconds, to be looped."""
    stroke = tone(0.35, 880.0, 1108.7)
    return stroke + silence(0.15) + stroke + silence(2.15)


@functools.cache
def trial_tone() -> bytes:
    """A second of 440 Hz."""
    return tone(1.0, 440.0)
