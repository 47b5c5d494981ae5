"""What a text view would lay out for seconds is shown simpler, or not to its end; what is usual stays as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.channels.email.html import safe_html
from desktop.channels.email.layout import (
    HEAVIEST_TABLES,
    LONGEST_SHOWN,
    LONGEST_WORD,
    MOST_ELEMENTS,
    MOST_ITEMS,
    MOST_PICTURES,
    laid_out,
)

CELL = "<td>x</td>"


def tables(depth: int, cells: str = CELL) -> str:
    return f"<table><tbody><tr>{cells}<td>" * depth + "words" + "</td></tr></tbody></table>" * depth


def test_what_is_usual_stays_as_it_is() -> None:
    usual = "<p>Good morning,</p><ul><li>one</li></ul>" + tables(5) + '<img src="cid:a">&amp; more<br>'
    assert laid_out(usual) == (usual, True)


def test_tables_in_one_another_are_shown_as_paragraphs_where_each_level_would_double_the_time() -> None:
    html, is_whole = laid_out(tables(24))
    assert is_whole
    assert html.count("<table>") < 12
    assert html.count("<div>") == html.count("</div>") > 24
    assert html.count("x") == 24
    assert "words" in html


def test_what_only_wraps_goes_before_a_table_with_columns() -> None:
    inner = "<table><tbody><tr><td>Chair</td><td>2</td></tr></tbody></table>"
    html, _ = laid_out(tables(24, "").replace("words", inner))
    assert inner in html
    assert html.count("<table>") == 1


def test_a_colour_of_what_only_wraps_is_kept() -> None:
    wrapped = tables(24, "").replace("<td>", '<td style="color: red" width="10" colspan="2">')
    html, _ = laid_out(wrapped)
    assert html.count('<div style="color: red">') == 24


def test_spans_that_open_a_huge_grid_are_left_out() -> None:
    wide = '<td colspan="50" rowspan="200">x</td>'
    html, _ = laid_out(f"<table><tbody>{f'<tr>{wide * 20}</tr>' * 20}</tbody></table>")
    assert "span=" not in html
    assert html.count("<td>") == 400
    usual = '<table><tbody><tr><td colspan="3">x</td></tr></tbody></table>'
    assert laid_out(usual) == (usual, True)


@pytest.mark.parametrize(
    ("piece", "tag", "most"),
    [
        ("<p>x</p>", "<p>", MOST_ELEMENTS),
        ("x<br>", "<br>", MOST_ELEMENTS),
        ("<li>x</li>", "<li>", MOST_ITEMS),
        ('<img src="cid:a">', "<img", MOST_PICTURES),
    ],
)
def test_there_are_never_more_elements_than_are_laid_out_at_once(piece: str, tag: str, most: int) -> None:
    html, is_whole = laid_out("<div>" + piece * (most + 500) + "</div>")
    assert not is_whole
    assert most - 1 <= html.count(tag) <= most
    assert html.endswith("</div>")
    assert laid_out("<div>" + piece * (most - 1) + "</div>")[1]


def test_a_long_text_ends_where_the_view_would_stand_still() -> None:
    html, is_whole = laid_out("<p>" + "words &amp; words " * 30_000 + "</p>")
    assert not is_whole
    assert LONGEST_SHOWN - 40 < len(html) <= LONGEST_SHOWN + 10
    assert html.endswith("</p>")
    assert "&a<" not in html


@pytest.mark.parametrize("word", ["x", "&amp;", "<b>xxx</b>", "\u00e9\u0301"])
def test_a_word_without_an_end_may_be_broken(word: str) -> None:
    html, _ = laid_out(word * 5_000)
    longest = max(map(len, html.replace("<b>", "").replace("</b>", "").split("\u200b")))
    assert longest <= LONGEST_WORD
    assert html.replace("\u200b", "") == word * 5_000


def test_blanks_and_paragraphs_end_a_word() -> None:
    words = ("x" * (LONGEST_WORD - 10) + " ") * 3 + f"<p>{'x' * LONGEST_WORD}</p>" * 3
    assert laid_out(words) == (words, True)


PIECES = [
    *(
        "<table>",
        "<tr>",
        "<td>",
        '<td colspan=9 rowspan="8">',
        "</table>",
        "</td>",
        "<p>",
        "<b>",
        "</b>",
        "<li>",
        "<ul>",
    ),
    *("</p>", "x" * 900, "&amp;" * 100, " ", "<br>", "<img src=cid:a>", "</div>", "<div>"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=400).map("".join))
def test_what_was_made_safe_and_fit_once_stays_as_it_is(html: str) -> None:
    once = safe_html(html * 3, pictures={"a"}).html
    assert safe_html(once, pictures={"a"}).html == once
    assert laid_out(once) == (once, True)
    assert once.count("<table") * 2 <= HEAVIEST_TABLES


@pytest.mark.parametrize("size", ["0", "0.2px", "99999px", "101px", "9em", "1%", "0.1em"])
def test_no_letter_is_without_a_size_or_as_large_as_the_window(size: str) -> None:
    assert safe_html(f'<p style="font-size: {size}">x').html == "<p>x</p>"


@pytest.mark.parametrize("size", ["12px", "10.5pt", "1.2em", "90%", "large", "x-small"])
def test_the_usual_sizes_of_letters_stay(size: str) -> None:
    assert safe_html(f'<p style="font-size: {size}">x').html == f'<p style="font-size: {size}">x</p>'
