"""An account on a real Dovecot and a real Postfix: what comes, what goes, and what is told both ways."""

import imaplib
import json
import ssl
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import ClassVar, Protocol

import pytest

from desktop.channels.email import connector as connector_module
from desktop.channels.email.connector import EmailConnector
from desktop.channels.email.reading.aside import Reading
from desktop.channels.email.server import follow
from desktop.channels.email.server.stream import Stopped
from desktop.domain.channel import Direction
from desktop.domain.errors import ConfigurationError, Refused, Rejected, Unreachable
from desktop.domain.written import Absence, ChannelAccount, Incoming, SeenMark
from tests.channels.mail_world import PASSWORD, Desk, MailWorld, Secrets, letter, mail
from tests.servers.dovecot import mailbox_server
from tests.servers.ports import HOST, reserved_ports
from tests.servers.process import wait_until


class Connect(Protocol):
    def __call__(self, account: ChannelAccount, **secrets: str) -> EmailConnector: ...


@pytest.fixture
def connector() -> Iterator[Connect]:
    """Makes connectors, and closes them."""
    made: list[EmailConnector] = []

    def make(account: ChannelAccount, **secrets: str) -> EmailConnector:
        made.append(EmailConnector(account, Secrets(**secrets)))
        return made[-1]

    yield make
    for each in made:
        each.close()


def nothing() -> None:
    """Before the end of a letter: nothing stands in its way."""


class Webmail(imaplib.IMAP4_SSL):
    """Another program of the account's owner."""

    def __init__(self, world: MailWorld, account: ChannelAccount) -> None:
        context = ssl.create_default_context(cafile=world.ca_file)
        super().__init__(HOST, world.mailboxes.tls_port, ssl_context=context)
        self.authenticate("PLAIN", lambda _: f"\0{account.address}\0{PASSWORD}".encode())


# ---------------------------------------------------------------- signing in


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_it_signs_in_over_tls_and_over_starttls(world: MailWorld, connector: Connect, security: str) -> None:
    ports = {"imap_port": str(world.mailboxes.port), "smtp_port": str(world.post.submission_port)}
    settings = {"imap_security": security, "smtp_security": security}
    told = connector(world.account(**settings, **(ports if security == "starttls" else {}))).check()
    assert told == {"size_told": "1000000"}  # as that server announces it (RFC 1870)


def test_a_wrong_password_is_refused_in_the_servers_words(world: MailWorld, connector: Connect) -> None:
    wrong = connector(world.account(), password="wrong")
    with pytest.raises(Refused, match="AUTHENTICATIONFAILED"):
        wrong.check()
    with pytest.raises(Refused, match=r"535 5\.7\.8"):
        wrong.send(letter(world.account(), "ann@parley.test"), nothing)


def test_a_certificate_nobody_vouches_for_is_not_trusted(world: MailWorld, connector: Connect) -> None:
    with pytest.raises(Unreachable, match="is not trusted"):
        connector(world.account(extra_ca_file="")).check()


def test_a_server_that_is_not_there_is_said_so(world: MailWorld, connector: Connect) -> None:
    with reserved_ports() as (port,), pytest.raises(Unreachable, match=f"port {port}"):
        connector(world.account(imap_port=str(port))).check()


def test_a_password_goes_unencrypted_to_this_machine_only(world: MailWorld, connector: Connect) -> None:
    with pytest.raises(ConfigurationError, match="unencrypted"):
        connector(world.account(imap_host="mail.example.test", imap_security="none")).check()


@pytest.mark.parametrize("setting", ["imap_port", "smtp_security", "history_days", "copies", "sign_in"])
def test_a_setting_that_no_form_of_ours_wrote_is_said(world: MailWorld, connector: Connect, setting: str) -> None:
    with pytest.raises(ConfigurationError, match="setting of the account"):
        connector(world.account(**{setting: "²"})).check()


# ---------------------------------------------------------------- receiving


