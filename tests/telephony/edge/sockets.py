"""Plain sockets in the test's own hands, to be the exchange or PJSIP byte by byte."""

import ctypes
import os
import socket
import struct
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

from tests.servers.process import PATIENCE_SECONDS, wait_until

_SO_ATTACH_FILTER, _LET_ALL_IN = 26, struct.pack("HBBI", 0x06, 0, 0, 0xFFFF_FFFF)


def can_filter() -> bool:
    """Whether this user may give a listening socket a filter: on Linux alone, with newer kernels only root."""
    if sys.platform != "linux":
        return False
    program = ctypes.create_string_buffer(_LET_ALL_IN)
    with socket.socket() as door:
        try:
            door.setsockopt(socket.SOL_SOCKET, _SO_ATTACH_FILTER, struct.pack("HP", 1, ctypes.addressof(program)))
        except PermissionError:
            return False
    return True


# root always may: were it refused, the tests would have to fail
may_filter = pytest.mark.skipif(
    sys.platform != "linux" or (os.getuid() != 0 and not can_filter()),
    reason="this kernel lets root alone set a filter, as peer.py says",
)


class Peer:
    """A socket that is read while Qt's event loop turns."""

    def __init__(self, own: socket.socket) -> None:
        self.socket = own
        self.socket.setblocking(False)
        self.heard: list[bytes] = []
        self.sender: tuple[str, int] = ("", 0)

    @property
    def port(self) -> int:
        return int(self.socket.getsockname()[1])

    def read(self) -> None:
        while True:
            try:
                data, sender = self.socket.recvfrom(65536)
            except OSError:
                return
            if not data:
                return
            self.heard.append(data)
            self.sender = sender or self.sender

    def wait_for(self, count: int, seconds: float = PATIENCE_SECONDS) -> list[bytes]:
        """As soon as that many datagrams (or pieces of a stream) were heard, all of them."""

        def is_there() -> bool:
            self.read()
            return len(self.heard) >= count

        turn_until(is_there, f"{count} messages", seconds)
        return self.heard

    def send(self, data: bytes, to: int = 0) -> None:
        if to:
            self.socket.sendto(data, ("127.0.0.1", to))
        elif self.socket.type is socket.SOCK_DGRAM:
            self.socket.sendto(data, self.sender)
        else:
            self.socket.sendall(data)


def turn_until(condition: Callable[[], bool], what: str, seconds: float = PATIENCE_SECONDS) -> None:
    """Let Qt's events happen until the condition holds."""

    def holds() -> bool:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
        return condition()

    wait_until(holds, what, seconds=seconds)


def turn(seconds: float) -> None:
    """Let Qt's events happen for a while: for showing that something does not happen."""
    loop = QEventLoop()
    QTimer.singleShot(int(seconds * 1000), loop.quit)
    loop.exec()


@contextmanager
def datagrams(port: int = 0) -> Iterator[Peer]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as own:
        own.bind(("127.0.0.1", port))
        yield Peer(own)


@contextmanager
def listening() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as own:
        own.bind(("127.0.0.1", 0))
        own.listen(8)
        own.setblocking(False)
        yield own


def accepted(listener: socket.socket, seconds: float = PATIENCE_SECONDS) -> Peer:
    found: list[socket.socket] = []

    def is_there() -> bool:
        try:
            found.append(listener.accept()[0])
        except BlockingIOError:
            return False
        return True

    turn_until(is_there, "a connection", seconds)
    return Peer(found[0])
