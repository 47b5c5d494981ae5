"""Sound in and out of the system's devices by QtMultimedia, in the engine's thread; `pump` is called every 10 ms.

A device pulled out while it is open is not always said to have failed: PulseAudio's streams just stop. So each stream
watches that it gets on, and says `has_failed` when not; `sound` then opens it anew.
"""

import time

from PySide6.QtCore import QIODevice
from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QAudioSink, QAudioSource, QtAudio

from desktop.telephony.engine.audio.frames import SAMPLE_BYTES, DriftWatch, SampleRing, peak
from desktop.telephony.engine.hardening import CLOCK_RATE, FRAME_MILLISECONDS

FRAME = CLOCK_RATE * FRAME_MILLISECONDS // 1000
_MILLISECOND = CLOCK_RATE // 1000
_FULL_SCALE = 32768
_OUT_BUFFER = 100 * _MILLISECOND
_IN_BUFFER = 200 * _MILLISECOND
_PATIENCE = {"slack": 10 * _MILLISECOND, "step": 8 * _MILLISECOND, "most": 56 * _MILLISECOND}
_START_SECONDS = 2.5
_STALL_SECONDS = 0.4
_SETTLE_SECONDS = 1.0
"""A device takes all it is given at its opening, for its own buffer: that is no running dry."""
_SILENT_PEAK = 330  # a hundredth of full scale
_SILENCE = bytes(FRAME * SAMPLE_BYTES)


def sound_format() -> QAudioFormat:
    """What PJSIP's bridge speaks; the system converts."""
    wanted = QAudioFormat()
    wanted.setSampleRate(CLOCK_RATE)
    wanted.setChannelCount(1)
    wanted.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    return wanted


class Progress:
    """Whether a stream gets on: within `_START_SECONDS` of its opening, then at least every `_STALL_SECONDS`."""

    def __init__(self) -> None:
        self._deadline = 0.0
        self.has_begun = False

    def begin(self) -> None:
        self.has_begun = False
        self._deadline = time.monotonic() + _START_SECONDS

    def get_on(self) -> None:
        self.has_begun = True
        self._deadline = time.monotonic() + _STALL_SECONDS

    def rest(self) -> None:
        """It has nothing to do now."""
        self._deadline = max(self._deadline, time.monotonic() + _STALL_SECONDS)

    @property
    def is_stalled(self) -> bool:
        return time.monotonic() > self._deadline


class Microphone:
    """The microphone, when open; a `FrameSource` for the bridge. `take` is called by PJSIP's clock."""

    def __init__(self) -> None:
        self._ring = SampleRing(frame=FRAME, prime=6 * _MILLISECOND, limit=160 * _MILLISECOND)
        self._drift = DriftWatch(low=2 * _MILLISECOND, high=7 * _MILLISECOND, **_PATIENCE)
        self._source: QAudioSource | None = None
        self._io: QIODevice | None = None
        self._peak = 0
        self.progress = Progress()

    @property
    def is_open(self) -> bool:
        return self._source is not None

    @property
    def has_failed(self) -> bool:
        return self._source is not None and (_is_broken(self._source) or self.progress.is_stalled)

    @property
    def missing(self) -> int:
        """How often the bridge found nothing to take in mid-speech."""
        return self._ring.missing

    def open(self, device: QAudioDevice) -> None:
        self.close()
        self._source = QAudioSource(device, sound_format())
        self._source.setBufferSize(_IN_BUFFER * SAMPLE_BYTES)
        self._io = self._source.start()
        self.progress.begin()

    def close(self) -> None:
        if self._source is not None:
            self._source.stop()
        self._source = self._io = None

    def pump(self) -> None:
        if self._io is None or self._source is None:
            return
        data = bytes(self._io.readAll().data())
        if data:
            self.progress.get_on()
            self._peak = max(self._peak, peak(data))
            self._ring.put(data)

    def take(self) -> bytes | None:
        dry = self._ring.missing
        frame = self._ring.take(self._drift.adjust)
        if frame is not None:
            if self._drift.spare and peak(frame) <= _SILENT_PEAK:
                # nobody speaks, so nobody hears the seam
                frame = self._ring.skip(frame, self._drift.leave_out(self._ring.level))
            self._ring.drop(self._drift.look(self._ring.level))
        elif self._ring.missing > dry:
            self._drift.strain()
            self._ring.keep(self._drift.low + 6 * _MILLISECOND)
        return frame

    def take_level(self) -> float:
        """The peak since the last time, 0.0–1.0."""
        value, self._peak = self._peak, 0
        return min(1.0, value / _FULL_SCALE)


