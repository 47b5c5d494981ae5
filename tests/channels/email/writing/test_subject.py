"""Subjects, and the numbers of cases in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.channels.email.writing.subject import (
    base_subject,
    case_of_subject,
    forward_subject,
    reply_subject,
    with_case,
)


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("Chair", "Re: Chair"),
        ("RE: re: Chair", "Re: Chair"),
        ("Odp: Re: AW: Chair", "Re: Chair"),
        ("答复: 回复：椅子", "Re: 椅子"),
        ("Re[2]: Chair", "Re: Chair"),
        ("SV: VS: Fwd: Chair", "Re: Chair"),
        ("  Re:  two   blanks ", "Re: two blanks"),
        ("[#3312] Re: Chair", "Re: [#3312] Chair"),
        ("Ref: 10-48213", "Re: Ref: 10-48213"),
        ("Regarding: Chair", "Re: Regarding: Chair"),
        ("", "Re:"),
    ],
)
def test_an_answer_has_one_prefix_whatever_was_before_it(subject: str, expected: str) -> None:
    assert reply_subject(subject) == expected


def test_a_forwarded_subject_says_so_once() -> None:
    assert forward_subject("Re: PD: Chair") == "Fwd: Chair"


def test_a_subject_names_one_case_once() -> None:
    assert with_case("Re: Chair", "3312") == "Re: Chair [#3312]"
    assert with_case("Re: [#77] Chair [#3312]", "3312") == "Re: Chair [#3312]"
    assert case_of_subject("Odp: Chair [#3312] please") == "3312"
    assert case_of_subject("Chair #3312 [3312] [#x]") == ""


@given(st.text(max_size=60))
def test_taking_prefixes_off_twice_changes_nothing_more(subject: str) -> None:
    assert base_subject(base_subject(subject)) == base_subject(subject)
    assert case_of_subject(with_case(subject, "3312")) == "3312"
