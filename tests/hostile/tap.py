"""A wire between the engine and Kamailio that a test can listen to, change, cut, and put its own bytes on.

Kamailio cannot be told to mean harm: what it would never send is put on this wire, and comes from the one address the
engine listens to. Everything else on it is Kamailio's own. A thread of its own moves the messages.
"""

import contextlib
import re
import selectors
import socket
import ssl
import threading
from abc import abstractmethod
from collections.abc import Callable, Iterator

from typing_extensions import override

from desktop.telephony.engine.edge.transports.framing import BrokenStream, Framer
from tests.servers.ports import HOST
from tests.servers.process import PATIENCE_SECONDS, wait_until

_LARGEST = 65_535
_CONTACT = re.compile(rb"^(Contact: *<sip:[^@>\r\n]*@)[^;>\r\n]*", re.MULTILINE)
_FIRST_VIA = re.compile(rb"^Via:([^\r\n]*)", re.MULTILINE)
_TURN_SECONDS = 0.05

Change = Callable[[bytes], bytes | None]


class Tap:
    """`sent` is every message of the engine's so far; `change` sees each one to the engine (None: it is lost)."""

    def __init__(self, server_port: int) -> None:
        self.sent: list[bytes] = []
        self.change: Change = lambda data: data
        self.is_cut = False
        self._server = (HOST, server_port)
        self._selector = selectors.DefaultSelector()
        self._is_over = False
        self._thread = threading.Thread(target=self._run, name="tap", daemon=True)

    @property
    @abstractmethod
    def port(self) -> int:
        """Where the engine's server seems to be."""

    @property
    def is_encrypted(self) -> bool:
        return False

    @property
    def address(self) -> str:
        return f"{HOST}:{self.port}"

    @property
    def token(self) -> str:
        """The user part the engine has given to the exchange alone."""
        contacts = [match[1] for data in self.sent if (match := re.search(rb"Contact: *<sip:([^@>]+)@", data))]
        assert contacts, "the engine has not registered"
        return contacts[-1].decode()

    def sent_of(self, method: str) -> list[bytes]:
        return [data for data in list(self.sent) if data.startswith(method.encode() + b" ")]

    def answers_to(self, call_id: str) -> list[str]:
        """The status lines the engine has answered with, in this call."""
        mark = f"Call-ID: {call_id}\r\n".encode()
        return [data.split(b"\r\n")[0].decode()[8:] for data in list(self.sent) if data[:4] == b"SIP/" and mark in data]

    def wait_for(self, method: str, count: int = 1, *, seconds: float = PATIENCE_SECONDS) -> list[bytes]:
        """The engine's requests of this method, once there are so many."""
        wait_until(lambda: len(self.sent_of(method)) >= count, f"{count} {method}", seconds=seconds)
        return self.sent_of(method)

    @abstractmethod
    def inject(self, data: bytes) -> None:
        """Send it to the engine, as if the server had."""

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._is_over = True
        self._thread.join(2 * PATIENCE_SECONDS)
        for key in list(self._selector.get_map().values()):
            assert isinstance(key.fileobj, socket.socket)
            key.fileobj.close()
        self._selector.close()

    def _run(self) -> None:
        while not self._is_over:
            for key, _ in self._selector.select(_TURN_SECONDS):
                with contextlib.suppress(OSError):
                    key.data(key.fileobj)

    def _heard(self, data: bytes) -> bool:
        """Keep what the engine said; whether it goes on: answers to what the test sent are not for Kamailio."""
        if data.strip(b"\r\n"):
            self.sent.append(data)
        via = _FIRST_VIA.search(data)
        is_stray = data.startswith(b"SIP/") and (via is None or HOST.encode() not in via[1])
        return not (self.is_cut or is_stray)

    def _changed(self, data: bytes) -> bytes:
        return b"" if self.is_cut else self.change(data) or b""


