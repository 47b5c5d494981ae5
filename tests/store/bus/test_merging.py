"""Two interactions that are one: one transcript, one line in the list, and back."""

import pytest
from sqlalchemy import select

from desktop.domain.change import ChangeKind
from desktop.domain.interaction import InteractionState
from desktop.domain.work import Priority, WorkRow, WorkScope, WorkView
from desktop.domain.written import DraftKind, OutboxState
from desktop.store import DatabaseStore
from desktop.store.bus import tables
from tests.store.bus.inbox.mails import ANNA, Inbox, ago, mail, opened
from tests.store.bus.written import Ear, draft, letter, now
from tests.store.values import added, call, email, saved

ALL = WorkView(scope=WorkScope.ALL, agent="maria", snoozed_too=True)


@pytest.fixture
def inbox(store: DatabaseStore) -> Inbox:
    return opened(store)


def _began(inbox: Inbox, name: str, minutes: int) -> int:
    (received,) = inbox.take(mail(name, sent_at=ago(minutes=minutes), text=f"{name} said"))
    return received.interaction_id


@pytest.fixture
def first(inbox: Inbox) -> int:
    return _began(inbox, "first", 30)


@pytest.fixture
def second(inbox: Inbox, first: int) -> int:
    return _began(inbox, "second", 20)


def _rows(store: DatabaseStore) -> dict[int, WorkRow]:
    return {row.interaction_id: row for row in store.work(ALL)}


def _said(store: DatabaseStore, interaction_id: int) -> list[str]:
    return [one.message.body for one in store.conversation(interaction_id).messages]


def _all_of(store: DatabaseStore) -> list[object]:
    """Every line of the list and every interaction, as the tables have them."""
    with store.database.reading() as tx:
        lines = tx.execute(select(tables.work).order_by(tables.work.c.interaction_id)).all()
        own = tx.exec_driver_sql(
            "SELECT id, state, agent, queue, closed_at, ended_at, disposition FROM interactions ORDER BY id"
        )
        return [*lines, *own.all()]


def test_both_are_one_whichever_is_asked_for(store: DatabaseStore, first: int, second: int) -> None:
    store.prioritise(second, Priority.HIGH)
    before, ear = _rows(store), Ear(store)
    row = store.merge_written(first, second, "maria")
    assert row is not None
    assert _rows(store) == {first: row}
    assert (row.last_at, row.due_at) == (before[second].last_at, before[first].due_at)
    assert (row.priority, row.preview, row.is_unread) == (Priority.HIGH, "second said", True)
    assert store.work_row(second, "maria") == store.work_row(first, "maria") == row
    assert _said(store, second) == _said(store, first) == ["first said", "second said"]
    assert store.conversation(second).total == 2
    merged = store.interaction(second)
    assert merged is not None
    assert merged.state is InteractionState.CLOSED
    assert ear.heard() == {(ChangeKind.INTERACTION, first), (ChangeKind.INTERACTION, second)}


def test_pages_of_both_miss_nothing(store: DatabaseStore, inbox: Inbox, first: int, second: int) -> None:
    for n in range(9):
        inbox.take(mail(f"m{n}", answers=["first" if n % 2 else "second"], sent_at=ago(minutes=15 - n), text=f"{n}"))
    store.merge_written(first, second, "maria")
    seen: list[str] = []
    page = store.conversation(first, limit=2)
    while True:
        seen = [one.message.body for one in page.messages] + seen
        if page.earlier is None:
            break
        page = store.conversation(first, before=page.earlier, limit=2)
    assert seen == ["first said", "second said", *(str(n) for n in range(9))]


def test_a_merge_undone_at_once_leaves_everything_as_it_was(store: DatabaseStore, first: int, second: int) -> None:
    store.take(first, "maria")
    store.prioritise(second, Priority.URGENT)
    store.snooze(second, now(60))
    store.mark_read(first)
    before = _all_of(store)
    store.merge_written(first, second, "maria")
    assert _all_of(store) != before
    ear = Ear(store)
    store.split_written(second)
    assert _all_of(store) == before
    assert {(ChangeKind.INTERACTION, first), (ChangeKind.INTERACTION, second)} <= ear.heard()
    assert (_said(store, first), _said(store, second)) == (["first said"], ["second said"])


@pytest.mark.parametrize("closed", [0, 1])
def test_closed_ones_are_merged_and_split_as_they_were(
    store: DatabaseStore, first: int, second: int, closed: int
) -> None:
    store.close_written((first, second)[closed], "")
    before = _all_of(store)
    row = store.merge_written(first, second, "maria")
    assert row is not None
    assert row.interaction_id == first
    store.split_written(second)
    assert _all_of(store) == before


