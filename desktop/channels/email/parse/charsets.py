"""Bytes to text, whatever charset they say they are in, and text made fit to be shown."""

import codecs
import re
from functools import lru_cache

# what the name says is read as its superset, as every mail program does
_SUPERSETS = {
    "iso8859-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "iso2022_jp": "iso2022_jp_ext",
    "ascii": "utf-8",
}
_ALIASES = {
    "utf8mb4": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
    "windows-31j": "cp932",
    "x-sjis": "cp932",
    "x-gbk": "gb18030",
    "x-big5": "big5hkscs",
    "ks_c_5601-1987": "cp949",
    "iso-8859-8-i": "iso8859-8",
    "x-mac-roman": "mac-roman",
    "macintosh": "mac-roman",
    "x-unknown": "",
    "unknown": "",
    "unknown-8bit": "",
    "default": "",
    "binary": "",
    "8bit": "",
}
# no charsets of a mail: two are quadratic, two run escapes, the others mean something else on each machine
_NEVER = frozenset(("punycode", "idna", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"))
_BY_LANGUAGE = {
    **dict.fromkeys(("pl", "cs", "sk", "hu", "sl", "hr", "ro", "sq"), "cp1250"),
    **dict.fromkeys(("ru", "uk", "be", "bg", "sr", "mk"), "cp1251"),
    **dict.fromkeys(("el",), "cp1253"),
    **dict.fromkeys(("tr",), "cp1254"),
    **dict.fromkeys(("zh",), "gb18030"),
    **dict.fromkeys(("ja",), "cp932"),
    **dict.fromkeys(("ko",), "cp949"),
}
_PAIRS = re.compile(rb"(?:[\xa1-\xf7][\xa1-\xfe])+")
_HIGH = re.compile(rb"[\x80-\xff]")
_POLISH = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ"
_POLISH_WINDOWS = frozenset((_POLISH + "\xa0„”“–—…«»§°").encode("cp1250"))
_POLISH_ISO = frozenset((_POLISH + "\xa0§°").encode("iso8859-2"))
# ś is left out: there, Western text has its œ
_ONLY_POLISH_WINDOWS = frozenset("ąłźĄŹ".encode("cp1250"))
_ONLY_POLISH_ISO = frozenset("ąłśźĄŚŹ".encode("iso8859-2"))

# C0 and C1 without tab and newline, what ends a line elsewhere, lone surrogates
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_C0 = bytes((*range(0x09), *range(0x0B, 0x20), 0x7F))
# how U+2028 and U+2029, surrogates and what is no character begin in UTF-8, as few others do; C1
_UNUSUAL = (b"\xe2\x80\xa8", b"\xe2\x80\xa9", b"\xed", b"\xef\xbf")
_C1 = re.compile(rb"\xc2[\x80-\x9f]")
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\x85]")
# what turns the direction of the text that follows it, in a line that is shown beside others
_UNFIT_FOR_LINE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]+")


@lru_cache(maxsize=256)
def codec_of(charset: str) -> str:
    """Python's name for a charset of a mail; "" for none that exists."""
    name = charset.strip(" \t\"'").lower()[:60]
    name = _ALIASES.get(name, name)
    if not name or "\0" in name:
        return ""
    try:
        found = codecs.lookup(name)
        if found.name.replace("_", "-") in _NEVER:
            return ""
        b"    ".decode(name, "replace")  # a codec that is no charset, such as zlib, says so only here
    except (LookupError, UnicodeError, ValueError):
        return ""
    return _SUPERSETS.get(found.name, found.name)


def decode(data: bytes, charset: str = "", language: str = "") -> tuple[str, bool]:
    """The text, and whether it could be read as its charset says (no charset says nothing wrong)."""
    codec = codec_of(charset) if charset else "utf-8"
    if codec:
        try:
            return data.decode(codec), True
        except (UnicodeError, ValueError):
            pass
    return _guessed(data, codec, language), False


def _guessed(data: bytes, codec: str, language: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    if _is_mostly_right(text):
        return text  # it was cut, or has a byte of noise
    return data.decode(guess(data, language) if codec in ("", "utf-8") else codec, "replace")


def _is_mostly_right(text: str) -> bool:
    """Whether what was read as UTF-8 is so but for a few places."""
    broken = text.count("\ufffd")
    return sum(1 for c in text if c > "\x7f") - broken > broken * 4


def guess(data: bytes, language: str = "") -> str:
    """The codec of bytes that are not UTF-8: by the language they are said to be in, else by how they lie."""
    known = _BY_LANGUAGE.get(language.strip().lower().split("-")[0][:3])
    if known:
        return known
    high = frozenset(_HIGH.findall(data))
    values = {byte[0] for byte in high}
    if values <= _POLISH_WINDOWS and values & _ONLY_POLISH_WINDOWS:
        return "cp1250"
    if values <= _POLISH_ISO and values & _ONLY_POLISH_ISO:
        return "iso8859-2"
    if values and not _HIGH.search(_PAIRS.sub(b"", data)):
        return "gb18030"
    return "cp1252"


def clean_text(text: str) -> str:
    """As shown in a paragraph: newlines are `\\n`, without characters that are none."""
    text = text.replace("\r\n", "\n")
    if _is_clean(text.encode("utf-8", "surrogatepass")):
        return text
    return _CONTROL.sub("", _LINE_ENDS.sub("\n", text))


def _is_clean(data: bytes) -> bool:
    """The usual case, told in a few microseconds."""
    if len(data.translate(None, _C0)) != len(data):
        return False
    if data.isascii():
        return True
    return _C1.search(data) is None and not any(mark in data for mark in _UNUSUAL)


def clean_line(text: str) -> str:
    """As shown in one line beside others: no line ends, nothing that turns its direction, blanks single."""
    if _UNFIT_FOR_LINE.search(text):
        text = _UNFIT_FOR_LINE.sub(" ", text)
    return " ".join(text.split())
