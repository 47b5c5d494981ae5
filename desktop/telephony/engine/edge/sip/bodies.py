"""Bodies: only what a telephone needs gets in; a session description is read line by line, and given our address."""

from desktop.telephony.engine.edge.sip.limits import Limits
from desktop.telephony.engine.edge.sip.message import SipMessage

SDP = "application/sdp"


def media_type(message: SipMessage) -> str:
    return message.first("Content-Type").partition(";")[0].replace(" ", "").lower()


def settle(message: SipMessage, limits: Limits) -> SipMessage:
    """The message with a body that may pass."""
    limits.check("body_bytes", len(message.body), "bytes in a body", 413)
    return message


def with_media_address(message: SipMessage, address: str) -> SipMessage:
    """PJSIP's session description with the address the exchange can reach us at, wherever it names one."""
    if not message.body or media_type(message) != SDP:
        return message
    family = "IP6" if ":" in address else "IP4"
    lines = message.body.decode("utf-8", "replace").split("\r\n")
    body = "\r\n".join(_with_address(line, family, address) for line in lines).encode()
    return SipMessage(
        method=message.method,
        uri=message.uri,
        status=message.status,
        reason=message.reason,
        headers=message.headers,
        body=body,
    )


def _with_address(line: str, family: str, address: str) -> str:
    """`o=`, `c=` and `a=rtcp:` end in network type, family and address; 0.0.0.0 is an old way to hold and stays."""
    if not line.startswith(("o=", "c=", "a=rtcp:")) or line.endswith(" 0.0.0.0"):
        return line
    words = line.split(" ")
    if len(words) < 3 or words[-2] not in ("IP4", "IP6"):
        return line
    return " ".join([*words[:-2], family, address])
