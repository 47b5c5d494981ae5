"""The lines of iCalendar (RFC 5545) and vCard (RFC 6350, and 2.1 of old telephones): a name, parameters and a value."""

import binascii
import re
from collections.abc import Iterator
from typing import NamedTuple

from desktop.channels.email.parse.charsets import clean_line, decode

MOST_BYTES = 262_144
_MOST_LINES = 6_000
_LONGEST_LINE = 8_000
_FOLD = re.compile(r"\r?\n[ \t]")
_SOFT_BREAK = re.compile(r"=\r?\n")
_HEAD = re.compile(r'(?:[\w-]{1,60}\.)?([A-Za-z][A-Za-z0-9-]{0,60})((?:;[^:;"]*+(?:"[^"]*+"[^:;"]*+)*+)*+):')
_PARAMETER = re.compile(r';([A-Za-z0-9-]{1,40})(?:=("[^"]*"|[^;]*))?')
_ESCAPED = re.compile(r"\\([nN,;:\\])")
_BETWEEN = re.compile(r"(?<!\\);")


class Line(NamedTuple):
    name: str
    parameters: dict[str, str]
    value: str

    @property
    def text(self) -> str:
        """In one line."""
        return plain(self.value)

    @property
    def pieces(self) -> tuple[str, ...]:
        """Of a value that semicolons part."""
        return tuple(plain(piece) for piece in _BETWEEN.split(self.value))


def plain(value: str) -> str:
    return clean_line(_ESCAPED.sub(lambda found: " " if found[1] in "nN" else found[1], value)).strip()[:500]


def lines_of(content: bytes) -> Iterator[Line]:
    """Of the beginning; a line that is none is passed over."""
    text = decode(content[:MOST_BYTES], "utf-8", "")[0]
    if "QUOTED-PRINTABLE" in text.upper():
        text = _SOFT_BREAK.sub("", text)
    for written in _FOLD.sub("", text).splitlines()[:_MOST_LINES]:
        head = _HEAD.match(written[:_LONGEST_LINE])
        if head is not None:
            parameters = {name.upper(): value.strip('"') for name, value in _PARAMETER.findall(head[2])}
            value = written[head.end() : _LONGEST_LINE]
            yield Line(head[1].upper(), parameters, _read(value, parameters))


def _read(value: str, parameters: dict[str, str]) -> str:
    """Out of the encoding that vCard 2.1 may name."""
    if "QUOTED-PRINTABLE" not in (parameters.get("ENCODING", "").upper(), *parameters):
        return value
    return decode(binascii.a2b_qp(value.encode("utf-8", "replace")), parameters.get("CHARSET", "utf-8"), "")[0]
