"""When it is somewhere: by the name of the zone, else by the rules that the file brings along (Outlook's names)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from desktop.channels.email.cards.lines import Line

_NAME = re.compile(r"[A-Za-z0-9_+-]{1,40}(?:/[A-Za-z0-9_+-]{1,40}){0,2}")
_OFFSET = re.compile(r"([+-])(\d{2})(\d{2})(?:\d{2})?")
_BY_DAY = re.compile(r"(-?[1-5])(MO|TU|WE|TH|FR|SA|SU)")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Onset:
    """From when an offset holds: once, or each year on the nth weekday of a month."""

    first: datetime
    offset: timedelta
    month: int = 0
    nth: int = 0
    weekday: int = 0

    def before(self, local: datetime) -> datetime | None:
        """The last one that is not later."""
        if not self.month:
            return self.first if self.first <= local else None
        for year in (local.year, local.year - 1):
            at = self._in(year)
            if self.first.date() <= at.date() and at <= local:
                return at
        return None

    def _in(self, year: int) -> datetime:
        if self.nth > 0:
            first = self.first.replace(year=year, month=self.month, day=1)
            return first + timedelta((self.weekday - first.weekday()) % 7 + 7 * (self.nth - 1))
        after = self.first.replace(year=year + self.month // 12, month=self.month % 12 + 1, day=1)
        last = after - timedelta(1)
        return last - timedelta((last.weekday() - self.weekday) % 7 + 7 * (-self.nth - 1))


def read_time(value: str) -> datetime | None:
    """As it stands there, without a zone; None for what is no time of our days."""
    made = _time(value)
    return made if made is not None and 1900 <= made.year <= 2200 else None


def _time(value: str) -> datetime | None:
    found = _TIME.fullmatch(value.strip())
    try:
        return datetime.strptime("".join(found.groups()), "%Y%m%d%H%M%S") if found else None  # noqa: DTZ007
    except ValueError:
        return None


def rule_of(value: str) -> dict[str, str]:
    return {key.upper(): said.upper() for key, _, said in (part.partition("=") for part in value.split(";")[:20])}


def read_onset(lines: Iterable[Line]) -> Onset | None:
    """Of a STANDARD or DAYLIGHT component."""
    said = {line.name: line.value for line in lines}
    offset = _OFFSET.fullmatch(said.get("TZOFFSETTO", "").strip())
    first = _time(said.get("DTSTART", ""))  # Outlook lets them begin in 1601
    if offset is None or first is None:
        return None
    length = timedelta(hours=int(offset[2]), minutes=int(offset[3])) * (-1 if offset[1] == "-" else 1)
    rule = rule_of(said.get("RRULE", ""))
    day, month = _BY_DAY.fullmatch(rule.get("BYDAY", "")), rule.get("BYMONTH", "")
    if day is None or not month.isdecimal() or not 1 <= int(month) <= 12:
        return Onset(first=first, offset=length)
    return Onset(first=first, offset=length, month=int(month), nth=int(day[1]), weekday=WEEKDAYS.index(day[2]))


def placed(local: datetime, zone: str, known: Mapping[str, Sequence[Onset]]) -> datetime:
    """With its zone; without one where nobody knows it."""
    named = _named(zone)
    if named is not None:
        return local.replace(tzinfo=named)
    onsets = [(at, one.offset) for one in known.get(zone, ()) if (at := one.before(local)) is not None]
    if not onsets:
        return local
    offset = max(onsets)[1]
    return local.replace(tzinfo=timezone(offset)) if abs(offset) < timedelta(days=1) else local


def _named(zone: str) -> ZoneInfo | None:
    """Some programs write their own name before the zone's."""
    for name in dict.fromkeys((zone, "/".join(zone.split("/")[-2:]))):
        if _NAME.fullmatch(name):
            try:
                return ZoneInfo(name)
            except (ZoneInfoNotFoundError, ValueError, OSError):
                continue
    return None
