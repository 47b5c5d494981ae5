"""A screen without a monitor, and pictures of it."""

import contextlib
import os
import struct
import subprocess
import zlib
from collections.abc import Iterator
from pathlib import Path

from installer.windows.trial.report import Failed

_SIZE = "1440x900x24"
_HEADER = struct.Struct(">25I")  # XWDFileHeader of X11/XWDFile.h
_COLOUR_BYTES = 12


class Screen:
    """An X server's screen."""

    def __init__(self, display: str, frame_buffer: Path) -> None:
        self.display = display
        self._frame_buffer = frame_buffer

    def picture(self, target: Path) -> int:
        """Write what is on the screen as a PNG; the number of different colours in it."""
        data = self._frame_buffer.read_bytes()
        header = _HEADER.unpack_from(data)
        width, height, stride, colours = header[4], header[5], header[12], header[19]
        start = header[0] + colours * _COLOUR_BYTES
        rows: list[bytes] = []
        different: set[int] = set()
        for y in range(height):
            row = data[start + y * stride : start + y * stride + 4 * width]
            line = bytearray(3 * width)
            line[0::3], line[1::3], line[2::3] = row[2::4], row[1::4], row[0::4]
            rows.append(b"\0" + line)
            different.update(struct.unpack(f"<{width}I", row))
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(_png(width, height, b"".join(rows)))
        return len(different)


@contextlib.contextmanager
def screen(folder: Path) -> Iterator[Screen]:
    """An X server on a display number that is free."""
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", _SIZE, "-fbdir", str(folder), "-nolisten", "tcp"]
    with (folder / "xvfb.log").open("wb") as log:
        server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, pass_fds=[writer])
    os.close(writer)
    try:
        with os.fdopen(reader) as pipe:
            number = pipe.readline().strip()
        if not number:
            raise Failed("Xvfb did not start: " + (folder / "xvfb.log").read_text(errors="replace"))
        yield Screen(f":{number}", folder / "Xvfb_screen0")
    finally:
        server.terminate()
        server.wait()


def _png(width: int, height: int, rows: bytes) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 6)) + chunk(b"IEND", b"")
