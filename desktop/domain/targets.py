"""What an account promises its customers: by when they are answered, in which hours of the week, and since when."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from desktop.domain.errors import ConfigurationError
from desktop.domain.text import tr
from desktop.domain.written import ChannelAccount

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

ANSWER_HOURS = 6.0  # unless the account's setting `answer_hours` says otherwise
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LINE = re.compile(r"([a-z]{3})[a-z]*(?:\s*-\s*([a-z]{3})[a-z]*)?\s+(\S.*)")
_SPAN = re.compile(r"(\d{1,2})(?::(\d{2}))?\s*-\s*(\d{1,2})(?::(\d{2}))?")
_YEARLY = re.compile(r"(\d{1,2})-(\d{1,2})")
_TYPED = str.maketrans("\u2010\u2011\u2012\u2013\u2014\u2212", "------", "\ufeff")
"""Dashes that a text program put in for a hyphen, and what Windows puts before a file."""
_LONGEST_SHOWN = 60
_MINUTES = 24 * 60
_MOST_DAYS = 800  # until the end of what can be promised

Span = tuple[int, int]
"""Minutes of a day, from and to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessHours:
    """`week` has the spans of each day, Monday first; `yearly` holidays are (month, day). Times are of `zone`."""

    week: tuple[tuple[Span, ...], ...]
    holidays: frozenset[date] = frozenset()
    yearly: frozenset[tuple[int, int]] = frozenset()
    zone: "ZoneInfo | None" = None  # None: that of this machine

    def after(self, at: datetime, length: timedelta) -> datetime:
        """When so much of these hours has passed since `at`. OverflowError when it never does."""
        day = self._day(at)
        for _ in range(_MOST_DAYS):
            for begin, end in self._spans(day):
                open_for = end - max(begin, at)
                if open_for >= length and open_for > timedelta():
                    return max(begin, at) + length
                length -= max(open_for, timedelta())
            day += timedelta(days=1)
        raise OverflowError("never open for so long")

    def is_open(self, at: datetime) -> bool:
        return any(begin <= at < end for begin, end in self._spans(self._day(at)))

    def _day(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()

    def _spans(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        if day in self.holidays or (day.month, day.day) in self.yearly:
            return
        midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001  of the clock on the wall: see `_instant`
        for begin, end in self.week[day.weekday()]:
            yield self._instant(midnight + timedelta(minutes=begin)), self._instant(midnight + timedelta(minutes=end))

    def _instant(self, clock: datetime) -> datetime:
        return clock.astimezone(UTC) if self.zone is None else clock.replace(tzinfo=self.zone).astimezone(UTC)


def parsed(hours: Iterable[str], holidays: Iterable[str] = (), zone: str = "") -> BusinessHours | None:
    """Of lines as a person types them: `mon-fri 9:00-17:00, 18-20`, `2026-12-24`, `12-25` of each year.

    None without hours: always. Raises ValueError in words.
    """
    week: list[list[Span]] = [[] for _ in _DAYS]
    for line in _lines(hours):
        days, spans = _line(line)
        for day in days:
            week[day] += spans
    if not any(week):
        return None
    once, yearly = set(), set()
    for line in _lines(holidays):
        found = _YEARLY.fullmatch(line)
        try:
            if found is None:
                once.add(date.fromisoformat(line))
            else:
                yearly.add(_day_of_year(int(found[1]), int(found[2])))
        except ValueError as error:
            raise ValueError(
                tr("“{line}” is no day: write 2026-12-24, or 12-25 for each year.", line=_shown(line))
            ) from error
    return BusinessHours(
        week=tuple(tuple(_apart(spans)) for spans in week),
        holidays=frozenset(once),
        yearly=frozenset(yearly),
        zone=_zone(zone),
    )


def _lines(lines: Iterable[str]) -> Iterator[str]:
    return (typed for line in lines if (typed := line.translate(_TYPED).strip()))


def _line(line: str) -> tuple[list[int], list[Span]]:
    found = _LINE.fullmatch(line.lower())
    if found is None or found[1] not in _DAYS or (found[2] or found[1]) not in _DAYS:
        raise _unreadable(line)
    first, last = _DAYS.index(found[1]), _DAYS.index(found[2] or found[1])
    days = [(first + n) % 7 for n in range((last - first) % 7 + 1)]
    return days, [_span(part, line) for part in found[3].split(",")]


def _span(part: str, line: str) -> Span:
    found = _SPAN.fullmatch(part.strip())
    if found is None:
        raise _unreadable(line)
    begin, end = int(found[1]) * 60 + int(found[2] or 0), int(found[3]) * 60 + int(found[4] or 0)
    if end <= begin < _MINUTES:
        raise ValueError(
            tr(
                "“{line}” ends before it begins: write a night as two lines, fri 22:00-24:00 and sat 0:00-6:00.",
                line=_shown(line),
            )
        )
    if not 0 <= begin < end <= _MINUTES or int(found[2] or 0) > 59 or int(found[4] or 0) > 59:
        raise _unreadable(line)
    return begin, end


def _apart(spans: Iterable[Span]) -> list[Span]:
    """In their order; no minute counts twice."""
    found: list[Span] = []
    for begin, end in sorted(spans):
        if found and begin <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((begin, end))
    return found


def _shown(typed: str) -> str:
    """A page may have been pasted there."""
    return typed if len(typed) <= _LONGEST_SHOWN else f"{typed[:_LONGEST_SHOWN]}…"


def _unreadable(line: str) -> ValueError:
    return ValueError(tr("“{line}” is not understood: write mon-fri 9:00-17:00.", line=_shown(line)))


def _day_of_year(month: int, day: int) -> tuple[int, int]:
    leap_year = 2024
    found = date(leap_year, month, day)
    return found.month, found.day


def _zone(name: str) -> "ZoneInfo | None":
    from zoneinfo import ZoneInfo  # few accounts name one, and it costs every start of the program

    try:
        return ZoneInfo(name.strip()) if name.strip() else None
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(
            tr("There is no time zone “{name}”: write one such as Europe/Warsaw.", name=_shown(name))
        ) from error


def answer_due(account: ChannelAccount, asked_at: datetime) -> datetime:
    """By when an answer is owed to who wrote at `asked_at`: so many hours in which somebody is there.

    Settings that cannot be understood count as none: who writes has no part in them.
    """
    try:
        length = timedelta(hours=float(account.setting("answer_hours") or ANSWER_HOURS))
        hours = hours_of(account)
        return asked_at + length if hours is None else hours.after(asked_at, length)
    except (ValueError, OverflowError):
        return asked_at + timedelta(hours=ANSWER_HOURS)


def hours_of(account: ChannelAccount) -> BusinessHours | None:
    """None: always open. Raises ValueError in words."""
    return _hours(account.setting("business_hours"), account.setting("holidays"), account.setting("time_zone"))


@lru_cache(maxsize=100)
def _hours(hours: str, holidays: str, zone: str) -> BusinessHours | None:
    return parsed(hours.splitlines(), holidays.splitlines(), zone)


def check(account: ChannelAccount) -> None:
    """Before it is saved: raises ConfigurationError in words for what was typed and is not understood."""
    since = account.setting("work_since").strip()
    try:
        hours_of(account)
    except ValueError as error:
        raise ConfigurationError(str(error)) from error
    if since and work_since(account) is None:
        raise ConfigurationError(tr("“{line}” is no day: write one such as 2026-11-01.", line=_shown(since)))


def work_since(account: ChannelAccount) -> datetime | None:
    """What was written earlier (the setting `work_since`, an ISO 8601 date or instant) is history; None: nothing is."""
    try:
        since = datetime.fromisoformat(account.setting("work_since").strip())
    except ValueError:
        return None
    return since if since.tzinfo is not None else since.replace(tzinfo=UTC)
