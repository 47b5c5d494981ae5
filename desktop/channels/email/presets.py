"""The servers of an address, for who does not know them: as its provider is known, as its domain says, or as they are
usually called. What a domain says over HTTPS counts; what its name service says (RFC 6186) counts for servers of its
own, and of others' the user is asked. Whatever is found has to answer.
"""

import logging
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from threading import Event
from urllib.parse import quote

from desktop.channels.email.domains import domain_of
from desktop.channels.email.fields import SignIn
from desktop.channels.email.finding.srv import services
from desktop.channels.email.server.address import Security, Server
from desktop.channels.email.server.imap import Imap
from desktop.channels.email.server.smtp import Smtp
from desktop.channels.email.server.stream import Stream
from desktop.channels.email.web import get
from desktop.domain.errors import DesktopError, Unreachable
from desktop.domain.text import tr
from desktop.domain.written import ChannelAccount
from desktop.services.channel import Missing, Unconfirmed

logger = logging.getLogger(__name__)

IMAP, SMTP = "imap", "smtp"

# https://wiki.mozilla.org/Thunderbird:Autoconfiguration: the domain's own pages, in this order
_PAGES = (
    "https://autoconfig.{domain}/mail/config-v1.1.xml?emailaddress={address}",
    "https://{domain}/.well-known/autoconfig/mail/config-v1.1.xml",
)
PATIENCE_SECONDS = 8.0  # with a server that may not be there at all
_MOST_SERVERS = 20
_SECURITIES = {"SSL": Security.TLS, "STARTTLS": Security.STARTTLS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """One server of one protocol. `user` "" is the whole address."""

    protocol: str
    host: str
    port: int
    security: Security
    user: str = ""
    is_sure: bool = True  # else somebody may have made it up


def _known(imap: str, smtp: str, *domains: str, submission: bool = False) -> dict[str, tuple[Preset, Preset]]:
    port, security = (587, Security.STARTTLS) if submission else (465, Security.TLS)
    servers = (
        Preset(protocol=IMAP, host=imap, port=993, security=Security.TLS),
        Preset(protocol=SMTP, host=smtp, port=port, security=security),
    )
    return dict.fromkeys(domains, servers)


# by domain, and by who gives the tokens
_PROVIDERS: dict[str, tuple[Preset, Preset]] = {
    **_known("imap.gmail.com", "smtp.gmail.com", SignIn.GOOGLE, "gmail.com", "googlemail.com"),
    **_known(
        "outlook.office365.com",
        "smtp.office365.com",
        *(SignIn.MICROSOFT, "outlook.com", "hotmail.com", "live.com", "msn.com"),
        submission=True,
    ),
    **_known("imap.mail.me.com", "smtp.mail.me.com", "icloud.com", "me.com", "mac.com", submission=True),
    **_known("imap.mail.yahoo.com", "smtp.mail.yahoo.com", "yahoo.com", "ymail.com"),
    **_known("imap.gmx.net", "mail.gmx.net", "gmx.net", "gmx.de", "gmx.at", "gmx.ch"),
    **_known("imap.web.de", "smtp.web.de", "web.de", submission=True),
    **_known("imap.wp.pl", "smtp.wp.pl", "wp.pl"),
    **_known("poczta.o2.pl", "poczta.o2.pl", "o2.pl", "tlen.pl"),
    **_known("imap.poczta.onet.pl", "smtp.poczta.onet.pl", "onet.pl", "op.pl", "vp.pl", "poczta.onet.pl"),
    **_known("poczta.interia.pl", "poczta.interia.pl", "interia.pl", "interia.eu"),
    **_known("imap.qq.com", "smtp.qq.com", "qq.com", "foxmail.com"),
    **_known("imap.163.com", "smtp.163.com", "163.com"),
    **_known("imap.126.com", "smtp.126.com", "126.com"),
}


def with_servers(account: ChannelAccount) -> ChannelAccount:
    """With the servers that nobody entered. Asks the network.

    Raises Missing when there are none, Unreachable when they are known and do not answer, as without a
    network, Unconfirmed when the user has to look at them first.
    """
    missing = [protocol for protocol in (IMAP, SMTP) if not account.setting(f"{protocol}_host").strip()]
    if not missing:
        return account
    settings, doubtful = dict(account.settings), []
    for protocol in missing:
        its = _first_that_answers(account, protocol)
        settings |= {f"{protocol}_host": its.host, f"{protocol}_port": str(its.port)}
        settings[f"{protocol}_security"] = its.security.value
        settings["user"] = settings.get("user") or its.user
        doubtful += [] if its.is_sure else [its.host]
    found = replace(account, settings=tuple(settings.items()))
    if doubtful:
        raise Unconfirmed(
            tr(
                "{domain} names a server elsewhere: {servers}.",
                domain=domain_of(account.address),
                servers=_and(doubtful),
            ),
            tr("It was entered below. If your provider uses it, sign in once more."),
            found,
        )
    return found


def _first_that_answers(account: ChannelAccount, protocol: str) -> Preset:
    known, unreached = _known_to(account), None
    for preset in _candidates(account, protocol):
        why = _why_not(preset, account)
        if why is None:
            return preset
        if preset in known and isinstance(why, Unreachable):
            unreached = unreached or why
    raise unreached or Missing(
        tr("No {protocol} server was found for {address}.", protocol=protocol.upper(), address=account.address),
        tr("Enter the servers; your provider's help names them."),
        f"{protocol}_host",
    )


def _known_to(account: ChannelAccount) -> tuple[Preset, ...]:
    """By who signs it in, which an organisation's domain need not name, then by its domain."""
    names = account.setting("sign_in"), domain_of(account.address)
    return tuple(preset for name in names for preset in _PROVIDERS.get(name, ()))


def _and(hosts: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(hosts))


def _candidates(account: ChannelAccount, protocol: str) -> Iterator[Preset]:
    domain = domain_of(account.address)
    if not domain:
        return
    yield from (preset for preset in _known_to(account) if preset.protocol == protocol)
    yield from (preset for preset in _said_by(domain, account.address) if preset.protocol == protocol)
    for one in services(domain, protocol):
        yield Preset(protocol=protocol, host=one.host, port=one.port, security=one.security, is_sure=one.is_own)
    yield from _guesses(domain, protocol)


def _guesses(domain: str, protocol: str) -> Iterator[Preset]:
    ways = ((993, Security.TLS),) if protocol == IMAP else ((465, Security.TLS), (587, Security.STARTTLS))
    for name in (protocol, "mail"):
        for port, security in ways:
            yield Preset(protocol=protocol, host=f"{name}.{domain}", port=port, security=security)


def _said_by(domain: str, address: str) -> Iterator[Preset]:
    for page in _PAGES:
        try:
            text = get(page.format(domain=domain, address=quote(address)))
        except DesktopError as error:
            logger.debug("No settings of %s: %s", domain, error.text)
            continue
        if text is not None and (found := list(read_page(text, address))):
            yield from found
            return


def read_page(text: bytes, address: str) -> Iterable[Preset]:
    """The servers that a page of the autoconfig format names, without those that would go unencrypted."""
    if b"<!" in text.replace(b"<!--", b""):  # such a page needs no document type, and entities can be bombs
        return []
    try:
        root = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError, LookupError):
        return []
    servers = [*root.iter("incomingServer"), *root.iter("outgoingServer")][:_MOST_SERVERS]
    return [preset for preset in (_read_server(server, address) for server in servers) if preset is not None]


