"""Header fields as bytes: encoded, folded, and never more than the one field that was meant.

Nothing here writes a line end but between two words of a field, followed by a blank: whatever was typed, pasted or
taken over from a mail, a field cannot become two (RFC 5322 §2.2.3, RFC 2047, RFC 2231).
"""

import re
import unicodedata
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

from desktop.channels.email.writing.typed import checked_address, clean_name
from desktop.domain.written import Participant

_LINE = 76
_LONGEST_WORD = 900
_WORD_BYTES = 45  # as base64 between its marks: less than the 75 letters that RFC 2047 allows
_LONGEST_TEXT = 2_000
_MOST_IDS = 40
_PLAIN_PHRASE = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")
_DOT_ATOM = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u0080-\U0010ffff-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u0080-\U0010ffff-]+)*"
)
_ID = re.compile(r"[!-;=?A-~]{1,250}@[!-;=?A-~]{1,250}")
_PARAMETER_CHUNK = 50


def text_field(name: str, text: str) -> bytes:
    text = one_line(text)[:_LONGEST_TEXT]
    words = text.split(" ")
    is_plain = text.isascii() and "=?" not in text and all(len(word) < _LONGEST_WORD for word in words)
    return _folded(name, words if is_plain else list(_encoded_words(text)))


def address_field(name: str, people: Iterable[Participant]) -> bytes:
    """Raises Rejected for an address that is none."""
    tokens: list[str] = []
    for person in people:
        if tokens:
            tokens[-1] += ","
        tokens += _address_tokens(person)
    return _folded(name, tokens)


def id_field(name: str, ids: Sequence[str]) -> bytes:
    """Message-IDs; b"" when none of them is one. Of very many the first and the last (RFC 5537 §3.4.4)."""
    good = [each for each in dict.fromkeys(ids) if is_id(each)]
    if len(good) > _MOST_IDS:
        good = [good[0], *good[1 - _MOST_IDS :]]
    return _folded(name, [f"<{each}>" for each in good]) if good else b""


def is_id(text: str) -> bool:
    return _ID.fullmatch(text) is not None


def parameter(name: str, text: str) -> list[str]:
    """A parameter of a field as tokens (RFC 2231 when it is not plain or long)."""
    if text.isascii() and len(text) <= _PARAMETER_CHUNK:
        return [f"{name}={_quoted(text)}"]
    encoded = quote(text, safe="!#$&+^`{}~", encoding="utf-8", errors="replace")
    if len(encoded) <= _PARAMETER_CHUNK:
        return [f"{name}*=utf-8''{encoded}"]
    chunks = re.findall(rf"(?:%..|[^%]){{1,{_PARAMETER_CHUNK // 3}}}", encoded)
    return [f"{name}*{at}*={'' if at else chr(39).join(('utf-8', '', ''))}{chunk}" for at, chunk in enumerate(chunks)]


def parameter_field(name: str, value: str, parameters: Iterable[str]) -> bytes:
    tokens = [value]
    for each in parameters:
        tokens[-1] += ";"
        tokens += each.split(" ")
    return _folded(name, tokens)


def quoted_words(name: str, text: str) -> str:
    """A parameter as older programs look for it: encoded words in quotes, against RFC 2047 and understood by all."""
    return f"{name}=" + (_quoted(text) if text.isascii() else f'"{" ".join(_encoded_words(text))}"')


def one_line(text: str) -> str:
    """Without line ends of any kind, or what else is no text."""
    return " ".join("".join(" " if unicodedata.category(c) in _BREAKS else _well_formed(c) for c in text).split())


_BREAKS = frozenset({"Cc", "Zl", "Zp"})


def _well_formed(letter: str) -> str:
    return "\ufffd" if "\ud800" <= letter <= "\udfff" else letter


def _address_tokens(person: Participant) -> list[str]:
    address = f"<{_wire_address(person.address)}>"
    name = one_line(clean_name(person.name))
    if not name:
        return [address[1:-1]]
    if not name.isascii() or "=?" in name:
        return [*_encoded_words(name), address]
    return [*(name if _PLAIN_PHRASE.fullmatch(name) else _quoted(name)).split(" "), address]


def _wire_address(address: str) -> str:
    local, _, domain = checked_address(address).rpartition("@")
    if _DOT_ATOM.fullmatch(local) or local.startswith('"'):
        return f"{local}@{domain}"
    return f"{_quoted(local)}@{domain}"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _encoded_words(text: str) -> Iterator[str]:
    """Each of whole characters: a reader decodes it by itself."""
    held = b""
    for letter in text:
        data = letter.encode("utf-8", "replace")
        if len(held) + len(data) > _WORD_BYTES:
            yield _encoded_word(held)
            held = b""
        held += data
    if held:
        yield _encoded_word(held)


def _encoded_word(data: bytes) -> str:
    return f"=?utf-8?B?{b64encode(data).decode('ascii')}?="


def _folded(name: str, tokens: Sequence[str]) -> bytes:
    lines, line = [], f"{name}:"
    for token in tokens:
        if len(line) + 1 + len(token) > _LINE and line.strip() and not line.endswith(":"):
            lines.append(line)
            line = ""
        line += f" {token}"
    return "\r\n".join((*lines, line)).encode("utf-8") + b"\r\n"
