"""What each header field must be like; which may stand once only, and how many of the others."""

import re
from collections.abc import Callable, Collection, Iterable
from functools import lru_cache

from desktop.telephony.engine.edge.sip.limits import Limits
from desktop.telephony.engine.edge.sip.message import SipMessage
from desktop.telephony.engine.edge.sip.syntax import (
    TOKEN,
    BadSyntax,
    check_uri,
    read_named_address,
    read_sip_uri,
    read_via,
)

LISTS = frozenset({"Via", "Route", "Record-Route", "Service-Route", "Path", "Contact"})
SINGLE = frozenset(
    {"From", "To", "Call-ID", "CSeq", "Max-Forwards", "Content-Length", "Content-Type", "Expires", "Min-Expires"}
)
NEEDED = ("Via", "From", "To", "Call-ID", "CSeq")
COUNTED = {
    "Via": "vias",
    "Route": "routes",
    "Record-Route": "record_routes",
    "Service-Route": "service_routes",
    "Path": "paths",
    "Contact": "contacts",
    "WWW-Authenticate": "challenges",
    "Proxy-Authenticate": "challenges",
    "Supported": "supported",
    "Require": "supported",
}
_REMEMBERED = 64
_SEQUENCE = re.compile(r"([0-9]{1,20})\s++([A-Za-z0-9\-.!%*_+`'~]++)\Z")
_CALL_ID = re.compile(r"[^\s@]++(?:@[^\s@]++)?\Z")
_NUMBER = re.compile(r"[0-9]{1,20}\Z")
_MEDIA_TYPE = re.compile(r"[A-Za-z0-9\-.!%*_+`'~]++\s*+/\s*+[A-Za-z0-9\-.!%*_+`'~]++\s*+(?:;.*)?\Z")


def check(message: SipMessage, doubtful: Collection[tuple[str, str]], limits: Limits) -> None:
    """Raise `BadSyntax` or `OverLimit` unless every field that PJSIP or the edge reads is as it must be.

    `doubtful` are the fields whose values have not been found to be sound.
    """
    _check_counts(tuple([name for name, _ in message.headers]), limits)
    if doubtful:
        check_values(doubtful, limits)
    if message.method and message.sequence[1] != message.method:
        raise BadSyntax("CSeq of another method", rule="sequence")


def check_values(fields: Iterable[tuple[str, str]], limits: Limits) -> None:
    """Raise `BadSyntax` or `OverLimit` unless each value is as it must be."""
    for name, value in fields:
        checker = _CHECKS.get(name)
        if checker is not None:
            checker(value, limits)


@lru_cache(maxsize=_REMEMBERED)
def _check_counts(names: tuple[str, ...], limits: Limits) -> None:
    """What these fields' names say of a message; an exchange's INVITEs have the same."""
    found = set(names)
    for name in NEEDED:
        if name not in found:
            raise BadSyntax(f"no {name}", rule="needed_fields")
    if len(found) == len(names):
        return  # none stands twice, and one of each is never too many
    for name in dict.fromkeys(names):
        count = names.count(name)
        if count > 1 and name in SINGLE:
            raise BadSyntax(f"{name} twice", rule="single_fields")
        if (rule := COUNTED.get(name)) is not None:
            limits.check(rule, count, f"{name} fields")


def _check_address(value: str, limits: Limits) -> None:
    address = read_named_address(value)
    limits.check("display_bytes", len(address.display.encode()), "bytes in a display name")
    limits.check("uri_bytes", len(address.uri.encode()), "bytes in an address")
    limits.check("parameters", len(address.parameters), "parameters of an address")
    check_uri(address.uri)
    _check_tag(address.parameter("tag"), limits)


def _check_tag(tag: str | None, limits: Limits) -> None:
    if tag is None:
        return
    limits.check("token_bytes", len(tag), "bytes in a tag")
    if not TOKEN.match(tag):
        raise BadSyntax("a tag that is none")


def _check_hop(value: str, limits: Limits) -> None:
    """Route and its kin, and Contact: PJSIP takes the address apart, so it must be a SIP one."""
    address = read_named_address(value)
    limits.check("display_bytes", len(address.display.encode()), "bytes in a display name")
    limits.check("uri_bytes", len(address.uri.encode()), "bytes in an address")
    limits.check("parameters", len(address.parameters), "parameters of an address")
    read_sip_uri(address.uri)


def _check_contact(value: str, limits: Limits) -> None:
    if value != "*":
        _check_hop(value, limits)


def _check_via(value: str, limits: Limits) -> None:
    via = read_via(value)
    limits.check("parameters", len(via.parameters), "parameters of a Via")
    limits.check("token_bytes", len(via.parameter("branch") or ""), "bytes in a branch")


def _check_call_id(value: str, limits: Limits) -> None:
    limits.check("call_id_bytes", len(value.encode()), "bytes in a Call-ID")
    if not _CALL_ID.match(value):
        raise BadSyntax("a Call-ID that is none")


def _check_sequence(value: str, limits: Limits) -> None:
    match = _SEQUENCE.match(value)
    if match is None:
        raise BadSyntax("a CSeq that is none")
    limits.check("sequence", int(match[1]), "CSeq")


def _number(rule: str) -> Callable[[str, Limits], None]:
    def check_number(value: str, limits: Limits) -> None:
        if not _NUMBER.match(value):
            raise BadSyntax(f"a number that is none ({rule})", rule=rule)
        limits.check(rule, int(value), rule)

    return check_number


def _check_content_type(value: str, limits: Limits) -> None:
    limits.check("uri_bytes", len(value.encode()), "bytes in Content-Type")
    if not _MEDIA_TYPE.match(value):
        raise BadSyntax("a Content-Type that is none")


def _check_challenge(value: str, limits: Limits) -> None:
    limits.check("challenge_bytes", len(value.encode()), "bytes in a digest challenge")


_CHECKS: dict[str, Callable[[str, Limits], None]] = {
    "Via": _check_via,
    "From": _check_address,
    "To": _check_address,
    "Contact": _check_contact,
    "Route": _check_hop,
    "Record-Route": _check_hop,
    "Service-Route": _check_hop,
    "Path": _check_hop,
    "Call-ID": _check_call_id,
    "CSeq": _check_sequence,
    "Max-Forwards": _number("max_forwards"),
    "Content-Length": _number("content_length"),
    "Expires": _number("expires"),
    "Min-Expires": _number("expires"),
    "Content-Type": _check_content_type,
    "WWW-Authenticate": _check_challenge,
    "Proxy-Authenticate": _check_challenge,
}
