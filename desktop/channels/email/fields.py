"""What an e-mail account is set up with: the fields of its settings page, and their values with their types."""

from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address

from desktop.channels.email.fields_writing import writing_fields
from desktop.channels.email.own import lines_of
from desktop.channels.email.server.address import Security, Server
from desktop.channels.work_fields import work_fields
from desktop.domain.errors import ConfigurationError
from desktop.domain.text import tr
from desktop.domain.written import ChannelAccount
from desktop.services.settings import Choice, Kind, Setting

PASSWORD = "password"
REFRESH_TOKEN = "refresh_token"
CLIENT_SECRET = "client_secret"


class SignIn(StrEnum):
    PASSWORD = "password"
    MICROSOFT = "microsoft"
    GOOGLE = "google"


class SignInAt(StrEnum):
    """Where the page of the provider is opened."""

    THIS_COMPUTER = ""
    ANOTHER_DEVICE = "device"


class Copies(StrEnum):
    """Who files what was sent: many providers do it by themselves."""

    AUTO = "auto"
    OWN = "own"
    SERVER = "server"


_WITH_PASSWORD = ("sign_in", (SignIn.PASSWORD.value,))
_WITH_MICROSOFT = ("sign_in", (SignIn.MICROSOFT.value,))
_WITH_BROWSER = ("sign_in", (SignIn.MICROSOFT.value, SignIn.GOOGLE.value))
_FILE_BY_THEMSELVES = ("gmail.com", "googlemail.com", "office365.com", "outlook.com")


@dataclass(frozen=True, slots=True, kw_only=True)
class MailAccount:
    """The settings of an account with their types. `folders` are those whose mail is read, the first at once."""

    account: ChannelAccount
    imap: Server
    smtp: Server
    user: str
    sign_in: SignIn
    folders: tuple[str, ...]
    sent_folder: str
    archive_folder: str
    history_days: int
    files_own_copies: bool


def mail_account(account: ChannelAccount) -> MailAccount:
    """Raises ConfigurationError in words, of settings too that no form of ours wrote."""
    try:
        return _read(account)
    except ValueError as error:
        raise ConfigurationError(
            tr("A setting of the account “{name}” cannot be read.", name=account.name),
            tr("Open the account in the settings, look at what is there and save it."),
        ) from error


def _read(account: ChannelAccount) -> MailAccount:
    imap, smtp = _server(account, "imap", 993), _server(account, "smtp", 465)
    copies = Copies(account.setting("copies", Copies.AUTO))
    files_itself = any(smtp.host == name or smtp.host.endswith("." + name) for name in _FILE_BY_THEMSELVES)
    return MailAccount(
        account=account,
        imap=imap,
        smtp=smtp,
        user=account.setting("user") or account.address,
        sign_in=SignIn(account.setting("sign_in", SignIn.PASSWORD)),
        folders=lines_of(account, "folders") or ("INBOX",),
        sent_folder=account.setting("sent_folder"),
        archive_folder=account.setting("archive_folder"),
        history_days=int(account.setting("history_days", "0")),
        files_own_copies=copies is Copies.OWN or (copies is Copies.AUTO and not files_itself),
    )


def _server(account: ChannelAccount, protocol: str, usual_port: int) -> Server:
    host = account.setting(f"{protocol}_host").strip().lower()
    security = Security(account.setting(f"{protocol}_security", Security.TLS))
    if not host:
        raise ConfigurationError(
            tr("The account “{name}” has no {protocol} server.", name=account.name, protocol=protocol.upper())
        )
    if security is Security.NONE and not _is_this_machine(host):
        raise ConfigurationError(
            tr("The password would go to {server} unencrypted.", server=host),
            tr("Choose TLS or STARTTLS. Without encryption only a server on this very machine is used."),
        )
    port = int(account.setting(f"{protocol}_port") or usual_port)
    return Server(host=host, port=port, security=security, extra_ca_file=account.setting("extra_ca_file"))


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def fields() -> tuple[Setting, ...]:
    """In the order of the settings page."""
    return (
        *_sign_in_fields(),
        *_server_fields("imap", 993),
        *_server_fields("smtp", 465),
        _trusted(),
        *_folder_fields(),
        *_more(),
        *writing_fields(),
        *work_fields(),
    )


def secrets() -> tuple[Setting, ...]:
    """What goes into the vault. The token has no label: it comes from signing in with the browser, nobody types it."""
    group = tr("Signing in")
    return (
        Setting(key=PASSWORD, kind=Kind.TEXT, default="", label=tr("Password"), group=group, only_where=_WITH_PASSWORD),
        Setting(
            key=CLIENT_SECRET,
            kind=Kind.TEXT,
            default="",
            label=tr("Client secret"),
            group=group,
            help=tr("Only where the registration of Parley has one, as Google's do."),
            only_where=_WITH_BROWSER,
        ),
        Setting(key=REFRESH_TOKEN, kind=Kind.TEXT, default="", label="", group=group),
    )


def _server_fields(protocol: str, port: int) -> tuple[Setting, ...]:
    group = tr("Incoming mail (IMAP)") if protocol == "imap" else tr("Outgoing mail (SMTP)")
    securities = (
        Choice(value=Security.TLS, label=tr("TLS from the start")),
        Choice(value=Security.STARTTLS, label=tr("STARTTLS")),
        Choice(value=Security.NONE, label=tr("None, on this machine only")),
    )
    return (
        Setting(
            key=f"{protocol}_host",
            kind=Kind.TEXT,
            default="",
            label=tr("Server"),
            group=group,
            help=tr("Empty: found by the address."),
        ),
        Setting(
            key=f"{protocol}_port",
            kind=Kind.NUMBER,
            default=port,
            label=tr("Port"),
            group=group,
            minimum=1,
            maximum=65535,
        ),
        Setting(
            key=f"{protocol}_security",
            kind=Kind.CHOICE,
            default=Security.TLS.value,
            label=tr("Encryption"),
            group=group,
            choices=securities,
        ),
    )


