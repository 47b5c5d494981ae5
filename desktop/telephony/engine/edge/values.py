"""What the edge is told, and what it tells: frozen values."""

from dataclasses import dataclass, field
from enum import StrEnum

from desktop.domain.phone import Account, Transport


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeConfig:
    """`phone_host:phone_port` is where PJSIP's own transport listens, on loopback.

    `max_calls` is how many calls may be up at once; further ones are answered busy without waking PJSIP.
    `trace_file` empty: the SIP trace is kept in memory only.
    """

    account: Account
    phone_port: int
    phone_host: str = "127.0.0.1"
    max_calls: int = 4
    trace_file: str = ""


class TransportPhase(StrEnum):
    CLOSED = "closed"
    CONNECTING = "connecting"
    READY = "ready"
    DOWN = "down"


@dataclass(frozen=True, slots=True, kw_only=True)
class TransportState:
    """The way to the exchange. `text` and `hint` are for the user; `security` is the TLS version in use.

    `local_address` is the address of ours the exchange sees nearest; `generation` grows each time the way is a
    new one (another server, another local address), after which the account must register again.
    """

    phase: TransportPhase
    transport: Transport = Transport.UDP
    server: str = ""
    address: str = ""
    port: int = 0
    local_address: str = ""
    local_port: int = 0
    security: str = ""
    text: str = ""
    hint: str = ""
    generation: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """Messages counted since `open`; `refused` by the name of the limit or rule."""

    received: int = 0
    passed_in: int = 0
    passed_out: int = 0
    answered: int = 0
    dropped: int = 0
    refused: dict[str, int] = field(default_factory=dict)
