"""Appointments as calendars of the world write them, put into values; hostile ones cost little and break nothing."""

import tracemalloc
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.channels.email.cards.calendars import read_appointment
from desktop.channels.email.cards.lines import MOST_BYTES, lines_of
from desktop.channels.email.cards.reading import read_card
from desktop.domain.office.cards import Appointment, AppointmentKind, Person, Repeating, Reply, Unit

OUTLOOK = """BEGIN:VCALENDAR
METHOD:REQUEST
VERSION:2.0
BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
ORGANIZER;CN="Kowalska; Anna":mailto:anna@garden.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;CN=Oak Shop:mailto:us@oakshop.example
SUMMARY;LANGUAGE=en-GB:Delivery of the chair\\, second
  try
DTSTART;TZID=W. Europe Standard Time:{day}T100000
DTEND;TZID=W. Europe Standard Time:{day}T113000
LOCATION:Garden Street 4\\nLeeds
BEGIN:VALARM
TRIGGER:-PT15M
DESCRIPTION:REMINDER
SUMMARY:alarm
END:VALARM
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


def event(*lines: str, method: str = "REQUEST") -> Appointment:
    text = "\r\n".join(["BEGIN:VCALENDAR", f"METHOD:{method}", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR"])
    found = read_appointment(text.encode())
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("day", "hour"), [("20261116", 9), ("20260716", 8), ("20261024", 8), ("20261026", 9), ("20260328", 9)]
)
def test_an_invitation_says_what_when_where_and_who_asks(day: str, hour: int) -> None:
    """Outlook's zone is known by the rules in the file alone: summer and winter by them."""
    found = read_appointment(OUTLOOK.replace("{day}", day).encode())
    assert found is not None
    assert found.kind is AppointmentKind.ASKED
    assert found.title == "Delivery of the chair, second try"
    assert found.where == "Garden Street 4 Leeds"
    assert found.organiser == Person(name="Kowalska; Anna", address="anna@garden.example")
    assert isinstance(found.begins, datetime)
    assert isinstance(found.ends, datetime)
    said = datetime.strptime(day, "%Y%m%d").replace(hour=hour, tzinfo=UTC)
    assert found.begins.astimezone(UTC) == said
    assert found.ends - found.begins == timedelta(minutes=90)


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("DTSTART:20261116T100000Z", datetime(2026, 11, 16, 10, tzinfo=UTC)),
        ("DTSTART;TZID=Europe/Warsaw:20261116T100000", datetime(2026, 11, 16, 9, tzinfo=UTC)),
        ("DTSTART;TZID=/maker.example/2020/Europe/Warsaw:20260716T100000", datetime(2026, 7, 16, 8, tzinfo=UTC)),
    ],
)
def test_a_time_is_the_same_moment_everywhere(line: str, at: datetime) -> None:
    begins = event(line).begins
    assert isinstance(begins, datetime)
    assert begins.astimezone(UTC) == at


@pytest.mark.parametrize("zone", ["Nowhere/Land", "../../etc/passwd", "/etc/localtime", "Europe", "", "x" * 4000])
def test_a_zone_that_nobody_knows_leaves_the_time_as_it_stands(zone: str) -> None:
    found = event(f"DTSTART;TZID={zone}:20261116T100000")
    assert found.begins == datetime(2026, 11, 16, 10, tzinfo=UTC).replace(tzinfo=None)
    assert found.zone == zone[:80]


@pytest.mark.parametrize("offset", ["+9900", "-2400", "+0199", "0100", "+01"])
def test_an_offset_that_no_place_has_breaks_nothing(offset: str) -> None:
    text = OUTLOOK.replace("{day}", "20261116").replace("TZOFFSETTO:+0100", f"TZOFFSETTO:{offset}")
    found = read_appointment(text.encode())
    assert found is not None
    assert isinstance(found.begins, datetime)
    assert found.begins.replace(tzinfo=None) == datetime(2026, 11, 16, 10, tzinfo=UTC).replace(tzinfo=None)


def test_the_longest_that_can_be_said_has_an_end() -> None:
    assert event("DTSTART:22001231T235900Z", "DURATION:P999W9999DT9999H99999M").ends is not None
    assert event("DTSTART;VALUE=DATE:19000101", "DTEND;VALUE=DATE:19000101").ends == date(1900, 1, 1)


def test_whole_days_end_on_their_last_day() -> None:
    assert event("DTSTART;VALUE=DATE:20261116", "DTEND;VALUE=DATE:20261119").ends == date(2026, 11, 18)
    assert event("DTSTART;VALUE=DATE:20261116", "DTEND;VALUE=DATE:20261117").ends == date(2026, 11, 16)
    assert event("DTSTART;VALUE=DATE:20261116", "DURATION:P2D").ends == date(2026, 11, 17)
    assert event("DTSTART:20261116T100000Z", "DURATION:PT1H30M").ends == datetime(2026, 11, 16, 11, 30, tzinfo=UTC)


def test_what_is_cancelled_or_answered_says_so() -> None:
    assert event("SUMMARY:x", method="CANCEL").kind is AppointmentKind.CANCELLED
    assert event("SUMMARY:x", "STATUS:CANCELLED", method="PUBLISH").kind is AppointmentKind.CANCELLED
    assert event("SUMMARY:x", method="PUBLISH").kind is AppointmentKind.TOLD
    answered = event("SUMMARY:x", "ATTENDEE;PARTSTAT=DECLINED;CN=Bob:MAILTO:bob@a.example", method="REPLY")
    assert (answered.kind, answered.reply) == (AppointmentKind.ANSWERED, Reply.DECLINED)
    assert answered.attendee == Person(name="Bob", address="bob@a.example")


