"""One call as the engine keeps it: its leg, what the agent wants of it, and the value the desk is shown."""

from collections import deque
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from desktop.domain.call import Call, CallEnd, CallState
from desktop.domain.channel import Direction
from desktop.telephony.engine.endings import Cause, end_of
from desktop.telephony.engine.leg import Leg, LegFacts, LegState, MediaState

NOT_ACCEPTABLE = 488
_RINGING = 180


def now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True, kw_only=True)
class Record:
    """`call` is what was last announced. `leg` stays until PJSIP has said that it ended.

    `is_kept_away`: it rings nowhere here, and is told of when it is over, unless another phone took it.
    `may_go_clear`: a call to `uri` that is refused for its keys is placed once more without any, by another leg.
    """

    call: Call
    leg: Leg
    is_announced: bool = True
    is_kept_away: bool = False
    demands_encryption: bool = False
    uri: str = ""
    may_go_clear: bool = False
    is_between_legs: bool = False
    wants_hold: bool = False
    is_negotiating: bool = False
    has_sound: bool = False
    rings_there: bool = False
    is_over: bool = False
    cause: Cause | None = None
    digits: deque[str] = field(default_factory=deque)

    @property
    def is_live(self) -> bool:
        return self.call.state is not CallState.ENDED

    @property
    def is_told(self) -> bool:
        """The desk is to know of it as it is now."""
        is_due = not self.is_kept_away or self.call.end is CallEnd.KEPT_AWAY
        return self.is_announced and is_due

    def is_refused_for_keys(self, facts: LegFacts) -> bool:
        """An exchange may take the keys amiss that are only offered (RFC 4568 in RTP/AVP), and says so by 488."""
        is_refused = facts.state is LegState.ENDED and facts.code == NOT_ACCEPTABLE and self.call.answered_at is None
        return is_refused and self.is_live and self.may_go_clear

    def follow(self, facts: LegFacts) -> None:
        """Let `call` say what PJSIP says now."""
        if not self.is_live:
            return
        self.rings_there = False
        if facts.state is LegState.ENDED:
            self.finish(
                self._end(facts),
                facts.code,
                self.cause.text if self.cause else facts.reason,
            )
        elif facts.state is LegState.CONFIRMED:
            self._follow_answered(facts)
        elif self.call.direction is Direction.OUTBOUND:
            self.call = replace(self.call, is_early_media=facts.media is not MediaState.NONE)
            self.rings_there = facts.code == _RINGING and facts.media is MediaState.NONE

    def _follow_answered(self, facts: LegFacts) -> None:
        if self.call.answered_at is None:
            self.call = replace(self.call, state=CallState.ACTIVE, answered_at=now(), is_early_media=False)
        is_held = facts.media is MediaState.HELD_HERE
        if is_held and self.call.state is CallState.ACTIVE:
            self.call = replace(self.call, state=CallState.HELD, held_since=now())
        elif not is_held and self.call.state is CallState.HELD:
            self.call = replace(
                self.call, state=CallState.ACTIVE, held_since=None, hold_seconds=self._hold_seconds(now())
            )

    def finish(self, end: CallEnd, code: int = 0, reason: str = "") -> None:
        """The call is over for the agent, whatever PJSIP still has to wait for."""
        if not self.is_live:
            return
        moment = now()
        self.rings_there = False
        self.digits.clear()
        self.call = replace(
            self.call,
            state=CallState.ENDED,
            ended_at=moment,
            held_since=None,
            hold_seconds=self._hold_seconds(moment),
            is_early_media=False,
            end=end,
            end_code=code,
            reason=reason,
        )

    def _end(self, facts: LegFacts) -> CallEnd:
        answered = self.call.answered_at is not None
        end = end_of(self.call.direction, facts.code, self.cause, was_answered=answered)
        if self.is_kept_away and end is not CallEnd.ANSWERED_ELSEWHERE:
            return CallEnd.KEPT_AWAY
        is_for_keys = self.demands_encryption and end is CallEnd.NO_COMMON_CODEC
        return CallEnd.NOT_ENCRYPTED if is_for_keys else end

    def _hold_seconds(self, moment: datetime) -> float:
        since = self.call.held_since
        return self.call.hold_seconds + ((moment - since).total_seconds() if since else 0.0)
