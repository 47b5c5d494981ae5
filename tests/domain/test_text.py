"""Texts that are kept as what was meant, and put into words by who reads them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.text import install_translator, meant, told, told_again, tr

POLISH = {
    "It ends in .{ending}": "Kończy się na .{ending}",
    "%n picture(s) not fetched": "Nie pobrano %n obrazków",
}


@pytest.fixture
def in_english() -> None:
    install_translator(lambda source, n: source)


def _speak_polish() -> None:
    install_translator(lambda source, n: POLISH.get(source, source))


def kept(text: str) -> object:
    """Through the store."""
    return json.loads(json.dumps(meant(text)))


@pytest.mark.usefixtures("in_english")
def test_what_one_program_tells_another_says_in_its_own_language() -> None:
    inner = told("It ends in .{ending}", ending="exe")
    text = told("{name}: {words}", name="faktura.exe", words=inner)
    pictures = told("%n picture(s) not fetched", 3)
    assert (text, pictures) == ("faktura.exe: It ends in .exe", "3 picture(s) not fetched")
    written = kept(text), kept(pictures)
    _speak_polish()
    assert [told_again(one) for one in written] == ["faktura.exe: Kończy się na .exe", "Nie pobrano 3 obrazków"]
    assert kept(told_again(written[0])) == written[0]


@pytest.mark.usefixtures("in_english")
def test_words_that_nobody_translated_stay_as_they_are() -> None:
    assert told_again(kept("550 5.1.1 no such user")) == "550 5.1.1 no such user"
    assert told_again(kept("")) == ""


@given(st.text(), st.integers(0, 10**12))
def test_no_value_is_taken_for_a_pattern(value: str, n: int) -> None:
    text = told("{value} and %n", n, value=value)
    assert text == tr("{value} and %n", n, value=value)
    assert told_again(kept(text)) == text
