"""Which of the old encodings a text that is no UTF-8 is in: told by how its high bytes stand among the others."""

import codecs
import re
from typing import BinaryIO

UTF_8 = "utf-8"
CHINESE, CENTRAL_EUROPEAN, WESTERN = "gb18030", "cp1250", "cp1252"

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SURELY_CHINESE, _SURELY_LATIN = 0.8, 0.5  # shares of runs of high bytes
_ENOUGH_PAIRS = 3
_LONGEST_LINE = 1 << 22
_CHINESE_RUN = re.compile(rb"(?:[\xa1-\xa3\xb0-\xf7][\xa1-\xfe])+")
_RUNS = re.compile(rb"[\x80-\xff]+")
# ą ł ś ź Ś Ż Ź Ą and ě ř š-like letters of cp1250, which in cp1252 are signs that do not stand inside a word.
_CENTRAL = re.compile(
    rb"[A-Za-z][\xa3\xa5\xaf\xb3\xb9\xbf\x8c\x8f\x9c\x9f\x9d\x8d]|[\x9c\xb3\xa3\x8c\xaf][a-z\x80-\xff]"
)


def marked(beginning: bytes) -> str | None:
    """The encoding that a byte order mark tells, or that every second byte being 0 shows."""
    for bom, name in _BOMS:
        if beginning.startswith(bom):
            return name
    for place, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = beginning[place::2]
        if len(half) > 8 and half.count(0) > 0.6 * len(half):
            return name
    return None


class Evidence:
    """What the high bytes of lines that are no UTF-8 speak for, gathered over a whole file.

    In Chinese they come in pairs and stand alone; in Latin texts they are single letters within words. A pair that is
    a common character and touches no letter speaks for Chinese, anything else for Latin; of Polish words only such as
    “żółć” look Chinese.
    """

    def __init__(self) -> None:
        self.lines = 0
        self._chinese_pairs = 0
        self._chinese_runs = 0
        self._latin_runs = 0
        self._is_chinese_possible = True
        self._is_central = False
        self._is_western_possible = True

    def add(self, line: bytes) -> None:
        self.lines += 1
        for run in _RUNS.finditer(line):
            if _CHINESE_RUN.fullmatch(run.group()) and not _touches_letter(line, *run.span()):
                self._chinese_runs += 1
                self._chinese_pairs += len(run.group()) // 2
            else:
                self._latin_runs += 1
        self._is_chinese_possible = self._is_chinese_possible and _is_in(line, CHINESE)
        self._is_western_possible = self._is_western_possible and _is_in(line, WESTERN)
        self._is_central = self._is_central or _CENTRAL.search(line) is not None

    @property
    def encoding(self) -> str:
        """The one that they speak for; "" when they could be in several and nothing decides."""
        share = self._chinese_runs / max(1, self._chinese_runs + self._latin_runs)
        if self._is_chinese_possible and share >= _SURELY_CHINESE and self._chinese_pairs >= _ENOUGH_PAIRS:
            return CHINESE
        if self._is_chinese_possible and share > _SURELY_LATIN:
            return ""
        return CENTRAL_EUROPEAN if self._is_central or not self._is_western_possible else WESTERN


def _touches_letter(line: bytes, start: int, end: int) -> bool:
    return line[max(0, start - 1) : start].isalpha() or line[end : end + 1].isalpha()


def _is_in(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def survey(file: BinaryIO) -> tuple[str, str]:
    """The encoding of most lines, and that of those which are no UTF-8 ("": nothing decides); of the whole file."""
    fine, odd, is_cut = 0, Evidence(), False
    while line := file.readline(_LONGEST_LINE):
        was_cut, is_cut = is_cut, len(line) == _LONGEST_LINE
        if was_cut or is_cut or line.isascii():  # a piece of a line may begin or end within a letter
            continue
        if _is_in(line, UTF_8):
            fine += 1
        else:
            odd.add(line)
    if not odd.lines:
        return UTF_8, ""
    return (odd.encoding if odd.lines > fine else UTF_8), odd.encoding
