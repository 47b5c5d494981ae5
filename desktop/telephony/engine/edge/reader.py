"""The strict reader: bytes from the network to a `SipMessage`, or to a `Refusal` that says why. It never raises."""

import re
from dataclasses import dataclass, replace

from desktop.telephony.engine.edge import syntax
from desktop.telephony.engine.edge.limits import LIMITS, Limits, OverLimit
from desktop.telephony.engine.edge.message import SipMessage, long_name
from desktop.telephony.engine.edge.syntax import BadSyntax

_REQUEST_LINE = re.compile(r"([A-Za-z0-9\-.!%*_+`'~]++) (\S++) SIP/([0-9]++\.[0-9]++)\Z", re.IGNORECASE)
_STATUS_LINE = re.compile(r"SIP/([0-9]++\.[0-9]++) ([0-9]{3}) ?(.*)\Z", re.IGNORECASE)
_FIELD = re.compile(r"([A-Za-z0-9\-.!%*_+`'~]++)[ \t]*+:[ \t]*+(.*)\Z", re.DOTALL)
_SEQUENCE = re.compile(r"([0-9]{1,10})\s++([A-Za-z0-9\-.!%*_+`'~]++)\Z")
_CALL_ID = re.compile(r"[^\s@]++(?:@[^\s@]++)?\Z")
_FOLD = re.compile(r"\r\n[ \t]++")
# C0 without TAB, DEL and C1: nothing that may stand in a header; CR and LF are gone by then.
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f]")
# Marks that turn the reading direction: a name could be made to look like another one.
_TURNING = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

LISTS = frozenset({"Via", "Route", "Record-Route", "Service-Route", "Path", "Contact"})
SINGLE = frozenset({"From", "To", "Call-ID", "CSeq", "Max-Forwards", "Content-Length", "Content-Type", "Expires"})
NEEDED = ("Via", "From", "To", "Call-ID", "CSeq")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A message that was not let in: the `rule` it broke, `text` in words, and what could be read of it.

    `code` is the SIP answer such a request gets when `partial` has what an answer needs.
    """

    rule: str
    text: str
    code: int = 400
    partial: SipMessage | None = None


def read(data: bytes, *, limits: Limits = LIMITS) -> SipMessage | Refusal:
    """One whole message. Over a stream the framing has cut `data` to it; in a datagram what follows is cut off."""
    if len(data) > limits.message_bytes:
        return Refusal(rule="message_bytes", text=f"a message of {len(data)} bytes", code=413)
    head, separator, rest = data.lstrip(b"\r\n").partition(b"\r\n\r\n")
    if not separator:
        return Refusal(rule="syntax", text="the header fields do not end")
    partial = SipMessage()
    try:
        start, fields = _read_lines(head, limits)
        partial = replace(partial, headers=fields)
        partial = _read_start(start, partial, limits)
        message = replace(partial, headers=_split_lists(partial.headers, limits))
        partial = message
        _check_headers(message, limits)
        message = replace(message, body=_cut_body(message, rest))
        limits.check_body(message)
    except OverLimit as error:
        return Refusal(rule=error.rule, text=str(error), code=error.code, partial=partial)
    except BadSyntax as error:
        return Refusal(rule="syntax", text=str(error), partial=partial)
    return message
