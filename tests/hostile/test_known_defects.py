"""What is known to harm PJSIP 2.15.1, at a real engine: nothing happens, and without the edge's reader it comes back.

That each message is kept out by its own rule is tested in `tests/telephony/edge/test_known_defects.py`.
"""

import contextlib
import re
import socket
import struct
from collections.abc import Iterator

import pytest

from desktop.domain.call import CallEnd, CallState
from desktop.domain.phone import RegistrationState
from tests.conftest import LogWatch
from tests.hostile.callers import sdp
from tests.hostile.conftest import Line, account, line
from tests.hostile.tap import Tap
from tests.servers.kamailio import Registrar
from tests.servers.ports import HOST, reserved_ports
from tests.servers.process import PATIENCE_SECONDS
from tests.telephony.desks import is_alive, wait_for
from tests.telephony.edge.messages import request
from tests.telephony.edge.sockets import turn
from tests.telephony.edge.test_known_defects import REQUESTS

pytestmark = pytest.mark.sip

_XML = b"<a>" * 10_000
MESSAGES = {
    **{name: data for name, (_, data) in REQUESTS.items()},
    "XML 10,000 deep": request("NOTIFY", body=_XML, content_type="application/pidf+xml"),
    "XML 10,000 deep in a call": request(body=_XML, content_type="application/dialog-info+xml"),
    "an ACK as a response": b"SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK1\r\nFrom: <sip:a@b>;tag=1\r\n"
    b"To: <sip:a@b>;tag=2\r\nCall-ID: ack-response\r\nCSeq: 1 ACK\r\nContent-Length: 0\r\n\r\n",
    "a status line alone": b"SIP/2.0",
    "an empty datagram": b"",
    "CRLF": b"\r\n",
    "CRLF CRLF": b"\r\n\r\n",
    "NULs": b"\x00" * 500,
    "64 kB of one line": b"INVITE sip:" + b"a" * 65_000,
}


def _numbered(token: str, number: int, data: bytes) -> bytes:
    data = data.replace(b"sip:token@", b"sip:%s@" % token.encode())
    data = data[:60_000].replace(b"call-1@", b"call-%d@" % number)
    return data.replace(b"z9hG4bKabc", b"z9hG4bKabc%d" % number)


def _service_routes(count: int) -> bytes:
    return b"".join(b"Service-Route: <sip:p%d.example.com;lr>\r\n" % number for number in range(count))


def _with_service_routes(tap: Tap, count: int) -> None:
    """The registrar's next good answers carry so many."""

    def change(data: bytes) -> bytes:
        if data.startswith(b"SIP/2.0 200") and re.search(rb"CSeq: *\d+ REGISTER", data):
            return data.replace(b"Contact:", _service_routes(count) + b"Contact:", 1)
        return data

    tap.change = change


@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_with_the_reader_nothing_that_is_known_to_harm_is_noticed(
    exchange: Registrar, qapp: object, transport: str
) -> None:
    with line(exchange, transport=transport) as made:
        for number, (name, data) in enumerate(MESSAGES.items()):
            made.forget()
            made.put(_numbered(made.tap.token, number, data))
            made.assert_well(name)
            assert made.strangers() == set(), name


@pytest.mark.parametrize("count", [12, 40])
def test_a_registrar_with_too_many_service_routes_is_said_to_be_unable_and_used_again_when_it_is_well(
    exchange: Registrar, qapp: object, count: int
) -> None:
    with line(exchange) as made:
        _with_service_routes(made.tap, count)
        made.desk.registrations.clear()
        made.desk.link.use_account(account(made.tap, user=made.user, expires_seconds=100))
        said = made.desk.wait_for_registration(RegistrationState.UNREACHABLE)
        assert "cannot sign anybody on now (500)" in said.text
        made.tap.change = lambda data: data
        made.desk.wait_for_registration(RegistrationState.REGISTERED)
        made.assert_well()


