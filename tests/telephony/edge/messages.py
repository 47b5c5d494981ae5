"""Messages to test the edge with, each one thing away from an everyday one."""

from collections.abc import Sequence

from desktop.telephony.engine.edge.sip.limits import LIMITS, Limits
from desktop.telephony.engine.edge.sip.message import SipMessage
from desktop.telephony.engine.edge.sip.reader import Refusal, read

SDP = (
    "v=0",
    "o=- 3845 1 IN IP4 192.0.2.10",
    "s=call",
    "c=IN IP4 192.0.2.10",
    "t=0 0",
    "m=audio 40000 RTP/AVP 9 8 0 101",
    "a=rtpmap:9 G722/8000",
    "a=rtpmap:101 telephone-event/8000",
    "a=fmtp:101 0-16",
    "a=ptime:20",
    "a=sendrecv",
)
FIELDS = {
    "Via": "SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKabc;rport",
    "Max-Forwards": "70",
    "From": '"Ada" <sip:+49301234567@example.com>;tag=from1',
    "To": "<sip:token@192.0.2.20>",
    "Call-ID": "call-1@192.0.2.1",
    "CSeq": "1 INVITE",
    "Contact": "<sip:exchange@192.0.2.1:5060>",
}


def text_of(start: str, fields: Sequence[tuple[str, str]], body: bytes = b"") -> bytes:
    lines = [start, *(f"{name}: {value}" for name, value in fields), f"Content-Length: {len(body)}"]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def request(
    method: str = "INVITE",
    *,
    uri: str = "sip:token@192.0.2.20",
    body: Sequence[str] | bytes = SDP,
    content_type: str = "application/sdp",
    changed: dict[str, str | None] | None = None,
    more: Sequence[tuple[str, str]] = (),
) -> bytes:
    """An INVITE as an exchange sends it; `changed` replaces fields (None: leaves them out), `more` come after."""
    content = body if isinstance(body, bytes) else "".join(f"{line}\r\n" for line in body).encode()
    fields: dict[str, str | None] = {**FIELDS, "CSeq": f"1 {method}", **(changed or {})}
    if content and content_type:
        fields.setdefault("Content-Type", content_type)
    kept = [(name, value) for name, value in fields.items() if value is not None]
    return text_of(f"{method} {uri} SIP/2.0", [*kept, *more], content)


def response(
    status: int = 200,
    reason: str = "OK",
    *,
    method: str = "REGISTER",
    changed: dict[str, str | None] | None = None,
    more: Sequence[tuple[str, str]] = (),
    body: bytes = b"",
) -> bytes:
    fields: dict[str, str | None] = {**FIELDS, "To": "<sip:a@b>;tag=to1", "CSeq": f"1 {method}", **(changed or {})}
    kept = [(name, value) for name, value in fields.items() if value is not None]
    return text_of(f"SIP/2.0 {status} {reason}", [*kept, *more], body)


def with_sdp(*, instead: dict[str, str] | None = None, more: Sequence[str] = ()) -> bytes:
    """An INVITE whose description has lines replaced (found by their beginning) and others at its end."""
    lines = []
    for line in SDP:
        new = next((value for start, value in (instead or {}).items() if line.startswith(start)), line)
        lines.append(new)
    return request(body=[*lines, *more])


def passed(data: bytes, limits: Limits = LIMITS) -> SipMessage:
    message = read(data, limits=limits)
    assert isinstance(message, SipMessage), message
    return message


def refused(data: bytes, limits: Limits = LIMITS) -> Refusal:
    message = read(data, limits=limits)
    assert isinstance(message, Refusal), message
    return message
