"""Where a server of an account is, and how the way to it is kept private."""

from dataclasses import dataclass
from enum import StrEnum


class Security(StrEnum):
    """NONE goes to this very machine only, where a bridge or a tunnel may listen."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """`extra_ca_file` is a PEM file trusted besides the system's own certificates."""

    host: str
    port: int
    security: Security
    extra_ca_file: str = ""
