"""`Content-Type` and `Content-Disposition`: a value and its parameters (RFC 2045, RFC 2231)."""

import re
from functools import lru_cache
from itertools import count
from urllib.parse import unquote_to_bytes

from desktop.channels.email.parse.charsets import clean_line, decode
from desktop.channels.email.parse.words import decode_words

MOST_PARAMETERS = 200
LONGEST_FIELD = 65_536
_LONGEST_REMEMBERED = 100

_VALUE = re.compile(r"\s*[^\s;/]+\s*(?:/\s*[^\s;/]+)?")
_PARAMETER = re.compile(r';\s*+([^\s=;"]++)\s*+=\s*+("(?:[^"\\]|\\.)*+"?|[^;]*+)', re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_COMMENT = re.compile(r"(?<!\s)\s++\([^()]*+\)$")
_SECTION = re.compile(r"(?P<name>[^*]+)(?:\*(?P<section>\d{1,5}))?(?P<is_encoded>\*)?")


def read_field(field: str) -> tuple[str, dict[str, str], bool]:
    """The value in lower case, the parameters by lower-case name, and whether all of it was read."""
    value, parameters, is_whole = _remembered(field) if len(field) <= _LONGEST_REMEMBERED else _read(field)
    return value, dict(parameters), is_whole


def _read(field: str) -> tuple[str, dict[str, str], bool]:
    found = _VALUE.match(field)
    value = _value(found)
    rest = field[found.end() :] if found is not None else field
    # a program or two forget the semicolon before the first parameter
    rest = rest.strip().removeprefix(";")
    if not rest:
        return value, {}, True
    pairs: list[tuple[str, str]] = []
    for found in _PARAMETER.finditer(";" + rest[:LONGEST_FIELD]):
        if len(pairs) == MOST_PARAMETERS:
            break
        pairs.append((found[1].lower(), _unquoted(found[2])))
    is_whole = len(pairs) < MOST_PARAMETERS and len(rest) <= LONGEST_FIELD
    if not any("*" in name for name, _ in pairs):
        return value, {name: decode_words(text) for name, text in reversed(pairs)}, is_whole
    return value, _joined(pairs), is_whole


_remembered = lru_cache(maxsize=128)(_read)  # nearly all mails say one of a few things


def read_value(field: str) -> str:
    """The value alone."""
    return _value(_VALUE.match(field))


def _value(found: re.Match[str] | None) -> str:
    return "".join(found[0].split()).lower() if found is not None else ""


def _unquoted(text: str) -> str:
    text = text.strip()
    if text[:1] != '"':
        return _COMMENT.sub("", text) if text.endswith(")") else text
    text = text[1:-1] if len(text) > 1 and text[-1] == '"' else text[1:]
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


def _joined(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """RFC 2231 goes before a plain parameter of the same name, the first before what is said again."""
    plain: dict[str, str] = {}
    sections: dict[str, dict[int, tuple[str, bool]]] = {}
    for name, text in pairs:
        if "*" not in name:
            plain.setdefault(name, decode_words(text))
        elif (found := _SECTION.fullmatch(name)) is not None:
            section = int(found["section"] or 0)
            sections.setdefault(found["name"], {}).setdefault(section, (text, found["is_encoded"] is not None))
    return plain | {name: _sequence(parts) for name, parts in sections.items()}


def _sequence(parts: dict[int, tuple[str, bool]]) -> str:
    charset = ""
    content = bytearray()
    for section in count():
        if section not in parts:
            break
        text, is_encoded = parts[section]
        if is_encoded and section == 0 and text.count("'") >= 2:
            charset, _, text = text.split("'", 2)
        content += unquote_to_bytes(text) if is_encoded else text.encode("utf-8", "replace")
    return clean_line(decode(bytes(content), charset)[0])
