"""Registrars that refuse, ask for more than is theirs, show bad papers, or vanish: what the agent's top bar says.

Between the desk and Kamailio is a wire of the test's own; on it Kamailio's honest answers become others.
"""

import contextlib
import json
import re
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.domain.call import CallState
from desktop.domain.interaction import InteractionState
from desktop.domain.phone import Registration, RegistrationState
from tests.hostile.callers import Caller
from tests.hostile.conftest import PASSWORD, without
from tests.hostile.tap import StreamTap, Tap, UdpTap, tapped
from tests.servers.certificates import Authority, ServerCertificate, authority
from tests.servers.kamailio import REALM, Algorithm, Registrar, RegistrarSettings, registrar
from tests.telephony.desks import wait_for
from tests.telephony.edge.sockets import turn
from tests.test_app import OpenDesk, opened

pytestmark = pytest.mark.sip


@pytest.fixture(scope="module")
def trusted() -> Iterator[Authority]:
    with authority() as made:
        yield made


@pytest.fixture
def profile(tmp_path: Path, exchange: Registrar) -> Callable[..., Path]:
    """A desk set up for the server behind a wire."""

    def made(tap: Tap, **settings: object) -> Path:
        exchange.unregister("agent")
        transport = "udp" if isinstance(tap, UdpTap) else "tls" if tap.is_encrypted else "tcp"
        values = {
            "account.servers": [tap.address],
            "account.user": "agent",
            "account.domain": REALM,
            "account.transport": transport,
            "agent.name": "maria",
            "calls.region": "PL",
            **settings,
        }
        (tmp_path / "settings.json").write_text(json.dumps(values))
        return tmp_path

    return made


def _waited(desk: OpenDesk, *states: RegistrationState, seconds: float = 60) -> Registration:
    wait_for(
        lambda: desk.state() in states, lambda: f"{states}: {desk.services.line.registration}\n{desk.log()}", seconds
    )
    return desk.services.line.registration


def _notice(desk: OpenDesk, key: str) -> str:
    return next((notice.text for notice in desk.desk.notices.notices if notice.key == key), "")


def _passwords_sent(tap: Tap) -> list[bytes]:
    return [data for data in tap.sent if b"\r\nAuthorization:" in data]


def _realms(tap: Tap) -> set[bytes]:
    return {realm for data in tap.sent for realm in re.findall(rb'Authorization: Digest .*realm="([^"]*)"', data)}


def test_a_wrong_password_is_said_and_not_tried_again(
    qapp: QApplication, profile: Callable[..., Path], exchange: Registrar
) -> None:
    with tapped(UdpTap(exchange.port)) as tap, opened(profile(tap), "wrong") as desk:
        refused = _waited(desk, RegistrationState.REFUSED)
        assert refused.text == "The exchange does not accept this user name or password"
        assert refused.hint == "Check them in the settings."
        assert _notice(desk, "password") == refused.text
        tries = len(_passwords_sent(tap))
        turn(2.5)
        assert len(_passwords_sent(tap)) == tries <= 2


ASK = b'WWW-Authenticate: Digest realm="%s", nonce="%d", qop="auth", algorithm=MD5\r\n'


def _asking(realm: bytes, *, first: int = 0) -> Callable[[bytes], bytes | None]:
    """From the answer numbered `first` on, every answer to a REGISTER asks for the password in this realm."""
    asked = 0

    def change(data: bytes) -> bytes:
        nonlocal asked
        if not re.search(rb"CSeq: *\d+ REGISTER", data):
            return data
        asked += 1
        if asked <= first:
            return data
        kept = [field for field in data.split(b"\r\n") if re.match(rb"(?i)(via|from|to|call-id|cseq):", field)]
        head = b"\r\n".join([b"SIP/2.0 401 Unauthorized", *kept, b""])
        return head + ASK % (realm, asked) + b"Content-Length: 0\r\n\r\n"

    return change


