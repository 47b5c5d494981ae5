"""What Outlook puts into `winmail.dat` (MS-OXTNEF): the files, and the text where the mail has no other.

Little of the format is read, each length against what is there, and nothing raises for any bytes. Of the rich text that
may be in it the words alone are read (`rtf.py`), where there is nothing else.
"""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass, field
from struct import Struct

_SIGNATURE = b"\x78\x9f\x3e\x22"
_ATTRIBUTE = Struct("<BII")  # level, id, length
_NUMBER, _TAG = Struct("<I"), Struct("<HH")
_BODY, _CODE_PAGE, _MESSAGE = 0x0002800C, 0x00069007, 0x00069003
_RENDERING, _TITLE, _DATA, _ATTACHMENT = 0x00069002, 0x00018010, 0x0006800F, 0x00069005
_PLAIN, _RICH, _HTML = 0x1000, 0x1009, 0x1013
_FILE_DATA, _FILE_NAME, _MEDIA_TYPE, _CONTENT_ID = 0x3701, 0x3707, 0x370E, 0x3712
_TEXT, _WIDE, _OBJECT, _BYTES = 0x001E, 0x001F, 0x000D, 0x0102
_SIZES = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_INTERFACE = 16  # bytes before an object that say how to ask it
_MOST_FILES, _MOST_PROPERTIES, _MOST_VALUES = 500, 5_000, 1_000


@dataclass(slots=True, kw_only=True)
class TnefFile:
    name: str = ""
    media_type: str = ""
    content_id: str = ""
    content: bytes = b""


@dataclass(slots=True, kw_only=True)
class Tnef:
    text: str = ""
    html: bytes = b""
    rich: bytes = b""  # packed
    files: list[TnefFile] = field(default_factory=list)


def read_tnef(data: bytes) -> Tnef | None:
    """As far as it can be read; None for what is none."""
    if not data.startswith(_SIGNATURE):
        return None
    found, charset = Tnef(), "cp1252"
    for own_id, content in _attributes(data):
        if own_id == _CODE_PAGE and len(content) >= _NUMBER.size:
            charset = _known(f"cp{_NUMBER.unpack_from(content)[0]}")
        elif own_id == _RENDERING:
            if len(found.files) >= _MOST_FILES:
                break
            found.files.append(TnefFile())
        elif own_id in (_BODY, _MESSAGE):
            _read_message(found, own_id, content, charset)
        elif found.files:
            _read_file(found.files[-1], own_id, content, charset)
    return found


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = len(_SIGNATURE) + 2
    while at + _ATTRIBUTE.size <= len(data):
        _, own_id, length = _ATTRIBUTE.unpack_from(data, at)
        at += _ATTRIBUTE.size
        yield own_id, data[at : at + length]
        at += length + 2  # a sum that nobody needs


def _read_message(found: Tnef, kind: int, content: bytes, charset: str) -> None:
    if kind == _BODY:
        found.text = found.text or _words(content, charset)
        return
    for own_id, value in _properties(content, charset):
        if own_id == _PLAIN and isinstance(value, str):
            found.text = value or found.text
        elif own_id == _HTML:
            found.html = value.encode() if isinstance(value, str) else value
        elif own_id == _RICH and isinstance(value, bytes):
            found.rich = value


def _read_file(file: TnefFile, own_id: int, content: bytes, charset: str) -> None:
    if own_id == _DATA:
        file.content = content
    elif own_id == _TITLE:
        file.name = file.name or _words(content, charset)
    elif own_id == _ATTACHMENT:
        names = {_FILE_NAME: "name", _MEDIA_TYPE: "media_type", _CONTENT_ID: "content_id"}
        for kind, value in _properties(content, charset):
            if kind in names and isinstance(value, str) and value:
                setattr(file, names[kind], value)
            elif kind == _FILE_DATA and isinstance(value, bytes):
                file.content = max(file.content, value, key=len)  # the other is its icon


def _properties(data: bytes, charset: str) -> Iterator[tuple[int, str | bytes]]:
    """Those with a text or bytes; ends where a length leads outside."""
    reader = _Reader(data)
    for _ in range(min(reader.number(), _MOST_PROPERTIES)):
        kind, own_id = reader.tag()
        if own_id >= 0x8000:
            reader.skip(16)
            reader.skip(4 if reader.number() == 0 else _padded(reader.number()))
        plain = kind & ~0x1000
        is_long = plain in (_TEXT, _WIDE, _OBJECT, _BYTES)
        values = reader.number() if is_long or kind != plain else 1
        for _ in range(min(values, _MOST_VALUES)):
            length = reader.number() if is_long else _SIZES.get(plain, 0)
            value = reader.take(length)
            if reader.is_over or not (is_long or length):
                return
            if plain in (_TEXT, _WIDE):
                yield own_id, _words(value, "utf-16-le" if plain == _WIDE else charset)
            elif plain in (_BYTES, _OBJECT):
                yield own_id, value if plain == _BYTES else value[_INTERFACE:]


def _padded(length: int) -> int:
    return (length + 3) & ~3


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0
        self.is_over = False

    def number(self) -> int:
        return int(_NUMBER.unpack(self.take(4).ljust(4, b"\0"))[0])

    def tag(self) -> tuple[int, int]:
        kind, own_id = _TAG.unpack(self.take(4).ljust(4, b"\0"))
        return kind, own_id

    def take(self, length: int) -> bytes:
        """With what fills it up to four; short at the end."""
        taken = self._data[self._at : self._at + length]
        self.is_over = self.is_over or len(taken) < length
        self.skip(_padded(length))
        return taken

    def skip(self, length: int) -> None:
        self._at = min(self._at + length, len(self._data))


def _words(data: bytes, charset: str) -> str:
    return data.decode(charset, "replace").split("\0")[0]


def _known(charset: str) -> str:
    try:
        codecs.lookup(charset)
    except LookupError:
        return "cp1252"
    return charset