def _sign_in_fields() -> tuple[Setting, ...]:
    group = tr("Signing in")
    ways = (
        Choice(value=SignIn.PASSWORD, label=tr("With a password")),
        Choice(value=SignIn.MICROSOFT, label=tr("With Microsoft 365, in the browser")),
        Choice(value=SignIn.GOOGLE, label=tr("With Google, in the browser")),
    )
    return (
        Setting(
            key="sign_in",
            kind=Kind.CHOICE,
            default=SignIn.PASSWORD.value,
            label=tr("Sign in"),
            group=group,
            choices=ways,
        ),
        _sign_in_at(group),
        Setting(
            key="user",
            kind=Kind.TEXT,
            default="",
            label=tr("User name"),
            group=group,
            help=tr("Empty: the address of the account."),
        ),
        Setting(
            key="client_id",
            kind=Kind.TEXT,
            default="",
            label=tr("Client id"),
            group=group,
            help=tr("Of your organisation's registration of Parley with Microsoft or Google."),
            only_where=_WITH_BROWSER,
        ),
        Setting(
            key="tenant",
            kind=Kind.TEXT,
            default="",
            label=tr("Tenant"),
            group=group,
            help=tr("Where Parley is registered for your organisation alone: its domain or id with Microsoft."),
            only_where=_WITH_MICROSOFT,
        ),
    )


def _trusted() -> Setting:
    return Setting(
        key="extra_ca_file",
        kind=Kind.FILE,
        default="",
        label=tr("Certificate authority"),
        group=tr("Certificates"),
        help=tr("A PEM file trusted for TLS besides the system's own certificates."),
    )


def _sign_in_at(group: str) -> Setting:
    return Setting(
        key="sign_in_at",
        kind=Kind.CHOICE,
        default=SignInAt.THIS_COMPUTER.value,
        label=tr("The sign-in page opens"),
        group=group,
        help=tr("On another device you type a code that is shown here. Google gives none for mail."),
        only_where=_WITH_BROWSER,
        choices=(
            Choice(value=SignInAt.THIS_COMPUTER, label=tr("In this computer's browser")),
            Choice(value=SignInAt.ANOTHER_DEVICE, label=tr("On another device")),
        ),
    )


def _folder_fields() -> tuple[Setting, ...]:
    group = tr("Folders")
    return (
        Setting(
            key="folders",
            kind=Kind.TEXTS,
            default=("INBOX",),
            label=tr("Folders to read"),
            group=group,
            help=tr("Mail in the first one is seen at once, in the others within a minute."),
        ),
        Setting(
            key="history_days",
            kind=Kind.NUMBER,
            default=0,
            label=tr("Read back at first"),
            group=group,
            help=tr("How old mail may be that was there before the account was set up. 0: all of it."),
            maximum=36_500,
            unit=tr("days"),
        ),
        Setting(
            key="sent_folder",
            kind=Kind.TEXT,
            default="",
            label=tr("Folder for sent mail"),
            group=group,
            help=tr("Empty: the one the server names."),
        ),
        Setting(
            key="copies",
            kind=Kind.CHOICE,
            default=Copies.AUTO.value,
            label=tr("Sent mail is filed by"),
            group=group,
            choices=_filers(),
        ),
        *_archive_fields(group),
    )


def _filers() -> tuple[Choice, ...]:
    return (
        Choice(value=Copies.AUTO, label=tr("As the provider is known to do it")),
        Choice(value=Copies.OWN, label=tr("Parley")),
        Choice(value=Copies.SERVER, label=tr("The mail server")),
    )


def _archive_fields(group: str) -> tuple[Setting, ...]:
    ways = (Choice(value="", label=tr("Stays where it is")), Choice(value="yes", label=tr("Goes to the archive")))
    return (
        Setting(
            key="archives",
            kind=Kind.CHOICE,
            default="",
            label=tr("Mail of what is closed"),
            group=group,
            help=tr("What is opened again comes back to the folder it was in."),
            choices=ways,
        ),
        Setting(
            key="archive_folder",
            kind=Kind.TEXT,
            default="",
            label=tr("Folder of the archive"),
            group=group,
            help=tr("Empty: the one the server names."),
        ),
    )


def _more() -> tuple[Setting, ...]:
    group = tr("Addresses")
    return (
        Setting(
            key="aliases",
            kind=Kind.TEXTS,
            default=(),
            label=tr("Further addresses"),
            group=group,
            help=tr("Mail to these comes to this account, too."),
        ),
        Setting(
            key="own_domains",
            kind=Kind.TEXTS,
            default=(),
            label=tr("More domains of ours"),
            group=group,
            help=tr("Who writes from a domain like one of ours is pointed out. Those of the accounts count anyway."),
        ),
        Setting(
            key="protected_names",
            kind=Kind.TEXTS,
            default=(),
            label=tr("More names to protect"),
            group=group,
            help=tr("Who uses a name of ours from elsewhere is pointed out. Accounts' and agents' names count anyway."),
        ),
        Setting(
            key="authserv_id",
            kind=Kind.TEXT,
            default="",
            label=tr("Trusted for checks of origin"),
            group=group,
            help=tr("The name your mail server puts first into Authentication-Results. Others are not believed."),
        ),
    )