class UdpTap(Tap):
    def __init__(self, server_port: int, engine_port: int = 0) -> None:
        super().__init__(server_port)
        self._front = _udp()
        self._back = _udp()
        self._engine = (HOST, engine_port)
        self._selector.register(self._front, selectors.EVENT_READ, self._from_engine)
        self._selector.register(self._back, selectors.EVENT_READ, self._from_server)

    @property
    def port(self) -> int:
        return int(self._front.getsockname()[1])

    @property
    def engine_port(self) -> int:
        return self._engine[1]

    def inject(self, data: bytes) -> None:
        self._front.sendto(data, self._engine)

    def _from_engine(self, own: socket.socket) -> None:
        data, self._engine = own.recvfrom(_LARGEST)
        if self._heard(data):
            # or the exchange would call past the wire, from an address the engine does not listen to
            here = rb"\g<1>%s:%d" % (HOST.encode(), self._back.getsockname()[1])
            self._back.sendto(_CONTACT.sub(here, data, count=1), self._server)

    def _from_server(self, own: socket.socket) -> None:
        changed = self._changed(own.recv(_LARGEST))
        if changed:
            self._front.sendto(changed, self._engine)


class StreamTap(Tap):
    """TCP; towards the engine TLS when given a context."""

    def __init__(self, server_port: int, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(server_port)
        self._tls = tls
        self._listener = socket.create_server((HOST, 0))
        self._engine: socket.socket | None = None
        self._kamailio: socket.socket | None = None
        self._framers = (Framer(_LARGEST), Framer(_LARGEST))
        self._selector.register(self._listener, selectors.EVENT_READ, self._accept)

    @property
    def port(self) -> int:
        return int(self._listener.getsockname()[1])

    @property
    @override
    def is_encrypted(self) -> bool:
        return self._tls is not None

    @property
    def is_connected(self) -> bool:
        return self._engine is not None

    def inject(self, data: bytes) -> None:
        assert self._engine is not None, "the engine is not connected"
        self._engine.sendall(data)

    def hang_up(self) -> None:
        """Towards the engine, if it is there; it may come again. It may also have hung up first, over what it heard."""
        engine = self._engine
        if engine is not None:
            with contextlib.suppress(OSError):
                engine.shutdown(socket.SHUT_RDWR)

    def _accept(self, listener: socket.socket) -> None:
        self._end()
        accepted, _ = listener.accept()
        accepted.settimeout(PATIENCE_SECONDS)
        try:
            engine = self._tls.wrap_socket(accepted, server_side=True) if self._tls else accepted
        except OSError:
            accepted.close()
            return
        try:
            server = socket.create_connection(self._server)
        except OSError:
            engine.close()
            return
        self._engine, self._kamailio = engine, server
        self._framers = (Framer(_LARGEST), Framer(_LARGEST))
        self._selector.register(self._engine, selectors.EVENT_READ, self._from_engine)
        self._selector.register(self._kamailio, selectors.EVENT_READ, self._from_server)

    def _from_engine(self, own: socket.socket) -> None:
        data = _read(own)
        if not data:
            self._end()
            return
        with contextlib.suppress(BrokenStream):
            for message in self._framers[0].feed(data):
                if self._heard(message) and self._kamailio is not None:
                    self._kamailio.sendall(message)

    def _from_server(self, own: socket.socket) -> None:
        data = _read(own)
        if not data:
            self._end()
            return
        for message in self._framers[1].feed(data):
            changed = self._changed(message)
            if changed and self._engine is not None:
                self._engine.sendall(changed)

    def _end(self) -> None:
        for ended in (self._engine, self._kamailio):
            if ended is not None:
                self._selector.unregister(ended)
                ended.close()
        self._engine = self._kamailio = None


def _udp() -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    made.bind((HOST, 0))
    return made


def _read(own: socket.socket) -> bytes:
    data = own.recv(_LARGEST)
    if isinstance(own, ssl.SSLSocket):
        while data and own.pending():
            data += own.recv(_LARGEST)
    return data


@contextlib.contextmanager
def tapped(tap: Tap) -> Iterator[Tap]:
    tap.start()
    try:
        yield tap
    finally:
        tap.stop()
