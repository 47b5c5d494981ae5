"""baresip as another phone, through Kamailio, with SIPp and with itself."""

from collections.abc import Iterator

import pytest

from tests.servers.baresip import RATE, PhoneAccount, PhoneSound, phone
from tests.servers.certificates import authority
from tests.servers.kamailio import Registrar, RegistrarSettings, registrar
from tests.servers.sipp import Caller, Plot, answering, calling
from tests.servers.tones import continuity, peak_frequency
from tests.servers.tries import within_tries

pytestmark = pytest.mark.sip
USERS = {"ann": "se\\cret", "ben": "other secret"}


@pytest.fixture(scope="module")
def server() -> Iterator[Registrar]:
    with registrar(USERS) as running:
        yield running


def _account(server: Registrar, user: str, transport: str = "udp") -> PhoneAccount:
    return PhoneAccount(user=user, password=USERS[user], registrar=server.address, transport=transport)


def test_a_phone_hears_every_frame_of_a_sipp_callers_tone(server: Registrar) -> None:
    within_tries(lambda: _hear_every_frame(server))


def _hear_every_frame(server: Registrar) -> None:
    with phone(_account(server, "ben")) as ben:
        assert server.is_registered("ben")
        with calling("ben", server.trunk_address, Caller(name="Ann Lee"), Plot(talk_seconds=2)) as call:
            assert ben.wait_for_event("CALL_INCOMING")["peerdisplayname"] == "Ann Lee"
            ben.answer()
            assert call.finish().failed == 0
        ben.wait_for_event("CALL_CLOSED")
        samples = ben.heard()
    found = continuity(samples, RATE, 440)
    assert found.seconds > 1.8
    assert found.missing_fraction < 0.01
    assert abs(peak_frequency(samples[RATE // 2 : RATE * 3 // 2], RATE) - 440) < 0.5


@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_two_phones_hear_each_other_and_the_digits_that_are_dialled(server: Registrar, transport: str) -> None:
    with (
        phone(_account(server, "ann", transport), PhoneSound(tone_hertz=660)) as ann,
        phone(_account(server, "ben", transport), PhoneSound(tone_hertz=990)) as ben,
    ):
        ann.dial("ben")
        assert ben.wait_for_event("CALL_INCOMING")["peeruri"].startswith("sip:ann@")
        ben.answer()
        ann.wait_for_event("CALL_ESTABLISHED")
        ann.command("sndcode", "7")
        assert ben.wait_for_event("CALL_DTMF_START")["param"] == "7"
        ben.wait_for_event("CALL_DTMF_END")
        ben.hang_up()
        ann.wait_for_event("CALL_CLOSED")
        assert abs(peak_frequency(ann.heard(), RATE) - 990) < 2
        assert abs(peak_frequency(ben.heard(), RATE) - 660) < 2


def test_a_sipp_phone_is_put_on_hold_and_retrieved(server: Registrar) -> None:
    with answering() as called, phone(_account(server, "ann")) as ann:
        server.add_contact("ben", f"sip:ben@{called.address}")
        ann.dial("ben")
        ann.wait_for_event("CALL_ESTABLISHED")
        ann.command("hold")
        held = called.wait_for_message("SIP/2.0 200", containing="a=recvonly")
        ann.command("resume")
        retrieved = called.wait_for_message("SIP/2.0 200", containing="a=sendrecv", after=held)
        assert retrieved.moment > held.moment
        ann.hang_up()
        assert called.finish().failed == 0
    server.unregister("ben")


def test_a_phone_over_tls_is_reached_through_its_own_connection() -> None:
    with authority() as test_authority:
        settings = RegistrarSettings(certificate=test_authority.good())
        with registrar(USERS, settings) as secure:
            account = PhoneAccount(
                user="ben",
                password=USERS["ben"],
                registrar=secure.tls_address,
                transport="tls",
                ca_file=test_authority.ca_file,
            )
            with phone(account) as ben:
                assert secure.contacts("ben")[0].door.startswith("tls:")
                with calling("ben", secure.trunk_address, plot=Plot(talk_seconds=0.5)) as call:
                    ben.wait_for_event("CALL_INCOMING")
                    ben.answer()
                    assert call.finish().failed == 0
                ben.wait_for_event("CALL_CLOSED")


def test_a_number_that_is_no_user_goes_out_through_the_gateway() -> None:
    with answering() as outside, registrar(USERS, RegistrarSettings(gateway=outside.address)) as server:
        with phone(_account(server, "ann")) as ann:
            ann.dial("+442079460000")
            ann.wait_for_event("CALL_ESTABLISHED")
            ann.hang_up()
            assert outside.finish().failed == 0
        invite = outside.wait_for_message("INVITE")
        assert invite.first_line.startswith("INVITE sip:+442079460000@")
        assert str(invite.header("P-Asserted-Identity")).startswith("<sip:ann@")


def test_a_ringing_phone_sees_the_caller_give_up_and_can_refuse(server: Registrar) -> None:
    with phone(_account(server, "ben")) as ben:
        with calling("ben", server.trunk_address, plot=Plot(ring_seconds=0.3)) as call:
            ben.wait_for_event("CALL_INCOMING")
            ben.wait_for_event("CALL_CLOSED")
            # what SIPp says last depends on what crosses its CANCEL on the way
            assert any(message.first_line.startswith("CANCEL") for message in call.finish().messages)
        before = len(ben.events())
        with calling("ben", server.trunk_address) as call:
            ben.wait_for_event("CALL_INCOMING", after=before)
            ben.hang_up()
            assert any(message.first_line.startswith("SIP/2.0 486") for message in call.finish().messages)


def test_a_phone_without_a_registrar_is_called_at_its_own_address() -> None:
    with phone(PhoneAccount(user="desk")) as called, phone(PhoneAccount(user="caller")) as caller:
        caller.dial(called.address)
        called.wait_for_event("CALL_INCOMING")
        caller.hang_up()
        called.wait_for_event("CALL_CLOSED")
