"""Numbers in every form people type and exchanges signal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.numbering import PhoneNumbering

POLAND = PhoneNumbering("PL")


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("601 234 567", "+48601234567"),
        ("+48 601-234-567", "+48601234567"),
        ("0048 601 234 567", "+48601234567"),
        ("48601234567", "+48601234567"),
        ("0601234567", "+48601234567"),
        ("(22) 123 45 67", "+48221234567"),
        ("22 123 45 67 ext. 12", "+48221234567;ext=12"),
        ("tel:+48-22-123-45-67;ext=12", "+48221234567;ext=12"),
        ("sip:601234567@pbx.example;user=phone", "+48601234567"),
        ("sip:+48601234567;phone-context=x@pbx.example", "+48601234567"),
        ("4915112345678", "+4915112345678"),
        ("+44 (0)20 7946 0018", "+442079460018"),
        ("６０１２３４５６７", "+48601234567"),
        ("204", "204"),
        ("2 04", "204"),
        ("112", "112"),
        ("*61", ""),
        ("sip:anna@example.com", ""),
        ("sip:anna600700800@example.com", ""),
        ("anonymous", ""),
        ("", ""),
        ("9" * 300, ""),
    ],
)
def test_a_number_has_one_form_whatever_was_typed(typed: str, value: str) -> None:
    assert POLAND.normalise(typed) == value


@pytest.mark.parametrize(
    ("value", "national", "shown"),
    [
        ("+48601234567", "601234567", "+48 601 234 567"),
        ("+48221234567;ext=12", "221234567", "+48 22 123 45 67 ext. 12"),
        ("+12125550123", "2125550123", "+1 212-555-0123"),
        ("204", "", "204"),
        ("", "", ""),
    ],
)
def test_a_number_is_shown_internationally_and_compared_nationally(value: str, national: str, shown: str) -> None:
    assert POLAND.national(value) == national
    assert POLAND.show(value) == shown


@pytest.mark.parametrize(
    ("typed", "dialled"),
    [
        ("601 234 567", "+48601234567"),
        ("22 123 45 67 ext 12", "+48221234567"),
        ("204", "204"),
        ("*61", "*61"),
        ("#31#601234567", "#31#601234567"),
        ("sip:anna@example.com;transport=tcp", "sip:anna@example.com;transport=tcp"),
        ("anna@example.com", "sip:anna@example.com"),
        ("Anna", ""),
        ("", ""),
        ("   ", ""),
        ("javascript:alert(1)", ""),
        ("sip:", ""),
    ],
)
def test_what_is_dialled_is_a_number_a_code_or_an_address(typed: str, dialled: str) -> None:
    assert POLAND.dialled(typed) == dialled


def test_the_region_says_whose_national_numbers_are_meant() -> None:
    assert PhoneNumbering("de").normalise("030 123456") == "+4930123456"
    assert PhoneNumbering("US").normalise("(212) 555-0123") == "+12125550123"
    assert PhoneNumbering("US").normalise("0048 601 234 567") == "+48601234567"
    with pytest.raises(ValueError, match="no such region"):
        PhoneNumbering("XX")


@given(st.text(max_size=80))
def test_no_text_breaks_it_and_a_normal_form_stays(typed: str) -> None:
    value = POLAND.normalise(typed)
    assert POLAND.normalise(value) == value
    assert POLAND.show(value) or not value
    assert "\r" not in POLAND.dialled(typed)
    assert "\n" not in POLAND.dialled(typed)


@given(st.text(alphabet="+0123456789 ()-#*;ext=.", max_size=25))
def test_digits_and_signs_in_any_order_have_a_stable_form(typed: str) -> None:
    value = POLAND.normalise(typed)
    assert POLAND.normalise(value) == value
    assert POLAND.normalise(POLAND.show(value)) == value


def test_numbers_are_found_in_what_people_write() -> None:
    text = "Order 10-48377 of 2026-11-02: call 601 234 567, or +44 20 7946 0958. Again: 601 234 567. Paid 1,299.00."
    assert POLAND.numbers_in(text) == (("601 234 567", "+48601234567"), ("+44 20 7946 0958", "+442079460958"))
    assert POLAND.numbers_in("Nothing to dial in 2026") == ()
    newer = "Not 1632 960 114 and no +123, but (+44 1632 960 114), then 601 234 567"
    assert POLAND.numbers_in(newer) == (("+44 1632 960 114", "+441632960114"), ("601 234 567", "+48601234567"))


@given(st.text(alphabet="0123456789+-() .a\n", max_size=400))
def test_whatever_is_found_stands_there_and_can_be_dialled(text: str) -> None:
    for shown, value in POLAND.numbers_in(text):
        assert shown in text
        assert POLAND.dialled(value) == value


def test_a_flood_of_digits_is_read_only_so_far() -> None:
    assert len(POLAND.numbers_in(" ".join(f"601 {n:03} {n:03}" for n in range(1000)))) <= 50
