"""BYEs that nobody answers: PJSIP keeps the line of one for 32 seconds (RFC 3261's timer F), and it has four.

So it is told after a while that nobody will answer, and the next caller finds a line. The other side may come back
with its caller still up: it hears the BYE again until PJSIP would have given up.
"""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass

from desktop.telephony.engine.edge.answers import answer
from desktop.telephony.engine.edge.sip.message import SipMessage

PATIENCE_SECONDS = 4.0
"""PJSIP has sent it four times by then, over UDP."""
_SECONDS = 32.0
_MOST = 16
_TIMEOUT = 408


@dataclass(slots=True)
class _Farewell:
    request: SipMessage
    passed: bytes
    ends_at: float
    next_at: float
    is_told: bool = False


class Farewells:
    """By transaction. `now` is monotonic seconds."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[str, _Farewell] = OrderedDict()

    @property
    def are_waiting(self) -> bool:
        return bool(self._waiting)

    def note(self, transaction: str, request: SipMessage, passed: bytes, now: float) -> None:
        """A BYE of PJSIP's goes out as `passed`, for the first time or again."""
        if transaction not in self._waiting:
            self._waiting[transaction] = _Farewell(request, passed, now + _SECONDS, now + PATIENCE_SECONDS)
            while len(self._waiting) > _MOST:
                self._waiting.popitem(last=False)

    def settle(self, transaction: str) -> None:
        """It was answered."""
        self._waiting.pop(transaction, None)

    def late(self, now: float) -> Iterator[tuple[bytes, bytes]]:
        """What to tell PJSIP, once of each, and what to send to the exchange again."""
        for transaction, farewell in list(self._waiting.items()):
            if now < farewell.next_at:
                continue
            told = None if farewell.is_told else answer(farewell.request, _TIMEOUT)
            farewell.is_told, farewell.next_at = True, now + PATIENCE_SECONDS
            if farewell.next_at > farewell.ends_at:
                del self._waiting[transaction]
            yield told.to_bytes() if told is not None else b"", farewell.passed
