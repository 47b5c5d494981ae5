"""Servers that hang up, lie about sizes, answer what was not asked: nothing lost, nothing twice, nothing believed."""

import contextlib
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from desktop.channels.email.connector import EmailConnector
from desktop.channels.email.server import follow, stream
from desktop.domain.channel import Channel
from desktop.domain.errors import DesktopError, Refused, Rejected, Unreachable
from desktop.domain.written import Absence, ChannelAccount, Filed, Filing, Incoming, SeenMark
from tests.channels.mail_world import Desk, Secrets, letter, mail
from tests.channels.rude_server import Manners, RudeServer, imap, rude_server, smtp
from tests.servers.ports import HOST
from tests.servers.process import wait_until

MESSAGES = {uid: mail(uid) for uid in (3, 4, 7, 9)}


@pytest.fixture(autouse=True)
def short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that says nothing is waited for a minute; here a second is as good."""
    monkeypatch.setattr(stream, "PATIENCE_SECONDS", 1.0)


def account(server: RudeServer, security: str = "none") -> ChannelAccount:
    settings = {
        "imap_host": HOST,
        "imap_port": str(server.port),
        "imap_security": security,
        "smtp_host": HOST,
        "smtp_port": str(server.port),
        "smtp_security": security,
    }
    return ChannelAccount(
        id=1, channel=Channel.EMAIL, name="Support", address="desk@parley.test", settings=tuple(settings.items())
    )


class Store:
    """What came, and how far: as the store keeps it."""

    def __init__(self, enough: int) -> None:
        self.position = ""
        self.kept: dict[str, bytes] = {}
        self.stop = threading.Event()
        self._enough = enough

    def deliver(
        self, batch: Sequence[Incoming], position: str, seen: Sequence[SeenMark] = (), gone: Absence | None = None
    ) -> None:
        self.position = position
        self.kept.update({incoming.external_id: incoming.raw for incoming in batch})
        if '"floor":1,' in position and len(self.kept) >= self._enough:
            self.stop.set()

    def receive(self, server: RudeServer) -> DesktopError | None:
        """Once; what it ended with."""
        connector = EmailConnector(account(server), Secrets())
        try:
            connector.receive(self.position, self.deliver, self.stop)
        except DesktopError as error:
            return error
        finally:
            connector.close()
        return None


@pytest.fixture
def manners() -> Manners:
    return Manners(messages=dict(MESSAGES))


@pytest.fixture
def server(manners: Manners) -> Iterator[RudeServer]:
    with rude_server(manners, imap) as running:
        yield running


def test_a_polite_one_is_read_to_the_end(server: RudeServer) -> None:
    store = Store(4)
    assert store.receive(server) is None
    assert store.kept == {f"{uid}@example.test": raw for uid, raw in MESSAGES.items()}


def test_one_that_hangs_up_after_any_byte_costs_nothing(server: RudeServer, manners: Manners) -> None:
    polite = Store(4)
    polite.receive(server)
    everything = server.said
    for cut_after in range(1, everything, 3):
        store = Store(4)
        manners.cut_after = cut_after
        error = store.receive(server)
        assert isinstance(error, Unreachable) or store.stop.is_set()
        assert store.kept.items() <= polite.kept.items()
        manners.cut_after = None
        if not store.stop.is_set():
            assert store.receive(server) is None
        assert store.kept == polite.kept


def test_one_that_hangs_up_again_and_again_is_read_in_the_end(server: RudeServer, manners: Manners) -> None:
    store = Store(4)
    tries = 0
    while not store.stop.is_set() and tries < 400:
        tries += 1
        manners.cut_after = 300 + 10 * tries
        store.receive(server)
    assert set(store.kept) == {f"{uid}@example.test" for uid in MESSAGES}


@pytest.mark.parametrize("error", [-200, -40, -7, -3, -2, -1, 1, 2, 3, 40, 5000])
def test_a_size_that_is_wrong_ends_the_connection_and_nothing_of_it_is_kept(
    server: RudeServer, manners: Manners, error: int
) -> None:
    store = Store(4)
    manners.literal_error = error
    assert isinstance(store.receive(server), Unreachable)
    assert all(raw in MESSAGES.values() for raw in store.kept.values())
    manners.literal_error = 0
    assert store.receive(server) is None
    assert sorted(store.kept.values()) == sorted(MESSAGES.values())


def test_a_message_that_is_cut_where_its_rest_looks_like_an_answer_is_not_kept(
    server: RudeServer, manners: Manners
) -> None:
    manners.messages = {1: mail(1) + b"a big world"}
    manners.literal_error = -len(b"big world")
    store = Store(1)
    assert isinstance(store.receive(server), Unreachable)
    assert store.kept == {}


def test_mail_that_is_announced_and_is_not_there_brings_nothing_twice(server: RudeServer, manners: Manners) -> None:
    store = Store(4)
    delivered: list[str] = []

    def deliver(
        batch: Sequence[Incoming], position: str, seen: Sequence[SeenMark] = (), gone: Absence | None = None
    ) -> None:
        delivered.extend(incoming.external_id for incoming in batch)
        if server.heard[-1].endswith(b"FETCH 10:* (UID FLAGS RFC822.SIZE BODY.PEEK[]<0.50331648>)"):
            store.stop.set()

    manners.in_idle = b"* 4 EXISTS\r\n"
    connector = EmailConnector(account(server), Secrets())
    connector.receive("", deliver, store.stop)
    connector.close()
    assert sorted(delivered) == sorted(f"{uid}@example.test" for uid in MESSAGES)


@pytest.mark.parametrize("literal", ["2147483648", "99999999999999999999", "4294967295", "0", "-1", "x"])
def test_a_size_that_cannot_be_is_not_waited_for(server: RudeServer, manners: Manners, literal: str) -> None:
    store = Store(4)
    manners.literal = literal
    assert isinstance(store.receive(server), Unreachable)
    assert not any(raw in (b"", b"x") for raw in store.kept.values())


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (b"* BYE out of memory\r\n", "out of memory"),
        (b"* 1 FETCH (UID 3 FLAGS (\r\n", "does not speak IMAP"),
        (b"* 1 FETCH (UID x FLAGS ())\r\n", "does not speak IMAP"),
        (b"* 1 FETCH (UID 99999999999999999999999 FLAGS ())\r\n", "does not speak IMAP"),
        (b"* 1 FETCH " + b"(" * 1000 + b"\r\n", "too deep"),
        (b"HTTP/1.1 400 Bad Request\r\n", "Bad Request"),
        (b"\x00\xff\x80\r\n", "says"),
    ],
)
def test_what_is_no_answer_ends_the_connection(server: RudeServer, manners: Manners, said: bytes, words: str) -> None:
    manners.in_fetch = said
    error = Store(4).receive(server)
    assert isinstance(error, Unreachable)
    assert words in error.text


@pytest.mark.parametrize(
    "said",
    [
        b"* 2 EXPUNGE\r\n",
        b"* 4 EXISTS\r\n* 4 EXISTS\r\n* 0 RECENT\r\n",
        b"* 1 FETCH (FLAGS (\\Seen))\r\n",
        b"* 1 FETCH (UID 3 FLAGS (\\Seen $Junk))\r\n",
        b'* OK [ALERT] {not a literal} "nor quoted\r\n',
        b"* NO slow down\r\n",
    ],
)
def test_what_is_said_unasked_is_borne(server: RudeServer, manners: Manners, said: bytes) -> None:
    manners.in_fetch = said
    store = Store(4)
    error = store.receive(server)
    assert error is None
    assert sorted(store.kept.values()) == sorted(MESSAGES.values())


def test_a_mark_that_is_told_among_the_messages_is_not_missed(server: RudeServer, manners: Manners) -> None:
    manners.in_fetch = b"* 1 FETCH (FLAGS (\\Seen))\r\n"  # RFC 3501 §7.4.2: at any time, and not again
    manners.seen = {3}
    connector = EmailConnector(account(server), Secrets())
    with contextlib.closing(connector), Desk(connector) as desk:
        desk.wait(4)
        wait_until(lambda: desk.kept["3@example.test"].is_seen, "the mark", detail=desk.state)
    assert not desk.kept["4@example.test"].is_seen


FLAGS_OF_ALL = b"UID FETCH 1:9 (UID FLAGS)"


@pytest.mark.parametrize("command", [b"UID SEARCH", b"UID FETCH 3:4,7,9 (UID FLAGS RFC822.SIZE", FLAGS_OF_ALL, b"IDLE"])
def test_mail_that_is_announced_while_something_else_is_asked_is_not_missed(
    server: RudeServer, manners: Manners, command: bytes
) -> None:
    manners.meanwhile = lambda: manners.messages.update({12: mail(12)})
    manners.asides = {command: b"* 5 EXISTS\r\n"}
    manners.chatter = b"* 1 FETCH (FLAGS (\\Seen))\r\n" if command == FLAGS_OF_ALL else b""
    connector = EmailConnector(account(server), Secrets())
    with contextlib.closing(connector), Desk(connector) as desk:
        desk.wait(5)
    assert manners.asides == {}


def test_a_server_that_chats_while_it_waits_keeps_nobody_from_the_other_folders(
    server: RudeServer, manners: Manners, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow, "LOOK_SECONDS", 0.5)
    manners.chatter = b"* OK still here\r\n"
    settings = (*account(server).settings, ("folders", "INBOX\nOrders"))
    connector = EmailConnector(replace(account(server), settings=settings), Secrets())
    with contextlib.closing(connector), Desk(connector):
        wait_until(lambda: sum(b"STATUS" in line for line in list(server.heard)) > 1, "another look", seconds=10)


def test_a_flood_that_is_announced_at_once_is_handed_over_bit_by_bit(
    server: RudeServer, manners: Manners, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow, "LARGEST_BATCH_BYTES", 20_000)
    manners.chatter = b"* OK still here\r\n"
    connector = EmailConnector(account(server), Secrets())
    with contextlib.closing(connector), Desk(connector) as desk:
        desk.wait(4)
        wait_until(lambda: '"count":4' in desk.position, "everything", detail=desk.state)
        manners.meanwhile = lambda: manners.messages.update({uid: mail(uid, size=5_000) for uid in range(20, 60)})
        manners.asides = {b"IDLE": b"* 44 EXISTS\r\n", FLAGS_OF_ALL: b"* 44 EXISTS\r\n"}
        manners.chatter = b"* 1 FETCH (FLAGS ())\r\n"
        desk.wait(44)
        manners.chatter = b""
    assert max(sum(len(each.raw) for each in batch) for batch in desk.batches) < 30_000
    assert desk.delivered == 44


# ---------------------------------------------------------------- signing in


@pytest.mark.parametrize(
    "words",
    [
        b"NO [ALERT] Too many simultaneous connections. (Failure)",
        b"NO [UNAVAILABLE] Maximum number of connections from user+IP exceeded",
        b"NO [LIMIT] LOGIN Rate limit hit.",
        b"NO [OVERQUOTA] Account exceeded command or bandwidth limits. (Failure)",
        b"NO Server Unavailable. 15",
    ],
)
def test_who_is_not_let_in_just_now_tries_again_and_asks_for_no_password(
    server: RudeServer, manners: Manners, words: bytes
) -> None:
    manners.refusals = {b"AUTHENTICATE": words}
    error = Store(4).receive(server)
    assert isinstance(error, Unreachable)
    assert words.removeprefix(b"NO ").decode() in error.text


@pytest.mark.parametrize("words", [b"NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)", b"NO LOGIN failed."])
def test_who_is_not_let_in_at_all_is_told_so(server: RudeServer, manners: Manners, words: bytes) -> None:
    manners.refusals = {b"AUTHENTICATE": words}
    assert isinstance(Store(4).receive(server), Refused)


def test_where_passwords_are_not_taken_none_is_said(server: RudeServer, manners: Manners) -> None:
    manners.capabilities = b"IMAP4rev1 LOGINDISABLED"
    error = Store(4).receive(server)
    assert isinstance(error, Refused)
    assert "takes no passwords here" in error.text
    assert not any(b"LOGIN " in line for line in server.heard)


def test_a_mailbox_that_is_let_into_and_not_opened_is_tried_again(server: RudeServer, manners: Manners) -> None:
    manners.refusals = {b"SELECT": b"BAD User is authenticated but not connected."}  # Exchange, for a while or for good
    error = Store(4).receive(server)
    assert isinstance(error, Rejected)
    assert "authenticated but not connected" in error.text


def test_a_message_that_the_server_names_and_does_not_give_holds_up_no_other(
    server: RudeServer, manners: Manners
) -> None:
    manners.messages[5] = b""  # Exchange, of what it cannot convert
    store = Store(4)
    assert store.receive(server) is None
    assert sorted(store.kept.values()) == sorted(MESSAGES.values())


# ---------------------------------------------------------------- what is gone


@pytest.mark.parametrize("command", [b"IDLE", b"UID SEARCH", FLAGS_OF_ALL])
def test_a_gap_that_is_told_while_something_else_is_asked_is_seen(
    server: RudeServer, manners: Manners, command: bytes
) -> None:
    manners.chatter = b"* OK still here\r\n"
    connector = EmailConnector(account(server), Secrets())
    with contextlib.closing(connector), Desk(connector) as desk:
        desk.wait(4)
        wait_until(lambda: '"count":4' in desk.position, "everything", detail=desk.state)
        manners.meanwhile = lambda: manners.messages.pop(4)
        manners.asides = {command: b"* 2 EXPUNGE\r\n"}
        manners.chatter = b"* 4 EXPUNGE\r\n" if command == b"UID SEARCH" else b"* 1 FETCH (FLAGS ())\r\n"
        wait_until(lambda: "4@example.test" in desk.gone, "the gap", detail=desk.state)
        manners.chatter = b""


@pytest.mark.parametrize(
    "said", [b"* VANISHED x\r\n", b"* VANISHED\r\n", b"* VANISHED 1:\r\n", b"* VANISHED 1:2:3\r\n"]
)
def test_gaps_that_make_no_sense_end_the_connection(server: RudeServer, manners: Manners, said: bytes) -> None:
    manners.in_fetch = said
    assert "does not speak IMAP" in getattr(Store(4).receive(server), "text", "")


def test_more_gaps_than_there_can_be_messages_are_not_counted_one_by_one(server: RudeServer, manners: Manners) -> None:
    manners.in_idle = b"* VANISHED 1:4294967295,9,4,1:4294967295\r\n"
    connector = EmailConnector(account(server), Secrets())
    with contextlib.closing(connector), Desk(connector) as desk:
        wait_until(lambda: len(desk.gone) == 4, "what was read of them", detail=desk.state)


def test_a_server_that_says_it_moved_more_than_it_was_asked_to_is_not_believed(
    server: RudeServer, manners: Manners
) -> None:
    manners.capabilities += b" MOVE UIDPLUS"
    manners.asides = {b"UID MOVE": b"* OK [COPYUID 7 1:4294967295 1:4294967295] done\r\n"}
    filings = [Filing(place=f"1:{uid}:INBOX", external_id=f"{uid}@example.test") for uid in (3, 4)]
    with contextlib.closing(EmailConnector(account(server), Secrets())) as connector:
        filed = connector.file(filings)
    assert list(filed) == [Filed(place="1:3:INBOX"), Filed(place="1:4:INBOX")]


def test_a_mailbox_whose_numbers_lie_far_apart_is_read_in_few_questions(server: RudeServer, manners: Manners) -> None:
    manners.messages = {1: mail(1), 30_000: mail(2), 4_000_000_000: mail(3)}
    store = Store(3)
    assert store.receive(server) is None
    assert set(store.kept) == {f"{number}@example.test" for number in (1, 2, 3)}
    assert sum(b"SEARCH" in line for line in server.heard) < 30


def test_a_mailbox_made_anew_is_read_again(server: RudeServer, manners: Manners) -> None:
    store = Store(4)
    store.receive(server)
    manners.validity, manners.messages = 2, {1: mail(50), 2: mail(3)}
    store.stop, store._enough = threading.Event(), 5
    assert store.receive(server) is None
    assert set(store.kept) == {f"{uid}@example.test" for uid in (3, 4, 7, 9, 50)}


def test_a_line_without_an_end_is_not_read_for_ever(server: RudeServer, manners: Manners) -> None:
    manners.in_fetch = b"* 1 " + b"x" * (1 << 24)
    assert "without an end" in getattr(Store(4).receive(server), "text", "")


def test_a_silent_server_is_given_up(server: RudeServer, manners: Manners) -> None:
    manners.greeting = b""
    assert "stopped answering" in getattr(Store(4).receive(server), "text", "")


@pytest.mark.parametrize("greeting", [b"220 mail ESMTP\r\n", b"\0\0\n"])
def test_what_greets_in_another_language_is_said_to_be_no_imap(
    server: RudeServer, manners: Manners, greeting: bytes
) -> None:
    manners.greeting = greeting
    assert "does not speak IMAP here: " in getattr(Store(4).receive(server), "text", "")


# ---------------------------------------------------------------- STARTTLS


def test_stripped_starttls_is_refused_before_anything_is_said(server: RudeServer) -> None:
    with pytest.raises(Unreachable, match="offers no encryption"):
        EmailConnector(account(server, "starttls"), Secrets()).check()
    assert [line.split()[1] for line in server.heard] == [b"CAPABILITY"]


def test_a_session_that_begins_signed_in_cannot_be_encrypted_and_is_refused(
    server: RudeServer, manners: Manners
) -> None:
    manners.greeting = b"* PREAUTH welcome\r\n"
    manners.capabilities = b"IMAP4rev1 STARTTLS"
    with pytest.raises(Unreachable):
        EmailConnector(account(server, "starttls"), Secrets()).check()
    assert server.heard == []


def test_what_is_slipped_in_before_encryption_is_not_taken_for_the_servers(
    server: RudeServer, manners: Manners
) -> None:
    manners.capabilities = b"IMAP4rev1 STARTTLS"
    manners.after_starttls = b"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\nP3 OK\r\n"
    with pytest.raises(Unreachable, match="in the clear where encryption begins"):
        EmailConnector(account(server, "starttls"), Secrets()).check()
    assert [line.split()[1] for line in server.heard] == [b"CAPABILITY", b"STARTTLS"]


# ---------------------------------------------------------------- SMTP

FEATURES = b"250-rude\r\n250-AUTH PLAIN LOGIN\r\n250 SIZE 1000000\r\n"


def send(manners: Manners, security: str = "none") -> tuple[DesktopError | None, bool, list[bytes]]:
    """What it ended with, whether it came to the end, and what the server heard."""
    ends = []
    with rude_server(manners, smtp) as server:
        its = account(server, security)
        error = None
        try:
            EmailConnector(its, Secrets()).send(letter(its, "ann@example.test"), lambda: ends.append(True))
        except DesktopError as raised:
            error = raised
        return error, bool(ends), server.heard


@pytest.mark.parametrize(
    ("answers", "kind", "is_ended", "words"),
    [
        ({"EHLO": FEATURES}, None, True, ""),
        ({"": b"554 no\r\n"}, Rejected, False, "554 no"),
        ({"": b"421 too busy\r\n"}, Unreachable, False, "421 too busy"),
        ({"EHLO": FEATURES, "AUTH": b"535 5.7.8 wrong\r\n"}, Refused, False, "535 5.7.8 wrong"),
        ({"EHLO": FEATURES, "AUTH": b"454 later\r\n"}, Unreachable, False, "454 later"),
        ({"EHLO": FEATURES, "MAIL": b"550-not\r\n550 you\r\n"}, Rejected, False, "550 not you"),
        ({"EHLO": FEATURES, "RCPT": b"450 greylisted\r\n"}, Unreachable, False, "450 greylisted"),
        ({"EHLO": FEATURES, "RCPT": b"551 moved\r\n"}, Rejected, False, "551 moved"),
        ({"EHLO": FEATURES, "DATA": b"554 spam\r\n"}, Rejected, False, "554 spam"),
        ({"EHLO": FEATURES, ".": b"554 spam\r\n"}, Rejected, True, "554 spam"),
        ({"EHLO": FEATURES, ".": b"451 disk full\r\n"}, Unreachable, True, "451 disk full"),
        ({"EHLO": FEATURES, ".": b"what?\r\n"}, Unreachable, True, "does not speak SMTP"),
        ({"EHLO": FEATURES, ".": b""}, Unreachable, True, "stopped answering"),
        ({"EHLO": FEATURES, ".": b"354 go on\r\n"}, Unreachable, True, "354 go on"),
        ({"EHLO": FEATURES, ".": b"199 hm\r\n"}, Unreachable, True, "199 hm"),
        ({"EHLO": FEATURES, ".": b"999 no\r\n"}, Rejected, True, "999 no"),
        ({"EHLO": FEATURES, "RCPT": b"100 hm\r\n"}, Rejected, False, "100 hm"),
        ({"": b"220 " + b"x" * 2_000_000 + b"\r\n", "EHLO": FEATURES}, None, True, ""),
        ({"EHLO": FEATURES.replace(b"1000000", b"9" * 5000)}, None, True, ""),
        ({"EHLO": FEATURES.replace(b"1000000", "²".encode())}, None, True, ""),
        ({"EHLO": b"250-x\r\n" * 1000}, Unreachable, False, "does not speak SMTP"),
        ({"EHLO": b"250 rude\r\n"}, Refused, False, "no way to sign in"),
    ],
)  # fmt: skip
def test_each_answer_means_what_it_says(
    answers: dict[str, bytes], kind: type[DesktopError] | None, is_ended: bool, words: str
) -> None:
    error, came_to_the_end, _ = send(Manners(answers=answers))
    assert type(error) is (kind or type(None))
    assert came_to_the_end is is_ended
    assert words in (error.text if error else "")


def test_half_a_pair_of_letters_in_a_password_is_the_servers_to_refuse() -> None:
    with rude_server(Manners(answers={"EHLO": FEATURES, "AUTH": b"535 5.7.8 wrong\r\n"}), smtp) as server:
        its = account(server)
        with pytest.raises(Refused, match="wrong"):
            EmailConnector(its, Secrets(password="a\ud800")).send(letter(its, "ann@example.test"), lambda: None)


def test_smtp_without_the_starttls_that_is_due_hears_no_password() -> None:
    error, _, heard = send(Manners(answers={"EHLO": FEATURES}), "starttls")
    assert isinstance(error, Unreachable)
    assert [line.split()[0] for line in heard] == [b"EHLO"]


def test_smtp_with_something_slipped_in_before_encryption_hears_no_password() -> None:
    answers = {"EHLO": b"250-rude\r\n250 STARTTLS\r\n", "STARTTLS": b"220 go\r\n250-AUTH PLAIN\r\n250 ok\r\n"}
    error, _, heard = send(Manners(answers=answers), "starttls")
    assert "in the clear" in (error.text if error else "")
    assert [line.split()[0] for line in heard] == [b"EHLO", b"STARTTLS"]


def test_the_bytes_on_the_wire_have_no_line_end_but_crlf_and_one_end() -> None:
    with rude_server(Manners(answers={"EHLO": FEATURES}), smtp) as server:
        its = account(server)
        sent = letter(its, "ann@example.test", text="a\n.\nb\r.\rc\n\r\n.\r\nRCPT TO:<x@y>")
        EmailConnector(its, Secrets()).send(sent, lambda: None)
        body = server.heard[server.heard.index(b"DATA") + 1 :]
    assert body[-2:] == [b".", b"QUIT"] or body[-1] == b"."
    assert body.count(b".") == 1
    assert body.count(b"..") == 3
    assert not any(b"\r" in line or b"\n" in line for line in body)


def test_letters_outside_ascii_are_announced_to_the_server() -> None:
    features = b"250-rude\r\n250-AUTH PLAIN\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n"
    with rude_server(Manners(answers={"EHLO": features}), smtp) as server:
        its = account(server)
        EmailConnector(its, Secrets()).send(letter(its, "żółw@example.test"), lambda: None)
        (said,) = [line for line in server.heard if line.startswith(b"MAIL FROM")]
    assert said.endswith(b" BODY=8BITMIME SMTPUTF8")
