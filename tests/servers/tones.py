"""Tones: made, written, found again and measured, in plain Python.

Samples are mono, signed 16 bit, in an `array("h")`.
"""

import cmath
import math
import statistics
import sys
import wave
from array import array
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

FULL_SCALE = 32767
_COARSE = 8192
_SLICE_SECONDS = 0.005
_ULAW_BIAS, _ULAW_CLIP = 33, 8158  # of 14-bit samples


def sine(frequency: float, seconds: float, rate: int = 48_000, *, level: float = 0.3) -> "array[int]":
    """A sine of `level` times full scale. Whole periods loop without a click (any whole Hz over one second)."""
    step = 2 * math.pi * frequency / rate
    amplitude = level * FULL_SCALE
    return array("h", (round(amplitude * math.sin(step * n)) for n in range(round(seconds * rate))))


def write_wav(path: Path, samples: "array[int]", rate: int) -> None:
    """A mono 16-bit WAV file."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(_little_endian(samples))


def read_wav(path: Path) -> tuple["array[int]", int]:
    """The first channel's samples and the rate. A header whose writer was stopped early is no obstacle."""
    with wave.open(str(path), "rb") as file:
        assert file.getsampwidth() == 2, "16-bit WAV files only"
        channels, rate = file.getnchannels(), file.getframerate()
        frames = file.readframes(file.getnframes())
    return from_bytes(frames)[::channels], rate


