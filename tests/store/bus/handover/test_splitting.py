"""A message and what follows become an interaction of their own."""

import pytest
from sqlalchemy import text

from desktop.domain.agent import AgentState, AgentStatus, StateSource
from desktop.domain.change import ChangeKind
from desktop.domain.errors import Rejected
from desktop.domain.history import SearchQuery
from desktop.domain.interaction import InteractionState
from desktop.domain.work import Priority, WorkRow, WorkScope, WorkView
from desktop.domain.written import DraftKind
from desktop.services.ports import InteractionChange
from desktop.store import DatabaseStore
from tests.store.bus.inbox.mails import ANNA, Inbox, ago, mail, opened, ours
from tests.store.bus.written import Ear, count, draft, letter, now, row_of
from tests.store.values import email, saved

ALL = WorkView(scope=WorkScope.ALL, agent="maria", snoozed_too=True)


@pytest.fixture
def inbox(store: DatabaseStore) -> Inbox:
    return opened(store)


@pytest.fixture
def talk(inbox: Inbox) -> int:
    """A customer's three mails; with the second they begin to speak of something else."""
    saved(inbox.store, "Anna Nowak", email(ANNA))
    received = inbox.take(
        mail("chair", sent_at=ago(minutes=30), text="chair said", subject="The chair"),
        mail("lamp", answers=["chair"], sent_at=ago(minutes=20), text="lamp said", subject="And a lamp"),
        mail("bulb", answers=["lamp"], sent_at=ago(minutes=10), text="bulb said", subject="Re: And a lamp"),
    )
    return received[0].interaction_id


def _ids(store: DatabaseStore, interaction_id: int) -> dict[str, int]:
    return {one.message.body: one.message.id or 0 for one in store.conversation(interaction_id).messages}


def _said(store: DatabaseStore, interaction_id: int) -> list[str]:
    return list(_ids(store, interaction_id))


def _rows(store: DatabaseStore) -> dict[int, WorkRow]:
    return {row.interaction_id: row for row in store.work(ALL)}


def _split(store: DatabaseStore, interaction_id: int, said: str) -> int:
    return store.split_off(interaction_id, _ids(store, interaction_id)[said])


def _snippets(store: DatabaseStore) -> dict[int, str]:
    with store.database.reading() as tx:
        return {row[0]: row[1] for row in tx.execute(text("SELECT interaction_id, snippet FROM timeline"))}


def test_the_message_and_what_follows_are_their_own(store: DatabaseStore, talk: int) -> None:
    store.assign(talk, "maria", by="maria")
    store.prioritise(talk, Priority.HIGH)
    before, ear = row_of(store, talk), Ear(store)
    new = _split(store, talk, "lamp said")
    assert (_said(store, talk), _said(store, new)) == (["chair said"], ["lamp said", "bulb said"])
    rows = _rows(store)
    assert set(rows) == {talk, new}
    assert (rows[talk].preview, rows[new].preview) == ("chair said", "bulb said")
    assert (rows[talk].subject, rows[new].subject) == ("The chair", "And a lamp")
    assert rows[new].last_at == before.last_at > rows[talk].last_at
    for name in ("agent", "queue", "priority", "customer_id", "address"):
        assert getattr(rows[new], name) == getattr(before, name) == getattr(rows[talk], name), name
    assert rows[talk].is_unread is rows[new].is_unread is before.is_unread
    assert {(ChangeKind.INTERACTION, talk), (ChangeKind.INTERACTION, new)} <= ear.heard()


def test_each_owes_what_was_asked_in_it(store: DatabaseStore, talk: int) -> None:
    before = row_of(store, talk).due_at
    new = _split(store, talk, "bulb said")
    due = row_of(store, new).due_at
    assert row_of(store, talk).due_at == before
    assert due is not None
    assert before is not None
    assert due > before


def test_what_was_answered_before_owes_nothing(store: DatabaseStore, inbox: Inbox, talk: int) -> None:
    inbox.take(ours("ours", answers=["bulb"], sent_at=ago(minutes=8), text="ours"))
    inbox.take(mail("more", answers=["ours"], sent_at=ago(minutes=5), text="more"))
    new = _split(store, talk, "more")
    assert row_of(store, talk).due_at is None
    assert row_of(store, new).due_at is not None


def test_an_answer_to_either_comes_after_it(store: DatabaseStore, inbox: Inbox, talk: int) -> None:
    new = _split(store, talk, "lamp said")
    (lamp,) = inbox.take(mail("l2", answers=["chair", "lamp", "bulb"], sent_at=ago(minutes=3), text="l2"))
    (chair,) = inbox.take(mail("c2", answers=["chair"], sent_at=ago(minutes=2), text="c2"))
    assert (lamp.interaction_id, chair.interaction_id) == (new, talk)
    assert set(_rows(store)) == {talk, new}, "what an agent parted is not joined by a message that names both"


