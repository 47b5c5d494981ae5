"""The engine's place on PJSIP's conference bridge: 20 ms frames to and from Python, and tones.

PJSIP calls the port from its own clock thread. Reading a frame's `std::vector` through SWIG copies it byte by
byte; where a self-test finds the vector laid out as expected it is read and written in place instead.
"""

import ctypes
import logging
from typing import Protocol

import pjsua2 as pj

from desktop.telephony.engine import hardening

logger = logging.getLogger(__name__)

FRAME_SAMPLES = hardening.CLOCK_RATE * hardening.FRAME_MILLISECONDS // 1000
FRAME_BYTES = FRAME_SAMPLES * 2
SILENCE = bytes(FRAME_BYTES)
_WORDS_OF_A_VECTOR = 3
_GIL_WAS_HELD = 0


class FrameSource(Protocol):
    def take(self) -> bytes | None: ...


class FrameSink(Protocol):
    def put(self, data: bytes) -> None: ...


def _begin(vector: pj.ByteVector) -> int:
    """Where the vector's bytes are: its first word, on every standard library we know; 0 when it does not look so."""
    begin, end, capacity = (ctypes.c_size_t * _WORDS_OF_A_VECTOR).from_address(int(vector.this))
    return begin if begin and end - begin == vector.size() and capacity >= end else 0


def has_vector_view() -> bool:
    """True if bytes written in place are found by SWIG, and the other way round."""
    pattern = bytes(range(7, 71))
    vector = pj.ByteVector()
    vector.resize(len(pattern), 0)
    begin = _begin(vector)
    if not begin:
        return False
    ctypes.memmove(begin, pattern, len(pattern))
    vector[3] = 200
    seen = ctypes.string_at(begin, len(pattern))
    return bytes(vector) == seen == pattern[:3] + b"\xc8" + pattern[4:]


class FramePort(pj.AudioMediaPort):  # type: ignore[misc]  # pjsua2 has no types
    """What legs say goes to `sink`; what `source` has goes to the legs, silence when it has nothing."""

    def __init__(self, source: FrameSource, sink: FrameSink) -> None:
        super().__init__()
        self._source = source
        self._sink = sink
        self._is_direct = has_vector_view()
        if not self._is_direct:
            logger.warning("the sound frames of this pjsua2 must be copied byte by byte")
        # written in place and handed over by value, so one will do
        self._outgoing = pj.ByteVector()
        self._outgoing.resize(FRAME_BYTES, 0)
        self._failed = False
        self._is_muted = False
        self._runs = False
        self._is_resting = False
        self._thread = ThreadState()

    def open(self) -> None:
        format_ = pj.MediaFormatAudio()
        format_.init(pj.PJMEDIA_FORMAT_PCM, hardening.CLOCK_RATE, 1, hardening.FRAME_MILLISECONDS * 1000, 16)
        self.createPort("desk", format_)

    def wake(self) -> None:
        """Let PJSIP's clock run: fifty wake-ups a second, which an idle desk does without."""
        self._is_resting = False
        if not self._runs:
            self._runs = True
            _device_manager().setNullDev()

    def rest(self) -> None:
        """To be said every few seconds without a call: the first time the clock's thread makes ready, then it ends."""
        if self._runs and self._is_resting:
            self._runs = self._is_resting = False
            _device_manager().setNoDev()
        self._is_resting = self._runs

    def mute(self) -> None:
        """Silence is still sent: an exchange may end a call without any packets.

        PJSIP's own adjustTxLevel(0) was tried, and the voice was heard all the same.
        """
        self._is_muted = True

    def unmute(self) -> None:
        self._is_muted = False

    def onFrameRequested(self, frame: pj.MediaFrame) -> None:
        try:
            data = self._source.take() or SILENCE
            if self._is_muted:
                data = SILENCE
            frame.type = pj.PJMEDIA_FRAME_TYPE_AUDIO
            if self._is_direct:
                ctypes.memmove(_begin(self._outgoing), data, FRAME_BYTES)
                frame.buf = self._outgoing
            else:
                frame.buf = pj.ByteVector(data)
        except Exception:
            self._complain()

    def onFrameReceived(self, frame: pj.MediaFrame) -> None:
        try:
            if self._is_resting:
                self._thread.let_go()
            else:
                self._thread.keep()
            buffer = frame.buf
            size = buffer.size()
            if size:
                data = ctypes.string_at(_begin(buffer), size) if self._is_direct else bytes(buffer)
                self._sink.put(data)
        except Exception:
            self._complain()

    def _complain(self) -> None:
        # fifty times a second would fill the log, and raising into PJSIP would end the process
        if not self._failed:
            self._failed = True
            logger.exception("a sound frame was lost")


class ThreadState:
    """Keeps what the interpreter knows of PJSIP's thread from one call into Python to the next.

    It would else be made and taken down a hundred times a second, sixteen kilobytes mapped and unmapped each time.
    Both methods are called in that thread; `let_go` before it ends, or what was kept stays for ever.
    """

    def __init__(self) -> None:
        self._is_kept = False

    def keep(self) -> None:
        if not self._is_kept:
            self._is_kept = True
            ctypes.pythonapi.PyGILState_Ensure()

    def let_go(self) -> None:
        if self._is_kept:
            self._is_kept = False
            ctypes.pythonapi.PyGILState_Release(_GIL_WAS_HELD)


def _device_manager() -> pj.AudDevManager:
    return pj.Endpoint.instance().audDevManager()


class Tone(pj.ToneGenerator):  # type: ignore[misc]  # pjsua2 has no types
    """A tone made by PJSIP itself, in its own thread."""

    def ring_back(self) -> None:
        """425 Hz, one second in five (ITU-T E.180, Europe), until stopped."""
        self.createToneGenerator(hardening.CLOCK_RATE, 1)
        tone = pj.ToneDesc()
        tone.freq1 = 425
        tone.freq2 = 0
        tone.on_msec = 1000
        tone.off_msec = 4000
        tones = pj.ToneDescVector()
        tones.append(tone)
        self.play(tones, True)

    def connect(self, port: FramePort) -> None:
        port.wake()
        self.startTransmit(port)

    def disconnect(self, port: FramePort) -> None:
        self.stopTransmit(port)
