"""The grammar of SIP header values (RFC 3261 §25): lists, parameters, names with addresses, Via, URIs.

Every pattern is written with possessive repeats, so that no input makes one slow.
"""

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_REMEMBERED = 256
"""Values taken apart once: one message's are looked at by the reader, the gate and the proxy in turn."""
_TOKEN = r"[A-Za-z0-9\-.!%*_+`'~]"
TOKEN = re.compile(_TOKEN + r"++\Z")
_QUOTED = r'"(?:[^"\\]|\\.)*+"'
_ITEM = re.compile(rf'(?:[^,"<>]|{_QUOTED}|<[^<>]*+>)++')
_PARAM = re.compile(rf'\s*+;\s*+({_TOKEN}++)(?:\s*+=\s*+({_QUOTED}|[^\s;,"<>=][^\s;,"<>]*+))?')
_PARAMS = re.compile(rf"(?:{_PARAM.pattern})*+\s*+\Z")
_NAMED = re.compile(rf"\s*+({_QUOTED}|(?:[A-Za-z0-9\-.!%*_+`'~\s]|[^\x00-\x7f])*+)\s*+<([^<>\s\"]++)>")
_BARE = re.compile(r'\s*+([^\s<>";,?]++)')
_VIA = re.compile(
    rf"SIP\s*+/\s*+2\.0\s*+/\s*+({_TOKEN}++)\s++(\[[0-9A-Fa-f:.]++\]|[A-Za-z0-9\-._]++)(?:\s*+:\s*+([0-9]{{1,5}}))?"
)
_SIP_URI = re.compile(
    r"(sips?):"
    r"(?:([A-Za-z0-9\-_.!~*'()%&=+$,;?/#]++)(?::([A-Za-z0-9\-_.!~*'()%&=+$,]*+))?@)?"
    r"(\[[0-9A-Fa-f:.]++\]|[A-Za-z0-9](?:[A-Za-z0-9\-._]*+))(?::([0-9]{1,5}))?"
    r"((?:;[A-Za-z0-9\-_.!~*'()%\[\]/:&+$]++(?:=[A-Za-z0-9\-_.!~*'()%\[\]/:&+$]++)?)*+)"
    r"(\?[A-Za-z0-9\-_.!~*'()%\[\]/:&+$?=]++)?\Z",
    re.IGNORECASE,
)
_OTHER_URI = re.compile(r"([A-Za-z][A-Za-z0-9+\-.]{0,31}):([A-Za-z0-9\-_.!~*'()%;/?:@&=+$,#\[\]]++)\Z")
_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")


class BadSyntax(ValueError):
    """What is wrong, in words; `rule` is the name it is counted under, `code` the SIP answer."""

    def __init__(self, text: str, rule: str = "syntax", code: int = 400) -> None:
        super().__init__(text)
        self.rule = rule
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class SipUri:
    """`host` keeps its brackets when it is IPv6; `parameters` begin with their semicolon."""

    scheme: str
    user: str = ""
    host: str = ""
    port: int = 0
    parameters: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _WithParameters:
    """What stands in a header with parameters after it, their names in lower case."""

    parameters: tuple[tuple[str, str | None], ...] = ()

    def parameter(self, name: str) -> str | None:
        for key, value in self.parameters:
            if key == name:
                return value or ""
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedAddress(_WithParameters):
    """A name-addr or addr-spec with its header parameters."""

    display: str
    uri: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Via(_WithParameters):
    transport: str
    host: str
    port: int


def split_list(value: str) -> list[str]:
    """A comma-separated list, minding quotes and angle brackets. Empty elements are an error."""
    if "," not in value:
        return [value.strip()]
    items: list[str] = []
    position = 0
    while True:
        match = _ITEM.match(value, position)
        if match is None or not match[0].strip():
            raise BadSyntax("an empty or unbalanced element in a list")
        items.append(match[0].strip())
        position = match.end()
        if position == len(value):
            return items
        if value[position] != ",":
            raise BadSyntax("unbalanced quotes or brackets")
        position += 1


def read_parameters(text: str) -> tuple[tuple[str, str | None], ...]:
    """`;name=value;flag` to pairs; all of `text` must be parameters, none twice."""
    if not text:
        return ()
    if _PARAMS.match(text) is None:
        raise BadSyntax("broken parameters")
    # a value has one character at least
    found = [(name.lower(), value or None) for name, value in _PARAM.findall(text)]
    if len(found) > 1 and len(dict(found)) != len(found):
        raise BadSyntax("a parameter twice")
    return tuple(found)


def write_parameters(parameters: Iterable[tuple[str, str | None]]) -> str:
    return "".join([f";{name}" if value is None else f";{name}={value}" for name, value in parameters])


def write_via(via: Via, parameters: Iterable[tuple[str, str | None]]) -> str:
    """With these parameters in place of its own."""
    port = f":{via.port}" if via.port else ""
    return f"SIP/2.0/{via.transport} {via.host}{port}{write_parameters(parameters)}"


@lru_cache(maxsize=_REMEMBERED)
def read_named_address(value: str) -> NamedAddress:
    match = _NAMED.match(value)
    if match is not None:
        display = match[1].strip()
        uri = match[2]
    else:
        match = _BARE.match(value)
        if match is None:
            raise BadSyntax("no address where one must be")
        display, uri = "", match[1]
    return NamedAddress(display=display, uri=uri, parameters=read_parameters(value[match.end() :]))


@lru_cache(maxsize=_REMEMBERED)
def read_via(value: str) -> Via:
    match = _VIA.match(value.strip())
    if match is None:
        raise BadSyntax("a Via that is none")
    port = int(match[3] or 0)
    if port > 65535:
        raise BadSyntax("a port over 65535")
    parameters = read_parameters(value.strip()[match.end() :])
    return Via(transport=match[1].upper(), host=match[2], port=port, parameters=parameters)


@lru_cache(maxsize=_REMEMBERED)
def read_sip_uri(text: str) -> SipUri:
    match = _SIP_URI.match(text)
    if match is None or _ESCAPE.search(text):
        raise BadSyntax("a SIP address that is none")
    port = int(match[5] or 0)
    if port > 65535:
        raise BadSyntax("a port over 65535")
    if match[4].startswith("["):
        check_ipv6(match[4][1:-1])
    return SipUri(scheme=match[1].lower(), user=match[2] or "", host=match[4], port=port, parameters=match[6] or "")


def check_ipv6(text: str) -> None:
    try:
        ipaddress.IPv6Address(text)
    except ValueError as error:
        raise BadSyntax("an IPv6 address that is none") from error


def check_uri(text: str) -> str:
    """The scheme, lower case, of any well-formed URI; a SIP one is checked in full."""
    scheme = text.partition(":")[0].lower()
    if scheme in ("sip", "sips"):
        read_sip_uri(text)
    elif _OTHER_URI.match(text) is None or _ESCAPE.search(text):
        raise BadSyntax("an address that is none")
    return scheme
