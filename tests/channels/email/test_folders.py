"""Folders of an account on a real Dovecot: in any script and depth, taken away and back, and those that are made."""

import contextlib
import imaplib
from collections.abc import Iterator

import pytest

from desktop.channels.email.connector import EmailConnector
from desktop.channels.email.server import follow
from desktop.channels.email.server.syntax import coded_name
from desktop.domain.channel import Direction
from desktop.domain.written import ChannelAccount, Filing
from tests.channels.mail_world import PASSWORD, USERS, Desk, MailWorld, Secrets, letter, mail
from tests.conftest import keep_for_session
from tests.servers.dovecot import MailboxServer, MailboxSettings, mailbox_server
from tests.servers.ports import HOST
from tests.servers.process import wait_until

DEEP = "Kunden/Größe & Maß/退款 2026"


@contextlib.contextmanager
def webmail(account: ChannelAccount, port: int) -> Iterator[imaplib.IMAP4]:
    """Another program of the account's owner."""
    with imaplib.IMAP4(HOST, port) as program:
        program.authenticate("PLAIN", lambda _: f"\0{account.address}\0{PASSWORD}".encode())
        yield program


def coded(folder: str) -> str:
    return f'"{coded_name(folder).decode()}"'


@contextlib.contextmanager
def reading(account: ChannelAccount) -> Iterator[Desk]:
    connector = EmailConnector(account, Secrets())
    with contextlib.closing(connector), Desk(connector) as desk:
        yield desk


def test_folders_within_folders_in_any_script_are_read_and_filed_into(world: MailWorld) -> None:
    account = world.account(folders=f"INBOX\n{DEEP}", archives="yes", archive_folder=f"{DEEP}/erledigt & weg")
    with webmail(account, world.mailboxes.port) as program:
        program.create(coded(DEEP))
        program.append(coded(DEEP), "", "", mail(1))
        with reading(account) as desk:
            (came,) = desk.wait(1)
            assert came.place.endswith(f":{DEEP}")
            (filed,) = desk.connector.file([Filing(place=came.place, external_id=came.external_id)])
            assert filed.now_at.endswith(f":{DEEP}/erledigt & weg")
            (back,) = desk.connector.file([Filing(place=filed.now_at, external_id=came.external_id, home=filed.home)])
            assert back.now_at.endswith(f":{DEEP}")


def test_a_folder_that_is_taken_away_keeps_no_mail_of_the_others_back_and_is_said(
    world: MailWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow, "LOOK_SECONDS", 0.5)
    account = world.account(folders="INBOX\nOrders\nReturns")
    with webmail(account, world.mailboxes.port) as program:
        for folder in ("Orders", "Returns"):
            program.create(folder)
        program.append("Returns", "", "", mail(1))
        with reading(account) as desk:
            desk.wait(1)
        program.delete("Orders")
        with reading(account) as desk:
            desk.wait(1)
            world.mailboxes.deliver(account.address, mail(2))
            desk.wait(2)
            assert "Orders is not read." in desk.connector.caution
            assert "Mailbox doesn't exist: Orders" in desk.connector.caution
            assert desk.error is None
            program.create("Orders")
            program.append("Orders", "", "", mail(3))
            desk.wait(3)
            wait_until(lambda: not desk.connector.caution, "that all is well", detail=desk.state)


def test_a_folder_for_sent_mail_that_is_not_there_is_made(world: MailWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow, "LOOK_SECONDS", 0.5)
    account = world.account(sent_folder="Gesendet/2026")
    sent = letter(account, world.account().address)
    with reading(account) as desk:
        wait_until(lambda: desk.is_connected, "signing in")
        desk.connector.send(sent, lambda: None)
        assert [its.direction for its in desk.wait(1)] == [Direction.OUTBOUND]
        wait_until(lambda: len(world.mailboxes.messages(account.address, "Gesendet/2026")) == 1, "the copy")
        wait_until(lambda: not desk.connector.caution, "that all is well", detail=desk.state)
    assert world.mailboxes.messages(account.address) == []


def test_copies_that_cannot_be_filed_stay_and_are_said(world: MailWorld) -> None:
    account = world.account(sent_folder="a//b")
    with reading(account) as desk:
        wait_until(lambda: desk.is_connected, "signing in")
        desk.connector.send(letter(account, world.account().address), lambda: None)
        desk.wait(1)
        wait_until(lambda: "Copies of sent mail stay in INBOX." in desk.connector.caution, "the server's words")
        assert f"{HOST} says: " in desk.connector.caution


# ---------------------------------------------------------------- where users' folders have a place of their own


@pytest.fixture(scope="session")
def prefixed() -> Iterator[MailboxServer]:
    """As hosting companies set it up: every folder of a user lies below INBOX, and others cannot be made."""
    with mailbox_server(dict.fromkeys(USERS, PASSWORD), MailboxSettings(prefix="INBOX.")) as running:
        keep_for_session(running.process.pid)
        yield running


def test_the_archive_is_made_where_the_server_lets_folders_be_made(world: MailWorld, prefixed: MailboxServer) -> None:
    account = world.account(imap_port=str(prefixed.port), imap_security="none")
    prefixed.deliver(account.address, mail(1))
    with reading(account) as desk:
        (came,) = desk.wait(1)
        (filed,) = desk.connector.file([Filing(place=came.place, external_id=came.external_id)])
        assert filed.words == ""
        assert filed.now_at.endswith(":INBOX.Archive")
    with webmail(account, prefixed.port) as program:
        assert program.select("INBOX.Archive")[1] == [b"1"]
