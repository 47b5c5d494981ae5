"""Mail that is moved and deleted, there and here, on a real Dovecot: with all that it can, and with little of it."""

import contextlib
import imaplib
from collections.abc import Iterator

import pytest

from desktop.channels.email.connector import EmailConnector
from desktop.domain.written import ChannelAccount, Filed, Filing
from tests.channels.mail_world import PASSWORD, USERS, Desk, MailWorld, Secrets, letter, mail
from tests.conftest import keep_for_session
from tests.servers.dovecot import MailboxServer, MailboxSettings, mailbox_server
from tests.servers.ports import HOST
from tests.servers.process import wait_until

POOR = "IMAP4rev1 IDLE SASL-IR AUTH=PLAIN"


@pytest.fixture(scope="session")
def poor() -> Iterator[MailboxServer]:
    """A server that names nothing that is gone, cannot move, and does not say where it copied to."""
    with mailbox_server(dict.fromkeys(USERS, PASSWORD), MailboxSettings(capabilities=POOR)) as running:
        keep_for_session(running.process.pid)
        yield running


@pytest.fixture(params=["able", "poor"])
def account(request: pytest.FixtureRequest, world: MailWorld, poor: MailboxServer) -> ChannelAccount:
    settings = {"folders": "INBOX\nOrders"}
    if request.param == "poor":
        settings |= {"imap_port": str(poor.port), "imap_security": "none"}
    return world.account(**settings)


@pytest.fixture
def webmail(account: ChannelAccount, world: MailWorld) -> Iterator[imaplib.IMAP4]:
    """Another program of the account's owner."""
    with imaplib.IMAP4(HOST, int(_port(account, world))) as program:
        program.authenticate("PLAIN", lambda _: f"\0{account.address}\0{PASSWORD}".encode())
        program.create("Orders")
        program.select()
        for number in range(4):
            program.append("INBOX", "", "", mail(number))
        yield program


def _port(account: ChannelAccount, world: MailWorld) -> str:
    is_poor = account.setting("imap_security") == "none"
    return account.setting("imap_port") if is_poor else str(world.mailboxes.port)


@contextlib.contextmanager
def reading(account: ChannelAccount, position: str = "") -> Iterator[Desk]:
    connector = EmailConnector(account, Secrets())
    with contextlib.closing(connector), Desk(connector, position) as desk:
        yield desk


def is_read(desk: Desk) -> bool:
    return desk.position.count('"floor":1') == 3  # INBOX, Orders, Sent


def name(number: int) -> str:
    return f"{number}@example.test"


def delete(program: imaplib.IMAP4, number: int) -> None:
    program.select()
    found = program.search(None, f'HEADER Message-ID "<{name(number)}>"')[1][0].decode()
    program.store(found, "+FLAGS", "(\\Deleted)")
    program.expunge()


def move(program: imaplib.IMAP4, number: int, target: str) -> None:
    """As one without MOVE does it."""
    program.select()
    found = program.search(None, f'HEADER Message-ID "<{name(number)}>"')[1][0].decode()
    program.copy(found, target)
    delete(program, number)


def there(program: imaplib.IMAP4, folder: str) -> list[str]:
    """What another program shows."""
    program.select(folder, readonly=True)
    numbers = program.search(None, "UNDELETED")[1][0].split()
    headers = [program.fetch(number.decode(), "(BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])")[1][0] for number in numbers]
    texts = [its[1].decode() for its in headers if isinstance(its, tuple)]
    return sorted(text.split("<")[1].split(">")[0] for text in texts)


# ---------------------------------------------------------------- there


def test_what_is_deleted_there_is_told_and_the_rest_stays(account: ChannelAccount, webmail: imaplib.IMAP4) -> None:
    with reading(account) as desk:
        desk.wait(4)
        wait_until(lambda: is_read(desk), "everything", detail=desk.state)
        delete(webmail, 1)
        wait_until(lambda: name(1) in desk.gone, "the gap", detail=desk.state)
        assert set(desk.kept) == {name(0), name(2), name(3)}


def test_what_is_deleted_while_we_were_away_is_told_once(account: ChannelAccount, webmail: imaplib.IMAP4) -> None:
    with reading(account) as desk:
        desk.wait(4)
        wait_until(lambda: is_read(desk), "everything", detail=desk.state)
        wait_until(lambda: '"count":4' in desk.position, "the number there is", detail=desk.state)
    delete(webmail, 0)
    delete(webmail, 2)
    with contextlib.closing(EmailConnector(account, Secrets())) as connector:
        later = Desk(connector, desk.position)
        later.kept = dict(desk.kept)
        with later:
            wait_until(lambda: set(later.gone) == {name(0), name(2)}, "the gaps", detail=later.state)
            wait_until(lambda: '"count":2' in later.position, "that it is known", detail=later.state)
    assert set(later.kept) == {name(1), name(3)}
    assert later.delivered == 0


