"""Work that is given on, taken back and opened again: owner, queue, and by when an answer is owed."""

from datetime import timedelta

import pytest

from desktop.domain.interaction import InteractionState
from desktop.domain.work import Priority, WorkScope, WorkView
from desktop.services.ports import InteractionChange
from desktop.store import DatabaseStore
from tests.store.bus.inbox.mails import ANNA, Inbox, ago, mail, opened, ours
from tests.store.bus.written import row_of
from tests.store.values import added, call, email, saved


@pytest.fixture
def inbox(store: DatabaseStore) -> Inbox:
    return opened(store)


def _began(inbox: Inbox, name: str, minutes: int, sender: str = ANNA) -> int:
    (received,) = inbox.take(mail(name, sender, sent_at=ago(minutes=minutes)))
    return received.interaction_id


def test_what_is_opened_again_owes_the_answer_it_owed(store: DatabaseStore, inbox: Inbox) -> None:
    work = _began(inbox, "first", 30)
    inbox.take(mail("second", answers=["first"], sent_at=ago(minutes=10)))
    owed = row_of(store, work).due_at
    assert owed is not None
    store.close_written(work, "")
    assert store.reopen(work, "maria").due_at == owed


def test_what_was_answered_owes_nothing_when_it_is_opened_again(store: DatabaseStore, inbox: Inbox) -> None:
    work = _began(inbox, "first", 30)
    inbox.take(ours("answer", answers=["first"], sent_at=ago(minutes=20)))
    store.close_written(work, "")
    assert store.reopen(work, "maria").due_at is None


def test_only_what_came_after_the_last_answer_is_owed_again(store: DatabaseStore, inbox: Inbox) -> None:
    work = _began(inbox, "first", 300)
    inbox.take(ours("answer", answers=["first"], sent_at=ago(minutes=200)))
    inbox.take(mail("second", answers=["answer"], sent_at=ago(minutes=100)))
    inbox.take(mail("robot", answers=["answer"], sent_at=ago(minutes=150), is_automatic=True))
    store.close_written(work, "")
    owed = store.reopen(work, "maria").due_at
    assert owed == ago(minutes=100) + timedelta(hours=6)


def test_history_that_is_opened_owes_nothing(store: DatabaseStore, inbox: Inbox) -> None:
    inbox.change(work_since=ago(minutes=20).isoformat())
    work = _began(inbox, "first", 30)
    assert store.reopen(work, "maria").due_at is None


def test_an_order_is_undone(store: DatabaseStore, inbox: Inbox) -> None:
    work = _began(inbox, "first", 30)
    store.assign(work, "maria")
    store.prioritise(work, Priority.HIGH)
    before = row_of(store, work)
    store.assign(work, "jan", by="maria")
    assert store.put_as_it_was(before, row_of(store, work))
    store.move_to_queue(work, "Sales")
    assert store.put_as_it_was(before, row_of(store, work))
    store.snooze(work, ago(hours=-2))
    assert store.put_as_it_was(before, row_of(store, work))
    store.close_written(work, "solved")
    assert store.put_as_it_was(before, None)
    assert row_of(store, work) == before
    kept = store.interaction(work)
    assert kept is not None
    assert (kept.state, kept.queue, kept.disposition, kept.closed_at) == (
        InteractionState.ACTIVE, "Billing", "", None,
    )  # fmt: skip


def test_an_order_that_somebody_went_on_from_is_not_undone(store: DatabaseStore, inbox: Inbox) -> None:
    work = _began(inbox, "first", 30)
    before = row_of(store, work)
    after = store.assign(work, "jan", by="maria")
    store.assign(work, "zofia", by="jan")
    assert not store.put_as_it_was(before, after)
    assert row_of(store, work).agent == "zofia"
    store.close_written(work, "")
    assert not store.put_as_it_was(before, after)
    assert store.work_row(work, "maria") is None


def test_what_was_answered_meanwhile_is_not_owed_again_by_an_undo(store: DatabaseStore, inbox: Inbox) -> None:
    work = _began(inbox, "first", 30)
    before = row_of(store, work)
    after = store.assign(work, "jan", by="maria")
    inbox.take(ours("answer", answers=["first"], sent_at=ago(minutes=5)))
    assert store.put_as_it_was(before, after)
    assert row_of(store, work).due_at is None


