"""RFC 4475's 49 messages, read when that folder is beside the project, and our own of their kinds, at a real engine.

They come over the one way the engine listens to. What becomes of each inside the edge is tested in
`tests/telephony/edge/test_torture.py`; here it is that the telephone is the same afterwards.
"""

import re

import pytest

from tests.hostile.conftest import Line, line
from tests.servers.kamailio import Registrar
from tests.telephony.edge.messages import request, response, text_of, with_sdp
from tests.telephony.edge.test_torture import ALL, FOLDER, OWN_ADDRESS

pytestmark = pytest.mark.sip

OURS = {
    "white space everywhere": request().replace(b"Max-Forwards: 70", b"Max-Forwards:\r\n  \t0070"),
    "escaped user": request(changed={"To": "<sip:%74oken@192.0.2.20>"}, uri="sip:%00token@192.0.2.20"),
    "NUL in a field": request(more=[("Subject", "a\x00b")]),
    "long values": request(more=[("X-Long", "x" * 1300)] * 5),
    "unknown method": request("NEWMETHOD"),
    "unknown scheme": request(uri="nobodyKnowsThisScheme:totallyopaquecontent"),
    "SIPS without TLS": request(uri="sips:token@192.0.2.20"),
    "two requests in one": request("OPTIONS") + request(changed={"Call-ID": "second"}),
    "scalars too large": request(changed={"CSeq": "36893488147419103232 INVITE", "Max-Forwards": "300"}),
    "a response with scalars too large": response(changed={"CSeq": "9292394834772304023312 OPTIONS"}, status=503),
    "a response that answers nothing": response(200, method="INVITE"),
    "a response that is none": text_of("SIP/2.0 4294967301 better not break the receiver", [("Via", "SIP/2.0/UDP a")]),
    "unbalanced quotes": request(changed={"To": '"Mr. J. User <sip:token@192.0.2.20>'}),
    "no end": request()[:200],
    "negative length": request().replace(b"Content-Length: ", b"Content-Length: -"),
    "more length than bytes": request().replace(b"Content-Length: ", b"Content-Length: 9"),
    "no required fields": text_of("INVITE sip:token@192.0.2.20 SIP/2.0", [("CSeq", "1 INVITE")]),
    "everything twice": request(more=[("CSeq", "2 INVITE"), ("From", "<sip:b@c>;tag=2"), ("Call-ID", "two")]),
    "method does not match": request(changed={"CSeq": "1 OPTIONS"}),
    "another version": request().replace(b"SIP/2.0\r\n", b"SIP/7.0\r\n", 1),
    "a body nobody takes": request(body=b"x", content_type="application/unknownformat"),
    "a register for us": request("REGISTER"),
    "media nobody has": with_sdp(instead={"m=": "m=audio 49217 RTP/AVP 97"}),
    "no session": with_sdp(instead={"v=": "v=9"}),
    "nothing at all": b"\x00" * 40,
    "half of UTF-8": request(changed={"From": '"x" <sip:a@b>;tag=1'}).replace(b'"x"', b'"\xc3\x28\xff"'),
}  # fmt: skip
# Odd, and yet a call for us that is to ring.
MAY_RING = {"ESC01_V", "BADDATE_V", "INV2543_I"}
OURS_THAT_RING = {
    "udp": {"white space everywhere", "escaped user", "SIPS without TLS", "half of UTF-8", "long values"},
    # a stream's second request is one; and PJSIP takes 4,000 bytes of a stream, no more
    "tcp": {"white space everywhere", "escaped user", "SIPS without TLS", "half of UTF-8", "two requests in one"},
}


def _cases() -> dict[str, bytes]:
    files = {path.stem.removeprefix("TC_"): path.read_bytes() for path in sorted(FOLDER.glob("*.dat"))}
    ours = {
        name: data.replace(b"call-1@", b"call-%d@" % number).replace(b"z9hG4bKabc", b"z9hG4bKabc%d" % number)
        for number, (name, data) in enumerate(OURS.items())
    }
    return {**ours, **{name: data for name, data in files.items() if name in ALL}}


def _to(token: str, data: bytes) -> bytes:
    data = re.sub(rb"^(\S+) sips?:\S+ SIP", rb"\1 sip:%s@192.0.2.20 SIP" % token.encode(), data)
    return data.replace(b"sip:token@192.0.2.20", b"sip:%s@192.0.2.20" % token.encode())


def _rang(made: Line, cases: dict[str, bytes]) -> set[str]:
    """Which of them rang; after each the telephone is seen to be as it was."""
    rang = set()
    for name, data in cases.items():
        made.forget()
        made.put(data)
        made.assert_well(name)
        if made.strangers():
            rang.add(name)
    return rang


@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_sent_as_they_are_none_rings_and_the_telephone_goes_on(
    exchange: Registrar, qapp: object, transport: str
) -> None:
    with line(exchange, transport=transport) as made:
        assert _rang(made, _cases()) == set()


@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_sent_to_our_address_only_whole_calls_ring_and_the_telephone_goes_on(
    exchange: Registrar, qapp: object, transport: str
) -> None:
    with line(exchange, transport=transport) as made:
        token = made.tap.token
        cases = {name: data for name, data in _cases().items() if name not in OWN_ADDRESS}
        rang = _rang(made, {name: _to(token, data) for name, data in cases.items()})
        assert rang & ALL.keys() <= MAY_RING
        assert rang - ALL.keys() == OURS_THAT_RING[transport]
