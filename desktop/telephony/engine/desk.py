"""The engine's door for the desk: a local socket of this user alone, one desk at a time, the latest one.

A connection is nobody until its first frame is a Hello with the token; whoever says anything else is hung up on.
"""

import hmac
import logging

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from desktop.domain.errors import ConfigurationError
from desktop.domain.text import tr
from desktop.telephony import wire
from desktop.telephony.protocol import PROTOCOL_VERSION, Hello, News, OrderFailed

logger = logging.getLogger(__name__)

_HELLO_MILLISECONDS = 3000
_MAX_STRANGERS = 4
_BEHIND_BYTES = 64 * 1024
_DEAF_BYTES = 1024 * 1024


class Visitor(QObject):
    """One connection: its socket, what it has sent, and whether it is the desk."""

    def __init__(self, socket: QLocalSocket, parent: QObject) -> None:
        super().__init__(parent)
        self.socket = socket
        self.reader = wire.FrameReader()
        socket.setParent(self)

    def leave(self) -> None:
        self.socket.disconnectFromServer()
        self.deleteLater()


class DeskDoor(QObject):
    order_received = Signal(object)
    desk_came = Signal()
    desk_went = Signal()

    def __init__(self, token: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._token = token.encode()
        self._desk: Visitor | None = None
        self._visitors: set[Visitor] = set()
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)

    @property
    def has_desk(self) -> bool:
        return self._desk is not None

    @property
    def is_behind(self) -> bool:
        """The desk has not read for a while: what will be old when it does need not be sent."""
        return self._desk is not None and self._desk.socket.bytesToWrite() > _BEHIND_BYTES

    def open(self, name: str) -> None:
        """The caller holds the lock of `name`: a socket file left over by a killed engine is nobody's."""
        QLocalServer.removeServer(name)
        if not self._server.listen(name):
            raise ConfigurationError(tr("The phone engine cannot be reached: {why}", why=self._server.errorString()))

    def shut(self) -> None:
        """Let nobody else in; who is in stays."""
        self._server.close()

    def close(self) -> None:
        self.shut()
        for visitor in tuple(self._visitors):
            self._forget(visitor)

    def send(self, news: News) -> None:
        if self._desk is not None:
            self._desk.socket.write(wire.encode(news))
            # does not wait; without it a ring would be told when PJSIP has returned and the event loop gets its turn
            self._desk.socket.flush()
            if self._desk.socket.bytesToWrite() > _DEAF_BYTES:
                # stopped for hours while calls came and went; it may come back and begin anew
                logger.warning("the desk does not read; the connection was closed")
                self._forget(self._desk)

    def dismiss(self) -> None:
        """Hang up on the desk, which waits for that to know that its last word was heard."""
        if self._desk is not None:
            self._desk.socket.flush()
            self._forget(self._desk)

    def flush(self) -> None:
        if self._desk is not None:
            self._desk.socket.flush()

    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            visitor = Visitor(socket, self)
            self._visitors.add(visitor)
            socket.readyRead.connect(lambda v=visitor: self._on_bytes(v))
            socket.disconnected.connect(lambda v=visitor: self._forget(v))
            QTimer.singleShot(_HELLO_MILLISECONDS, visitor, lambda v=visitor: self._expect_hello(v))
            if len(self._visitors) > _MAX_STRANGERS + 1:
                self._forget(visitor)

    def _expect_hello(self, visitor: Visitor) -> None:
        if visitor is not self._desk:
            self._forget(visitor)

    def _forget(self, visitor: Visitor) -> None:
        if visitor not in self._visitors:
            return
        self._visitors.discard(visitor)
        was_desk = visitor is self._desk
        if was_desk:
            self._desk = None
        visitor.leave()
        if was_desk:
            self.desk_went.emit()

    def _on_bytes(self, visitor: Visitor) -> None:
        is_desk = visitor is self._desk
        try:
            for value in visitor.reader.feed(bytes(visitor.socket.readAll().data())):
                # what it said before it hung up counts
                if is_desk:
                    self.order_received.emit(value)
                elif not (is_desk := self._greet(visitor, value)):
                    return
        except wire.ProtocolError as error:
            logger.warning("a connection was closed: %s", error)
            self._forget(visitor)

    def _greet(self, visitor: Visitor, value: object) -> bool:
        if not isinstance(value, Hello) or not hmac.compare_digest(value.token.encode(), self._token):
            logger.warning("a connection without the desk's token was closed")
            self._forget(visitor)
            return False
        if value.version != PROTOCOL_VERSION:
            text = tr("The phone engine that still runs is of another version; it leaves when its call ends.")
            visitor.socket.write(wire.encode(OrderFailed(order="Hello", text=text)))
            visitor.socket.flush()
            self._forget(visitor)
            return False
        before, self._desk = self._desk, visitor
        if before is not None:
            self._forget(before)
        self.desk_came.emit()
        return True
