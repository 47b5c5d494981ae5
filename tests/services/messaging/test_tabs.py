"""Tabs of conversations: one is only looked at, others are kept, and all that are kept come back."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.errors import StorageError
from desktop.domain.office.tabs import KeptTabs
from desktop.domain.written import DraftKind
from tests.services.hub.post_office import a_mail
from tests.services.messaging.conftest import AGENT, MailDesk


@pytest.fixture
def numbers(desk: MailDesk) -> list[int]:
    return [desk.receive(a_mail(f"{n}@example.com", author=f"c{n}@example.com")) for n in range(4)]


def ids(desk: MailDesk) -> list[int]:
    return [tab.interaction_id for tab in desk.tabs.tabs]


def test_what_is_only_looked_at_gives_way_to_the_next_and_what_is_kept_stays(
    desk: MailDesk, numbers: list[int]
) -> None:
    first, second, third, _ = numbers
    desk.tabs.show(first)
    desk.tabs.show(second)
    assert ids(desk) == [second]
    desk.tabs.keep(second)
    desk.tabs.show(third)
    desk.tabs.show(first)
    assert ids(desk) == [second, first]
    assert (desk.tabs.current, desk.tabs.has_several) == (first, True)


def test_they_say_who_and_what_and_whether_there_is_news(desk: MailDesk, numbers: list[int], qtbot: QtBot) -> None:
    desk.tabs.show(numbers[0])
    desk.tabs.keep_current()
    qtbot.waitUntil(lambda: desk.tabs.tabs[0].name == "Anna")
    assert desk.tabs.tabs[0].is_unread
    desk.conversations.mark_read(numbers[0])
    qtbot.waitUntil(lambda: not desk.tabs.tabs[0].is_unread)


def test_one_whose_letter_was_refused_or_whose_draft_is_not_saved_says_so(
    desk: MailDesk, numbers: list[int], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = numbers[0]
    desk.tabs.show(number)
    desk.tabs.keep_current()
    desk.composing.send(desk.draft(number))
    qtbot.waitUntil(lambda: bool(desk.composing.outbox))
    outgoing_id = desk.composing.outbox[0].id
    assert outgoing_id is not None
    desk.store.release(outgoing_id)
    lease = desk.lease()
    claimed = desk.store.claim(lease, desk.account().id or 0)
    assert claimed is not None
    desk.store.not_delivered(lease, outgoing_id, "no such user", None)
    desk.feed.look()
    qtbot.waitUntil(lambda: desk.tabs.tabs[0].is_failed)

    def full(_draft: object) -> None:
        raise StorageError("The disk is full.")

    with monkeypatch.context() as broken:
        broken.setattr(desk.store, "save_draft", full)  # a disk cannot be filled for a test
        desk.composing.write(desk.draft(number, kind=DraftKind.NOTE))
        qtbot.waitUntil(lambda: desk.tabs.tabs[0].is_unsaved)
    desk.composing.close()
    qtbot.waitUntil(lambda: not desk.tabs.tabs[0].is_unsaved)


def test_a_tab_that_is_closed_leaves_the_place_to_its_neighbour(desk: MailDesk, numbers: list[int]) -> None:
    for number in numbers:
        desk.tabs.show(number)
        desk.tabs.keep(number)
    turned: list[int] = []
    desk.tabs.turned.connect(turned.append)
    desk.tabs.turn_to(numbers[1])
    desk.tabs.close(max(numbers) + 1)
    assert ids(desk) == numbers
    desk.tabs.close(numbers[1])
    desk.tabs.close(numbers[3])
    desk.tabs.close(numbers[2])
    desk.tabs.close(numbers[0])
    assert turned == [numbers[1], numbers[2], numbers[0], 0]
    assert (ids(desk), desk.tabs.current) == ([], 0)


def test_those_that_are_kept_are_there_after_a_restart_in_their_order(
    desk: MailDesk, numbers: list[int], new_desk: Callable[..., MailDesk], qtbot: QtBot
) -> None:
    for number in numbers[:3]:
        desk.tabs.show(number)
        desk.tabs.keep(number)
    desk.tabs.move(2, 0)
    desk.tabs.turn_to(numbers[1])
    desk.tabs.show(numbers[3])
    desk.settled()
    after = new_desk()
    qtbot.waitUntil(lambda: bool(after.tabs.tabs))
    assert ids(after) == [numbers[2], numbers[0], numbers[1]]
    assert all(tab.name for tab in after.tabs.tabs)
    olga = new_desk("olga")
    assert olga.tabs.tabs == ()
    desk.tabs.turn_to(numbers[0])
    desk.tabs.note_seen(numbers[0])
    desk.settled()
    again = new_desk()
    qtbot.waitUntil(lambda: again.tabs.current == numbers[0])


def test_what_the_program_ended_over_before_it_was_painted_is_a_tab_again_but_not_opened(
    desk: MailDesk, numbers: list[int], new_desk: Callable[..., MailDesk], qtbot: QtBot
) -> None:
    for number in numbers[:2]:
        desk.tabs.show(number)
        desk.tabs.keep(number)
        desk.tabs.note_seen(number)
    desk.settled()
    restarted = new_desk()
    qtbot.waitUntil(lambda: restarted.tabs.current == numbers[1])
    restarted.settled()  # it ends before that is painted
    assert desk.store.kept_tabs(AGENT) == KeptTabs(ids=tuple(numbers[:2]), opening=numbers[1])
    after = new_desk()
    qtbot.waitUntil(lambda: ids(after) == numbers[:2])
    assert after.tabs.current == 0
    after.tabs.turn_to(numbers[0])
    after.settled()  # and once more, over another
    last = new_desk()
    qtbot.waitUntil(lambda: ids(last) == numbers[:2])
    assert last.tabs.current == 0


def test_a_call_takes_the_place_of_a_tab_and_gives_it_back(desk: MailDesk, numbers: list[int]) -> None:
    desk.tabs.show(numbers[0])
    desk.tabs.leave()
    assert desk.tabs.current == 0
    desk.tabs.come_back()
    assert desk.tabs.current == numbers[0]
    desk.tabs.leave()
    desk.tabs.show(numbers[1])
    desk.tabs.come_back()
    assert desk.tabs.current == numbers[1]


def test_what_is_kept_stays_read_while_another_is_in_front(desk: MailDesk, numbers: list[int], qtbot: QtBot) -> None:
    shown = desk.conversations.open(numbers[0])
    desk.tabs.show(numbers[0])
    desk.tabs.keep_current()
    desk.conversations.close(numbers[0])
    qtbot.waitUntil(lambda: shown.is_loaded)
    assert desk.conversations.open(numbers[0]) is shown
    desk.conversations.close(numbers[0])
    desk.tabs.close(numbers[0])
    assert desk.conversations.open(numbers[0]) is not shown
    desk.conversations.close(numbers[0])


def test_a_program_that_ends_in_order_over_what_is_not_painted_yet_opens_it_again(
    desk: MailDesk, numbers: list[int], new_desk: Callable[..., MailDesk], qtbot: QtBot
) -> None:
    desk.tabs.show(numbers[0])
    desk.tabs.keep(numbers[0])
    desk.tabs.end()
    desk.settled()
    assert desk.store.kept_tabs(AGENT) == KeptTabs(ids=(numbers[0],), current=numbers[0])
    restarted = new_desk()
    qtbot.waitUntil(lambda: restarted.tabs.current == numbers[0])
