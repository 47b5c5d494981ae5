"""What was asked, as phrases of folded words, and where it stands in a text, for showing."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from desktop.domain.folding import fold, fold_in_place, fold_with_places, is_single

MARK, UNMARK = "\x02", "\x03"

_ASKED = re.compile(r'"([^"]*)"?|([^\s"]+)')
_MOST_PHRASES = 16
_BEFORE = 60  # characters shown before the first match
_SHOWN = 220
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_PIECE = 2_000  # characters folded one by one; a longer text is first searched piece by piece


class Phrase(NamedTuple):
    """Words that follow one another; the last may be the beginning of a word."""

    words: tuple[str, ...]
    is_prefix: bool


def parse(asked: str) -> list[Phrase]:
    """Words and "phrases", folded. A word of Chinese is a phrase of its characters.

    The last word may be unfinished, unless a blank or a quotation mark follows it.
    """
    phrases = []
    for quoted, word in _ASKED.findall(asked):
        words = tuple(fold(quoted or word).split())
        if words:
            phrases.append(Phrase(words, False))
    is_finished = not phrases or asked[-1].isspace() or asked[-1] == '"' or is_single(phrases[-1].words[-1][-1])
    if not is_finished:
        phrases[-1] = phrases[-1]._replace(is_prefix=True)
    return phrases[:_MOST_PHRASES]


def excerpt(subject: str, body: str, phrases: Sequence[Phrase]) -> str | None:
    """The words around the first match, matches between `MARK` and `UNMARK`; None when nothing matches."""
    for said in (body, subject):
        said = _CONTROL.sub(" ", unicodedata.normalize("NFC", said))
        start = _first_piece(said, phrases)
        if start is None:
            continue
        piece = said[start : start + 2 * _PIECE]
        spans = _spans(piece, phrases)
        if spans:
            return _marked(piece, spans)
    return None


def says(text: str, phrases: Sequence[Phrase]) -> bool:
    """Whether every phrase stands in the text."""
    folded = fold(text)
    return all(any(True for _ in _found(folded, phrase)) for phrase in phrases)


def _first_piece(said: str, phrases: Sequence[Phrase]) -> int | None:
    """Where to look closely: the piece with the first word of any phrase. Pieces overlap by half."""
    if len(said) <= _PIECE:
        return 0
    for start in range(0, len(said), _PIECE):
        folded = f" {fold(said[start : start + 2 * _PIECE])} "
        if any(" " + " ".join(phrase.words) in folded for phrase in phrases):
            return start
    return None


@lru_cache(maxsize=256)
def _pattern(phrase: Phrase) -> re.Pattern[str]:
    """The words one after another: blanks part them, and need not part characters that stand alone.

    Where a word ends is looked at afterwards (`_parts`): as a class of all those characters in the expression it
    would take four milliseconds to compile.
    """
    pattern = phrase.words[0]
    for before, word in pairwise(phrase.words):
        pattern += f" *{word}" if is_single(before[-1]) or is_single(word[0]) else f" +{word}"
    return re.compile(pattern)


def _found(folded: str, phrase: Phrase) -> Iterator[tuple[int, int]]:
    """Where the phrase stands in what `fold` or `fold_in_place` gives."""
    search, place = _pattern(phrase).search, 0
    while found := search(folded, place):
        start, end = found.span()
        place = start + 1
        if not _parts(folded, start):
            continue
        while phrase.is_prefix and not _parts(folded, end):
            end += 1
        if _parts(folded, end):
            yield start, end
            place = end


def _parts(folded: str, place: int) -> bool:
    """Whether no word goes on across this place."""
    around = folded[place - 1 : place + 1]
    return not 0 < place < len(folded) or " " in around or is_single(around[0]) or is_single(around[1])


def _spans(text: str, phrases: Sequence[Phrase]) -> list[tuple[int, int]]:
    folded = fold_in_place(text)
    if folded is None:
        return _spans_word_by_word(text, phrases)
    return _joined(sorted(span for phrase in phrases for span in _found(folded, phrase)))


def _spans_word_by_word(text: str, phrases: Sequence[Phrase]) -> list[tuple[int, int]]:
    places = fold_with_places(text)
    found = []
    for phrase in phrases:
        first, more = phrase.words[0], len(phrase.words) - 1
        is_begun = phrase.is_prefix and not more
        for n, (word, start, end) in enumerate(places):
            if word != first and not (is_begun and word.startswith(first)):
                continue
            if not more:
                found.append((start, end))
            elif _goes_on(places[n + 1 : n + 1 + more], phrase):
                found.append((start, places[n + more][2]))
    return _joined(sorted(found))


def _goes_on(places: Sequence[tuple[str, int, int]], phrase: Phrase) -> bool:
    words = tuple(word for word, _, _ in places)
    wanted = phrase.words[1:]
    if phrase.is_prefix and len(words) == len(wanted):
        return words[:-1] == wanted[:-1] and words[-1].startswith(wanted[-1])
    return words == wanted


def _joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _marked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    start = max(0, spans[0][0] - _BEFORE)
    if start:
        start = text.find(" ", start, spans[0][0]) + 1 or start
    end = max(start + _SHOWN, spans[0][1])
    parts, place = ["…" if start else ""], start
    for first, last in spans:
        if last > end:
            break
        parts += [text[place:first], MARK, text[first:last], UNMARK]
        place = last
    parts += [text[place:end], "…" if end < len(text) else ""]
    return " ".join("".join(parts).split())
