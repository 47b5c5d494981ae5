"""SIPp as caller and as called phone, through Kamailio."""

import re
import socket
from collections.abc import Iterator
from itertools import pairwise

import pytest

from tests.servers.kamailio import Registrar, registrar
from tests.servers.ports import HOST
from tests.servers.process import PATIENCE_SECONDS, ServerFailedError
from tests.servers.sipp import Caller, Plot, Result, answering, calling


@pytest.fixture(scope="module")
def server() -> Iterator[Registrar]:
    with registrar({"alice": "secret"}) as running:
        yield running


def _call(server: Registrar, caller: Caller, called: Plot, plot: Plot) -> Result:
    with answering(called) as phone:
        server.add_contact("alice", f"sip:alice@{phone.address};transport={called.transport.lower()}")
        try:
            with calling("alice", server.trunk_address, caller, plot) as call:
                return call.finish()
        finally:
            phone.finish()
            server.unregister("alice")


def _first_lines(result: Result) -> list[str]:
    return [message.first_line[:11] for message in result.messages]


@pytest.mark.parametrize("transport", ["UDP", "TCP"])
def test_a_caller_is_heard_as_he_presents_himself_and_hangs_up_in_time(server: Registrar, transport: str) -> None:
    lines = (
        "P-Asserted-Identity: <sip:+48221230000@example.net>",
        "Diversion: <sip:+48800100200@example.net>;reason=unconditional",
        "History-Info: <sip:+48800100200@example.net>;index=1",
        "User-to-User: 6f726465723a3137;encoding=hex",
        "X-Order: 17",
    )
    caller = Caller(number="+48501501501", name='Zażółć "Ż" 退款', headers=lines)
    with answering(Plot(transport=transport)) as phone:
        server.add_contact("alice", f"sip:alice@{phone.address};transport={transport.lower()}")
        with calling("alice", server.trunk_address, caller, Plot(talk_seconds=0.3, transport=transport)) as call:
            result = call.finish()
        invite = phone.wait_for_message("INVITE")
        assert phone.finish().failed == 0
    server.unregister("alice")
    assert (result.exit_status, result.successful, result.failed) == (0, 1, 0)
    assert _first_lines(result)[-2:] == ["BYE sip:cal", "SIP/2.0 200"]
    assert (
        invite.header(
            "From",
        )
        is not None
    )
    assert str(invite.header("from")).startswith('"Zażółć \\"Ż\\" 退款" <sip:+48501501501@127.0.0.1>;tag=')
    for line in lines:
        name, _, value = line.partition(": ")
        assert invite.header(name) == value
    assert len(result.ring_milliseconds) == 1


def test_a_caller_who_gives_up_cancels_and_the_phone_stops_ringing(server: Registrar) -> None:
    result = _call(server, Caller(), Plot(ring_seconds=20), Plot(ring_seconds=0.3))
    assert result.failed == 0
    assert "CANCEL sip:" in _first_lines(result)
    assert any(m.first_line.startswith("SIP/2.0 487") for m in result.messages)
    rung = {m.first_line[:7]: m.moment for m in result.messages}
    assert 0.3 <= (rung["CANCEL "] - result.messages[0].moment).total_seconds() < 30


@pytest.mark.parametrize("answer", ["486 Busy Here", "603 Decline", "480 Temporarily Unavailable"])
def test_a_refusal_reaches_the_caller(server: Registrar, answer: str) -> None:
    result = _call(server, Caller(), Plot(answer=answer), Plot())
    assert result.failed == 0
    assert f"SIP/2.0 {answer}" in [message.first_line for message in result.messages]


def test_a_caller_receives_the_other_sides_hang_up(server: Registrar) -> None:
    result = _call(server, Caller(), Plot(talk_seconds=0.3), Plot())
    assert [(m.first_line[:4], m.is_sent) for m in result.messages][-2:] == [("BYE ", False), ("SIP/", True)]


def test_many_calls_in_a_row_are_counted_and_their_ringing_is_timed(server: Registrar) -> None:
    plot = Plot(talk_seconds=0.1, calls=20, calls_per_second=50)
    result = _call(server, Caller(), Plot(calls=20), plot)
    assert (result.successful, result.failed) == (20, 0)
    assert len(result.ring_milliseconds) == 20
    assert all(earlier.moment <= later.moment for earlier, later in pairwise(result.messages))


def test_a_call_to_nobody_ends_at_once_and_one_cut_short_leaves_nothing(server: Registrar) -> None:
    with calling("nobody", server.trunk_address) as call:
        assert "SIP/2.0 404 Not Found" in [message.first_line for message in call.finish().messages]
    with answering(Plot(ring_seconds=20)) as phone:
        with calling("alice", phone.address) as call:
            phone.wait_for_message("INVITE")
            with pytest.raises(ServerFailedError, match="for the end of sipp"):
                call.finish(seconds=0.1)
        assert not call.process.is_running()


def _answer(request: str, line: str, method: str) -> bytes:
    kept = [field for field in request.split("\r\n") if re.match("(?i)(via|from|to|call-id):", field)]
    kept = [f"{field};tag=there" if field.startswith("To:") else field for field in kept]
    return "\r\n".join([f"SIP/2.0 {line}", *kept, f"CSeq: 1 {method}", "Content-Length: 0", "", ""]).encode()


CANCELLED, TERMINATED = ("200 OK", "CANCEL"), ("487 Request Terminated", "INVITE")


@pytest.mark.parametrize(
    "order",
    [(CANCELLED, TERMINATED), (TERMINATED, CANCELLED), (CANCELLED, TERMINATED, CANCELLED)],
    ids=["as usual", "the other way round", "once more"],
)
def test_a_caller_who_gives_up_takes_the_answers_in_any_order(order: tuple[tuple[str, str], ...]) -> None:
    """The exchange is a socket, for no real one can be told which of its processes comes first."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as exchange:
        exchange.bind((HOST, 0))
        exchange.settimeout(PATIENCE_SECONDS)
        with calling("ben", f"{HOST}:{exchange.getsockname()[1]}", plot=Plot(ring_seconds=0.05)) as call:
            invite, caller = exchange.recvfrom(65_535)
            exchange.sendto(_answer(invite.decode(), "180 Ringing", "INVITE"), caller)
            cancel = exchange.recv(65_535).decode()
            assert cancel.startswith("CANCEL")
            for line, method in order:
                exchange.sendto(_answer(cancel, line, method), caller)
            assert exchange.recv(65_535).startswith(b"ACK")
            result = call.finish()
    assert (result.exit_status, result.failed) == (0, 0), result.log
