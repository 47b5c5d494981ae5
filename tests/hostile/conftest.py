"""The engine with a wire of the test's own between it and Kamailio, with its guards or without some."""

import contextlib
import itertools
from collections.abc import Iterator
from typing import Any

import pytest

from desktop.domain.phone import Account, Transport
from desktop.telephony.engine.edge.sip.limits import LIMITS
from desktop.telephony.engine.edge.transports.framing import BrokenStream, Framer
from desktop.telephony.rendezvous import Rendezvous
from tests.hostile.callers import Caller
from tests.hostile.tap import StreamTap, Tap, UdpTap, tapped
from tests.servers.kamailio import Registrar, registrar
from tests.servers.pulse import SoundServer
from tests.telephony.desks import TestDesk, desk, wait_for

PASSWORD = "correct horse"
_USERS = tuple(f"line{number}" for number in range(100))
_users = itertools.cycle(_USERS)


class Line:
    """A desk signed on through the wire, and a caller who can reach it."""

    def __init__(self, made: TestDesk, tap: Tap, exchange: Registrar, caller: Caller, user: str) -> None:
        self.desk = made
        self.tap = tap
        self.exchange = exchange
        self.caller = caller

        self.user = user
        self.probe = "sip:probe@shop.example"

    @property
    def pid(self) -> int:
        return self.desk.pids[-1]

    def assert_well(self, after: str = "") -> None:
        """The same engine as ever, still known to the exchange, and the next call rings."""
        self.assert_rings(after)
        assert self.desk.pids == self.desk.pids[:1]
        assert self.exchange.is_registered(self.user)

    def assert_rings(self, after: str = "") -> float:
        """The seconds until a new call rang; it and all others are turned away."""
        self.caller.story = f"after: {after}\n{self.desk.log()}"
        seconds = self.caller.ring(user=self.user, sender=f"<{self.probe}>")
        wait_for(lambda: self.probe in self.callers(), "the probe's ring")
        self.turn_away()
        return seconds

    def put(self, data: bytes) -> None:
        """Send it to the engine as the exchange.

        Over a stream, what is not one whole message takes the connection with it: nobody knows where the next one
        begins. Then the engine has to come back by itself.
        """
        if isinstance(self.tap, UdpTap) or _is_whole(data):
            self.tap.inject(data)
            return
        assert isinstance(self.tap, StreamTap)
        self.exchange.unregister(self.user)
        self.tap.inject(data)
        self.tap.hang_up()
        self.exchange.wait_until_registered(self.user)

    def turn_away(self) -> None:
        """Decline whatever rings, and what begins to meanwhile."""
        declined: set[str] = set()

        def is_quiet() -> bool:
            for call_id in set(self.live()) - declined:
                declined.add(call_id)
                self.desk.link.decline(call_id)
            return not self.live()

        wait_for(is_quiet, "the refusals")

    def turn_away_all(self) -> None:
        """And hang up what was answered."""
        ended: set[str] = set()

        def is_over() -> bool:
            for call_id in set(self.live()) - ended:
                ended.add(call_id)
                self.desk.link.hang_up(call_id)
            return not self.live()

        wait_for(is_over, lambda: f"the ends of {self.live()}: {self.desk.failures}")

    def live(self) -> list[str]:
        """The ids of the calls that are up at the desk."""
        last = {call.id: call for call in self.desk.calls}
        return [call.id for call in last.values() if call.end is None]

    def callers(self) -> set[str]:
        """Who has rung since `forget`."""
        return {call.hints.from_uri for call in self.desk.calls}

    def strangers(self) -> set[str]:
        """Those but the probe."""
        return self.callers() - {self.probe}

    def forget(self) -> None:
        self.desk.calls.clear()


def _is_whole(data: bytes) -> bool:
    framer = Framer(LIMITS.message_bytes)
    try:
        return bool(framer.feed(data)) and not framer._buffer
    except BrokenStream:
        return False


def account(tap: Tap, **changes: Any) -> Account:
    transport = Transport.UDP if isinstance(tap, UdpTap) else Transport.TCP
    values: dict[str, Any] = {"password": PASSWORD, "servers": (tap.address,), "transport": transport}
    return Account(**{**values, **changes})


@contextlib.contextmanager
def without(*guards: str) -> Iterator[None]:
    """Engines that are started now lack these guards (`unguarded.py`)."""
    real = Rendezvous.command

    def command(self: Rendezvous) -> tuple[str, list[str], str]:
        program, arguments, folder = real(self)
        return program, ["-m", "tests.hostile.unguarded", ",".join(guards), *arguments[2:]], folder

    with pytest.MonkeyPatch.context() as patch:
        if guards:
            patch.setattr(Rendezvous, "command", command)
        yield


@contextlib.contextmanager
def line(
    exchange: Registrar, *guards: str, transport: str = "udp", sounds: SoundServer | None = None, **changes: object
) -> Iterator[Line]:
    """A line signed on, as a user of its own; its engine without the guards named."""
    user = next(_users)
    wire: Tap = UdpTap(exchange.port) if transport == "udp" else StreamTap(exchange.port)
    with (
        without(*guards),
        tapped(wire) as tap,
        desk(sounds=sounds) as made,
        Caller(exchange.trunk_port) as caller,
    ):
        made.register(account(tap, user=user, **changes))
        yield Line(made, tap, exchange, caller, user)


@pytest.fixture(scope="module")
def exchange() -> Iterator[Registrar]:
    with registrar(dict.fromkeys(("agent", "bob", *_USERS), PASSWORD)) as running:
        yield running
