"""What an agent types into a field of recipients."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.channels.email.parse.addresses import read_addresses
from desktop.channels.email.writing.fields import address_field
from desktop.channels.email.writing.typed import checked_address, participants_typed
from desktop.domain.errors import Rejected
from desktop.domain.written import Participant


def _typed(text: str) -> list[tuple[str, str]]:
    return [(each.name, each.address) for each in participants_typed(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("anna@shop.example", [("", "anna@shop.example")]),
        ("Anna@Shop.Example ; bob@shop.example", [("", "anna@shop.example"), ("", "bob@shop.example")]),
        ("Anna Kowalska <anna@shop.example>", [("Anna Kowalska", "anna@shop.example")]),
        ('"Kowalska, Anna" <anna@shop.example>', [("Kowalska, Anna", "anna@shop.example")]),
        ("Kowalska, Anna <a@shop.example>, b@x.example", [("Kowalska, Anna", "a@shop.example"), ("", "b@x.example")]),
        ('"Anna \\"Ania\\" K." <anna@shop.example>', [('Anna "Ania" K.', "anna@shop.example")]),
        ("Anna Kowalska anna@shop.example", [("Anna Kowalska", "anna@shop.example")]),
        ("anna@shop.example (Anna)", [("Anna", "anna@shop.example")]),
        ("mailto:anna@shop.example", [("", "anna@shop.example")]),
        ("陈美玲 <meiling@例え.jp>", [("陈美玲", "meiling@xn--r8jz45g.jp")]),
        ("faß@faß.de", [("", "faß@xn--fa-hia.de")]),
        ("a..b@docomo.example", [("", "a..b@docomo.example")]),
        ("anna@shop.example\nanna@shop.example,,", [("", "anna@shop.example")]),
        ("", []),
        (" , ;", []),
    ],
)  # fmt: skip
def test_addresses_are_read_as_they_are_typed_and_pasted(text: str, expected: list[tuple[str, str]]) -> None:
    assert _typed(text) == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Anna", "“Anna” has no mail address"),
        ("Anna, bob@shop.example", "“Anna” has no mail address"),
        ("anna@shop", "its domain has no ending"),
        ("@shop.example", "is no mail address"),
        ("anna@", "no domain that exists"),
        ("anna@shop..example", "no domain that exists"),
        ("anna@-shop-.example!", "no domain that exists"),
        ("anna@10.0.0.1", "no domain that exists"),
        ("<anna kowalska@shop.example>", "is no mail address"),
        ("anna\u202e@shop.example", "is no mail address"),
        ("<anna\u00a0x@shop.example>", "is no mail address"),
        (f"{'a' * 65}@shop.example", "too long"),
        (f"{'ą' * 40}@shop.example", "too long"),
    ],
)
def test_what_is_no_address_is_said_in_words_that_name_it(text: str, said: str) -> None:
    with pytest.raises(Rejected) as caught:
        participants_typed(text)
    assert said in caught.value.text
    assert caught.value.hint


def test_an_address_is_the_same_after_it_was_checked_again() -> None:
    once = checked_address("Ania@Żółw.pl")
    assert checked_address(once) == once == "ania@xn--w-uga1v8h.pl"


_NAMES = st.text(alphabet=st.characters(codec="utf-8"), max_size=40)
_LOCALS = st.from_regex(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]{1,12}(\.[a-z0-9-]{1,8}){0,2}", fullmatch=True)
_DOMAINS = st.from_regex(r"[a-z0-9]{1,10}(\.[a-z0-9]{2,8}){1,2}\.[a-z]{2,6}", fullmatch=True)


@given(_NAMES, _LOCALS, _DOMAINS)
def test_what_is_written_into_a_field_is_read_out_of_it(name: str, local: str, domain: str) -> None:
    person = Participant(address=f"{local}@{domain}", name=name)
    field = address_field("To", [person, Participant(address="bob@x.example")])
    unfolded = field.decode().removesuffix("\r\n").replace("\r\n ", " ").partition(": ")[2]
    found = read_addresses(unfolded)
    assert [each.address for each in found] == [person.address, "bob@x.example"]


@given(st.text(alphabet=st.sampled_from(list('ab@.,;<>"\\ ()\n:ż例')), max_size=40))
def test_whatever_is_typed_is_read_or_refused_in_words(text: str) -> None:
    with suppress(Rejected):
        found = participants_typed(text)
        assert all(checked_address(each.address) == each.address for each in found)
