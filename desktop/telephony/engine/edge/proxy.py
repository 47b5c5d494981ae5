"""The stateless proxy (RFC 3261 §16.11) between PJSIP and the exchange, as functions from message to message.

What has to be recognised on the way back is signed with a secret of this process, not remembered: the branch of
our Via is made from the branch beneath it, so that a retransmission, its CANCEL and its ACK get the same one, and
a response that answers nothing we sent is known for what it is. The user part of our own Route is as secret: only
PJSIP, which was told it, can send requests out.
"""

import hashlib
import hmac
from dataclasses import dataclass, field

from desktop.telephony.engine.edge.sip import bodies
from desktop.telephony.engine.edge.sip.message import SipMessage
from desktop.telephony.engine.edge.sip.syntax import (
    NamedAddress,
    read_named_address,
    read_sip_uri,
    read_via,
    write_parameters,
    write_via,
)

IN_CLEAR = "X-Parley-In-Clear"
"""PJSIP's word to the edge that a call is to have no keys; it goes no further."""
_COOKIE = "z9hG4bK"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of the edge as it names itself there: `transport` is `UDP`, `TCP` or `TLS`."""

    transport: str
    host: str
    port: int
    address: str = field(init=False)
    is_encrypted: bool = field(init=False)

    def __post_init__(self) -> None:
        host = f"[{self.host}]" if ":" in self.host else self.host
        object.__setattr__(self, "address", f"{host}:{self.port}")
        object.__setattr__(self, "is_encrypted", self.transport == "TLS")

    @property
    def parameter(self) -> str:
        """What a URI says of the transport."""
        return "" if self.transport == "UDP" else f";transport={self.transport.lower()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Everything the functions need to know. `phone_uri` is PJSIP's own Contact; `token` the user part that the
    exchange knows us by; `ticket` the user part of our Route on the inside."""

    inside: Side
    outside: Side
    phone_uri: str
    token: str
    ticket: str
    secret: bytes = field(repr=False)
    inside_route: str = field(init=False, repr=False)
    contact: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        inside, outside = self.inside, self.outside
        route = f"sip:{self.ticket}@{inside.address}{inside.parameter};lr"
        object.__setattr__(self, "inside_route", route)
        object.__setattr__(self, "contact", f"sip:{self.token}@{outside.address}{outside.parameter}")


class NotOurs(ValueError):
    """A message that did not come the way it says: forged, strayed, or meant for an earlier life of the edge."""


def request_out(message: SipMessage, way: Way) -> SipMessage:
    """From PJSIP to the exchange."""
    routes = message.values("Route")
    if not routes or not _is_our_route(routes[0], way):
        raise NotOurs("a request that does not name the edge as its route")
    message = _with_list(message, "Route", routes[1:])
    message = _with_contact_out(message, way)
    message = _with_media_out(message, way)
    return message.with_first("Via", _own_via(message, way.outside, way.secret))


def response_in(message: SipMessage, way: Way) -> SipMessage:
    """From the exchange to PJSIP."""
    _known_via(message, way.secret)
    message = message.with_values("Via", message.values("Via")[1:])
    message = message if way.outside.is_encrypted else bodies.without_keys(message)
    _, method = message.sequence
    if method == "INVITE" and 101 <= message.status <= 299:
        message = _with_list(message, "Record-Route", (*message.values("Record-Route"), f"<{way.inside_route}>"))
    if method == "REGISTER":
        return _with_contacts_back(message, way)
    return message


def request_in(message: SipMessage, way: Way, source: Side) -> SipMessage:
    """From the exchange at `source` to PJSIP."""
    message = message if way.outside.is_encrypted else bodies.without_keys(message)
    fields = [("Via", _own_via(message, way.inside, way.secret))]
    if read_named_address(message.first("To")).parameter("tag") is None:
        fields.append(("Record-Route", f"<{way.inside_route}>"))
    is_below = False
    for name, value in message.headers:
        if name == "Via" and not is_below:
            is_below = True
            value = _with_source(value, source)
        if name != "Route":
            fields.append((name, value))
    return SipMessage(method=message.method, uri=way.phone_uri, headers=tuple(fields), body=message.body)


