"""PJSIP behind the edge with Asterisk 22: its qualifying, its way of ringing, its log-in over each transport."""

from collections.abc import Iterator

import pytest

from tests.servers.asterisk import ECHO, Pbx, PbxSettings, pbx
from tests.servers.certificates import Authority, authority
from tests.telephony.edge.phones import phone

pytestmark = [pytest.mark.sip, pytest.mark.usefixtures("qapp")]

TRANSPORTS = ("udp", "tcp", "tls")


@pytest.fixture(scope="module")
def trusted() -> Iterator[Authority]:
    with authority() as made:
        yield made


@pytest.fixture(scope="module")
def exchange(trusted: Authority) -> Iterator[Pbx]:
    # a user for each: Asterisk would ring the address that the phone before left behind
    users = {f"alice-{transport}": "alice-secret" for transport in TRANSPORTS}
    with pbx(users, PbxSettings(certificate=trusted.good())) as running:
        yield running


@pytest.mark.parametrize("transport", TRANSPORTS)
def test_asterisk_registers_rings_and_is_called(exchange: Pbx, trusted: Authority, transport: str) -> None:
    server = exchange.tls_address if transport == "tls" else exchange.address
    ca_file = str(trusted.ca_file)
    user = f"alice-{transport}"
    with phone(user, "alice-secret", server, transport=transport, ca_file=ca_file) as alice:
        alice.wait_for("registered", code=200)
        exchange.ring(user)
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