def _password_asked_without_end(tap: Tap, desk: OpenDesk) -> int:
    """How often the password was sent to a server that asks again and again."""
    ended = (RegistrationState.REFUSED, RegistrationState.UNREACHABLE)
    wait_for(lambda: desk.state() in ended or len(_passwords_sent(tap)) > 5, "an end")
    turn(1.5)
    return len(_passwords_sent(tap))


def test_a_server_that_asks_for_the_password_without_end_gets_two_answers_at_most(
    qapp: QApplication, profile: Callable[..., Path], exchange: Registrar
) -> None:
    with tapped(UdpTap(exchange.port)) as tap, opened(profile(tap), PASSWORD) as desk:
        tap.change = _asking(REALM.encode())
        assert _password_asked_without_end(tap, desk) <= 2
        assert _waited(desk, RegistrationState.REFUSED).text


def test_without_the_count_it_would_get_more(
    qapp: QApplication, profile: Callable[..., Path], exchange: Registrar
) -> None:
    with without("tries"), tapped(UdpTap(exchange.port)) as tap, opened(profile(tap), PASSWORD) as desk:
        tap.change = _asking(REALM.encode())
        assert _password_asked_without_end(tap, desk) > 2


WEAKEST_FIRST = (Algorithm.MD5, Algorithm.SHA256)


@contextlib.contextmanager
def _log_ins(profile: Callable[..., Path], *algorithms: Algorithm) -> Iterator[list[bytes]]:
    """The algorithms a desk signed on with at a server that offers these."""
    with (
        registrar({"agent": PASSWORD}, RegistrarSettings(algorithms=algorithms)) as offering,
        tapped(UdpTap(offering.port)) as tap,
        opened(profile(tap), PASSWORD) as desk,
    ):
        desk.register()
        yield [found for data in _passwords_sent(tap) for found in re.findall(rb'algorithm="?([^",\r]*)', data)]


@pytest.mark.parametrize("offered", [WEAKEST_FIRST, WEAKEST_FIRST[::-1]], ids=["weakest first", "strongest first"])
def test_the_strongest_log_in_that_is_offered_is_taken(
    qapp: QApplication, profile: Callable[..., Path], offered: tuple[Algorithm, ...]
) -> None:
    with _log_ins(profile, *offered) as used:
        assert set(used) == {b"SHA-256"}


def test_without_the_choice_it_would_be_the_first(qapp: QApplication, profile: Callable[..., Path]) -> None:
    with without("strongest"), _log_ins(profile, *WEAKEST_FIRST) as used:
        assert set(used) == {b"MD5"}


@contextlib.contextmanager
def _asked_for_another_realm(profile: Callable[..., Path], *guards: str) -> Iterator[tuple[Tap, OpenDesk]]:
    """Signed on, and at the refresh, two seconds later, the server speaks of another realm."""
    with (
        registrar({"agent": PASSWORD}, RegistrarSettings(max_expires_seconds=4)) as short,
        without(*guards),
        tapped(UdpTap(short.port)) as tap,
        opened(profile(tap), PASSWORD) as desk,
    ):
        desk.register()
        tap.change = _asking(b"evil.example")
        yield tap, desk


def test_the_password_is_not_sent_to_another_realm_than_the_first(
    qapp: QApplication, profile: Callable[..., Path]
) -> None:
    with _asked_for_another_realm(profile) as (tap, desk):
        assert _waited(desk, RegistrationState.REFUSED).text
        assert _realms(tap) == {REALM.encode()}
        assert "digest_realm" in desk.log()


def test_without_the_look_at_the_realm_it_would_be(qapp: QApplication, profile: Callable[..., Path]) -> None:
    with _asked_for_another_realm(profile, "realm") as (tap, _):
        wait_for(lambda: b"evil.example" in _realms(tap), "the password's digest")


def _context(certificate: ServerCertificate, least: ssl.TLSVersion = ssl.TLSVersion.TLSv1_2) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = least
    context.load_cert_chain(certificate.certificate, certificate.key)
    return context


