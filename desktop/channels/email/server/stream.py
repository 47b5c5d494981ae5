"""A connection to a mail server, in the clear or in TLS, whose every wait has an end.

It is used by one thread; `stop` and `end` may be set by another, and are noticed within half a second.
"""

import contextlib
import os
import selectors
import socket
import ssl
import time
from threading import Event
from typing import NoReturn

from desktop.channels.email.server.address import Security, Server
from desktop.channels.email.server.trust import trust
from desktop.domain.errors import Unreachable
from desktop.domain.text import tr

PATIENCE_SECONDS = 60.0
CONNECT_SECONDS = 20.0
SLOWEST_BYTES_A_SECOND = 4096
_SLICE_SECONDS = 0.5
_PIECE = 1 << 18
_LONGEST_LINE = 1 << 23


class Stopped(Exception):
    """Whoever uses the connection was told to stop."""


class Stream:
    """Bytes to and from one server. Everything that goes wrong is raised as Unreachable."""

    def __init__(self, server: Server, stop: Event, end: Event, patience: float | None = None) -> None:
        self.server = server
        self._patience = PATIENCE_SECONDS if patience is None else patience
        self._stop = stop
        self._end = end
        self._received = bytearray()
        self._at = 0
        self._socket = self._connected()
        if server.security is Security.TLS:
            self.start_tls()

    def start_tls(self) -> None:
        """Encrypt from here on. What came before that and was not read is somebody's forgery."""
        if self._at < len(self._received):
            self.close()
            raise Unreachable(
                tr("{server} said something in the clear where encryption begins.", server=self.server.host),
                tr("Somebody may be between you and the server. Use another network, or TLS from the start."),
            )
        try:
            context = trust(self.server.extra_ca_file)
            self._socket.getpeername()  # one that is gone is said here: wrapped, it would be left open
            self._socket = context.wrap_socket(
                self._socket, server_hostname=self.server.host, do_handshake_on_connect=False
            )
            self._shake_hands(self._socket)
        except OSError as error:  # it went away before the first word of the hand-shake
            self._lost(error)
        except BaseException:
            self.close()
            raise

    def line(self) -> bytes:
        """The next line, without its end."""
        deadline = time.monotonic() + self._patience
        looked = self._at
        while (end := self._received.find(b"\n", looked)) < 0:
            looked = len(self._received)
            if looked - self._at > _LONGEST_LINE:
                self.fail(tr("{server} sends a line without an end.", server=self.server.host))
            looked -= self._fill(deadline)
        line = bytes(self._received[self._at : end])
        self._at = end + 1
        return line.removesuffix(b"\r")

    def exactly(self, count: int) -> bytes:
        """That many bytes; a server that sends slower than a modem is given up."""
        deadline = time.monotonic() + self._patience + count / SLOWEST_BYTES_A_SECOND
        while len(self._received) - self._at < count:
            self._fill(deadline)
        data = bytes(memoryview(self._received)[self._at : self._at + count])
        self._at += count
        return data

    def send(self, data: bytes) -> None:
        deadline = time.monotonic() + self._patience + len(data) / SLOWEST_BYTES_A_SECOND
        view = memoryview(data)
        while view:
            self._check()
            try:
                view = view[self._socket.send(view) :]
                continue
            except (BlockingIOError, ssl.SSLWantWriteError):
                event = selectors.EVENT_WRITE
            except ssl.SSLWantReadError:
                event = selectors.EVENT_READ
            except OSError as error:
                self._lost(error)
            self._ready(event, deadline)

    def wait(self, seconds: float) -> bool:
        """Whether there is something to read, at the latest then."""
        if self._at < len(self._received) or self._pending():
            return True
        try:
            self._wait(selectors.EVENT_READ, time.monotonic() + seconds)
        except TimeoutError:
            return False
        return True

    @property
    def own_name(self) -> str:
        """How this end introduces itself: by its address (RFC 5321 §4.1.3), for it seldom has a name."""
        address = str(self._socket.getsockname()[0]).partition("%")[0]
        return f"[IPv6:{address}]" if ":" in address else f"[{address}]"

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._socket.close()

    def fail(self, words: str, hint: str = "") -> NoReturn:
        """Give the connection up: what comes over it makes no sense any more."""
        self.close()
        raise Unreachable(words, hint)

    def _pending(self) -> bool:
        return isinstance(self._socket, ssl.SSLSocket) and self._socket.pending() > 0

    def _fill(self, deadline: float) -> int:
        """Receive something; how many bytes the buffer's beginning moved by."""
        moved = self._at
        if moved:
            del self._received[:moved]
            self._at = 0
        while True:
            self._check()
            try:
                piece = self._socket.recv(_PIECE)
                break
            except (BlockingIOError, ssl.SSLWantReadError):
                event = selectors.EVENT_READ
            except ssl.SSLWantWriteError:
                event = selectors.EVENT_WRITE
            except OSError as error:
                self._lost(error)
            self._ready(event, deadline)
        if not piece:
            self.fail(tr("{server} closed the connection.", server=self.server.host))
        self._received += piece
        return moved

    def _ready(self, event: int, deadline: float) -> None:
        try:
            self._wait(event, deadline)
        except TimeoutError:
            self.fail(tr("{server} stopped answering.", server=self.server.host))

    def _wait(self, event: int, deadline: float) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self._socket, event)
            while True:
                self._check()
                left = deadline - time.monotonic()
                if left <= 0:
                    raise TimeoutError
                if selector.select(min(left, _SLICE_SECONDS)):
                    return

    def _check(self) -> None:
        if self._stop.is_set():
            raise Stopped
        if self._end.is_set():
            self.fail(tr("The connection to {server} was ended.", server=self.server.host))

    def _connected(self) -> socket.socket:
        deadline = time.monotonic() + CONNECT_SECONDS
        try:
            found = socket.getaddrinfo(self.server.host, self.server.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise Unreachable(
                tr("The server {server} is not known: {reason}.", server=self.server.host, reason=_words(error)),
                tr("Check its name in the account's settings, and the network."),
            ) from error
        trouble: OSError | None = None
        for family, kind, protocol, _, address in found:
            try:
                return self._connected_to(socket.socket(family, kind, protocol), address, deadline)
            except OSError as error:
                trouble = error
        raise Unreachable(
            tr(
                "{server} cannot be reached at port {port}: {reason}.",
                server=self.server.host,
                port=self.server.port,
                reason=_words(trouble),
            )
        ) from trouble

    def _connected_to(self, its: socket.socket, address: object, deadline: float) -> socket.socket:
        self._socket = its
        try:
            its.setblocking(False)
            its.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            its.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            with contextlib.suppress(BlockingIOError):
                its.connect(address)  # type: ignore[arg-type]  # as getaddrinfo gives it
            self._wait(selectors.EVENT_WRITE, deadline)
            if code := its.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
                raise OSError(code, os.strerror(code))
        except BaseException:
            its.close()
            raise
        return its

    def _shake_hands(self, its: ssl.SSLSocket) -> None:
        deadline = time.monotonic() + CONNECT_SECONDS
        while True:
            try:
                return its.do_handshake()
            except ssl.SSLWantReadError:
                event = selectors.EVENT_READ
            except ssl.SSLWantWriteError:
                event = selectors.EVENT_WRITE
            except ssl.SSLCertVerificationError as error:
                raise Unreachable(
                    tr(
                        "The certificate of {server} is not trusted: {reason}.",
                        server=self.server.host,
                        reason=error.verify_message,
                    ),
                    tr("Nothing was sent. Ask whoever runs the server, or somebody is between you and it."),
                ) from error
            except OSError as error:
                self._lost(error)
            self._ready(event, deadline)

    def _lost(self, error: OSError) -> NoReturn:
        self.close()
        raise Unreachable(
            tr("The connection to {server} broke: {reason}.", server=self.server.host, reason=_words(error))
        ) from error


def _words(error: BaseException | None) -> str:
    if isinstance(error, TimeoutError):
        return tr("no answer")
    return (getattr(error, "strerror", None) or str(error)).rstrip(".")
