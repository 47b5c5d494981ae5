"""Towards PJSIP over TCP: a socket of the test's own listens in its place."""

import pytest

from desktop.telephony.engine.edge.transports.inside import InsideTcp
from tests.telephony.edge.messages import request
from tests.telephony.edge.sockets import accepted, listening, turn_until

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.parametrize("who_ends", ["PJSIP", "the edge"])
def test_it_says_from_which_port_it_comes_before_it_does_and_when_it_is_gone(who_ends: str) -> None:
    with listening() as pjsip:
        inside = InsideTcp(pjsip.getsockname(), lambda data: None)
        told: list[int] = []
        inside.approaching.connect(told.append)
        inside.open()
        inside.send(request("OPTIONS"))
        (port,) = told
        taken = accepted(pjsip)
        assert taken.socket.getpeername() == ("127.0.0.1", port)
        inside.send(request("OPTIONS"))
        assert told == [port]
        if who_ends == "PJSIP":
            taken.socket.close()
        else:
            inside.close()
        turn_until(lambda: told == [port, 0], "the word of it")
        taken.socket.close()
        inside.close()
        inside.deleteLater()