def test_what_is_moved_to_a_folder_that_is_read_is_there_and_never_gone(
    account: ChannelAccount, webmail: imaplib.IMAP4
) -> None:
    with reading(account) as desk:
        desk.wait(4)
        wait_until(lambda: is_read(desk), "everything", detail=desk.state)
        move(webmail, 3, "Orders")
        wait_until(lambda: desk.kept[name(3)].place.endswith(":Orders"), "the new place", detail=desk.state)
        delete(webmail, 2)
        wait_until(lambda: name(2) in desk.gone, "the gap", detail=desk.state)
    assert set(desk.gone) == {name(2)}
    assert set(desk.kept) == {name(0), name(1), name(3)}


def test_a_folder_that_is_emptied_and_made_anew_leaves_nothing(account: ChannelAccount, webmail: imaplib.IMAP4) -> None:
    webmail.append("Orders", "", "", mail(7))
    with reading(account) as desk:
        desk.wait(5)
        wait_until(lambda: is_read(desk), "everything", detail=desk.state)
    webmail.delete("Orders")
    webmail.create("Orders")
    with contextlib.closing(EmailConnector(account, Secrets())) as connector:
        later = Desk(connector, desk.position)
        later.kept = dict(desk.kept)
        with later:
            wait_until(lambda: name(7) in later.gone, "the gap", detail=later.state)


# ---------------------------------------------------------------- here


def filed(account: ChannelAccount, *filings: Filing) -> list[Filed]:
    with contextlib.closing(EmailConnector(account, Secrets())) as connector:
        return list(connector.file(filings))


def test_what_is_done_goes_to_the_archive_and_comes_back(account: ChannelAccount, webmail: imaplib.IMAP4) -> None:
    with reading(account) as desk:
        kept = {incoming.external_id: incoming.place for incoming in desk.wait(4)}
    done = [Filing(place=kept[name(number)], external_id=name(number)) for number in (1, 2)]
    archived = filed(account, *done)
    assert there(webmail, "INBOX") == [name(0), name(3)]
    assert there(webmail, "Archive") == [name(1), name(2)]
    assert [one.place for one in archived] == [one.place for one in done]
    assert all(one.now_at.endswith(":Archive") and one.home == "INBOX" for one in archived)
    back = filed(account, Filing(place=archived[0].now_at, external_id=name(1), home="INBOX"))
    assert there(webmail, "INBOX") == [name(0), name(1), name(3)]
    assert there(webmail, "Archive") == [name(2)]
    assert back[0].now_at.endswith(":INBOX")
    assert back[0].home == ""


def test_what_somebody_else_took_away_is_said_and_stops_nothing(
    account: ChannelAccount, webmail: imaplib.IMAP4
) -> None:
    with reading(account) as desk:
        kept = {incoming.external_id: incoming.place for incoming in desk.wait(4)}
    delete(webmail, 1)
    filings = [Filing(place=kept[name(number)], external_id=name(number)) for number in (0, 1)]
    nowhere = Filing(place="1:1:Nowhere", external_id="x@example.test")
    there_still, taken, never = filed(account, *filings, nowhere)
    assert there_still.now_at.endswith(":Archive")
    assert taken == Filed(place=filings[1].place, is_gone=True)
    assert never == Filed(place="1:1:Nowhere", is_gone=True)


def test_an_archive_that_cannot_be_is_no_reason_to_try_for_ever(
    account: ChannelAccount, webmail: imaplib.IMAP4
) -> None:
    with reading(account) as desk:
        place = desk.wait(4)[0].place
    settings = {**dict(account.settings), "archive_folder": "a//b"}
    wrong = ChannelAccount(
        id=1, channel=account.channel, name="Support", address=account.address, settings=tuple(settings.items())
    )
    with contextlib.closing(EmailConnector(wrong, Secrets())) as connector:
        (stays,) = connector.file([Filing(place=place, external_id="?")])
        assert stays == Filed(place=place, words=stays.words)
        assert stays.words.startswith(f"{HOST} says: ")
        assert stays.words in connector.caution
        connector.file([])
        assert stays.words in connector.caution  # until it goes well again
    assert len(there(webmail, "INBOX")) == 4


