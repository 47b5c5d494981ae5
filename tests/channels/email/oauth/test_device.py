"""Signing in on another device, by a code (RFC 8628)."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from desktop.channels.email.connector import EmailConnector
from desktop.channels.email.fields import REFRESH_TOKEN, SignIn
from desktop.channels.email.oauth import device
from desktop.channels.email.oauth.provider import PROVIDERS, Provider
from desktop.channels.email.oauth.signing_in import authorise
from desktop.domain.channel import Channel
from desktop.domain.errors import ConfigurationError, DesktopError, Refused, Unreachable
from desktop.domain.written import ChannelAccount
from desktop.services.channel import SignInCode, SignInPage, Visitor
from tests.channels.mail_world import Secrets
from tests.servers.authorisation import Authorisation, authorisation
from tests.servers.dovecot import MailboxSettings, mailbox_server
from tests.servers.ports import HOST

OLGA = "olga@parley.test"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Authorisation]:
    monkeypatch.setattr(device, "_PAUSE_SECONDS", 0.1)
    with authorisation() as running:
        running.user = OLGA
        running.pause = 0  # which is none
        its = running.address
        provider = Provider(authorize=f"{its}/authorize", token=f"{its}/token", scope="mail", device=f"{its}/device")
        monkeypatch.setitem(PROVIDERS, SignIn.MICROSOFT, provider)
        yield running


def account(**settings: str) -> ChannelAccount:
    values = {"sign_in": "microsoft", "sign_in_at": "device", "client_id": "parley-test", **settings}
    return ChannelAccount(id=1, channel=Channel.EMAIL, name="Support", address=OLGA, settings=tuple(values.items()))


def sign_in(told: Callable[[SignInCode], None], **settings: str) -> dict[str, str]:
    return authorise(account(**settings), Secrets(password=""), Visitor(with_code(told)), pytest.fail)


def with_code(told: Callable[[SignInCode], None]) -> Callable[[SignInCode | SignInPage], None]:
    def tell(where: SignInCode | SignInPage) -> None:
        assert isinstance(where, SignInCode)
        told(where)

    return tell


def failure(told: Callable[[SignInCode], None] = lambda _: None, **settings: str) -> DesktopError:
    with pytest.raises(DesktopError) as raised:
        sign_in(told, **settings)
    return raised.value


def polls(server: Authorisation) -> int:
    return sum(form.get("grant_type") == device.GRANT for form in server.asked)


def test_the_user_types_the_code_elsewhere_and_the_token_opens_the_mailbox(server: Authorisation) -> None:
    codes: list[SignInCode] = []

    def on_another_device(code: SignInCode) -> None:
        codes.append(code)
        server.typed.add(code.code)

    kept = sign_in(on_another_device)
    assert kept[REFRESH_TOKEN] in server.kept
    assert codes[0].address == f"{server.address}/device"
    assert timedelta(minutes=25) < codes[0].good_until - datetime.now(UTC) <= timedelta(minutes=30)  # an hour was said
    with mailbox_server({OLGA: "unknown"}, MailboxSettings(introspection=f"{server.address}/introspect")) as mailboxes:
        ports = {"imap_host": HOST, "imap_port": str(mailboxes.port), "imap_security": "none", "smtp_host": HOST}
        connector = EmailConnector(account(**ports), Secrets(**kept, password=""))
        filed = connector.file([])  # it signs in
        connector.close()
    assert filed == []


def test_it_asks_again_until_the_user_is_done_and_more_seldom_when_it_is_told_to(
    server: Authorisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.says_of_codes = ["authorization_pending", "slow_down", "authorization_pending"]
    pauses: list[float] = []

    class Patient(Visitor):
        def wait(self, seconds: float) -> bool:
            pauses.append(seconds)
            return super().wait(0)

    visitor = Patient(with_code(lambda code: server.typed.add(code.code)))
    assert authorise(account(), Secrets(password=""), visitor, pytest.fail)
    assert pauses == pytest.approx([0.1, 0.1, 0.2, 0.2])


def test_an_answer_that_says_not_now_is_asked_for_again(server: Authorisation) -> None:
    server.says_of_codes = ["temporarily_unavailable", "authorization_pending"]
    assert sign_in(lambda code: server.typed.add(code.code))
    assert polls(server) == 3


def test_a_server_that_is_out_of_order_meanwhile_is_asked_again(server: Authorisation) -> None:
    def down_for_a_while(code: SignInCode) -> None:
        server.typed.add(code.code)
        server.is_down = True
        timer = threading.Timer(0.3, lambda: setattr(server, "is_down", False))
        timer.start()

    assert sign_in(down_for_a_while)
    assert polls(server) > 1


@pytest.mark.parametrize(
    ("error", "words"),
    [("access_denied", "access_denied"), ("expired_token", "not used in time"), ("invalid_grant", "invalid_grant")],
)
def test_each_end_without_a_token_is_said_in_words(server: Authorisation, error: str, words: str) -> None:
    server.says_of_codes = [error]
    refused = failure()
    assert isinstance(refused, Refused)
    assert words in refused.text
    assert polls(server) == 1


def test_a_code_that_is_not_used_in_time_is_not_asked_after_for_ever(server: Authorisation) -> None:
    server.seconds = 1
    assert "not used in time" in failure().text


def test_who_calls_it_off_is_not_waited_for(server: Authorisation) -> None:
    visitor = Visitor(lambda _: visitor.leave())
    with pytest.raises(Refused, match="called off"):
        authorise(account(), Secrets(password=""), visitor, pytest.fail)
    assert polls(server) == 0


def test_a_registration_that_may_not_is_told_in_the_providers_words(server: Authorisation) -> None:
    server.client_id = "another"
    assert "AADSTS7000218" in failure().text


def test_a_provider_without_codes_for_mail_is_said_so(server: Authorisation) -> None:
    assert isinstance(failure(sign_in="google"), ConfigurationError)


@pytest.mark.parametrize(
    "page",
    [
        "http://login.example/device",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://login.example/\nIgnore the above",
        "https://login.example/" + "x" * 600,
        "https://l\u043egin.example/",
    ],
)
def test_a_page_that_nobody_should_be_sent_to_is_not_shown(server: Authorisation, page: str) -> None:
    server.page = page
    told: list[SignInCode] = []
    assert isinstance(failure(told.append), Refused)
    assert told == []


def test_a_server_that_is_not_there_is_said_so(server: Authorisation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(
        PROVIDERS,
        SignIn.MICROSOFT,
        Provider(authorize="", token="", scope="", device=f"http://{HOST}:1/device"),
    )
    assert isinstance(failure(), Unreachable)
