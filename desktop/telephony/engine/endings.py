"""Why a call ended: SIP's codes and Reason header (RFC 3326) to `CallEnd`."""

import re
from dataclasses import dataclass

from desktop.domain.call import CallEnd
from desktop.domain.channel import Direction
from desktop.telephony.engine.edge.sip.message import SipMessage
from desktop.telephony.engine.identity import harmless

_CAUSE = re.compile(r"\bcause\s*=\s*\"?([0-9]{1,3})")
_TEXT = re.compile(r"\btext\s*=\s*\"((?:[^\"\\]|\\.)*)\"")
_ELSEWHERE = "completed elsewhere"
_MAX_REASON = 120

_OUTBOUND = {
    401: CallEnd.REFUSED,
    403: CallEnd.REFUSED,
    404: CallEnd.UNKNOWN_NUMBER,
    407: CallEnd.REFUSED,
    408: CallEnd.NO_ANSWER,
    410: CallEnd.UNKNOWN_NUMBER,
    415: CallEnd.NO_COMMON_CODEC,
    416: CallEnd.UNKNOWN_NUMBER,
    480: CallEnd.NO_ANSWER,
    484: CallEnd.UNKNOWN_NUMBER,
    485: CallEnd.UNKNOWN_NUMBER,
    486: CallEnd.BUSY,
    487: CallEnd.NO_ANSWER,
    488: CallEnd.NO_COMMON_CODEC,
    502: CallEnd.UNREACHABLE,
    503: CallEnd.UNREACHABLE,
    504: CallEnd.UNREACHABLE,
    600: CallEnd.BUSY,
    603: CallEnd.DECLINED_THERE,
    604: CallEnd.UNKNOWN_NUMBER,
    606: CallEnd.NO_COMMON_CODEC,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What a Reason header says; `code` is a SIP or Q.850 number, 0 for none."""

    code: int = 0
    text: str = ""

    @property
    def is_elsewhere(self) -> bool:
        return _ELSEWHERE in self.text.lower()


def cause_of(message: SipMessage) -> Cause | None:
    """The first Reason of a message, or None."""
    value = message.first("Reason")
    if not value:
        return None
    code, text = _CAUSE.search(value), _TEXT.search(value)
    return Cause(code=int(code[1]) if code else 0, text=harmless(text[1], _MAX_REASON) if text else "")


def end_of(direction: Direction, code: int, cause: Cause | None, *, was_answered: bool) -> CallEnd:
    """Why a call ended that the other side ended; what we ended ourselves is known without asking."""
    if was_answered:
        if code == 488:  # PJSIP could do nothing with the answer, and hung up
            return CallEnd.NO_COMMON_CODEC
        # PJSIP ends an answered call by itself with 408 or 5xx when nobody answers it any more
        return CallEnd.INTERRUPTED if code in (408, 481, 500, 503, 504) else CallEnd.HUNG_UP_THERE
    if cause is not None and cause.is_elsewhere:
        return CallEnd.ANSWERED_ELSEWHERE
    if direction is Direction.OUTBOUND:
        return _OUTBOUND.get(code, CallEnd.FAILED)
    if code == 488:
        return CallEnd.NO_COMMON_CODEC
    if code == 200:  # the BYE and our answer crossed: the ACK comes too late to make a call of it
        return CallEnd.HUNG_UP_THERE
    return CallEnd.GAVE_UP if code in (0, 408, 487) else CallEnd.FAILED
