"""Who gives tokens for which mail servers."""

import re
from dataclasses import dataclass, replace

from desktop.channels.email.fields import SignIn
from desktop.domain.errors import ConfigurationError
from desktop.domain.text import tr
from desktop.domain.written import ChannelAccount

_EVERY_TENANT = "/common/"
_TENANT = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """`loopback`: the name of this machine that it sends the browser back to, at whatever port.

    `device`: where it gives codes to sign in with on another device; "" where it gives none for mail.
    """

    authorize: str
    token: str
    scope: str
    device: str = ""
    loopback: str = "127.0.0.1"
    extra: tuple[tuple[str, str], ...] = ()


PROVIDERS: dict[SignIn, Provider] = {
    SignIn.MICROSOFT: Provider(
        authorize="https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
        token="https://login.microsoftonline.com/common/oauth2/v2.0/token",
        scope="https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access",
        device="https://login.microsoftonline.com/common/oauth2/v2.0/devicecode",
        loopback="localhost",
    ),
    SignIn.GOOGLE: Provider(
        authorize="https://accounts.google.com/o/oauth2/v2/auth",
        token="https://oauth2.googleapis.com/token",
        scope="https://mail.google.com/",
        extra=(("access_type", "offline"), ("prompt", "consent")),  # else it gives no token to keep
    ),
}


def provider_of(account: ChannelAccount) -> Provider:
    """Of an account that signs in with a browser. Raises ConfigurationError in words.

    What is registered for one tenant alone Microsoft signs in at that tenant's address only (AADSTS50194).
    """
    provider, tenant = PROVIDERS[SignIn(account.setting("sign_in"))], account.setting("tenant").strip()
    if not tenant:
        return provider
    if not _TENANT.fullmatch(tenant):
        raise ConfigurationError(
            tr("“{tenant}” is no tenant.", tenant=tenant), tr("It is a domain, or an id as Microsoft shows it.")
        )
    return replace(
        provider,
        authorize=provider.authorize.replace(_EVERY_TENANT, f"/{tenant}/"),
        token=provider.token.replace(_EVERY_TENANT, f"/{tenant}/"),
        device=provider.device.replace(_EVERY_TENANT, f"/{tenant}/"),
    )
