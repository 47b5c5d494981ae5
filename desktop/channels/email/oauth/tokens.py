"""Tokens: one that is kept and buys others, each of which opens the mailbox for about an hour."""

import time
from collections.abc import Mapping
from threading import Lock

from desktop.channels.email.fields import CLIENT_SECRET, REFRESH_TOKEN, SignIn
from desktop.channels.email.oauth.provider import PROVIDERS, Provider
from desktop.channels.email.web import post
from desktop.domain.errors import ConfigurationError, Refused, Unreachable
from desktop.domain.text import tr
from desktop.domain.written import ChannelAccount
from desktop.services.channel import Secrets

_MARGIN_SECONDS = 120.0  # a token that ends while a session is being opened is no use


def exchange(provider: Provider, form: Mapping[str, str]) -> dict[str, str]:
    """What the provider gives for a code or a token. Raises Refused in its words."""
    return tokens_of(*post(provider.token, form))


def tokens_of(status: int, said: Mapping[str, object]) -> dict[str, str]:
    """The provider's answer. Raises Refused in its words."""
    if status >= 500 or status == 429:
        raise Unreachable(tr("The sign-in server is out of order ({status}).", status=status))
    if status != 200 or not isinstance(said.get("access_token"), str):
        words = said.get("error_description") or said.get("error") or status
        raise Refused(
            tr("The sign-in was refused: {words}", words=" ".join(str(words).split())[:300]),
            tr("Sign in again in the account's settings."),
        )
    return {name: str(value) for name, value in said.items()}


def client(account: ChannelAccount, secrets: Secrets) -> dict[str, str]:
    """As whom this program asks. Raises ConfigurationError."""
    client_id = account.setting("client_id")
    if not client_id:
        raise ConfigurationError(
            tr("“{name}” has no client id.", name=account.name),
            tr("Register Parley with Microsoft or Google for your organisation, and enter the id it is given."),
        )
    secret = secrets.get(CLIENT_SECRET)
    return {"client_id": client_id, **({"client_secret": secret} if secret else {})}


class AccessTokens:
    """Of one account, for both its threads."""

    def __init__(self, account: ChannelAccount, secrets: Secrets) -> None:
        self._account = account
        self._secrets = secrets
        self._token = ""
        self._good_until = 0.0
        self._buying = Lock()

    def current(self) -> str:
        """One that is good for a while. Raises Refused when the user has to sign in again."""
        with self._buying:
            if time.monotonic() >= self._good_until:
                self._buy()
            return self._token

    def spoil(self, token: str) -> None:
        """The server did not take it, whatever was said of how long it is good for."""
        with self._buying:
            if token == self._token:
                self._good_until = 0.0

    def _buy(self) -> None:
        kept = self._secrets.get(REFRESH_TOKEN)
        if not kept:
            raise Refused(
                tr("Nobody has signed in to “{name}” yet.", name=self._account.name),
                tr("Sign in in the account's settings."),
            )
        provider = PROVIDERS[SignIn(self._account.setting("sign_in"))]
        form = {"grant_type": "refresh_token", "refresh_token": kept, "scope": provider.scope}
        said = exchange(provider, {**form, **client(self._account, self._secrets)})
        if said.get("refresh_token", kept) != kept:
            self._secrets.keep(REFRESH_TOKEN, said["refresh_token"])  # the old one is worth nothing from now on
        self._token = said["access_token"]
        self._good_until = time.monotonic() + _seconds(said.get("expires_in", "")) - _MARGIN_SECONDS


def _seconds(said: str) -> float:
    return float(said) if said.isdigit() else 600.0
