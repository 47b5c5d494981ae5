"""PJSIP's answers without a body, passed on by what is remembered of the request that was let in a moment ago.

A caller waits for one of them to hear that it rings. What comes out is what reading it and `proxy.response_out` would
make of it, in a fifth of the time; whatever looks otherwise than PJSIP writes it goes that way.
"""

import re
from collections import OrderedDict
from dataclasses import dataclass

from desktop.telephony.engine.edge.proxy import Way
from desktop.telephony.engine.edge.sip.message import SipMessage

_REMEMBERED = 256
_BARE = re.compile(
    rb"(?P<start>SIP/2\.0 (?P<status>[12456][0-9]{2}) [^\r\n\x00]*+\r\n)"
    rb"Via: SIP/2\.0/[A-Z]{3} [^\r\n\x00,]*?;branch=(?P<branch>z9hG4bK-[0-9a-f]{32})\r\n"
    rb"(?P<middle>(?:Via: [^\r\n\x00]++\r\n)++(?:Record-Route: [^\r\n\x00]++\r\n)*+"
    rb"Call-ID: (?P<call_id>[^\r\n\x00]++)\r\nFrom: [^\r\n\x00]++\r\nTo: [^\r\n\x00]++\r\n"
    rb"CSeq: [0-9]{1,10} (?P<method>[A-Z]++)\r\n)"
    rb"(?:Contact: <[^\r\n\x00<>]++>(?P<contact>(?:;[^\r\n\x00,]*+)?)\r\n)?+"
    rb"(?P<rest>(?:(?!(?i:Via|Route|Record|Contact|Content|[a-z]:))[A-Za-z\-]++: [^\r\n\x00]++\r\n)*+)"
    rb"Content-Length: ++0\r\n\r\n\Z"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BareAnswer:
    """As it leaves, and what the gate wants to know of it."""

    data: bytes
    call_id: str
    method: str
    status: int


class BareAnswers:
    """What has been let in, by the branch of our Via, which PJSIP alone was told: only it can answer with that."""

    def __init__(self) -> None:
        self._asked: OrderedDict[bytes, tuple[bytes, str]] = OrderedDict()

    def expect(self, request: SipMessage) -> None:
        """A request as it goes to PJSIP: our Via is its first field."""
        branch = request.headers[0][1].rpartition("=")[2]
        call_id = request.first("Call-ID")
        self._asked[branch.encode()] = call_id.encode(), call_id
        if len(self._asked) > _REMEMBERED:
            self._asked.popitem(last=False)

    def rewrite(self, data: bytes, way: Way) -> BareAnswer | None:
        """None: it is no such answer, or not to what was let in."""
        match = _BARE.match(data)
        if match is None:
            return None
        start, status, branch, middle, call_id, method, parameters, rest = match.groups()
        asked = self._asked.get(branch)
        if asked is None or asked[0] != call_id:
            return None
        middle = middle.replace(f"Record-Route: <{way.inside_route}>\r\n".encode(), b"")
        if way.ticket.encode() in middle:
            return None
        contact = b"" if parameters is None else b"Contact: <%b>%b\r\n" % (way.contact.encode(), parameters)
        return BareAnswer(
            data=b"".join((start, middle, contact, rest, b"Content-Length: 0\r\n\r\n")),
            call_id=asked[1],
            method=method.decode(),
            status=int(status),
        )