def test_of_several_the_first_is_told_and_how_many_there_are_besides() -> None:
    more = ("END:VEVENT", "BEGIN:VEVENT", "SUMMARY:second", "LOCATION:elsewhere")
    found = event("SUMMARY:first", "DTSTART:20261116T100000Z", *more, *more)
    assert (found.title, found.where, found.others) == ("first", "", 2)
    assert event("SUMMARY:only").others == 0
    assert event("BEGIN:VALARM", "SUMMARY:alarm", "END:VALARM", "SUMMARY:only").title == "only"


def test_what_only_some_say_is_read_from_them_alone() -> None:
    guest = "ATTENDEE;PARTSTAT=ACCEPTED;CN=Bob:mailto:bob@a.example"
    asked = event("SUMMARY:x", guest)
    assert (asked.attendee, asked.reply) == (None, None)
    assert event("SUMMARY:x", guest, method="COUNTER").kind is AppointmentKind.ANSWERED
    assert event("DTSTART:20261116T100000Z", "RDATE:20261117T100000Z").repeating == Repeating(unit=None)
    assert event("DTSTART:20261116T100000Z", "RRULE:FREQ=MONTHLY;BYMONTHDAY=3").repeating == Repeating(unit=None)


def test_no_line_of_it_becomes_two() -> None:
    found = event("SUMMARY:one\\nORGANIZER:mailto:eve@evil.example\\r\\Nthree", "LOCATION:a\x00b\u202ec" + "d" * 5_000)
    assert (found.title, found.organiser) == ("one ORGANIZER:mailto:eve@evil.example\\r three", None)
    assert len(found.where) <= 500
    assert not set(found.where) & set("\x00\u202e\r\n")


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=DAILY", Repeating(unit=Unit.DAY)),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE,MO;COUNT=8", Repeating(unit=Unit.WEEK, every=2, days=(1, 3), count=8)),
        ("FREQ=YEARLY;UNTIL=20301231T000000Z", Repeating(unit=Unit.YEAR, until=date(2030, 12, 31))),
        ("FREQ=MONTHLY;BYDAY=2TU", Repeating(unit=None)),
        ("FREQ=SECONDLY;COUNT=99999999999999", Repeating(unit=None)),
        ("FREQ=DAILY;UNTIL=00000000", Repeating(unit=Unit.DAY)),
    ],
)
def test_what_repeats_says_how_where_the_rule_is_an_ordinary_one(rule: str, expected: Repeating) -> None:
    assert event("DTSTART:20261116T100000Z", f"RRULE:{rule}").repeating == expected


@pytest.mark.parametrize(
    "lines",
    [
        ("DTSTART:00000101T000000Z",),
        ("DTSTART:99991231T235959Z",),
        ("DTSTART:20261340T996199Z",),
        ("DTSTART;VALUE=DATE:00000000",),
        ("DTSTART:",),
        ("DTEND:20261116T100000Z",),
    ],
)
def test_a_time_that_is_none_is_left_out(lines: tuple[str, ...]) -> None:
    found = event("SUMMARY:x", *lines)
    assert (found.title, found.begins, found.ends) == ("x", None, None)


def test_an_end_before_its_beginning_or_beyond_all_time_is_left_out() -> None:
    assert event("DTSTART:20261116T100000Z", "DTEND:20261116T090000Z").ends is None
    assert event("DTSTART:21991231T100000", "DURATION:P999W9999D").begins is not None
    assert event("DTSTART:20261116T100000Z", "DTEND:20261116T110000").ends is None


def test_what_is_huge_is_read_at_its_beginning_alone() -> None:
    one = b"BEGIN:VEVENT\r\nSUMMARY:x\r\nDTSTART:20261116T100000Z\r\nEND:VEVENT\r\n"
    bombs = {
        "events": b"BEGIN:VCALENDAR\r\n" + one * 300_000,
        "folds": b"BEGIN:VEVENT\r\nSUMMARY:" + b"x\r\n " * 3_000_000,
        "quotes": b'BEGIN:VEVENT\r\nSUMMARY;A="' + b'"";' * 4_000_000,
        "depth": b"BEGIN:VEVENT\r\n" * 500_000,
        "zones": b"BEGIN:VTIMEZONE\r\nTZID:x\r\n" + b"BEGIN:STANDARD\r\nEND:STANDARD\r\n" * 300_000,
        "escapes": b"BEGIN:VEVENT\r\nSUMMARY:" + b"\\" * 9_000_000,
    }
    for name, content in bombs.items():
        tracemalloc.start()
        read_appointment(content)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert most < 40 * MOST_BYTES, name
        assert sum(len(line.value) for line in lines_of(content)) <= MOST_BYTES, name


@given(st.lists(st.sampled_from([*OUTLOOK.replace("{day}", "20260716").split("\r\n"), "", " x", ";", "END:X"])))
def test_no_order_of_its_lines_breaks_it(lines: list[str]) -> None:
    read_appointment("\r\n".join(lines).encode())


@given(st.binary(max_size=400))
def test_no_bytes_break_it(content: bytes) -> None:
    for name in ("a.ics", "a.vcf"):
        read_card(name, "", b"BEGIN:VCARD\r\nBEGIN:VEVENT\r\n" + content)
