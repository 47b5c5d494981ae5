"""The outside socket's second look at the sender, should a kernel ever let a stranger through."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.telephony.engine.edge.transports.outside import OutsideUdp
from desktop.telephony.engine.edge.transports.servers import Endpoint
from tests.telephony.edge.sockets import datagrams


@pytest.mark.parametrize(
    ("host", "offset", "is_heard"), [("127.0.0.1", 0, True), ("127.0.0.2", 0, False), ("127.0.0.1", 1, False)]
)
def test_only_the_servers_own_address_and_port_are_heard(qtbot: QtBot, host: str, offset: int, is_heard: bool) -> None:
    with datagrams() as server:
        outside = OutsideUdp(Endpoint(name="pbx", address="127.0.0.1", port=server.port))
        outside.open()
        heard: list[bytes] = []
        outside.received = heard.append
        outside._on_received(b"OPTIONS", host, server.port + offset)
        assert bool(heard) is is_heard
        outside.close()
