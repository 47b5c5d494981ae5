"""Encoded words of header fields (RFC 2047), as mail programs write them and not only as they should."""

import binascii
import re
from functools import lru_cache

from desktop.channels.email.parse.charsets import clean_line, codec_of, decode

# a word ends at "?=", never runs into the next one's "=?": linear however broken the field is
_WORD = re.compile(
    r"=\?(?P<charset>[^?*\s]{1,60})(?:\*[^?\s]{0,60})?\?(?P<encoding>[bBqQ])\?"
    r"(?P<text>(?:[^?=]|\?(?!=)|=(?!\?(?!=)))*+)\?="
)
_Q_BYTE = re.compile(rb"=([0-9A-Fa-f]{2})")
_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
_NOT_BASE64 = bytes(code for code in range(256) if code not in _BASE64)
_PADDING = re.compile(rb"=+")
_LONGER_THAN_NOISE = 16
_LONGEST_REMEMBERED = 1_000


def decode_words(text: str) -> str:
    """The field as it is read, in one line. What is no proper encoded word stays as it is written."""
    if "=?" not in text:
        return clean_line(text)
    return _remembered(text) if len(text) <= _LONGEST_REMEMBERED else clean_line(_decoded(text))


@lru_cache(maxsize=256)  # a subject is asked for by several who judge it
def _remembered(text: str) -> str:
    return clean_line(_decoded(text))


def has_unknown_charset(text: str) -> bool:
    """Whether an encoded word names a charset that does not exist."""
    return any(not codec_of(word["charset"]) for word in _WORD.finditer(text))


def _decoded(text: str) -> str:
    pieces: list[str] = []
    held, charset, end = b"", "", 0
    for word in _WORD.finditer(text):
        between = text[end : word.start()]
        content = _content(word["encoding"], _bytes_of(word["text"], word["charset"]))
        # blanks between two encoded words are no text; a character may be cut in two by the words' border
        if end and not between.strip() and word["charset"].lower() == charset:
            held += content
        else:
            pieces.append(decode(held, charset)[0])
            pieces.append("" if end and not between.strip() else between)
            held, charset = content, word["charset"].lower()
        end = word.end()
    return "".join((*pieces, decode(held, charset)[0], text[end:]))


def _bytes_of(text: str, charset: str) -> bytes:
    """What stood there; a word is ASCII, but some programs leave a letter as it is in the word's charset."""
    if text.isascii():
        return text.encode("ascii")
    try:
        return text.encode(codec_of(charset) or "utf-8")
    except UnicodeError:
        return text.encode("utf-8", "replace")


def _content(encoding: str, data: bytes) -> bytes:
    if encoding in "qQ":
        return _Q_BYTE.sub(lambda found: bytes((int(found[1], 16),)), data.replace(b"_", b" "))
    return read_base64(data)


def read_base64(raw: bytes, start: int = 0, end: int | None = None) -> bytes:
    """What can be read of it: blanks, missing padding and foreign characters are passed over. After padding goes on
    only what is long enough to be no noise, as where a list adds its own text."""
    data = raw[start:end].translate(None, _NOT_BASE64).rstrip(b"=")
    if b"=" not in data:  # as nearly all are; a large file is not copied once more
        return _unpadded(data)
    first, *others = _PADDING.split(data)
    return _unpadded(first) + b"".join(_unpadded(other) for other in others if len(other) >= _LONGER_THAN_NOISE)


def _unpadded(data: bytes) -> bytes:
    data = data[: len(data) - (len(data) % 4 == 1)]
    return binascii.a2b_base64(data + b"=" * (-len(data) % 4))
