"""The first appointment of an iCalendar file: what, when, where and who asks. The rest is kept, not read."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from desktop.channels.email.cards.lines import Line, lines_of
from desktop.channels.email.cards.zones import WEEKDAYS, Onset, placed, read_onset, read_time, rule_of
from desktop.domain.office.cards import Appointment, AppointmentKind, Person, Repeating, Reply, Unit

_DEEPEST = 5
_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)")
_DURATION = re.compile(r"P(?:(\d{1,3})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:\d{1,6}S)?)?")
_KINDS = {
    "REQUEST": AppointmentKind.ASKED,
    "CANCEL": AppointmentKind.CANCELLED,
    "REPLY": AppointmentKind.ANSWERED,
    "COUNTER": AppointmentKind.ANSWERED,
}
_REPLIES = {"ACCEPTED": Reply.ACCEPTED, "DECLINED": Reply.DECLINED, "TENTATIVE": Reply.TENTATIVE}
_UNITS = {"DAILY": Unit.DAY, "WEEKLY": Unit.WEEK, "MONTHLY": Unit.MONTH, "YEARLY": Unit.YEAR}
_RULE_DAYS = {day: number for number, day in enumerate(WEEKDAYS, start=1)}


def read_appointment(content: bytes) -> Appointment | None:
    """None where no appointment is in it. Never raises for what the file holds."""
    found = _Found()
    for line in lines_of(content):
        found.take(line)
    return found.appointment() if found.event else None


class _Found:
    """What is collected on one way through the file."""

    def __init__(self) -> None:
        self.event: list[Line] = []
        self._method = ""
        self._events = 0
        self._open: list[str] = []
        self._zone = ""
        self._onset: list[Line] = []
        self._zones: dict[str, list[Onset]] = {}

    def take(self, line: Line) -> None:
        if line.name == "BEGIN":
            self._begin(line.value.strip().upper())
        elif line.name == "END":
            self._end(line.value.strip().upper())
        else:
            self._property(line)

    def _begin(self, name: str) -> None:
        if len(self._open) < _DEEPEST:
            self._open.append(name)
        self._events += name == "VEVENT"
        if name == "VTIMEZONE":
            self._zone = ""
        elif name in ("STANDARD", "DAYLIGHT"):
            self._onset = []

    def _end(self, name: str) -> None:
        if name in self._open:
            del self._open[self._open.index(name) :]
        if name in ("STANDARD", "DAYLIGHT") and self._zone:
            onset = read_onset(self._onset)
            known = self._zones.setdefault(self._zone, [])
            if onset is not None and len(known) < 200:
                known.append(onset)

    def _property(self, line: Line) -> None:
        inside = self._open[-1] if self._open else ""
        if inside == "VEVENT" and self._events == 1:
            self.event.append(line)
        elif inside == "VTIMEZONE" and line.name == "TZID":
            self._zone = line.text
        elif inside in ("STANDARD", "DAYLIGHT"):
            self._onset.append(line)
        elif line.name == "METHOD":
            self._method = line.value.strip().upper()

    def appointment(self) -> Appointment:
        said = {line.name: line for line in reversed(self.event)}  # the first of each
        kind = _KINDS.get(self._method, AppointmentKind.TOLD)
        if "STATUS" in said and said["STATUS"].text.upper() == "CANCELLED":
            kind = AppointmentKind.CANCELLED
        begins = self._when(said.get("DTSTART"))
        attendee = said.get("ATTENDEE") if kind is AppointmentKind.ANSWERED else None
        is_known = not isinstance(begins, datetime) or begins.tzinfo is not None
        return Appointment(
            kind=kind,
            title=_text(said.get("SUMMARY")),
            begins=begins,
            ends=self._end_of(begins, said),
            zone="" if is_known else said["DTSTART"].parameters.get("TZID", "")[:80],
            where=_text(said.get("LOCATION")),
            organiser=_who(said.get("ORGANIZER")),
            attendee=_who(attendee),
            reply=_REPLIES.get(attendee.parameters.get("PARTSTAT", "").upper()) if attendee else None,
            repeating=_repeating(said.get("RRULE")) or (Repeating(unit=None) if "RDATE" in said else None),
            others=self._events - 1,
        )

    def _when(self, line: Line | None) -> datetime | date | None:
        if line is None:
            return None
        value = line.value.strip()
        if _DATE.fullmatch(value):
            return _date(value)
        local = read_time(value)
        if local is None:
            return None
        zone = line.parameters.get("TZID", "")
        return local.replace(tzinfo=UTC) if value.endswith("Z") else placed(local, zone, self._zones)

    def _end_of(self, begins: datetime | date | None, said: dict[str, Line]) -> datetime | date | None:
        if begins is None:
            return None
        ends = self._when(said.get("DTEND"))
        length = _DURATION.fullmatch(said["DURATION"].value.strip()) if "DURATION" in said else None
        if ends is None and length is not None:
            weeks, days, hours, minutes = (int(part or 0) for part in length.groups())
            ends = begins + timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)
        if isinstance(begins, datetime):
            return ends if isinstance(ends, datetime) and _is_after(ends, begins) else None
        if ends is not None and not isinstance(ends, datetime):
            return max(begins, ends - timedelta(days=1))  # the day it ends on is no longer of it
        return None


def _is_after(ends: datetime, begins: datetime) -> bool:
    return (ends.tzinfo is None) == (begins.tzinfo is None) and ends > begins


def _text(line: Line | None) -> str:
    return line.text if line is not None else ""


def _date(value: str) -> date | None:
    found = _DATE.fullmatch(value[:8])
    try:
        made = date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None
    return made if made is not None and 1900 <= made.year <= 2200 else None


def _who(line: Line | None) -> Person | None:
    if line is None:
        return None
    scheme, _, address = line.text.partition(":")
    address = address if scheme.lower() == "mailto" else ""
    name = line._replace(value=line.parameters.get("CN", "")).text
    return Person(address=address[:250], name=name[:120]) if address or name else None


def _repeating(line: Line | None) -> Repeating | None:
    """Rules of the ordinary kinds; that it repeats at all of the others."""
    if line is None:
        return None
    rule = rule_of(line.value)
    unit = _UNITS.get(rule.get("FREQ", ""))
    days: Sequence[str] = rule["BYDAY"].split(",")[:7] if "BYDAY" in rule else ()
    others = {"BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS", "BYMONTH", "BYHOUR", "BYMINUTE"} & set(rule)
    is_plain = not others and (not days or (unit is Unit.WEEK and all(day in _RULE_DAYS for day in days)))
    if unit is None or not is_plain:
        return Repeating(unit=None, count=_number(rule, "COUNT", 0), until=_date(rule.get("UNTIL", "")))
    return Repeating(
        unit=unit,
        every=_number(rule, "INTERVAL", 1) or 1,
        days=tuple(sorted({_RULE_DAYS[day] for day in days})),
        count=_number(rule, "COUNT", 0),
        until=_date(rule.get("UNTIL", "")),
    )


def _number(rule: dict[str, str], key: str, otherwise: int) -> int:
    said = rule.get(key, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) <= 4 else otherwise
