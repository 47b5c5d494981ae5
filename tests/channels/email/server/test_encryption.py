"""Who may hear a password: the server whose certificate says so, and nobody before it has shown it, each time anew."""

import socket
import ssl
import struct
from collections.abc import Callable, Iterator
from dataclasses import replace
from threading import Event
from typing import Any

import pytest

from desktop.channels.email.connector import EmailConnector
from desktop.channels.email.server.address import Security, Server
from desktop.channels.email.server.stream import Stream
from desktop.channels.email.server.trust import trust
from desktop.domain.channel import Channel
from desktop.domain.errors import ConfigurationError, DesktopError, Unreachable
from desktop.domain.written import ChannelAccount, Filing
from tests.channels.mail_world import Secrets, letter
from tests.channels.rude_server import Manners, RudeServer, imap, rude_server, smtp
from tests.servers.certificates import Authority, ServerCertificate, authority
from tests.servers.ports import HOST

IN_THE_CLEAR = b"250-rude\r\n250-AUTH PLAIN\r\n250 STARTTLS\r\n"
WAYS = ["tls", "starttls"]
BAD = {
    "expired": (Authority.expired, "expired"),
    "of another host": (Authority.wrong_name, "is not valid for '127.0.0.1'"),
    "its own": (Authority.self_signed, "self-signed certificate"),
}


@pytest.fixture(scope="module")
def made() -> Iterator[Authority]:
    with authority() as its:
        yield its


def with_certificate(certificate: ServerCertificate, **more: Any) -> Manners:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate.certificate, certificate.key)
    manners = Manners(
        tls=context,
        capabilities=b"IMAP4rev1 STARTTLS SASL-IR AUTH=PLAIN",
        answers={"EHLO": b"250-rude\r\n250 AUTH PLAIN\r\n", "STARTTLS": b"220 go\r\n"},
        offers={"clear": b"IMAP4rev1 STARTTLS SASL-IR AUTH=PLAIN"},
    )
    return replace(manners, **more)


def account(server: RudeServer, security: str, made: Authority) -> ChannelAccount:
    settings = {
        "imap_host": HOST,
        "imap_port": str(server.port),
        "imap_security": security,
        "smtp_host": HOST,
        "smtp_port": str(server.port),
        "smtp_security": security,
        "extra_ca_file": str(made.ca_file),
    }
    return ChannelAccount(
        id=1, channel=Channel.EMAIL, name="Support", address="desk@parley.test", settings=tuple(settings.items())
    )


def ask_imap(its: ChannelAccount) -> None:
    with_errand = EmailConnector(its, Secrets(password="horse"))
    try:
        with_errand.file([Filing(place="1:3:INBOX", external_id="3@example.test")])
    finally:
        with_errand.close()


def ask_smtp(its: ChannelAccount) -> None:
    EmailConnector(its, Secrets(password="horse")).send(letter(its, "ann@example.test"), lambda: None)


Ask = Callable[[ChannelAccount], None]
KINDS = pytest.mark.parametrize(("converse", "ask"), [(imap, ask_imap), (smtp, ask_smtp)], ids=["imap", "smtp"])


def failed(ask: Ask, its: ChannelAccount) -> DesktopError | None:
    try:
        ask(its)
    except DesktopError as error:
        return error
    return None


def said_in_clear(converse: object) -> dict[str, bytes]:
    return {} if converse is imap else {"clear": IN_THE_CLEAR}


def is_named(server: RudeServer) -> bool:
    """Whether anything of the password's was heard."""
    return any(word in line.upper() for line in server.heard for word in (b"AUTH", b"LOGIN"))


@KINDS
@pytest.mark.parametrize("security", WAYS)
@pytest.mark.parametrize("bad", BAD)
def test_whose_certificate_is_bad_hears_no_password(
    made: Authority, converse: Callable[..., None], ask: Ask, security: str, bad: str
) -> None:
    certificate, words = BAD[bad]
    manners = with_certificate(certificate(made), from_the_start=security == "tls")
    manners.offers |= said_in_clear(converse)
    with rude_server(manners, converse) as server:
        error = failed(ask, account(server, security, made))
        assert isinstance(error, Unreachable)
        assert "is not trusted" in error.text
        assert words in error.text
        assert not is_named(server)


@KINDS
@pytest.mark.parametrize("security", WAYS)
def test_whose_certificate_is_good_hears_it(
    made: Authority, converse: Callable[..., None], ask: Ask, security: str
) -> None:
    manners = with_certificate(made.good(), from_the_start=security == "tls")
    manners.offers |= said_in_clear(converse)
    with rude_server(manners, converse) as server:
        assert failed(ask, account(server, security, made)) is None
        assert is_named(server)


