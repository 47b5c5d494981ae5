"""Facts in words: the sentences agents read."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from desktop.domain.channel import Channel, Direction
from desktop.domain.history import EntryKind, Match, MatchReason, RecentContact, TimelineEntry
from desktop.domain.interaction import InteractionState, Resolution
from desktop.ui import words
from desktop.ui.look.tokens import AVATAR_HUES, DARK, LIGHT, Tokens
from desktop.ui.look.type import one_line
from desktop.ui.sidebar.timeline_model import row_of
from desktop.ui.widgets.paint import avatar_hue, initials

NOW = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


def test_running_times_are_read_as_on_a_clock() -> None:
    assert [words.running(s) for s in (0, 7.9, 247, 3723)] == ["0:00", "0:07", "4:07", "1:02:03"]


@given(st.floats(min_value=-10, max_value=10**7, allow_nan=False))
def test_a_running_time_never_has_sixty_seconds(seconds: float) -> None:
    parts = [int(part) for part in words.running(seconds).split(":")]
    assert all(part < 60 for part in parts[1:])


def test_how_long_ago_is_said_in_one_unit() -> None:
    ago = [timedelta(seconds=5), timedelta(minutes=38), timedelta(hours=5), timedelta(days=1), timedelta(days=6)]
    assert [words.ago(NOW - age, NOW) for age in ago] == ["now", "38 min", "5 h", "1 day", "6 days"]


@pytest.fixture
def in_locale() -> Iterator[Callable[[str], None]]:
    before = QLocale()
    yield lambda name: QLocale.setDefault(QLocale(name))
    QLocale.setDefault(before)


def test_times_and_dates_follow_the_locale(in_locale: Callable[[str], None]) -> None:
    afternoon = datetime(2026, 11, 14, 15, 4, 5).astimezone()
    said = {}
    for name in ("en_GB", "en_US", "pl_PL"):
        in_locale(name)
        said[name] = (words.clock_time(afternoon), words.day_and_time(afternoon, NOW + timedelta(days=30)))
    assert said["en_GB"] == ("15:04", "Sat 14 Nov, 15:04")
    assert said["en_US"] == ("3:04 PM", "Sat Nov 14, 3:04 PM")
    assert said["pl_PL"] == ("15:04", "sob. 14 lis, 15:04")
    in_locale("en_US")
    assert words.clock_time(afternoon.replace(hour=0), seconds=True) == "12:04:05 AM"


def test_a_language_is_named_in_english_or_in_itself(in_locale: Callable[[str], None]) -> None:
    in_locale("en_GB")
    assert [words.language_name(code) for code in ("pl", "zh-CN", "xx-none", "")] == [
        "Polish",
        "Chinese",
        "xx-none",
        "",
    ]
    in_locale("pl_PL")
    assert [words.language_name(code) for code in ("pl", "de", "en", "pt-BR", "xx-none")] == [
        "polski",
        "Deutsch",
        "English",
        "português",
        "xx-none",
    ]


def repeated(contacts: int, span: timedelta) -> RecentContact:
    noon = datetime(2026, 11, 20, 12).astimezone()
    return RecentContact(
        contacts=contacts,
        first_at=noon - span,
        counted_at=noon,
        channels=(Channel.VOICE, Channel.EMAIL, Channel.CHAT),
        is_last_unresolved=True,
    )


def test_repeated_contact_is_a_sentence() -> None:
    recent = repeated(4, timedelta(days=6))
    assert words.recent_words(recent) == ("4th contact in 6 days", "on 3 channels. The last one is unresolved.")


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(minutes=20), "2nd contact within an hour"),
        (timedelta(hours=3), "2nd contact today"),
        (timedelta(hours=15), "2nd contact since yesterday"),
        (timedelta(hours=47), "2nd contact in 2 days"),
        (timedelta(days=13), "2nd contact in 13 days"),
    ],
)
def test_how_often_lately_says_since_when_by_the_calendar(span: timedelta, said: str) -> None:
    assert words.recent_words(repeated(2, span))[0] == said


def test_a_first_contact_is_not_worth_a_word() -> None:
    assert words.recent_words(repeated(1, timedelta())) == ("", "")


def test_ordinals_are_english() -> None:
    assert [words.ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 102, 111)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd", "111th",
    ]  # fmt: skip


def test_every_reason_for_a_match_has_a_sentence() -> None:
    assert len({words.match_words(Match(reason=reason)) for reason in MatchReason}) == len(MatchReason)


@pytest.mark.parametrize(
    ("address", "called", "said"),
    [
        ("+44 7700 900987", "", "number"),
        ("anna", "1001", "number"),
        ("anna@post.example", "", "address"),
        ("anna", "", "address"),
    ],
)
def test_who_is_unknown_is_so_by_a_number_or_by_a_handle(address: str, called: str, said: str) -> None:
    match = Match(reason=MatchReason.UNKNOWN, address=address, called=called)
    assert words.match_words(match) == f"Nobody is known under this {said}"


def test_money_shows_its_sign_and_two_places() -> None:
    assert words.money(Decimal("516"), "EUR").startswith("€ 516")
    assert words.money(Decimal("3.5"), "XAU").startswith("XAU 3")


def test_initials_of_any_name() -> None:
    names = ("Anna Kowalczyk", "陈美玲 Chen Meiling", "Żaneta", "", "  ", "(?)", "J. Baker")
    assert [initials(name) for name in names] == ["AK", "陈", "ŻA", "?", "?", "?", "JB"]


@given(st.text(max_size=30))
def test_a_text_keeps_its_length_and_loses_what_cannot_be_seen(text: str) -> None:
    line = one_line(text)
    assert len(line) == len(text)
    assert not set(line) & set("\n\r\t\x00\x1b\u202e\u2066\u2069")


def test_a_name_cannot_turn_the_line_round() -> None:
    assert one_line("Anna\u202eknab") == "Anna knab"
    assert one_line("two\nlines") == "two lines"
    assert one_line("陈美玲 Żółć 👩‍💻 שלום") == "陈美玲 Żółć 👩‍💻 שלום"


@given(st.text(max_size=30))
def test_any_name_has_initials_and_a_colour(name: str) -> None:
    assert 1 <= len(initials(name)) <= 3
    assert avatar_hue(name) in AVATAR_HUES


def _luminance(colour: str) -> float:
    def linear(value: int) -> float:
        share = value / 255
        return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_text_can_be_read_on_every_ground_it_is_written_on() -> None:
    for palette in (LIGHT, DARK):
        for ink, ground in _pairs(palette):
            assert contrast(ink, ground) >= 4.5, (ink, ground)
    for hue in AVATAR_HUES:
        assert contrast("#ffffff", hue) >= 4.5, hue


def _pairs(palette: Tokens) -> list[tuple[str, str]]:
    inks = (palette.text, palette.text2, palette.text3, palette.accent, palette.green, palette.red, palette.amber)
    return [
        *((ink, palette.panel) for ink in inks),
        *((ink, palette.accent_soft) for ink in inks),  # the chosen row
        (palette.on_accent, palette.accent),
        (palette.on_red, palette.red),
        (palette.accent, palette.accent_soft),
        (palette.text2, palette.panel_quiet),
        (palette.text3, palette.background),
        (palette.text3, palette.hover),
        (palette.text2, palette.chip),
        (palette.green, palette.green_soft),
        (palette.amber, palette.amber_soft),
        (palette.red, palette.red_soft),
        (palette.on_green, palette.green),
    ]


@pytest.mark.parametrize(("talked", "badge"), [(0.0, "not reached"), (12.0, "open")])
def test_a_call_the_agent_placed_is_told_from_one_that_came(talked: float, badge: str) -> None:
    entry = TimelineEntry(
        kind=EntryKind.INTERACTION,
        id=1,
        at=NOW,
        title="",
        channel=Channel.VOICE,
        direction=Direction.OUTBOUND,
        state=InteractionState.CLOSED,
        resolution=Resolution.OPEN,
        talk_seconds=talked,
    )
    assert words.entry_badge(entry)[0] == badge
    assert row_of(entry, NOW).title.startswith("Outgoing call")
