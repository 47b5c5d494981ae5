"""SRTP by SDES with a real exchange over TLS: heard, said to be so, and refused in words where it is missing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from desktop.domain.call import Call, CallEnd, CallState
from desktop.domain.endings import describe_end
from desktop.domain.phone import Account, DeviceRole, MediaSecurity, SecurityEvent, Transport
from tests.servers.asterisk import ECHO, RING_ONLY, TONE_440, Pbx, PbxSettings, pbx
from tests.servers.certificates import Authority, authority
from tests.servers.kamailio import Registrar, RegistrarSettings, registrar
from tests.servers.pulse import RATE, sound_server
from tests.servers.rtp import rtp_peer
from tests.servers.sipp import Plot, answering
from tests.servers.tones import peak_frequency, sine
from tests.telephony.conftest import PASSWORD
from tests.telephony.desks import TestDesk, desk, wait_for

pytestmark = pytest.mark.sip


@pytest.fixture(scope="module")
def trusted() -> Iterator[Authority]:
    with authority() as made:
        yield made


@pytest.fixture(scope="module")
def encrypting(trusted: Authority) -> Iterator[Pbx]:
    """An exchange that takes encrypted sound only."""
    with pbx({"agent": PASSWORD}, PbxSettings(certificate=trusted.good(), is_srtp_demanded=True)) as running:
        yield running


@pytest.fixture(scope="module")
def plain(trusted: Authority) -> Iterator[Pbx]:
    """An exchange that encrypts no sound."""
    with pbx({"agent": PASSWORD}, PbxSettings(certificate=trusted.good())) as running:
        yield running


def _account(exchange: Pbx, trusted: Authority, security: MediaSecurity) -> Account:
    return Account(
        user="agent",
        password=PASSWORD,
        servers=(exchange.tls_address,),
        transport=Transport.TLS,
        media_security=security,
        extra_ca_file=str(trusted.ca_file),
    )


def _flowing(agent: TestDesk, call_id: str) -> Call:
    """The call once its sound has been agreed on."""
    agent.wait_for_call(CallState.ACTIVE, call_id)
    wait_for(lambda: bool([c for c in agent.calls if c.id == call_id and c.codec]), "the sound")
    return [call for call in agent.calls if call.id == call_id][-1]


def _hang_up(agent: TestDesk, call_id: str) -> None:
    agent.link.hang_up(call_id)
    agent.wait_for_call(CallState.ENDED, call_id)


@contextmanager
def _rung(agent: TestDesk, exchange: Pbx) -> Iterator[Call]:
    agent.calls.clear()
    exchange.ring("agent", extension=TONE_440)
    yield agent.wait_for_call(CallState.RINGING)
    _hang_up(agent, agent.calls[-1].id)


@pytest.mark.parametrize("security", [MediaSecurity.OPTIONAL, MediaSecurity.REQUIRED])
def test_calls_either_way_are_encrypted_and_said_to_be(
    bare_desk: TestDesk, encrypting: Pbx, trusted: Authority, security: MediaSecurity
) -> None:
    bare_desk.register(_account(encrypting, trusted, security))
    bare_desk.link.dial("out", ECHO)
    assert _flowing(bare_desk, "out").is_encrypted
    bare_desk.link.hold("out")
    bare_desk.wait_for_call(CallState.HELD, "out")
    bare_desk.link.retrieve("out")
    assert bare_desk.wait_for_call(CallState.ACTIVE, "out").is_encrypted
    _hang_up(bare_desk, "out")
    with _rung(bare_desk, encrypting) as call:
        bare_desk.link.answer(call.id)
        assert _flowing(bare_desk, call.id).is_encrypted


@pytest.mark.sound
def test_encrypted_sound_is_heard_both_ways(encrypting: Pbx, trusted: Authority, qapp: object) -> None:
    with sound_server() as sounds, desk(sounds=sounds) as agent:
        agent.link.choose_device(DeviceRole.MICROPHONE, "microphone")
        agent.link.choose_device(DeviceRole.SPEAKER, "speaker")
        agent.register(_account(encrypting, trusted, MediaSecurity.REQUIRED))
        with sounds.playing("microphone", sine(880, 1.0) * 60), sounds.recording("speaker") as heard:
            agent.link.dial("echo", ECHO)
            assert _flowing(agent, "echo").is_encrypted
            # what comes back was taken apart and put together by the exchange
            wait_for(
                lambda: len(heard.samples()) > RATE and abs(peak_frequency(heard.samples()[-RATE:], RATE) - 880) < 2,
                "the echo",
            )
            _hang_up(agent, "echo")


def test_where_encryption_is_optional_a_plain_exchange_is_called_in_clear_and_said_to_be(
    bare_desk: TestDesk, plain: Pbx, trusted: Authority
) -> None:
    bare_desk.register(_account(plain, trusted, MediaSecurity.OPTIONAL))
    bare_desk.link.dial("out", ECHO)
    assert not _flowing(bare_desk, "out").is_encrypted
    _hang_up(bare_desk, "out")
    with _rung(bare_desk, plain) as call:
        bare_desk.link.answer(call.id)
        assert not _flowing(bare_desk, call.id).is_encrypted


def test_where_encryption_is_demanded_a_plain_exchange_is_refused_in_words_either_way(
    bare_desk: TestDesk, plain: Pbx, trusted: Authority
) -> None:
    noticed: list[SecurityEvent] = []
    bare_desk.link.security_noticed.connect(noticed.append)
    bare_desk.register(_account(plain, trusted, MediaSecurity.REQUIRED))
    bare_desk.link.dial("out", ECHO)
    ended = bare_desk.wait_for_call(CallState.ENDED, "out")
    assert ended.end is CallEnd.NOT_ENCRYPTED
    assert "No encrypted sound" in describe_end(ended.end)
    bare_desk.calls.clear()
    plain.ring("agent", extension=RING_ONLY)
    wait_for(lambda: bool(noticed), "the notice")
    assert "without encrypted sound" in noticed[0].text
    assert bare_desk.calls == []


def test_a_called_phone_that_answers_in_clear_is_not_spoken_to(bare_desk: TestDesk, trusted: Authority) -> None:
    with (
        registrar({"agent": PASSWORD}, RegistrarSettings(certificate=trusted.good())) as exchange,
        rtp_peer() as peer,
        answering(Plot(media_port=peer.port)) as phone,
    ):
        exchange.add_contact("alice", f"sip:alice@{phone.address};transport=udp")
        account = Account(user="agent", password=PASSWORD, servers=(exchange.tls_address,), transport=Transport.TLS)
        account = replace(account, media_security=MediaSecurity.REQUIRED, extra_ca_file=str(trusted.ca_file))
        bare_desk.register(account)
        bare_desk.link.dial("out", "alice")
        phone.wait_for_message("BYE")
        assert bare_desk.wait_for_call(CallState.ENDED, "out").end is CallEnd.NOT_ENCRYPTED
        (invite,) = phone.requests("INVITE")
        assert "RTP/SAVP" in invite.text
        assert "a=crypto:" in invite.text
        assert peer.packets() == ()


def _to_alice(exchange: Registrar, trusted: Authority, security: MediaSecurity) -> Account:
    account = Account(user="agent", password=PASSWORD, servers=(exchange.tls_address,), transport=Transport.TLS)
    return replace(account, media_security=security, extra_ca_file=str(trusted.ca_file))


def test_where_encryption_is_optional_a_phone_that_refuses_keys_is_called_again_without_and_it_is_said(
    bare_desk: TestDesk, trusted: Authority
) -> None:
    noticed: list[SecurityEvent] = []
    bare_desk.link.security_noticed.connect(noticed.append)
    settings = RegistrarSettings(certificate=trusted.good())
    with (
        registrar({"agent": PASSWORD}, settings) as exchange,
        answering(Plot(calls=2, refuses_keys=True)) as phone,
    ):
        exchange.add_contact("alice", f"sip:alice@{phone.address};transport=udp")
        bare_desk.register(_to_alice(exchange, trusted, MediaSecurity.OPTIONAL))
        bare_desk.link.dial("out", "alice")
        assert not _flowing(bare_desk, "out").is_encrypted
        bare_desk.link.hold("out")
        bare_desk.wait_for_call(CallState.HELD, "out")
        _hang_up(bare_desk, "out")
        first, *others = [m.text for m in phone.requests("INVITE")]
        assert "a=crypto:" in first
        assert len(others) == 2
        assert not [text for text in others if "a=crypto:" in text or "X-Parley" in text]
    wait_for(lambda: bool(noticed), "the notice")
    assert "placed again without" in noticed[0].text


@pytest.mark.parametrize(("security", "tries"), [(MediaSecurity.OPTIONAL, 2), (MediaSecurity.REQUIRED, 1)])
def test_a_phone_that_refuses_every_call_is_called_again_once_where_encryption_is_optional_and_never_where_not(
    bare_desk: TestDesk, trusted: Authority, security: MediaSecurity, tries: int
) -> None:
    settings = RegistrarSettings(certificate=trusted.good())
    plot = Plot(calls=2, answer="488 Not Acceptable Here")
    with registrar({"agent": PASSWORD}, settings) as exchange, answering(plot) as phone:
        exchange.add_contact("alice", f"sip:alice@{phone.address};transport=udp")
        bare_desk.register(_to_alice(exchange, trusted, security))
        bare_desk.link.dial("out", "alice")
        ended = bare_desk.wait_for_call(CallState.ENDED, "out")
        wanted = CallEnd.NO_COMMON_CODEC if security is MediaSecurity.OPTIONAL else CallEnd.NOT_ENCRYPTED
        assert ended.end is wanted
        invites = phone.requests("INVITE")
        assert len(invites) == tries
        assert "a=crypto:" in invites[0].text


@pytest.mark.parametrize("transport", [Transport.UDP, Transport.TCP])
def test_no_key_is_ever_sent_in_clear(bare_desk: TestDesk, transport: Transport) -> None:
    with registrar({"agent": PASSWORD}) as exchange, answering(Plot(answer="486 Busy Here")) as phone:
        exchange.add_contact("alice", f"sip:alice@{phone.address};transport=udp")
        account = Account(user="agent", password=PASSWORD, servers=(exchange.address,), transport=transport)
        bare_desk.register(replace(account, media_security=MediaSecurity.OPTIONAL))
        bare_desk.link.dial("out", "alice")
        bare_desk.wait_for_call(CallState.ENDED, "out")
        (invite,) = phone.requests("INVITE")
        assert "RTP/AVP" in invite.text
        assert "a=crypto:" not in invite.text