def test_the_newest_fifty_come_first_and_all_of_them_once(world: MailWorld, connector: Connect) -> None:
    account = world.account()
    for number in range(320):
        world.mailboxes.deliver(account.address, mail(number))
    with Desk(connector(account)) as desk:
        desk.wait(320)
        assert [incoming.external_id for incoming in desk.batches[0]] == [f"{n}@example.test" for n in range(270, 320)]
        wait_until(lambda: '"floor":1' in desk.position, "the whole folder")
    assert desk.delivered == 320
    assert desk.kept["7@example.test"].subject == "Order 7"
    with Desk(connector(account), desk.position) as later:
        wait_until(lambda: later.is_connected, "signing in")
        world.mailboxes.deliver(account.address, mail(1000))
        assert later.wait(1)[0].external_id == "1000@example.test"
    assert later.delivered == 1


class ReadAside(Reading):
    """Waits for its process, so that there is one however quick the rest is, and tells how much it read."""

    taken: ClassVar[list[int]] = []

    def begin_aside(self) -> None:
        super().begin_aside()
        wait_until(lambda: self.is_aside, "the reading process")

    def take(self) -> list[Incoming]:
        batch = super().take()
        self.taken.append(len(batch))
        return batch


@pytest.fixture
def read_aside(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How much is read in a process of its own, batch for batch. Much is a few hundred here, so that a test fills no
    folder of a thousand; the process and all else are the real ones."""
    monkeypatch.setattr(follow, "MANY", 300)
    monkeypatch.setattr(connector_module, "Reading", ReadAside)
    monkeypatch.setattr(ReadAside, "taken", [])
    return ReadAside.taken


def test_a_long_first_sync_is_read_aside_and_each_mail_comes_once(
    world: MailWorld, connector: Connect, read_aside: list[int]
) -> None:
    account = world.account()
    for number in range(900):
        world.mailboxes.deliver(account.address, mail(number))
    with Desk(connector(account)) as desk:
        desk.wait(900)
        wait_until(lambda: '"floor":1' in desk.position, "the whole folder")
        wait_until(lambda: not _is_reading_aside(), "the end of the reading process")
    assert desk.delivered == 900
    assert [one.external_id for one in desk.batches[0]] == [f"{n}@example.test" for n in range(850, 900)]
    assert sum(read_aside) == 850
    assert desk.kept["7@example.test"].packed is not None


def _progress_of(desk: Desk, position: str = "", batches: int = 99) -> list[tuple[int, int] | None]:
    """After each batch, until the whole folder is there."""
    told: list[tuple[int, int] | None] = []

    def deliver(
        batch: Sequence[Incoming], position: str, seen: Sequence[SeenMark] = (), gone: Absence | None = None
    ) -> None:
        desk.deliver(batch, position, seen)
        if batch:
            told.append(desk.connector.progress)
        if len(told) == batches or json.loads(position).get("INBOX", {"floor": 0})["floor"] == 1:
            raise Stopped

    desk.connector.receive(position, deliver, threading.Event())
    return told


def test_a_long_first_sync_says_how_far_it_is_and_one_that_goes_on_too(
    world: MailWorld, connector: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    # a folder of 350 for one of thousands: what is told after each batch is the same, and no process is begun for it
    monkeypatch.setattr(follow, "MANY", 150)
    monkeypatch.setattr(follow, "BATCH", 100)
    monkeypatch.setattr(Reading, "begin_aside", lambda self: None)
    account = world.account()
    for number in range(350):
        world.mailboxes.deliver(account.address, mail(number))
    desk = Desk(connector(account))
    assert _progress_of(desk, batches=2) == [(50, 350), (150, 350)]
    rest = _progress_of(Desk(connector(account)), desk.position)
    assert rest == [(100, 200), None]


def test_mail_that_comes_in_a_long_first_sync_does_not_wait_for_its_end(
    world: MailWorld, connector: Connect, read_aside: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow, "_ROUND", 400)
    account = world.account()
    for number in range(1500):
        world.mailboxes.deliver(account.address, mail(number))
    desk = Desk(connector(account))

    def deliver(
        batch: Sequence[Incoming], position: str, seen: Sequence[SeenMark] = (), gone: Absence | None = None
    ) -> None:
        if len(desk.batches) == 1:
            world.mailboxes.deliver(account.address, mail(1500))
        desk.deliver(batch, position, seen)
        its = json.loads(position).get("INBOX", {"floor": 0, "next": 0})
        covered = {f"{uid - 1}@example.test" for uid in range(its["floor"], its["next"])}
        assert covered <= desk.kept.keys(), "what is not there yet would never be fetched again"
        if its["floor"] == 1:
            raise Stopped

    desk.connector.receive("", deliver, threading.Event())
    where = next(n for n, batch in enumerate(desk.batches) if batch[0].external_id == "1500@example.test")
    assert where < len(desk.batches) - 1
    assert desk.delivered == 1501
    assert read_aside
    assert not _is_reading_aside()


def _is_reading_aside() -> bool:
    return any(thread.name == "ask-reader" for thread in threading.enumerate())


def test_mail_that_comes_while_it_waits_is_seen_at_once(world: MailWorld, connector: Connect) -> None:
    account = world.account()
    with Desk(connector(account)) as desk:
        wait_until(lambda: desk.is_connected, "signing in")
        for number in range(5):
            world.mailboxes.deliver(account.address, mail(number))
            desk.wait(number + 1)
    assert desk.delivered == 5


@pytest.mark.parametrize("is_aside", [False, True], ids=["read here", "read aside"])
def test_an_interrupted_first_sync_goes_on_where_it_was(
    world: MailWorld, connector: Connect, is_aside: bool, request: pytest.FixtureRequest
) -> None:
    read_aside = request.getfixturevalue("read_aside") if is_aside else []
    account = world.account()
    for number in range(700):
        world.mailboxes.deliver(account.address, mail(number))

    class Full(Exception):
        """The disk, after the second batch."""

    desk = Desk(connector(account))

    def deliver(
        batch: Sequence[Incoming], position: str, seen: Sequence[SeenMark] = (), gone: Absence | None = None
    ) -> None:
        if len(desk.batches) == 2:
            raise Full
        desk.deliver(batch, position, seen)

    with pytest.raises(Full):
        desk.connector.receive("", deliver, threading.Event())
    assert desk.delivered == 250
    world.mailboxes.deliver(account.address, mail(700))
    with Desk(connector(account), desk.position) as later:
        later.wait(451)
        wait_until(lambda: '"floor":1' in later.position, "the whole folder")
    assert later.batches[0][0].external_id == "700@example.test"
    assert later.delivered == 451
    assert {*desk.kept, *later.kept} == {f"{number}@example.test" for number in range(701)}
    assert bool(read_aside) is is_aside
    assert not _is_reading_aside()


def test_it_stops_within_two_seconds_whatever_it_does(world: MailWorld, connector: Connect) -> None:
    desk = Desk(connector(world.account()))
    with desk:
        wait_until(lambda: desk.is_connected, "signing in")
        started = time.monotonic()
    assert time.monotonic() - started < 2
    assert desk.error is None


def test_a_closed_connector_is_unreachable(world: MailWorld, connector: Connect) -> None:
    desk = Desk(connector(world.account()))
    with desk:
        wait_until(lambda: desk.is_connected, "signing in")
        desk.connector.close()
        wait_until(lambda: desk.error is not None, "the end")
    assert isinstance(desk.error, Unreachable)


def test_what_is_read_elsewhere_is_told_and_what_is_read_here_is_marked_there(
    world: MailWorld, connector: Connect
) -> None:
    account = world.account()
    for number in range(3):
        world.mailboxes.deliver(account.address, mail(number))
    with Desk(connector(account)) as desk, Webmail(world, account) as webmail:
        desk.wait(3)
        assert not any(incoming.is_seen for incoming in desk.kept.values())
        webmail.select()
        webmail.store("1", "+FLAGS", "(\\Seen)")
        wait_until(lambda: desk.kept["0@example.test"].is_seen, "the mark", detail=desk.state)
        webmail.store("1", "-FLAGS", "(\\Seen)")
        wait_until(lambda: not desk.kept["0@example.test"].is_seen, "its end", detail=desk.state)
        places = [desk.kept[f"{number}@example.test"].place for number in (1, 2)]
        desk.connector.mark(
            [*(SeenMark(place=place, is_seen=True) for place in places), SeenMark(place="1:9:Gone", is_seen=True)]
        )
        webmail.noop()  # it looks again
        assert webmail.search(None, "SEEN")[1] == [b"2 3"]
        desk.connector.mark([SeenMark(place=places[0], is_seen=False)])
        webmail.noop()
        assert webmail.search(None, "SEEN")[1] == [b"3"]


def test_what_was_read_elsewhere_while_it_was_away_is_told_when_it_is_back(
    world: MailWorld, connector: Connect
) -> None:
    account = world.account()
    for number in range(3):
        world.mailboxes.deliver(account.address, mail(number))
    with Desk(connector(account)) as desk:
        desk.wait(3)
        wait_until(lambda: '"floor":1' in desk.position, "the whole folder")
    with Webmail(world, account) as webmail:
        webmail.select()
        webmail.store("2", "+FLAGS", "(\\Seen)")
    later = Desk(connector(account), desk.position)
    later.kept = dict(desk.kept)
    with later:
        wait_until(lambda: later.kept["1@example.test"].is_seen, "the mark", detail=later.state)
    assert later.delivered == 0


def test_a_folder_made_anew_is_read_again(world: MailWorld, connector: Connect) -> None:
    account = world.account(folders="Orders")
    with Webmail(world, account) as webmail:
        webmail.create("Orders")
        webmail.append("Orders", "", "", mail(1))
        with Desk(connector(account)) as desk:
            desk.wait(1)
            wait_until(lambda: '"floor":1' in desk.position, "the whole folder")
        webmail.delete("Orders")
        webmail.create("Orders")
        for number in (1, 2, 3):
            webmail.append("Orders", "", "", mail(number))
    with Desk(connector(account), desk.position) as later:
        assert {incoming.external_id for incoming in later.wait(3)} == {f"{n}@example.test" for n in (1, 2, 3)}


def test_a_folder_that_is_not_there_is_said_in_the_servers_words(world: MailWorld, connector: Connect) -> None:
    with pytest.raises(Rejected, match="Mailbox doesn't exist: Nowhere"):
        connector(world.account(folders="Nowhere")).check()


def test_folders_with_names_in_any_script_are_read(world: MailWorld, connector: Connect) -> None:
    account = world.account(folders="INBOX\nZamówienia & 退款")
    with Webmail(world, account) as webmail:
        webmail.create('"Zam&APM-wienia &- &kABrPg-"')
        webmail.append('"Zam&APM-wienia &- &kABrPg-"', "", "", mail(5))
    with Desk(connector(account)) as desk:
        assert desk.wait(1)[0].place.endswith(":Zamówienia & 退款")


def test_only_so_many_days_are_read_back(world: MailWorld, connector: Connect) -> None:
    account = world.account(history_days="30")
    with Webmail(world, account) as webmail:
        webmail.append("INBOX", "", imaplib.Time2Internaldate(time.time() - 60 * 86400), mail(1))
        webmail.append("INBOX", "", imaplib.Time2Internaldate(time.time() - 5 * 86400), mail(2))
    with Desk(connector(account)) as desk:
        desk.wait(1)
        wait_until(lambda: '"floor":1' in desk.position, "the whole folder")
    assert list(desk.kept) == ["2@example.test"]


# ---------------------------------------------------------------- sending


def test_a_letter_is_accepted_arrives_and_its_copy_is_filed_once(world: MailWorld, connector: Connect) -> None:
    account, customer = world.account(), world.account().address
    sent = letter(account, customer, text="Zażółć 退款\r\n.\r\n..dots\r\nend")
    with Desk(connector(account)) as desk:
        wait_until(lambda: desk.is_connected, "signing in")
        calls: list[str] = []
        desk.connector.send(sent, lambda: calls.append("before the end"))
        assert calls == ["before the end"]
        wait_until(lambda: len(world.mailboxes.messages(customer)) == 1, "the letter")
        assert world.mailboxes.messages(customer)[0].endswith(sent.raw)
        wait_until(lambda: len(world.mailboxes.messages(account.address, "Sent")) == 1, "the copy")
        wait_until(lambda: not world.mailboxes.messages(account.address), "an empty inbox")
        assert desk.connector.was_sent(sent) is True
        assert [its.direction for its in desk.wait(1)] == [Direction.OUTBOUND]


def test_a_copy_that_does_not_come_by_post_is_filed_and_that_once(world: MailWorld, connector: Connect) -> None:
    """As for an address whose mail goes elsewhere; asked for again after a try of which nobody knows the end."""
    account, customer = world.account(), world.account().address
    account = replace(account, address="elsewhere@parley.test", settings=(*account.settings, ("user", account.address)))
    sent = letter(account, customer)
    for _ in range(2):
        its = connector(account)
        assert its.send(sent, nothing)
        its.file_copy(sent)
    owner = account.setting("user")
    (copy,) = world.mailboxes.messages(owner, "Sent")
    assert sent.external_id.encode() in copy
    assert world.mailboxes.messages(owner) == []


def test_a_copy_that_could_not_be_filed_while_the_mailbox_was_away_is_filed_once_it_is_back(
    world: MailWorld, connector: Connect
) -> None:
    account, customer = world.account(), world.account().address
    with mailbox_server({account.address: PASSWORD}) as away:
        plain = {"imap_port": str(away.port), "imap_security": "none", "user": account.address}
        account = replace(
            account, address="elsewhere@parley.test", settings=tuple({**dict(account.settings), **plain}.items())
        )
        away.kill()
        its = connector(account)
        sent = letter(account, customer)
        assert its.send(sent, nothing)
        with pytest.raises(Unreachable):
            its.file_copy(sent)
        assert "could not be filed" in its.caution
        away.start()

        def is_filed() -> bool:
            """It greets before its log-in is back; who sends asks again, too."""
            with suppress(Unreachable):
                its.file_copy(sent)
            return not its.caution

        wait_until(is_filed, "the copy", detail=lambda: its.caution)
        assert len(away.messages(plain["user"], "Sent")) == 1


def test_a_letter_to_an_unknown_recipient_is_sent_to_nobody(world: MailWorld, connector: Connect) -> None:
    account, customer = world.account(), world.account().address
    sent = letter(account, customer, "nobody@parley.test")
    with pytest.raises(Rejected, match=r"550 5\.1\.1 <nobody@parley\.test>.*User unknown"):
        connector(account).send(sent, nothing)
    assert connector(account).was_sent(sent) is None
    connector(account).send(letter(account, customer), nothing)
    wait_until(lambda: len(world.mailboxes.messages(customer)) == 1, "the other letter")
    assert sent.external_id.encode() not in world.mailboxes.messages(customer)[0]


def test_what_is_too_large_is_said_before_it_is_sent(world: MailWorld, connector: Connect) -> None:
    account = world.account()
    sent = letter(account, account.address, text="x" * 1_100_000)
    with pytest.raises(Rejected, match=r"1\.1 MB.*takes 1\.0 MB"):
        connector(account).send(sent, nothing)


def test_a_letter_that_is_stopped_before_its_end_is_not_sent(world: MailWorld, connector: Connect) -> None:
    account, customer = world.account(), world.account().address

    class TakenOver(Exception):
        """Another program holds the account now."""

    def lost() -> None:
        raise TakenOver

    sent = letter(account, customer)
    with pytest.raises(TakenOver):
        connector(account).send(sent, lost)
    connector(account).send(letter(account, customer), nothing)
    wait_until(lambda: len(world.mailboxes.messages(customer)) == 1, "the other letter")
    assert connector(account).was_sent(sent) is None


def test_addresses_outside_ascii_are_sent_as_they_are(world: MailWorld, connector: Connect) -> None:
    account = world.account()
    with pytest.raises(Rejected, match=r"żółw@parley\.test"):  # known to nobody here; the server understood it
        connector(account).send(letter(account, "żółw@parley.test"), nothing)


def test_what_would_end_an_address_or_a_line_is_no_address(world: MailWorld, connector: Connect) -> None:
    account = world.account()
    for address in ("a@b>\r\nRSET", "a b@c", "a@b\n", "", "<a@b"):
        with pytest.raises(Rejected, match="is no address"):
            connector(account).send(replace(letter(account), recipients=(address,)), nothing)


def test_a_server_that_files_by_itself_gets_no_copy(world: MailWorld, connector: Connect) -> None:
    account, customer = world.account(copies="server"), world.account().address
    connector(account).send(letter(account, customer), nothing)
    wait_until(lambda: len(world.mailboxes.messages(customer)) == 1, "the letter")
    wait_until(lambda: world.post.queued() == 0, "an empty queue")
    assert world.mailboxes.messages(account.address) == []
