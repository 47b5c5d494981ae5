"""The parts of a mail as bytes (RFC 2045, RFC 2046): texts, files, and what holds them together. CRLF only."""

import binascii
import re
import secrets
from base64 import b64encode
from collections.abc import Iterable, Sequence

from desktop.channels.email.attachments import safe_name
from desktop.channels.email.writing.fields import one_line, parameter, parameter_field, quoted_words

_BASE64_LINE = 57  # bytes that become 76 letters
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,60}/[a-z0-9][a-z0-9!#$&^_.+-]{0,90}")
_CONTENT_ID = re.compile(r"[A-Za-z0-9._@+=-]{1,200}")
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def text_part(text: str, subtype: str) -> bytes:
    """Quoted-printable or base64, whichever is shorter: neither has a long line, a bare CR or LF, or a lone dot."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    data = _NOT_TEXT.sub("", text).encode("utf-8")
    head = parameter_field("Content-Type", f"text/{subtype}", ['charset="utf-8"'])
    printable = _printable(data)
    if len(printable) <= len(data) * 4 // 3 + 100:
        return head + b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + printable
    return head + b"Content-Transfer-Encoding: base64\r\n\r\n" + _base64(data.replace(b"\n", b"\r\n"))


def _printable(data: bytes) -> bytes:
    lines = binascii.b2a_qp(data, istext=True).replace(b"\r\n", b"\n").split(b"\n")
    # a dot alone ends a message, "From " begins one in a mailbox file
    return b"".join(_guarded(line) + b"\r\n" for line in lines)


def _guarded(line: bytes) -> bytes:
    if line.startswith(b"."):
        return b"=2E" + line[1:]
    return b"=46" + line[1:] if line.startswith(b"From ") else line


def _base64(data: bytes) -> bytes:
    encoded = b64encode(data)
    width = _BASE64_LINE // 3 * 4
    return b"".join(encoded[at : at + width] + b"\r\n" for at in range(0, len(encoded), width))


def file_part(name: str, media_type: str, content: bytes, content_id: str = "") -> bytes:
    """With a content id it is a picture of a text, otherwise a file beside it."""
    media_type = _media_type(media_type)
    name = safe_name(one_line(name))
    place = "inline" if content_id else "attachment"
    fields = [
        parameter_field("Content-Type", media_type, [quoted_words("name", name)]),
        parameter_field("Content-Disposition", place, parameter("filename", name)),
        b"Content-Transfer-Encoding: base64\r\n",
    ]
    if content_id:
        fields.append(f"Content-ID: <{content_id}>\r\n".encode("ascii"))
    return b"".join((*fields, b"\r\n", _base64(content)))


def _media_type(media_type: str) -> str:
    """A message or a multipart may not be encoded (RFC 2046 §5): as a file it is bytes like any other."""
    media_type = media_type.strip().lower()
    is_composite = media_type.startswith(("multipart/", "message/"))
    return media_type if _MEDIA_TYPE.fullmatch(media_type) and not is_composite else "application/octet-stream"


def is_content_id(text: str) -> bool:
    return _CONTENT_ID.fullmatch(text) is not None


def multipart(subtype: str, parts: Sequence[bytes], parameters: Iterable[str] = ()) -> bytes:
    """A single part stays what it is."""
    if len(parts) == 1:
        return parts[0]
    # "=_" occurs in no quoted-printable and in no base64
    boundary = f"=_{secrets.token_hex(16)}"
    head = parameter_field("Content-Type", f"multipart/{subtype}", [f'boundary="{boundary}"', *parameters])
    line = f"\r\n--{boundary}".encode("ascii")
    pieces = [head, b""]
    for part in parts:
        pieces += (line[2:] if len(pieces) == 2 else line, b"\r\n", part)
    pieces.insert(1, b"\r\n")
    return b"".join((*pieces, line, b"--\r\n"))
