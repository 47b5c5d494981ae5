"""What SRV records say of a domain's mail servers, as far as it can be believed.

Anybody between us and the name server may have written them, so that a server elsewhere is for the user to confirm
(RFC 6186 §4). Whatever is found has to show a certificate for its name before anything is said to it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from desktop.channels.email.domains import is_same_site, to_ascii
from desktop.channels.email.server.address import Security

_SERVICES = {
    "imap": (("_imaps._tcp", Security.TLS), ("_imap._tcp", Security.STARTTLS)),
    "smtp": (("_submissions._tcp", Security.TLS), ("_submission._tcp", Security.STARTTLS)),
}
_MOST = 10  # of one name

Record = tuple[int, int, str, int]
Ask = Callable[[str], Iterable[Record]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A server that a domain names. `is_own`: it lies within that domain."""

    host: str
    port: int
    security: Security
    is_own: bool


def asked(name: str) -> Iterable[Record]:
    """The system's name servers."""
    from desktop.channels.email.finding.dns import service_records  # a hub does without Qt's network

    return service_records(name)


def services(domain: str, protocol: str, ask: Ask = asked) -> Iterator[Service]:
    """The best first: encrypted from the start before STARTTLS, then as the domain prefers them."""
    for name, security in _SERVICES[protocol]:
        for _priority, _weight, target, port in sorted(ask(f"{name}.{domain}"), key=_order)[:_MOST]:
            host = to_ascii(target)
            if _is_host(host) and 0 < port < 65536:
                yield Service(host=host, port=port, security=security, is_own=is_same_site(host, domain))


def _order(record: Record) -> tuple[int, int]:
    """Of two with the same priority the one that is meant to have more work."""
    return record[0], -record[1]


def _is_host(host: str) -> bool:
    """A name that a certificate can be for; "." says that there is no such service."""
    labels = host.split(".")
    return len(labels) > 1 and not labels[-1].isdigit() and "_" not in host
