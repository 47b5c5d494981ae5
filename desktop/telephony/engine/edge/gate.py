"""Who may ring, and how often: verdicts on the exchange's requests before PJSIP is woken.

A request must be for the user part that only the exchange was told, of a method a telephone needs, and either start
a call within the limits of rate and number or belong to a call that is up.
"""

from collections import OrderedDict
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import takewhile

from desktop.telephony.engine.edge.sip import sdp
from desktop.telephony.engine.edge.sip.message import SipMessage
from desktop.telephony.engine.edge.sip.syntax import BadSyntax, read_named_address, read_sip_uri, read_via

_OF_A_CALL = frozenset({"ACK", "BYE", "CANCEL", "INFO", "NOTIFY", "PRACK", "UPDATE"})
_REFUSED = frozenset({"SUBSCRIBE", "PUBLISH", "REFER", "MESSAGE", "REGISTER"})
_RINGING_SECONDS = 300.0
_TRYING_SECONDS = 64.0
_OVER_SECONDS = 64.0
_SOCKETS_SECONDS = 0.8
_CALLS_WITH_SOCKETS = 24
"""PJSIP has 64 places for sockets, a call takes two, and gives them back half a second after its end; the next call
without a place would end the process (ioqueue_select.c, `!pj_list_empty(&ioqueue->free_list)`)."""
_REMEMBERED = 512
_REMEMBERED_TARGETS = 64
_CALLS_A_SECOND = 30.0
_CALLS_AT_ONCE = 60.0


