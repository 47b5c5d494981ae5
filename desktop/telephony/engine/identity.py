"""Who calls, as the INVITE says it: header fields to `CallerHints`, made harmless to show.

Written by a stranger: control and direction characters go, lengths are bounded, nothing here raises.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import unquote

from desktop.domain.call import CallerHints
from desktop.telephony.engine.edge.sip.message import long_name
from desktop.telephony.engine.edge.sip.syntax import BadSyntax, NamedAddress, read_named_address, split_list

MAX_NAME = 128
MAX_URI = 256
MAX_USER_DATA = 1024
MAX_EXTRA = 512
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_GONE = frozenset({"Cc", "Cs", "Cn", "Zl", "Zp"})
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2})+\Z")
_NUMBER = re.compile(r"\+?[0-9*#().\- ]+\Z")
_ANONYMOUS = "anonymous"
_INVALID = "anonymous.invalid"
_HIDING = frozenset({"id", "user", "header", "full"})

_Fields = dict[str, list[str]]
"""Values by long name, in order."""


def harmless(text: str, limit: int) -> str:
    """`text` without control characters and direction overrides, at most `limit` characters."""
    if text.isascii() and text.isprintable():  # nearly always, and then there is nothing to look for
        return " ".join(text[: limit * 4].split())[:limit]
    kept = (" " if c in "\t\r\n" else c for c in text[: limit * 4])
    clean = "".join(c for c in kept if c not in _DIRECTIONS and unicodedata.category(c) not in _GONE)
    return " ".join(clean.split())[:limit]


def hints_of(invite: str, *, trusts_identity: bool, wanted: tuple[str, ...] = ()) -> CallerHints:
    """Of an INVITE as the edge has let it in; `wanted` are the X- headers to keep."""
    fields = _fields_of(invite)
    sender = _address(_first(fields, "From"))
    hints = CallerHints(
        from_uri=_uri(sender),
        display_name=_display(sender),
        is_withheld=_is_withheld(fields, sender),
        dialled=number_of(_uri(_address(_first(fields, "To")))),
        diverted_from=_diverted_from(fields),
        user_data=_user_data(_first(fields, "User-to-User")),
        extra=_extra(fields, wanted),
    )
    return _with_asserted(hints, fields) if trusts_identity else hints


def _fields_of(invite: str) -> _Fields:
    """Not judged again: the edge has read each line, and wrote it as one line."""
    fields: _Fields = {}
    for line in invite.partition("\r\n\r\n")[0].split("\r\n")[1:]:
        name, _, value = line.partition(":")
        fields.setdefault(long_name(name), []).append(value.strip())
    return fields


def _first(fields: _Fields, name: str) -> str:
    values = fields.get(name)
    return values[0] if values else ""


def number_of(uri: str) -> str:
    """The number in a SIP or tel URI; the address `user@host` when the user part is no number; "" for nothing."""
    scheme, _, rest = uri.partition(":")
    if not rest:
        return ""
    address = re.split(r"[;?]", rest, maxsplit=1)[0]
    user, at, host = address.rpartition("@")
    if scheme.lower() == "tel":
        return harmless(unquote(address), MAX_URI)
    if not at:
        return harmless(host, MAX_URI)
    name = unquote(user.split(";", 1)[0].split(":", 1)[0])
    return harmless(name if _NUMBER.match(name) else f"{name}@{host}", MAX_URI)


def peer_of(hints: CallerHints) -> str:
    """What to show as the other side; "" when it is withheld."""
    if hints.is_withheld:
        return ""
    return number_of(hints.asserted or hints.from_uri)


def _address(value: str) -> NamedAddress | None:
    try:
        return read_named_address(value)
    except BadSyntax:
        return None


def _uri(address: NamedAddress | None) -> str:
    return harmless(address.uri, MAX_URI) if address else ""


def _display(address: NamedAddress | None) -> str:
    if address is None:
        return ""
    name = address.display
    if name.startswith('"'):
        name = re.sub(r"\\(.)", r"\1", name[1:-1])
    return harmless(name, MAX_NAME)


def _is_withheld(fields: _Fields, sender: NamedAddress | None) -> bool:
    """RFC 3323: asked for by Privacy, or done already by an anonymous From."""
    privacy = {part.strip().lower() for value in fields.get("Privacy", ()) for part in re.split("[;,]", value)}
    if privacy & _HIDING:
        return True
    if sender is None:
        return False
    uri = sender.uri.lower()
    return _INVALID in uri or uri.partition(":")[2].startswith(_ANONYMOUS)


def _with_asserted(hints: CallerHints, fields: _Fields) -> CallerHints:
    """RFC 3325: a sip and a tel URI may both be there; the first one counts."""
    for value in fields.get("P-Asserted-Identity", ()):
        for address in _addresses(value):
            return replace(hints, asserted=_uri(address), asserted_name=_display(address))
    return hints


def _addresses(value: str) -> tuple[NamedAddress, ...]:
    try:
        items = split_list(value)
    except BadSyntax:
        return ()
    return tuple(address for item in items if (address := _address(item)) is not None)


def _diverted_from(fields: _Fields) -> str:
    """What the caller dialled, however often it was passed on: the last Diversion (RFC 5806), the first of a history
    of more than one (RFC 7044)."""
    diversions = [address for value in fields.get("Diversion", ()) for address in _addresses(value)]
    if diversions:
        return number_of(_uri(diversions[-1]))
    history = [address for value in fields.get("History-Info", ()) for address in _addresses(value)]
    return number_of(_uri(history[0])) if len(history) > 1 else ""


def _user_data(value: str) -> str:
    """RFC 7433: hexadecimal unless another encoding is named; what is not is taken as the text it is."""
    content, _, parameters = value.partition(";")
    content = content.strip()
    encoding = re.search(r"encoding\s*=\s*([\w-]+)", parameters)
    if (encoding is None or encoding[1].lower() == "hex") and _HEX.match(content):
        content = bytes.fromhex(content).decode("utf-8", "replace")
    elif content.startswith('"') and content.endswith('"'):
        content = content[1:-1]
    return harmless(content, MAX_USER_DATA)


def _extra(fields: _Fields, wanted: tuple[str, ...]) -> Mapping[str, str]:
    found = {name: harmless(_first(fields, long_name(name)), MAX_EXTRA) for name in wanted}
    return {name: value for name, value in found.items() if value}
