"""E-mail as a channel: what it can do, how it is set up, and what serves an account of it."""

from desktop.channels.email.connector import EmailConnector
from desktop.channels.email.fields import fields, secrets
from desktop.channels.email.letters import EmailLetters
from desktop.channels.email.oauth.signing_in import authorise
from desktop.channels.email.own import beside
from desktop.channels.email.presets import with_servers
from desktop.channels.email.remote.fetching import Fetcher
from desktop.channels.email.writing.ids import with_key
from desktop.channels.email.writing.typed import checked_address
from desktop.domain.channel import Channel
from desktop.domain.errors import ConfigurationError, Rejected
from desktop.domain.text import tr
from desktop.domain.written import ChannelAccount
from desktop.services.channel import Capabilities, ChannelKind


def _complete(account: ChannelAccount) -> ChannelAccount:
    if "@" not in account.address:
        raise ConfigurationError(tr("The address is missing."), _what_it_is_for())
    try:
        checked_address(account.address)
    except Rejected as error:
        raise ConfigurationError(error.text, _what_it_is_for()) from error
    return with_key(with_servers(account))


def _what_it_is_for() -> str:
    return tr("Customers write to it, and answers come from it.")


CHANNEL = ChannelKind(
    channel=Channel.EMAIL,
    capabilities=Capabilities(has_html=True, has_subject=True, has_attachments=True),
    label=lambda: tr("E-mail"),
    fields=fields,
    secrets=secrets,
    connect=EmailConnector,
    letters=EmailLetters(),
    complete=_complete,
    beside=beside,
    authorise=authorise,
    fetch_pictures=lambda urls: Fetcher().fetch(urls),
)
