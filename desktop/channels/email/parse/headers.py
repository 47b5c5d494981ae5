"""The header of a message or of a part: its fields in their order, decoded when somebody asks."""

import re
from collections.abc import Iterator

from desktop.channels.email.parse.charsets import decode
from desktop.channels.email.parse.words import decode_words

LONGEST_HEADER = 262_144
MOST_LINES = 2_000
"""Bytes, and lines; what a message says after them is left out, with a remark."""

_NAME = re.compile(r"[!-9;-~]{1,200}")
_CHARSET = re.compile(r"charset\*?\s*=\s*[\"']?([A-Za-z0-9_.:-]{1,60})", re.IGNORECASE)
_BLANKS = " \t\n\r\v\f"  # not what Unicode has besides


class Headers:
    """Read only. Names are compared without case; `all` and `first` are decoded (RFC 2047) and in one line.

    `raw` is for what must be taken apart before it is decoded: addresses, parameters.
    """

    __slots__ = ("_charset", "_fields", "_language", "is_whole")

    def __init__(self, block: bytes) -> None:
        self.is_whole = len(block) <= LONGEST_HEADER
        self._fields: dict[str, list[str]] = {}  # a character for each byte: most are ASCII, and read as they are
        lines = block[:LONGEST_HEADER].decode("latin-1").replace("\r\n", "\n").split("\n", MOST_LINES)
        if len(lines) > MOST_LINES:
            del lines[MOST_LINES:]
            self.is_whole = False
        for line in _unfolded(lines):
            name, colon, value = line.partition(":")
            name = name.rstrip(_BLANKS)
            if colon and _NAME.fullmatch(name):
                self._fields.setdefault(name.lower(), []).append(value.strip(_BLANKS))
            elif line.strip(_BLANKS):
                self.is_whole = False
        found = _CHARSET.search(self._fields.get("content-type", [""])[0])
        self._charset = found[1] if found else ""
        language = self._fields.get("content-language", [""])[0][:20]
        self._language = language.encode("latin-1").decode("ascii", "replace")

    def __bool__(self) -> bool:
        return bool(self._fields)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._fields

    def names(self) -> Iterator[str]:
        """In lower case, in the order of their first use."""
        return iter(self._fields)

    def raw(self, name: str) -> list[str]:
        """Unfolded, with encoded words as they are written."""
        fields = self._fields.get(name.lower())
        return [self._text(field) for field in fields] if fields else []

    def raw_first(self, name: str) -> str:
        """The first of them, "" when there is none."""
        fields = self._fields.get(name.lower())
        return self._text(fields[0]) if fields else ""

    def all(self, name: str) -> list[str]:
        return [decode_words(field) for field in self.raw(name)]

    def first(self, name: str) -> str:
        """The topmost, "" when there is none."""
        fields = self._fields.get(name.lower())
        return decode_words(self._text(fields[0])) if fields else ""

    @property
    def language(self) -> str:
        """As `Content-Language` says; "" when it does not."""
        return self._language

    def _text(self, kept: str) -> str:
        if kept.isascii():
            return kept
        field = kept.encode("latin-1")
        text, is_right = decode(field)
        # a header has no charset of its own: that of the body is the likeliest
        return (
            text if is_right else decode(field, self._charset if "utf" not in self._charset else "", self._language)[0]
        )


def _unfolded(lines: list[str]) -> list[str]:
    fields: list[str] = []
    folded: list[str] = []
    for line in lines:
        if line[:1] in (" ", "\t") and fields:
            folded.append(line)
            continue
        if folded:
            fields[-1] += "".join(folded)
            folded = []
        fields.append(line)
    if folded:
        fields[-1] += "".join(folded)
    return fields
