"""Encoded words of header fields (RFC 2047), as mail programs write them and not only as they should."""

import binascii
import re

from desktop.channels.email.parse.charsets import clean_line, codec_of, decode

# a word ends at "?=", never runs into the next one's "=?": linear however broken the field is
_WORD = re.compile(
    r"=\?(?P<charset>[^?*\s]{1,60})(?:\*[^?\s]{0,60})?\?(?P<encoding>[bBqQ])\?"
    r"(?P<text>(?:[^?=]|\?(?!=)|=(?!\?(?!=)))*+)\?="
)
_Q_BYTE = re.compile(rb"=([0-9A-Fa-f]{2})")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")


def decode_words(text: str) -> str:
    """The field as it is read, in one line. What is no proper encoded word stays as it is written."""
    return clean_line(_decoded(text) if "=?" in text else text)


def has_unknown_charset(text: str) -> bool:
    """Whether an encoded word names a charset that does not exist."""
    return any(not codec_of(word["charset"]) for word in _WORD.finditer(text))


def _decoded(text: str) -> str:
    pieces: list[str] = []
    held, charset, end = b"", "", 0
    for word in _WORD.finditer(text):
        between = text[end : word.start()]
        content = _content(word["encoding"], word["text"])
        # blanks between two encoded words are no text; a character may be cut in two by the words' border
        if end and not between.strip() and word["charset"].lower() == charset:
            held += content
        else:
            pieces.append(decode(held, charset)[0])
            pieces.append("" if end and not between.strip() else between)
            held, charset = content, word["charset"].lower()
        end = word.end()
    return "".join((*pieces, decode(held, charset)[0], text[end:]))


def _content(encoding: str, text: str) -> bytes:
    data = text.encode("utf-8", "replace")
    if encoding in "qQ":
        return _Q_BYTE.sub(lambda found: bytes((int(found[1], 16),)), data.replace(b"_", b" "))
    return read_base64(data)


def read_base64(data: bytes) -> bytes:
    """What can be read of it: blanks, missing padding and foreign characters are passed over."""
    try:
        return binascii.a2b_base64(data, strict_mode=True)
    except binascii.Error:
        data = _NOT_BASE64.sub(b"", data)
        data = data[: len(data) - (len(data) % 4 == 1)]
        return binascii.a2b_base64(data + b"=" * (-len(data) % 4))
