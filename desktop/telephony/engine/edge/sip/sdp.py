"""Session descriptions (RFC 8866) read line by line before PJSIP sees them; what it needs not, it does not get."""

import ipaddress
import re
from collections.abc import Callable
from functools import lru_cache

from desktop.telephony.engine.edge.sip.limits import Limits, OverLimit
from desktop.telephony.engine.edge.sip.syntax import BadSyntax

_LINE = re.compile(r"([a-z])=(.*)\Z")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f]")
_ORIGIN = re.compile(r"\S++ [0-9]{1,20} [0-9]{1,20} IN IP[46] [A-Za-z0-9.:\-]++\Z")
_CONNECTION = re.compile(r"IN IP([46]) ([0-9A-Fa-f.:]++)\Z")
_MEDIA = re.compile(
    r"([A-Za-z0-9\-]{1,32}) ([0-9]{1,20})(?:/([0-9]{1,4}))? ([A-Za-z0-9/\-.]{1,32})((?: [A-Za-z0-9\-.*]{1,32})*+)\Z"
)
_MAP = re.compile(r"([0-9]{1,20}) ([A-Za-z0-9\-_.+]{1,32})/([0-9]{1,20})(?:/([0-9]{1,20}))?\Z")
_BANDWIDTH = re.compile(r"[A-Za-z0-9\-]{1,16}:[0-9]{1,9}\Z")
_RTCP = re.compile(r"([0-9]{1,20})(?: IN IP[46] ([0-9A-Fa-f.:]++))?\Z")
_CRYPTO = re.compile(
    r"([0-9]{1,20}) [A-Z0-9_]{1,40} inline:[A-Za-z0-9+/=|:^]{1,160}(?:;inline:\S{1,160}){0,3}(?: [\x21-\x7e]{1,64})*+\Z"
)
_BARE_MAP = re.compile(r"rtpmap:[0-9]{1,3} [A-Za-z0-9\-_.+]{1,32}\Z")
_NUMBER = re.compile(r"[0-9]{1,20}\Z")
# what one phone's descriptions differ in from call to call: who and which in `o=`, and the first port
_VARYING = re.compile(
    rb"(v=0\r\no=)[A-Za-z0-9\-]{1,32}+ [0-9]{1,20}+ [0-9]{1,20}+( IN [^\r]*+\r\n.*?\r\nm=audio )([0-9]{1,5}+)( .*)\Z",
    re.DOTALL,
)
_LONGEST_ORIGIN = b" ".join((b"x" * 32, b"0" * 20, b"0" * 20))
_LONGEST_PORT = b"00009"

_REMEMBERED = 256
_REMEMBERED_WHOLE = 32
KEPT = "vosctbma"
"""The kinds of lines PJSIP gets; the others (i u e p k r z) say nothing to a telephone."""
_ICE = ("candidate", "end-of-candidates", "remote-candidates", "ice-")


def settle(body: bytes, limits: Limits) -> bytes:
    """The description as it may pass; raises BadSyntax or OverLimit.

    One that was found to be sound is sound with another origin and another port, if these are.
    """
    varying = _VARYING.match(body)
    if varying is not None and int(varying[3]) <= limits.port:
        pattern = b"".join((varying[1], _LONGEST_ORIGIN, varying[2], _LONGEST_PORT, varying[4]))
        if _is_sound(pattern, limits):
            return body
    return _settle(body, limits)


@lru_cache(maxsize=_REMEMBERED_WHOLE)
def _is_sound(body: bytes, limits: Limits) -> bool:
    """Whether it may pass as it stands."""
    try:
        return _settle(body, limits) == body
    except (BadSyntax, OverLimit):
        return False


def _settle(body: bytes, limits: Limits) -> bytes:
    lines = _read_lines(body, limits)
    if not lines or lines[0] != ("v", "0") or len(lines) < 2 or lines[1][0] != "o":
        raise BadSyntax("a session description that does not begin as one", rule="sdp")
    _check_counts(lines, limits)
    is_rtp = False
    for kind, value in lines:
        if kind == "m":
            is_rtp = "RTP/" in value
        _check(kind, value, is_rtp, limits)
    return "".join([f"{kind}={value}\r\n" for kind, value in lines]).encode()


def without_keys(body: bytes) -> bytes:
    """Without SRTP's keys, which must not be used where they travelled in clear."""
    return b"".join(line for line in body.splitlines(keepends=True) if not line.startswith(b"a=crypto:"))


def has_keys(body: bytes) -> bool:
    """Whether its sound can be encrypted with keys it brings along (RFC 4568): RTP/SAVP and a key for it."""
    is_secure = False
    for line in body.splitlines():
        if line.startswith(b"m="):
            is_secure = line.startswith(b"m=audio ") and b" RTP/SAVP" in line
        elif is_secure and line.startswith(b"a=crypto:"):
            return True
    return False


def _read_lines(body: bytes, limits: Limits) -> list[tuple[str, str]]:
    try:
        text = body.decode()
    except UnicodeDecodeError:
        text = body.decode("latin-1")
    lines = text.replace("\r\n", "\n").rstrip("\n").split("\n")
    limits.check("sdp_lines", len(lines), "lines of a session description", 488)
    found: list[tuple[str, str]] = []
    for line in lines:
        found += _read_line(line, limits)
    return found