class Speaker:
    """The loudspeaker or headset, when open; a `FrameSink` for the bridge. `put` is called by PJSIP's clock."""

    def __init__(self) -> None:
        self._ring = SampleRing(frame=FRAME, prime=0, limit=160 * _MILLISECOND)
        self._drift = DriftWatch(low=4 * _MILLISECOND, high=10 * _MILLISECOND, **_PATIENCE)
        self._sink: QAudioSink | None = None
        self._io: QIODevice | None = None
        self._peak = 0
        self._room = 0
        self._settled_at = 0.0
        self.missing = 0
        self.progress = Progress()

    @property
    def is_open(self) -> bool:
        return self._sink is not None

    @property
    def has_failed(self) -> bool:
        return self._sink is not None and (_is_broken(self._sink) or self.progress.is_stalled)

    def open(self, device: QAudioDevice) -> None:
        self.close()
        self._sink = QAudioSink(device, sound_format())
        self._sink.setBufferSize(_OUT_BUFFER * SAMPLE_BYTES)
        self._io = self._sink.start()
        self.progress.begin()
        self._ring.clear()
        if self._io is not None:
            self._io.write(_SILENCE)
        self._settled_at = time.monotonic() + _SETTLE_SECONDS
        self._room = self._sink.bytesFree() // SAMPLE_BYTES

    def close(self) -> None:
        if self._sink is not None:
            self._sink.stop()
        self._sink = self._io = None

    def put(self, data: bytes) -> None:
        # nobody takes from the ring of a speaker that is closed, and a call without one may last for hours
        if self._sink is not None:
            self._ring.put(data)

    def pump(self) -> None:
        if self._io is None or self._sink is None:
            return
        room = self._sink.bytesFree() // SAMPLE_BYTES
        stock = self._sink.bufferSize() // SAMPLE_BYTES - room
        # what is in the device cannot be taken back, so it gets no more than it needs
        enough = min(self._drift.low + FRAME, stock + room - FRAME)
        if room > self._room:
            self.progress.get_on()
        elif stock < enough:
            self.progress.rest()
        while stock <= enough and (frame := self._ring.take(self._drift.adjust)) is not None:
            loudest = peak(frame)
            self._peak = max(self._peak, loudest)
            frame = self._shortened(frame, stock, is_silent=loudest <= _SILENT_PEAK)
            if stock == 0 and time.monotonic() > self._settled_at:
                stock += self._refill()
            self._io.write(frame)
            stock += len(frame) // SAMPLE_BYTES
        self._room = self._sink.bytesFree() // SAMPLE_BYTES

    def _shortened(self, frame: bytes, stock: int, *, is_silent: bool) -> bytes:
        """Without what is too much by now: a pile at once, less than that while nobody speaks and no seam is heard."""
        much = self._drift.look(stock + self._ring.level)
        if not much and is_silent:
            much = self._drift.leave_out(FRAME)
        self._ring.drop(much - FRAME)
        return frame[min(much, FRAME) * SAMPLE_BYTES :]

    def _refill(self) -> int:
        """It ran dry: the gap is there anyway, so that a little more of it buys the next one off."""
        assert self._io is not None
        self.missing += 1
        self._drift.strain()
        self._io.write(bytes(self._drift.low * SAMPLE_BYTES))
        return self._drift.low

    def take_level(self) -> float:
        value, self._peak = self._peak, 0
        return min(1.0, value / _FULL_SCALE)


class ClipPlayer:
    """Plays one piece of sound on a device of its own choice, once or over and over: the ring, the test tone."""

    def __init__(self) -> None:
        self._sink: QAudioSink | None = None
        self._io: QIODevice | None = None
        self._clip = b""
        self._at = 0
        self._loops = False
        self._room = 0
        self.progress = Progress()

    @property
    def is_playing(self) -> bool:
        return self._sink is not None

    @property
    def has_failed(self) -> bool:
        return self._sink is not None and (_is_broken(self._sink) or self.progress.is_stalled)

    def play_once(self, device: QAudioDevice, clip: bytes) -> None:
        self._start(device, clip)
        self._loops = False

    def play_on(self, device: QAudioDevice, clip: bytes) -> None:
        """Until `stop`."""
        self._start(device, clip)
        self._loops = True

    def stop(self) -> None:
        if self._sink is not None:
            self._sink.stop()
        self._sink = self._io = None

    def _start(self, device: QAudioDevice, clip: bytes) -> None:
        self.stop()
        self._clip, self._at = clip, 0
        self._sink = QAudioSink(device, sound_format())
        self._sink.setBufferSize(_IN_BUFFER * SAMPLE_BYTES)
        self._io = self._sink.start()
        self.progress.begin()
        self._room = 0

    def pump(self) -> None:
        if self._sink is None or self._io is None:
            return
        if self._sink.bytesFree() > self._room:
            self.progress.get_on()
        if self._at >= len(self._clip):
            if self._loops:
                self._at = 0
            elif self._sink.bytesFree() >= self._sink.bufferSize():
                self.stop()
                return
        room = self._sink.bytesFree() // SAMPLE_BYTES * SAMPLE_BYTES
        written = self._io.write(self._clip[self._at : self._at + room])
        self._at += max(0, int(written))
        self._room = self._sink.bytesFree()


def _is_broken(stream: QAudioSource | QAudioSink) -> bool:
    return stream.error() in (QtAudio.Error.OpenError, QtAudio.Error.IOError, QtAudio.Error.FatalError)
