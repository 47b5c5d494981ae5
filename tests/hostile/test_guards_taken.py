"""More of what the guards keep out, seen by taking them away: names, takers of calls, callees elsewhere."""

import re
import socket

import pytest

from desktop.domain.call import CallState
from tests.hostile.callers import Caller
from tests.hostile.conftest import Line, line
from tests.servers.kamailio import Registrar
from tests.servers.ports import HOST
from tests.servers.process import PATIENCE_SECONDS
from tests.telephony.desks import wait_for

pytestmark = pytest.mark.sip


@pytest.mark.parametrize("name", ["x" * 1_000, "Ann\x07a"], ids=["1 kB", "a bell"])
def test_without_the_reader_a_name_that_is_none_would_ring(exchange: Registrar, qapp: object, name: str) -> None:
    with line(exchange, "reader", "route") as made:
        made.caller.invite(user=made.user, sender=f'"{name}" <sip:liar@shop.example>')
        made.caller.wait_for(180)
        wait_for(lambda: bool(made.live()), "the ring")
        made.turn_away()


def test_without_the_refusal_a_call_with_replaces_would_take_anothers_place(exchange: Registrar, qapp: object) -> None:
    with line(exchange, "replaces") as made:
        made.caller.invite(user=made.user)
        made.caller.wait_for(180)
        wait_for(lambda: bool(made.live()), "the ring")
        (call_id,) = made.live()
        made.desk.link.answer(call_id)
        answer = made.caller.answered()
        with Caller(exchange.trunk_port) as thief:
            thief.invite(user=made.user, headers=(_replaces(made, answer), "Require: replaces"))
            thief.answered()
        made.turn_away_all()


def _replaces(made: Line, answer: str) -> str:
    tags = [re.search(rf"^{name}:.*;tag=([^\r;]*)", answer, re.MULTILINE) for name in ("To", "From")]
    to, sender = (tag[1] for tag in tags if tag is not None)
    return f"Replaces: {made.caller.call_id};to-tag={to};from-tag={sender}"


def test_without_the_refusal_a_moved_callee_would_be_followed(exchange: Registrar, qapp: object) -> None:
    with line(exchange, "redirect") as made, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as callee:
        callee.bind((HOST, 0))
        callee.settimeout(PATIENCE_SECONDS)
        exchange.add_contact("bob", f"sip:bob@{HOST}:{callee.getsockname()[1]}")
        made.desk.link.dial("moved", "bob")
        invite, sender = callee.recvfrom(65_535)
        kept = [field for field in invite.decode().split("\r\n") if re.match("(?i)(via|from|to|call-id|cseq):", field)]
        kept = [f"{field};tag=moved" if field.startswith("To:") else field for field in kept]
        contact = "Contact: <sip:+88210000000@toll.example>"
        moved = ["SIP/2.0 302 Moved Temporarily", *kept, contact, "Content-Length: 0", "", ""]
        callee.sendto("\r\n".join(moved).encode(), sender)
        wait_for(lambda: any(b"+88210000000" in data for data in made.tap.sent_of("INVITE")), "the dear call")
        made.desk.link.hang_up("moved")
        made.desk.wait_for_call(CallState.ENDED, "moved")
    exchange.unregister("bob")
