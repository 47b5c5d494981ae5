"""A conversation's facts in words."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from desktop.channels.email.writing.typed import participants_typed
from desktop.domain.channel import Direction
from desktop.domain.written import Mark, OutboxState, Outgoing, Participant, Remark, Role
from desktop.ui.conversation.words import (
    author_words,
    due_side,
    due_words,
    full_address,
    outgoing_words,
    recipients_words,
    remark_chip,
    safe_name,
    size_words,
    span_words,
)
from desktop.ui.look.writing import uncut
from desktop.ui.words import day_and_time
from tests.ui.conversation.said import NOW, said

TOMORROW = NOW + timedelta(days=1)
LETTER = Outgoing(account_id=1, interaction_id=1, external_id="x", send_after=NOW + timedelta(seconds=8.2))


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "0 min"), (59, "0 min"), (1500, "25 min"), (4800, "1 h 20"), (200_000, "2 days")]
)
def test_a_span_is_said_without_seconds(seconds: float, words: str) -> None:
    assert span_words(seconds) == words


def test_an_answer_that_is_owed_turns_amber_and_then_red() -> None:
    assert due_words(None, NOW) == ("", "neutral")
    assert due_words(NOW + timedelta(hours=5), NOW) == ("answer due in 5 h 00", "neutral")
    assert due_words(NOW + timedelta(minutes=80), NOW) == ("answer due in 1 h 20", "amber")
    assert due_words(NOW - timedelta(minutes=3), NOW) == ("answer overdue for 3 min", "red")
    assert due_words(NOW - timedelta(seconds=3), NOW) == ("answer overdue for 1 min", "red")


def test_what_is_owed_is_said_in_few_words_too() -> None:
    assert due_side(NOW + timedelta(hours=5), NOW) == ("due 5 h 00", "neutral")
    assert due_side(NOW + timedelta(minutes=80), NOW) == ("due 1 h 20", "amber")
    assert due_side(NOW - timedelta(seconds=3), NOW) == ("1 min late", "red")


def test_sizes_are_said_in_the_units_of_mail() -> None:
    assert [size_words(size) for size in (340, 52_000, 4_200_000)] == ["340 B", "52 kB", "4.2 MB"]


def test_sizes_have_the_decimal_sign_of_the_language() -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.Polish))
    try:
        assert size_words(4_200_000) == "4,2 MB"
    finally:
        QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("change", "words", "tone"),
    [
        ({}, "Goes out in 9 s", "accent"),
        ({"send_after": NOW}, "Waits to be sent", "accent"),
        ({"is_scheduled": True, "send_after": TOMORROW}, f"Goes out: {day_and_time(TOMORROW, NOW)}", "accent"),
        ({"error": "451 later", "next_try_at": NOW + timedelta(minutes=2)}, "Not sent yet, tried again at", "amber"),
        ({"state": OutboxState.SENDING}, "Being sent", "accent"),
        ({"state": OutboxState.HELD}, "The customer wrote meanwhile.", "amber"),
        ({"state": OutboxState.FAILED, "error": "550 5.1.1 No such user"}, "Not sent. 550 5.1.1 No such user", "red"),
        ({"state": OutboxState.SENT}, "", "accent"),
    ],
)
def test_how_far_a_letter_is_is_said_with_the_servers_own_words(change: dict[str, Any], words: str, tone: str) -> None:
    from dataclasses import replace

    said_words, said_tone = outgoing_words(replace(LETTER, **change), NOW)
    assert said_words.startswith(words)
    assert bool(said_words) == bool(words)
    assert said_tone == tone


def test_every_mark_has_words() -> None:
    for mark in Mark:
        words, tone = remark_chip(Remark(mark=mark))
        assert words
        assert tone in ("neutral", "green", "amber", "red")


def test_a_message_to_one_names_nobody_else() -> None:
    assert recipients_words(said(1).written) == ""
    several = said(1, cc=[Participant(address="bob@mail.example")]).written
    assert recipients_words(several) == "To support@shop.example · Cc bob@mail.example"
    assert several.of(Role.CC)


def test_an_address_is_shown_with_its_name() -> None:
    assert full_address(Participant(address="a@b.example")) == "a@b.example"
    assert full_address(Participant(address="a@b.example", name="Anna")) == "Anna <a@b.example>"


def place_of(words: str, number: int) -> float:
    """Where the letter begins when it is painted."""
    place = uncut(words, "body").layout.lineAt(0).cursorToX(number)
    assert isinstance(place, tuple)
    return float(place[0])


@pytest.mark.parametrize("name", ["علي", "דוד", "Anna علي"])
def test_an_address_reads_from_left_to_right_whatever_name_stands_before_it(name: str, qapp: QApplication) -> None:
    who = Participant(address="123.45@mail.example", name=name)
    other = Participant(address="7@b.example")
    ours = said(1, direction=Direction.OUTBOUND).written
    both = tuple((Role.TO, one) for one in (replace(who, address="b@x.example"), other))
    for words, address in (
        (f"{full_address(who)}, {full_address(other)}", who.address),
        (f"{full_address(who)}, {full_address(other)}", other.address),
        (author_words(replace(ours, participants=both)), other.address),
    ):
        first = words.index(address)
        places = [place_of(words, first + n) for n in range(len(address) + 1)]
        assert places == sorted(places)
        assert abs(places[-1] - places[0] - uncut(address, "body").width) < 2  # px: nothing stands between
    assert [one.name for one in participants_typed(full_address(who))] == [name]  # the marks are not sent


@pytest.mark.parametrize(
    ("name", "saved"),
    [
        ("invoice.pdf", "invoice.pdf"),
        ("../../.bashrc", "bashrc"),
        ("/etc/passwd", "passwd"),
        ("C:\\Windows\\system.ini", "system.ini"),
        ("a\u202egpj.exe", "a_gpj.exe"),
        ("a:b|c?.txt\n", "a_b_c_.txt_"),
        ("...", "attachment"),
        ("椅子.jpg", "椅子.jpg"),
    ],
)
def test_a_strangers_file_is_saved_under_a_name_and_never_a_path(name: str, saved: str) -> None:
    assert safe_name(name) == saved
