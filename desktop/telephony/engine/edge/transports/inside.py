"""The edge's ear on loopback, where PJSIP sends everything to."""

from abc import abstractmethod
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QAbstractSocket, QHostAddress, QNetworkProxy, QTcpServer, QTcpSocket

from desktop.telephony.engine.edge.transports.framing import BrokenStream, Framer
from desktop.telephony.engine.edge.transports.udp import UdpSocket

PJSIP_STREAM_BYTES = 4_000
"""What PJSIP 2.15.1 takes over a stream (PJSIP_MAX_PKT_LEN); one byte more and it closes the connection."""
_CONNECTIONS = 4


class Inside(QObject):
    """`received` is called with one message of PJSIP's, or of whoever else is on this computer: not yet trusted."""

    approaching = Signal(int)
    """We connect to PJSIP, from this port of ours, as soon as this returns; 0: not any more."""

    def __init__(self, received: Callable[[bytes], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._received = received

    @abstractmethod
    def open(self) -> None:
        """Listen on a free port; raises OSError."""

    @property
    @abstractmethod
    def local(self) -> tuple[str, int]: ...

    @abstractmethod
    def send(self, data: bytes) -> None: ...

    def read(self) -> None:
        """Take in at once what PJSIP has just sent, if that can be done."""

    @abstractmethod
    def trust_sender(self) -> None:
        """What `received` was called with just now proved to be PJSIP's: answers and requests go where it came from."""

    @abstractmethod
    def close(self) -> None: ...


class InsideUdp(Inside):
    """For UDP accounts, so that PJSIP's own retransmission timers run. Only `phone` is heard."""

    def __init__(
        self, phone: tuple[str, int], received: Callable[[bytes], None], parent: QObject | None = None
    ) -> None:
        super().__init__(received, parent)
        self._phone = phone
        self._socket = UdpSocket(self._on_received, self)

    def open(self) -> None:
        self._socket.bind(self._phone[0])

    @property
    def local(self) -> tuple[str, int]:
        return self._socket.local

    def send(self, data: bytes) -> None:
        self._socket.send(data, self._phone)

    def read(self) -> None:
        self._socket.read()

    def trust_sender(self) -> None:
        """There is one sender only."""

    def close(self) -> None:
        self._socket.close()

    def _on_received(self, data: bytes, host: str, port: int) -> None:
        if (host, port) == self._phone:
            self._received(data)


class InsideTcp(Inside):
    """For TCP and TLS accounts. PJSIP connects; when its connection is gone the edge connects to where it listens."""

    def __init__(
        self, phone: tuple[str, int], received: Callable[[bytes], None], parent: QObject | None = None
    ) -> None:
        super().__init__(received, parent)
        self._phone = phone
        self._server = QTcpServer(self)
        self._server.setProxy(QNetworkProxy(QNetworkProxy.ProxyType.NoProxy))
        self._server.newConnection.connect(self._on_connection)
        self._framers: dict[QTcpSocket, Framer] = {}
        self._speaking: QTcpSocket | None = None
        self._trusted: QTcpSocket | None = None
        self._made: QTcpSocket | None = None

    def open(self) -> None:
        if not self._server.listen(QHostAddress(self._phone[0]), 0):
            raise OSError(self._server.errorString())

    @property
    def local(self) -> tuple[str, int]:
        return self._server.serverAddress().toString(), self._server.serverPort()

    def send(self, data: bytes) -> None:
        if self._trusted is None:
            self._trusted = self._approached()
        self._trusted.write(data)
        if self._trusted.state() is QAbstractSocket.SocketState.ConnectedState:
            # does not wait; PJSIP is polled as soon as this returns
            self._trusted.flush()

    def _approached(self) -> QTcpSocket:
        made = QTcpSocket(self)
        made.setProxy(QNetworkProxy(QNetworkProxy.ProxyType.NoProxy))
        self._adopt(made)
        self._made = made
        host = QHostAddress(self._phone[0])
        # a port nobody else can have meanwhile, for those who keep everybody else out
        if made.bind(host, 0, QAbstractSocket.BindFlag.DontShareAddress):
            self.approaching.emit(made.localPort())
        made.connectToHost(host, self._phone[1])
        return made

    def trust_sender(self) -> None:
        if self._speaking is not None:
            self._trusted = self._speaking

    def close(self) -> None:
        self._server.close()
        for connection in list(self._framers):
            self._drop(connection)

    def _on_connection(self) -> None:
        while self._server.hasPendingConnections():
            if len(self._framers) >= _CONNECTIONS:
                # PJSIP has one: so other programs can neither keep it out nor push it out once it has spoken
                self._drop(next(held for held in self._framers if held is not self._trusted))
            self._adopt(self._server.nextPendingConnection())

    def _adopt(self, connection: QTcpSocket) -> None:
        self._framers[connection] = Framer(2 * PJSIP_STREAM_BYTES)
        connection.setSocketOption(QAbstractSocket.SocketOption.LowDelayOption, 1)
        connection.readyRead.connect(self._on_readable)
        connection.disconnected.connect(self._on_gone)
        connection.errorOccurred.connect(self._on_gone)

    def _on_readable(self) -> None:
        connection = self.sender()
        if not isinstance(connection, QTcpSocket) or connection not in self._framers:
            return
        try:
            messages = self._framers[connection].feed(bytes(connection.readAll().data()))
        except BrokenStream:
            self._drop(connection)
            return
        self._speaking = connection
        for message in messages:
            self._received(message)
        self._speaking = None

    def _on_gone(self) -> None:
        connection = self.sender()
        if isinstance(connection, QTcpSocket):
            self._drop(connection)

    def _drop(self, connection: QTcpSocket) -> None:
        if self._framers.pop(connection, None) is None:
            return
        if connection is self._trusted:
            self._trusted = None
        if connection is self._made:
            self._made = None
            self.approaching.emit(0)
        connection.abort()
        connection.deleteLater()
