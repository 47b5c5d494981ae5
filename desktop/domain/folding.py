"""Folding: one form for all spellings of a word, so that `zazolc` finds `Zażółć` and `款` finds `退款`.

Letters lose case and diacritics (`ł` becomes `l`, `ŝ` becomes `s`), everything that is no letter or digit is a
blank, and every Chinese, Japanese or Korean character stands alone between blanks: a text in those scripts is
then found from one character on, and a longer query in them is a phrase.
"""

import re
import unicodedata

FOLD_VERSION = 1  # a store indexed with another version has to be indexed anew

# Longer texts are kept whole, but found by their beginning; PostgreSQL takes 1 MB of words in one document.
_INDEXED_CHARACTERS = 100_000
_LONGEST_WORD = 255

# Letters that Unicode does not take apart into a base and a mark.
_SPECIAL = {
    "ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i", "ħ": "h", "ŧ": "t",
    "ŋ": "n", "ƒ": "f", "ɓ": "b", "ɗ": "d", "ɖ": "d", "ɛ": "e", "ɔ": "o", "ə": "e", "ƙ": "k", "ŀ": "l",
}  # fmt: skip

# Scripts written without blanks between words, and Hangul, whose endings are glued to the word.
_SINGLE = (
    (0x1100, 0x11FF),  # Hangul jamo
    (0x3005, 0x3007),
    (0x3040, 0x30FF),  # kana
    (0x3100, 0x31BF),  # bopomofo
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xAC00, 0xD7AF),  # Hangul syllables
    (0xF900, 0xFAFF),
    (0x20000, 0x323AF),
)


def is_single(character: str) -> bool:
    """Whether the character is a word of its own: Chinese, Japanese, Korean."""
    code = ord(character)
    return code >= 0x1100 and character.isalnum() and any(first <= code <= last for first, last in _SINGLE)


def _fold_character(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character)
    folded = []
    for part in plain.casefold():
        if is_single(part):
            folded.append(f" {part} ")
            continue
        for piece in unicodedata.normalize("NFKD", part).casefold():
            piece = _SPECIAL.get(piece, piece)
            if piece.isalnum():
                folded.append(piece)
            elif unicodedata.category(piece) not in ("Mn", "Cf"):
                folded.append(" ")
    return "".join(folded)


class _Table(dict[int, str]):
    """Filled as characters are met, so that `str.translate` runs at the speed of C."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


class _PlacedTable(dict[int, str]):
    """One character for each: those that stand alone are not parted by blanks."""

    def __missing__(self, code: int) -> str:
        folded = _table[code]
        if len(folded) == 3 and is_single(folded[1]):
            folded = folded[1]
        if len(folded) != 1:
            _uneven.add(chr(code))
        self[code] = folded
        return folded


_uneven: set[str] = set()  # the characters met so far that fold to none or to several
_table = _Table()
_placed = _PlacedTable()
_CHUNK = re.compile(r"\S+")


class _Remembered(dict[str, str]):
    """What stands between blanks, folded: the same words come again and again, and most of a text's time is theirs."""

    def __missing__(self, chunk: str) -> str:
        folded = _folded(chunk)
        if len(chunk) <= _LONGEST_REMEMBERED:
            if len(self) >= _MOST_REMEMBERED:
                self.clear()
            self[chunk] = folded
        return folded


_LONGEST_REMEMBERED = 24
_MOST_REMEMBERED = 10_000
_remembered = _Remembered()


def fold(text: str) -> str:
    """The folded words of `text`, a blank between two: `fold("Zażółć: 退款!") == "zazolc 退 款"`."""
    if text.isascii():
        return _folded(text)  # at the speed of C
    return " ".join(filter(None, map(_remembered.__getitem__, text.split())))


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).translate(_table).split())


def words_of(*texts: str) -> str:
    """Folded and cut to what is indexed."""
    folded = fold(" \n ".join(part for part in texts if part)[:_INDEXED_CHARACTERS])
    if len(folded) > _LONGEST_WORD:
        words = folded.split(" ")
        if max(map(len, words)) > _LONGEST_WORD:
            return " ".join(word[:_LONGEST_WORD] for word in words)
    return folded


def fold_in_place(text: str) -> str | None:
    """Folded with every character in its place; None when one has no place of its own.

    Words are parted by blanks, but characters that stand alone (`is_single`) by nothing. `text` must be in NFC. Most
    texts can be taken so, many times faster than with `fold_with_places`.
    """
    folded = text.translate(_placed)
    return folded if _uneven.isdisjoint(text) else None


def fold_with_places(text: str) -> list[tuple[str, int, int]]:
    """Each folded word with where it stands: `text[start:end]`. `text` must be in NFC."""
    words: list[tuple[str, int, int]] = []
    for chunk in _CHUNK.finditer(text):
        found = chunk.group()
        folded = found.translate(_table)
        if found.isalnum() and " " not in folded:
            words.append((folded, chunk.start(), chunk.end()))
        else:
            words += _places(found, chunk.start())
    return words


def _places(chunk: str, offset: int) -> list[tuple[str, int, int]]:
    """Character by character: what stands between blanks may be several words."""
    words: list[tuple[str, int, int]] = []
    word, start, end = "", 0, 0
    for place, character in enumerate(f"{chunk} ", offset):
        for piece in _table[ord(character)]:
            if piece != " ":
                start = start if word else place
                word, end = word + piece, place + 1
            elif word:
                words.append((word, start, end))
                word = ""
    return words