def test_what_comes_since_comes_into_the_kept_one_and_stays_there(
    store: DatabaseStore, inbox: Inbox, first: int, second: int
) -> None:
    store.merge_written(first, second, "maria")
    (received,) = inbox.take(mail("more", answers=["second"], text="more said", sent_at=ago(minutes=2)))
    assert received.interaction_id == first
    assert _rows(store)[first].preview == "more said"
    store.split_written(second)
    assert (_said(store, first), _said(store, second)) == (["first said", "more said"], ["second said"])
    assert {one: row.preview for one, row in _rows(store).items()} == {first: "more said", second: "second said"}


def test_another_customer_whose_conversation_was_merged_still_answers_into_it(
    store: DatabaseStore, inbox: Inbox, first: int
) -> None:
    saved(store, "Anna", email(ANNA))
    saved(store, "Jan", email("jan@post.example"))
    (his,) = inbox.take(mail("his", "jan@post.example"))
    store.merge_written(first, his.interaction_id, "maria")
    (again,) = inbox.take(mail("again", "jan@post.example", answers=["his"]))
    assert again.interaction_id == first


def test_an_agent_works_on_both_as_on_one(store: DatabaseStore, inbox: Inbox, first: int, second: int) -> None:
    """Also one whose window still shows the other."""
    store.merge_written(first, second, "maria")
    assert store.take(second, "joanna").interaction_id == first
    store.add_note(second, "joanna", "A note.")
    store.mark_read(second)
    assert not _rows(store)[first].is_unread
    assert {mark.is_seen for mark in store.marks_to_push(inbox.account_id)} == {True}
    assert len(store.marks_to_push(inbox.account_id)) == 2
    outgoing = store.enqueue(letter(second, inbox.account_id, "Our answer."))
    assert _rows(store)[first].due_at is None
    assert _said(store, first) == ["first said", "second said", "A note.", "Our answer."]
    assert store.recall(outgoing.id or 0) is not None
    assert _rows(store)[first].due_at is not None
    store.close_written(second, "")
    assert _rows(store) == {}
    store.reopen(second, "maria")
    assert set(_rows(store)) == {first}


def test_drafts_are_untouched_and_found_under_the_kept_one(
    store: DatabaseStore, inbox: Inbox, first: int, second: int
) -> None:
    store.save_draft(draft(second, "As typed."))
    written = store.draft(second, "maria", DraftKind.REPLY)
    row = store.merge_written(first, second, "joanna")
    assert row is not None
    assert store.draft(second, "maria", DraftKind.REPLY) == written == store.draft(first, "maria", DraftKind.REPLY)
    assert list(store.drafts_of(first)) == [written]
    assert store.work(ALL)[0].has_draft
    outgoing = store.enqueue(letter(second, inbox.account_id))
    assert list(store.drafts_of(first)) == []
    assert store.recall(outgoing.id or 0) == written
    store.split_written(second)
    assert store.draft(first, "maria", DraftKind.REPLY) is None
    assert store.draft(second, "maria", DraftKind.REPLY) == written


def test_a_letter_of_the_merged_one_is_taken_back_or_fails_into_the_kept_one(
    store: DatabaseStore, inbox: Inbox, first: int, second: int
) -> None:
    back = store.enqueue(letter(second, inbox.account_id, "One."))
    fails = store.enqueue(letter(second, inbox.account_id, "Two.", send_after=now(-1), kind=DraftKind.FORWARD))
    store.merge_written(first, second, "maria")
    assert store.recall(back.id or 0) is not None
    store.claim(inbox.lease, inbox.account_id)
    store.not_delivered(inbox.lease, fails.id or 0, "550", None)
    assert [one.state for one in store.outbox("maria")] == [OutboxState.FAILED]
    assert set(_rows(store)) == {first}
    assert _rows(store)[first].is_unread
    assert _said(store, first) == ["first said", "second said", "Two."]


def test_families_are_merged_and_taken_apart_in_any_order(
    store: DatabaseStore, inbox: Inbox, first: int, second: int
) -> None:
    third = _began(inbox, "third", 10)
    before = _all_of(store)
    store.merge_written(second, third, "maria")
    store.merge_written(first, second, "maria")
    assert _said(store, third) == ["first said", "second said", "third said"]
    store.split_written(second)
    assert (_said(store, first), _said(store, third)) == (["first said"], ["second said", "third said"])
    assert set(_rows(store)) == {first, second}
    store.split_written(third)
    assert _all_of(store) == before


def test_what_cannot_be_merged_is_refused_and_changes_nothing(store: DatabaseStore, first: int, second: int) -> None:
    phoned = added(store, call())
    store.merge_written(first, second, "maria")
    before = _all_of(store)
    for kept, gone in ((first, second), (first, first), (second, first), (first, phoned), (phoned, first)):
        with pytest.raises(ValueError, match="interaction"):
            store.merge_written(kept, gone, "maria")
    with pytest.raises(ValueError, match="not merged"):
        store.split_written(first)
    with pytest.raises(LookupError):
        store.merge_written(first, 99, "maria")
    assert _all_of(store) == before
