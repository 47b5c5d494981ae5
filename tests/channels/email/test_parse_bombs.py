"""Mails made to stop their reader: each is read, with a remark where something was left out, and so is the next one."""

from types import SimpleNamespace

import pytest

from desktop.channels.email import html as cleaning
from desktop.channels.email.html import safe_html
from desktop.channels.email.parse import mail, read_mail, read_tree
from desktop.channels.email.parse.parameters import MOST_PARAMETERS, read_field
from desktop.channels.email.parse.tree import DEEPEST, MOST_LINES, MOST_PARTS
from desktop.domain.written import Mark
from tests.channels.email.bombs import BOMBS, almost_boundaries, mixed, nested, parts

HARMLESS = {  # all that is in them is read, or is a file nobody opens
    "10,000 mails in mails",
    "100,000 references",
    "64 MB of zeros in base64, as a file",
    "a comment 100,000 deep",
    "quotes that never end",
    "200,000 blanks in an address",
    "separators before a name",
    "30,000 groups",
    "a megabyte of blanks, quoted-printable",
    "a comment after 60,000 blanks",
    "encoded words that never end",
    "a megabyte of soft line breaks",
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_a_mail_with_a_remark(name: str) -> None:
    incoming = read_mail(BOMBS[name]())
    assert incoming.external_id == "bomb@b.example"
    assert len(incoming.text) <= 2_600_000
    assert len(incoming.html) <= 4_000_000
    assert len(incoming.attachments) <= 1_001
    assert len(incoming.participants) <= 1_100
    damaged = any(remark.mark is Mark.DAMAGED and "date" not in remark.words for remark in incoming.remarks)
    assert damaged or name in HARMLESS or incoming.html


@pytest.mark.parametrize("name", [name for name in BOMBS if "tag" in name or "scripts" in name or "pages" in name])
def test_a_bomb_of_html_is_shown_as_something_short(name: str) -> None:
    assert len(safe_html(read_mail(BOMBS[name]()).html).html) < 1_000_000


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 50_000,
        "<table><tr><td>" * 5_000,
        "<blockquote>" * 20_000 + "words",
        "<b><i><u><a>" * 2_000 + "words",
        "<font color=red>" * 5_000 + "<p>" * 500 + "words",
        "<p>" + "&" * 100_000,
        "<a href=x" + "y" * 1_000_000 + ">words",
        '<p style="' + "color:red;" * 100_000 + '">words',
        "<ul><li>" * 3_000,
        "<div>" * 300 + "words",
    ],
    ids=lambda html: html[:24],
)
def test_elements_in_one_another_are_never_deeper_than_a_view_can_lay_out(html: str) -> None:
    safe = safe_html(html).html
    depth = deepest = 0
    for tag in safe.split("<")[1:]:
        depth += -1 if tag.startswith("/") else tag[:2] not in ("br", "hr", "im", "co")
        deepest = max(deepest, depth)
    assert deepest <= 100


def test_the_cleaner_is_not_asked_for_what_takes_the_square_of_its_length(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(run: object, html: str) -> str:
        raise AssertionError

    monkeypatch.setattr(cleaning._Run, "clean", never)  # whether it is called is all there is to see
    assert safe_html("<div>" * 5_000 + "words").html == "<p>words</p>"
    assert safe_html("<div></x>" * 5_000 + "words").html == "<p>words</p>"
    many = " ".join(f"a{number}=1" for number in range(5_000))
    assert safe_html(f"<p {many}>words").html == "<p>words</p>"
    assert safe_html(f"<p {many.replace(' ', '/')}>words").html == "<p>words</p>"


def test_nor_for_one_of_several_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def clean(html: str) -> str:
        asked.append(html)
        return html

    monkeypatch.setattr(mail, "_CLOSER", SimpleNamespace(clean=clean))
    read = read_mail(mixed(b"text/html", [b"<div>" * 5_000 + b"words", b"<p>more"]))
    assert asked == ["<p>more"]
    assert read.html == "<p>words</p><hr><p>more"


def test_texts_beyond_what_a_person_reads_are_files() -> None:
    read = read_mail(mixed(b"text/plain", [b"word\n" * 100_000] * 9))
    assert len(read.attachments) == 9 - 3
    assert "It has more parts than can be shown; the original is kept" in {remark.words for remark in read.remarks}


def test_parts_are_counted_and_the_rest_is_said() -> None:
    tree = read_tree(parts(3 * MOST_PARTS))
    assert len(tree.parts) <= MOST_PARTS + 1
    assert tree.is_long
    assert not read_tree(parts(20)).is_long


def test_multiparts_in_one_another_are_followed_so_far_and_no_further() -> None:
    assert len(read_tree(nested(10_000)).media_types) == DEEPEST + 1
    assert read_tree(nested(DEEPEST + 5)).is_deep
    assert read_mail(nested(DEEPEST - 5)).text == "at the bottom"


def test_after_very_many_lines_that_begin_as_a_boundary_none_is_looked_for() -> None:
    late = b"--x\r\n\r\nlate\r\n--x--"
    assert len(read_tree(almost_boundaries(MOST_LINES + 10) + late).parts) == 1
    assert len(read_tree(almost_boundaries(MOST_LINES - 10) + late).parts) == 2


def test_parameters_are_counted() -> None:
    _, found, is_whole = read_field("text/plain" + "".join(f"; a{number}=b" for number in range(5_000)))
    assert len(found) == MOST_PARAMETERS
    assert not is_whole


def test_what_is_read_of_a_field_is_nobody_elses() -> None:
    read_field("text/plain; charset=utf-8")[1]["charset"] = "other"
    assert read_field("text/plain; charset=utf-8") == ("text/plain", {"charset": "utf-8"}, True)
