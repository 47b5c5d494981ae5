"""Signing on at a real registrar: each way it can go, in words."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from desktop.domain.call import CallEnd, CallState
from desktop.domain.phone import Account, MediaSecurity, RegistrationState, Transport
from tests.servers.certificates import Authority, authority
from tests.servers.kamailio import Registrar, RegistrarSettings, registrar
from tests.servers.ports import reserved_ports
from tests.servers.sipp import Caller, Plot, calling
from tests.telephony.conftest import PASSWORD
from tests.telephony.desks import TestDesk, desk, wait_for
from tests.telephony.engine.conftest import account_of

pytestmark = pytest.mark.sip


@pytest.fixture(scope="module")
def trusted() -> Iterator[Authority]:
    with authority() as made:
        yield made


def test_it_signs_on_and_off_over_one_transport_after_the_other(bare_desk: TestDesk, exchange: Registrar) -> None:
    exchange.unregister("agent")
    for transport in (Transport.UDP, Transport.TCP, Transport.UDP):
        bare_desk.register(account_of(exchange, transport=transport))
        (contact,) = exchange.contacts("agent")
        assert contact.expires_seconds <= 120
        assert contact.door.startswith(transport)
        with calling("agent", exchange.trunk_address, Caller(), Plot(ring_seconds=0.3)):
            bare_desk.wait_for_call(CallState.ENDED)
        bare_desk.calls.clear()
        bare_desk.registrations.clear()
        bare_desk.link.drop_account()
        bare_desk.wait_for_registration(RegistrationState.NONE)
        wait_for(lambda: not exchange.is_registered("agent"), "the registrar to forget")


def test_who_still_rings_when_it_signs_off_may_ring_elsewhere(bare_desk: TestDesk, exchange: Registrar) -> None:
    exchange.unregister("agent")
    bare_desk.register(account_of(exchange))
    with calling("agent", exchange.trunk_address, Caller(), Plot(ring_seconds=60)) as caller:
        bare_desk.wait_for_call(CallState.RINGING)
        bare_desk.link.drop_account()
        assert bare_desk.wait_for_call(CallState.ENDED).end is CallEnd.INTERRUPTED
        # 603 would be for all telephones there are
        caller.wait_for_message("SIP/2.0 480")
    bare_desk.wait_for_registration(RegistrationState.NONE)


def test_who_rings_while_it_is_set_how_callers_are_read_rings_on(bare_desk: TestDesk, exchange: Registrar) -> None:
    exchange.unregister("agent")
    account = account_of(exchange)
    bare_desk.register(account)
    (before,) = exchange.contacts("agent")
    with calling("agent", exchange.trunk_address, Caller(), Plot(ring_seconds=60)) as caller:
        bare_desk.wait_for_call(CallState.RINGING)
        bare_desk.register(replace(account, screen_pop_headers=("X-Queue",), trusts_identity=False))
        bare_desk.link.answer(bare_desk.calls[-1].id)
        bare_desk.wait_for_call(CallState.ACTIVE)
        bare_desk.link.hang_up(bare_desk.calls[-1].id)
        caller.wait_for_message("BYE")
    assert [contact.address for contact in exchange.contacts("agent")] == [before.address]


def test_it_signs_off_when_the_desk_stops(bare_desk: TestDesk, exchange: Registrar) -> None:
    exchange.unregister("agent")
    bare_desk.register(account_of(exchange))
    bare_desk.link.stop()
    wait_for(lambda: not exchange.is_registered("agent"), "the registrar to forget")


def test_calls_come_in_over_tls_with_its_own_authority(bare_desk: TestDesk, trusted: Authority) -> None:
    with registrar({"agent": PASSWORD}, RegistrarSettings(certificate=trusted.good())) as exchange:
        account = account_of(exchange, servers=(exchange.tls_address.replace("127.0.0.1", "localhost"),))
        account = replace(account, transport=Transport.TLS, extra_ca_file=str(trusted.ca_file))
        bare_desk.register(account)
        with calling("agent", exchange.trunk_address, Caller(), Plot(talk_seconds=0.3)) as caller:
            wait_for(lambda: bool(bare_desk.calls), "the ring")
            bare_desk.link.answer(bare_desk.calls[-1].id)
            bare_desk.wait_for_call(CallState.ENDED)
            assert caller.finish().failed == 0


@pytest.mark.parametrize(("user", "password"), [("agent", "wrong"), ("nobody", PASSWORD)])
def test_a_wrong_password_is_refused_in_words_and_not_tried_again(
    bare_desk: TestDesk, exchange: Registrar, user: str, password: str
) -> None:
    bare_desk.link.use_account(account_of(exchange, user=user, password=password))
    refused = bare_desk.wait_for_registration(RegistrationState.REFUSED)
    assert "user name or password" in refused.text
    assert "settings" in refused.hint
    assert refused.code in (401, 403)
    bare_desk.register(account_of(exchange))


def test_a_registrar_that_vanishes_and_returns_is_said_and_found_again(bare_desk: TestDesk) -> None:
    with registrar({"agent": PASSWORD}, RegistrarSettings(max_expires_seconds=10)) as exchange:
        bare_desk.register(account_of(exchange))
        exchange.kill()
        gone = bare_desk.wait_for_registration(RegistrationState.UNREACHABLE, 60)
        assert exchange.address in gone.text or "127.0.0.1" in gone.text
        exchange.start()
        bare_desk.wait_for_registration(RegistrationState.REGISTERED, 60)
        assert exchange.is_registered("agent")


def test_a_server_that_is_not_there_is_unreachable(bare_desk: TestDesk, exchange: Registrar) -> None:
    bare_desk.link.use_account(account_of(exchange, servers=("127.0.0.1:9",)))
    assert bare_desk.wait_for_registration(RegistrationState.UNREACHABLE).text


def test_a_registration_is_refreshed_before_it_runs_out(bare_desk: TestDesk) -> None:
    with registrar({"agent": PASSWORD}, RegistrarSettings(max_expires_seconds=8)) as exchange:
        bare_desk.register(account_of(exchange, expires_seconds=60))
        (first,) = exchange.contacts("agent")

        left = [first.expires_seconds]

        def is_refreshed() -> bool:
            contacts = exchange.contacts("agent")
            assert contacts, "the registration ran out"
            left.append(contacts[0].expires_seconds)
            return left[-1] > left[-2]

        wait_for(is_refreshed, "the refresh")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"servers": ()}, "no usable server"),
        ({"servers": ("pbx example",)}, "no usable server"),
        ({"user": ""}, "no user name"),
        ({"user": "a b"}, "not one SIP knows"),
        ({"domain": "exa mple"}, "not one SIP knows"),
        ({"media_security": MediaSecurity.REQUIRED}, "encrypted connection"),
    ],
)
def test_an_account_that_cannot_work_is_said_before_anything_is_sent(
    bare_desk: TestDesk, exchange: Registrar, changes: dict[str, object], words: str
) -> None:
    bare_desk.link.use_account(account_of(exchange, **changes))
    wrong = bare_desk.wait_for_registration(RegistrationState.MISCONFIGURED)
    assert words in wrong.text
    assert wrong.hint


def test_the_same_account_again_changes_nothing(bare_desk: TestDesk, exchange: Registrar) -> None:
    exchange.unregister("agent")
    bare_desk.register(account_of(exchange))
    before = exchange.contacts("agent")[0].address
    bare_desk.registrations.clear()
    bare_desk.link.use_account(account_of(exchange))
    wait_for(lambda: bool(bare_desk.registrations), "the answer")
    assert [r.state for r in bare_desk.registrations] == [RegistrationState.REGISTERED]
    assert exchange.contacts("agent")[0].address == before


def test_two_accounts_without_a_registrar_call_each_other(bare_desk: TestDesk) -> None:
    with desk() as peer, reserved_ports(2) as (here, there):
        direct = Account(user="agent", servers=(f"127.0.0.1:{there}",), registers=False, local_port=here)
        bare_desk.register(direct)
        peer.register(replace(direct, user="shop", servers=(f"127.0.0.1:{here}",), local_port=there))
        peer.link.dial("direct", "agent")
        wait_for(lambda: bool(bare_desk.calls), "the ring")
        assert bare_desk.calls[0].peer == "shop@127.0.0.1"
        bare_desk.link.answer(bare_desk.calls[0].id)
        peer.wait_for_call(CallState.ACTIVE)
        peer.link.hang_up("direct")
        bare_desk.wait_for_call(CallState.ENDED)
