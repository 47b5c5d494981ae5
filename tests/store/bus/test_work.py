"""The work list: which rows, in which order, and what an agent does with them."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from desktop.domain.change import ChangeKind
from desktop.domain.channel import Channel, Direction
from desktop.domain.interaction import InteractionState, Resolution
from desktop.domain.work import Priority, WorkFacets, WorkOrder, WorkRow, WorkScope, WorkView
from desktop.services.ports import InteractionChange
from desktop.store import DatabaseStore
from desktop.store.bus import tables
from tests.store.bus.written import Ear, account, arrived, count, draft, letter, now, row_of, said_in
from tests.store.values import added, ago, call, email, saved

OPEN = (InteractionState.OFFERED, InteractionState.ACTIVE, InteractionState.HELD)


@pytest.fixture
def account_id(store: DatabaseStore) -> int:
    return account(store)


@pytest.fixture
def work(store: DatabaseStore, account_id: int) -> int:
    return arrived(store, account_id)


def _view(scope: WorkScope = WorkScope.ALL, agent: str = "maria", **more: Any) -> WorkView:
    return WorkView(scope=scope, agent=agent, **more)


def _ids(store: DatabaseStore, view: WorkView) -> list[int]:
    return [row.interaction_id for row in store.work(view)]


# ------------------------------------------------------------ which, and in which order


def test_a_row_says_who_and_what(store: DatabaseStore, account_id: int) -> None:
    first = saved(store, "Anna Nowak", email("anna@example.org"))
    second = saved(store, "A. Nowak")
    store.merge_customers(first, second)
    at = ago(minutes=3)
    work = arrived(store, account_id, customer_id=second, said="Where  is\nmy chair?", at=at, priority=1)
    assert store.work(_view()) == [
        WorkRow(
            interaction_id=work,
            channel=Channel.EMAIL,
            state=InteractionState.OFFERED,
            last_at=at,
            last_direction=Direction.INBOUND,
            customer_id=first,
            customer_name="Anna Nowak",
            address="anna@example.org",
            subject="Order 10-48377",
            preview="Where is my chair?",
            queue="Billing",
            priority=Priority.HIGH,
            due_at=at + timedelta(hours=6),
            is_unread=True,
        )
    ]
    assert store.work_row(work, "maria") == store.work(_view())[0]


def test_each_scope_has_its_rows_and_the_counts_agree(store: DatabaseStore, account_id: int) -> None:
    mine = arrived(store, account_id, agent="maria", queue="Sales", is_unread=False)
    hers = arrived(store, account_id, agent="joanna")
    free = arrived(store, account_id)
    elsewhere = arrived(store, account_id, queue="Sales")
    snoozed = arrived(store, account_id, agent="maria", snoozed_until=now(3600))
    billing = ("Billing",)
    wanted = {
        WorkScope.MINE: {mine},
        WorkScope.TEAM: {hers, free},
        WorkScope.UNASSIGNED: {free},
        WorkScope.ALL: {mine, hers, free, elsewhere},
    }
    counts = store.work_counts("maria", billing)
    for scope, rows in wanted.items():
        queues = billing if scope in (WorkScope.TEAM, WorkScope.UNASSIGNED) else ()
        assert set(_ids(store, _view(scope, queues=queues))) == rows
        assert counts.rows[scope] == len(rows)
        assert counts.unread[scope] == len(rows - {mine})
        owed = [row for row in store.work(_view(scope, queues=queues)) if row.due_at is not None]
        assert counts.waiting[scope] == (min(row.last_at for row in owed), min(row.due_at or ago() for row in owed))
    assert set(_ids(store, _view(WorkScope.MINE, snoozed_too=True))) == {mine, snoozed}
    assert store.work_counts("maria", ()).rows[WorkScope.TEAM] == 4


def test_overdue_rises_then_priority_then_what_is_due_next_and_snoozed_is_last(
    store: DatabaseStore, account_id: int
) -> None:
    urgent = arrived(store, account_id, due_at=now(7200), priority=2)
    later = arrived(store, account_id, due_at=now(3600))
    overdue = arrived(store, account_id, due_at=now(-60))
    sooner = arrived(store, account_id, due_at=now(600))
    answered = arrived(store, account_id, due_at=None)
    most_overdue = arrived(store, account_id, due_at=now(-7200))
    snoozed = arrived(store, account_id, due_at=now(-9000), snoozed_until=now(60), priority=2)
    low = arrived(store, account_id, due_at=now(60), priority=-1)
    overdue_and_high = arrived(store, account_id, due_at=now(-1), priority=1)
    late = [overdue_and_high, most_overdue, overdue]
    assert _ids(store, _view(snoozed_too=True)) == [*late, urgent, sooner, later, answered, low, snoozed]
    assert _ids(store, _view(overdue_only=True)) == late


def test_oldest_and_newest_go_by_the_last_word(store: DatabaseStore, account_id: int) -> None:
    ids = [arrived(store, account_id, at=ago(minutes=minutes)) for minutes in (2, 9, 5)]
    oldest = [ids[1], ids[2], ids[0]]
    assert _ids(store, _view(order=WorkOrder.OLDEST)) == oldest
    assert _ids(store, _view(order=WorkOrder.NEWEST)) == oldest[::-1]


@pytest.mark.parametrize("order", WorkOrder)
def test_pages_follow_one_another(store: DatabaseStore, account_id: int, order: WorkOrder) -> None:
    """Also where many rows are alike."""
    for n in range(23):
        arrived(store, account_id, at=ago(minutes=9), priority=n % 3 - 1, due_at=now(60 * (n % 2)) if n % 5 else None)
    view = _view(order=order)
    whole = _ids(store, view)
    parts = [row.interaction_id for n in range(0, 25, 5) for row in store.work(view, offset=n, limit=5)]
    assert parts == whole
    assert len(set(whole)) == 23


def test_rows_are_narrowed_by_queue_channel_and_unread(store: DatabaseStore, account_id: int) -> None:
    chat = arrived(store, account_id, channel=Channel.CHAT)
    read = arrived(store, account_id, is_unread=False)
    sales = arrived(store, account_id, queue="Sales")
    assert _ids(store, _view(channels=(Channel.CHAT, Channel.SMS))) == [chat]
    assert set(_ids(store, _view(unread_only=True))) == {chat, sales}
    assert set(_ids(store, _view(queues=("Billing", "Support")))) == {chat, read}
    assert _ids(store, _view(WorkScope.MINE, queues=("Billing",))) == []


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("zolty", True),
        ("Żółty FOTEL", True),
        ("fotel anna", True),
        ("now", True),
        ("10-48377", True),
        ("退款", True),
        ("anna@example", True),
        ("owak", False),
        ("fotel jan", False),
        ("%", True),
        ("_", True),
        ("'; DROP TABLE work", False),
    ],
)
def test_a_row_is_found_by_the_beginnings_of_words_however_they_are_written(
    store: DatabaseStore, account_id: int, typed: str, *, is_found: bool
) -> None:
    anna = saved(store, "Anna Nówak")
    work = arrived(store, account_id, customer_id=anna, said="Gdzie jest mój żółty fotel? 我要退款")
    assert _ids(store, _view(text=typed)) == ([work] if is_found else [])


def test_a_stranger_has_the_name_they_write_under(store: DatabaseStore, work: int, account_id: int) -> None:
    assert (row_of(store, work).customer_id, row_of(store, work).customer_name) == (None, "Anna Nowak")
    store.enqueue(letter(work, account_id, "Hello!"))
    assert row_of(store, work).customer_name == "Anna Nowak"
    assert _ids(store, _view(text="nowak hello")) == [work]
    store.close_written(work, "")
    store.reopen(work, "maria")
    assert _ids(store, _view(text="nowak hello")) == [work]


def test_the_customers_new_name_is_found_and_shown(store: DatabaseStore, account_id: int) -> None:
    work = arrived(store, account_id)
    store.change_interaction(work, InteractionChange(customer_id=saved(store, "Zofia Lis")))
    assert _ids(store, _view(text="zof")) == [work]
    assert row_of(store, work).customer_name == "Zofia Lis"


# ------------------------------------------------------------ what an agent does with it


def test_work_is_taken_by_one(store: DatabaseStore, work: int) -> None:
    assert store.take(work, "maria").agent == "maria"
    late = store.take(work, "joanna")
    assert (late.agent, late.state) == ("maria", InteractionState.ACTIVE)
    kept = store.interaction(work)
    assert kept is not None
    assert (kept.agent, kept.state) == ("maria", InteractionState.ACTIVE)
    assert kept.answered_at is not None


def test_work_is_put_back_and_is_offered_again(store: DatabaseStore, work: int) -> None:
    store.take(work, "maria")
    row = store.assign(work, "", comment="Needs an engineer.", by="maria")
    assert (row.agent, row.state) == ("", InteractionState.OFFERED)
    note = store.conversation(work).messages[-1].message
    assert (note.direction, note.author, note.body) == (Direction.INTERNAL, "maria", "Needs an engineer.")


def test_work_given_to_a_colleague_is_unread_for_them(store: DatabaseStore, work: int) -> None:
    store.mark_read(work)
    assert not store.assign(work, "maria", by="maria").is_unread
    assert store.assign(work, "joanna", by="maria").is_unread
    assert len(store.conversation(work).messages) == 1  # no comment, no note


def test_a_snooze_ends_by_itself(store: DatabaseStore, work: int) -> None:
    store.take(work, "maria")
    store.snooze(work, now(3600))
    row = row_of(store, work)
    assert (row.state, row.snoozed_until is None) == (InteractionState.HELD, False)
    assert _ids(store, _view()) == []
    store.snooze(work, ago(seconds=1))
    row = row_of(store, work)
    assert (row.state, row.snoozed_until) == (InteractionState.ACTIVE, None)
    assert _ids(store, _view()) == [work]


def test_a_snooze_is_ended_by_hand_or_by_whoever_gets_the_work(store: DatabaseStore, work: int) -> None:
    store.snooze(work, now(3600))
    store.snooze(work, None)
    assert row_of(store, work).state is InteractionState.OFFERED
    store.snooze(work, now(3600))
    row = store.assign(work, "joanna", by="maria")
    assert (row.state, row.snoozed_until) == (InteractionState.ACTIVE, None)


def test_work_of_another_queue_is_nobodys_there(store: DatabaseStore, work: int) -> None:
    store.take(work, "maria")
    store.move_to_queue(work, "Sales")
    row = row_of(store, work)
    assert (row.queue, row.agent, row.state) == ("Sales", "", InteractionState.OFFERED)
    kept = store.interaction(work)
    assert kept is not None
    assert kept.queue == "Sales"


def test_what_is_urgent_says_so(store: DatabaseStore, work: int) -> None:
    store.prioritise(work, Priority.URGENT)
    assert row_of(store, work).priority is Priority.URGENT


def test_closed_work_is_out_of_the_list_with_what_came_of_it(store: DatabaseStore, work: int) -> None:
    chosen = next(one for one in store.dispositions() if one.resolution is Resolution.SOLVED)
    store.take(work, "maria")
    store.close_written(work, chosen.code)
    assert store.work_row(work, "maria") is None
    assert _ids(store, _view()) == []
    kept = store.interaction(work)
    assert kept is not None
    assert (kept.state, kept.disposition, kept.resolution) == (
        InteractionState.CLOSED,
        chosen.code,
        Resolution.SOLVED,
    )
    assert kept.closed_at is not None
    store.close_written(work, "")  # again, without a result: no harm
    store.snooze(work, now(60))
    again = store.interaction(work)
    assert again is not None
    assert (again.disposition, again.resolution, again.closed_at) == (chosen.code, Resolution.SOLVED, kept.closed_at)
    assert count(store, "work") == 0
    other = next(one for one in store.dispositions() if one.resolution is not Resolution.SOLVED)
    store.close_written(work, other.code)  # put right
    right = store.interaction(work)
    assert right is not None
    assert (right.disposition, right.resolution, right.closed_at) == (other.code, other.resolution, kept.closed_at)


def test_work_is_opened_again_as_it_was_left(store: DatabaseStore, work: int, account_id: int) -> None:
    said_in(store, account_id, work, "One more thing.", at=ago(minutes=1))
    store.add_note(work, "maria", "He pays late.")  # is among colleagues, and nothing that was said
    store.close_written(work, store.dispositions()[0].code)
    row = store.reopen(work, "maria")
    assert (row.agent, row.preview, row.last_direction) == ("maria", "One more thing.", Direction.INBOUND)
    assert _ids(store, _view(text="thing")) == [work]
    kept = store.interaction(work)
    assert kept is not None
    assert (kept.state, kept.closed_at, kept.disposition) == (InteractionState.ACTIVE, None, "")
    assert kept.resolution is Resolution.OPEN
    store.close_written(work, "")
    assert store.take(work, "joanna").agent == "joanna"


def test_an_agent_begins_work_of_their_own(store: DatabaseStore, account_id: int) -> None:
    anna = saved(store, "Anna Nowak")
    wanted = WorkRow(
        interaction_id=0,
        channel=Channel.EMAIL,
        state=InteractionState.ACTIVE,
        last_at=now(),
        last_direction=Direction.OUTBOUND,
        customer_id=anna,
        address="anna@example.org",
        subject="Your chair",
        agent="maria",
        queue="Billing",
        priority=Priority.HIGH,
    )
    row = store.begin(wanted)
    assert (row.customer_name, row.subject, row.priority, row.due_at) == (
        "Anna Nowak",
        "Your chair",
        Priority.HIGH,
        None,
    )
    assert _ids(store, _view(WorkScope.MINE)) == [row.interaction_id]
    assert [entry.id for entry in store.timeline(anna).entries] == [row.interaction_id]
    store.enqueue(letter(row.interaction_id, account_id))
    assert row_of(store, row.interaction_id).preview == "It is on its way."


def _seen(store: DatabaseStore) -> list[tuple[bool, bool]]:
    """Of each letter whether it was read, and whether the server knows."""
    seen, told = tables.letters.c.is_seen, tables.places.c.is_told
    joined = tables.letters.join(tables.places, tables.places.c.message_id == tables.letters.c.message_id)
    with store.database.reading() as tx:
        chosen = select(seen, told).select_from(joined).order_by(tables.letters.c.message_id)
        return [(row.is_seen, row.is_told) for row in tx.execute(chosen)]


def test_what_is_read_here_the_server_is_to_learn(store: DatabaseStore, work: int, account_id: int) -> None:
    said_in(store, account_id, work, "Hello?", at=ago(minutes=1))
    other = arrived(store, account_id)
    assert _seen(store) == [(False, True)] * 3
    store.mark_read(work)
    assert _seen(store) == [(True, False), (True, False), (False, True)]
    assert (row_of(store, work).is_unread, row_of(store, other).is_unread) == (False, True)
    store.mark_unread(work)
    assert _seen(store) == [(True, False), (False, False), (False, True)]
    assert row_of(store, work).is_unread


def test_what_was_read_before_is_not_told_again(store: DatabaseStore, work: int) -> None:
    """Else two desks that show it would go on telling each other."""
    store.mark_read(work)
    ear = Ear(store)
    store.mark_read(work)
    assert ear.heard() == set()


_CHANGES: dict[str, Callable[[DatabaseStore, int], object]] = {
    "take": lambda store, work: store.take(work, "maria"),
    "assign": lambda store, work: store.assign(work, "maria"),
    "read": lambda store, work: store.mark_read(work),
    "unread": lambda store, work: store.mark_unread(work),
    "snooze": lambda store, work: store.snooze(work, now(60)),
    "prioritise": lambda store, work: store.prioritise(work, Priority.LOW),
    "move": lambda store, work: store.move_to_queue(work, "Sales"),
    "close": lambda store, work: store.close_written(work, ""),
    "reopen": lambda store, work: store.reopen(work, "maria"),
}


@pytest.mark.parametrize("change", _CHANGES)
def test_every_change_is_told(store: DatabaseStore, work: int, change: str) -> None:
    ear = Ear(store)
    _CHANGES[change](store, work)
    given = {(ChangeKind.GIVEN, work)} if change == "assign" else set()
    assert ear.heard() == {(ChangeKind.INTERACTION, work)} | given


@pytest.mark.parametrize("change", _CHANGES)
def test_a_call_is_no_written_work(store: DatabaseStore, change: str) -> None:
    phoned = added(store, call())
    ear = Ear(store)
    with pytest.raises(ValueError, match="is a call"):
        _CHANGES[change](store, phoned)
    with pytest.raises(LookupError):
        _CHANGES[change](store, 99)
    assert ear.heard() == set()


def test_written_work_is_not_among_the_calls_in_hand(store: DatabaseStore, work: int) -> None:
    store.take(work, "maria")
    phoned = added(store, call())
    assert [one.id for one in store.unfinished("maria")] == [phoned]


def test_a_draft_is_marked_for_its_author_alone(store: DatabaseStore, work: int) -> None:
    store.save_draft(draft(work))
    assert [store.work(_view(agent=agent))[0].has_draft for agent in ("maria", "joanna")] == [True, False]


# ------------------------------------------------------------ what a filter narrows by


def test_rows_are_narrowed_by_priority_and_by_the_customers_tags(store: DatabaseStore, account_id: int) -> None:
    first = saved(store, "Anna", email("anna@example.org"), tags=("VIP", "żółty"))
    second = saved(store, "A. Nowak")
    store.merge_customers(first, second)
    urgent = arrived(store, account_id, priority=2)
    high = arrived(store, account_id, priority=1, customer_id=first)
    of_merged = arrived(store, account_id, customer_id=second)
    tagged = arrived(store, account_id, customer_id=saved(store, "Bob", tags=("new",)))
    assert set(_ids(store, _view(priorities=(Priority.URGENT, Priority.HIGH)))) == {urgent, high}
    assert set(_ids(store, _view(tags=("VIP",)))) == {high, of_merged}
    assert set(_ids(store, _view(tags=("żółty", "new")))) == {high, of_merged, tagged}
    assert _ids(store, _view(tags=("vip",))) == []
    assert _ids(store, _view(tags=("VIP",), priorities=(Priority.HIGH,))) == [high]


def test_a_view_is_counted_as_it_is_listed(store: DatabaseStore, account_id: int) -> None:
    customer = saved(store, "Anna", tags=("VIP",))
    for n in range(7):
        arrived(store, account_id, queue="Sales" if n % 2 else "Billing", customer_id=customer if n > 3 else None)
    arrived(store, account_id, snoozed_until=now(600))
    for more in (
        {},
        {"queues": ("Sales",)},
        {"tags": ("VIP",)},
        {"text": "chair"},
        {"text": "nothing such"},
        {"snoozed_too": True},
        {"overdue_only": True},
        {"unread_only": True, "channels": (Channel.EMAIL,)},
    ):
        assert store.work_count(_view(**more)) == len(_ids(store, _view(**more))), more


def test_what_there_is_to_choose_is_that_of_open_work(store: DatabaseStore, account_id: int) -> None:
    assert store.work_facets() == WorkFacets()
    saved(store, "Nobody's", tags=("unused",))
    arrived(store, account_id, customer_id=saved(store, "Anna", tags=("VIP", "a")), queue="Sales")
    arrived(store, account_id, customer_id=saved(store, "Bob", tags=("VIP",)), channel=Channel.CHAT)
    closed = arrived(store, account_id, queue="Returns")
    store.close_written(closed, "")
    facets = store.work_facets()
    assert facets.queues == ("Billing", "Sales")
    assert set(facets.channels) == {Channel.CHAT, Channel.EMAIL}
    assert sorted(facets.tags) == ["VIP", "a"]


def test_rows_that_are_known_are_taken_as_they_are_but_for_those_that_changed(
    store: DatabaseStore, account_id: int
) -> None:
    first, second, asleep, merged = (arrived(store, account_id, at=ago(minutes=9 - n)) for n in range(4))
    store.merge_written(second, merged, "maria")
    store.snooze(asleep, now(0.2))
    view = _view(snoozed_too=True)
    known = store.work(view)
    for one in (first, second):
        store.prioritise(one, Priority.HIGH)
    again = store.work(view, known=known, changed=(merged,))
    by_id = {row.interaction_id: row for row in again}
    assert by_id[first] is next(row for row in known if row.interaction_id == first)
    assert by_id[second].priority is Priority.HIGH  # it stands for the one that changed
    assert [row.interaction_id for row in again] == _ids(store, view)
    deadline = now(5)
    while row_of(store, asleep).snoozed_until is not None and now() < deadline:
        threading.Event().wait(0.02)
    awake = store.work(view, known=known)
    assert {row.interaction_id: row.snoozed_until for row in awake}[asleep] is None
    assert store.work(view, known=known, changed=(first, second, asleep)) == store.work(view)


@pytest.mark.parametrize(
    "pasted", ["".join(map(chr, range(0x4E00, 0x6000))), "Ł" * 60_000, " ".join(map(str, range(5_000)))]
)
def test_a_page_that_is_pasted_for_words_finds_nothing(store: DatabaseStore, account_id: int, pasted: str) -> None:
    arrived(store, account_id, said="four chairs")
    assert _ids(store, _view(text=pasted)) == []


def test_words_find_rows_in_the_order_of_the_list(store: DatabaseStore, account_id: int) -> None:
    later = arrived(store, account_id, said="x", subject="Blue chair", due_at=now(9000))
    urgent = arrived(store, account_id, said="x", subject="Blue table", due_at=now(9999), priority=int(Priority.URGENT))
    overdue = arrived(store, account_id, said="x", subject="A blue lamp", due_at=now(-60))
    arrived(store, account_id, said="x", subject="Bluebell*[?]")
    assert _ids(store, _view(text="blue"))[:1] == [overdue]
    assert _ids(store, _view(text="BLUE cha")) == [later]
    assert _ids(store, _view(text="blue t")) == [urgent]
    assert _ids(store, _view(text="lue")) == []  # words are found from their beginning
    assert _ids(store, _view(text="bluebell*[?]"))[0] not in (later, urgent, overdue)
    assert [one for one in _ids(store, _view(text="blue")) if one in (later, urgent, overdue)] == [
        overdue,
        urgent,
        later,
    ]