def response_out(message: SipMessage, way: Way) -> SipMessage:
    """From PJSIP to the exchange."""
    own = _known_via(message, way.secret)
    keeps_contact = 300 <= message.status <= 399
    fields = []
    for name, value in message.headers:
        if (name == "Via" and value is own) or (name == "Record-Route" and _is_our_route(value, way)):
            continue
        if name == "Contact" and not keeps_contact and value != "*":
            value = _contact_out(value, way)
        fields.append((name, value))
    return _with_media_out(message.with_fields(fields), way)


def _with_media_out(message: SipMessage, way: Way) -> SipMessage:
    if not message.body:
        return message
    message = bodies.with_media_address(message, way.outside.host)
    return message if way.outside.is_encrypted else bodies.without_keys(message)


def _with_list(message: SipMessage, name: str, values: tuple[str, ...]) -> SipMessage:
    return message.with_values(name, values) if values else message.without(name)


def _is_our_route(value: str, way: Way) -> bool:
    uri = read_sip_uri(read_named_address(value).uri)
    return hmac.compare_digest(uri.user.encode(), way.ticket.encode())


def _with_contact_out(message: SipMessage, way: Way) -> SipMessage:
    contacts = message.values("Contact")
    if not contacts or contacts == ("*",):
        return message
    return message.with_values("Contact", tuple(_contact_out(value, way) for value in contacts))


def _contact_out(value: str, way: Way) -> str:
    return f"<{way.contact}>{write_parameters(read_named_address(value).parameters)}"


def _with_contacts_back(message: SipMessage, way: Way) -> SipMessage:
    """A registrar's list with our own binding under PJSIP's name, and without the other phones'."""
    ours: list[str] = []
    for value in message.values("Contact"):
        address = read_named_address(value)
        if _is_own_contact(address, way):
            ours.append(f"<{way.phone_uri}>{write_parameters(address.parameters)}")
    return _with_list(message, "Contact", tuple(ours))


def _is_own_contact(address: NamedAddress, way: Way) -> bool:
    return read_sip_uri(address.uri).user == way.token


def _branch(message: SipMessage, beneath: str, secret: bytes) -> str:
    """Made from the Via beneath ours; if that has no branch (RFC 2543), from what names the transaction."""
    via = read_via(beneath)
    branch = via.parameter("branch")
    parts = [branch or "", via.host, str(via.port), message.first("Call-ID")]
    if not branch:
        parts += [str(message.sequence[0]), message.first("From")]
    # keyed BLAKE2 signs as well as HMAC does, in a third of its time
    digest = hashlib.blake2b("\n".join(parts).encode(), key=secret, digest_size=16).hexdigest()
    return f"{_COOKIE}-{digest}"


def _own_via(message: SipMessage, side: Side, secret: bytes) -> str:
    return f"SIP/2.0/{side.transport} {side.address};rport;branch={_branch(message, message.first('Via'), secret)}"


def _known_via(message: SipMessage, secret: bytes) -> str:
    """The topmost Via of a response, which must be ours."""
    vias = message.values("Via")
    if len(vias) < 2:
        raise NotOurs("a response to nothing")
    branch = read_via(vias[0]).parameter("branch") or ""
    if not hmac.compare_digest(branch.encode(), _branch(message, vias[1], secret).encode()):
        raise NotOurs("a response to nothing we sent")
    return vias[0]


def _with_source(via: str, source: Side) -> str:
    """`received` and `rport` of RFC 3261 §18.2.1 and RFC 3581, as the receiver has to write them."""
    top = read_via(via)
    parameters = [(name, value) for name, value in top.parameters if name not in ("received", "rport")]
    if top.parameter("rport") is not None:
        parameters += [("rport", str(source.port)), ("received", source.host)]
    elif top.host.strip("[]") != source.host:
        parameters += [("received", source.host)]
    return write_via(top, parameters)
