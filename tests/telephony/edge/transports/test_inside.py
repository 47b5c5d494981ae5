"""Towards PJSIP over TCP: a socket of the test's own listens in its place."""

import socket
from contextlib import ExitStack

import pytest

from desktop.telephony.engine.edge.transports.inside import InsideTcp
from tests.servers.ports import HOST
from tests.servers.process import PATIENCE_SECONDS
from tests.telephony.edge.messages import request
from tests.telephony.edge.sockets import accepted, listening, turn, turn_until

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


def test_programs_that_take_all_the_connections_keep_pjsip_neither_out_nor_push_it_out() -> None:
    heard: list[bytes] = []

    def received(data: bytes) -> None:
        heard.append(data)
        inside.trust_sender()  # nobody but PJSIP says anything here

    inside = InsideTcp((HOST, 9), received)
    inside.open()
    with ExitStack() as stack:

        def connected() -> socket.socket:
            return stack.enter_context(socket.create_connection(inside.local, timeout=PATIENCE_SECONDS))

        def crowd() -> None:
            for _ in range(12):
                connected()
            turn(0.05)

        def says(own: socket.socket) -> None:
            before = len(heard)
            own.sendall(request("OPTIONS"))
            turn_until(lambda: len(heard) > before, "what it says")

        crowd()
        first = connected()
        says(first)
        crowd()
        says(first)
        first.close()
        crowd()
        says(connected())
    inside.close()
    inside.deleteLater()