def test_queues_are_those_of_work_of_accounts_and_of_calls(store: DatabaseStore, inbox: Inbox) -> None:
    work = _began(inbox, "first", 30)
    store.move_to_queue(work, "complaints")
    added(store, call("rings", queue="Sales"))
    added(store, call("other"))
    assert store.queues() == ["Billing", "complaints", "Sales"]
    store.remove_account(inbox.account_id)
    assert store.queues() == ["complaints", "Sales"]


def test_it_may_be_merged_with_what_else_the_customer_has(store: DatabaseStore, inbox: Inbox) -> None:
    anna = saved(store, "Anna Nowak", email(ANNA), email("anna@work.example"))
    first, second = _began(inbox, "first", 30), _began(inbox, "second", 20, "anna@work.example")
    gone, merged, other = _began(inbox, "gone", 50), _began(inbox, "merged", 15), _began(inbox, "x", 5, "x@y.example")
    store.close_written(gone, "")
    store.merge_written(second, merged, "maria")
    found = store.mergeable(first, "maria")
    assert [(row.interaction_id, row.state) for row in found] == [
        (second, InteractionState.OFFERED), (gone, InteractionState.CLOSED),
    ]  # fmt: skip
    assert {row.customer_id for row in found} == {anna}
    assert found[0] == row_of(store, second)
    assert [row.interaction_id for row in store.mergeable(first, "maria", 1)] == [second]
    assert store.mergeable(other, "maria") == []


def test_a_stranger_s_may_be_merged_with_what_else_came_from_their_address(store: DatabaseStore, inbox: Inbox) -> None:
    first, second = _began(inbox, "first", 30), _began(inbox, "second", 20)
    _began(inbox, "x", 5, "x@y.example")
    assert [row.interaction_id for row in store.mergeable(first, "maria")] == [second]
    everything = store.work(WorkView(scope=WorkScope.ALL, agent="maria"))
    assert len(everything) == 3


def test_how_it_ended_is_known_when_it_was_opened_again(store: DatabaseStore, inbox: Inbox) -> None:
    work = _began(inbox, "first", 30)
    solved, other = (one for one in store.dispositions()[:2])
    store.close_written(work, solved.code, "maria")
    store.reopen(work, "jan")
    store.close_written(work, other.code, "jan")
    inbox.take(mail("second", answers=["first"], sent_at=ago(minutes=1)))
    first, second = store.endings(work)
    assert (first.label, first.by, first.opened_by) == (solved.label, "maria", "jan")
    assert (second.label, second.by, second.opened_by) == (other.label, "jan", "")
    assert first.at < (first.opened_at or first.at) < second.at < (second.opened_at or second.at)


def test_a_result_that_was_taken_back_never_was(store: DatabaseStore, inbox: Inbox) -> None:
    work = _began(inbox, "first", 30)
    before = row_of(store, work)
    store.close_written(work, store.dispositions()[0].code, "maria")
    assert store.put_as_it_was(before, None)
    assert store.endings(work) == []


def test_a_result_of_another_program_is_kept_when_it_is_opened(store: DatabaseStore, inbox: Inbox) -> None:
    work = _began(inbox, "first", 30)
    chosen = store.dispositions()[0]
    store.close_written(work, "")
    store.change_interaction(work, InteractionChange(disposition=chosen.code))
    store.reopen(work, "jan")
    (kept,) = store.endings(work)
    assert (kept.label, kept.by, kept.opened_by) == (chosen.label, "", "jan")


def test_of_two_who_close_it_the_first_result_stands_and_both_are_kept(store: DatabaseStore, inbox: Inbox) -> None:
    work = _began(inbox, "first", 30)
    solved, other = (one for one in store.dispositions()[:2])
    assert store.close_written(work, solved.code, "maria") is None
    assert store.close_written(work, solved.code, "jan") is None  # of one mind: it stays hers
    theirs = store.close_written(work, other.code, "jan")
    assert theirs is not None
    assert (theirs.label, theirs.by) == (solved.label, "maria")
    kept = store.interaction(work)
    assert kept is not None
    assert kept.disposition == solved.code
    assert [(one.label, one.by, one.is_overtaken) for one in store.endings(work)] == [
        (solved.label, "maria", False),
        (other.label, "jan", True),
    ]
    assert store.close_written(work, other.code, "maria") is None  # put right by herself
    assert [(one.label, one.by) for one in store.endings(work) if not one.is_overtaken] == [(other.label, "maria")]
