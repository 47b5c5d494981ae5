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


def guess(sample: bytes) -> str:
    """Of a sample that is no UTF-8. In Chinese high bytes come in pairs, in Latin texts mostly alone."""
    runs = [len(run) for run in _RUNS.findall(sample)]
    pairs = sum(1 for length in runs if length % 2 == 0)
    if pairs > 0.8 * len(runs):
        try:
            sample.decode(CHINESE)
        except UnicodeDecodeError as error:
            if error.start < len(sample) - 4:  # a character cut off at the sample's end is none
                return _guess_latin(sample)
        return CHINESE
    return _guess_latin(sample)


def _guess_latin(sample: bytes) -> str:
    if _CENTRAL.search(sample):
        return CENTRAL_EUROPEAN
    try:
        sample.decode(WESTERN)
    except UnicodeDecodeError:
        return CENTRAL_EUROPEAN
    return WESTERN


def survey(file: BinaryIO, limit: int) -> tuple[str, str]:
    """The encoding of most lines, and that of those which are no UTF-8, from the first `limit` bytes."""
    odd, fine = [], 0
    for line in file.read(limit).splitlines():
        if line.isascii():
            continue
        try:
            line.decode(UTF_8)
        except UnicodeDecodeError:
            odd.append(line)
        else:
            fine += 1
    fallback = guess(b"\n".join(odd)) if odd else ""
    return (fallback if len(odd) > fine else UTF_8), fallback
