"""Links to mail addresses: whom, about what and what to say, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.office.mailto import Mailto, read_mailto


def test_whom_about_what_and_what_to_say() -> None:
    said = "CC=e@f.example&subject=Two%20chairs&body=Line%201%0D%0ALine%202&to=g@h.example"
    link = f"mailto:a@b.example,c%40d.example?{said}"
    assert read_mailto(link) == Mailto(
        to=("a@b.example", "c@d.example", "g@h.example"),
        cc=("e@f.example",),
        subject="Two chairs",
        body="Line 1\nLine 2",
    )


@pytest.mark.parametrize(
    "link", ["mailto:", "mailto:?subject=x", "https://a@b.example", "mailto:nobody", "", "mailto:?bcc=a@b.example"]
)
def test_a_link_to_nobody_is_none(link: str) -> None:
    assert read_mailto(link) is None


@pytest.mark.parametrize("name", ["bcc", "attach", "attachment", "from", "reply-to", "in-reply-to", "x-a"])
def test_nothing_else_is_taken_over(name: str) -> None:
    assert read_mailto(f"mailto:a@b.example?{name}=spy@evil.example") == Mailto(to=("a@b.example",))


@given(st.text())
def test_no_line_ends_where_none_may_be(text: str) -> None:
    read = read_mailto(f"mailto:a@b.example?subject={text}")
    assert read is None or read.subject == " ".join(read.subject.split())


def test_a_header_cannot_be_put_into_the_subject() -> None:
    read = read_mailto("mailto:a@b.example?subject=x%0D%0ABcc:%20spy@evil.example")
    assert read is not None
    assert read.subject == "x Bcc: spy@evil.example"
    assert read.to == ("a@b.example",)
