"""Who gives tokens for which mail servers."""

from dataclasses import dataclass

from desktop.channels.email.fields import SignIn


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