def from_bytes(raw: bytes) -> "array[int]":
    """Samples from little-endian bytes; half a sample at the end is dropped."""
    samples = array("h", raw[: len(raw) // 2 * 2])
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


def ulaw(samples: "array[int]") -> bytes:
    """ITU-T G.711 µ-law."""
    return bytes(_ulaw_byte(sample) for sample in samples)


def alaw(samples: "array[int]") -> bytes:
    """ITU-T G.711 A-law."""
    return bytes(_alaw_byte(sample) for sample in samples)


def from_ulaw(data: bytes) -> "array[int]":
    """Samples from ITU-T G.711 µ-law."""
    return array("h", (_FROM_ULAW[byte] for byte in data))


def level(samples: "array[int]") -> float:
    """The root mean square, 0 to 1."""
    if not samples:
        return 0.0
    return math.sqrt(math.fsum(sample * sample for sample in samples) / len(samples)) / FULL_SCALE


def amplitude_at(samples: "array[int]", rate: int, frequency: float) -> float:
    """The amplitude (0 to 1) of a sine of that frequency in the samples: Goertzel under a Hann window."""
    return _windowed_amplitude(_hann(samples), rate, frequency)


def peak_frequency(samples: "array[int]", rate: int, *, low: float = 100.0, high: float = 3800.0) -> float:
    """The strongest frequency between `low` and `high`; right within 0.5 Hz given a second of a clear tone."""
    coarse = _coarse_peak(samples, rate, low, high)
    windowed = _hann(samples)
    step = max(rate / _COARSE, rate / len(samples)) / 2
    while step > 0.05:
        below, here, above = (
            math.log(_windowed_amplitude(windowed, rate, coarse + offset) + 1e-12) for offset in (-step, 0.0, step)
        )
        curve = below - 2 * here + above
        shift = 0.5 * (below - above) / curve if curve < 0 else math.copysign(1.0, above - below)
        coarse += max(-1.0, min(1.0, shift)) * step
        step /= 3
    return coarse


@dataclass(frozen=True, slots=True, kw_only=True)
class Continuity:
    """How whole a tone is, from its first to its last sound."""

    seconds: float
    missing_fraction: float
    longest_gap_seconds: float
    jumps: int
    """Places where the tone's phase leaps: audio left out or repeated without a silence."""


def continuity(samples: "array[int]", rate: int, frequency: float, *, floor: float = 0.25) -> Continuity:
    """Look at slices of 5 ms: one below `floor` times the median level is missing."""
    size = round(rate * _SLICE_SECONDS)
    levels = [level(samples[start : start + size]) for start in range(0, len(samples) - size + 1, size)]
    loud_enough = max(levels, default=0.0) * floor
    sounding = [n for n, value in enumerate(levels) if value > loud_enough]
    if loud_enough * FULL_SCALE < 1 or not sounding:
        return Continuity(seconds=0.0, missing_fraction=1.0, longest_gap_seconds=0.0, jumps=0)
    first, last = sounding[0], sounding[-1] + 1
    threshold = statistics.median(levels[first:last]) * floor
    missing = [value < threshold for value in levels[first:last]]
    return Continuity(
        seconds=(last - first) * _SLICE_SECONDS,
        missing_fraction=sum(missing) / len(missing),
        longest_gap_seconds=_longest_run(missing) * _SLICE_SECONDS,
        jumps=_phase_jumps(samples[first * size : last * size], rate, frequency),
    )


def _phase_jumps(samples: "array[int]", rate: int, frequency: float) -> int:
    """Count leaps of more than a quarter of a period between windows of 10 ms; a run of them counts once."""
    size = round(rate * 2 * _SLICE_SECONDS)
    turn = [cmath.exp(-2j * math.pi * frequency * n / rate) for n in range(size)]
    phases = []
    for start in range(0, len(samples) - size + 1, size):
        total = sum(map(complex.__mul__, turn, map(complex, samples[start : start + size])))
        phases.append(cmath.phase(total) - 2 * math.pi * frequency * start / rate)
    jumps, before = 0, False
    for earlier, later in pairwise(phases):
        leap = abs(cmath.phase(cmath.exp(1j * (later - earlier)))) > math.pi / 2
        jumps += leap and not before
        before = leap
    return jumps


def _longest_run(flags: list[bool]) -> int:
    longest = run = 0
    for flag in flags:
        run = run + 1 if flag else 0
        longest = max(longest, run)
    return longest


def _hann(samples: "array[int]") -> list[float]:
    count = len(samples)
    step = 2 * math.pi / count
    return [sample * (0.5 - 0.5 * math.cos(step * n)) for n, sample in enumerate(samples)]


def _windowed_amplitude(windowed: list[float], rate: int, frequency: float) -> float:
    turn = 2 * math.cos(2 * math.pi * frequency / rate)
    before = last = 0.0
    for sample in windowed:
        before, last = last, sample + turn * last - before
    power = last * last + before * before - turn * last * before
    return math.sqrt(max(power, 0.0)) * 4 / len(windowed) / FULL_SCALE


def _coarse_peak(samples: "array[int]", rate: int, low: float, high: float) -> float:
    """The strongest bin of one transform of 8192 points from the middle (zeros where there are fewer)."""
    start = max(0, (len(samples) - _COARSE) // 2)
    piece = _hann(samples[start : start + _COARSE])
    spectrum = _fourier([complex(x) for x in piece] + [0j] * (_COARSE - len(piece)))
    bins = range(max(1, math.floor(low * _COARSE / rate)), min(_COARSE // 2, math.ceil(high * _COARSE / rate)) + 1)
    return max(bins, key=lambda n: abs(spectrum[n])) * rate / _COARSE


def _fourier(values: list[complex]) -> list[complex]:
    count = len(values)
    if count == 1:
        return values
    even, odd = _fourier(values[::2]), _fourier(values[1::2])
    turned = [cmath.exp(-2j * math.pi * n / count) * odd[n] for n in range(count // 2)]
    return [e + o for e, o in zip(even, turned, strict=True)] + [e - o for e, o in zip(even, turned, strict=True)]


def _ulaw_byte(sample: int) -> int:
    sign = 0x80 if sample < 0 else 0
    magnitude = min(abs(sample >> 2), _ULAW_CLIP) + _ULAW_BIAS
    exponent = magnitude.bit_length() - 6
    mantissa = (magnitude >> (exponent + 1)) & 0x0F
    return ~(sign | exponent << 4 | mantissa) & 0xFF


def _from_ulaw_byte(byte: int) -> int:
    byte = ~byte & 0xFF
    magnitude = ((((byte & 0x0F) << 1) + _ULAW_BIAS) << ((byte & 0x70) >> 4)) - _ULAW_BIAS
    return -4 * magnitude if byte & 0x80 else 4 * magnitude


_FROM_ULAW = [_from_ulaw_byte(byte) for byte in range(256)]


def _alaw_byte(sample: int) -> int:
    sign = 0x80 if sample >= 0 else 0
    magnitude = min(sample if sample >= 0 else ~sample, FULL_SCALE) >> 4
    exponent = max(0, magnitude.bit_length() - 4)
    mantissa = (magnitude if exponent < 2 else magnitude >> (exponent - 1)) & 0x0F
    return (sign | exponent << 4 | mantissa) ^ 0x55


def _little_endian(samples: "array[int]") -> bytes:
    if sys.byteorder == "big":
        samples = array("h", samples)
        samples.byteswap()
    return samples.tobytes()
