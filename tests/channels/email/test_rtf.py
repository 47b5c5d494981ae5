"""The words of Outlook's packed rich text, and nothing of its looks; hostile ones cost little and break nothing."""

from struct import pack

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.channels.email.parse import read_mail
from desktop.channels.email.parse.rtf import MOST_BYTES, unpacked, words_of_rich_text
from tests.channels.email.test_tnef import attribute, file, files_of, mail, properties, text_property, tnef

# the examples of MS-OXRTFCP §4
HELLO = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a00726370673132354232 0af32068656c090020627705b06c647d0a800fa0"
)
CROSSING = bytes.fromhex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0")


def plain(rich: bytes) -> bytes:
    """Not packed, in the same frame."""
    return pack("<IIII", len(rich) + 12, len(rich), 0x414C454D, 0) + rich


def words(body: str, head: str = r"\ansi\ansicpg1252") -> str:
    return words_of_rich_text(plain(("{\\rtf1" + head + " " + body + "}").encode("latin-1")))


def test_what_is_packed_is_as_it_was() -> None:
    assert unpacked(HELLO) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert unpacked(CROSSING) == b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"
    assert words_of_rich_text(HELLO) == "hello world"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (r"{\fonttbl{\f0\fswiss Arial;}}{\colortbl;\red1\green2\blue3;}\pard\f0\fs20 Dear {\b Anna},\par thanks", None),
        (r"one\line two\tab three\par\par\par\par four", "one\ntwo\tthree\n\nfour"),
        (r"za\u380?\u243\'f3\u322?\u263?", "zażółć"),
        (r"{\uc0\u380 }{\uc2\u380 ab}x", "żżx"),
        (r"\u-10179?\u-8694?", "\U0001f60a"),
        (r"caf\'e9 \{x\} a\\b \~ c\_d \ldblquote q\rdblquote", "café {x} a\\b \u00a0 c-d “q”"),
        (r"{\*\generator Riched20;}{\info{\author Eve}}{\pict\bin3 {{{}words{\object{\objdata 00}}", "words"),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt the page}}", "the page"),
        ("line one\r\n continues", "line one continues"),
    ],
)
def test_its_words_are_read_and_its_looks_are_not(body: str, said: str | None) -> None:
    assert words(body) == (said or "Dear Anna,\nthanks")


def test_letters_are_read_by_the_table_of_the_text_or_of_their_font() -> None:
    assert words(r"za\'bf\'f3\'b3\'e6", r"\ansi\ansicpg1250") == "zażółć"
    fonts = r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}}"
    assert words(fonts + r"\f0 caf\'e9 {\f1 \'cf\'f0\'e8} \'e9") == "café При é"
    assert words(r"caf\'e9", r"\ansi\ansicpg99999") == "café"


def test_html_that_is_packed_in_rich_text_gives_its_words_once() -> None:
    body = (
        r"{\*\htmltag18 <html>}{\*\htmltag96 <div>}\htmlrtf {\htmlrtf0 {\*\htmltag64 <p class=x>}Dear\htmlrtf \f0"
        r"\htmlrtf0  Anna{\*\htmltag116 <br>}\htmlrtf \line \htmlrtf0 Caf{\*\htmltag84 &eacute;}\htmlrtf \'e9\htmlrtf0"
        r"{\*\htmltag241 <style>p {color:red}</style>}{\*\htmltag72 </p>}\htmlrtf \par }\htmlrtf0 "
        r"{\*\htmltag104 </div>}end"
    )
    assert words(body, r"\ansi\fromhtml1") == "Dear Anna\nCafé\n\nend"


@pytest.mark.parametrize("rich", [b"", b"x", plain(b"no rich text"), pack("<IIII", 1, 1, 0, 0) + b"{\\rtf1 x}"])
def test_what_is_no_rich_text_has_no_words(rich: bytes) -> None:
    assert words_of_rich_text(rich) == ""


def test_hostile_ones_are_read_at_their_beginning_alone() -> None:
    bombs = (b"{" * 900_000, b"\\u1?" * 300_000, b"}" * 900_000, b"\\bin999999999 x" * 9, b"\\f1" * 300_000)
    for bomb in (
        *bombs,
        b"{\\fonttbl" + b"{\\f1\\fcharset1}" * 90_000,
        b"\\'e9" * 300_000,
        b"\\" * 900_001,
        b" " * 290_000 + b"x",
    ):
        assert len(words_of_rich_text(plain(b"{\\rtf1 " + bomb))) <= MOST_BYTES
    assert words("x" + "{" * 600 + "y") == "x"
    again = b"\xff" + b"\x0d\xff" * 8  # what stood there already, longest and again
    assert len(unpacked(pack("<IIII", 0, 0xFFFFFFFF, 0x75465A4C, 0) + again * 100_000)) <= MOST_BYTES


@settings(max_examples=300)
@given(data=st.data())
def test_no_damage_is_too_much(data: st.DataObject) -> None:
    broken = bytearray(data.draw(st.sampled_from([HELLO, CROSSING, plain(b"{\\rtf1 {\\*\\htmltag1 <p>}\\u5?\\'e9x}")])))
    for place in data.draw(st.lists(st.integers(0, len(broken) - 1), max_size=5)):
        broken[place] = data.draw(st.integers(0, 255))
    words_of_rich_text(bytes(broken[: data.draw(st.integers(0, len(broken)))]))


PIECES = (
    "{",
    "}",
    "\\",
    r"\*",
    r"\u380",
    r"\'e9",
    r"\htmltag1",
    r"\htmlrtf",
    r"\htmlrtf0",
    r"\uc3",
    r"\bin2",
    r"\f1",
    "x",
)


@given(st.lists(st.sampled_from(PIECES)))
def test_no_order_of_its_words_breaks_it(pieces: list[str]) -> None:
    words("".join(pieces))


RICH = attribute(0x00069003, properties(text_property(0x1009, HELLO)))


def test_they_are_shown_where_the_mail_says_nothing_else() -> None:
    assert read_mail(mail(tnef(RICH), b"")).text == "hello world"
    assert read_mail(mail(tnef(RICH), b" \r\n\r\n")).text.strip() == "hello world"
    assert read_mail(mail(tnef(RICH))).text == "It is broken."
    both = attribute(0x00069003, properties(text_property(0x1009, HELLO), text_property(0x1000, "as text")))
    assert read_mail(mail(tnef(both), b"")).text == "as text"


def test_a_file_that_is_a_text_is_not_what_the_mail_says() -> None:
    sheet = b"Content-Type: text/plain\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\n4711\r\n--b\r\n"
    raw = mail(tnef(RICH, file("b.pdf", b"%PDF")), b"").replace(b"--b\r\n", b"--b\r\n" + sheet, 1)
    assert read_mail(raw).text == "hello world"
    assert {name for name, *_ in files_of(raw)} == {"a.txt", "b.pdf"}


def test_the_words_of_one_wrapping_are_enough() -> None:
    one = mail(tnef(RICH), b"")
    part = one[one.index(b"--b\r\n") : one.index(b"--b--")]
    assert read_mail(one.replace(part, part * 2)).text == "hello world"
