"""The edge's ear on loopback, where PJSIP sends everything to."""

from PySide6.QtCore import QObject, Signal

from desktop.telephony.engine.edge.transports.udp import UdpSocket


class InsideUdp(QObject):
    """For UDP accounts, so that PJSIP's own retransmission timers run. Only `phone` is heard."""

    received = Signal(bytes)

    def __init__(self, phone: tuple[str, int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._phone = phone
        self._socket = UdpSocket(self)
        self._socket.received.connect(self._on_received)

    def open(self) -> None:
        """Listen on a free port; raises OSError."""
        self._socket.bind(self._phone[0])

    @property
    def local(self) -> tuple[str, int]:
        return self._socket.local

    def send(self, data: bytes) -> None:
        self._socket.send(data, self._phone)

    def close(self) -> None:
        self._socket.close()

    def _on_received(self, data: bytes, host: str, port: int) -> None:
        if (host, port) == self._phone:
            self.received.emit(data)
