"""What becomes of each message, either way: read, judged, mapped, or answered here. No sockets, no clock of its own."""

import hmac
from collections import Counter, OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from desktop.telephony.engine.edge import proxy
from desktop.telephony.engine.edge.answers import answer, denial
from desktop.telephony.engine.edge.bare import BareAnswers
from desktop.telephony.engine.edge.digest import Denied, PasswordGuard
from desktop.telephony.engine.edge.farewells import Farewells
from desktop.telephony.engine.edge.gate import Bucket, Gate
from desktop.telephony.engine.edge.proxy import NotOurs, Side, Way
from desktop.telephony.engine.edge.responses import Responses
from desktop.telephony.engine.edge.sip import bodies
from desktop.telephony.engine.edge.sip.limits import LIMITS, Limits
from desktop.telephony.engine.edge.sip.message import SipMessage
from desktop.telephony.engine.edge.sip.reader import Refusal, read
from desktop.telephony.engine.edge.sip.syntax import BadSyntax, read_named_address, read_sip_uri, read_via

_CLEAR_CALLS = 64
_PENDING = 32
_PENDING_SECONDS = 20.0
"""PJSIP gives a request up after 32; sent again later it would be a call nobody waits for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What to send where, and what to count: `rule` names why something was not passed on.

    `is_trusted`: the message proved to be PJSIP's. `wants_answer`: a server that lives answers it.
    """

    to_phone: bytes = b""
    to_exchange: bytes = b""
    rule: str = ""
    text: str = ""
    is_security: bool = False
    is_trusted: bool = False
    wants_answer: bool = False


