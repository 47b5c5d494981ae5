"""Where what was asked stands in a text: compared with a plain reading of the text's words, one after another."""

import re
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.folding import fold
from desktop.store.fulltext.excerpts import MARK, UNMARK, Phrase, excerpt, parse, says

_LETTERS = "aAbłŁß退款。- \n"  # few, so that words come again and lie within one another
_TEXTS = st.text(_LETTERS, max_size=30)


def _begins_at(words: Sequence[str], place: int, phrase: Phrase) -> bool:
    *whole, last = phrase.words
    there = list(words[place : place + len(phrase.words)])
    if len(there) < len(phrase.words) or there[:-1] != whole:
        return False
    return there[-1].startswith(last) if phrase.is_prefix else there[-1] == last


@given(_TEXTS, _TEXTS)
def test_a_text_says_what_its_words_say(text: str, asked: str) -> None:
    words = fold(text).split()
    for phrase in parse(asked):
        stands = any(_begins_at(words, place, phrase) for place in range(len(words)))
        assert says(text, [phrase]) is stands
        assert (excerpt("", text, [phrase]) is not None) is stands


@given(_TEXTS, _TEXTS)
def test_what_is_marked_is_what_was_asked_for_in_whole_words(text: str, asked: str) -> None:
    for phrase in parse(asked):
        shown = excerpt("", text, [phrase]) or text
        assert fold(re.sub(f"[{MARK}{UNMARK}]", " ", shown)) == fold(text), "a word was cut"
        for marked in re.findall(f"{MARK}([^{UNMARK}]*){UNMARK}", shown):
            words = fold(marked).split()
            assert any(_begins_at(words, place, phrase) for place in range(len(words)))
            assert not marked.startswith(" ")
            assert not marked.endswith(" ")


def test_a_word_is_not_found_within_another_but_beside_chinese() -> None:
    (word,) = parse("oak ")
    (begun,) = parse("oak")
    assert excerpt("", "soak oaken oak退oak款", [word]) == f"soak oaken {MARK}oak{UNMARK}退{MARK}oak{UNMARK}款"
    assert excerpt("", "soak oaken oak退oak款", [begun]) == (
        f"soak {MARK}oaken{UNMARK} {MARK}oak{UNMARK}退{MARK}oak{UNMARK}款"
    )


def test_a_phrase_is_found_where_the_try_before_it_failed_half_way() -> None:
    (phrase,) = parse('"b b"')
    assert excerpt("", "ab b b", [phrase]) == f"ab {MARK}b b{UNMARK}"
