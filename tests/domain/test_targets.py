"""Hours that count: those of the week in the zone, without holidays, also when the clocks change."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

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


@pytest.fixture(params=["Pacific/Apia", "Asia/Kolkata", "Europe/Warsaw", "America/St_Johns"])
def machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[ZoneInfo]:
    """The zone of this machine."""
    with monkeypatch.context() as here:
        here.setenv("TZ", request.param)
        time.tzset()
        yield ZoneInfo(request.param)
    time.tzset()


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ("2028-02-29T10:00", "2028-02-29T16:00"),
        ("2028-02-28T15:00", "2028-02-29T13:00"),
        ("2028-02-29T15:00", "2028-03-01T13:00"),
        ("2027-02-28T15:00", "2027-03-01T13:00"),
        ("2026-12-31T15:00", "2027-01-01T13:00"),
        ("2027-01-01T00:00", "2027-01-01T15:00"),
        ("2026-03-28T15:00", "2026-03-29T13:00"),
        ("2026-10-24T15:00", "2026-10-25T13:00"),
        ("2026-03-07T15:00", "2026-03-08T13:00"),
        ("2026-10-31T15:00", "2026-11-01T13:00"),
        ("2026-11-17T23:59", "2026-11-18T15:00"),
        ("2026-11-17T17:00", "2026-11-18T15:00"),
        ("2026-11-17T11:00", "2026-11-17T17:00"),
    ],
)
@pytest.mark.parametrize("is_named", [True, False])
def test_a_day_is_one_of_its_own_zone(machine: ZoneInfo, asked: str, due: str, is_named: bool) -> None:
    """Named, or that of the machine; whatever zone the moment is told in."""
    hours = parsed(["mon-sun 9-17"], (), str(machine) if is_named else "")
    assert hours is not None
    begin, end = (at(text).replace(tzinfo=machine) for text in (asked, due))
    for zone in (machine, UTC, ZoneInfo("Pacific/Kiritimati"), ZoneInfo("Pacific/Niue")):
        assert hours.after(begin.astimezone(zone), timedelta(hours=6)) == end
        assert hours.is_open(end.astimezone(zone)) is (end.hour < 17)


def test_a_holiday_begins_and_ends_at_the_midnight_of_its_zone() -> None:
    for zone in ("Pacific/Apia", "Asia/Kolkata", WARSAW, "Pacific/Niue"):
        hours = parsed(["mon-sun 0-24"], ["2026-12-24", "02-29"], zone)
        assert hours is not None
        begin = datetime(2026, 12, 24, tzinfo=ZoneInfo(zone)).astimezone(UTC)
        moment = timedelta(microseconds=1)
        assert [is_open(hours, begin + shift) for shift in (-moment, timedelta(0))] == [True, False]
        assert not is_open(hours, begin + timedelta(days=1) - moment)
        assert is_open(hours, begin + timedelta(days=1))
        leap = datetime(2028, 2, 29, 12, tzinfo=ZoneInfo(zone))
        assert [is_open(hours, leap + timedelta(days=shift)) for shift in (-1, 0, 1)] == [True, False, True]
        assert is_open(hours, datetime(2027, 3, 1, 12, tzinfo=ZoneInfo(zone)))


def test_hours_that_fall_out_at_night_when_the_clock_is_put_forward_are_none() -> None:
    night = parsed(["mon-sun 2:00-3:00"], (), WARSAW)
    assert night is not None
    assert night.after(at("2026-03-29T00:00+01:00"), timedelta(hours=1)) == at("2026-03-30T03:00+02:00")
    assert night.after(at("2026-10-25T00:00+02:00"), timedelta(hours=2)) == at("2026-10-25T03:00+01:00")
    assert night.is_open(at("2026-10-25T02:30+02:00"))
    assert night.is_open(at("2026-10-25T02:30+01:00"))


def test_hours_that_overlap_count_once() -> None:
    found = parsed(["mon-fri 9-17", "mon 8-12, 16-18, 18-19", "tue 9-17"], (), WARSAW)
    assert found is not None
    assert found.week[:3] == (((480, 1140),), ((540, 1020),), ((540, 1020),))
    assert found.after(at("2026-11-16T08:00+01:00"), timedelta(hours=11)) == at("2026-11-16T19:00+01:00")


@pytest.mark.parametrize("setting", ["business_hours", "holidays", "time_zone", "work_since"])
def test_a_page_that_is_pasted_is_not_repeated_whole(setting: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        check(account(**{"business_hours": "mon 9-17", setting: "x" * 100_000}))
    assert len(refused.value.text) < 200


def test_days_may_go_over_the_weeks_end() -> None:
    found = parsed(["sat-mon 8-9"], (), "UTC")
    assert found is not None
    assert [bool(spans) for spans in found.week] == [True, False, False, False, False, True, True]


def test_what_was_pasted_from_a_text_program_is_understood() -> None:
    found = parsed(["\ufeffmon–fri 9:00–17:00"], ["\ufeff2026‑12‑24\r", "12−25"], WARSAW)
    assert found == parsed(["mon-fri 9:00-17:00"], ["2026-12-24", "12-25"], WARSAW)


def test_no_hours_are_all_hours() -> None:
    assert parsed(["", " "], ["2026-12-24"], WARSAW) is None


@pytest.mark.parametrize(
    ("hours", "holidays", "zone", "words"),
    [
        ("weekdays 9-17", "", "", "weekdays 9-17"),
        ("mon 22:00-6:00", "", "", "“mon 22:00-6:00” ends before it begins: write a night as two lines"),
        ("mon 9:75-12:00", "", "", "mon 9:75"),
        ("mon 9:00-10:75", "", "", "mon 9:00"),
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