def test_the_archive_that_is_set_is_the_one_that_is_used(account: ChannelAccount, webmail: imaplib.IMAP4) -> None:
    with reading(account) as desk:
        kept = {incoming.external_id: incoming.place for incoming in desk.wait(4)}
    settings = {**dict(account.settings), "archive_folder": "Done & dusted"}
    its = ChannelAccount(
        id=1, channel=account.channel, name="Support", address=account.address, settings=tuple(settings.items())
    )
    assert filed(its, Filing(place=kept[name(0)], external_id=name(0)))[0].now_at.endswith(":Done & dusted")
    assert there(webmail, '"Done &- dusted"') == [name(0)]


def test_another_message_under_the_number_of_one_that_is_gone_stays_where_it_is(
    account: ChannelAccount, webmail: imaplib.IMAP4
) -> None:
    webmail.append("Orders", "", "", mail(7))
    with reading(account) as desk:
        kept = {incoming.external_id: incoming.place for incoming in desk.wait(5)}
    webmail.delete("Orders")
    webmail.create("Orders")
    webmail.append("Orders", "", "", mail(8))
    assert filed(account, Filing(place=kept[name(7)], external_id=name(7))) == [
        Filed(place=kept[name(7)], is_gone=True)
    ]
    assert there(webmail, "Orders") == [name(8)]


def marked(program: imaplib.IMAP4) -> int:
    """How many of the INBOX."""
    program.select(readonly=True)
    return len(program.search(None, "DELETED")[1][0].split())


def test_nothing_is_left_in_the_folder_that_was_moved_out_of(account: ChannelAccount, webmail: imaplib.IMAP4) -> None:
    with reading(account) as desk:
        kept = {incoming.external_id: incoming.place for incoming in desk.wait(4)}
    with contextlib.closing(EmailConnector(account, Secrets())) as connector:
        connector.file([Filing(place=kept[name(number)], external_id=name(number)) for number in (0, 2)])
        assert connector.caution == ""
    assert there(webmail, "INBOX") == [name(1), name(3)]
    assert marked(webmail) == 0


def test_what_others_marked_for_deletion_is_not_taken_along_and_what_is_left_is_said(
    account: ChannelAccount, webmail: imaplib.IMAP4
) -> None:
    with reading(account) as desk:
        kept = {incoming.external_id: incoming.place for incoming in desk.wait(4)}
    webmail.select()
    webmail.store("4", "+FLAGS", "(\\Deleted)")
    is_poor = account.setting("imap_security") == "none"
    with contextlib.closing(EmailConnector(account, Secrets())) as connector:
        (moved,) = connector.file([Filing(place=kept[name(1)], external_id=name(1))])
        assert moved.now_at.endswith(":Archive")
        words = f"Moved mail is still in INBOX, too, marked as deleted: {HOST} can only remove all that is marked"
        assert connector.caution.startswith(words) if is_poor else connector.caution == ""
        assert marked(webmail) == (2 if is_poor else 1)
        webmail.select()
        assert webmail.search(None, f'DELETED HEADER Message-ID "<{name(3)}>"')[1] != [b""]
        webmail.expunge()
        connector.file([Filing(place=kept[name(0)], external_id=name(0))])
        assert connector.caution == ""
    assert marked(webmail) == 0
    assert there(webmail, "INBOX") == [name(2)]


def test_a_copy_of_ours_that_is_moved_leaves_nothing_behind(account: ChannelAccount, webmail: imaplib.IMAP4) -> None:
    """The second comes while somebody else has marked a message."""
    first, second = letter(account, "ann@example.test"), letter(account, "ann@example.test")
    is_poor = account.setting("imap_security") == "none"
    connector = EmailConnector(account, Secrets())
    with contextlib.closing(connector), Desk(connector) as desk:
        desk.wait(4)
        webmail.append("INBOX", "", "", first.raw)
        wait_until(lambda: first.external_id in there(webmail, "Sent"), "its place", detail=desk.state)
        wait_until(lambda: marked(webmail) == 0, "nothing left", detail=desk.state)
        assert connector.caution == ""
        webmail.select()
        webmail.store("1", "+FLAGS", "(\\Deleted)")
        webmail.append("INBOX", "", "", second.raw)
        wait_until(lambda: second.external_id in there(webmail, "Sent"), "its place", detail=desk.state)
        wait_until(lambda: marked(webmail) == (2 if is_poor else 1), "what is marked", detail=desk.state)
        wait_until(lambda: bool(connector.caution) is is_poor, "the caution", detail=desk.state)
    assert there(webmail, "INBOX") == [name(1), name(2), name(3)]
