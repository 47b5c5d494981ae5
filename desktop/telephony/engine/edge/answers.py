"""Answers the edge gives itself, to either side, so that PJSIP is not woken and nobody waits in vain."""

import hashlib

from desktop.telephony.engine.edge.sip.message import REASONS, SipMessage
from desktop.telephony.engine.edge.sip.syntax import BadSyntax, read_named_address

ALLOWED = "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, NOTIFY, PRACK, UPDATE"
_COPIED = ("Via", "From", "Call-ID", "CSeq")
_REASON_BYTES = 120


def answer(request: SipMessage, code: int, reason: str = "") -> SipMessage | None:
    """The answer of RFC 3261 §8.2.6, or None where the request does not hold what one needs, or is an ACK."""
    copied = tuple(item for item in request.headers if item[0] in _COPIED)
    if {name for name, _ in copied} != set(_COPIED) or _is_acknowledgement(request):
        return None
    to = request.first("To")
    if not to:
        return None
    fields = [*copied, ("To", to if _has_tag(to) else f"{to};tag={_tag(request)}")]
    if code in (200, 405, 501):
        fields.append(("Allow", ALLOWED))
    if code in (200, 415):
        fields.append(("Accept", "application/sdp"))
    if code == 420:
        fields += [("Unsupported", value) for value in request.values("Require")]
    if code == 503:
        fields.append(("Retry-After", "5"))
    return SipMessage(status=code, reason=plain(reason) or REASONS.get(code, "Refused"), headers=tuple(fields))


def denial(response: SipMessage, code: int, reason: str) -> SipMessage:
    """In place of a response that may not pass: the same transaction, another verdict, nothing else of it."""
    kept = tuple(item for item in response.headers if item[0] in ("Via", "From", "To", "Call-ID", "CSeq"))
    return SipMessage(status=code, reason=plain(reason), headers=kept)


def plain(text: str) -> str:
    """One line short enough for a reason phrase."""
    line = " ".join(text.split())
    return line.encode()[:_REASON_BYTES].decode("utf-8", "ignore")


def _is_acknowledgement(request: SipMessage) -> bool:
    return request.method == "ACK" or request.first("CSeq").split()[-1:] == ["ACK"]


def _has_tag(to: str) -> bool:
    try:
        return read_named_address(to).parameter("tag") is not None
    except BadSyntax:
        return ";tag=" in to.lower()


def _tag(request: SipMessage) -> str:
    """The same for every retransmission, as no state is kept."""
    parts = request.first("Via") + request.first("Call-ID")
    return hashlib.sha256(parts.encode()).hexdigest()[:16]
