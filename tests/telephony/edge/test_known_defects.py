"""The defects PJSIP 2.15.1 is known for: nothing that sets one off reaches it, each is kept out by its own rule."""

import pytest

from desktop.telephony.engine.edge.sip.limits import LIMITS
from tests.telephony.edge.messages import request, response, with_sdp
from tests.telephony.edge.relays import EXCHANGE, delivered, phone_request, relay, reply, sent

_KEY = "AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj"
_DEEP = b"<a>" * 1500
REQUESTS = {
    "XML 1,500 deep": ("foreign_bodies", request("NOTIFY", body=_DEEP, content_type="application/pidf+xml")),
    "XML of a dialog": ("foreign_bodies", request("NOTIFY", body=b"<d/>", content_type="application/dialog-info+xml")),
    "isComposing": ("foreign_bodies", request("INVITE", body=_DEEP, content_type="application/im-iscomposing+xml")),
    "multipart without a part": ("multipart", request(body=b"--x--\r\n", content_type="multipart/mixed;boundary=x")),
    "multipart without a boundary": ("multipart", request(body=b"--x\r\n", content_type="multipart/mixed")),
    "multipart that does not end": ("multipart", request(body=b"--x\r\na", content_type="multipart/mixed;boundary=x")),
    "68 SDES keys": ("crypto_lines", with_sdp(more=[f"a=crypto:{tag} {_KEY}" for tag in range(68)])),
    "64 media": ("media_lines", with_sdp(more=["m=audio 9 RTP/AVP 0"] * 63)),
    "rtpmap:65535": ("payload_type", with_sdp(more=["a=rtpmap:65535 PCMU/8000"])),
    "ptime:65535": ("ptime", with_sdp(more=["a=ptime:65535"])),
    "maxptime:4294967295": ("ptime", with_sdp(more=["a=maxptime:4294967295"])),
    "Content-Length 2^31": ("content_length", request().replace(b"Content-Length: ", b"Content-Length: 2147483648")),
    "Content-Length 2^63": ("content_length", request().replace(b"Content-Length: ", b"Content-Length: 9223372036854")),
    "negative Content-Length": ("content_length", request().replace(b"Content-Length: ", b"Content-Length: -")),
    "Contact //": ("syntax", request(changed={"Contact": "//"})),
    "70 Vias": ("vias", request(more=[("Via", "SIP/2.0/UDP a.example;branch=z9hG4bK1")] * 70)),
    "64 kB in a field": ("message_bytes", request(more=[("Subject", "x" * 65_000)])),
    "2 kB in a field": ("line_bytes", request(more=[("Subject", "x" * 2_000)])),
    "a name of 10 kB": ("message_bytes", request(changed={"From": f'"{"x" * 10_000}" <sip:a@b>;tag=1'})),
    "a name of 1 kB": ("display_bytes", request(changed={"From": f'"{"x" * 1_000}" <sip:a@b>;tag=1'})),
    "a header field that is none": ("syntax", request(more=[("Bad Header\x20", "x")])),
    "CSeq 2^32": ("sequence", request(changed={"CSeq": "4294967296 INVITE"})),
    "40 Record-Routes": ("record_routes", request(more=[("Record-Route", "<sip:a.example;lr>")] * 40)),
    "70 attributes": ("attributes", with_sdp(more=["a=x"] * 70)),
    "40 formats": ("formats", with_sdp(instead={"m=": "m=audio 9 RTP/AVP" + " 0" * 40})),
    "a host name for media": ("media_address", with_sdp(instead={"c=": "c=IN IP4 resolve.me.example"})),
}  # fmt: skip


@pytest.mark.parametrize("defect", REQUESTS)
def test_a_request_that_would_set_it_off_does_not_reach_pjsip(defect: str) -> None:
    rule, data = REQUESTS[defect]
    outcome = relay().from_exchange(data, EXCHANGE, 1.0)
    assert outcome.rule == rule
    assert not outcome.to_phone
    assert outcome.is_security


_LIMITED = {name: case for name, case in REQUESTS.items() if hasattr(LIMITS, case[0])}


@pytest.mark.parametrize("defect", _LIMITED)
def test_without_its_limit_it_is_let_in_or_stopped_by_another(defect: str) -> None:
    """Which shows that it was this limit that kept it out."""
    rule, data = _LIMITED[defect]
    assert relay(limits=LIMITS.without(rule)).from_exchange(data, EXCHANGE, 1.0).rule != rule or "Length" in defect


@pytest.mark.parametrize("count", [5, 12, 40])
def test_service_routes_of_a_registrar_are_limited_and_pjsip_hears_so_at_once(count: int) -> None:
    here = relay()
    registration = sent(here.from_phone(phone_request(), 1.0))
    routes = [("Service-Route", f"<sip:p{number}.example.com;lr>") for number in range(count)]
    outcome = here.from_exchange(reply(registration, 200, *routes), EXCHANGE, 1.1)
    assert outcome.rule == "service_routes"
    told = delivered(outcome)
    assert (told.status, told.values("Service-Route")) == (500, ())
    assert told.first("Via") == "SIP/2.0/UDP 127.0.0.1:5070;rport;branch=z9hG4bKphone1"


def test_without_that_limit_they_would_reach_pjsip() -> None:
    here = relay(limits=LIMITS.without("service_routes"))
    registration = sent(here.from_phone(phone_request(), 1.0))
    routes = [("Service-Route", f"<sip:p{number}.example.com;lr>") for number in range(40)]
    outcome = here.from_exchange(reply(registration, 200, *routes), EXCHANGE, 1.1)
    assert outcome.to_phone.count(b"Service-Route:") == 40


def test_an_ack_as_a_response_answers_nothing() -> None:
    outcome = relay().from_exchange(response(200, "OK", method="ACK"), EXCHANGE, 1.0)
    assert (outcome.rule, outcome.to_phone, outcome.to_exchange) == ("stray", b"", b"")


@pytest.mark.parametrize("data", [b"", b"\r\n", b"\r\n\r\n", b"\x00", b"\x00" * 500, b"SIP/2.0", b"\xff" * 100])
def test_datagrams_of_nothing_reach_nobody(data: bytes) -> None:
    outcome = relay().from_exchange(data, EXCHANGE, 1.0)
    assert (outcome.to_phone, outcome.to_exchange) == (b"", b"")
