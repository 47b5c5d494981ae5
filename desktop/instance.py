"""One desk a profile: a second start raises the window of the first and ends."""

import hashlib
import logging
import os
import tempfile
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

logger = logging.getLogger(__name__)

WAIT_MILLISECONDS = 500
RAISE = b"raise\n"


class Instance(QObject):
    """`claim` before anything is opened; `raise_asked` when somebody else starts the program again."""

    raise_asked = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = _server_name(folder)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)

    def claim(self) -> bool:
        """False when a desk of this profile runs; it has been asked to show itself."""
        if self._reach(RAISE):
            return False
        QLocalServer.removeServer(self._name)  # left by one that was killed
        if not self._server.listen(self._name):
            logger.warning("Cannot listen for a second start: %s", self._server.errorString())
        return True

    def is_running(self) -> bool:
        """Whether another process holds this profile."""
        return self._reach(b"")

    def _reach(self, word: bytes) -> bool:
        """Waits, which is right before there is a window."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(WAIT_MILLISECONDS):
            return False
        if word:
            socket.write(word)
            socket.waitForBytesWritten(WAIT_MILLISECONDS)
        socket.disconnectFromServer()
        return True

    def release(self) -> None:
        self._server.close()

    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(self._on_gone)

    def _on_gone(self) -> None:
        """All it had to say is there."""
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            if bytes(socket.readAll().data()) == RAISE:
                self.raise_asked.emit()
            socket.deleteLater()


def _server_name(folder: Path) -> str:
    name = "parley-desk-" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    if os.name == "nt":
        return name
    return str(Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()) / name)
