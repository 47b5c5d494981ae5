"""What a part holds: its bytes out of their transfer encoding, its text, how large it is."""

import binascii
import re

from desktop.channels.email.parse.charsets import clean_text, decode
from desktop.channels.email.parse.tree import Part
from desktop.channels.email.parse.words import read_base64

LONGEST_TEXT = 1_048_576
"""Bytes of one text; more than that is nothing that a person wrote, and stays in the raw message."""

_BEGINNING = 96  # encoded bytes that are read to see what an attachment is
_SOFT_BREAK = re.compile(rb"(?<![ \t])[ \t]++(?=\r?\n)")


def content(raw: bytes, part: Part, most: int | None = None) -> bytes:
    """All of it, or what the first `most` encoded bytes give."""
    end = part.end if most is None else min(part.end, part.start + most)
    if part.encoding == "base64":
        return read_base64(raw, part.start, end)  # a large file is not copied once more
    data = raw[part.start : end]
    match part.encoding:
        case "quoted-printable":
            return binascii.a2b_qp(_SOFT_BREAK.sub(b"", data))
        case "x-uuencode" | "uuencode" | "x-uue":
            return _uudecoded(data)
        case _:
            return data


def beginning(raw: bytes, part: Part) -> bytes:
    """Enough of it to see what kind of file it is."""
    return content(raw, part, _BEGINNING)


def decoded_size(raw: bytes, part: Part) -> int:
    """In bytes, without decoding it: exact for base64 as programs write it, near for the rest."""
    length = part.end - part.start
    match part.encoding:
        case "base64":
            breaks = raw.count(b"\n", part.start, part.end) + raw.count(b"\r", part.start, part.end)
            padding = raw.count(b"=", max(part.start, part.end - 4), part.end)
            return max(0, (length - breaks) * 3 // 4 - padding)
        case "quoted-printable":
            return max(0, length - 2 * raw.count(b"=", part.start, part.end))
        case _:
            return length


def text_of(raw: bytes, part: Part) -> tuple[str, bool, bool]:
    """The text; whether it could be read as its charset says; whether it is all of it."""
    is_whole = part.end - part.start <= LONGEST_TEXT * 4 // 3
    data = content(raw, part, None if is_whole else LONGEST_TEXT * 4 // 3)
    text, is_right = decode(data, part.charset, part.headers.language)
    if part.parameters.get("format") == "flowed":
        text = _unflowed(text, part.parameters.get("delsp") == "yes")
    return clean_text(text), is_right, is_whole


def _unflowed(text: str, deletes_space: bool) -> str:
    """Lines that a program broke put together again (RFC 3676); the depth of a quote stays."""
    lines: list[str] = []
    open_depth = -1
    for line in text.replace("\r\n", "\n").split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        said = line[depth:].removeprefix(" ")
        if open_depth == depth and said != "-- ":
            lines[-1] = (lines[-1][:-1] if deletes_space else lines[-1]) + said
        else:
            lines.append(">" * depth + (" " if depth and said else "") + said)
        open_depth = depth if said.endswith(" ") and said != "-- " else -1
    return "\n".join(lines)


def _uudecoded(data: bytes) -> bytes:
    decoded = bytearray()
    for line in data.splitlines():
        if line.startswith((b"begin ", b"end", b"`")) or not line:
            continue
        try:
            decoded += binascii.a2b_uu(line)
        except binascii.Error:
            continue
    return bytes(decoded)
