"""Bodies: only what a telephone needs gets in, and of a multipart body only the session description in it."""

import re

from desktop.telephony.engine.edge.sip import sdp
from desktop.telephony.engine.edge.sip.limits import Limits
from desktop.telephony.engine.edge.sip.message import SipMessage
from desktop.telephony.engine.edge.sip.syntax import BadSyntax

SDP = "application/sdp"
_SMALL = frozenset({"application/dtmf-relay", "application/dtmf", "message/sipfrag"})
_CARRIERS = frozenset({"INVITE", "ACK", "UPDATE", "PRACK", "INFO", "NOTIFY"})
_BOUNDARY = re.compile(
    r";\s*+boundary\s*+=\s*+(?:\"([A-Za-z0-9'()+_,\-./:=? ]{1,70})\"|([A-Za-z0-9'+_\-.]{1,70}))", re.IGNORECASE
)


def media_type(content_type: str) -> str:
    return content_type.partition(";")[0].replace(" ", "").lower()


def settle(message: SipMessage, limits: Limits) -> SipMessage:
    """The message with a body that may pass; raises BadSyntax or OverLimit."""
    content_type = message.first("Content-Type")
    body = message.body
    if not body or not content_type:
        # A body that does not say what it is, is nothing (RFC 3261 §20.15).
        return _without_body(message)
    limits.check("body_bytes", len(body), "bytes in a body", 413)
    encoding = message.first("Content-Encoding").lower()
    kind = media_type(content_type)
    if kind.startswith("multipart/") and encoding in ("", "identity"):
        found = _description_in(body, content_type, limits, depth=1)
        if found is not None:
            message = message.with_values("Content-Type", (SDP,))
            kind, body = SDP, found
    if kind == SDP and encoding in ("", "identity"):
        settled = sdp.settle(body, limits)
        return message if settled == message.body else message.with_body(settled)
    if kind in _SMALL and not encoding:
        limits.check("small_body_bytes", len(body), f"bytes of {kind}", 413)
        return message
    if message.method in _CARRIERS or not message.is_request:
        return _foreign(message, kind, limits)
    return _without_body(message)


def _foreign(message: SipMessage, kind: str, limits: Limits) -> SipMessage:
    """XML, pictures and the rest: a request with one is refused, a response loses it."""
    if limits.foreign_bodies:
        return message
    if message.is_request:
        limits.check("foreign_bodies", 1, f"bodies of the type {kind[:60]}", 415)
    return _without_body(message)


def _without_body(message: SipMessage) -> SipMessage:
    return message.without("Content-Type", "Content-Encoding", "Content-Disposition").with_body(b"")


def _description_in(body: bytes, content_type: str, limits: Limits, *, depth: int) -> bytes | None:
    """The one session description in a multipart body (RFC 2046 §5.1), None if there is none."""
    limits.check("multipart_depth", depth, "bodies within bodies", 415)
    match = _BOUNDARY.search(content_type)
    if match is None:
        raise BadSyntax("a multipart body without a boundary", rule="multipart", code=415)
    delimiter = b"\r\n--" + (match[1] or match[2]).encode()
    parts = (b"\r\n" + body).split(delimiter)
    limits.check("multipart_parts", len(parts) - 2, "parts of a body", 415)
    if len(parts) < 3 or not parts[-1].startswith(b"--"):
        raise BadSyntax("a multipart body that does not end", rule="multipart", code=415)
    for part in parts[1:-1]:
        found = _description(part, limits, depth)
        if found is not None:
            return found
    return None


def _description(part: bytes, limits: Limits, depth: int) -> bytes | None:
    head, separator, content = part.partition(b"\r\n\r\n")
    if not separator:
        raise BadSyntax("a part of a body without an end to its fields", rule="multipart", code=415)
    match = re.search(rb"\r\n(?:content-type|c)[ \t]*+:[ \t]*+([^\r\n]++)", b"\r\n" + head.strip(), re.IGNORECASE)
    own_type = match[1].decode("latin-1") if match is not None else ""
    if media_type(own_type) == SDP:
        return content
    if media_type(own_type).startswith("multipart/"):
        return _description_in(content, own_type, limits, depth=depth + 1)
    return None


def with_media_address(message: SipMessage, address: str) -> SipMessage:
    """PJSIP's session description with the address the exchange can reach us at, wherever it names one."""
    if not message.body or media_type(message.first("Content-Type")) != SDP:
        return message
    family = "IP6" if ":" in address else "IP4"
    lines = message.body.decode("utf-8", "replace").split("\r\n")
    return message.with_body("\r\n".join([_with_address(line, family, address) for line in lines]).encode())


def without_keys(message: SipMessage) -> SipMessage:
    """For a way that is not encrypted: SRTP's keys are neither sent nor believed there."""
    if b"a=crypto:" not in message.body:
        return message
    return message.with_body(sdp.without_keys(message.body))


def _with_address(line: str, family: str, address: str) -> str:
    """`o=`, `c=` and `a=rtcp:` end in network type, family and address; 0.0.0.0 is an old way to hold and stays."""
    if not line.startswith(("o=", "c=", "a=rtcp:")) or line.endswith(" 0.0.0.0"):
        return line
    words = line.split(" ")
    if len(words) < 3 or words[-2] not in ("IP4", "IP6"):
        return line
    return " ".join([*words[:-2], family, address])
