"""One transcript: pages from the newest on, letters and notes as they were written."""

from datetime import timedelta

import pytest

from desktop.domain.change import ChangeKind
from desktop.domain.channel import Direction
from desktop.domain.history import SearchQuery
from desktop.domain.written import Mark, Role
from desktop.store import DatabaseStore
from desktop.store.bus import conversation
from desktop.store.plain import Question
from tests.store.bus.written import ANNA, Ear, account, arrived, letter, said_in
from tests.store.values import ago


@pytest.fixture
def account_id(store: DatabaseStore) -> int:
    return account(store)


@pytest.fixture
def work(store: DatabaseStore, account_id: int) -> int:
    return arrived(store, account_id)


def test_a_letter_is_shown_with_all_it_had(store: DatabaseStore, work: int, account_id: int) -> None:
    page = store.conversation(work)
    assert (page.total, page.earlier, len(page.messages)) == (1, None, 1)
    shown = page.messages[0]
    assert (shown.message.body, shown.message.direction, shown.html) == (
        "Where is my chair?",
        Direction.INBOUND,
        "<p>Where is my chair?</p>",
    )
    assert (shown.account_id, shown.of(Role.FROM)) == (account_id, (ANNA,))
    assert [remark.mark for remark in shown.remarks] == [Mark.SIGNED_UNCHECKED]
    assert [(file.name, file.content_id, file.is_inline) for file in shown.attachments] == [("chair.png", "c1", False)]
    assert shown.outbox is None
    assert store.written(shown.message.id or 0) == shown
    assert store.raw_message(shown.message.id or 0).startswith(b"Subject: x")


def test_what_is_not_there_is_not_shown(store: DatabaseStore) -> None:
    assert store.conversation(99).messages == ()
    assert store.written(99) is None
    assert store.raw_message(99) == b""


def test_pages_go_back_to_the_beginning_and_miss_nothing(store: DatabaseStore, work: int, account_id: int) -> None:
    for n in range(20):  # in pairs of the same instant
        said_in(store, account_id, work, f"said {n}", at=ago(minutes=5) + timedelta(seconds=n // 2))
    seen: list[str] = []
    before = None
    while True:
        page = store.conversation(work, before=before, limit=4)
        assert page.total == 21
        seen = [one.message.body for one in page.messages] + seen
        before = page.earlier
        if before is None:
            break
    assert seen == ["Where is my chair?", *(f"said {n}" for n in range(20))]


def test_what_comes_meanwhile_does_not_move_an_earlier_page(store: DatabaseStore, work: int, account_id: int) -> None:
    for n in range(6):
        said_in(store, account_id, work, f"said {n}", at=ago(seconds=60 - n))
    newest = store.conversation(work, limit=3)
    said_in(store, account_id, work, "just now", at=ago(seconds=1))
    earlier = store.conversation(work, before=newest.earlier, limit=3)
    assert [one.message.body for one in (*earlier.messages, *newest.messages)] == [f"said {n}" for n in range(6)]


def test_more_than_are_counted_are_many(
    store: DatabaseStore, work: int, account_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert conversation.COUNTED == 1_000
    few = Question("SELECT count(*) FROM (SELECT 1 FROM messages WHERE interaction_id = :id LIMIT 3) AS c")
    monkeypatch.setattr(conversation, "_TOTAL", few)
    for n in range(5):
        said_in(store, account_id, work, f"said {n}")
    assert store.conversation(work).total == 3


def test_a_note_stands_in_the_transcript_for_colleagues_alone(store: DatabaseStore, work: int) -> None:
    before, ear = store.work_row(work, "maria"), Ear(store)
    note = store.add_note(work, "maria", "She is angry, @joanna.")
    shown = store.conversation(work).messages[-1]
    assert shown.message == note
    assert (note.direction, note.author, shown.participants) == (Direction.INTERNAL, "maria", ())
    assert store.work_row(work, "maria") == before  # the customer waits as before
    assert ear.heard() == {(ChangeKind.INTERACTION, work)}
    assert [hit.interaction_id for hit in store.search(SearchQuery(text="angry")).hits] == [work]
    assert store.raw_message(note.id or 0) == b""


def test_a_letter_that_was_sent_says_where_it_is(store: DatabaseStore, work: int, account_id: int) -> None:
    outgoing = store.enqueue(letter(work, account_id))
    assert store.written(outgoing.message_id or 0) == store.conversation(work).messages[-1]
    shown = store.conversation(work).messages[-1]
    assert shown.outbox == outgoing
    assert shown.of(Role.TO) == (ANNA,)
