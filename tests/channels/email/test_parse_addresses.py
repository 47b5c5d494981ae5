"""The addresses of a field, however a program wrote them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.channels.email.parse.addresses import clean_address, read_addresses


def read(text: str) -> list[tuple[str, str]]:
    return [(who.name, who.address) for who in read_addresses(text)]


@pytest.mark.parametrize(
    ("field", "people"),
    [
        ("Jan <JAN@B.c>", [("Jan", "jan@b.c")]),
        ("a@b.c", [("", "a@b.c")]),
        ('"Kowalski, Jan" <jan@b.c>', [("Kowalski, Jan", "jan@b.c")]),
        ("Kowalski, Jan <jan@b.c>, x@y.z", [("Kowalski, Jan", "jan@b.c"), ("", "x@y.z")]),
        ("=?utf-8?q?Nowak=2C_Ola_=3Cboss=40firm=3E?= <a@b.c>", [("Nowak, Ola <boss@firm>", "a@b.c")]),
        ("=?utf-8?q?a=40b=2Ec=2C?= x@y.z", [("a@b.c,", "x@y.z")]),
        ("a@b.c (Jan (the) Man)", [("Jan (the) Man", "a@b.c")]),
        ("undisclosed-recipients:;", []),
        ("Anna \u2714\ufe0f sender proven <a@b.c>", [("Anna sender proven", "a@b.c")]),
        ("=?utf-8?q?Bank_=E2=9C=85?= <a@b.c>, \U0001f512 <d@b.c>", [("Bank", "a@b.c"), ("", "d@b.c")]),
        ("Ania \u2764\ufe0f <a@b.c>", [("Ania \u2764\ufe0f", "a@b.c")]),
        ('Team: a@b.c, "B" <b@c.d>;, c@d.e', [("", "a@b.c"), ("B", "b@c.d"), ("", "c@d.e")]),
        ('"ceo@bank.example" <x@evil.example>', [("ceo@bank.example", "x@evil.example")]),
        ('"ceo@bank.example" x@evil.example', [("ceo@bank.example", "x@evil.example")]),
        ("ceo@bank.example <x@evil.example>", [("ceo@bank.example", "x@evil.example")]),
        ("<@r1,@r2:u@h.i>", [("", "u@h.i")]),
        ('"john doe"@x.com', [("", '"john doe"@x.com')]),
        ("a @ b . c", [("", "a@b.c")]),
        ("a@b.c; d@e.f", [("", "a@b.c"), ("", "d@e.f")]),
        ("<a@b.c\nBcc: x@y>", [("", "a@b.c")]),
        ("A\u202eB\x00C <a@b.c>", [("A B C", "a@b.c")]),
        ("<a@straße.example>", [("", "a@xn--strae-oqa.example")]),
        ("mailto:a@b.c", [("", "a@b.c")]),
        ("MAILER-DAEMON", []),
        ("<ceo@bank.example@evil.example>", []),
        ("a@b.c.", [("", "a@b.c")]),
        ("<>", []),
        ("@", []),
        (",,;;", []),
        ("", []),
    ],
)
def test_people_are_read_out_of_a_field(field: str, people: list[tuple[str, str]]) -> None:
    assert read(field) == people


@given(st.one_of(st.text(max_size=60), st.text('a@b.<>"(),:;\\ =?\n', max_size=60)))
def test_no_field_makes_it_raise_and_every_address_is_one_line(field: str) -> None:
    for who in read_addresses(field):
        assert "@" in who.address.strip("@")
        assert not set(who.address + who.name) & set("\r\n\0\u2028\u202e")


@given(st.text('a@b. \t\r\n\0<>,"', max_size=30))
def test_a_clean_address_stays_as_it_is(text: str) -> None:
    assert clean_address(clean_address(text)) == clean_address(text)