def test_without_the_reader_service_routes_kill_it_and_the_desk_brings_it_back(
    exchange: Registrar, qapp: object, log_watch: LogWatch
) -> None:
    log_watch.expect("the phone engine has ended")
    with line(exchange, "reader") as made:
        _with_service_routes(made.tap, 40)
        made.desk.link.use_account(account(made.tap, user=made.user, expires_seconds=100))
        wait_for(lambda: bool(made.desk.lost), "the engine's death")
        made.tap.change = lambda data: data
        assert "stopped working" in made.desk.lost[0]
        made.desk.wait_for_registration(RegistrationState.REGISTERED)
        assert len(set(made.desk.pids)) == 2
        made.assert_rings()


def test_without_the_reader_the_desk_has_an_engine_again_whatever_is_sent(
    exchange: Registrar, qapp: object, log_watch: LogWatch
) -> None:
    """PJSIP dies of some of these only when they come at a bad moment: it may live, but the next call has to ring."""
    with line(exchange, "reader", "route") as made:
        for number, (name, data) in enumerate(MESSAGES.items()):
            made.forget()
            made.put(_numbered(made.tap.token, number, data))
            turn(0.05)
            _assert_rings_with_this_engine_or_the_next(made, name)
        if made.desk.lost:
            log_watch.expect("the phone engine has ended")


def _assert_rings_with_this_engine_or_the_next(made: Line, after: str) -> None:
    """It may die of what was sent at any moment, also with the probe half way."""
    while True:
        if not is_alive(made.pid):
            made.exchange.unregister(made.user)
            wait_for(lambda: is_alive(made.pid), "another engine")
            made.exchange.wait_until_registered(made.user)
        pid = made.pid
        try:
            made.assert_rings(after)
        except AssertionError:
            if made.pid == pid and is_alive(pid):
                raise
        else:
            return


def _rtp(kind: int = 0, payload: bytes = b"\xff" * 160, number: int = 1, first: int = 0x80) -> bytes:
    return struct.pack("!BBHII", first, kind, number % 65536, number * 160 % 2**32, 77) + payload


# each of 43 bits (mode 1); PJSIP has room for 16
SPEEX = int(("00001" + "0" * 38) * 260 + "0" * 4, 2).to_bytes(1398, "big")
SOUND = {
    "nothing": b"",
    "one byte": b"\x80",
    "a head alone": _rtp(payload=b""),
    "half a head": _rtp()[:7],
    "no RTP": b"\xff" * 1400,
    "as large as can be": _rtp(payload=b"\xff" * 60_000),
    "fifteen sources in no bytes": _rtp(first=0x8F, payload=b""),
    "an extension that is not there": _rtp(first=0x90, payload=b"\xbe\xde\xff\xff"),
    "padding longer than the packet": _rtp(first=0xA0, payload=b"\xff" * 20),
    "SIP": request(),
    "Speex of 260 frames": _rtp(97, SPEEX),
    "events that are none": _rtp(101, b"\xff\xff\xff\xff"),
    "half an event": _rtp(101, b"\x01"),
    "a far future": _rtp(number=60_000),
    "odd G.711": _rtp(payload=b"\xff" * 159),
    "one sample": _rtp(payload=b"\xff"),
}
CONTROL = {
    "nothing": b"",
    "XR cut off": b"\x80\xcf\xff\xff\x00\x00\x00\x01\x04\x00\xff\xff",
    "XR of no length": b"\x80\xcf\x00\x02\x00\x00\x00\x01\x05\x00\x00\x00",
    "RPSI cut off": b"\x83\xce\x00\x02\x00\x00\x00\x01\x00\x00\x00\x01",
    "RPSI with more padding than bits": b"\x83\xce\x00\x03" + b"\x00\x00\x00\x01" * 2 + b"\xff\x60\x00\x00",
    "PLI of everybody": b"\x81\xce\xff\xff\x00\x00\x00\x01",
    "31 reports in none": b"\x9f\xc9\x00\x01\x00\x00\x00\x01",
    "a sender's report cut off": b"\x81\xc8\x00\x0c\x00\x00\x00\x01",
    "a name without an end": b"\x81\xca\x00\x02\x00\x00\x00\x01\x01\xff",
    "a farewell of 31": b"\x9f\xcb\x00\x00",
    "a farewell with 255 letters of none": b"\x81\xcb\x00\x02\x00\x00\x00\x01\xffbye",
}


