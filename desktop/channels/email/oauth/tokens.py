"""Tokens: one that is kept and buys others, each of which opens the mailbox for about an hour."""

import re
import time
from collections.abc import Mapping
from threading import Lock

from desktop.channels.email.fields import CLIENT_SECRET, REFRESH_TOKEN
from desktop.channels.email.oauth.provider import Provider, provider_of
from desktop.channels.email.web import post
from desktop.domain.errors import ConfigurationError, Refused, Unreachable
from desktop.domain.text import tr
from desktop.domain.written import ChannelAccount
from desktop.services.channel import Secrets

_MARGIN_SECONDS = 120.0  # a token that ends while a session is being opened is no use
_OTHER_SECONDS = 2.0  # another program of ours may be about to keep the token it got for the one we have, too
_SLICE_SECONDS = 0.1
_LONGEST_WORDS = 300
NOT_NOW = frozenset({"temporarily_unavailable", "server_error"})  # RFC 6749 §4.1.2.1; Microsoft says so with a 400
_OF_PARLEY = frozenset({"invalid_client", "unauthorized_client", "invalid_scope", "invalid_request"})
# which of the provider's machines it was, and when: nothing to a user (Microsoft)
_TRACE = re.compile(r"(?<!\s)\s*+(?:Trace ID|Correlation ID|Timestamp): .*", re.DOTALL)


def exchange(provider: Provider, form: Mapping[str, str]) -> dict[str, str]:
    """What the provider gives for a code or a token. Raises Refused in its words."""
    return tokens_of(*post(provider.token, form))


def tokens_of(status: int, said: Mapping[str, object]) -> dict[str, str]:
    """The provider's answer. Raises Refused in its words, and Unreachable for what is not its word at all."""
    error = said.get("error")
    if status >= 500 or status == 429 or error in NOT_NOW:
        raise Unreachable(tr("The sign-in server is out of order ({status}).", status=words_of(said) or status))
    if status == 200 and isinstance(said.get("access_token"), str):
        return {name: str(value) for name, value in said.items()}
    if not error:  # a proxy on the way has its own pages
        raise Unreachable(tr("The sign-in server gave no answer that can be read ({status}).", status=status))
    raise refused(said)


def refused(said: Mapping[str, object]) -> Refused:
    """In the provider's words, and who can mend it."""
    of_parley = said.get("error") in _OF_PARLEY
    return Refused(
        tr("The sign-in was refused: {words}", words=words_of(said)),
        tr("Ask who registered Parley there.") if of_parley else tr("Sign in again in the account's settings."),
    )


def words_of(said: Mapping[str, object]) -> str:
    words = str(said.get("error_description") or said.get("error") or "")
    return " ".join(_TRACE.sub("", words).split())[:_LONGEST_WORDS]


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
        try:
            said = self._bought_with(kept)
        except Refused:
            other = self._another_than(kept)
            if not other:
                raise
            kept, said = other, self._bought_with(other)
        if said.get("refresh_token", kept) != kept:
            self._secrets.keep(REFRESH_TOKEN, said["refresh_token"])  # the old one is worth nothing from now on
        self._token = said["access_token"]
        self._good_until = time.monotonic() + _seconds(said.get("expires_in", "")) - _MARGIN_SECONDS

    def _bought_with(self, kept: str) -> dict[str, str]:
        provider = provider_of(self._account)
        form = {"grant_type": "refresh_token", "refresh_token": kept, "scope": provider.scope}
        return exchange(provider, {**form, **client(self._account, self._secrets)})

    def _another_than(self, kept: str) -> str:
        """The desk and a hub may use one token at the same moment, and each is good once: the slower one takes what the
        other was given. "" when nobody was.
        """
        deadline = time.monotonic() + _OTHER_SECONDS
        while (other := self._secrets.get(REFRESH_TOKEN)) == kept and time.monotonic() < deadline:
            time.sleep(_SLICE_SECONDS)
        return other if other != kept else ""


def _seconds(said: str) -> float:
    return float(said) if said.isdecimal() else 600.0
