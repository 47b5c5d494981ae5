"""What the account's own server found out about a mail (`Authentication-Results`, RFC 8601).

Anybody can write such a field into a mail. Only the topmost one that bears the name of the account's own server is
believed: it was put on last, above whatever the mail came with, and a server takes out what bears its name already.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.channels.email.domains import domain_of, is_same_site, to_ascii
from desktop.channels.email.parse.headers import Headers

WITHOUT_NAME = "-"
"""The setting for servers that leave their name out (Microsoft 365): the topmost field of all, when it has none."""

_LONGEST = 16_384
_MOST_RESULTS = 100
_COMMENT_OR_TEXT = re.compile(r'"(?:[^"\\]|\\.)*+"?|\\.|[()]|[^"\\()]++', re.DOTALL)
_PIECE = re.compile(r'(?:"(?:[^"\\]|\\.)*+"?|[^;"])++', re.DOTALL)
_PAIR = re.compile(r'([A-Za-z0-9._-]++)\s*+(?:/\s*+\d+\s*+)?=\s*+("(?:[^"\\]|\\.)*+"?|[^\s;"]++)', re.DOTALL)
_METHODS = ("spf", "dkim", "dmarc")


class Standing(StrEnum):
    """UNKNOWN: nothing was found out, or nobody who is believed says so."""

    AUTHENTIC = "authentic"
    UNAUTHENTIC = "unauthentic"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """`properties` by their whole name: `header.d`, `smtp.mailfrom`. All in lower case."""

    method: str
    result: str
    properties: dict[str, str]


def trusted_results(headers: Headers, authserv_id: str) -> tuple[Result, ...] | None:
    """None when no field is the account's own server's."""
    authserv_id = authserv_id.strip().lower()
    if not authserv_id:
        return None
    fields = (_read(field) for field in headers.raw("authentication-results"))
    if authserv_id == WITHOUT_NAME:
        name, results = next(fields, ("", ()))
        return results if results and not name else None
    return next((results for name, results in fields if name == authserv_id), None)


def _read(field: str) -> tuple[str, tuple[Result, ...]]:
    """Who says so, and what."""
    pieces = [piece.strip() for piece in _PIECE.findall(_without_comments(field[:_LONGEST]))]
    first = pieces[0] if pieces else ""
    is_named = "=" not in first
    name = (first.split() or [""])[0].strip('"').lower() if is_named else ""
    results = (_result(piece) for piece in pieces[is_named : _MOST_RESULTS + 1])
    return name, tuple(result for result in results if result is not None)


def _without_comments(text: str) -> str:
    kept, depth = [], 0
    for token in _COMMENT_OR_TEXT.findall(text):
        if token == "(":
            depth += 1
        elif token == ")":
            depth = max(0, depth - 1)
        elif not depth:
            kept.append(token)
    return " ".join(kept)


def _result(piece: str) -> Result | None:
    pairs = [(name.lower(), value.strip('"').lower()) for name, value in _PAIR.findall(piece)]
    if not pairs:
        return None
    method, result = pairs[0]
    return Result(method=method, result=result, properties=dict(reversed(pairs[1:])))


def words_of(results: Sequence[Result]) -> str:
    """Technical words, the same in every language: "SPF pass · DKIM pass · DMARC pass"."""
    said = ((method, _best(results, method)) for method in _METHODS)
    return " · ".join(f"{method.upper()} {result}" for method, result in said if result)


def _best(results: Sequence[Result], method: str) -> str:
    found = [each.result for each in results if each.method == method]
    return "pass" if "pass" in found else next(iter(found), "")


def standing(results: Sequence[Result], author_domain: str) -> Standing:
    """Whether the mail is of the domain its author names (RFC 7489 §3: what passed must be of the same domain)."""
    dmarc = _best(results, "dmarc")
    if dmarc == "fail":
        return Standing.UNAUTHENTIC
    if dmarc == "pass" and any(_vouches(each, author_domain) for each in results if each.method == "dmarc"):
        return Standing.AUTHENTIC
    passed = {each.method for each in results if each.result == "pass"}
    vouching = {each.method for each in results if each.result == "pass" and _vouches(each, author_domain)}
    if passed >= {"spf", "dkim"} and vouching & {"spf", "dkim"}:
        return Standing.AUTHENTIC
    failed = _best(results, "dkim") == "fail" or _best(results, "spf") in ("fail", "softfail")
    return Standing.UNAUTHENTIC if failed and "dkim" not in vouching else Standing.UNKNOWN


def _vouches(result: Result, author_domain: str) -> bool:
    match result.method:
        case "dmarc":
            return is_same_site(to_ascii(result.properties.get("header.from", author_domain)), author_domain)
        case "dkim":
            said = result.properties.get("header.d", "") or result.properties.get("header.i", "").rpartition("@")[2]
        case "spf":
            said = result.properties.get("smtp.mailfrom", "")
            said = domain_of(said) if "@" in said else said
        case _:
            return False
    return is_same_site(to_ascii(said), author_domain)