@KINDS
def test_who_offered_encryption_once_and_does_not_the_next_time_hears_nothing(
    made: Authority, converse: Callable[..., None], ask: Ask
) -> None:
    manners = with_certificate(made.good())
    manners.offers |= said_in_clear(converse)
    with rude_server(manners, converse) as server:
        its = account(server, "starttls", made)
        assert failed(ask, its) is None
        server.heard.clear()
        manners.offers["clear"] = (
            b"IMAP4rev1 SASL-IR AUTH=PLAIN" if converse is imap else b"250-rude\r\n250 AUTH PLAIN\r\n"
        )
        error = failed(ask, its)
        assert isinstance(error, Unreachable)
        assert "offers no encryption" in error.text
        assert not is_named(server)


@KINDS
def test_who_puts_encryption_off_says_so_and_hears_nothing(
    made: Authority, converse: Callable[..., None], ask: Ask
) -> None:
    manners = with_certificate(made.good(), refusals={b"STARTTLS": b"NO tls just now"})
    manners.offers |= said_in_clear(converse)
    manners.answers |= {"STARTTLS": b"454 no tls just now\r\n"}
    with rude_server(manners, converse) as server:
        error = failed(ask, account(server, "starttls", made))
        assert error is not None
        assert "tls just now" in error.text
        assert not is_named(server)


@pytest.mark.parametrize("file", ["/nowhere.pem", "/now\0here.pem", "/\ud800.pem"])
def test_a_certificate_file_that_no_system_has_is_said(file: str) -> None:
    with pytest.raises(ConfigurationError, match="cannot be used"):
        trust(file)


def test_what_was_offered_in_the_clear_counts_for_nothing_in_tls(made: Authority) -> None:
    manners = with_certificate(made.good(), offers={"tls": b"IMAP4rev1"})
    with rude_server(manners, imap) as server:
        ask_imap(account(server, "starttls", made))
    assert [line.split()[1] for line in server.heard][:4] == [b"CAPABILITY", b"STARTTLS", b"CAPABILITY", b"LOGIN"]


def test_what_was_offered_in_the_clear_counts_for_nothing_in_smtp_either(made: Authority) -> None:
    forged = b"250-rude\r\n250-AUTH PLAIN\r\n250-SIZE 10\r\n250 STARTTLS\r\n"
    manners = with_certificate(made.good(), offers={"clear": forged, "tls": b"250-rude\r\n250 AUTH LOGIN\r\n"})
    manners.answers |= {"AUTH": b"334 VXNlcm5hbWU6\r\n"}
    with rude_server(manners, smtp) as server:
        assert failed(ask_smtp, account(server, "starttls", made)) is None  # ten bytes would be too few
    assert [line[:8] for line in server.heard[1:4]] == [b"STARTTLS", server.heard[0][:8], b"AUTH LOG"]


@pytest.mark.parametrize(
    ("before", "after", "command"),
    [(b"", b" MOVE UIDPLUS", b"UID MOVE"), (b" MOVE UIDPLUS", b"", b"UID COPY")],
)
def test_what_a_server_can_do_is_asked_again_once_one_is_signed_in(
    made: Authority, before: bytes, after: bytes, command: bytes
) -> None:
    offers = {"tls": b"IMAP4rev1 SASL-IR AUTH=PLAIN" + before, "in": b"IMAP4rev1" + after}
    manners = with_certificate(made.good(), from_the_start=True, offers=offers, messages={3: b"Subject: x\r\n\r\nx"})
    with rude_server(manners, imap) as server:
        ask_imap(account(server, "tls", made))
    assert any(command in line for line in server.heard)


def test_a_session_that_begins_signed_in_is_refused_in_tls_too(made: Authority) -> None:
    """Nobody asked who we are: it may be another's mailbox."""
    manners = with_certificate(made.good(), from_the_start=True, greeting=b"* PREAUTH welcome\r\n")
    with rude_server(manners, imap) as server:
        assert isinstance(failed(ask_imap, account(server, "tls", made)), Unreachable)
    assert server.heard == []


@pytest.mark.parametrize("last_words", [b"", b"* BYE full\r\n"])
def test_a_server_that_goes_away_before_the_hand_shake_is_unreachable(last_words: bytes) -> None:
    with socket.create_server((HOST, 0)) as server:
        address = Server(host=HOST, port=server.getsockname()[1], security=Security.STARTTLS)
        stream = Stream(address, Event(), Event())
        its, _ = server.accept()
        its.sendall(last_words)
        its.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # a reset
        its.close()
        assert stream.wait(30)
        with pytest.raises(Unreachable, match="broke"):
            stream.start_tls()
