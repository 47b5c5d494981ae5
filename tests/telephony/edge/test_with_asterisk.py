"""PJSIP behind the edge with Asterisk 22: its qualifying, its way of ringing, its log-in over each transport."""

from collections.abc import Iterator

import pytest

from tests.servers.asterisk import ECHO, Pbx, PbxSettings, pbx
from tests.servers.certificates import Authority, authority
from tests.telephony.edge.phones import phone

pytestmark = [pytest.mark.sip, pytest.mark.usefixtures("qapp")]


@pytest.fixture(scope="module")
def trusted() -> Iterator[Authority]:
    with authority() as made:
        yield made


@pytest.fixture(scope="module")
def exchange(trusted: Authority) -> Iterator[Pbx]:
    with pbx({"alice": "alice-secret"}, PbxSettings(certificate=trusted.good())) as running:
        yield running


@pytest.mark.parametrize("transport", ["udp", "tcp", "tls"])
def test_asterisk_registers_rings_and_is_called(exchange: Pbx, trusted: Authority, transport: str) -> None:
    server = exchange.tls_address if transport == "tls" else exchange.address
    ca_file = str(trusted.ca_file)
    with phone("alice", "alice-secret", server, transport=transport, ca_file=ca_file) as alice:
        alice.wait_for("registered", code=200)
        exchange.ring("alice")
        alice.wait_for("rings")
        alice.wait_for("call", state="CONFIRMED")
        alice.order("hang up")
        alice.wait_for("call", state="DISCONNECTED")
        alice.said.clear()
        alice.order(f"sip:{ECHO}@parley.test")
        alice.wait_for("call", state="CONFIRMED")
        alice.order("hang up")
        alice.wait_for("call", state="DISCONNECTED")
        assert not [line for line in alice.said if line["what"] == "security"]
