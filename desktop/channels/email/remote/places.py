"""Where a picture may be fetched from: the public web over HTTPS, and no place of the agent's own network.

A letter could otherwise have the desk ask a router, a printer or another program of this computer.
"""

import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import quote, urlsplit

from desktop.channels.email.domains import to_ascii

LONGEST = 4_000
_HTTPS = 443
_TRANSLATED = ip_network("64:ff9b::/96")  # the last four bytes are an IPv4 address (RFC 6052)
_PATH = "/%:@!$&'()*+,;=~-._"

MayAsk = Callable[[str, int], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """`target` is what is asked for there: path and query, encoded."""

    host: str
    port: int
    target: str


def place_of(url: str) -> Place | None:
    """None for what is no address of the web over HTTPS. Whoever is named before the host is left out."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or _HTTPS
    except ValueError:
        return None
    if parts.scheme.lower() != "https" or len(url) > LONGEST:
        return None
    host = host if _is_address(host) else to_ascii(host)
    if not host:
        return None
    query = f"?{quote(parts.query, safe=_PATH + '?')}" if parts.query else ""
    return Place(host=host, port=port, target=quote(parts.path or "/", safe=_PATH) + query)


def may_ask(address: str, port: int) -> bool:
    """Only the usual port of addresses that everybody reaches."""
    return port == _HTTPS and is_public(address)


def is_public(address: str) -> bool:
    """Not this computer, its network, a link, a carrier's inside, a group; nor one of these inside an IPv6 address."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, IPv6Address):
        inner = _inner(found)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast and not found.is_reserved


def _inner(address: IPv6Address) -> IPv4Address | None:
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    return IPv4Address(int(address) & 0xFFFFFFFF) if address in _TRANSLATED else None


def addresses_of(place: Place, is_allowed: MayAsk) -> tuple[str, ...]:
    """What the name stands for. None at all when one of them may not be asked: a name that means both is a trap.

    Raises OSError when the name is not known.
    """
    found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    addresses = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
    return addresses if all(is_allowed(address, place.port) for address in addresses) else ()


def is_inside(host: str) -> bool:
    """A name or an address that can only mean the own network: for where a proxy looks names up."""
    if _is_address(host):
        return not is_public(host)
    name = host.rstrip(".").lower()
    return "." not in name or name.endswith((".local", ".localhost", ".internal", ".lan", ".home.arpa", ".intranet"))


def _is_address(host: str) -> bool:
    try:
        ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True