@contextlib.contextmanager
def _over_tls(
    exchange: Registrar, profile: Callable[..., Path], context: ssl.SSLContext, trusted: Authority
) -> Iterator[tuple[Tap, OpenDesk]]:
    with tapped(StreamTap(exchange.port, context)) as tap:
        folder = profile(tap, **{"account.extra_ca_file": str(trusted.ca_file)})
        with opened(folder, PASSWORD) as desk:
            yield tap, desk


PAPERS = {
    "self-signed": (Authority.self_signed, "The certificate of 127.0.0.1 is signed by itself, by no authority"),
    "expired": (Authority.expired, "The certificate of 127.0.0.1 is out of date"),
    "wrong name": (Authority.wrong_name, "The server's certificate is for another name than 127.0.0.1"),
}


@pytest.mark.parametrize("kind", PAPERS)
def test_bad_papers_are_said_in_words_and_nothing_is_sent(
    qapp: QApplication,
    profile: Callable[..., Path],
    exchange: Registrar,
    trusted: Authority,
    kind: str,
) -> None:
    made, words = PAPERS[kind]
    with _over_tls(exchange, profile, _context(made(trusted)), trusted) as (tap, desk):
        told = _waited(desk, RegistrationState.UNREACHABLE)
        assert told.text == words
        assert told.hint
        assert tap.sent == []


@pytest.mark.parametrize("kind", PAPERS)
def test_without_the_look_at_the_papers_it_would_sign_on_anywhere(
    qapp: QApplication, profile: Callable[..., Path], exchange: Registrar, trusted: Authority, kind: str
) -> None:
    made, _ = PAPERS[kind]
    with without("verification"), _over_tls(exchange, profile, _context(made(trusted)), trusted) as (_, desk):
        desk.register()


def test_a_server_of_tls_1_3_alone_is_signed_on_at_and_rings(
    qapp: QApplication, profile: Callable[..., Path], exchange: Registrar, trusted: Authority
) -> None:
    context = _context(trusted.good(), ssl.TLSVersion.TLSv1_3)
    with _over_tls(exchange, profile, context, trusted) as (_, desk), Caller(exchange.trunk_port) as caller:
        desk.register()
        desk.go_ready()
        caller.ring()


@pytest.mark.parametrize(
    ("kind", "words"), [(UdpTap, "does not answer"), (StreamTap, "closed the connection")], ids=["UDP", "TCP"]
)
def test_a_registrar_that_vanishes_in_a_call_is_said_and_signed_on_at_again_and_the_call_is_not_lost(
    qapp: QApplication, profile: Callable[..., Path], kind: type[Tap], words: str
) -> None:
    with (
        registrar({"agent": PASSWORD}, RegistrarSettings(max_expires_seconds=6)) as vanishing,
        tapped(kind(vanishing.port)) as tap,
        opened(profile(tap), PASSWORD) as desk,
        Caller(vanishing.trunk_port) as caller,
    ):
        key = _in_a_call(desk, caller)
        texts: list[str] = []
        desk.services.line.registration_changed.connect(lambda registration: texts.append(registration.text))
        tap.is_cut = True
        vanishing.kill()
        if isinstance(tap, StreamTap):
            tap.hang_up()
        _waited(desk, RegistrationState.UNREACHABLE, seconds=30)
        assert any(text.endswith(words) for text in texts), texts
        assert _is_active(desk, key)
        vanishing.start()
        tap.is_cut = False
        desk.register()
        vanishing.wait_until_registered("agent")
        assert _is_active(desk, key)
        desk.services.phone.hang_up(key)
        desk.item(InteractionState.WRAP_UP)
        assert desk.row(key).notes == "The hinges are missing."


def _in_a_call(desk: OpenDesk, caller: Caller) -> str:
    """The call's key; notes were taken."""
    desk.register()
    desk.go_ready()
    caller.invite()
    key = desk.item(InteractionState.OFFERED).key
    desk.services.phone.answer(key)
    caller.answered()
    desk.item(InteractionState.ACTIVE)
    desk.services.interactions.write_notes(key, "The hinges are missing.")
    return key


def _is_active(desk: OpenDesk, key: str) -> bool:
    call = desk.services.phone.call(key)
    return call is not None and call.state is CallState.ACTIVE
