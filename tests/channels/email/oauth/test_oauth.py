"""Signing in with the browser, and by a token at a real Dovecot and a real Postfix."""

import http.client
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import pytest

from desktop.channels.email.connector import EmailConnector
from desktop.channels.email.fields import REFRESH_TOKEN, SignIn
from desktop.channels.email.oauth import browser
from desktop.channels.email.oauth.provider import PROVIDERS, Provider
from desktop.channels.email.oauth.signing_in import authorise
from desktop.channels.email.writing.ids import with_key
from desktop.domain.channel import Channel
from desktop.domain.errors import ConfigurationError, Refused, Unreachable
from desktop.domain.written import ChannelAccount
from desktop.services.channel import SignInCode, SignInPage, Visitor
from tests.channels.mail_world import Desk, Secrets, letter, mail
from tests.servers.authorisation import Authorisation, authorisation
from tests.servers.certificates import authority
from tests.servers.dovecot import MailboxServer, MailboxSettings, mailbox_server
from tests.servers.ports import HOST
from tests.servers.postfix import MailServerSettings, mail_server
from tests.servers.process import wait_until

OLGA = "olga@parley.test"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Authorisation]:
    with authorisation() as running:
        running.user = OLGA
        provider = Provider(
            authorize=f"{running.address}/authorize",
            token=f"{running.address}/token",
            scope="mail",
            loopback="localhost",
        )
        monkeypatch.setitem(PROVIDERS, SignIn.MICROSOFT, provider)
        yield running


def account(**settings: str) -> ChannelAccount:
    values = {"sign_in": "microsoft", "client_id": "parley-test", **settings}
    return with_key(
        ChannelAccount(id=1, channel=Channel.EMAIL, name="Support", address=OLGA, settings=tuple(values.items()))
    )


class Browser:
    """Goes where it is sent, as the user's would, in a thread of its own."""

    def __init__(self, first: Callable[[str], None] = lambda _: None) -> None:
        self._first = first
        self._threads: list[threading.Thread] = []

    def open(self, address: str) -> None:
        thread = threading.Thread(target=self._go, args=(address,), name="browser")
        self._threads.append(thread)
        thread.start()

    def _go(self, address: str) -> None:
        self._first(address)
        with urllib.request.urlopen(address, timeout=10) as page:
            assert b"close this page" in page.read()

    def join(self) -> None:
        for thread in self._threads:
            thread.join(10)


def sign_in(
    secrets: Secrets,
    first: Callable[[str], None] = lambda _: None,
    visitor: Visitor | None = None,
    **settings: str,
) -> dict[str, str]:
    user = Browser(first)
    try:
        return authorise(account(**settings), secrets, visitor or Visitor(), user.open)
    finally:
        user.join()


def test_the_user_signs_in_with_the_browser_and_a_token_is_kept(server: Authorisation) -> None:
    secrets = Secrets(password="")
    kept = sign_in(secrets)
    assert set(kept) == {REFRESH_TOKEN}
    assert kept[REFRESH_TOKEN] in server.kept
    assert authorise(account(), Secrets(**kept), Visitor(), pytest.fail) == {}


def test_where_a_password_is_used_no_browser_is_opened(server: Authorisation) -> None:
    assert authorise(account(sign_in="password"), Secrets(), Visitor(), pytest.fail) == {}


def test_without_a_client_id_it_is_said_what_is_missing(server: Authorisation) -> None:
    with pytest.raises(ConfigurationError, match="no client id"):
        authorise(account(client_id=""), Secrets(password=""), Visitor(), pytest.fail)


def test_a_refusal_is_told_in_the_providers_words(server: Authorisation) -> None:
    server.refuses = "access_denied"
    with pytest.raises(Refused, match="access_denied"):
        sign_in(Secrets(password=""))


def test_somebody_else_who_knocks_is_not_let_in(server: Authorisation) -> None:
    answers: list[int] = []

    def intrude(address: str) -> None:
        door = urlsplit(parse_qs(urlsplit(address).query)["redirect_uri"][0])
        for query in ("code=stolen", "code=stolen&state=guessed", "", "error=x&state="):
            knock = http.client.HTTPConnection(HOST, door.port or 0, timeout=10)
            knock.request("GET", f"/?{query}")
            answers.append(knock.getresponse().status)
            knock.close()

    assert sign_in(Secrets(password=""), intrude)
    assert answers == [400, 400, 400, 400]
    assert [form["code"] for form in server.asked] != ["stolen"]


