"""Tokens that are bought: what providers really answer, and two programs of ours that use one token at once."""

from collections.abc import Iterator

import pytest

from desktop.channels.email.fields import REFRESH_TOKEN, SignIn
from desktop.channels.email.oauth import tokens
from desktop.channels.email.oauth.provider import PROVIDERS, Provider
from desktop.channels.email.oauth.tokens import AccessTokens
from desktop.domain.channel import Channel
from desktop.domain.errors import DesktopError, Refused, Unreachable
from desktop.domain.written import ChannelAccount
from tests.channels.mail_world import Secrets
from tests.servers.authorisation import Authorisation, authorisation

SETTINGS = {"sign_in": "microsoft", "client_id": "parley-test"}
ACCOUNT = ChannelAccount(
    id=1, channel=Channel.EMAIL, name="Support", address="olga@parley.test", settings=tuple(SETTINGS.items())
)
EXPIRED = (
    "AADSTS50173: The provided grant has expired due to it being revoked, a fresh auth token is needed."
    "\r\nTrace ID: 0f2c\r\nCorrelation ID: 77aa\r\nTimestamp: 2026-11-22 14:41:51Z"
)
WITHOUT_CONSENT = "AADSTS65001: The user or administrator has not consented to use the application with ID 'x'."


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Authorisation]:
    monkeypatch.setattr(tokens, "_OTHER_SECONDS", 0.3)
    with authorisation() as running:
        running.user = ACCOUNT.address
        running.kept = {"first"}
        provider = Provider(authorize="", token=f"{running.address}/token", scope="mail")
        monkeypatch.setitem(PROVIDERS, SignIn.MICROSOFT, provider)
        yield running


def failure(server: Authorisation, status: int, said: object) -> DesktopError:
    server.answer = status, said
    with pytest.raises(DesktopError) as raised:
        AccessTokens(ACCOUNT, Secrets(refresh_token="first")).current()
    return raised.value


@pytest.mark.parametrize(
    ("error", "description", "words"),
    [
        ("invalid_grant", EXPIRED, "a fresh auth token is needed."),
        ("invalid_grant", "Token has been expired or revoked.", "Token has been expired or revoked."),
        ("invalid_grant", WITHOUT_CONSENT, "has not consented"),
        ("interaction_required", "AADSTS50076: … you must use multi-factor authentication", "multi-factor"),
        ("invalid_grant", "", "invalid_grant"),
    ],
)
def test_a_sign_in_that_is_worth_nothing_any_more_is_for_the_user_to_do_again(
    server: Authorisation, error: str, description: str, words: str
) -> None:
    refused = failure(server, 400, {"error": error, "error_description": description})
    assert isinstance(refused, Refused)
    assert words in refused.text
    assert "Trace" not in refused.text
    assert "Sign in again" in refused.hint


def test_words_with_line_ends_without_end_are_read_in_one_pass() -> None:
    assert tokens.words_of({"error_description": "gone" + "\n" * 300_000 + "x"}) == "gone x"


def test_figures_that_are_none_for_python_are_no_time(server: Authorisation) -> None:
    server.answer = 200, {"access_token": "opens", "expires_in": "²"}
    assert AccessTokens(ACCOUNT, Secrets(refresh_token="first")).current() == "opens"


@pytest.mark.parametrize("error", ["invalid_client", "unauthorized_client", "invalid_scope"])
def test_a_registration_that_is_worth_nothing_is_nothing_the_user_can_mend(server: Authorisation, error: str) -> None:
    refused = failure(server, 401, {"error": error, "error_description": "AADSTS7000222: … secret keys are expired"})
    assert isinstance(refused, Refused)
    assert "Ask who registered Parley" in refused.hint


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (503, {}),
        (500, {"error": "internal_failure"}),
        (429, {"error": "rate_limited"}),
        (
            400,
            {"error": "temporarily_unavailable", "error_description": "AADSTS90033: A transient error has occurred."},
        ),
        (403, "<html>Your organisation blocks this page"),
        (200, "<html>Accept the terms of this network"),
        (200, {}),
        (407, {}),
    ],
)
def test_what_is_no_refusal_is_tried_again_and_stops_no_account(
    server: Authorisation, status: int, said: object
) -> None:
    assert isinstance(failure(server, status, said), Unreachable)


class Shared(Secrets):
    """One vault of two programs: while the first is about to use the token, the other does."""

    def __init__(self, other_keeps: bool) -> None:
        super().__init__(refresh_token="first")
        self._other_keeps = other_keeps
        self._is_first = True

    def get(self, name: str) -> str:
        found = super().get(name)
        if name == REFRESH_TOKEN and self._is_first:
            self._is_first = False
            AccessTokens(ACCOUNT, self if self._other_keeps else Secrets(refresh_token=found)).current()
        return found


def test_two_programs_that_use_a_token_at_once_both_go_on(server: Authorisation) -> None:
    secrets = Shared(other_keeps=True)
    bought = AccessTokens(ACCOUNT, secrets)
    assert bought.current() in server.good
    assert len(server.asked) == 3  # the other's, ours with what was worth nothing by then, ours with what the other got
    assert secrets.get(REFRESH_TOKEN) in server.kept


def test_a_token_that_somebody_else_used_up_and_nobody_kept_is_refused(server: Authorisation) -> None:
    with pytest.raises(Refused, match="AADSTS700082"):
        AccessTokens(ACCOUNT, Shared(other_keeps=False)).current()
