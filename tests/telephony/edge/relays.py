"""A relay with known names, for tests without sockets: the exchange at 192.0.2.1, PJSIP at 127.0.0.1:5070."""

from dataclasses import replace

from desktop.telephony.engine.edge.gate import Gate
from desktop.telephony.engine.edge.proxy import Side, Way
from desktop.telephony.engine.edge.relay import Outcome, Relay
from desktop.telephony.engine.edge.sip.limits import LIMITS, Limits
from desktop.telephony.engine.edge.sip.message import SipMessage
from tests.telephony.edge.messages import passed, text_of

EXCHANGE = Side(transport="UDP", host="192.0.2.1", port=5060)
WAY = Way(
    inside=Side(transport="UDP", host="127.0.0.1", port=6000),
    outside=Side(transport="UDP", host="192.0.2.20", port=7000),
    phone_uri="sip:agent@127.0.0.1:5070;ob",
    token="token",
    ticket="ticket",
    secret=b"secret",
)


def way(transport: str = "UDP") -> Way:
    inside = "UDP" if transport == "UDP" else "TCP"
    return replace(WAY, inside=replace(WAY.inside, transport=inside), outside=replace(WAY.outside, transport=transport))


def relay(*, transport: str = "UDP", max_calls: int = 8, limits: Limits = LIMITS, phone_bytes: int = 65_535) -> Relay:
    return Relay(way(transport), Gate(frozenset({"token"}), max_calls), limits=limits, phone_bytes=phone_bytes)


def phone_request(method: str = "REGISTER", *, changed: dict[str, str] | None = None, body: bytes = b"") -> bytes:
    """As PJSIP sends it to the edge."""
    fields = {
        "Via": "SIP/2.0/UDP 127.0.0.1:5070;rport;branch=z9hG4bKphone1",
        "Max-Forwards": "70",
        "From": "<sip:agent@example.com>;tag=phone",
        "To": "<sip:agent@example.com>",
        "Call-ID": "phone-call",
        "CSeq": f"1 {method}",
        "Route": "<sip:ticket@127.0.0.1:6000;lr>",
        "Contact": "<sip:agent@127.0.0.1:5070;ob>;expires=120",
        **(changed or {}),
    }
    if body:
        fields["Content-Type"] = "application/sdp"
    return text_of(f"{method} sip:example.com SIP/2.0", list(fields.items()), body)


def sent(outcome: Outcome) -> SipMessage:
    """What goes out to the exchange, read again."""
    assert outcome.to_exchange, outcome
    return passed(outcome.to_exchange)


def delivered(outcome: Outcome) -> SipMessage:
    """What PJSIP gets, read again."""
    assert outcome.to_phone, outcome
    return passed(outcome.to_phone)


def reply(
    request: SipMessage, status: int = 200, *more: tuple[str, str], reason: str = "OK", body: bytes = b""
) -> bytes:
    """An answer to a request that was sent out (or delivered), with its Vias and Record-Routes as they must be."""
    copied = [(name, value) for name, value in request.headers if name in ("Via", "From", "Call-ID", "CSeq")]
    routes = [(name, value) for name, value in request.headers if name == "Record-Route"]
    to = request.first("To")
    to = to if ";tag=" in to else f"{to};tag=other"
    return text_of(f"SIP/2.0 {status} Reason", [*copied, ("To", to), *routes, *more], body)
