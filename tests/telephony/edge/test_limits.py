"""Each line of the table of limits: what is over it is refused by its name, and passes when it is taken out."""

from dataclasses import fields, replace

import pytest

from desktop.telephony.engine.edge.sip.limits import LIMITS, Limits
from tests.telephony.edge.messages import SDP, passed, refused, request, response, with_sdp

_MIXED = 'multipart/mixed;boundary="x"'
_DESCRIPTION = b"Content-Type: application/sdp\r\n\r\n" + "\r\n".join(SDP).encode()
_NESTED = b"--x\r\nContent-Type: multipart/mixed;boundary=y\r\n\r\n--y\r\n" + _DESCRIPTION + b"\r\n--y--\r\n--x--\r\n"


def _parts(count: int) -> bytes:
    return (
        b"--x\r\nContent-Type: text/plain\r\n\r\nhello\r\n" * (count - 1) + b"--x\r\n" + _DESCRIPTION + b"\r\n--x--\r\n"
    )


def _hops(name: str, count: int) -> list[tuple[str, str]]:
    return [(name, f"<sip:p{number}.example.com;lr>") for number in range(count)]


_LONG = "x" * 300
OVER = {
    "message_bytes": request(more=[("X-Filler", "y" * 1000)] * 9),
    "header_fields": request(more=[("X-Filler", "y")] * 81),
    "line_bytes": request(more=[("X-Filler", "y" * 1400)]),
    "uri_bytes": request(uri=f"sip:{_LONG}@192.0.2.20"),
    "display_bytes": request(changed={"From": f'"{_LONG}" <sip:a@example.com>;tag=1'}),
    "token_bytes": request(changed={"From": f"<sip:a@example.com>;tag={'t' * 129}"}),
    "call_id_bytes": request(changed={"Call-ID": "c" * 256}),
    "parameters": request(changed={"To": "<sip:a@b>" + "".join(f";p{number}" for number in range(17))}),
    "vias": request(more=[("Via", "SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK9")] * 12),
    "routes": request(more=_hops("Route", 11)),
    "record_routes": request(more=_hops("Record-Route", 11)),
    "service_routes": response(more=_hops("Service-Route", 5)),
    "paths": response(more=_hops("Path", 5)),
    "contacts": response(more=[("Contact", "<sip:a@b>")] * 16),
    "challenges": response(401, more=[("WWW-Authenticate", 'Digest realm="r", nonce="n"')] * 7),
    "challenge_bytes": response(401, more=[("WWW-Authenticate", f'Digest realm="r", nonce="{"n" * 512}"')]),
    "supported": request(more=[("Supported", "x")] * 21),
    "max_forwards": request(changed={"Max-Forwards": "256"}),
    "sequence": request(changed={"CSeq": f"{2**31} INVITE"}),
    "expires": request(more=[("Expires", str(2**32))]),
    "content_length": request().replace(b"Content-Length: ", b"Content-Length: 2147483648"),
    "body_bytes": with_sdp(more=[f"i={_LONG[:290]}"] * 21),
    "small_body_bytes": request("INFO", body=b"Signal=1\r\n" * 60, content_type="application/dtmf-relay"),
    "foreign_bodies": request("NOTIFY", body=b"<x/>", content_type="application/pidf+xml"),
    "multipart_parts": request(body=_parts(5), content_type=_MIXED),
    "multipart_depth": request(body=_NESTED, content_type=_MIXED),
    "sdp_lines": with_sdp(more=["i=x"] * 160),
    "sdp_line_bytes": with_sdp(more=[f"a=x:{_LONG}"]),
    "media_lines": with_sdp(more=["m=audio 0 RTP/AVP 0"] * 8),
    "formats": with_sdp(instead={"m=": "m=audio 40000 RTP/AVP" + " 8" * 25}),
    "attributes": with_sdp(more=["a=x"] * 48),
    "crypto_lines": with_sdp(more=[f"a=crypto:{tag} AES_CM_128_HMAC_SHA1_80 inline:abcd" for tag in range(1, 10)]),
    "crypto_tag": with_sdp(more=["a=crypto:1000000000 AES_CM_128_HMAC_SHA1_80 inline:abcd"]),
    "payload_type": with_sdp(more=["a=rtpmap:65535 X/8000"]),
    "clock_rate": with_sdp(more=["a=rtpmap:100 X/192001"]),
    "channels": with_sdp(more=["a=rtpmap:100 X/8000/9"]),
    "ptime": with_sdp(more=["a=ptime:65535"]),
    "port": with_sdp(instead={"m=": "m=audio 65536 RTP/AVP 8"}),
}


def test_every_limit_has_its_line_here() -> None:
    assert set(OVER) == {field.name for field in fields(Limits)}


@pytest.mark.parametrize("rule", sorted(OVER))
def test_what_is_over_a_limit_is_refused_by_its_name(rule: str) -> None:
    assert refused(OVER[rule]).rule == rule


# A length over its limit is still longer than what came.
_OTHERWISE = {"content_length": "body_length"}


@pytest.mark.parametrize("rule", sorted(OVER))
def test_it_is_that_limit_and_no_other_that_keeps_it_out(rule: str) -> None:
    lifted = LIMITS.without(rule)
    if rule in _OTHERWISE:
        assert refused(OVER[rule], lifted).rule == _OTHERWISE[rule]
    else:
        passed(OVER[rule], lifted)


@pytest.mark.parametrize(
    "limits", [LIMITS, replace(LIMITS, vias=1, contacts=1, attributes=6, formats=4, media_lines=1)]
)
def test_an_everyday_call_is_within_the_limits(limits: Limits) -> None:
    passed(request(), limits)
