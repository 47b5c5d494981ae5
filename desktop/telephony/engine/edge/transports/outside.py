"""The edge's one socket on the network, to the one server in use: datagrams, or a stream with or without TLS."""

import time
from abc import abstractmethod
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QAbstractSocket, QHostAddress, QNetworkProxy, QSslConfiguration, QSslError, QSslSocket

from desktop.domain.text import tr
from desktop.telephony.engine.edge.transports import tls
from desktop.telephony.engine.edge.transports.framing import BrokenStream, Framer
from desktop.telephony.engine.edge.transports.servers import Endpoint
from desktop.telephony.engine.edge.transports.udp import UdpSocket

CONNECT_SECONDS = 5.0
KEEP_ALIVE_SECONDS = 15.0
PONG_SECONDS = 10.0
_UNSENT_BYTES = 262_144


def _ignore(*_: object) -> None:
    """Nobody listens."""


class Outside(QObject):
    """`failed` carries a text and a hint, once. `received` is called with one message or datagram, never an empty one;
    `heard` before, at whatever shows that the server lives."""

    ready = Signal()
    failed = Signal(str, str)
    broken = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.received: Callable[[bytes], None] = _ignore
        self.heard: Callable[[], None] = _ignore

    @abstractmethod
    def open(self) -> None: ...

    @property
    @abstractmethod
    def local(self) -> tuple[str, int]: ...

    @property
    def security(self) -> str:
        """The TLS version in use, or nothing."""
        return ""

    @abstractmethod
    def send(self, data: bytes) -> None: ...

    @abstractmethod
    def keep_alive(self) -> None: ...

    def close(self) -> None:
        self.received = self.heard = _ignore