class Sound:
    """The two sockets of the other end's sound; `heard` counts what comes from the agent."""

    def __init__(self, ours: tuple[socket.socket, socket.socket], theirs: int) -> None:
        self._sound, self._control = ours
        self._theirs = theirs

    def send(self, data: bytes) -> None:
        self._sound.sendto(data, (HOST, self._theirs))

    def send_control(self, data: bytes) -> None:
        self._control.sendto(data, (HOST, self._theirs + 1))

    def wait_for_packets(self, count: int) -> None:
        """New ones, so that the agent's side is known to go on."""
        self._sound.settimeout(PATIENCE_SECONDS)
        for _ in range(count):
            assert len(self._sound.recv(65_535)) >= 12

    def drain(self) -> None:
        self._sound.settimeout(0)
        with contextlib.suppress(BlockingIOError):
            while True:
                self._sound.recv(65_535)


@contextlib.contextmanager
def talking(
    made: Line, formats: str = "0 101", more: tuple[str, ...] = ("a=rtpmap:101 telephone-event/8000",)
) -> Iterator[Sound]:
    """A call that is up, with the other end's sound in our hands."""
    with reserved_ports(2) as (port, control), _bound(port) as first, _bound(control) as second:
        made.caller.invite(user=made.user, offer=sdp(port, formats, more))
        made.caller.wait_for(180)
        wait_for(lambda: bool(made.live()), "the ring")
        made.desk.link.answer(made.live()[0])
        answer = made.caller.answered()
        found = re.search(r"^m=audio (\d+) ", answer, re.MULTILINE)
        assert found is not None
        sound = Sound((first, second), int(found[1]))
        for number in range(5):
            sound.send(_rtp(number=number))
        sound.wait_for_packets(2)
        yield sound


@contextlib.contextmanager
def _bound(port: int) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as made:
        made.bind((HOST, port))
        yield made


def test_no_packet_of_sound_harms_the_call_it_comes_in(exchange: Registrar, qapp: object) -> None:
    with line(exchange) as made, talking(made) as sound:
        for number in range(3):
            for data in SOUND.values():
                sound.send(data)
                sound.send(_rtp(number=10 + number))
            for data in CONTROL.values():
                sound.send_control(data)
        sound.drain()
        sound.wait_for_packets(10)
        (call_id,) = made.live()
        made.desk.link.hang_up(call_id)
        assert made.desk.wait_for_call(CallState.ENDED, call_id).end is CallEnd.HUNG_UP_HERE
        made.assert_well()


def test_a_call_of_speex_alone_is_not_taken(exchange: Registrar, qapp: object) -> None:
    with line(exchange) as made:
        made.caller.invite(user=made.user, offer=sdp(formats="97", more=("a=rtpmap:97 speex/8000",)))
        assert made.caller.refused() in (406, 415, 488)
        assert made.desk.calls == []


def test_were_it_taken_one_packet_would_end_the_engine(exchange: Registrar, qapp: object, log_watch: LogWatch) -> None:
    log_watch.expect("the phone engine has ended")
    with (
        line(exchange, "speex", codecs=("speex",)) as made,
        talking(made, "97", ("a=rtpmap:97 speex/8000",)) as sound,
    ):
        for number in range(20):
            sound.send(_rtp(97, SPEEX, number))
        wait_for(lambda: bool(made.desk.lost), "the engine's death")
        made.desk.wait_for_registration(RegistrationState.REGISTERED)
