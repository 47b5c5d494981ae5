"""The edge's face: the phone engine makes one `Edge`, opens it, and gives PJSIP its address as outbound proxy.

In the engine's one thread, with a Qt event loop running:

    edge = Edge(parent)
    edge.transport_changed.connect(...)     # TransportState: CONNECTING, READY, DOWN (with words), CLOSED
    edge.security_event.connect(...)        # SecurityEvent, at most one per kind and ten seconds
    edge.wake_phone = ...                   # called when bytes are waiting in PJSIP's socket: poll libHandleEvents(0)
    edge.phone_approached.connect(...)      # a connection to PJSIP's socket is coming from this port; 0: none is
    edge.open(EdgeConfig(account=account, phone_port=P))     # ConfigurationError if the account cannot be used
    edge.inside_uri()      # "sip:…@127.0.0.1:N;lr": the only entry of AccountConfig.sipConfig.proxies
    edge.close()           # closes every socket; `open` may follow

* PJSIP's transport is made before `open`: `edge.inside_transport(account)` says which (UDP for UDP accounts, TCP for
  TCP and TLS ones), bound to 127.0.0.1; its port is `phone_port`. It must be the only transport PJSIP has.
* PJSIP must not try to be clever about NAT: contactRewriteUse=0, viaRewriteUse=0, sdpNatRewriteUse=0,
  sipOutboundUse=0, contactUseSrcPort=0; no STUN, no name server, no UDP keep-alive (udpKaIntervalSec=0).
* Register when `transport_changed` says READY with a `generation` not seen before: the server, or our address, is
  another one then. What PJSIP sends while CONNECTING waits for READY; while DOWN it is answered 503 at once. The
  reason phrases of the edge's own answers (403, 500, 503) are sentences for the user.
* `state` is the last TransportState, `statistics` the counters, `trace` the masked SIP trace.
"""

import logging
import secrets
import time
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.errors import ConfigurationError
from desktop.domain.phone import Account, MediaSecurity, Transport
from desktop.domain.text import tr
from desktop.telephony.engine.edge.gate import Gate
from desktop.telephony.engine.edge.proxy import Side, Way
from desktop.telephony.engine.edge.relay import Outcome, Relay
from desktop.telephony.engine.edge.security import SecurityNotices
from desktop.telephony.engine.edge.sip.limits import LIMITS
from desktop.telephony.engine.edge.trace import Trace, TraceEntry
from desktop.telephony.engine.edge.transports.inside import PJSIP_STREAM_BYTES, Inside, InsideTcp, InsideUdp
from desktop.telephony.engine.edge.transports.link import Link
from desktop.telephony.engine.edge.values import EdgeConfig, Statistics, TransportPhase, TransportState

_log = logging.getLogger(__name__)

_ANSWER = b"SIP/2.0 "
_TRYING = b"SIP/2.0 100 "
_FAREWELL_MILLISECONDS = 500
_HELD = 16
"""Messages of PJSIP's that wait for the link; more is not sent by a telephone at rest."""


def _ignore() -> None:
    """Nobody has PJSIP work."""