class OutsideUdp(Outside):
    """`local_port` is wished for, so that the exchange still finds us; when `fixed`, no other will do."""

    def __init__(
        self, endpoint: Endpoint, local_port: int = 0, *, fixed: bool = False, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._is_fixed = fixed
        self._endpoint = endpoint
        self._local_port = local_port
        self._socket = UdpSocket(self._on_received, self)
        self._socket.refused.connect(self._on_refused)

    def open(self) -> None:
        try:
            self._connect()
        except OSError as error:
            self.failed.emit(tr("The server cannot be reached: {reason}", reason=error.strerror or error), "")
            return
        self.ready.emit()

    def _connect(self) -> None:
        address, port = self._endpoint.address, self._endpoint.port
        try:
            self._socket.connect_to(address, port, local_port=self._local_port)
        except OSError:
            if self._is_fixed or not self._local_port:
                raise
            self._socket.connect_to(address, port)

    @property
    def local(self) -> tuple[str, int]:
        return self._socket.local

    def send(self, data: bytes) -> None:
        self._socket.send(data)

    def keep_alive(self) -> None:
        self._socket.send(b"\r\n\r\n")

    def close(self) -> None:
        super().close()
        self._socket.close()

    def _on_received(self, data: bytes, host: str, port: int) -> None:
        # The kernel has seen to it already; looked at again, because everything rests on it.
        peer = self._endpoint
        if port != peer.port:
            return
        if host != peer.address and host.partition("%")[0] != peer.address.partition("%")[0]:
            return
        self.heard()
        if data.strip(b"\r\n\x00"):
            self.received(data)

    def _on_refused(self, reason: str) -> None:
        self.failed.emit(tr("Nothing answers at {name}: {reason}", name=self._endpoint.name, reason=reason), "")


class OutsideStream(Outside):
    """TCP, and TLS when given a configuration."""

    def __init__(
        self,
        endpoint: Endpoint,
        largest: int,
        configuration: QSslConfiguration | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._endpoint = endpoint
        self._configuration = configuration
        self._framer = Framer(largest)
        self._is_over = False
        self._pinged_at = 0.0
        self._connecting = QTimer(self, singleShot=True, interval=int(CONNECT_SECONDS * 1000))
        self._connecting.timeout.connect(self._on_too_slow)
        self._socket = QSslSocket(self)
        self._socket.setProxy(QNetworkProxy(QNetworkProxy.ProxyType.NoProxy))
        self._socket.readyRead.connect(self._on_readable)
        self._socket.errorOccurred.connect(self._on_error)
        if configuration is None:
            self._socket.connected.connect(self._on_connected)
        else:
            self._socket.setSslConfiguration(configuration)
            self._socket.sslErrors.connect(self._on_certificate_errors)
            self._socket.encrypted.connect(self._on_encrypted)

    def open(self) -> None:
        self._connecting.start()
        if self._configuration is None:
            self._socket.connectToHost(QHostAddress(self._endpoint.address), self._endpoint.port)
        else:
            self._socket.connectToHostEncrypted(self._endpoint.address, self._endpoint.port, self._endpoint.name)

    @property
    def local(self) -> tuple[str, int]:
        return self._socket.localAddress().toString().partition("%")[0], self._socket.localPort()

    @property
    def security(self) -> str:
        protocol = self._socket.sessionProtocol().name
        return protocol.replace("TlsV", "TLS ").replace("_", ".") if self._configuration is not None else ""

    def send(self, data: bytes) -> None:
        if self._is_over:
            return
        if self._socket.bytesToWrite() > _UNSENT_BYTES:
            self._fail(tr("{name} takes no more data", name=self._endpoint.name))
            return
        self._socket.write(data)

    def keep_alive(self) -> None:
        """Ping; a server that has ever answered one must answer again (RFC 5626 §4.4.1)."""
        if self._pinged_at and self._framer.pongs:
            self._fail(tr("{name} does not answer any more", name=self._endpoint.name))
            return
        self._pinged_at = time.monotonic()
        self.send(b"\r\n\r\n")

    def close(self) -> None:
        super().close()
        self._is_over = True
        self._connecting.stop()
        self._socket.abort()

    def _on_connected(self) -> None:
        self._connecting.stop()
        self._socket.setSocketOption(QAbstractSocket.SocketOption.LowDelayOption, 1)
        self._socket.setSocketOption(QAbstractSocket.SocketOption.KeepAliveOption, 1)
        self.ready.emit()

    def _on_certificate_errors(self, errors: list[QSslError]) -> None:
        if tls.is_only_missing_staple(errors):
            self._socket.ignoreSslErrors(errors)
            return
        self._fail(*tls.refusal_words(errors, self._endpoint.name))

    def _on_encrypted(self) -> None:
        words = tls.weak_key_words(self._socket.peerCertificate(), self._endpoint.name)
        if words:
            self._fail(words, tr("Ask whoever runs the telephone system."))
            return
        self._on_connected()

    def _on_readable(self) -> None:
        if self._is_over or (self._configuration is not None and not self._socket.isEncrypted()):
            return
        data = bytes(self._socket.readAll().data())
        self._pinged_at = 0.0
        self.heard()
        try:
            messages = self._framer.feed(data)
        except BrokenStream as error:
            self.broken.emit(str(error))
            self._fail(tr("{name} sent something that is not SIP", name=self._endpoint.name))
            return
        for message in messages:
            self.received(message)

    def _on_too_slow(self) -> None:
        self._fail(tr("{name} does not answer", name=self._endpoint.name))

    def _on_error(self, error: QAbstractSocket.SocketError) -> None:
        name, reason = self._endpoint.name, self._socket.errorString()
        match error:
            case QAbstractSocket.SocketError.ConnectionRefusedError:
                self._fail(tr("Nothing answers at {name}", name=name))
            case QAbstractSocket.SocketError.RemoteHostClosedError:
                self._fail(tr("{name} closed the connection", name=name))
            case QAbstractSocket.SocketError.SslHandshakeFailedError:
                text = tr("No safe connection to {name} could be agreed on: {reason}", name=name, reason=reason)
                self._fail(text, tr("The server must speak TLS 1.2 or 1.3 on this port."))
            case _:
                self._fail(tr("The connection to {name} failed: {reason}", name=name, reason=reason))

    def _fail(self, text: str, hint: str = "") -> None:
        if self._is_over:
            return
        self.close()
        self.failed.emit(text, hint)
