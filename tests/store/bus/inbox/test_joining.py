"""What turns out to be one conversation when a message comes late: the same in whatever order they arrive."""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.work import WorkScope, WorkView
from desktop.domain.written import Incoming
from desktop.numbering import PhoneNumbering
from desktop.store import DatabaseStore, open_store
from tests.store.bus.inbox.mails import Inbox, ago, mail, opened
from tests.store.values import email, saved

ALL = WorkView(scope=WorkScope.ALL, agent="maria")


@pytest.fixture
def inbox(store: DatabaseStore) -> Inbox:
    return opened(store)


def _names(store: DatabaseStore, interaction_id: int) -> set[str]:
    said = store.conversation(interaction_id, limit=100).messages
    return {one.message.subject.removeprefix("About ") for one in said}


def _two(inbox: Inbox, **more: str) -> tuple[int, int]:
    """The first, and the answer to its answer, which is not there yet."""
    first, third = inbox.take(mail("first", sent_at=ago(minutes=30)), mail("third", answers=["second"], **more))
    return first.interaction_id, third.interaction_id


def test_the_one_between_joins_them(store: DatabaseStore, inbox: Inbox) -> None:
    first, third = _two(inbox)
    assert first != third
    inbox.take(mail("second", answers=["first"], sent_at=ago(minutes=20)))
    (row,) = store.work(ALL)
    assert row.interaction_id == first
    assert _names(store, third) == {"first", "second", "third"}
    assert row.due_at is not None


def test_what_an_agent_parted_stays_two(store: DatabaseStore, inbox: Inbox) -> None:
    first, third = _two(inbox)
    inbox.take(mail("second", answers=["first"], sent_at=ago(minutes=20)))
    store.split_written(third)
    inbox.take(mail("fourth", answers=["first", "third"]))
    assert len(store.work(ALL)) == 2
    store.merge_written(first, third, "maria")  # and may be one again by hand
    inbox.take(mail("fifth", answers=["first", "third"]))
    assert len(store.work(ALL)) == 1


def test_what_two_agents_have_in_hand_is_not_taken_from_either(store: DatabaseStore, inbox: Inbox) -> None:
    first, third = _two(inbox)
    store.assign(first, "maria")
    store.assign(third, "jan")
    inbox.take(mail("second", answers=["first"], sent_at=ago(minutes=20)))
    assert {row.agent for row in store.work(ALL)} == {"maria", "jan"}


def test_it_stays_with_the_agent_who_has_one_of_them(store: DatabaseStore, inbox: Inbox) -> None:
    first, third = _two(inbox)
    store.assign(third, "jan")
    store.close_written(first, "")
    inbox.take(mail("second", answers=["first"], sent_at=ago(minutes=20)))
    (row,) = store.work(ALL)
    assert row.agent == "jan"
    assert _names(store, first) == {"first", "second", "third"}


def test_conversations_of_two_customers_stay_apart(store: DatabaseStore, inbox: Inbox) -> None:
    saved(store, "Anna", email("anna@post.example"))
    saved(store, "Jan", email("jan@x.example"))
    _two(inbox, sender="jan@x.example")
    inbox.take(mail("second", answers=["first"], sent_at=ago(minutes=20)))
    assert len(store.work(ALL)) == 2


@st.composite
def _forests(draw: st.DrawFn) -> tuple[list[int | None], list[int], list[int]]:
    """Of each mail what it answers (one before it, or nothing), the order of arrival, and where a batch ends."""
    count = draw(st.integers(2, 8))
    answers = [draw(st.one_of(st.none(), st.integers(0, n - 1))) if n else None for n in range(count)]
    order = draw(st.permutations(range(count)))
    ends = draw(st.lists(st.integers(1, count - 1), unique=True, max_size=count - 1))
    return answers, list(order), sorted(ends)


@pytest.fixture(scope="module")
def template(migrated_file: Path) -> Path:
    return migrated_file


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_forests())
def test_in_whatever_order_they_come_each_conversation_is_one(
    template: Path, tmp_path: Path, forest: tuple[list[int | None], list[int], list[int]]
) -> None:
    """Of each mail only its parent is named: the way of the oldest programs, and the hardest."""
    answers, order, ends = forest
    place = tmp_path / "store.db"
    shutil.copy(template, place)
    for leftover in tmp_path.glob("store.db-*"):
        leftover.unlink()
    store = open_store(place, PhoneNumbering("PL"))
    try:
        inbox, mails = opened(store), _mails(answers)
        for begin, end in zip([0, *ends], [*ends, len(order)], strict=True):
            inbox.take(*(mails[n] for n in order[begin:end]))
        found = {frozenset(_names(store, row.interaction_id)) for row in store.work(ALL)}
    finally:
        store.close()
    assert found == _trees(answers)


def _mails(answers: list[int | None]) -> list[Incoming]:
    return [
        mail(f"m{n}", sent_at=ago(minutes=100 - n), answers=[] if parent is None else [f"m{parent}"])
        for n, parent in enumerate(answers)
    ]


def _trees(answers: list[int | None]) -> set[frozenset[str]]:
    roots: list[int] = []
    for n, parent in enumerate(answers):
        roots.append(n if parent is None else roots[parent])
    return {frozenset(f"m{n}" for n, own in enumerate(roots) if own == root) for root in roots}
