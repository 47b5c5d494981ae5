"""Datagram sockets in Qt's event loop: Python's own, because the kernel then says plainly what it refused.

The outside one is connected: the kernel drops every datagram that is not from the one server in use.
"""

import ipaddress
import logging
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier, Signal

_log = logging.getLogger(__name__)

_EXCLUSIVE: int | None = getattr(socket, "SO_EXCLUSIVEADDRUSE", None)
"""On Windows another program could otherwise bind the same port and take our datagrams."""
_LARGEST = 65_536
_AT_ONCE = 64
"""Datagrams read before the event loop gets its turn again: a flood must not starve the timers."""


def _family(address: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ipaddress.ip_address(address).version == 6 else socket.AF_INET


class UdpSocket(QObject):
    """One datagram socket. `received` is called with the bytes and the sender's address and port: each signal on the
    way of a call costs its caller a twentieth of a millisecond."""

    refused = Signal(str)

    def __init__(self, received: Callable[[bytes, str, int], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._received = received
        self._socket: socket.socket | None = None
        self._notifier: QSocketNotifier | None = None
        # one for all: 64 kB made anew for each datagram have the allocator tidy up while a caller waits for his ring
        self._room = memoryview(bytearray(_LARGEST))

    def bind(self, address: str, port: int = 0) -> None:
        """Listen; raises OSError."""
        self._adopt(_family(address), (address, port), None)

    def connect_to(self, address: str, port: int, *, local_port: int = 0) -> None:
        """Send to and hear from this peer alone; raises OSError."""
        anywhere = "::" if ":" in address else "0.0.0.0"
        self._adopt(_family(address), (anywhere, local_port), (address, port))

    def _adopt(self, family: socket.AddressFamily, local: tuple[str, int], peer: tuple[str, int] | None) -> None:
        self.close()
        made = socket.socket(family, socket.SOCK_DGRAM)
        try:
            if _EXCLUSIVE is not None:
                made.setsockopt(socket.SOL_SOCKET, _EXCLUSIVE, 1)
            made.setblocking(False)
            made.bind(local)
            if peer is not None:
                made.connect(peer)
        except OSError:
            made.close()
            raise
        self._socket = made
        self._notifier = QSocketNotifier(made.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_readable)

    @property
    def local(self) -> tuple[str, int]:
        if self._socket is None:
            return "", 0
        name = self._socket.getsockname()
        return str(name[0]), int(name[1])

    def send(self, data: bytes, to: tuple[str, int] | None = None) -> None:
        """Send, to the peer if connected. What the kernel refuses is told by `refused`."""
        if self._socket is None:
            return
        try:
            if to is None:
                self._socket.send(data)
            else:
                self._socket.sendto(data, to)
        except BlockingIOError:
            _log.info("A datagram was not sent: the socket is full")
        except OSError as error:
            self.refused.emit(error.strerror or str(error))

    def close(self) -> None:
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def read(self) -> None:
        """Take in what has come, now; the event loop does so by itself."""
        self._on_readable()

    def _on_readable(self) -> None:
        for _ in range(_AT_ONCE):
            if self._socket is None:
                return
            try:
                size, sender = self._socket.recvfrom_into(self._room)
            except BlockingIOError:
                return
            except OSError as error:
                # The kernel's word of an earlier datagram that nobody took (ICMP port unreachable).
                self.refused.emit(error.strerror or str(error))
                return
            self._received(self._room[:size].tobytes(), sender[0], sender[1])