def _read_server(server: ElementTree.Element, address: str) -> Preset | None:
    local, _, domain = address.rpartition("@")
    values = {"%EMAILADDRESS%": address, "%EMAILLOCALPART%": local, "%EMAILDOMAIN%": domain}
    said = {name: (server.findtext(name) or "").strip() for name in ("hostname", "port", "socketType", "username")}
    for name, value in values.items():
        said = {key: text.replace(name, value) for key, text in said.items()}
    security = _SECURITIES.get(said["socketType"].upper())
    is_host = bool(said["hostname"]) and all(letter.isalnum() or letter in "-." for letter in said["hostname"])
    protocol = server.get("type", "").lower()
    port = int(said["port"][:6]) if said["port"].isdecimal() else 0
    if security is None or not is_host or not 0 < port < 65536 or protocol not in (IMAP, SMTP):
        return None
    user = "" if said["username"] == address else said["username"]
    return Preset(protocol=protocol, host=said["hostname"], port=port, security=security, user=user)


def _why_not(preset: Preset, account: ChannelAccount) -> DesktopError | None:
    """None: it greets, encrypted, by a certificate that is trusted. Nothing is said of who asks."""
    server = Server(
        host=preset.host,
        port=preset.port,
        security=preset.security,
        extra_ca_file=account.setting("extra_ca_file"),
    )
    try:
        stream = Stream(server, Event(), Event(), PATIENCE_SECONDS)
        (Imap(stream) if preset.protocol == IMAP else Smtp(stream)).leave()
    except DesktopError as error:
        logger.debug("%s is not it: %s", preset.host, error.text)
        return error
    return None
