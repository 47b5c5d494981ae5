"""Folding: one form for all spellings of a word, so that `zazolc` finds `Zażółć` and `款` finds `退款`.

Letters lose case and diacritics (`ł` becomes `l`, `ŝ` becomes `s`), everything that is no letter or digit is a
blank, and every Chinese, Japanese or Korean character stands alone between blanks: a text in those scripts is
then found from one character on, and a longer query in them is a phrase.
"""

import unicodedata

FOLD_VERSION = 1  # a store indexed with another version has to be indexed anew

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


_table = _Table()


def fold(text: str) -> str:
    """The folded words of `text`, a blank between two: `fold("Zażółć: 退款!") == "zazolc 退 款"`."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_table).split())


def fold_with_places(text: str) -> list[tuple[str, int, int]]:
    """Each folded word with where it stands: `text[start:end]`. `text` must be in NFC."""
    words: list[tuple[str, int, int]] = []
    word, start, end = "", 0, 0

    def close() -> None:
        nonlocal word
        if word:
            words.append((word, start, end))
            word = ""

    for place, character in enumerate(text):
        for piece in _table[ord(character)]:
            if piece == " ":
                close()
                continue
            if not word:
                start = place
            word += piece
            end = place + 1
    close()
    return words
