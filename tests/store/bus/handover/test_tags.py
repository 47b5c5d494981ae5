"""Tags of conversations: put to them by agents, found by the filter, and told like all else."""

import pytest

from desktop.domain.change import ChangeKind
from desktop.domain.history import Match, MatchReason
from desktop.domain.work import LONGEST_TAG, Tagging, WorkScope, WorkView
from desktop.services.ports import InteractionChange
from desktop.store import DatabaseStore
from tests.store.bus.inbox.mails import Inbox, mail, opened
from tests.store.bus.written import Ear, row_of
from tests.store.values import added, call, email, saved


@pytest.fixture
def inbox(store: DatabaseStore) -> Inbox:
    return opened(store)


def _works(inbox: Inbox, *names: str) -> list[int]:
    return [one.interaction_id for one in inbox.take(*(mail(name) for name in names))]


def _found(store: DatabaseStore, *tags: str) -> set[int]:
    view = WorkView(scope=WorkScope.ALL, agent="maria", tags=tags)
    assert store.work_count(view) == len(store.work(view))
    return {row.interaction_id for row in store.work(view)}


def test_a_tag_is_in_the_row_in_the_filter_and_in_the_feed(store: DatabaseStore, inbox: Inbox) -> None:
    work, other = _works(inbox, "a", "b")
    ear = Ear(store)
    assert store.tag_written(work, ("late", "Żółty")) == Tagging(added=("late", "Żółty"))
    assert ear.heard() == {(ChangeKind.INTERACTION, work)}
    assert row_of(store, work).tags == ("late", "Żółty")
    assert row_of(store, other).tags == ()
    assert {row.interaction_id: row.tags for row in store.work(WorkView(scope=WorkScope.ALL, agent="maria"))} == {
        work: ("late", "Żółty"),
        other: (),
    }
    assert _found(store, "late") == _found(store, "Żółty", "nowhere") == {work}
    assert _found(store, "nowhere") == set()
    assert store.work_facets().tags == ("late", "Żółty")
    assert store.used_tags() == ["late", "Żółty"]


def test_what_changed_is_said_so_that_it_can_be_taken_back(store: DatabaseStore, inbox: Inbox) -> None:
    (work,) = _works(inbox, "a")
    store.tag_written(work, ("late", "legal"))
    ear = Ear(store)
    done = store.tag_written(work, ("LATE", "new"), ("Legal", "nowhere"))
    assert done == Tagging(added=("new",), removed=("legal",))
    assert row_of(store, work).tags == ("late", "new")
    store.tag_written(work, done.removed, done.added)
    assert row_of(store, work).tags == ("late", "legal")
    ear.heard()
    assert store.tag_written(work, ("Late",), ("new",)) == Tagging()
    assert ear.heard() == set()


def test_a_tag_is_one_short_line(store: DatabaseStore, inbox: Inbox) -> None:
    (work,) = _works(inbox, "a")
    store.tag_written(work, ("  two\nlines\t", "", " ", "x" * 100))
    assert row_of(store, work).tags == ("two lines", "x" * LONGEST_TAG)


def test_a_merged_conversation_has_the_tags_of_both_until_they_are_parted(store: DatabaseStore, inbox: Inbox) -> None:
    kept, other = _works(inbox, "a", "b")
    store.tag_written(kept, ("late", "legal"))
    store.tag_written(other, ("Late", "b"))
    store.merge_written(kept, other, "maria")
    assert row_of(store, other).tags == ("b", "late", "legal")
    assert _found(store, "b") == _found(store, "Late") == {kept}
    assert set(store.work_facets().tags) == {"b", "late", "Late", "legal"}
    assert set(store.tag_written(other, (), ("late",)).removed) == {"late", "Late"}
    store.split_written(other)
    assert row_of(store, kept).tags == ("legal",)
    assert row_of(store, other).tags == ("b",)


def test_a_closed_conversation_keeps_its_tags_and_takes_others(store: DatabaseStore, inbox: Inbox) -> None:
    (work,) = _works(inbox, "a")
    store.tag_written(work, ("late",))
    store.close_written(work, "")
    assert store.work_facets().tags == ()
    store.tag_written(work, ("legal",))
    store.reopen(work, "maria")
    assert row_of(store, work).tags == ("late", "legal")


def test_the_customers_timeline_shows_them(store: DatabaseStore, inbox: Inbox) -> None:
    customer = saved(store, "Anna", email("anna@example.org"))
    work, other = _works(inbox, "a", "b")
    store.tag_written(work, ("legal", "late"))
    for one in (work, other):
        store.change_interaction(one, InteractionChange(customer_id=customer))
    shown = {entry.id: entry.tags for entry in store.timeline(customer).entries}
    assert shown == {work: ("late", "legal"), other: ()}
    match = Match(reason=MatchReason.UNKNOWN, customer_id=customer)
    assert {entry.id: entry.tags for entry in store.dossier(match).timeline.entries} == shown


def test_a_call_has_no_tags_of_written_work(store: DatabaseStore) -> None:
    with pytest.raises(ValueError, match="is a call"):
        store.tag_written(added(store, call("rings")), ("late",))
    with pytest.raises(LookupError):
        store.tag_written(10_000, ("late",))


def test_what_a_closed_conversation_and_what_was_merged_into_it_are_filed_under_is_read(
    store: DatabaseStore, inbox: Inbox
) -> None:
    kept, merged = _works(inbox, "a", "b")
    store.tag_written(kept, ("late",))
    store.tag_written(merged, ("Early", "LATE"))
    store.merge_written(kept, merged, "maria")
    store.close_written(kept, "")
    assert [tag.casefold() for tag in store.tags_of(kept)] == ["early", "late"]
    assert store.tags_of(merged) == store.tags_of(kept)
