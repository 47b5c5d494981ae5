"""Names made to be taken for other names (Unicode TR 39): letters of other scripts, `rn` for `m`, one letter off."""

import unicodedata
from functools import lru_cache

from desktop.channels.email.domains import is_same_site, site_of, to_unicode

# Letters that look like another, and what they look like; letters with marks lose them by their decomposition.
_LOOKS_LIKE = str.maketrans(
    {
        "а": "a", "ә": "a", "ɑ": "a", "α": "a", "ƅ": "b", "ь": "b", "с": "c", "ϲ": "c", "ԁ": "d", "ɗ": "d",
        "đ": "d", "е": "e", "ҽ": "e", "ɡ": "g", "ց": "g", "һ": "h", "հ": "h", "і": "i", "ı": "i", "ι": "i", "ɩ": "i",
        "ј": "j", "к": "k", "κ": "k", "ӏ": "l", "ł": "l", "ʟ": "l", "ո": "n", "ռ": "n", "п": "n", "η": "n", "о": "o",
        "ο": "o", "օ": "o", "ø": "o", "σ": "o", "р": "p", "ρ": "p", "ԛ": "q", "զ": "q", "г": "r", "ѕ": "s", "т": "t",
        "τ": "t", "υ": "u", "ս": "u", "ν": "v", "ѵ": "v", "ԝ": "w", "ѡ": "w", "ω": "w", "х": "x", "χ": "x", "у": "y",
        "γ": "y", "ү": "y", "ᴢ": "z", "æ": "ae", "œ": "oe", "ß": "ss",
        "0": "o", "1": "i", "3": "e", "5": "s", "l": "i", "|": "i",
    }
)  # fmt: skip
_PAIRS = (("rn", "m"), ("vv", "w"), ("ci", "d"), ("cj", "g"))
_MIXED_WITH_LATIN = frozenset({"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC"})
_SHORTEST_NAMED = 5  # shorter names are alike by chance
_SHORTEST_MISSPELT = 6


@lru_cache(maxsize=4096)
def skeleton(text: str) -> str:
    """The same for all that look the same at a glance."""
    shown = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", shown).casefold())
    # twice: `ł` becomes `l`, and `l` is told from `i` by nobody
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = plain.translate(_LOOKS_LIKE).translate(_LOOKS_LIKE)
    for pair, letter in _PAIRS:
        plain = plain.replace(pair, letter)
    return " ".join(plain.split())


def mixes_scripts(label: str) -> bool:
    """Latin letters and some that look like them in one word."""
    if label.isascii():
        return False
    scripts = {unicodedata.name(letter, "").partition(" ")[0] for letter in label if letter.isalpha()}
    return "LATIN" in scripts and not scripts.isdisjoint(_MIXED_WITH_LATIN)


def is_disguised(domain: str) -> bool:
    """Whether the name looks like another in Latin letters, whoever's that is: `аррӏе.com` all in Cyrillic."""
    if domain.isascii() and "xn--" not in domain:
        return False
    *labels, top = to_unicode(domain).split(".")
    return any(mixes_scripts(label) or (top.isascii() and _poses_as_latin(label)) for label in labels)


def _poses_as_latin(label: str) -> bool:
    names = (unicodedata.name(letter, "LATIN") for letter in label if letter.isalpha())
    return any(not name.startswith("LATIN") for name in names) and skeleton(label).isascii()


@lru_cache(maxsize=4096)  # the same few are met again and again
def imitated(domain: str, own_domains: frozenset[str]) -> str:
    """The domain of ours that `domain` looks like without being part of it; "" when none."""
    if any(is_same_site(domain, own) for own in own_domains):
        return ""
    return next((own for own in sorted(own_domains) if _is_like(to_unicode(domain), to_unicode(own))), "")


def _is_like(domain: str, own: str) -> bool:
    if f".{own}." in f".{domain}.":
        return True  # example.com.elsewhere.net
    site, own_site = site_of(domain), site_of(own)
    if skeleton(site) == skeleton(own_site):
        return True
    name, _, top = site.partition(".")
    own_name, _, own_top = own_site.partition(".")
    return _is_named_like(name, own_name) or (top == own_top and _is_misspelt(skeleton(name), skeleton(own_name)))


def _is_named_like(name: str, own: str) -> bool:
    """The same name under another top, or with a word beside it: `example-support.com`."""
    return len(own) >= _SHORTEST_NAMED and skeleton(own) in (skeleton(word) for word in (name, *name.split("-")))


def _is_misspelt(name: str, own: str) -> bool:
    """One letter too many, missing, other, or two in each other's place."""
    if min(len(name), len(own)) < _SHORTEST_MISSPELT or abs(len(name) - len(own)) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(name, own, strict=False)) if a != b), min(len(name), len(own)))
    one, other = name[start:], own[start:]
    is_swapped = one[:2] == other[1::-1] and one[2:] == other[2:]
    return is_swapped or one[1:] == other[1:] or one[1:] == other or one == other[1:]