class Edge(QObject):
    """See the module."""

    security_event = Signal(object)
    transport_changed = Signal(object)
    phone_approached = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # no signal: its way through Qt keeps a caller waiting for his ring
        self.wake_phone: Callable[[], None] = _ignore
        self._inside: Inside | None = None
        self._link: Link | None = None
        self._relay: Relay | None = None
        self._trace = Trace()
        self._held: list[bytes] = []
        self._trying = b""
        self._is_reading = False
        self._trying_due = QTimer(self, singleShot=True, interval=0)
        self._trying_due.timeout.connect(self._on_trying_due)
        self._farewells_due = QTimer(self, interval=_FAREWELL_MILLISECONDS)
        self._farewells_due.timeout.connect(self._on_farewells_due)
        self._state = TransportState(phase=TransportPhase.CLOSED)
        self._exchange = Side(transport="", host="", port=0)
        self._notices = SecurityNotices(self)
        self._notices.noticed.connect(self.security_event)

    @staticmethod
    def inside_transport(account: Account) -> Transport:
        """Which transport PJSIP has to have for this account."""
        return Transport.UDP if account.transport is Transport.UDP else Transport.TCP

    @property
    def state(self) -> TransportState:
        return self._state

    @property
    def statistics(self) -> Statistics:
        counts = dict(self._relay.counts) if self._relay is not None else {}
        named = {name: counts.pop(name, 0) for name in ("received", "passed_in", "passed_out", "answered", "dropped")}
        return Statistics(**named, refused=counts)

    @property
    def trace(self) -> tuple[TraceEntry, ...]:
        """The last messages to and from the exchange, masked."""
        return self._trace.entries()

    def open(self, config: EdgeConfig) -> None:
        """Listen inside at once, and start to look for the server; raises ConfigurationError."""
        self.close()
        account, phone = config.account, (config.phone_host, config.phone_port)
        is_udp = self.inside_transport(account) is Transport.UDP
        largest = LIMITS.message_bytes
        self._link = Link(account, self._on_outside, largest, self._state.generation, self)
        kind = InsideUdp if is_udp else InsideTcp
        inside: Inside = kind(phone, self._on_inside, self)
        inside.approaching.connect(self.phone_approached)
        try:
            self._trace = Trace(config.trace_file)
            inside.open()
        except OSError as error:
            inside.deleteLater()
            self.close()
            raise ConfigurationError(tr("The telephone line could not be set up: {reason}", reason=error)) from error
        self._inside = inside
        self._relay = _relay(config, inside)
        self._link.broken.connect(self._on_broken)
        self._link.state_changed.connect(self._on_state_changed)
        self._link.open()

    def inside_uri(self) -> str:
        """What PJSIP uses as its outbound proxy."""
        assert self._relay is not None, "the edge is not open"
        return self._relay.way.inside_route

    @property
    def inside_address(self) -> tuple[str, int]:
        """Host and port that PJSIP sends to, and hears from."""
        assert self._inside is not None, "the edge is not open"
        return self._inside.local

    def read_phone(self) -> None:
        """Pass on at once what PJSIP has just sent, before the event loop gets its turn; over UDP, else it waits."""
        if self._inside is None:
            return
        self._is_reading = True
        try:
            self._inside.read()
        finally:
            self._is_reading = False
        if self._trying:
            self._on_trying_due()

    def close(self) -> None:
        """Close every socket; PJSIP's later messages go nowhere."""
        if self._link is not None:
            self._link.close()
            self._link.deleteLater()
        if self._inside is not None:
            self._inside.close()
            self._inside.deleteLater()
        self._link = self._inside = self._relay = None
        self._trying_due.stop()
        self._farewells_due.stop()
        self._held.clear()
        self._notices.stop()
        self._trace.close()

    def _on_state_changed(self, state: TransportState) -> None:
        if self._relay is None:
            return
        self._state = state
        if state.phase is TransportPhase.READY:
            outside = Side(transport=state.transport.upper(), host=state.local_address, port=state.local_port)
            self._relay.way = replace(self._relay.way, outside=outside)
            self._exchange = Side(transport=outside.transport, host=state.address, port=state.port)
        self.transport_changed.emit(state)
        if state.phase is TransportPhase.READY:
            self._send_held()
        elif state.phase is TransportPhase.DOWN:
            self._give_up()

    def _send_held(self) -> None:
        """What waited for the link, and what the last one took along unanswered (over UDP PJSIP repeats that)."""
        assert self._relay is not None
        pending = self._relay.take_pending(time.monotonic()) if isinstance(self._inside, InsideTcp) else ()
        waiting = (*pending, *self._held)
        self._held.clear()
        for data in waiting:
            self._from_phone(data)

    def _give_up(self) -> None:
        assert self._relay is not None
        waiting = (*self._relay.take_pending(time.monotonic()), *self._held)
        self._held.clear()
        for data in waiting:
            self._carry_out(self._relay.turn_away(data, self._state.text))

    def _on_inside(self, data: bytes) -> None:
        """PJSIP says Trying and Ringing in one breath: then the first is left out, and the second leaves sooner."""
        if data.startswith(_TRYING):
            self._trying = data
            if not self._is_reading:
                self._trying_due.start()
        else:
            if data.startswith(_ANSWER):
                self._trying = b""
            self._take_in(data)

    def _on_trying_due(self) -> None:
        trying, self._trying = self._trying, b""
        self._take_in(trying)

    def _take_in(self, data: bytes) -> None:
        if self._relay is None or not data.strip(b"\r\n\x00"):
            return
        match self._state.phase:
            case TransportPhase.READY:
                self._from_phone(data)
            case TransportPhase.DOWN:
                self._carry_out(self._relay.turn_away(data, self._state.text))
            case _ if len(self._held) < _HELD and data not in self._held:
                self._held.append(data)

    def _from_phone(self, data: bytes) -> None:
        if self._relay is None:
            return
        outcome = self._relay.from_phone(data, time.monotonic())
        if outcome.rule.startswith("phone_"):
            _log.error("PJSIP sent what the edge does not pass: %s (%s)", outcome.rule, outcome.text)
        if outcome.to_exchange:
            self._relay.counts["passed_out"] += 1
        if self._relay.farewells.are_waiting and not self._farewells_due.isActive():
            self._farewells_due.start()
        self._carry_out(outcome)

    def _on_farewells_due(self) -> None:
        """Not while there is no way out: then PJSIP was told so already, or waits for the link."""
        if self._relay is None or not self._relay.farewells.are_waiting:
            self._farewells_due.stop()
        elif self._state.phase is TransportPhase.READY:
            for outcome in self._relay.late_farewells(time.monotonic()):
                self._carry_out(outcome)

    def _on_outside(self, data: bytes) -> None:
        if self._relay is None:
            return
        self._trace.note(data, is_sent=False)
        self._relay.counts["received"] += 1
        outcome = self._relay.from_exchange(data, self._exchange, time.monotonic())
        if outcome.to_phone and not outcome.rule:
            self._relay.counts["passed_in"] += 1
        elif outcome.to_exchange:
            self._relay.counts["answered"] += 1
        elif not outcome.to_phone:
            self._relay.counts["dropped"] += 1
        self._carry_out(outcome)

    def _on_broken(self, text: str) -> None:
        self._notices.note("framing", text, self._state.address)

    def _carry_out(self, outcome: Outcome) -> None:
        if self._relay is None or self._link is None or self._inside is None:
            return
        if outcome.is_trusted:
            self._inside.trust_sender()
        if outcome.rule:
            self._relay.counts[outcome.rule] += 1
            _log.debug("%s: %s", outcome.rule, outcome.text)
        if outcome.is_security:
            self._notices.note(outcome.rule, outcome.text, self._state.address)
        if outcome.to_exchange:
            self._link.send(outcome.to_exchange, wants_answer=outcome.wants_answer)
            self._trace.note(outcome.to_exchange, is_sent=True)
        if outcome.to_phone:
            self._inside.send(outcome.to_phone)
            self.wake_phone()


def _relay(config: EdgeConfig, inside: Inside) -> Relay:
    """With new secrets: what was given to the exchange before leads nowhere now."""
    is_udp = isinstance(inside, InsideUdp)
    host, port = inside.local
    side = Side(transport="UDP" if is_udp else "TCP", host=host, port=port)
    token = secrets.token_hex(12)
    way = Way(
        inside=side,
        outside=side,
        phone_uri=f"sip:{config.account.user}@{config.phone_host}:{config.phone_port}",
        token=token,
        ticket=secrets.token_hex(12),
        secret=secrets.token_bytes(32),
    )
    # A peer without a registrar was never told the token: it calls the account's own name.
    users = frozenset({token} if config.account.registers else {token, config.account.user})
    demands_keys = config.account.media_security is MediaSecurity.REQUIRED
    gate = Gate(users, config.max_calls, demands_keys=demands_keys)
    return Relay(way, gate, password=config.account.password, phone_bytes=65_535 if is_udp else PJSIP_STREAM_BYTES)
