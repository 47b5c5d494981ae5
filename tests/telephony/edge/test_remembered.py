"""What the reader remembers of earlier messages makes it quicker, and lets in nothing that it would refuse unread."""

import re
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.telephony.engine.edge.sip import reader, sdp
from desktop.telephony.engine.edge.sip.limits import Limits
from desktop.telephony.engine.edge.sip.message import SipMessage
from desktop.telephony.engine.edge.sip.reader import Refusal, read
from tests.telephony.edge.messages import SDP, passed, refused, request, with_sdp

_SOUND = {
    "Via": "SIP/2.0/UDP 192.0.2.1:5060;rport;branch=z9hG4bKaaa",
    "From": "<sip:+4930@example.com>;tag=one",
    "Call-ID": "call-1",
    "Contact": "<sip:+4930@192.0.2.1>;tag=one",
}
_FORMS = {
    "Via": ("SIP/2.0/UDP 192.0.2.1;branch={0};x={1}", "SIP/2.0/UDP a;branch={0}, SIP/2.0/UDP b;branch={1};tag={2}"),
    "From": ('"{0}" <sip:{1}@example.com;x={2}>;tag={0}', "<sip:{0}@{1}>;tag={2}", "sip:{0}@b;tag={1};tag={2}"),
    "To": ("<sip:{0}@example.com>;tag={1}", '"x;tag={0}" <tel:{1}>;tag={2}'),
    "Contact": ("<sip:{0}@b>;tag={1}, <sip:{1}@d>;tag={2}", "<sip:{0}@b>;expires={1}"),
    "Record-Route": ("<sip:{0}@b;lr;tag={1}>", "<sip:a;lr>;tag={0},<sip:{1}@b;lr>"),
    "Call-ID": ("{0}", "{0}@{1}"),
    "Subject": ("<sip:{0}@{1}>;tag={2}",),
}
_PIECES = st.one_of(
    st.from_regex(r"\A[A-Za-z0-9.\-]{1,140}\Z"),
    st.from_regex(r"\A\+?[0-9]{1,70}\Z"),
    st.text(alphabet='aZ09.-@;,<>":\\%= \té\x00\r\n+', max_size=20),
)
_THREE = st.tuples(_PIECES, _PIECES, _PIECES)


def _unremembered(data: bytes) -> SipMessage | Refusal:
    """By a table nothing was read by before, and with no part taken to be like another."""
    with (
        mock.patch.object(reader, "_VARYING", re.compile(r"(?!)")),
        mock.patch.object(sdp, "_VARYING", re.compile(rb"(?!)")),
    ):
        return read(data, limits=Limits())


@settings(max_examples=400)
@given(st.sampled_from([(name, form) for name, forms in _FORMS.items() for form in forms]), _THREE)
def test_a_line_is_judged_as_if_none_like_it_had_been_read(field: tuple[str, str], pieces: tuple[str, ...]) -> None:
    name, form = field
    read(request(changed={name: form.format("1", "2", "3")}))
    data = request(changed={name: form.format(*pieces)})
    assert read(data) == _unremembered(data)


@settings(max_examples=400)
@given(
    _THREE,
    st.sampled_from(["o={0} {1} {2} IN IP4 192.0.2.10", "o=- {0} 1 IN IP4 {1}", "m=audio {0} RTP/AVP 9 {1}", "{0}"]),
    st.integers(0, len(SDP) - 1),
    st.sampled_from(["\r\n", "\n"]),
)
def test_a_description_is_judged_as_if_none_like_it_had_been_read(
    pieces: tuple[str, ...], form: str, at: int, end: str
) -> None:
    read(request())
    lines = list(SDP)
    lines[at] = form.format(*pieces)
    data = request(body="".join(f"{line}{end}" for line in lines).encode())
    assert read(data) == _unremembered(data)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Via", "SIP/2.0/UDP 192.0.2.1:5060;rport;branch=" + "z" * 129),
        ("Via", "SIP/2.0/UDP 192.0.2.1:5060;rport;branch=z;branch=y"),
        ("From", "<sip:+4930@example.com>;tag=" + "a" * 129),
        ("From", "<sip:+4930@example.com>;tag=a b"),
        ("From", "<sip:+4930@example.com>;tag=a;tag=b"),
        ("From", f"<sip:+{'1' * 257}@example.com>;tag=one"),
        ("From", "<sip:+49 30@example.com>;tag=one"),
        ("Call-ID", "a" * 256),
        ("Call-ID", "a b"),
        ("Call-ID", "a@b@c"),
        ("Contact", f"<sip:+{'1' * 257}@192.0.2.1>;tag=one"),
    ],
)
def test_a_line_that_is_nearly_like_one_that_passed_is_refused(name: str, value: str) -> None:
    passed(request(changed={name: _SOUND[name]}))
    refused(request(changed={name: value}))


@pytest.mark.parametrize(
    "line",
    [
        "o=- 123456789012345678901 1 IN IP4 192.0.2.10",
        "o=- 1 x IN IP4 192.0.2.10",
        "m=audio 65536 RTP/AVP 9 8 0 101",
        "m=audio 40000 RTP/AVP 9 8 0 128",
        "m=audio x RTP/AVP 9 8 0 101",
    ],
)
def test_a_description_that_is_nearly_like_one_that_passed_is_refused(line: str) -> None:
    passed(request())
    refused(with_sdp(instead={line[:2]: line}))


def test_another_caller_with_another_port_is_read_with_his_own_words() -> None:
    passed(request())
    message = passed(
        request(
            changed={"From": '"Ada" <sip:+4989@example.com>;tag=two', "Call-ID": "call-2@192.0.2.1"},
            body=[line.replace("40000", "40002").replace("3845", "9") for line in SDP],
        )
    )
    assert message.first("From") == '"Ada" <sip:+4989@example.com>;tag=two'
    assert message.first("Call-ID") == "call-2@192.0.2.1"
    assert b"o=- 9 1 IN IP4 192.0.2.10\r\n" in message.body
    assert b"m=audio 40002 " in message.body
