"""Dovecot as a mailbox server."""

import imaplib
import ssl
from collections.abc import Callable, Iterator

import pytest

from tests.conftest import keep_for_session
from tests.servers.certificates import Authority, authority
from tests.servers.dovecot import MailboxServer, MailboxSettings, mailbox_server
from tests.servers.ports import HOST
from tests.servers.process import group_members

USERS = {"olga@parley.test": "p:w \"'%$#", "jan@parley.test": "zażółć"}
MAIL = b"From: Ann <ann@example.test>\nSubject: Order\n.dot\n\nWhere is it?\n.\n"


@pytest.fixture(scope="module")
def test_authority() -> Iterator[Authority]:
    with authority() as made:
        yield made


@pytest.fixture(scope="module")
def server(test_authority: Authority) -> Iterator[MailboxServer]:
    with mailbox_server(USERS, MailboxSettings(certificate=test_authority.good())) as running:
        keep_for_session(running.process.pid)
        yield running


def test_each_user_signs_in_over_tls_and_a_wrong_password_is_refused(
    server: MailboxServer, test_authority: Authority
) -> None:
    context = ssl.create_default_context(cafile=test_authority.ca_file)
    for user, password in USERS.items():
        for secret, is_right in ((password, True), ("wrong", False)):
            with imaplib.IMAP4_SSL(HOST, server.tls_port, ssl_context=context) as session:
                if is_right:
                    session.authenticate("PLAIN", _answer(user, secret))
                    assert session.select("Sent")[0] == "OK"
                else:
                    with pytest.raises(imaplib.IMAP4.error, match="AUTHENTICATIONFAILED"):
                        session.authenticate("PLAIN", _answer(user, secret))


def test_the_clear_door_offers_starttls(server: MailboxServer, test_authority: Authority) -> None:
    with imaplib.IMAP4(HOST, server.port) as session:
        session.starttls(ssl.create_default_context(cafile=test_authority.ca_file))
        assert "AUTH=PLAIN" in session.capabilities


def test_what_is_delivered_lies_in_the_inbox_as_it_was(server: MailboxServer) -> None:
    server.deliver("olga@parley.test", MAIL)
    [raw] = server.messages("olga@parley.test")
    assert raw.endswith(MAIL.replace(b"\n", b"\r\n"))
    assert server.messages("jan@parley.test") == []


def test_a_stopped_server_comes_back_with_its_mail_and_leaves_no_process() -> None:
    with mailbox_server(USERS) as running:
        running.deliver("jan@parley.test", MAIL)
        group = running.process.pid
        running.kill()
        assert not group_members(group)
        running.start()
        with imaplib.IMAP4(HOST, running.port) as session:
            session.authenticate("PLAIN", _answer("jan@parley.test", USERS["jan@parley.test"]))
            assert session.select() == ("OK", [b"1"])
        group = running.process.pid
    assert not group_members(group)


def _answer(user: str, secret: str) -> Callable[[bytes], bytes]:
    return lambda _: b"\0".join((b"", user.encode(), secret.encode()))
