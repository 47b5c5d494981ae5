"""PJSIP itself behind the edge: calls through Kamailio over each transport, and registrars that mean harm."""

import re
from collections.abc import Iterator

import pytest

from tests.servers.certificates import Authority, authority
from tests.servers.kamailio import Algorithm, Registrar, RegistrarSettings, registrar
from tests.servers.process import PATIENCE_SECONDS
from tests.telephony.edge.messages import passed, request
from tests.telephony.edge.phones import PhoneProcess, phone
from tests.telephony.edge.relays import reply
from tests.telephony.edge.sockets import Peer, datagrams, turn, turn_until
from tests.telephony.edge.test_known_defects import REQUESTS
from tests.telephony.edge.test_torture import FOLDER

pytestmark = [pytest.mark.sip, pytest.mark.usefixtures("qapp")]

USERS = {"alice": "alice-secret", "bob": "bob-secret"}


@pytest.fixture(scope="module")
def trusted() -> Iterator[Authority]:
    with authority() as made:
        yield made


@pytest.fixture
def exchange(trusted: Authority) -> Iterator[Registrar]:
    settings = RegistrarSettings(certificate=trusted.good(), algorithms=(Algorithm.SHA256, Algorithm.MD5))
    with registrar(USERS, settings) as running:
        yield running


@pytest.mark.parametrize("transport", ["udp", "tcp", "tls"])
def test_two_telephones_call_each_other_through_kamailio(
    exchange: Registrar, trusted: Authority, transport: str
) -> None:
    server = exchange.tls_address if transport == "tls" else exchange.address
    more = {"transport": transport, "ca_file": str(trusted.ca_file)}
    with phone("bob", USERS["bob"], server, **more) as bob, phone("alice", USERS["alice"], server, **more) as alice:
        bob.wait_for("registered", code=200)
        alice.wait_for("registered", code=200)
        alice.order("sip:bob@parley.test")
        alice.wait_for("call", state="CONFIRMED")
        bob.wait_for("call", state="CONFIRMED")
        alice.order("hang up")
        bob.wait_for("call", state="DISCONNECTED")
        assert bob.wait_for("transport", phase="ready")["security"] == ("TLS 1.3" if transport == "tls" else "")


def test_a_wrong_password_is_tried_once_and_said(exchange: Registrar) -> None:
    with phone("alice", "wrong", exchange.address) as alice:
        told = alice.wait_for("registered")
        assert told["code"] in (401, 403)
    assert not exchange.is_registered("alice")


def test_when_kamailio_comes_back_the_telephone_registers_again(exchange: Registrar) -> None:
    with phone("alice", USERS["alice"], exchange.address, transport="tcp") as alice:
        alice.wait_for("registered", code=200)
        exchange.kill()
        alice.wait_for("transport", phase="down")
        exchange.start()
        exchange.wait_until_registered("alice", seconds=60)


# -- a registrar that means harm: a socket of the test's own, since no real one can be told to


@pytest.fixture
def villain() -> Iterator[Peer]:
    with datagrams() as peer:
        yield peer


def _answer_registration(villain: Peer, count: int) -> None:
    asked = passed(villain.wait_for(1)[0])
    routes = [("Service-Route", f"<sip:{number}.example.com;lr>") for number in range(count)]
    villain.send(reply(asked, 200, ("Contact", asked.first("Contact")), ("Expires", "120"), *routes))


def test_forty_service_routes_do_not_kill_pjsip_behind_the_edge(villain: Peer) -> None:
    with phone("alice", "x", f"127.0.0.1:{villain.port}") as alice:
        _answer_registration(villain, 40)
        assert alice.wait_for("registered")["code"] == 500
        alice.wait_for("security", kind="service_routes")
        assert _is_alive(alice, villain)


def test_without_that_limit_they_kill_it(villain: Peer) -> None:
    with phone("alice", "x", f"127.0.0.1:{villain.port}", lifted=["service_routes"]) as alice:
        _answer_registration(villain, 40)
        assert alice.process.wait(PATIENCE_SECONDS) < 0  # ended by a signal


def test_a_few_service_routes_are_used(villain: Peer) -> None:
    with phone("alice", "x", f"127.0.0.1:{villain.port}") as alice:
        _answer_registration(villain, 3)
        alice.wait_for("registered", code=200)
        call = passed(_called(alice, villain))
        assert call.values("Route") == tuple(f"<sip:{number}.example.com;lr>" for number in range(3))


def test_nothing_that_is_known_to_harm_reaches_pjsip_and_the_next_call_rings(villain: Peer) -> None:
    with phone("alice", "x", f"127.0.0.1:{villain.port}", declines=True) as alice:
        token = _registered_user(villain)
        alice.wait_for("registered", code=200)
        to_us = f"sip:{token}@192.0.2.20 SIP".encode()
        harm = [re.sub(rb"sip:token@192.0.2.20 SIP", to_us, data[:60_000], count=1) for _, data in REQUESTS.values()]
        torture = [path.read_bytes() for path in sorted(FOLDER.glob("*.dat"))]
        harm += [re.sub(rb"^(\S+) sips?:\S+ SIP", rb"\1 " + to_us, data) for data in torture]
        for data in harm:
            villain.send(data)
            turn(0.01)  # or the kernel drops what the telephone has had no time to read
        assert _is_alive(alice, villain)

        def has_rung() -> bool:
            """Said again, as a caller does: the kernel may have dropped it."""
            villain.send(request(uri=f"sip:{token}@192.0.2.20", changed={"Call-ID": "the-next-call"}))
            turn(0.1)
            alice.read()
            return any(line.get("call_id") == "the-next-call" for line in alice.said)

        turn_until(has_rung, "the next call")


def _registered_user(villain: Peer) -> str:
    """The user part the telephone registered, after a good answer."""
    _answer_registration(villain, 0)
    contact = passed(villain.heard[0]).first("Contact")
    return contact.partition(":")[2].partition("@")[0]


def _called(alice: PhoneProcess, villain: Peer) -> bytes:
    """The telephone's next call; what it repeats of its registration is left out."""
    villain.read()
    villain.heard.clear()
    alice.order("sip:bob@parley.test")

    def calls() -> list[bytes]:
        villain.read()
        return [data for data in villain.heard if data.startswith(b"INVITE ")]

    turn_until(lambda: bool(calls()), "a call")
    return calls()[0]


def _is_alive(alice: PhoneProcess, villain: Peer) -> bool:
    """It still places a call."""
    return bool(_called(alice, villain)) and alice.process.poll() is None
