"""One SIP leg as it was at a moment, and why it ended."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from desktop.domain.channel import Direction


class CallState(StrEnum):
    """DIALING covers an outgoing leg until it is answered (early media included)."""

    DIALING = "dialing"
    RINGING = "ringing"
    ACTIVE = "active"
    HELD = "held"
    ENDED = "ended"


class CallEnd(StrEnum):
    """Why a call ended; words for the user come from `describe_end`."""

    HUNG_UP_HERE = "hung_up_here"
    HUNG_UP_THERE = "hung_up_there"
    DECLINED_HERE = "declined_here"
    DECLINED_THERE = "declined_there"
    GAVE_UP = "gave_up"
    CANCELLED_HERE = "cancelled_here"
    ANSWERED_ELSEWHERE = "answered_elsewhere"
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    UNKNOWN_NUMBER = "unknown_number"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    NO_COMMON_CODEC = "no_common_codec"
    NOT_ENCRYPTED = "not_encrypted"
    INTERRUPTED = "interrupted"
    KEPT_AWAY = "kept_away"  # it came while the agent took no calls, and rang nowhere here
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallerHints:
    """What the signalling said of who calls and what was dialled, as text and unverified unless said.

    `asserted` is P-Asserted-Identity when it came from the trusted proxy (RFC 3325), `from_uri` the From
    header; `diverted_from` what the caller dialled before any Diversion / History-Info (RFC 5806, 7044);
    `user_data` the decoded User-to-User (RFC 7433); `extra` the configured X- headers.
    """

    from_uri: str = ""
    display_name: str = ""
    asserted: str = ""
    asserted_name: str = ""
    is_withheld: bool = False
    dialled: str = ""
    diverted_from: str = ""
    user_data: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """`id` is ours and outlives the desk process. Times are aware UTC; `hold_seconds` is the total so far.

    `peer` is the number or address of the other side as shown (E.164 where it can be); `codec` and
    `is_encrypted` (SRTP to the exchange) are known once media flows; `reason` is the other side's own words.
    """

    id: str
    direction: Direction
    state: CallState
    peer: str
    hints: CallerHints = CallerHints()
    started_at: datetime
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    held_since: datetime | None = None
    hold_seconds: float = 0.0
    is_muted: bool = False
    is_early_media: bool = False
    codec: str = ""
    is_encrypted: bool = False
    end: CallEnd | None = None
    end_code: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFacts:
    """What is kept of a call with its interaction; `end_words` is a sentence."""

    call_id: str
    caller: str
    dialled: str
    queue: str = ""
    ring_seconds: float = 0.0
    talk_seconds: float = 0.0
    hold_seconds: float = 0.0
    end: CallEnd | None = None
    end_words: str = ""
