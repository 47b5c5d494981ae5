"""Appointments and addresses in words, above the message they came with."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from PySide6.QtCore import QDate, QLocale

from desktop.domain.office.cards import AddressCard, Appointment, AppointmentKind, Person, Repeating, Reply, Unit
from desktop.ui.conversation.card_words import card_lines, cards_html, repeating_words, when_words
from desktop.ui.words import clock_time

AT = datetime(2026, 11, 16, 9, tzinfo=UTC)
ANNA = Person(name="Anna Kowalska", address="anna@garden.example")


def asked(**values: Any) -> Appointment:
    return Appointment(**{"kind": AppointmentKind.ASKED, "title": "Delivery", "begins": AT, **values})


def test_an_invitation_says_what_when_where_and_who_asks() -> None:
    made = asked(ends=AT + timedelta(minutes=90), where="Leeds", organiser=ANNA, repeating=Repeating(unit=Unit.DAY))
    lines = card_lines(made)
    assert lines[0].startswith("Invitation: ")
    assert "Delivery" in lines[0]
    assert clock_time(AT) in lines[1]
    assert clock_time(AT + timedelta(minutes=90)) in lines[1]
    assert [line.partition(":")[0] for line in lines] == ["Invitation", "When", "Repeats", "Where", "From"]
    assert "anna@garden.example" in lines[4]


def test_a_time_is_said_by_the_readers_clock() -> None:
    there = AT.astimezone(timezone(timedelta(hours=9)))
    assert when_words(asked(begins=there)) == when_words(asked())
    assert "Mars" in when_words(asked(begins=AT.replace(tzinfo=None), zone="Mars"))


def test_whole_days_have_no_time_and_one_day_is_said_once() -> None:
    day = date(2026, 11, 16)
    one = QLocale().toString(QDate(2026, 11, 16), QLocale.FormatType.LongFormat)
    assert when_words(asked(begins=day, ends=day)) == one
    assert when_words(asked(begins=day, ends=date(2026, 11, 18))).startswith(f"{one} – ")


@pytest.mark.parametrize(
    ("kind", "reply", "said"),
    [
        (AppointmentKind.CANCELLED, None, "Cancelled:"),
        (AppointmentKind.TOLD, None, "Appointment:"),
        (AppointmentKind.ANSWERED, Reply.ACCEPTED, "Accepted:"),
        (AppointmentKind.ANSWERED, Reply.DECLINED, "Declined:"),
        (AppointmentKind.ANSWERED, Reply.TENTATIVE, "Perhaps:"),
        (AppointmentKind.ANSWERED, None, "Answered:"),
    ],
)
def test_what_became_of_it_stands_first(kind: AppointmentKind, reply: Reply | None, said: str) -> None:
    assert card_lines(asked(kind=kind, reply=reply, attendee=ANNA))[0].startswith(said)


def test_what_repeats_says_how() -> None:
    words = repeating_words(Repeating(unit=Unit.WEEK, every=2, days=(1, 3), count=8))
    assert "2" in words
    assert QLocale().dayName(3, QLocale.FormatType.ShortFormat) in words
    assert "8" in words
    assert repeating_words(Repeating(unit=None)) != ""


def test_an_address_says_how_to_reach_whom() -> None:
    lines = card_lines(AddressCard(name="Anna", organisation="Garden", numbers=("+48 601",), addresses=("a@b.c",)))
    assert "Anna" in lines[0]
    assert "+48 601" in lines[2]


def test_markup_in_it_is_text() -> None:
    html = cards_html([asked(title="<img src='file:///x'>", where="<b>x"), AddressCard(name="<script>x")])
    assert "<img" not in html
    assert "<b>x" not in html
    assert "<script" not in html


def test_that_there_are_more_in_the_file_is_said() -> None:
    assert card_lines(asked(others=2))[-1] == "and 2 more"
    assert card_lines(AddressCard(name="Anna", others=1))[-1] == "and 1 more"
    assert not any("more" in line for line in card_lines(asked()))
