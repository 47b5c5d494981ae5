"""Whom one signs in with: everybody's address at Microsoft, or that of the tenant Parley is registered for."""

import pytest

from desktop.channels.email.oauth.provider import provider_of
from desktop.domain.channel import Channel
from desktop.domain.errors import ConfigurationError
from desktop.domain.written import ChannelAccount


def account(**settings: str) -> ChannelAccount:
    return ChannelAccount(
        channel=Channel.EMAIL, name="Support", address="olga@parley.test", settings=tuple(settings.items())
    )


def addresses(**settings: str) -> list[str]:
    made = provider_of(account(**settings))
    return [made.authorize, made.token, made.device]


def test_what_is_registered_for_one_tenant_is_signed_in_there() -> None:
    found = addresses(sign_in="microsoft", tenant=" contoso.onmicrosoft.com ")
    assert all(
        one.startswith("https://login.microsoftonline.com/contoso.onmicrosoft.com/oauth2/v2.0/") for one in found
    )


def test_without_a_tenant_it_is_everybodys_address() -> None:
    assert all("/common/" in one for one in addresses(sign_in="microsoft"))


def test_google_knows_no_tenants() -> None:
    assert addresses(sign_in="google", tenant="contoso.com") == addresses(sign_in="google")


@pytest.mark.parametrize("typed", ["../x", "a/b", "evil.example/..", "a b", "a?b", "a@b", ".hidden", "a#b"])
def test_a_tenant_leads_nowhere_else(typed: str) -> None:
    with pytest.raises(ConfigurationError, match="is no tenant"):
        provider_of(account(sign_in="microsoft", tenant=typed))
