"""The far end of a call's sound as a measuring instrument: sends a G.711 tone on time, keeps every packet that comes.

A process of its own, so that nothing the test does moves a packet; arrival times are the kernel's. Give its `port` to
SIPp (`Plot(media_port=…)`), which then does the signalling only.
"""

import contextlib
import os
import select
import socket
import struct
import sys
import time
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from tests.servers.ports import HOST, is_udp_open, reserved_ports
from tests.servers.process import PATIENCE_SECONDS, ServerProcess, scratch_folder
from tests.servers.tones import from_ulaw, sine, ulaw

RATE = 8_000
_FRAME_SAMPLES = 160
_FRAME_NANOSECONDS = 20_000_000
_SO_TIMESTAMPNS = 35  # Linux's number; the socket module has no name for it
_RECORD = struct.Struct("!QH")  # arrival in nanoseconds, length of the packet that follows


@dataclass(frozen=True, slots=True, kw_only=True)
class RtpPacket:
    """One packet as it arrived (RFC 3550)."""

    arrival_nanoseconds: int
    payload_type: int
    is_marked: bool
    sequence: int
    timestamp: int
    payload: bytes


class RtpPeer:
    """A running instrument."""

    def __init__(self, process: ServerProcess, port: int, record: Path) -> None:
        self.process = process
        self.port = port
        self._record = record

    def packets(self) -> tuple[RtpPacket, ...]:
        """Every packet so far, in the order of arrival."""
        raw, start, found = self._record.read_bytes() if self._record.exists() else b"", 0, []
        while start + _RECORD.size <= len(raw):
            arrival, length = _RECORD.unpack_from(raw, start)
            start += _RECORD.size
            if start + length > len(raw):
                break
            found.append(_packet(arrival, raw[start : start + length]))
            start += length
        return tuple(found)

    def sound_packets(self) -> tuple[RtpPacket, ...]:
        """The µ-law packets: without telephone events and comfort noise."""
        return tuple(packet for packet in self.packets() if packet.payload_type == 0)

    def wait_for_packets(self, count: int, *, seconds: float = PATIENCE_SECONDS) -> None:
        """Return once so many sound packets have come."""
        self.process.wait_for(lambda: len(self.sound_packets()) >= count, f"{count} packets", seconds=seconds)

    def gap_milliseconds(self) -> tuple[float, ...]:
        """The times between one sound packet's arrival and the next one's."""
        times = [packet.arrival_nanoseconds for packet in self.sound_packets()]
        return tuple((later - earlier) / 1e6 for earlier, later in pairwise(times))

    def samples(self) -> "array[int]":
        """What was heard, each packet where its timestamp puts it: what never came is silence."""
        packets = self.sound_packets()
        if not packets:
            return array("h")
        first = packets[0].timestamp
        places = [((packet.timestamp - first + 2**31) % 2**32 - 2**31, packet.payload) for packet in packets]
        sound = array("h", [0]) * max(place + len(payload) for place, payload in places)
        for place, payload in places:
            if place >= 0:
                sound[place : place + len(payload)] = from_ulaw(payload)
        return sound


@contextlib.contextmanager
def rtp_peer(tone_hertz: int = 440) -> Iterator[RtpPeer]:
    """A running instrument on a reserved port; it sends to whoever sends to it first."""
    with scratch_folder() as folder, reserved_ports(2) as (port, _control):
        record = folder / "packets"
        command = [sys.executable, "-m", "tests.servers.rtp", str(port), str(tone_hertz), str(record)]
        project = str(Path(__file__).parents[2])
        process = ServerProcess("rtp", command, folder=folder, environment={"PYTHONPATH": project})
        process.start()
        try:
            process.wait_for(lambda: is_udp_open(port), "listening")
            yield RtpPeer(process, port, record)
        finally:
            process.stop(patience=0.5)


def _packet(arrival: int, raw: bytes) -> RtpPacket:
    first, second, sequence, timestamp = struct.unpack_from("!BBHI", raw)
    sources = first & 0x0F
    return RtpPacket(
        arrival_nanoseconds=arrival,
        payload_type=second & 0x7F,
        is_marked=bool(second & 0x80),
        sequence=sequence,
        timestamp=timestamp,
        payload=raw[12 + 4 * sources :],
    )


def _run(port: int, tone_hertz: int, record: Path) -> None:
    tone = ulaw(sine(tone_hertz, 1.0, RATE))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as channel, record.open("ab", buffering=0) as file:
        channel.setsockopt(socket.SOL_SOCKET, _SO_TIMESTAMPNS, 1)
        channel.bind((HOST, port))
        address = _receive(channel, file.fileno())
        begin = time.monotonic_ns()
        for count in range(2**31):
            wait = begin + count * _FRAME_NANOSECONDS - time.monotonic_ns()
            while wait > 0:
                if select.select([channel], [], [], wait / 1e9)[0]:
                    _receive(channel, file.fileno())
                wait = begin + count * _FRAME_NANOSECONDS - time.monotonic_ns()
            place = count * _FRAME_SAMPLES % len(tone)
            header = struct.pack("!BBHII", 0x80, 0, count % 2**16, count * _FRAME_SAMPLES % 2**32, 0x50415259)
            channel.sendto(header + tone[place : place + _FRAME_SAMPLES], address)


def _receive(channel: socket.socket, file: int) -> tuple[str, int]:
    """Keep one packet; its sender."""
    raw, extras, _flags, sender = channel.recvmsg(2048, 256)
    arrival = time.time_ns()
    for _level, kind, data in extras:
        if kind == _SO_TIMESTAMPNS:
            seconds, nanoseconds = struct.unpack("@qq", data[:16])
            arrival = seconds * 1_000_000_000 + nanoseconds
    if len(raw) >= 12:
        os.write(file, _RECORD.pack(arrival, len(raw)) + raw)
    host, number = sender
    return host, number


if __name__ == "__main__":
    _run(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
