"""Postfix in front of Dovecot."""

import smtplib
import ssl
from collections.abc import Iterator

import pytest

from tests.conftest import keep_for_session
from tests.servers.certificates import Authority, authority
from tests.servers.dovecot import MailboxServer, MailboxSettings, mailbox_server
from tests.servers.ports import HOST
from tests.servers.postfix import MailServer, MailServerSettings, mail_server
from tests.servers.process import group_members, wait_until

OLGA = "olga@parley.test"
MAIL = (
    b"From: Ann <ann@example.test>\r\nDate: Sun, 22 Nov 2026 09:00:00 +0100\r\nMessage-ID: <1@example.test>\r\n"
    b"Subject: Order\r\n\r\nWhere is it?\r\n"
)


@pytest.fixture(scope="module")
def test_authority() -> Iterator[Authority]:
    with authority() as made:
        yield made


@pytest.fixture(scope="module")
def mailboxes(test_authority: Authority) -> Iterator[MailboxServer]:
    with mailbox_server({OLGA: "secret"}, MailboxSettings(certificate=test_authority.good())) as running:
        keep_for_session(running.process.pid)
        yield running


@pytest.fixture(scope="module")
def server(mailboxes: MailboxServer, test_authority: Authority) -> Iterator[MailServer]:
    settings = MailServerSettings(certificate=test_authority.good(), largest_bytes=100_000)
    with mail_server(mailboxes, [OLGA], settings) as running:
        keep_for_session(running.process.pid)
        yield running


def test_mail_from_outside_is_delivered_and_mail_to_elsewhere_refused(
    server: MailServer, mailboxes: MailboxServer
) -> None:
    from_outside = MAIL.replace(b"<1@", b"<2@")  # the others are delivered to the same mailbox
    with smtplib.SMTP(HOST, server.port) as session:
        session.sendmail("ann@example.test", [OLGA], from_outside)
        with pytest.raises(smtplib.SMTPRecipientsRefused, match="User unknown"):
            session.sendmail("ann@example.test", ["nobody@parley.test"], MAIL)
        with pytest.raises(smtplib.SMTPRecipientsRefused, match="Relay access denied"):
            session.sendmail("ann@example.test", ["bob@example.test"], MAIL)

    def is_there() -> bool:
        return any(mail.endswith(from_outside) for mail in mailboxes.messages(OLGA))

    wait_until(is_there, "the mail", detail=server.process.log_tail)


def test_submission_takes_nothing_without_encryption_and_a_log_in(
    server: MailServer, test_authority: Authority
) -> None:
    context = ssl.create_default_context(cafile=test_authority.ca_file)
    with smtplib.SMTP(HOST, server.submission_port) as session:
        with pytest.raises(smtplib.SMTPSenderRefused, match="Must issue a STARTTLS command first"):
            session.sendmail(OLGA, [OLGA], MAIL)
        session.starttls(context=context)
        with pytest.raises(smtplib.SMTPRecipientsRefused, match="Access denied"):
            session.sendmail(OLGA, [OLGA], MAIL)
        with pytest.raises(smtplib.SMTPAuthenticationError):
            session.login(OLGA, "wrong")
    with smtplib.SMTP_SSL(HOST, server.submissions_port, context=context) as session:
        session.login(OLGA, "secret")
        session.sendmail(OLGA, [OLGA], MAIL)
        with pytest.raises(smtplib.SMTPSenderRefused, match="size exceeds"):
            session.sendmail(OLGA, [OLGA], MAIL + b"x" * 200_000)


def test_what_was_taken_survives_a_kill_and_is_delivered_later(test_authority: Authority) -> None:
    with mailbox_server({OLGA: "secret"}) as mailboxes, mail_server(mailboxes, [OLGA]) as server:
        mailboxes.stop()
        with smtplib.SMTP(HOST, server.port) as session:
            session.sendmail("ann@example.test", [OLGA], MAIL)
        wait_until(lambda: server.queued() == 1, "the queue")
        group = server.process.pid
        server.kill()
        assert not group_members(group)
        mailboxes.start()
        server.start()
        wait_until(lambda: len(mailboxes.messages(OLGA)) == 1, "the mail", detail=server.process.log_tail)
