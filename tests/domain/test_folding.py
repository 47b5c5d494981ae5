"""One form for all spellings of a word."""

import unicodedata
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain import folding
from desktop.domain.folding import fold, fold_in_place, fold_with_places, is_single


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Zażółć GĘŚLĄ jaźń", "zazolc gesla jazn"),
        ("ŝanĝo ĉe ĵurnalo ŭ", "sango ce jurnalo u"),
        ("退款订单", "退 款 订 单"),
        ("ＡＢＣ１２３", "abc123"),
        ("Straße Ærø Þór İstanbul ﬁn", "strasse aero thor istanbul fin"),
        ("10-48213 a_b@c.example", "10 48213 a b c example"),
        ("e\u0301 ́ \u200b", "e"),
        ("Ёлка", "елка"),
        ("", ""),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing_and_leaves_only_words(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert all(word.isalnum() for word in folded.split(" ") if word)


@given(st.lists(st.text(), max_size=4), st.sampled_from((" ", "\n", "\u2000", "\u3000", "\x1c")))
def test_what_stands_between_blanks_is_folded_by_itself(texts: list[str], blank: str) -> None:
    assert fold(blank.join(texts)) == " ".join(filter(None, map(fold, texts)))


def test_of_words_that_do_not_come_again_few_are_remembered() -> None:
    remembered = cast(Any, folding)._remembered
    before = fold(" ".join(f"ż{number}" for number in range(30_000)))
    assert before.startswith("z0 z1 ")
    assert len(remembered) <= 10_000
    fold("ż" * 25)
    assert "ż" * 25 not in remembered


@given(st.text())
def test_places_tell_the_same_words_and_where_they_stand(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    places = fold_with_places(text)
    assert " ".join(word for word, _, _ in places) == fold(text)
    assert all(0 <= start < end <= len(text) for _, start, end in places)
    assert all(
        set(fold(text[start:end]).split()) >= {word} or word in fold(text[start:end]) for word, start, end in places
    )


@given(st.text())
def test_folding_in_place_gives_the_same_words_where_it_can(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    folded = fold_in_place(text)
    if folded is not None:
        assert len(folded) == len(text)
        assert " ".join("".join(f" {one} " if is_single(one) else one for one in folded).split()) == fold(text)


def test_most_texts_can_be_folded_in_place() -> None:
    assert fold_in_place("Zażółć, gęślą-jaźń!") == "zazolc  gesla jazn "
    assert fold_in_place("Zwrot退款!") == "zwrot退款 "
    assert fold_in_place("Straße") is None
