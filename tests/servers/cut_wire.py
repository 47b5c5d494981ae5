"""A wire to a mail server that is watched, and cut at a point: what happened on either side of the cut is known.

It passes everything on, to a server on this machine that speaks SMTP in the clear. The first time that its point comes
it calls whoever cuts (who kills the program on the near side), and passes nothing on that came after the point.
"""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from enum import StrEnum

from tests.servers.ports import HOST

_CHUNK = 65_536
_PATIENCE_SECONDS = 30.0


class Cut(StrEnum):
    """Where: before the server hears it, if nothing else is said."""

    MAIL = "MAIL"
    RCPT = "RCPT"
    DATA = "DATA"
    BODY = "half the body"  # the server has half
    END = "the last byte"
    TAKEN = "250"  # the server has all and said so, the program did not hear it


class CutWire:
    """`port` is where the program connects to."""

    def __init__(self, server_port: int, point: Cut | None, cut: Callable[[], None]) -> None:
        self._server_port = server_port
        self._point = point
        self._cut = cut
        self._door = socket.create_server((HOST, 0))
        self._open: list[socket.socket] = [self._door]
        self._threads = [threading.Thread(target=self._let_in, name="wire")]
        self._threads[0].start()
        self.port: int = self._door.getsockname()[1]
        self.was_cut = False

    def close(self) -> None:
        for each in self._open:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
        for thread in self._threads:
            thread.join(_PATIENCE_SECONDS)

    def _let_in(self) -> None:
        while True:
            try:
                near, _ = self._door.accept()
            except OSError:
                return
            try:
                far = socket.create_connection((HOST, self._server_port), timeout=_PATIENCE_SECONDS)
            except OSError:
                near.close()
                continue
            self._open += [near, far]
            self._threads.append(threading.Thread(target=_Session(self, near, far).run, name="wire-session"))
            self._threads[-1].start()

    def is_at(self, point: Cut) -> bool:
        """True, once, where it is to be cut; then the program is gone."""
        if point is not self._point or self.was_cut:
            return False
        self.was_cut = True
        return True

    def kill(self) -> None:
        self._cut()


class _Session:
    """One connection: the program on the near side, the server on the far one; each speaks in turn, as in SMTP."""

    def __init__(self, wire: CutWire, near: socket.socket, far: socket.socket) -> None:
        self._wire = wire
        self._near = near
        self._far = far
        self._answers = far.makefile("rb")

    def run(self) -> None:
        with contextlib.suppress(OSError, _Over):
            self._pass_answer()
            words = self._near.makefile("rb")
            while line := words.readline():
                for point in (Cut.MAIL, Cut.RCPT, Cut.DATA):
                    if line.upper().startswith(point.encode()):
                        self._cut_at(point)
                self._far.sendall(line)
                if self._pass_answer() == b"354":
                    self._pass_letter(words.readline)
        for each in (self._near, self._far):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        self._answers.close()
        self._near.close()
        self._far.close()

    def _pass_letter(self, read: Callable[[], bytes]) -> None:
        first = read()
        self._far.sendall(first[: len(first) // 2])
        self._cut_at(Cut.BODY)
        self._far.sendall(first[len(first) // 2 :])
        while (line := read()) and line != b".\r\n":
            self._far.sendall(line)
        if line:
            self._cut_at(Cut.END)
            self._far.sendall(line)
            self._pass_answer(is_last=True)

    def _pass_answer(self, *, is_last: bool = False) -> bytes:
        """The code of an answer, of all its lines."""
        lines = []
        while line := self._answers.readline():
            lines.append(line)
            if line[3:4] != b"-":
                break
        answer = b"".join(lines)
        if is_last:
            self._cut_at(Cut.TAKEN)
        self._near.sendall(answer)
        if not answer:
            raise _Over
        return answer[:3]

    def _cut_at(self, point: Cut) -> None:
        if self._wire.is_at(point):
            self._wire.kill()
            raise _Over


class _Over(Exception):
    """Nothing more goes over this connection."""


@contextlib.contextmanager
def cut_wire(server_port: int, point: Cut | None, cut: Callable[[], None]) -> Iterator[CutWire]:
    wire = CutWire(server_port, point, cut)
    try:
        yield wire
    finally:
        wire.close()