@lru_cache(maxsize=_REMEMBERED)
def _read_line(line: str, limits: Limits) -> tuple[tuple[str, str], ...]:
    """The line's kind and value, or nothing if PJSIP does not need it. Callers' lines are much the same."""
    limits.check("sdp_line_bytes", len(line.encode()), "bytes in a line of a session description", 488)
    match = _LINE.match(line)
    if match is None or _CONTROL.search(line):
        raise BadSyntax("a line that is none in a session description", rule="sdp")
    if match[1] not in KEPT or (match[1] == "a" and _is_needless(match[2])):
        return ()
    return ((match[1], match[2]),)


@lru_cache(maxsize=_REMEMBERED)
def _check(kind: str, value: str, is_rtp: bool, limits: Limits) -> None:
    if kind == "m":
        _check_media(value, limits)
    elif kind == "a":
        _check_attribute(value, is_rtp, limits)
    else:
        _check_line(kind, value)


def _is_needless(attribute: str) -> bool:
    """ICE, and a mapping without its clock rate, as old software writes for payload types everybody knows."""
    return attribute.startswith(_ICE) or _BARE_MAP.match(attribute) is not None


def _check_counts(lines: list[tuple[str, str]], limits: Limits) -> None:
    media = 0
    attributes, keys = [0], [0]  # of the session, then of each media
    for kind, value in lines:
        if kind == "m":
            media += 1
            attributes.append(0)
            keys.append(0)
        elif kind == "a":
            attributes[-1] += 1
            keys[-1] += value.startswith("crypto:")
    limits.check("media_lines", media, "media in a session description", 488)
    limits.check("crypto_lines", max(keys), "keys for one media", 488)
    limits.check("attributes", max(attributes), "attributes of one media", 488)


def _check_line(kind: str, value: str) -> None:
    if kind == "o" and not _ORIGIN.match(value):
        raise BadSyntax("an origin that is none in a session description", rule="sdp")
    if kind == "c":
        match = _CONNECTION.match(value)
        if match is None:
            # Not a name either: looking it up would be PJSIP's own resolver's work.
            raise BadSyntax("a media address that is no address of one host", rule="media_address", code=488)
        _check_address(match[2])
    if kind == "b" and not _BANDWIDTH.match(value):
        raise BadSyntax("a bandwidth that is none", rule="sdp")


def _check_address(text: str) -> None:
    try:
        address = ipaddress.ip_address(text)
    except ValueError as error:
        raise BadSyntax("a media address that is none", rule="media_address", code=488) from error
    if address.is_multicast or text == "255.255.255.255":
        raise BadSyntax("a media address of many hosts", rule="media_address", code=488)


def _check_media(value: str, limits: Limits) -> None:
    match = _MEDIA.match(value)
    if match is None:
        raise BadSyntax("a media line that is none", rule="sdp")
    limits.check("port", int(match[2]), "a media port", 488)
    formats = match[5].split()
    limits.check("formats", len(formats), "formats of one media", 488)
    if "RTP/" in match[4]:
        for name in formats:
            if not _NUMBER.match(name):
                raise BadSyntax("a payload type that is none", rule="payload_type", code=488)
            limits.check("payload_type", int(name), "a payload type", 488)


def _check_attribute(value: str, is_rtp: bool, limits: Limits) -> None:
    name, _, argument = value.partition(":")
    if is_rtp or name not in ("fmtp", "rtpmap"):
        checker = _ATTRIBUTES.get(name)
        if checker is not None:
            checker(argument, limits)


def _check_map(argument: str, limits: Limits) -> None:
    match = _MAP.match(argument)
    if match is None:
        raise BadSyntax("an rtpmap that is none", rule="sdp")
    limits.check("payload_type", int(match[1]), "a payload type", 488)
    limits.check("clock_rate", int(match[3]), "a clock rate", 488)
    limits.check("channels", int(match[4] or 1), "channels", 488)
    if not int(match[3]):
        raise BadSyntax("a clock rate of nothing", rule="clock_rate", code=488)


def _check_format(argument: str, limits: Limits) -> None:
    number = argument.partition(" ")[0]
    if not _NUMBER.match(number):
        raise BadSyntax("an fmtp that is none", rule="sdp")
    limits.check("payload_type", int(number), "a payload type", 488)


def _check_packet_time(argument: str, limits: Limits) -> None:
    if not _NUMBER.match(argument) or not int(argument):
        raise BadSyntax("a packet time that is none", rule="ptime", code=488)
    limits.check("ptime", int(argument), "milliseconds in a packet", 488)


def _check_crypto(argument: str, limits: Limits) -> None:
    match = _CRYPTO.match(argument)
    if match is None:
        raise BadSyntax("a key that is none", rule="crypto", code=488)
    limits.check("crypto_tag", int(match[1]), "a key's number", 488)


def _check_control_port(argument: str, limits: Limits) -> None:
    match = _RTCP.match(argument)
    if match is None:
        raise BadSyntax("an RTCP port that is none", rule="sdp")
    limits.check("port", int(match[1]), "an RTCP port", 488)
    if match[2]:
        _check_address(match[2])


_ATTRIBUTES: dict[str, Callable[[str, Limits], None]] = {
    "rtpmap": _check_map,
    "fmtp": _check_format,
    "ptime": _check_packet_time,
    "maxptime": _check_packet_time,
    "crypto": _check_crypto,
    "rtcp": _check_control_port,
}
