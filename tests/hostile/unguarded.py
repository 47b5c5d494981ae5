"""The phone engine with guards taken away, to see what they keep out: `python -m tests.hostile.unguarded GUARDS …`.

GUARDS is a comma-separated list of the names below; the rest are the arguments of `parley engine`. Only this module can
do it: the program itself has no such switch.
"""

import re
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pjsua2 as pj

from desktop.telephony.engine import hardening, identity, leg, line, peer
from desktop.telephony.engine.edge import digest, gate, relay, security
from desktop.telephony.engine.edge.sip import limits, reader
from desktop.telephony.engine.edge.transports import outside, tls, udp
from desktop.telephony.engine.main import run


def put(owner: object, **changed: object) -> None:
    for name, value in changed.items():
        setattr(owner, name, value)


def take_reader() -> None:
    """What the reader refuses goes to PJSIP as it came; what it lets pass, without a limit."""
    lifted = replace(limits.LIMITS, **dict.fromkeys(limits.LIMITS.__dataclass_fields__, limits.LIFTED))
    real = relay.Relay.from_exchange

    def from_exchange(self: relay.Relay, data: bytes, *arguments: Any) -> relay.Outcome:
        self._limits = lifted
        return real(self, data, *arguments)

    put(relay.Relay, from_exchange=from_exchange, _refuse=lambda self, data, *_: relay.Outcome(to_phone=data))


def take_target() -> None:
    """A request for anybody is one for us."""
    put(gate, _judge_target=lambda method, uri, users: None)


def take_route() -> None:
    """Whoever finds PJSIP's own port may call."""

    def on_incoming_call(self: line.Line, prm: Any) -> None:
        received = prm.rdata
        self._listener.line_called(int(prm.callId), str(received.wholeMsg))

    put(line.Line, onIncomingCall=on_incoming_call)


def take_peer() -> None:
    """PJSIP's own port hears every program on this computer."""
    put(peer, hear_only=lambda port, edge: False, take_only=lambda port, caller_port: False)


def take_refer() -> None:
    """REFER is one of the methods of a telephone, and PJSIP does with it what it does by itself."""
    put(gate, _REFUSED=frozenset(), _OF_A_CALL=gate._OF_A_CALL | {"REFER"})
    delattr(leg.Leg, "onCallTransferRequest")


def take_replaces() -> None:
    """A call may take another's place, as PJSIP would have it."""
    delattr(leg.Leg, "onCallReplaceRequest")


def take_redirect() -> None:
    """The telephone goes where the callee sends it."""
    put(leg.Leg, onCallRedirected=lambda self, prm: int(pj.PJSIP_REDIRECT_ACCEPT))


def take_rate() -> None:
    """As fast as they come, and as many as PJSIP has room for."""
    put(gate.Bucket, take=lambda self, now: True)
    put(gate, _CALLS_WITH_SOCKETS=1 << 62)
    put(gate.Gate, calls_up=property(lambda self: 0))


def take_speex() -> None:
    put(hardening, CODECS_OFF=("iLBC/",))
    real = hardening.codec_priorities
    put(hardening, codec_priorities=lambda available, wanted: real(available, (*wanted, "speex")))


def take_connection() -> None:
    """The socket towards the exchange hears everybody, and nobody looks who it was."""

    def connect_to(self: udp.UdpSocket, address: str, port: int, *, local_port: int = 0) -> None:
        self._adopt(udp._family(address), ("127.0.0.1", local_port), None)
        real = self.send
        put(self, send=lambda data, to=None: real(data, to or (address, port)))

    def on_received(self: outside.OutsideUdp, data: bytes, host: str, port: int) -> None:
        self.heard()
        self.received(data)

    put(udp.UdpSocket, connect_to=connect_to)
    put(outside.OutsideUdp, _on_received=on_received)


def take_quiet() -> None:
    """Every single thing that is kept out is told."""
    put(security.SecurityNotices, note=lambda self, kind, detail, source: self._tell(kind, 1, detail))


def take_cleaning() -> None:
    """Names are shown as they came."""
    put(identity, harmless=lambda text, limit: text)
    put(reader, _TURNING=re.compile(r"(?!)"))


def take_strongest() -> None:
    """No log-in is better than another, so the first that is offered is taken."""
    put(digest.Challenge, strength=property(lambda self: 0))


def take_realm() -> None:
    """Whoever asks for the password gets its answer."""

    def choose(self: digest.PasswordGuard, offers: list[digest.Challenge]) -> digest.Challenge | None:
        return max(offers, key=lambda offer: offer.strength, default=None)

    put(digest.PasswordGuard, _choose=choose)


def take_tries() -> None:
    """And gets it as often as they ask."""
    put(digest, _TRIES=1 << 62)


def take_verification() -> None:
    """Any certificate will do."""
    put(tls, is_only_missing_staple=lambda errors: True)


GUARDS: dict[str, Callable[[], None]] = {
    name.removeprefix("take_"): take for name, take in list(globals().items()) if name.startswith("take_")
}

if __name__ == "__main__":
    for guard in sys.argv[1].split(","):
        GUARDS[guard]()
    sys.exit(run(sys.argv[2:]))
