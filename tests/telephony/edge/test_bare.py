"""PJSIP's answers without a body: passed on without being read, and as if they had been."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.telephony.engine.edge.bare import BareAnswers
from desktop.telephony.engine.edge.relay import Relay
from tests.telephony.edge.messages import request
from tests.telephony.edge.relays import EXCHANGE, WAY, delivered, relay

_BEYOND = ("Record-Route", "<sip:192.0.2.1;lr>")


def _asked(here: Relay, method: str = "INVITE") -> dict[str, list[str]]:
    """What PJSIP is asked, by field."""
    if method != "INVITE":
        here.from_exchange(request(), EXCHANGE, 1.0)
    passed = delivered(here.from_exchange(request(method, more=[_BEYOND]), EXCHANGE, 1.1))
    return {name: list(passed.values(name)) for name, _ in passed.headers}


def _answer(asked: Mapping[str, Sequence[str]], start: str = "180 Ringing", *more: str) -> bytes:
    """As PJSIP 2.15.1 writes it."""
    own, beneath = asked["Via"]
    lines = [
        f"SIP/2.0 {start}",
        f"Via: {own.replace(';rport', ';rport=6000;received=127.0.0.1')}",
        f"Via: {beneath}",
        *(f"Record-Route: {route}" for route in asked["Record-Route"]),
        *(f"{name}: {asked[name][0]}" for name in ("Call-ID", "From")),
        f"To: {asked['To'][0]};tag=Rh.xk",
        f"CSeq: {asked['CSeq'][0]}",
        *more,
        "Content-Length:  0",
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def _forgetful(here: Relay) -> Relay:
    here._bare = BareAnswers()
    return here


@pytest.mark.parametrize(
    ("method", "start", "more"),
    [
        ("INVITE", "180 Ringing", ("Contact: <sip:agent@127.0.0.1:5070>", "Allow: INVITE, ACK, BYE")),
        ("INVITE", "180 Ringing", ("Contact: <sip:agent@127.0.0.1:5070;ob>;x=1",)),
        ("INVITE", "486 Busy Here", ("Allow: INVITE, ACK, BYE",)),
        ("INVITE", "480 Temporarily Unavailable", ()),
        ("CANCEL", "200 OK", ()),
        ("BYE", "200 OK", ("Supported: replaces, 100rel",)),
    ],
)
def test_an_answer_leaves_as_if_it_had_been_read(method: str, start: str, more: tuple[str, ...]) -> None:
    quick, slow = relay(), relay()
    data = _answer(_asked(quick, method), start, *more)
    assert quick._bare.rewrite(data, WAY) is not None
    _asked(slow, method)
    assert quick.from_phone(data, 1.2) == _forgetful(slow).from_phone(data, 1.2)
    assert quick.gate.calls_up == slow.gate.calls_up


def test_what_an_answer_of_ours_shows_of_the_inside_stays_there() -> None:
    here = relay()
    sent = here.from_phone(_answer(_asked(here), "180 Ringing", "Contact: <sip:agent@127.0.0.1:5070>"), 1.2)
    assert b"\r\nContact: <sip:token@192.0.2.20:7000>\r\n" in sent.to_exchange
    assert b"\r\nRecord-Route: <sip:192.0.2.1;lr>\r\n" in sent.to_exchange
    assert b"127.0.0.1" not in sent.to_exchange
    assert b"ticket" not in sent.to_exchange
    assert sent.is_trusted


@pytest.mark.parametrize(("told", "put"), [("z9hG4bK-", "z9hG4bK-0"), ("call-1", "call-2")])
def test_an_answer_to_nothing_that_was_let_in_goes_nowhere(told: str, put: str) -> None:
    here = relay()
    asked = _asked(here)
    field = "Via" if told.startswith("z9") else "Call-ID"
    asked[field][0] = asked[field][0].replace(told, put)
    outcome = here.from_phone(_answer(asked), 1.2)
    assert (outcome.to_exchange, outcome.rule, outcome.is_trusted) == (b"", "ticket", False)


@pytest.mark.parametrize(
    "more",
    [
        ("Contact: <sip:a@127.0.0.1:5070>, <sip:b@127.0.0.1:5070>",),
        ('Contact: "Ada" <sip:a@127.0.0.1:5070>',),
        ("Allow: INVITE", "Contact: <sip:a@127.0.0.1:5070>"),
        ("contact: <sip:a@127.0.0.1:5070>",),
        ("m: <sip:a@127.0.0.1:5070>",),
        ("Record-Route: <sip:ticket@127.0.0.1:6000;lr>",),
        ("Content-Type: application/sdp",),
        ("X-Folded: a", " b"),
        ("X-Binary: \x00",),
        ("none",),
    ],
)
def test_what_is_written_otherwise_is_left_to_the_strict_reader(more: tuple[str, ...]) -> None:
    here = relay()
    assert here._bare.rewrite(_answer(_asked(here), "180 Ringing", *more), WAY) is None


def test_routes_in_one_line_a_redirection_and_a_body_are_left_to_the_strict_reader() -> None:
    here = relay()
    asked = _asked(here)
    assert here._bare.rewrite(_answer(asked, "302 Moved"), WAY) is None
    assert here._bare.rewrite(_answer(asked) + b"v=0", WAY) is None
    one_line = asked | {"Record-Route": [", ".join(asked["Record-Route"])]}
    assert here._bare.rewrite(_answer(one_line), WAY) is None
    assert b"ticket" not in here.from_phone(_answer(one_line), 1.2).to_exchange


def test_only_so_many_requests_are_remembered() -> None:
    here = relay(max_calls=1000)
    first = _asked(here)
    for number in range(300):
        via = f"SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK{number};rport"
        here.from_exchange(request(changed={"Via": via}), EXCHANGE, 1.2)
    assert here._bare.rewrite(_answer(first), WAY) is None
    assert here.from_phone(_answer(first), 1.3).to_exchange


@settings(max_examples=300)
@given(st.binary(max_size=60), st.integers(0, 600), st.integers(0, 30))
def test_whatever_is_in_an_answer_it_stays_one_and_hides_the_inside(put: bytes, at: int, length: int) -> None:
    here = relay()
    data = _answer(_asked(here), "180 Ringing", "Contact: <sip:agent@127.0.0.1:5070>")
    made = here._bare.rewrite(data[:at] + put + data[at + length :], WAY)
    if made is not None:
        assert made.data.index(b"\r\n\r\n") == len(made.data) - 4
        assert b"ticket" not in made.data or b"ticket" in put