def test_it_is_found_where_it_is_now(store: DatabaseStore, talk: int) -> None:
    new = _split(store, talk, "lamp said")
    found = {hit.interaction_id for hit in store.search(SearchQuery(text="bulb")).hits}
    assert found == {new}
    assert _snippets(store) == {talk: "chair said", new: "bulb said"}


def test_it_is_in_the_same_case_and_can_be_given_to_another_customer(store: DatabaseStore, talk: int) -> None:
    case = store.open_case(None, "Chair and lamp")
    store.change_interaction(talk, InteractionChange(case_id=case.id))
    new = _split(store, talk, "lamp said")
    moved = store.change_interaction(new, InteractionChange(customer_id=saved(store, "Jan Kos")))
    assert moved.case_id == case.id
    assert _snippets(store) == {talk: "chair said", new: "bulb said"}


def test_merged_again_it_is_as_it_was(store: DatabaseStore, talk: int) -> None:
    before = row_of(store, talk)
    new = _split(store, talk, "lamp said")
    store.merge_written(talk, new, "maria")
    assert _said(store, talk) == ["chair said", "lamp said", "bulb said"]
    after = row_of(store, talk)
    for name in ("last_at", "preview", "due_at", "is_unread", "agent", "priority"):
        assert getattr(after, name) == getattr(before, name), name


def test_of_closed_work_both_are_closed(store: DatabaseStore, talk: int) -> None:
    store.close_written(talk, "solved", "maria")
    new = _split(store, talk, "lamp said")
    assert not _rows(store)
    one = store.interaction(new)
    assert one is not None
    assert one.state is InteractionState.CLOSED
    assert _snippets(store) == {talk: "chair said", new: "bulb said"}
    store.merge_written(talk, new, "maria")
    assert not _rows(store)


def test_what_was_left_for_later_stays_so_and_the_new_one_is_awake(store: DatabaseStore, talk: int) -> None:
    store.snooze(talk, now(600))
    new = _split(store, talk, "lamp said")
    assert row_of(store, talk).snoozed_until is not None
    assert row_of(store, new).snoozed_until is None
    one = store.interaction(new)
    assert one is not None
    assert one.state is InteractionState.OFFERED


def test_of_merged_ones_what_follows_in_either_comes_along(store: DatabaseStore, inbox: Inbox, talk: int) -> None:
    (other,) = inbox.take(mail("desk", sent_at=ago(minutes=15), text="desk said"))
    store.merge_written(talk, other.interaction_id, "maria")
    new = _split(store, talk, "lamp said")
    assert _said(store, talk) == ["chair said"]
    assert _said(store, new) == ["lamp said", "desk said", "bulb said"]


def test_a_note_and_whom_it_names_come_along(store: DatabaseStore, talk: int) -> None:
    store.assign(talk, "maria", by="maria")
    store.record_status("jan", AgentStatus(state=AgentState.READY, since=now(), source=StateSource.AGENT))
    store.add_note(talk, "maria", "@jan, look at the bulb")
    new = _split(store, talk, "@jan, look at the bulb")
    assert _said(store, new) == ["@jan, look at the bulb"]
    assert (store.mentioned_by(talk, "jan"), store.mentioned_by(new, "jan")) == ([], ["maria"])
    assert row_of(store, new).due_at is None
    assert row_of(store, talk).due_at is not None


def test_a_letter_that_waits_comes_along_but_none_that_is_being_sent(
    store: DatabaseStore, inbox: Inbox, talk: int
) -> None:
    waiting = store.enqueue(letter(talk, inbox.account_id, "it waits", send_after=now(600)))
    ear = Ear(store)
    new = _split(store, talk, "bulb said")
    assert (ChangeKind.OUTBOX, waiting.id) in ear.heard()
    assert _said(store, new) == ["bulb said", "it waits"]
    assert [one.interaction_id for one in store.outbox()] == [new]
    assert waiting.id is not None
    taken_back = store.recall(waiting.id)
    assert taken_back is not None
    assert taken_back.interaction_id == new
    store.enqueue(letter(new, inbox.account_id, "it goes", send_after=now(-1)))
    assert store.claim(inbox.lease, inbox.account_id) is not None
    with pytest.raises(Rejected, match="being sent"):
        _split(store, new, "it goes")


def test_drafts_stay_where_they_are(store: DatabaseStore, talk: int) -> None:
    store.save_draft(draft(talk))
    new = _split(store, talk, "lamp said")
    assert store.draft(talk, "maria", DraftKind.REPLY) is not None
    assert store.draft(new, "maria", DraftKind.REPLY) is None


def test_nothing_is_split_off_what_is_not_there_or_comes_first(store: DatabaseStore, talk: int) -> None:
    before = count(store, "interactions")
    with pytest.raises(ValueError, match="first"):
        _split(store, talk, "chair said")
    with pytest.raises(LookupError):
        store.split_off(talk, 999_999_999)
    assert count(store, "interactions") == before
    assert _said(store, talk) == ["chair said", "lamp said", "bulb said"]
