"""Pictures that nobody is to see: they tell their server that, when and where a message was opened. Never fetched."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

_TINY = 3  # px
_SIZE = re.compile(r"\s*(\d{1,5})")
_UNSEEN = re.compile(
    r"(?:^|;)\s*(?:(?:max-)?(?:width|height)\s*:\s*[0-3](?:\.\d+)?(?:px|pt)?\s*(?:!important\s*)?(?:;|$)"
    r"|display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)|mso-hide\s*:\s*all)",
    re.IGNORECASE,
)
# as the senders of newsletters and the add-ons that report readings call theirs
_KNOWN = re.compile(
    r"/(?:track(?:ing)?/open|wf/open|open/log|e2?t/o|trk/open|email/open|mail/open)(?:[/.]|$)|/opens?$"
    r"|/(?:open|o|pixel|beacon|track|spacer|blank|1x1|clear|transparent)\.(?:gif|png|php|aspx|ashx|jpg)(?:\?|$)"
    r"|/(?:pixel|beacon|collect|openrate|readreceipt)(?:[/?]|$)",
    re.IGNORECASE,
)
_KNOWN_HOSTS = (
    *("mailtrack.io", "list-manage.com/track", "google-analytics.com", "mandrillapp.com/track", "yesware.com/t"),
    *("bananatag.com", "getnotify.com", "streak.com", "mixmax.com", "superhuman.com/i", "sidekickopen", "hubspotemail"),
)


def https_address(value: str) -> str:
    """Where a picture would be fetched from: over HTTPS, whatever was written; "" for no place of the web."""
    if value[:2] == "//":
        value = f"https:{value}"
    scheme, separator, rest = value.partition("://")
    if not separator or scheme.lower() not in ("http", "https") or '"' in rest:
        return ""
    try:
        return f"https://{rest}" if urlsplit(f"https://{rest}").hostname else ""
    except ValueError:
        return ""


def is_unseen(style: str) -> bool:
    """Of a picture that is not to be seen."""
    return _UNSEEN.search(style[:2_000]) is not None


def is_tracker(url: str, attributes: Mapping[str, str]) -> bool:
    """By the size it says, or by an address as trackers have it."""
    if any(_is_tiny(attributes.get(name)) for name in ("width", "height")):
        return True
    parts = urlsplit(url)
    where = f"{parts.netloc}{parts.path}".lower()
    return _KNOWN.search(parts.path) is not None or any(host in where for host in _KNOWN_HOSTS)


def _is_tiny(said: str | None) -> bool:
    found = _SIZE.match(said or "")
    return found is not None and int(found[1]) <= _TINY
