"""Domain names: their one written form, and which of them belong together."""

import re
from functools import lru_cache

import idna

_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_DOTS = str.maketrans("。．｡", "...")  # UTS 46 §4: dots of other scripts
_SECOND_LEVELS = frozenset(
    {"ac", "co", "com", "edu", "gov", "gob", "go", "mil", "ne", "net", "or", "org", "info", "biz"}
)


@lru_cache(maxsize=4096)  # the same few are met again and again
def to_ascii(domain: str) -> str:
    """As it is looked up (IDNA 2008, UTS 46 non-transitional), in lower case; "" when it is no domain."""
    domain = domain.strip().translate(_DOTS).rstrip(".").lower()
    if not domain.isascii():
        try:
            domain = idna.encode(domain, uts46=True, transitional=False).decode("ascii")
        except (idna.IDNAError, UnicodeError):
            return ""
    if len(domain) > 253 or not all(_LABEL.fullmatch(label) for label in domain.split(".")):
        return ""
    return domain


def to_unicode(domain: str) -> str:
    """As people read it; what cannot be read stays as it is written."""
    if "xn--" not in domain.lower():
        return domain.lower()
    return ".".join(_read_label(label) for label in domain.lower().split("."))


def _read_label(label: str) -> str:
    try:
        return idna.decode(label) if label.startswith("xn--") else label
    except (idna.IDNAError, UnicodeError):
        return label


def domain_of(address: str) -> str:
    """What stands behind the last @ of an address, in its ASCII form."""
    return to_ascii(address.rpartition("@")[2]) if "@" in address else ""


def site_of(domain: str) -> str:
    """The part that somebody registered: `mail.shop.co.uk` is of `shop.co.uk`.

    Told from the shape of the name, without the public list of suffixes: a site that is taken for a larger one by it
    would have to lie right under a country's `co` or `com`.
    """
    labels = domain.split(".")
    is_deep = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVELS
    return ".".join(labels[-3:] if is_deep else labels[-2:])


def is_same_site(one: str, other: str) -> bool:
    """Relaxed alignment (RFC 7489 §3.1)."""
    return bool(one) and bool(other) and site_of(one) == site_of(other)
