"""The edge's one socket on the network, to the one server in use."""

from PySide6.QtCore import QObject, Signal

from desktop.telephony.engine.edge.transports.servers import Endpoint
from desktop.telephony.engine.edge.transports.udp import UdpSocket


class OutsideUdp(QObject):
    received = Signal(bytes)
    ready = Signal()
    failed = Signal(str, str)

    def __init__(self, endpoint: Endpoint, local_port: int = 0, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._endpoint = endpoint
        self._local_port = local_port
        self._socket = UdpSocket(self)
        self._socket.received.connect(self._on_received)
        self._socket.refused.connect(self._on_refused)

    def open(self) -> None:
        try:
            self._socket.connect_to(self._endpoint.address, self._endpoint.port, local_port=self._local_port)
        except OSError as error:
            self.failed.emit(error.strerror or str(error), "")
            return
        self.ready.emit()

    @property
    def local(self) -> tuple[str, int]:
        return self._socket.local

    def send(self, data: bytes) -> None:
        self._socket.send(data)

    def close(self) -> None:
        self._socket.close()

    def _on_received(self, data: bytes, host: str, port: int) -> None:
        # The kernel has seen to it already; looked at again, because everything rests on it.
        if port == self._endpoint.port and host.partition("%")[0] == self._endpoint.address:
            self.received.emit(data)

    def _on_refused(self, text: str) -> None:
        self.failed.emit(text, "")
