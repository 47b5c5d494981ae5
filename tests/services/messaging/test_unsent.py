"""Drafts and the outbox as lists: what is there, what is thrown away, and how it comes back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.written import Draft, DraftKind, OutboxState
from desktop.services.messaging.unsent import EarlierRow
from tests.services.hub.post_office import a_mail
from tests.services.messaging.conftest import AGENT, MailDesk


def texts(desk: MailDesk) -> list[str]:
    return [row.draft.text for row in desk.unsent.drafts]


def test_drafts_are_listed_newest_first_with_what_they_belong_to(desk: MailDesk, qtbot: QtBot) -> None:
    first = desk.receive(a_mail("a@example.com", author="anna@example.com"))
    second = desk.receive(a_mail("b@example.com", author="bob@example.com"))
    desk.store.save_draft(desk.draft(first, "one"))
    desk.store.save_draft(desk.draft(second, "two"))
    desk.store.save_draft(desk.draft(first, "  ", DraftKind.NOTE))
    desk.feed.look()
    qtbot.waitUntil(lambda: texts(desk) == ["two", "one"])
    interaction = desk.unsent.drafts[1].interaction
    assert interaction is not None
    assert interaction.address == "anna@example.com"


def test_a_stranger_is_called_in_the_lists_what_the_work_list_calls_them(desk: MailDesk, qtbot: QtBot) -> None:
    number = desk.receive(a_mail("a@example.com", author="anna@example.com"))
    desk.store.save_draft(desk.draft(number, "one", DraftKind.NOTE))
    desk.composing.send_later(desk.draft(number), datetime.now(UTC) + timedelta(hours=1))
    desk.feed.look()
    qtbot.waitUntil(lambda: bool(desk.unsent.letters) and texts(desk) == ["one"])
    rows = (desk.unsent.letters[0].interaction, desk.unsent.drafts[0].interaction)
    assert [one.customer_name for one in rows if one is not None] == ["Anna", "Anna"]
    found = desk.conversations.open(number)
    qtbot.waitUntil(lambda: found.is_loaded)
    assert found.interaction is not None
    assert found.interaction.customer_name == "Anna"


def test_what_is_thrown_away_comes_back_above_what_was_begun_since(desk: MailDesk, qtbot: QtBot) -> None:
    number = desk.receive()
    desk.composing.write(desk.draft(number, "It is on its way."))
    qtbot.waitUntil(lambda: texts(desk) == ["It is on its way."])
    desk.unsent.discard(desk.unsent.drafts[0])
    qtbot.waitUntil(lambda: texts(desk) == [])
    desk.composing.write(desk.draft(number, "Begun anew."))
    notice = next(one for one in desk.notices.notices if one.key.startswith("discarded."))
    desk.notices.act(notice.key)
    qtbot.waitUntil(lambda: texts(desk) == ["It is on its way.\n\nBegun anew."])
    kept = desk.store.draft(number, AGENT, DraftKind.REPLY)
    assert kept is not None
    assert kept.text == "It is on its way.\n\nBegun anew."


def test_the_outbox_has_what_needs_the_agent_first(desk: MailDesk, qtbot: QtBot) -> None:
    first, second = desk.receive(), desk.receive(a_mail("b@example.com", author="bob@example.com"))
    desk.composing.send_later(desk.draft(first), datetime.now(UTC) + timedelta(hours=1))
    qtbot.waitUntil(lambda: len(desk.unsent.letters) == 1)
    desk.composing.send(desk.draft(second))
    qtbot.waitUntil(lambda: len(desk.unsent.letters) == 2)
    assert [row.outgoing.interaction_id for row in desk.unsent.letters] == [second, first]
    desk.receive(a_mail("c@example.com", references=("one@example.com",)))  # the customer writes first
    desk.feed.look()
    qtbot.waitUntil(lambda: desk.unsent.letters[0].outgoing.state is OutboxState.HELD)
    assert desk.unsent.letters[0].outgoing.interaction_id == first


def test_a_letter_without_a_subject_says_how_it_begins(desk: MailDesk, qtbot: QtBot) -> None:
    named = desk.receive()
    bare = desk.receive(replace(a_mail("b@example.com", author="bob@example.com"), subject=""))
    for number in (named, bare):
        desk.composing.send_later(desk.draft(number, "It is\non its way."), datetime.now(UTC) + timedelta(hours=1))
    qtbot.waitUntil(lambda: len(desk.unsent.letters) == 2)
    assert {row.outgoing.interaction_id: row.begins for row in desk.unsent.letters} == {
        named: "",
        bare: "It is on its way.",
    }


def test_a_letter_taken_back_is_a_draft_again_and_one_sent_is_gone(desk: MailDesk, qtbot: QtBot) -> None:
    number = desk.receive()
    desk.composing.send(desk.draft(number))
    qtbot.waitUntil(lambda: len(desk.unsent.letters) == 1)
    desk.composing.recall(desk.unsent.letters[0].outgoing.id or 0)
    qtbot.waitUntil(lambda: not desk.unsent.letters and len(desk.unsent.drafts) == 1)


# ------------------------------------------------------------ one agent at two desks


@pytest.fixture
def twice(desk: MailDesk, qtbot: QtBot) -> tuple[int, DraftKind]:
    """A draft that was written at another desk and overwritten at this one, where it was begun empty."""
    number = desk.receive()
    begun: list[Draft] = []
    desk.composing.begin(number, DraftKind.REPLY, answered=None, owner=desk.notices, done=begun.append)
    qtbot.waitUntil(lambda: bool(begun))
    other = replace(desk.draft(number, "Dear Anna, it is late."), desk="desk-7")
    desk.store.save_draft(other)
    desk.composing.write(replace(begun[0], text="Good day"))
    qtbot.waitUntil(lambda: texts(desk) == ["Good day", "Dear Anna, it is late."])
    return number, DraftKind.REPLY


def test_what_was_overwritten_is_listed_below_the_draft_with_its_desk(
    desk: MailDesk, twice: tuple[int, DraftKind]
) -> None:
    row = desk.unsent.drafts[1]
    assert isinstance(row, EarlierRow)
    assert row.draft.desk == "desk-7"
    assert row.interaction is not None
    (notice,) = [one for one in desk.notices.notices if one.key.startswith("draft.other.")]
    assert "Dear Anna, it is late." in notice.text


def test_the_notice_may_go_and_the_earlier_text_is_put_above_all_the_same(
    desk: MailDesk, qtbot: QtBot, twice: tuple[int, DraftKind]
) -> None:
    for notice in desk.notices.notices:
        desk.notices.clear(notice.key)
    row = desk.unsent.drafts[1]
    assert isinstance(row, EarlierRow)
    taken: list[Draft] = []
    desk.composing.recalled.connect(taken.append)
    desk.unsent.take_up(row)
    qtbot.waitUntil(lambda: texts(desk) == ["Dear Anna, it is late.\n\nGood day"])
    assert [one.text for one in taken] == ["Dear Anna, it is late.\n\nGood day"]


def test_the_notice_puts_it_above_too_and_once(desk: MailDesk, qtbot: QtBot, twice: tuple[int, DraftKind]) -> None:
    (notice,) = [one for one in desk.notices.notices if one.key.startswith("draft.other.")]
    desk.notices.act(notice.key)
    qtbot.waitUntil(lambda: texts(desk) == ["Dear Anna, it is late.\n\nGood day"])


def test_an_earlier_text_that_is_thrown_away_comes_back_by_its_notice(
    desk: MailDesk, qtbot: QtBot, twice: tuple[int, DraftKind]
) -> None:
    row = desk.unsent.drafts[1]
    assert isinstance(row, EarlierRow)
    desk.unsent.discard(row)
    qtbot.waitUntil(lambda: texts(desk) == ["Good day"])
    notice = next(one for one in desk.notices.notices if one.key.startswith("discarded."))
    desk.notices.act(notice.key)
    qtbot.waitUntil(lambda: texts(desk) == ["Dear Anna, it is late.\n\nGood day"])
