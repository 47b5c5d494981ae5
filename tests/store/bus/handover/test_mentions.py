"""Colleagues who are named in a note with @: listed as theirs until they are done with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.agent import AgentState, AgentStatus
from desktop.domain.change import ChangeKind
from desktop.domain.interaction import InteractionState
from desktop.domain.message import mentioned
from desktop.domain.work import WorkRow, WorkScope, WorkView
from desktop.store import DatabaseStore
from tests.store.bus.inbox.mails import Inbox, ago, mail, opened
from tests.store.bus.written import Ear, row_of
from tests.store.values import NOW

NAMES = ("Zofia", "Zofia Lis", "Jan Kos", "李雷", "a.b")


def test_the_longest_name_that_stands_there_is_meant() -> None:
    assert mentioned("@zofia lis and @Jan Kos, see a@zofia.example", NAMES) == ("Zofia Lis", "Jan Kos")
    assert mentioned("See a@Zofia and łę@zofia.example, 5@李雷", NAMES) == ()  # addresses look so
    assert mentioned("@Zofia请看 @Jan Kos，好", NAMES) == ("Zofia", "Jan Kos")
    assert mentioned("@Zofias, @Zofię", NAMES) == ()


@pytest.mark.parametrize(
    "text", ["请@李雷看一下", "请 @李雷 看一下", "@李雷，看", "（@李雷）", "@李雷A", "ねえ@李雷さん"]
)
def test_names_may_stand_among_words_that_are_written_without_blanks(text: str) -> None:
    assert mentioned(text, NAMES) == ("李雷",)
    assert mentioned(text, (*NAMES, "李雷看")) == (("李雷看",) if "李雷看" in text else ("李雷",))


def test_names_are_found_in_any_case() -> None:
    assert mentioned("@Zofia, @zofia!", NAMES) == ("Zofia",)
    assert mentioned("@Zofiane @axb", NAMES) == ()
    assert mentioned("@", ()) == mentioned("@x", ("", " ")) == ()


@given(st.text(), st.lists(st.text(max_size=5), max_size=5))
def test_any_text_and_any_names_can_be_asked_for(text: str, names: list[str]) -> None:
    assert set(mentioned(text, names)) <= set(names)


@pytest.fixture
def work(store: DatabaseStore) -> int:
    inbox: Inbox = opened(store)
    (received,) = inbox.take(mail("first", sent_at=ago(minutes=30)))
    for name in ("Zofia Lis", "Jan Kos", "maria"):
        store.record_status(name, AgentStatus(state=AgentState.READY, since=NOW))
    store.assign(received.interaction_id, "maria")
    return received.interaction_id


def _of(store: DatabaseStore, agent: str) -> list[WorkRow]:
    return list(store.work(WorkView(scope=WorkScope.MINE, agent=agent)))


def test_who_is_named_has_it_in_their_list_until_they_are_done(store: DatabaseStore, work: int) -> None:
    ear = Ear(store)
    store.add_note(work, "maria", "@zofia lis, do you know this chair?")
    assert ear.heard() == {(ChangeKind.INTERACTION, work)}
    (row,) = _of(store, "Zofia Lis")
    assert (row.interaction_id, row.agent, row.is_mentioned) == (work, "maria", True)
    assert store.work_counts("Zofia Lis", ()).rows[WorkScope.MINE] == 1
    assert store.mentioned_by(work, "Zofia Lis") == ["maria"]
    assert [one.is_mentioned for one in _of(store, "maria")] == [False]
    assert _of(store, "Jan Kos") == []
    ear.heard()
    store.mention_done(work, "Zofia Lis")
    assert ear.heard() == {(ChangeKind.INTERACTION, work)}
    assert _of(store, "Zofia Lis") == []
    assert store.mentioned_by(work, "Zofia Lis") == []
    store.mention_done(work, "Zofia Lis")
    assert ear.heard() == set()


def test_who_answers_with_a_note_is_done_with_it(store: DatabaseStore, work: int) -> None:
    store.add_note(work, "maria", "@Zofia Lis?")
    store.add_note(work, "Zofia Lis", "Oak. Ask @Jan Kos.")
    assert _of(store, "Zofia Lis") == []
    assert [row.interaction_id for row in _of(store, "Jan Kos")] == [work]


def test_who_is_done_with_it_is_done_alone(store: DatabaseStore, work: int) -> None:
    store.add_note(work, "maria", "@Zofia Lis @Jan Kos?")
    store.mention_done(work, "Zofia Lis")
    assert [row.interaction_id for row in _of(store, "Jan Kos")] == [work]


def test_who_answers_where_it_was_merged_into_is_done_with_it(store: DatabaseStore, work: int) -> None:
    (other,) = opened(store, "other@shop.example", "Sales").take(mail("second", "jan@x.example"))
    store.add_note(work, "maria", "@Zofia Lis?")
    store.merge_written(other.interaction_id, work, "maria")
    store.add_note(other.interaction_id, "Zofia Lis", "Oak.")
    assert _of(store, "Zofia Lis") == []


def test_a_comment_to_one_may_name_another(store: DatabaseStore, work: int) -> None:
    store.assign(work, "Jan Kos", comment="@Zofia Lis knows it", by="maria")
    assert [row.agent for row in _of(store, "Zofia Lis")] == ["Jan Kos"]


def test_nobody_is_named_by_their_own_note(store: DatabaseStore, work: int) -> None:
    store.add_note(work, "maria", "@maria remember this")
    assert store.mentioned_by(work, "maria") == []


def test_what_was_closed_is_opened_for_who_is_asked_about_it(store: DatabaseStore, work: int) -> None:
    store.close_written(work, "")
    store.add_note(work, "Jan Kos", "nothing to do")
    assert store.work_row(work, "maria") is None
    store.add_note(work, "Jan Kos", "@Zofia Lis, was that right?")
    assert row_of(store, work).agent == "Jan Kos"
    assert [row.interaction_id for row in _of(store, "Zofia Lis")] == [work]
    kept = store.interaction(work)
    assert kept is not None
    assert kept.state is InteractionState.ACTIVE


def test_it_is_listed_once_where_it_was_merged_into(store: DatabaseStore, work: int) -> None:
    inbox = opened(store, "other@shop.example", "Sales")
    (other,) = inbox.take(mail("second", "jan@x.example"))
    store.add_note(work, "maria", "@Zofia Lis?")
    store.merge_written(other.interaction_id, work, "maria")
    assert [row.interaction_id for row in _of(store, "Zofia Lis")] == [other.interaction_id]
    assert store.mentioned_by(other.interaction_id, "Zofia Lis") == ["maria"]
    store.mention_done(other.interaction_id, "Zofia Lis")
    assert _of(store, "Zofia Lis") == []