def test_a_stolen_code_is_worth_nothing_without_its_secret(server: Authorisation) -> None:
    def steal(address: str) -> None:
        question = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        code = parse_qs(urlsplit(server.authorize(question)).query)["code"][0]
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": question["redirect_uri"]}
        status, _ = server.token({**form, "client_id": "parley-test", "code_verifier": question["code_challenge"]})
        assert status == 400

    assert sign_in(Secrets(password=""), steal)


def test_where_no_browser_is_nobody_waits_for_one(server: Authorisation) -> None:
    with pytest.raises(ConfigurationError, match="No browser could be opened"):
        authorise(account(), Secrets(password=""), Visitor(), lambda _: False)


def test_a_browser_that_stays_in_the_foreground_keeps_nobody_from_signing_in(server: Authorisation) -> None:
    """As a command without its own window's program behind it does: it comes back when the user closes it."""
    closed = threading.Event()
    told: list[SignInCode | SignInPage] = []

    def stay(address: str) -> bool:
        with urllib.request.urlopen(address, timeout=10) as page:
            page.read()
        closed.wait(30)
        return False

    try:
        assert authorise(account(), Secrets(password=""), Visitor(told.append), stay)
    finally:
        closed.set()
    assert [isinstance(one, SignInPage) and one.address.startswith(server.address) for one in told] == [True]


def test_who_calls_it_off_is_not_waited_for(server: Authorisation) -> None:
    visitor = Visitor()
    with pytest.raises(Refused, match="called off"):
        authorise(account(), Secrets(password=""), visitor, lambda _: visitor.leave())


def test_who_never_comes_back_is_not_waited_for_for_ever(
    server: Authorisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browser, "MINUTES", 0)
    with pytest.raises(Unreachable, match="Nobody signed in"):
        authorise(account(), Secrets(password=""), Visitor(), lambda _: None)


# ---------------------------------------------------------------- at the mail servers


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServers:
    """`settings` of an account there."""

    mailboxes: MailboxServer
    settings: dict[str, str]


@pytest.fixture
def at(server: Authorisation) -> Iterator[MailServers]:
    with authority() as made:
        certificate = made.good()
        settings = MailboxSettings(certificate=certificate, introspection=f"{server.address}/introspect")
        with (
            mailbox_server({OLGA: "secret"}, settings) as boxes,
            mail_server(boxes, [OLGA], MailServerSettings(certificate=certificate)) as post,
        ):
            its = {
                "imap_host": HOST,
                "imap_port": str(boxes.tls_port),
                "smtp_host": HOST,
                "smtp_port": str(post.submissions_port),
                "extra_ca_file": str(made.ca_file),
            }
            yield MailServers(mailboxes=boxes, settings=its)


def test_tokens_open_the_mailbox_and_are_renewed_and_what_is_kept_changes_with_each(
    server: Authorisation, at: MailServers
) -> None:
    secrets = Secrets(password="")
    secrets.values |= sign_in(secrets)
    first = secrets.get(REFRESH_TOKEN)
    connector = EmailConnector(account(**at.settings), secrets)
    try:
        connector.check()
        assert secrets.get(REFRESH_TOKEN) not in ("", first)
        assert len(server.asked) == 2  # the code, and one token for both servers
        at.mailboxes.deliver(OLGA, mail(1))
        with Desk(connector) as desk:
            desk.wait(1)
            connector.send(letter(connector._account, OLGA), lambda: None)
            wait_until(
                lambda: len(at.mailboxes.messages(OLGA)) + len(at.mailboxes.messages(OLGA, "Sent")) == 2, "the letter"
            )
        server.withdraw()
        connector.check()  # a token that is refused is replaced
        server.seconds = 0
        server.withdraw()
        connector.check()
        asked = len(server.asked)
        connector.check()
        assert len(server.asked) > asked  # one that is over is not tried
    finally:
        connector.close()


def test_a_token_that_cannot_be_renewed_asks_for_a_new_sign_in(server: Authorisation, at: MailServers) -> None:
    connector = EmailConnector(
        account(**at.settings),
        Secrets(password="", refresh_token="old"),
    )
    with pytest.raises(Refused, match="AADSTS700082"):
        connector.check()
    server.is_down = True
    with pytest.raises(Unreachable, match="503"):
        connector.check()
    connector.close()
