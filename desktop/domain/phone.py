"""The softphone's account, registration, devices and abilities, as both the desk and the engine see them."""

from dataclasses import dataclass, field
from enum import StrEnum


class Transport(StrEnum):
    UDP = "udp"
    TCP = "tcp"
    TLS = "tls"


class MediaSecurity(StrEnum):
    """SRTP by SDES (RFC 4568); SDES is only ever offered over TLS."""

    OFF = "off"
    OPTIONAL = "optional"
    REQUIRED = "required"


class RegistrationState(StrEnum):
    NONE = "none"
    REGISTERING = "registering"
    REGISTERED = "registered"
    UNREGISTERING = "unregistering"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    MISCONFIGURED = "misconfigured"


class IncomingPolicy(StrEnum):
    """What becomes of an incoming call: it rings, it is answered busy (486), or it rings nowhere (silent)."""

    RING = "ring"
    BUSY = "busy"
    SILENT = "silent"


class DeviceRole(StrEnum):
    MICROPHONE = "microphone"
    SPEAKER = "speaker"
    RINGER = "ringer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One SIP line. `servers` are `host` or `host:port` in order of preference; a bare host is looked up by SRV.

    `registers` False is an account without a registrar that trusts exactly the one peer in `servers`.
    `extra_ca_file` is a PEM file trusted besides the system's store. `screen_pop_headers` are X- headers kept
    in `CallerHints.extra`. `trusts_identity` says the server's P-Asserted-Identity may be believed.
    """

    user: str
    servers: tuple[str, ...]
    password: str = field(default="", repr=False)
    auth_user: str = ""
    domain: str = ""
    display_name: str = ""
    transport: Transport = Transport.UDP
    media_security: MediaSecurity = MediaSecurity.OFF
    registers: bool = True
    expires_seconds: int = 120
    extra_ca_file: str = ""
    codecs: tuple[str, ...] = ("G722", "PCMA", "PCMU")
    screen_pop_headers: tuple[str, ...] = ()
    trusts_identity: bool = True
    local_port: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """`text` is the state in words for the top bar; `hint` what to do. `since` monotonic is not sent."""

    state: RegistrationState
    text: str = ""
    hint: str = ""
    user: str = ""
    server: str = ""
    transport: Transport = Transport.UDP
    code: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A sound device. `id` is stable over restarts and replugging where the system gives such an id."""

    id: str
    name: str
    is_input: bool
    is_default: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What this engine's libraries can do, found out at start. `missing` are sentences for the user."""

    pjsip_version: str
    codecs: tuple[str, ...]
    has_native_devices: bool
    has_srtp: bool
    edge_tls: tuple[str, ...]
    media_path: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceList:
    """All devices there are, and the ids in use by role (empty: the system's default).

    `text` tells of a change the agent should know: a headset that vanished, what is used instead.
    """

    devices: tuple[Device, ...]
    microphone: str = ""
    speaker: str = ""
    ringer: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityEvent:
    """Something was kept out; at most one per `kind` and ten seconds, with how many it stands for."""

    kind: str
    text: str
    count: int = 1
    source: str = ""
