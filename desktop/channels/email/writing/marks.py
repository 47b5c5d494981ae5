"""Fields of mail that no person wrote to one person: automatic answers (RFC 3834), mailings (RFC 2369, RFC 8058)."""

from urllib.parse import quote

from desktop.channels.email.writing.fields import one_line
from desktop.channels.email.writing.ids import unsubscribe_token
from desktop.domain.written import ChannelAccount
from desktop.services.channel import Writing

UNSUBSCRIBE_URL = "unsubscribe_url"
_PLACE = "{token}"


def mark_fields(writing: Writing) -> tuple[bytes, ...]:
    """None for a letter of an agent's to somebody."""
    if writing.is_automatic:
        return b"Auto-Submitted: auto-replied\r\n", b"X-Auto-Response-Suppress: All\r\n"
    if writing.unsubscribe:
        return _unsubscribe_fields(writing.account, unsubscribe_token(writing.account, writing.unsubscribe))
    return ()


def _unsubscribe_fields(account: ChannelAccount, token: str) -> tuple[bytes, ...]:
    """A mail to the account does it; one click too, where the organisation has a page for that (RFC 8058 §3.1)."""
    mailto = f"mailto:{quote(account.address, safe='@')}?subject={quote(f'unsubscribe {token}')}"
    url = unsubscribe_url(account)
    if not url:
        return (f"List-Unsubscribe: <{mailto}>\r\n".encode("ascii"),)
    one_click = url.replace(_PLACE, token)
    return (
        f"List-Unsubscribe: <{one_click}>,\r\n <{mailto}>\r\n".encode("ascii"),
        b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
    )


def unsubscribe_url(account: ChannelAccount) -> str:
    """That of the setting, when it is one that can stand in a header: https, and with a place for the recipient."""
    url = account.setting(UNSUBSCRIBE_URL).strip()
    is_good = url.startswith("https://") and _PLACE in url and url.isascii() and url == one_line(url)
    return url if is_good and not set(url) & set(' <>,"') else ""
