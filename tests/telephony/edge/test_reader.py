"""The strict reader: everyday messages get through, odd ones are put straight, broken ones are refused in words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.telephony.engine.edge.sip.limits import LIMITS
from desktop.telephony.engine.edge.sip.message import SipMessage
from desktop.telephony.engine.edge.sip.reader import Refusal, read
from tests.telephony.edge.messages import FIELDS, SDP, passed, refused, request, response, text_of


def test_an_everyday_call_is_read_whole() -> None:
    message = passed(request())
    assert (message.method, message.uri) == ("INVITE", "sip:token@192.0.2.20")
    assert message.first("Call-ID") == FIELDS["Call-ID"]
    assert message.body.splitlines() == [line.encode() for line in SDP]


def test_an_everyday_answer_is_read_whole() -> None:
    message = passed(response(200, "OK"))
    assert (message.status, message.reason, message.sequence) == (200, "OK", (1, "REGISTER"))


def test_a_reason_phrase_may_be_missing() -> None:
    assert passed(response(200, "OK").replace(b"200 OK\r\n", b"200\r\n")).status == 200


def test_compact_names_grow_and_folded_lines_are_joined() -> None:
    data = (
        b"INVITE sip:token@192.0.2.20 SIP/2.0\r\nv: SIP / 2.0 / UDP\r\n 192.0.2.1 ; branch = z9hG4bK1 ,\r\n"
        b'\tSIP/2.0/TCP a.example ;branch=z9hG4bK2\r\nf : "A"\r\n <sip:a@b> ; tag = 1\r\nT:<sip:token@b>\r\n'
        b"i:x@y\r\nCSEQ: 0009\r\n  INVITE\r\nl: 0\r\n\r\n"
    )
    message = passed(data)
    assert len(message.values("Via")) == 2
    assert message.sequence == (9, "INVITE")
    assert b"\r\n " not in message.to_bytes()


def test_what_follows_a_message_in_its_datagram_is_cut_off() -> None:
    assert passed(request("BYE", body=b"") + request("REGISTER")).method == "BYE"


def test_a_latin_1_name_becomes_utf_8() -> None:
    data = request(changed={"From": '"Mueller" <sip:a@b>;tag=1'}).replace(b"Mueller", "Müller".encode("latin-1"))
    assert "Müller".encode() in passed(data).to_bytes()


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u200f", "\u061c"])
def test_marks_that_turn_the_reading_direction_are_taken_out_and_the_call_rings(mark: str) -> None:
    data = request(changed={"From": f'"{mark}1234" <sip:a@b>;tag=1'})
    assert passed(data).first("From") == '"1234" <sip:a@b>;tag=1'


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\n", "\r", "\u2028"])
def test_control_characters_are_refused(character: str) -> None:
    data = request(changed={"From": f'"a{character}b" <sip:a@b>;tag=1'})
    assert refused(data).rule in ("control_characters", "syntax")


def test_a_line_ended_by_line_feed_alone_is_no_way_to_smuggle_a_field() -> None:
    assert isinstance(read(request(changed={"Subject": "x\nRecord-Route: <sip:evil.example>"})), Refusal)


@pytest.mark.parametrize("name", ["Via", "From", "To", "Call-ID", "CSeq"])
def test_what_every_message_needs_must_be_there(name: str) -> None:
    assert refused(request(changed={name: None})).rule == "needed_fields"


@pytest.mark.parametrize("name", ["From", "To", "Call-ID", "CSeq", "Max-Forwards", "Content-Type"])
def test_what_may_stand_once_must_not_stand_twice(name: str) -> None:
    value = {**FIELDS, "Content-Type": "application/sdp"}[name]
    assert refused(request(more=[(name, value)])).rule == "single_fields"


def test_content_length_twice_is_refused_even_if_equal() -> None:
    assert refused(request(more=[("Content-Length", "215")])).rule == "single_fields"


def test_a_request_with_the_method_of_another_is_refused() -> None:
    assert refused(request(changed={"CSeq": "1 BYE"})).rule == "sequence"


def test_a_body_shorter_than_it_says_is_refused() -> None:
    assert refused(request()[:-10]).rule == "body_length"


@pytest.mark.parametrize("version", ["1.0", "3.0", "7.0", "2.1"])
def test_another_version_of_sip_gets_505(version: str) -> None:
    refusal = refused(request().replace(b" SIP/2.0\r\nVia", f" SIP/{version}\r\nVia".encode(), 1))
    assert (refusal.rule, refusal.code) == ("version", 505)


@pytest.mark.parametrize(
    "contact",
    ["//", "<//>", "<sip:>", "<sip:@>", "<sip:a@>", "<sip:a@b:99999>", "<sip:a@[1::2::3]>", "<sip:a%zz@b>", "<sip:a@b",
     "sip:a@b>", "<tel:123>", '"x <sip:a@b>', "<sip:a@b>;;", "<sip:a b@c>", "", ",", "<sip:a@b>,", "<http://x>"],
)  # fmt: skip
def test_a_contact_that_is_no_sip_address_is_refused(contact: str) -> None:
    assert isinstance(read(request(changed={"Contact": contact})), Refusal)


@pytest.mark.parametrize(
    "contact",
    ["<sip:a@b>", "sip:a@b;expires=5", "<sip:a@[2001:db8::1]:5060;transport=tcp>;q=0.5",
     '"A, \\"B\\" <c>" <sips:a@b.c>',
     "<sip:a@b?X=y>", "<sip:cal%6Cer@host5.example.net;%6C%72;n%61me=v%61lue%25%34%31>", "*"],
)  # fmt: skip
def test_a_contact_that_is_one_passes(contact: str) -> None:
    passed(request(changed={"Contact": contact}))


@pytest.mark.parametrize(
    "via", ["SIP/2.0/UDP", "SIP/3.0/UDP a", "UDP a", "SIP/2.0/UDP a:70000", "SIP/2.0/UDP a;b;b", ","]
)
def test_a_via_that_is_none_is_refused(via: str) -> None:
    assert isinstance(read(request(changed={"Via": via})), Refusal)


def test_a_body_of_no_type_is_left_out() -> None:
    assert passed(request(content_type="")).body == b""


def test_a_foreign_body_of_an_answer_is_left_out() -> None:
    message = passed(response(500, "no", more=[("Content-Type", "text/html")], body=b"<b>no</b>"))
    assert (message.body, message.first("Content-Type")) == (b"", "")


def test_of_a_multipart_body_only_the_description_passes() -> None:
    sdp = "\r\n".join(SDP).encode()
    body = b"--b1\r\nContent-Type: application/isup\r\n\r\n\x00\x01\r\n--b1\r\nc: application/sdp\r\n\r\n" + sdp
    message = passed(request(body=body + b"\r\n--b1--\r\n", content_type="multipart/mixed; boundary=b1"))
    assert message.first("Content-Type") == "application/sdp"
    assert message.body == sdp + b"\r\n"


@pytest.mark.parametrize(
    "line",
    ["c=IN IP4 host.example.com", "c=IN IP4 224.0.0.1", "c=IN IP4 255.255.255.255", "c=IN IP4 192.0.2.1/127",
     "c=IN IP6 ff02::1", "c=IN IP4 1.2.3", "a=ptime:0", "a=ptime:-1", "a=ptime:x", "a=rtpmap:x PCMU/8000",
     "a=rtpmap:100 X/0", "a=rtpmap:-1 X/8000", "a=crypto:x", "a=crypto:1", "a=rtcp:70000", "m=audio x RTP/AVP 0",
     "m=audio 1 RTP/AVP x", "m=audio 1 RTP/AVP 128", "b=AS:99999999999", "x", "é=1", "a=fmtp:x"],
)  # fmt: skip
def test_a_broken_line_of_a_description_is_refused(line: str) -> None:
    assert isinstance(read(request(body=[*SDP, line])), Refusal)


def test_lines_a_telephone_needs_not_are_left_out_of_a_description() -> None:
    extra = ["a=candidate:1 1 UDP 1 192.0.2.1 4000 typ host", "a=ice-ufrag:x", "i=hello", "k=clear:x"]
    assert passed(request(body=[*SDP, *extra])).body.splitlines() == [line.encode() for line in SDP]


EVERYDAY = [
    request(),
    request("BYE", body=b""),
    response(),
    response(180, "Ringing", method="INVITE"),
    request(more=[("Record-Route", "<sip:p1;lr>, <sip:p2;lr>"), ("P-Asserted-Identity", "<tel:+49301>")]),
]


def _holds(message: SipMessage) -> None:
    """Parse, write, parse gives the same; and all of it is within the limits."""
    written = message.to_bytes()
    again = read(written)
    assert isinstance(again, SipMessage), again
    assert again.to_bytes() == written
    assert len(message.values("Via")) <= LIMITS.vias
    assert len(message.values("Service-Route")) <= LIMITS.service_routes
    assert len(message.body) <= LIMITS.body_bytes
    assert message.body.count(b"\r\nm=") <= LIMITS.media_lines
    head = written.partition(b"\r\n\r\n")[0].decode()
    assert not any(ord(character) < 32 and character not in "\r\n\t" for character in head)
    assert "\r\n " not in head


@given(st.binary(max_size=400))
def test_bytes_of_any_kind_never_raise(data: bytes) -> None:
    message = read(data)
    if isinstance(message, SipMessage):
        _holds(message)


@settings(max_examples=400)
@given(
    st.sampled_from(EVERYDAY),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 6), st.binary(max_size=12)), min_size=1, max_size=6),
)
def test_an_everyday_message_gnawed_at_never_raises_and_what_passes_holds(
    data: bytes, bites: list[tuple[float, int, bytes]]
) -> None:
    for place, length, put in bites:
        at = int(place * len(data))
        data = data[:at] + put + data[at + length :]
    message = read(data)
    if isinstance(message, SipMessage):
        _holds(message)


_NAMES = st.sampled_from(
    ["Via", "Contact", "Route", "Record-Route", "Service-Route", "X-Any", "Subject", "Supported", "CSeq"]
)


@settings(max_examples=300)
@given(st.lists(st.tuples(_NAMES, st.text(max_size=40)), max_size=20))
def test_fields_of_any_kind_never_raise_and_what_passes_holds(more: list[tuple[str, str]]) -> None:
    message = read(text_of("INVITE sip:token@b SIP/2.0", [*FIELDS.items(), *more]))
    if isinstance(message, SipMessage):
        _holds(message)
