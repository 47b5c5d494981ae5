"""Hours that count: those of the week in the zone, without holidays, also when the clocks change."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.channel import Channel
from desktop.domain.errors import ConfigurationError
from desktop.domain.targets import BusinessHours, answer_due, check, hours_of, parsed, work_since
from desktop.domain.written import ChannelAccount

WARSAW = "Europe/Warsaw"
OFFICE = ["mon-fri 9:00-17:00", "Saturday 10-12, 13-14"]


def office(*holidays: str) -> BusinessHours:
    found = parsed(OFFICE, holidays, WARSAW)
    assert found is not None
    return found


def is_open(hours: BusinessHours, when: datetime) -> bool:
    instant = timedelta(microseconds=1)
    return hours.after(when, instant) == when + instant


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ("2026-11-16T10:00+01:00", "2026-11-16T16:00+01:00"),  # a Monday
        ("2026-11-16T06:00+01:00", "2026-11-16T15:00+01:00"),  # before the doors open
        ("2026-11-16T15:00+01:00", "2026-11-17T13:00+01:00"),
        ("2026-11-20T16:00+01:00", "2026-11-23T11:00+01:00"),  # three hours on Saturday, none on Sunday
        ("2026-11-16T09:00+01:00", "2026-11-16T15:00+01:00"),
        ("2026-11-16T09:00:00Z", "2026-11-16T15:00:00Z"),
    ],
)
def test_only_open_hours_count(asked: str, due: str) -> None:
    assert office().after(at(asked), timedelta(hours=6)) == at(due)


def test_holidays_do_not_count_once_or_each_year() -> None:
    hours = office("2026-12-24", "12-25")
    assert hours.after(at("2026-12-23T16:00+01:00"), timedelta(hours=2)) == at("2026-12-26T11:00+01:00")
    assert not is_open(hours, at("2027-12-25T11:00+01:00"))  # a Saturday
    assert is_open(hours, at("2027-12-24T11:00+01:00"))


def test_the_day_the_clocks_change_has_the_hours_of_its_clock() -> None:
    night = parsed(["sun 0:00-24:00"], (), WARSAW)
    assert night is not None
    assert night.after(at("2026-03-29T00:00+01:00"), timedelta(hours=23)) == at("2026-03-30T00:00+02:00")
    assert night.after(at("2026-10-25T00:00+02:00"), timedelta(hours=25)) == at("2026-10-26T00:00+01:00")


def test_days_may_go_over_the_weeks_end() -> None:
    found = parsed(["sat-mon 8-9"], (), "UTC")
    assert found is not None
    assert [bool(spans) for spans in found.week] == [True, False, False, False, False, True, True]


def test_no_hours_are_all_hours() -> None:
    assert parsed(["", " "], ["2026-12-24"], WARSAW) is None


@pytest.mark.parametrize(
    ("hours", "holidays", "zone", "words"),
    [
        ("weekdays 9-17", "", "", "weekdays 9-17"),
        ("mon 17-9", "", "", "mon 17-9"),
        ("mon 9:75-10:00", "", "", "mon 9:75"),
        ("mon 9-25", "", "", "mon 9-25"),
        ("mon", "", "", "mon"),
        ("mon 9-17", "24.12.", "", "24.12."),
        ("mon 9-17", "13-01", "", "13-01"),
        ("mon 9-17", "", "Mars/Base", "Mars/Base"),
        ("mon 9-17", "", "../../etc/passwd", "etc"),
    ],
)
def test_what_is_not_understood_is_said(hours: str, holidays: str, zone: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        parsed([hours], [holidays], zone)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)), st.integers(1, 60), st.integers(1, 60))  # noqa: DTZ001
def test_more_work_is_due_later_and_always_within_the_hours(asked: datetime, hours: int, more: int) -> None:
    asked = asked.replace(tzinfo=UTC)
    due = office("12-25").after(asked, timedelta(hours=hours))
    assert due >= asked + timedelta(hours=hours)
    assert is_open(office("12-25"), due - timedelta(microseconds=1))
    assert office("12-25").after(asked, timedelta(hours=hours + more)) > due


# ------------------------------------------------------------ of an account


def account(**settings: str) -> ChannelAccount:
    return ChannelAccount(
        channel=Channel.EMAIL, name="Support", address="a@b.example", settings=tuple(settings.items())
    )


NIGHT = at("2026-11-16T22:00+00:00")


@pytest.mark.parametrize(
    ("settings", "hours"),
    [
        ({}, 6),
        ({"answer_hours": "24"}, 24),
        ({"answer_hours": "soon"}, 6),
        ({"answer_hours": "1e300"}, 6),
        ({"business_hours": "mon-sun 9-17", "time_zone": "UTC", "answer_hours": "2"}, 13),
        ({"business_hours": "never", "answer_hours": "2"}, 6),
    ],
)
def test_an_answer_is_due_as_the_account_promises(settings: dict[str, str], hours: int) -> None:
    assert answer_due(account(**settings), NIGHT) == NIGHT + timedelta(hours=hours)


def test_hours_that_are_never_open_do_not_hold_a_mail_up() -> None:
    everyday = "\n".join(f"{month}-{day}" for month in range(1, 13) for day in range(1, 29))
    closed = account(business_hours="mon 9-10", holidays=everyday, answer_hours="2000")
    assert answer_due(closed, NIGHT) == NIGHT + timedelta(hours=6)
    assert hours_of(closed) is not None


@pytest.mark.parametrize("settings", [{"business_hours": "always"}, {"work_since": "last week"}])
def test_settings_that_are_not_understood_are_said_before_they_are_saved(settings: dict[str, str]) -> None:
    with pytest.raises(ConfigurationError, match=r"always|last week"):
        check(account(**settings))
    check(account(business_hours="mon-fri 9-17", work_since=" 2026-11-01 "))


def test_work_begins_on_a_day_or_at_an_instant() -> None:
    assert work_since(account(work_since="2026-11-01")) == at("2026-11-01T00:00+00:00")
    assert work_since(account(work_since="2026-11-01T10:00+01:00")) == at("2026-11-01T09:00+00:00")
    assert work_since(account()) is None
    assert work_since(account(work_since="long ago")) is None
