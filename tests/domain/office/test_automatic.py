"""What an automatic answer says, in which language, and which texts are refused before they are kept."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.channel import Channel, Direction
from desktop.domain.errors import ConfigurationError
from desktop.domain.message import Message
from desktop.domain.office.automatic import AnswerKind, WantedAnswer, check, in_language, kind_for, text_for
from desktop.domain.written import ChannelAccount, WrittenMessage

SUNDAY = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
HOURS = {"business_hours": "mon-fri 9:00-17:00", "time_zone": "Europe/Warsaw", "answer_hours": "2"}


def account(**settings: str) -> ChannelAccount:
    return ChannelAccount(channel=Channel.EMAIL, name="Shop", address="a@b.example", settings=tuple(settings.items()))


def wanted(**more: Any) -> WantedAnswer:
    message = Message(
        id=1, interaction_id=1, direction=Direction.INBOUND, author="Anna", body="?", sent_at=SUNDAY, external_id="x"
    )
    return WantedAnswer(
        id=1,
        kind=AnswerKind.OUT_OF_HOURS,
        interaction_id=1,
        address="anna@post.example",
        asked_at=SUNDAY,
        answered=WrittenMessage(message=message),
        **more,
    )


def test_everything_it_leaves_open_is_filled_in_by_the_clock_of_the_account() -> None:
    text = "{customer.name}, {case.number}, {queue}: here again {open.at}, answered by {answer.by}. {unknown}"
    said = text_for(
        account(out_of_hours_text=text, **HOURS), wanted(customer_name="Anna", case_number="3312", queue="Orders")
    )
    assert said == "Anna, 3312, Orders: here again 2026-11-23 09:00, answered by 2026-11-23 11:00. {unknown}"


@pytest.mark.parametrize(
    ("at", "is_first", "kind"),
    [
        (SUNDAY, True, AnswerKind.OUT_OF_HOURS),
        (SUNDAY, False, AnswerKind.OUT_OF_HOURS),
        (SUNDAY.replace(day=23, hour=8), True, AnswerKind.CONFIRMATION),  # 9:00 there
        (SUNDAY.replace(day=23, hour=8), False, None),
        (SUNDAY.replace(day=23, hour=16), True, AnswerKind.OUT_OF_HOURS),  # 17:00 there: closed by then
    ],
)
def test_who_writes_while_nobody_is_there_is_told_that_alone(
    at: datetime, is_first: bool, kind: AnswerKind | None
) -> None:
    both = account(out_of_hours_text="Away.", confirmation_text="Thanks.", **HOURS)
    assert kind_for(both, at, is_first=is_first) is kind


def test_without_hours_somebody_is_always_there() -> None:
    assert kind_for(account(out_of_hours_text="Away."), SUNDAY, is_first=True) is None


@pytest.mark.parametrize(
    ("language", "said"), [("pl", "Nie ma nas.\n\nDo jutra."), ("en", "Away.\n\nSee you."), ("", "Away.\n\nSee you.")]
)
def test_lines_in_brackets_begin_another_language(language: str, said: str) -> None:
    assert in_language("Away.\n\nSee you.\n[pl]\nNie ma nas.\n\nDo jutra.\n[de]\n", language) == said


def test_a_text_in_one_language_alone_is_for_all() -> None:
    assert in_language("[pl]\nNie ma nas.", "en") == "Nie ma nas."


@given(st.text(), st.sampled_from(["", "pl", "de"]))
def test_any_text_has_something_for_everybody_or_is_empty(text: str, language: str) -> None:
    said = in_language(text, language)
    assert said == said.strip()
    assert set(said.split()) <= set(text.split())


@pytest.mark.parametrize(
    "settings",
    [
        {"confirmation_text": "Your order {order.number}"},
        {"out_of_hours_text": "Away until {open}", **HOURS},
        {"confirmation_text": "{Customer.Name}, thank you"},
        {"confirmation_text": "{customer name}, thank you"},
        {"confirmation_text": "{customer.name, thank you"},
        {"out_of_hours_text": "Away."},  # and nobody says when
    ],
)
def test_what_would_go_out_unfilled_or_never_is_refused_in_words(settings: dict[str, str]) -> None:
    with pytest.raises(ConfigurationError) as refused:
        check(account(**settings))
    assert refused.value.hint


def test_what_is_known_is_taken() -> None:
    check(
        account(
            confirmation_text="{customer.name} {case.number} {answer.by}", out_of_hours_text="{open.at} :-{", **HOURS
        )
    )
    check(account())