class Relay:
    """One account's messages. `way` is set anew when the link is; without one nothing is passed."""

    def __init__(
        self, way: Way, gate: Gate, *, password: str = "", limits: Limits = LIMITS, phone_bytes: int = 65_535
    ) -> None:
        self.way = way
        self.gate = gate
        self.counts: Counter[str] = Counter()
        self.farewells = Farewells()
        self._guard = PasswordGuard()
        self._responses = Responses(password)
        self._bare = BareAnswers()
        self._limits = limits
        self._phone_bytes = phone_bytes
        self._answers = Bucket(50.0, 100.0)
        self._pending: OrderedDict[str, tuple[float, bytes]] = OrderedDict()
        self._in_clear: OrderedDict[str, None] = OrderedDict()  # calls, by Call-ID

    # -- from the exchange

    def from_exchange(self, data: bytes, source: Side, now: float) -> Outcome:
        """A message of the server in use at `source`; `now` is monotonic seconds."""
        message = read(data, limits=self._limits)
        if isinstance(message, Refusal):
            return self._refuse(data, message, now)
        try:
            outcome = self._request_in(message, source, now) if message.is_request else self._response_in(message, now)
        except NotOurs as error:
            return Outcome(rule="stray", text=str(error))
        except BadSyntax as error:
            return Outcome(rule=error.rule, text=str(error), is_security=True)
        if len(outcome.to_phone) > self._phone_bytes:
            too_large = Refusal(rule="message_bytes", text="more than PJSIP takes", code=413, partial=message)
            return self._refuse(data, too_large, now)
        return outcome

    def _request_in(self, message: SipMessage, source: Side, now: float) -> Outcome:
        verdict = self.gate.judge(message, now)
        if verdict.passes:
            passed = proxy.request_in(message, self.way, source)
            self._bare.expect(passed)
            return Outcome(to_phone=passed.to_bytes())
        return Outcome(
            to_exchange=self._answered(message, verdict.code, "", now) if verdict.code else b"",
            rule=verdict.rule,
            text=verdict.text,
            is_security=verdict.is_security,
        )

    def _response_in(self, message: SipMessage, now: float) -> Outcome:
        settled = self._guard.settle(message)
        passed = proxy.response_in(settled if isinstance(settled, SipMessage) else message, self.way)
        self._settle(passed)
        self.gate.note_response_in(passed, now)
        if isinstance(settled, Denied):
            denied = denial(passed, 403, settled.text)
            return Outcome(to_phone=denied.to_bytes(), rule=settled.rule, text=settled.text, is_security=True)
        return Outcome(to_phone=self._responses.show(passed).to_bytes())

    def _settle(self, response: SipMessage) -> None:
        """Something of PJSIP's was answered."""
        transaction = _transaction(response)
        self._pending.pop(transaction, None)
        if response.status >= 200:
            self.farewells.settle(transaction)

    def _refuse(self, data: bytes, refusal: Refusal, now: float) -> Outcome:
        """A refused request is answered, a refused final response is replaced, so that nobody waits in vain."""
        partial = refusal.partial
        outcome = Outcome(rule=refusal.rule, text=refusal.text, is_security=True)
        if data.lstrip(b"\r\n")[:4].upper() != b"SIP/":
            return replace(outcome, to_exchange=self._answered(partial, refusal.code, refusal.text, now))
        if partial.status < 200:
            return outcome
        try:
            passed = denial(proxy.response_in(partial, self.way), 500, f"The answer was refused: {refusal.text}")
            self._settle(passed)
            self.gate.note_response_in(passed, now)
            return replace(outcome, to_phone=passed.to_bytes())
        except (NotOurs, BadSyntax, ValueError):
            return outcome

    def _answered(self, request: SipMessage, code: int, reason: str, now: float) -> bytes:
        made = answer(request, code, reason)
        if made is None or not self._answers.take(now):
            return b""
        return made.to_bytes()

    # -- from PJSIP

    def from_phone(self, data: bytes, now: float) -> Outcome:
        """A message from inside: passed only if it shows the ticket, or answers what was passed in."""
        if (bare := self._bare.rewrite(data, self.way)) is not None:
            self.gate.note_answer_out(bare.call_id, bare.method, bare.status, now)
            return Outcome(to_exchange=bare.data, is_trusted=True)
        message = read(data, limits=self._limits)
        if isinstance(message, Refusal):
            return Outcome(rule=f"phone_{message.rule}", text=message.text)
        try:
            return self._request_out(message, data, now) if message.is_request else self._response_out(message, now)
        except NotOurs as error:
            return Outcome(rule="ticket", text=str(error), is_security=True)
        except BadSyntax as error:
            return Outcome(rule=f"phone_{error.rule}", text=str(error))

    def _request_out(self, message: SipMessage, data: bytes, now: float) -> Outcome:
        passed = self._responses.settle(proxy.request_out(message, self.way))
        is_told = False
        if message.first(proxy.IN_CLEAR):
            passed = passed.without(proxy.IN_CLEAR)
            is_told = self._go_clear(message.first("Call-ID"))
        passed = self._without_keys(passed)
        contact = message.first("Contact")
        if contact and contact != "*":
            self.way = replace(self.way, phone_uri=read_named_address(contact).uri)
        self.gate.note_request_out(message, now)
        wants_answer = message.method != "ACK"
        if wants_answer:
            self._pending[_transaction(message)] = (now, data)
            while len(self._pending) > _PENDING:
                self._pending.popitem(last=False)
        to_exchange = passed.to_bytes()
        if message.method == "BYE":
            self.farewells.note(_transaction(message), message, to_exchange, now)
        return Outcome(
            to_exchange=to_exchange,
            is_trusted=True,
            wants_answer=wants_answer,
            rule="in_clear" if is_told else "",
            is_security=is_told,
        )

    def late_farewells(self, now: float) -> Iterator[Outcome]:
        """What becomes of BYEs that were not answered in time. Only datagrams get lost and are sent again."""
        is_again = self.way.outside.transport == "UDP"
        for to_phone, passed in self.farewells.late(now):
            yield Outcome(to_phone=to_phone, to_exchange=passed if is_again else b"")

    def _go_clear(self, call_id: str) -> bool:
        """True the first time, as the message comes again: with the password, or because nobody answered it."""
        is_new = call_id not in self._in_clear
        self._in_clear[call_id] = None
        while len(self._in_clear) > _CLEAR_CALLS:
            self._in_clear.popitem(last=False)
        return is_new

    def _without_keys(self, message: SipMessage) -> SipMessage:
        if self._in_clear and message.first("Call-ID") in self._in_clear:
            return bodies.without_keys(message)
        return message

    def _response_out(self, message: SipMessage, now: float) -> Outcome:
        passed = self._without_keys(proxy.response_out(message, self.way))
        self.gate.note_answer_out(message.first("Call-ID"), message.sequence[1], message.status, now)
        return Outcome(to_exchange=passed.to_bytes(), is_trusted=True)

    def turn_away(self, data: bytes, reason: str) -> Outcome:
        """The answer to a request of PJSIP's that cannot go out now; its responses are lost."""
        message = read(data, limits=self._limits)
        if isinstance(message, Refusal) or not message.is_request or not self._has_ticket(message):
            return Outcome(rule="no_way", text="")
        made = answer(message, 503, reason)
        return Outcome(to_phone=made.to_bytes() if made else b"", rule="no_way", is_trusted=True)

    def _has_ticket(self, message: SipMessage) -> bool:
        route = message.first("Route")
        if not route:
            return False
        user = read_sip_uri(read_named_address(route).uri).user
        return hmac.compare_digest(user.encode(), self.way.ticket.encode())

    def take_pending(self, now: float) -> tuple[bytes, ...]:
        """PJSIP's requests that nothing has answered and it still waits for, as it sent them, each handed out once."""
        taken = tuple(data for at, data in self._pending.values() if now - at < _PENDING_SECONDS)
        self._pending.clear()
        return taken


def _transaction(message: SipMessage) -> str:
    branch = read_via(message.first("Via")).parameter("branch")
    return f"{branch} {message.sequence[1]}"
