"""When to send or to look again: hours of the agent's own clock, also when it is put forward or back meanwhile."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from desktop.ui.conversation.writing.later import moments
from desktop.ui.words import day_and_time

ZONES = ["Pacific/Apia", "Asia/Kolkata", "Europe/Warsaw", "America/St_Johns"]


@pytest.fixture(params=ZONES)
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[ZoneInfo]:
    with monkeypatch.context() as here:
        here.setenv("TZ", request.param)
        time.tzset()
        yield ZoneInfo(request.param)
    time.tzset()


def said(zone: ZoneInfo, now: str) -> dict[str, str]:
    """What stands on the wall then."""
    found = moments(datetime.fromisoformat(now).replace(tzinfo=zone).astimezone(UTC))
    return {name: at.astimezone(zone).strftime("%Y-%m-%d %H:%M") for name, at in found}


@pytest.mark.parametrize(
    ("now", "tomorrow", "monday"),
    [
        ("2026-03-28T17:00", "2026-03-29 08:00", "2026-03-30 08:00"),  # put forward in Warsaw
        ("2026-10-24T17:00", "2026-10-25 08:00", "2026-10-26 08:00"),  # and back
        ("2026-03-06T17:00", "2026-03-07 08:00", "2026-03-09 08:00"),  # put forward in St John's
        ("2026-10-30T17:00", "2026-10-31 08:00", "2026-11-02 08:00"),  # and back
        ("2028-02-28T17:00", "2028-02-29 08:00", "2028-03-06 08:00"),
        ("2028-02-29T17:00", "2028-03-01 08:00", "2028-03-06 08:00"),
        ("2026-12-31T17:00", "2027-01-01 08:00", "2027-01-04 08:00"),
        ("2026-11-17T23:59", "2026-11-18 08:00", "2026-11-23 08:00"),
        ("2026-11-18T00:00", "2026-11-19 08:00", "2026-11-23 08:00"),
        ("2026-11-16T17:00", "2026-11-17 08:00", "2026-11-23 08:00"),  # a Monday means the next
    ],
)
def test_the_morning_is_at_eight_on_the_clock_of_that_day(zone: ZoneInfo, now: str, tomorrow: str, monday: str) -> None:
    found = said(zone, now)
    assert found["Tomorrow morning"] == tomorrow
    assert found["Monday morning"] == monday
    assert "This evening" not in found or now.endswith("00:00")


def test_an_evening_that_is_near_and_a_monday_that_is_tomorrow_are_not_offered(zone: ZoneInfo) -> None:
    assert list(said(zone, "2026-11-18T16:00")) == ["In an hour", "Tomorrow morning", "Monday morning"]
    assert said(zone, "2026-11-18T15:59")["This evening"] == "2026-11-18 18:00"
    assert "Monday morning" not in said(zone, "2026-11-22T12:00")


def test_the_nearest_comes_first_and_all_are_ahead(zone: ZoneInfo) -> None:
    start = datetime(2026, 3, 27, tzinfo=zone)
    for hours in range(0, 24 * 8, 5):
        now = start + timedelta(hours=hours)
        at = [moment for _, moment in moments(now)]
        assert at == sorted(at)
        assert at[0] > now


def test_a_moment_of_another_year_says_so_before_it_comes_and_afterwards() -> None:
    now = datetime(2026, 11, 22, 12).astimezone()
    assert "2028" in day_and_time(now.replace(year=2028), now)
    assert "2024" in day_and_time(now.replace(year=2024), now)
    assert "2027" not in day_and_time(now.replace(year=2027, month=1), now)
