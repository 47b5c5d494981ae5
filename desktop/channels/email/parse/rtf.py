"""The words of the rich text that Outlook packs into a `winmail.dat` (MS-OXRTFCP, MS-OXRTFEX): no looks, no pictures.

Read at its beginning alone, on one way through, and nothing raises for any bytes.
"""

import re
from html import unescape
from struct import Struct

MOST_BYTES = 300_000
_HEAD = Struct("<IIII")  # packed size, size, kind, sum
_PACKED, _PLAIN = 0x75465A4C, 0x414C454D
_BEGIN = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor "
    rb"MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0" + b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
_WINDOW = 4096
_DEEPEST = 500  # groups in one another
_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,9})? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|[\r\n]+|([^\\{}\r\n]{1,4096})", re.DOTALL
)
_SILENT = frozenset(
    b"fonttbl colortbl stylesheet info pict object objdata header headerl headerr headerf footer footerl footerr"
    b" footerf fldinst themedata datastore listtable listoverridetable rsidtbl generator xmlnstbl filetbl".split()
)
_SIGNS = dict.fromkeys((b"par", b"line", b"row", b"sect", b"page"), "\n")
_SIGNS |= dict.fromkeys((b"tab", b"cell"), "\t")
_SIGNS |= {b"emdash": "—", b"endash": "–", b"bullet": "•", b"emspace": " ", b"enspace": " "}
_SIGNS |= {b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”"}
_ESCAPED = {b"~": "\u00a0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"\r": "\n", b"\n": "\n"}
_CODE_PAGES = {0: 1252, 128: 932, 129: 949, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256}
_CODE_PAGES |= {186: 1257, 204: 1251, 222: 874, 238: 1250}
_BREAKS = re.compile(rb"<\s*(?:br|/p|/div|/tr|/li|/h[1-6])\b", re.IGNORECASE)
_BLANKS_AT_THE_END = re.compile(r"(?<![ \t])[ \t]++(?=\n)")  # looked at once each, however many there are
_ENTITY = re.compile(r"\s*(&[#\w]{2,10};)\s*", re.ASCII)


def words_of_rich_text(packed: bytes) -> str:
    """ "" where none can be read."""
    rich = unpacked(packed)
    return _Reader().words(rich) if rich.startswith(rb"{\rtf") else ""


def unpacked(packed: bytes) -> bytes:
    """Its beginning, as far as it can be read."""
    if len(packed) < _HEAD.size:
        return b""
    _, size, kind, _ = _HEAD.unpack_from(packed)
    data, most = packed[_HEAD.size : _HEAD.size + MOST_BYTES], min(size, MOST_BYTES)
    if kind == _PLAIN:
        return data[:most]
    return _unfolded(data, len(_BEGIN) + most) if kind == _PACKED else b""


def _unfolded(data: bytes, most: int) -> bytes:
    """Each bit of a first byte: a byte follows, or where in the last 4,096 bytes something stood already."""
    made, at = bytearray(_BEGIN), 0
    while at < len(data) and len(made) < most:
        bits, at = data[at], at + 1
        for bit in range(8):
            if not bits >> bit & 1:
                made += data[at : at + 1]
                at += 1
                continue
            place = int.from_bytes(data[at : at + 2].ljust(2, b"\0"), "big")
            at += 2
            back = (len(made) - (place >> 4)) % _WINDOW
            if at > len(data) or back == 0 or back > len(made):  # what ends it points to where it is
                return bytes(made[len(_BEGIN) : most])
            for _ in range((place & 15) + 2):
                made.append(made[-back])
    return bytes(made[len(_BEGIN) : most])


class _Reader:
    """What holds within a group is put aside when it opens, and taken up again when it closes."""

    def __init__(self) -> None:
        self._made: list[str] = []
        self._bytes = bytearray()
        self._pages: dict[int, int] = {}
        self._default = self._page = 1252
        self._font = self._passed = 0
        self._instead = 1  # how many letters stand for one that old programs do not know
        self._is_silent = self._is_tag = self._is_looks = False
        self._is_first = False
        self._aside: list[tuple[bool, bool, int, int]] = []

    def words(self, rich: bytes) -> str:
        at = 0
        while len(self._aside) < _DEEPEST and (found := _TOKEN.match(rich, at)) is not None:
            at = found.end()
            word, number, code, escaped, brace, plain = found.groups()
            if brace:
                self._group(opens=brace == b"{")
            elif word:
                at += self._word(word, int(number) if number else None)
            elif code:
                self._take(bytes.fromhex(code.decode("ascii")))
            elif escaped == b"*":
                self._is_silent = self._is_first = True
            elif escaped:
                self._say(_ESCAPED.get(escaped, ""))
            elif plain:
                self._take(plain)
        self._flush()
        text = "".join(self._made).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        text = _BLANKS_AT_THE_END.sub("", text.replace("\0", ""))
        return re.sub(r"\n{3,}", "\n\n", text).strip()

    def _group(self, *, opens: bool) -> None:
        if opens:
            self._aside.append((self._is_silent, self._is_tag, self._page, self._instead))
        elif self._aside:
            self._flush()
            self._is_silent, self._is_tag, self._page, self._instead = self._aside.pop()

    def _word(self, word: bytes, number: int | None) -> int:
        """How many bytes to pass over: what a picture is made of."""
        is_first, self._is_first = self._is_first, False
        if word in _SIGNS:
            self._say(_SIGNS[word])
        elif word in _SILENT:
            self._is_silent = True
        elif word == b"htmltag" and is_first:
            self._is_tag = True
        elif word == b"htmlrtf":
            self._is_looks = number != 0
        elif word == b"u" and number is not None:
            self._say(chr(number & 0xFFFF))
            self._passed = self._instead
        elif word == b"uc" and number is not None:
            self._instead = max(0, min(number, 8))
        elif word == b"bin":
            return max(0, number or 0)
        else:
            self._letters(word, number or 0)
        return 0

    def _letters(self, word: bytes, number: int) -> None:
        """By which table bytes are letters: of the text, and of each font."""
        self._flush()
        if word == b"ansicpg":
            self._default = self._page = number
        elif word == b"f":
            self._font, self._page = number, self._pages.get(number, self._default)
        elif word == b"fcharset" and len(self._pages) < 1_000:
            self._pages[self._font] = _CODE_PAGES.get(number, self._default) if number else self._default
        elif word in (b"plain", b"pard"):
            self._page = self._page if word == b"pard" else self._default

    def _take(self, plain: bytes) -> None:
        passed = min(self._passed, len(plain))
        self._passed -= passed
        plain = plain[passed:]
        if self._is_tag:
            self._mark(plain)
        elif not (self._is_silent or self._is_looks):
            self._bytes += plain

    def _mark(self, tag: bytes) -> None:
        """Of HTML within: where lines end, and letters that it has names for."""
        entity = _ENTITY.fullmatch(tag.decode("ascii", "replace"))
        if _BREAKS.search(tag):
            self._put("\n")
        elif entity is not None:
            self._put(unescape(entity[1]))

    def _say(self, text: str) -> None:
        if not (self._is_silent or self._is_looks):
            self._put(text)

    def _put(self, text: str) -> None:
        self._flush()
        self._made.append(text)

    def _flush(self) -> None:
        if self._bytes:
            try:
                text = self._bytes.decode(f"cp{self._page}", "replace")
            except LookupError:
                text = self._bytes.decode("cp1252", "replace")
            self._made.append(text)
            self._bytes.clear()
