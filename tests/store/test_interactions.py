"""Interactions: written once, changed by the rules, found again."""

from dataclasses import replace
from datetime import UTC

import pytest

from desktop.domain.call import CallEnd, CallFacts
from desktop.domain.history import EntryKind, TimelineKey
from desktop.domain.interaction import InteractionState, Resolution
from desktop.services.ports import InteractionChange
from desktop.store import DatabaseStore
from tests.store.values import added, ago, call, mail, saved


def test_what_is_written_is_read_back_to_the_microsecond(store: DatabaseStore) -> None:
    anna = saved(store, "Anna Kowalczyk")
    facts = CallFacts(
        call_id="c", caller="+48601234567", dialled="204", queue="Billing", ring_seconds=3.25, talk_seconds=402.0,
        hold_seconds=1.5, end=CallEnd.HUNG_UP_THERE, end_words="The customer hung up.",
    )  # fmt: skip
    wanted = call(
        customer_id=anna, address="+48 601 234 567", subject="Hinge", queue="Billing", answered_at=ago(minutes=7),
        ended_at=ago(minutes=1), closed_at=ago(seconds=5), disposition="solved", resolution=Resolution.SOLVED,
        notes="Zażółć 退款", is_interrupted=True, external_id="x-1", call=facts, state=InteractionState.CLOSED,
        case_id=store.open_case(anna, "Broken hinge").id,
    )  # fmt: skip
    written = store.add_interaction(wanted)
    assert written == replace(wanted, id=written.id, customer_name="Anna Kowalczyk")
    assert written.id is not None
    assert store.interaction(written.id) == written
    assert written.started_at.tzinfo is UTC


def test_the_same_call_is_not_written_twice(store: DatabaseStore) -> None:
    first = store.add_interaction(call("one", notes="first"))
    assert store.add_interaction(call("one", notes="second")) == first
    assert store.interaction_of_call("one") == first
    assert store.interaction_of_call("two") is None


def test_the_same_external_id_counts_only_on_the_same_channel(store: DatabaseStore) -> None:
    first = store.add_interaction(mail(external_id="4711"))
    assert store.add_interaction(mail(external_id="4711")) == first
    other = store.add_interaction(call(external_id="4711"))
    assert other.id != first.id


def test_a_call_goes_from_offer_to_closed(store: DatabaseStore) -> None:
    work = added(store, call())
    active = store.change_interaction(
        work, InteractionChange(state=InteractionState.ACTIVE, answered_at=ago(minutes=2))
    )
    assert (active.state, active.answered_at) == (InteractionState.ACTIVE, ago(minutes=2))
    facts = CallFacts(call_id="call-1", caller="a", dialled="b", talk_seconds=60, end=CallEnd.HUNG_UP_THERE)
    ended = store.change_interaction(work, InteractionChange(state=InteractionState.WRAP_UP, call=facts))
    assert ended.call == facts
    change = InteractionChange(
        state=InteractionState.CLOSED, disposition="complaint", resolution=Resolution.PROMISED, queue="Sales",
        closed_at=ago(seconds=1), is_interrupted=True,
    )  # fmt: skip
    closed = store.change_interaction(work, change)
    assert store.interaction(work) == closed
    assert (closed.disposition, closed.queue, closed.answered_at) == ("complaint", "Sales", ago(minutes=2))


def test_a_state_that_may_not_follow_is_refused_and_nothing_is_written(store: DatabaseStore) -> None:
    work = added(store, call(state=InteractionState.MISSED))
    with pytest.raises(ValueError, match="cannot become"):
        store.change_interaction(work, InteractionChange(state=InteractionState.ACTIVE, queue="Sales"))
    kept = store.interaction(work)
    assert kept is not None
    assert (kept.state, kept.queue) == (InteractionState.MISSED, "")


def test_the_same_state_again_changes_nothing(store: DatabaseStore) -> None:
    work = added(store, call())
    assert store.change_interaction(work, InteractionChange(state=InteractionState.OFFERED)).id == work
    assert store.change_interaction(work, InteractionChange()).id == work


def test_an_interaction_that_is_not_there_is_a_mistake_of_ours(store: DatabaseStore) -> None:
    with pytest.raises(LookupError):
        store.change_interaction(99, InteractionChange(queue="Sales"))
    with pytest.raises(LookupError):
        store.save_notes(99, "to nobody")
    assert store.interaction(99) is None
    assert store.details(99) is None


def test_notes_are_kept_as_typed(store: DatabaseStore) -> None:
    work = added(store, call())
    for typed in ("H", "Hinge", "Hinge broken\nsecond line  ", ""):
        at = store.save_notes(work, typed)
        kept = store.interaction(work)
        assert kept is not None
        assert kept.notes == typed
        assert at.tzinfo is UTC


def test_unfinished_work_is_this_agents_oldest_first(store: DatabaseStore) -> None:
    late = added(store, call("late", started_at=ago(minutes=1)))
    early = added(store, call("early", started_at=ago(minutes=9), state=InteractionState.WRAP_UP))
    added(store, call("done", state=InteractionState.CLOSED))
    added(store, call("hers", agent="joanna"))
    assert [work.id for work in store.unfinished("maria")] == [early, late]


def test_the_call_log_is_newest_first_and_paged(store: DatabaseStore) -> None:
    ids = [added(store, call(f"c{n}", started_at=ago(minutes=n // 2))) for n in range(9)]
    added(store, mail())
    seen, before = [], None
    while page := store.calls(before=before, limit=2):
        seen += [entry.id for entry in page]
        before = TimelineKey(at=page[-1].started_at, kind=EntryKind.INTERACTION, id=page[-1].id or 0)
    assert seen == [ids[n] for n in (1, 0, 3, 2, 5, 4, 7, 6, 8)]


def test_missed_calls_are_counted_until_seen(store: DatabaseStore) -> None:
    ringing = added(store, call("ringing"))
    missed = added(store, call("missed", state=InteractionState.MISSED))
    gave_up = added(store, call("gave up", state=InteractionState.ABANDONED))
    added(store, call("fine", state=InteractionState.CLOSED))
    assert store.unseen_missed() == 2
    store.mark_missed_seen()
    assert store.unseen_missed() == 0
    store.change_interaction(ringing, InteractionChange(state=InteractionState.MISSED))
    assert store.unseen_missed() == 1
    assert {entry.id for entry in store.calls(missed_only=True)} == {ringing, missed, gave_up}


def test_characters_no_database_takes_are_replaced_not_refused(store: DatabaseStore) -> None:
    work = added(store, call(subject="a\0b", address="\ud800", queue="😀"))
    store.save_notes(work, "notes \0 \udfff 退款 \ud83d\ude00")
    kept = store.interaction(work)
    assert kept is not None
    assert (kept.subject, kept.address, kept.queue) == ("a\ufffdb", "\ufffd", "😀")
    assert kept.notes == "notes \ufffd \ufffd 退款 😀"
    store.save_notes(work, "later")
    assert store.interaction(work) != kept