class Stage(StrEnum):
    TRYING = "trying"
    RINGING = "ringing"
    UP = "up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Pass it on (`code` 0 and no rule), answer it with `code`, or drop it (a rule and no code).

    `is_security` says that somebody should know.
    """

    code: int = 0
    rule: str = ""
    text: str = ""
    is_security: bool = False

    @property
    def passes(self) -> bool:
        return not self.code and not self.rule


PASS = Verdict()


@dataclass(slots=True)
class _Tracked:
    stage: Stage
    until: float


class Bucket:
    """A token bucket: `burst` at once, `rate` a second."""

    def __init__(self, rate: float, burst: float) -> None:
        self._rate = rate
        self._burst = burst
        self._tokens = burst
        self._at = 0.0

    def take(self, now: float) -> bool:
        self._tokens = min(self._burst, self._tokens + max(0.0, now - self._at) * self._rate)
        self._at = now
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True


class Gate:
    """Knows the calls from the messages that pass. `now` is monotonic seconds everywhere.

    `demands_keys`: PJSIP would refuse a call in clear by itself, and nobody would know of it.
    """

    def __init__(self, users: frozenset[str], max_calls: int, *, demands_keys: bool = False) -> None:
        self._users = users
        self._max_calls = max_calls
        self._demands_keys = demands_keys
        self._bucket = Bucket(_CALLS_A_SECOND, _CALLS_AT_ONCE)
        self._calls: dict[str, _Tracked] = {}
        self._over: OrderedDict[str, float] = OrderedDict()  # when each ended, oldest first
        self._refused: OrderedDict[tuple[str, str], Verdict] = OrderedDict()

    @property
    def calls_up(self) -> int:
        return len(self._calls)

    def judge(self, request: SipMessage, now: float) -> Verdict:
        """What becomes of a request from the exchange."""
        self._forget(now)
        if self._refused and (before := self._refused.get(_transaction(request))) is not None:
            # A retransmission gets the same answer; the ACK of it is for us, not for PJSIP.
            return Verdict(rule="acknowledged") if request.method == "ACK" else before
        call_id = request.first("Call-ID")
        verdict = _judge_target(request.method, request.uri, self._users) or self._judge_method(request, call_id, now)
        if not verdict.passes and request.method == "INVITE":
            self._refused[_transaction(request)] = verdict
            while len(self._refused) > _REMEMBERED:
                self._refused.popitem(last=False)
        if verdict.passes and request.method == "BYE":
            self._end(call_id, now)
        return verdict

    def _judge_method(self, request: SipMessage, call_id: str, now: float) -> Verdict:
        is_known = self._is_known(call_id)
        is_first = read_named_address(request.first("To")).parameter("tag") is None
        match request.method:
            case "INVITE" if is_first:
                return PASS if is_known else self._judge_call(request, call_id, now)
            case "OPTIONS" if is_first:
                return Verdict(code=420 if request.first("Require") else 200, rule="options")
            case _ if is_known:
                return PASS
            case "ACK":
                return Verdict(rule="no_call", text="ACK")
        return Verdict(code=481, rule="no_call", text=request.method)

    def _is_known(self, call_id: str) -> bool:
        return call_id in self._calls or call_id in self._over

    def _judge_call(self, request: SipMessage, call_id: str, now: float) -> Verdict:
        if not _takes_sdp(request):
            return Verdict(code=406, rule="accept", text="a caller that takes no session description")
        if self._demands_keys and request.body and not sdp.has_keys(request.body):
            return Verdict(code=488, rule="unencrypted", text="a call without encrypted sound", is_security=True)
        if not self._bucket.take(now):
            return Verdict(code=503, rule="call_rate", text="more calls a second than anybody takes", is_security=True)
        if self._calls_with_sockets(now) >= _CALLS_WITH_SOCKETS:
            return Verdict(code=503, rule="call_rate", text="calls come and go too fast", is_security=True)
        if self.calls_up >= self._max_calls:
            return Verdict(code=486, rule="max_calls", text="all lines are in use")
        self._calls[call_id] = _Tracked(Stage.RINGING, now + _RINGING_SECONDS)
        return PASS

    def _calls_with_sockets(self, now: float) -> int:
        """Those that are up or were a moment ago."""
        if not self._over:
            return len(self._calls)
        settling = takewhile(lambda ended_at: now - ended_at < _SOCKETS_SECONDS, reversed(self._over.values()))
        return len(self._calls) + sum(1 for _ in settling)

    # What passes tells how the calls stand.

    def note_request_out(self, request: SipMessage, now: float) -> None:
        call_id = request.first("Call-ID")
        if request.method == "INVITE" and not self._is_known(call_id):
            self._calls[call_id] = _Tracked(Stage.TRYING, now + _TRYING_SECONDS)
        elif request.method == "BYE":
            self._end(call_id, now)

    def note_response_in(self, response: SipMessage, now: float) -> None:
        if response.status not in (401, 407):
            self.note_answer_out(response.first("Call-ID"), response.sequence[1], response.status, now)

    def note_answer_out(self, call_id: str, method: str, status: int, now: float) -> None:
        """An answer of PJSIP's to a request of this method."""
        call = self._calls.get(call_id)
        if call is None or method != "INVITE" or call.stage is Stage.UP:
            return
        if status < 200:
            call.stage, call.until = Stage.RINGING, now + _RINGING_SECONDS
        elif status < 300:
            call.stage, call.until = Stage.UP, float("inf")
        else:
            self._end(call_id, now)

    def _end(self, call_id: str, now: float) -> None:
        if self._calls.pop(call_id, None) is not None:
            self._over[call_id] = now

    def _forget(self, now: float) -> None:
        for call_id in [call_id for call_id, call in self._calls.items() if call.until < now]:
            del self._calls[call_id]
        while self._over and next(iter(self._over.values())) < now - _OVER_SECONDS:
            self._over.popitem(last=False)


@lru_cache(maxsize=_REMEMBERED_TARGETS)
def _judge_target(method: str, uri: str, users: frozenset[str]) -> Verdict | None:
    """None: it is for one of `users`, and of a method for them."""
    if method in _REFUSED:
        return Verdict(code=405, rule="method", text=method)
    if method not in _OF_A_CALL and method not in ("INVITE", "OPTIONS"):
        return Verdict(code=501, rule="method", text=method)
    scheme = uri.partition(":")[0]
    if scheme.lower() not in ("sip", "sips"):
        return Verdict(code=416, rule="scheme", text=scheme)
    try:
        is_ours = read_sip_uri(uri).user in users
    except BadSyntax:
        is_ours = False
    if not is_ours:
        code = 0 if method == "ACK" else 404
        return Verdict(code=code, rule="target", text="a request for somebody else", is_security=True)
    return None


def _transaction(request: SipMessage) -> tuple[str, str]:
    return request.first("Call-ID"), read_via(request.first("Via")).parameter("branch") or ""


def _takes_sdp(request: SipMessage) -> bool:
    """No Accept means SDP (RFC 3261 §20.1)."""
    accepted = ",".join(request.values("Accept")).lower()
    return not accepted or "application/sdp" in accepted or "*" in accepted
