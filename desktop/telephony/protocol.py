"""What the desk and the phone engine say to each other: orders and news, as frozen values.

The only module both sides share, with the domain. On the wire each value is one frame of
`desktop.telephony.wire`: a JSON object with the class's name. Orders are imperatives, news are facts in the past
tense; every order that can fail is answered by the news that tells of its effect, or by `OrderFailed`.
"""

from dataclasses import dataclass

from desktop.domain.call import Call
from desktop.domain.phone import (
    Account,
    Capabilities,
    DeviceList,
    DeviceRole,
    IncomingPolicy,
    Registration,
    SecurityEvent,
)

PROTOCOL_VERSION = 2

# ---------------------------------------------------------------- orders


@dataclass(frozen=True, slots=True, kw_only=True)
class Hello:
    """First frame of the desk; `token` proves it was started by the same user's desk."""

    token: str
    version: int = PROTOCOL_VERSION


@dataclass(frozen=True, slots=True, kw_only=True)
class UseAccount:
    """Register with this account, in place of the one before. Calls that are up stay up if it is unchanged."""

    account: Account


@dataclass(frozen=True, slots=True, kw_only=True)
class DropAccount:
    """Unregister and forget the account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetIncomingPolicy:
    policy: IncomingPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class Dial:
    """Place a call; other calls that are up are held first. `target` is a number or a SIP URI."""

    call_id: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Answer; other active calls are held first (several calls, one active)."""

    call_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decline:
    call_id: str
    code: int = 486


@dataclass(frozen=True, slots=True, kw_only=True)
class HangUp:
    call_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    call_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieve:
    call_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mute:
    call_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmute:
    call_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SendDtmf:
    """RFC 4733 events; `digits` of 0-9 * # A-D, a comma is a pause of half a second."""

    call_id: str
    digits: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayFile:
    """Let the other side of an active call hear a WAV file once, besides the microphone; another is cut off."""

    call_id: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseDevice:
    """`device_id` empty: follow the system's default."""

    role: DeviceRole
    device_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayTestTone:
    """Sound a second of 440 Hz on the device of `role` (SPEAKER or RINGER)."""

    role: DeviceRole


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchLevels:
    """Send `LevelsMeasured` ten times a second, opening the microphone if need be, until `IgnoreLevels`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IgnoreLevels:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Ping:
    """Is anybody there? Asked every second, answered by `Pong`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quit:
    """Hang up, unregister, leave."""


# ---------------------------------------------------------------- news


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineStarted:
    """Answer to Hello: then follow one RegistrationChanged, DevicesChanged and a CallChanged per call that is up."""

    version: int
    pid: int
    capabilities: Capabilities


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationChanged:
    registration: Registration


@dataclass(frozen=True, slots=True, kw_only=True)
class CallChanged:
    call: Call


@dataclass(frozen=True, slots=True, kw_only=True)
class DevicesChanged:
    devices: DeviceList


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelsMeasured:
    """Peaks since the last news, 0.0–1.0 of full scale."""

    microphone: float
    speaker: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityNoticed:
    event: SecurityEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Pong:
    """Answer to `Ping`, by the thread that does everything else: while it comes, the engine is well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFailed:
    """`order` is the class name; `text` and `hint` are for the user."""

    order: str
    text: str
    hint: str = ""
    call_id: str = ""


Order = (
    Hello
    | UseAccount
    | DropAccount
    | SetIncomingPolicy
    | Dial
    | Answer
    | Decline
    | HangUp
    | Hold
    | Retrieve
    | Mute
    | Unmute
    | SendDtmf
    | PlayFile
    | ChooseDevice
    | PlayTestTone
    | WatchLevels
    | IgnoreLevels
    | Ping
    | Quit
)
News = (
    EngineStarted
    | RegistrationChanged
    | CallChanged
    | DevicesChanged
    | LevelsMeasured
    | SecurityNoticed
    | Pong
    | OrderFailed
)
