"""What may be dialled, and what is sent for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import Rejected
from desktop.telephony.engine.dialling import dial_uri
from desktop.telephony.engine.dtmf import read_digits
from desktop.telephony.engine.edge.sip.syntax import read_sip_uri


@pytest.mark.parametrize(
    ("target", "uri"),
    [
        ("+48 601 234 567", "sip:+48601234567@pbx"),
        ("(022) 123-45.67", "sip:0221234567@pbx"),
        ("*21*5#", "sip:*21*5%23@pbx"),
        ("tel:+48-601;phone-context=x", "sip:+48601@pbx"),
        ("sip:anna@shop.example:5080", "sip:anna@shop.example:5080"),
        ("SIPS:anna@shop.example", "SIPS:anna@shop.example"),
        ("anna@shop.example", "sip:anna@shop.example"),
        ("anna.k", "sip:anna.k@pbx"),
    ],
)
def test_numbers_and_addresses_become_one_uri(target: str, uri: str) -> None:
    assert dial_uri(target, "pbx") == uri


@pytest.mark.parametrize(
    "target",
    [
        "",
        "  ",
        "anna kowalska",
        "sip:anna",
        "sip:@host",
        "sip:a@host?Replaces=1",
        "a@b@c",
        "1\r\nX-Evil: 1",
        "a@host;x=y\r\nEvil: 1",
        "http://host",
        "9" * 300,
        "<sip:a@b>",
    ],
)
def test_anything_else_is_refused(target: str) -> None:
    with pytest.raises(Rejected):
        dial_uri(target, "pbx")


@given(target=st.text(max_size=60))
def test_what_is_let_through_is_always_one_clean_uri(target: str) -> None:
    try:
        uri = dial_uri(target, "pbx")
    except Rejected:
        return
    assert read_sip_uri(uri).user
    assert not any(c in uri for c in ' \r\n\t<>"?,')


def test_digits_are_read_with_pauses_and_anything_else_is_refused() -> None:
    assert "".join(read_digits("1 2,#*-a")) == "12,#*A"
    for wrong in ("", "1;2", "12e", "1" * 65, "1\n\x00"):
        with pytest.raises(Rejected):
            read_digits(wrong)
