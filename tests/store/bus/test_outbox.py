"""The outbox: written whole, taken back until it is claimed, sent once whatever dies meanwhile."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from desktop.domain.change import ChangeKind
from desktop.domain.channel import Direction
from desktop.domain.history import SearchQuery
from desktop.domain.interaction import InteractionState
from desktop.domain.lease import Lease, LeaseLost
from desktop.domain.work import WorkScope, WorkView
from desktop.domain.written import DraftKind, OutboxState, Outgoing
from desktop.store import DatabaseStore
from tests.store.bus.written import (
    Ear,
    account,
    arrived,
    count,
    draft,
    lease,
    letter,
    now,
    row_of,
    said_in,
)
from tests.store.values import added, ago, call

OVER = timedelta(seconds=-1)


@pytest.fixture
def account_id(store: DatabaseStore) -> int:
    return account(store)


@pytest.fixture
def work(store: DatabaseStore, account_id: int) -> int:
    return arrived(store, account_id)


@pytest.fixture
def held(store: DatabaseStore) -> Lease:
    return lease(store)


def _sure(outgoing: Outgoing | None) -> tuple[Outgoing, int]:
    assert outgoing is not None
    assert outgoing.id is not None
    return outgoing, outgoing.id


def _queued(store: DatabaseStore, work: int, account_id: int, said: str = "On its way.", seconds: float = -1) -> int:
    return _sure(store.enqueue(letter(work, account_id, said, send_after=now(seconds))))[1]


def _state(store: DatabaseStore, outgoing_id: int) -> OutboxState | None:
    """None: it is in the outbox no more."""
    return next((one.state for one in store.outbox() if one.id == outgoing_id), None)


# ------------------------------------------------------------ into it


def test_what_an_agent_begins_is_called_what_its_first_letter_is_about(
    store: DatabaseStore, work: int, account_id: int
) -> None:
    begun = store.begin(replace(row_of(store, work), interaction_id=0, agent="maria", subject="")).interaction_id

    def send(subject: str, kind: DraftKind) -> int:
        made = letter(begun, account_id, kind=kind)
        message = replace(made.written.message, subject=subject)
        return _sure(store.enqueue(replace(made, written=replace(made.written, message=message))))[1]

    def found(text: str) -> list[int]:
        return [row.interaction_id for row in store.work(WorkView(scope=WorkScope.ALL, agent="maria", text=text))]

    first = send("A hinge", DraftKind.NEW)
    assert (row_of(store, begun).subject, found("hinge")) == ("A hinge", [begun])
    assert store.recall(first) is not None
    send("A screw", DraftKind.NEW)
    send("Re: something else", DraftKind.REPLY)
    assert row_of(store, begun).subject == "A screw"
    assert (found("hinge"), found("screw")) == ([], [begun])
    assert not store.search(SearchQuery(text="hinge")).hits
    assert row_of(store, work).subject == "Order 10-48377"


def test_a_letter_is_written_whole_and_its_draft_is_gone(store: DatabaseStore, work: int, account_id: int) -> None:
    store.save_draft(draft(work))
    ear = Ear(store)
    outgoing = store.enqueue(letter(work, account_id, "It is on its way."))
    assert outgoing.state is OutboxState.WAITING
    assert store.draft(work, "maria", DraftKind.REPLY) is None
    page = store.conversation(work)
    assert [one.message.body for one in page.messages] == ["Where is my chair?", "It is on its way."]
    assert page.messages[-1].outbox == outgoing
    assert outgoing.message_id is not None
    assert store.raw_message(outgoing.message_id).endswith(b"It is on its way.")
    assert [hit.interaction_id for hit in store.search(SearchQuery(text="way")).hits] == [work]
    row = row_of(store, work)
    assert (row.agent, row.state, row.due_at) == ("maria", InteractionState.ACTIVE, None)
    assert (row.last_direction, row.preview, row.is_unread) == (Direction.OUTBOUND, "It is on its way.", False)
    heard = ear.heard()
    assert {(ChangeKind.OUTBOX, outgoing.id), (ChangeKind.INTERACTION, work), (ChangeKind.DRAFT, work)} == heard


def test_a_letter_asked_for_twice_is_there_once(store: DatabaseStore, work: int, account_id: int) -> None:
    wanted = letter(work, account_id)
    first = store.enqueue(wanted)
    assert store.enqueue(wanted) == first
    assert count(store, "outbox") == 1
    assert len(store.conversation(work).messages) == 2


def test_a_letter_that_cannot_be_written_leaves_nothing_and_the_draft_as_it_was(
    store: DatabaseStore, account_id: int
) -> None:
    phoned = added(store, call())
    store.save_draft(draft(phoned))
    with pytest.raises(ValueError, match="is a call"):
        store.enqueue(letter(phoned, account_id))
    assert count(store, "outbox") == count(store, "messages") == count(store, "letters") == 0
    assert store.draft(phoned, "maria", DraftKind.REPLY) is not None


def test_a_letter_in_closed_work_opens_it_again(store: DatabaseStore, work: int, account_id: int) -> None:
    store.close_written(work, "")
    store.enqueue(letter(work, account_id))
    assert row_of(store, work).agent == "maria"


def test_work_that_a_colleague_has_stays_theirs_whoever_answers(
    store: DatabaseStore, work: int, account_id: int
) -> None:
    store.take(work, "jan")
    outgoing_id = _queued(store, work, account_id, seconds=10)
    row = row_of(store, work)
    assert (row.agent, row.preview, row.due_at) == ("jan", "On its way.", None)
    assert store.recall(outgoing_id) is not None
    assert row_of(store, work).agent == "jan"


def test_what_is_passed_on_to_somebody_else_leaves_the_customer_waiting(
    store: DatabaseStore, work: int, account_id: int
) -> None:
    owed = row_of(store, work).due_at
    queued = store.enqueue(letter(work, account_id, kind=DraftKind.FORWARD))
    assert row_of(store, work).due_at == owed is not None
    store.recall(queued.id or 0)
    assert row_of(store, work).due_at == owed


def test_what_was_passed_on_is_owed_by_whatever_way_it_comes_back_into_the_list(
    store: DatabaseStore, work: int, account_id: int, held: Lease
) -> None:
    owed = row_of(store, work).due_at
    _, passed_on = _sure(store.enqueue(letter(work, account_id, kind=DraftKind.FORWARD, send_after=now(-1))))
    answer = _queued(store, work, account_id, seconds=10)
    assert row_of(store, work).due_at is None
    store.recall(answer)
    assert row_of(store, work).due_at == owed is not None
    store.claim(held, account_id)
    store.not_delivered(held, passed_on, "550 no such user", None)
    store.release(passed_on)
    assert row_of(store, work).due_at == owed
    for is_sent in (False, True):
        if is_sent:
            store.claim(held, account_id)
            store.delivered(held, passed_on)
            assert store.recall(passed_on) is None
        store.close_written(work, "")
        assert store.reopen(work, "maria").due_at == owed, is_sent
    other = arrived(store, account_id, at=now(-30))
    store.merge_written(work, other, "maria")
    assert row_of(store, work).due_at == owed
    store.split_written(other)
    assert row_of(store, work).due_at == owed
    store.forget_files(now(60))
    store.enqueue(letter(work, account_id))
    store.close_written(work, "")
    assert store.reopen(work, "maria").due_at is None


def test_an_automatic_answer_leaves_the_customer_waiting_for_a_person(
    store: DatabaseStore, work: int, account_id: int
) -> None:
    before = row_of(store, work)
    store.enqueue(letter(work, account_id, "We will write soon.", author="", kind=None))
    assert row_of(store, work) == before


# ------------------------------------------------------------ back out of it


def test_what_is_taken_back_is_the_draft_as_it_was(store: DatabaseStore, work: int, account_id: int) -> None:
    file = store.keep_file("chair.pdf", "application/pdf", b"%PDF", "c7")
    store.save_draft(draft(work, "Draft  as typed \n", files=(file,), answers=7, account_id=account_id))
    kept, before = store.draft(work, "maria", DraftKind.REPLY), row_of(store, work)
    outgoing, outgoing_id = _sure(store.enqueue(letter(work, account_id)))
    ear = Ear(store)
    assert store.recall(outgoing_id) == kept == store.draft(work, "maria", DraftKind.REPLY)
    assert store.file(file.id or 0) == b"%PDF"
    assert [one.message.body for one in store.conversation(work).messages] == ["Where is my chair?"]
    assert store.search(SearchQuery(text="way")).hits == ()
    assert store.raw_message(outgoing.message_id or 0) == b""
    after = row_of(store, work)
    assert (after.due_at, after.preview, after.last_direction) == (before.due_at, before.preview, Direction.INBOUND)
    assert after.last_at == before.last_at
    assert count(store, "threads") == 0
    assert {(ChangeKind.OUTBOX, outgoing_id), (ChangeKind.INTERACTION, work), (ChangeKind.DRAFT, work)} == ear.heard()


def test_a_letter_taken_back_twice_is_taken_back_once(store: DatabaseStore, work: int, account_id: int) -> None:
    outgoing_id = _queued(store, work, account_id)
    assert store.recall(outgoing_id) is not None
    assert store.recall(outgoing_id) is None


def test_the_number_of_a_letter_taken_back_is_no_other_letters(
    store: DatabaseStore, work: int, account_id: int
) -> None:
    first = _queued(store, work, account_id)
    store.recall(first)
    assert _queued(store, work, account_id) != first
    assert store.recall(first) is None


def test_what_was_begun_since_stands_below_what_is_taken_back(store: DatabaseStore, work: int, account_id: int) -> None:
    first, second = store.keep_file("a", "text/plain", b"a"), store.keep_file("b", "text/plain", b"b")
    store.save_draft(draft(work, "First.", files=(first,)))
    outgoing_id = _queued(store, work, account_id)
    store.save_draft(draft(work, "Second.", files=(second,)))
    back = store.recall(outgoing_id)
    assert back is not None
    assert back.text == "First.\n\nSecond."
    assert back.html == "<p>First.</p><br><br><p>Second.</p>"
    assert back.files == (first, second)


def test_what_is_being_sent_or_in_doubt_is_not_taken_back(
    store: DatabaseStore, work: int, account_id: int, held: Lease
) -> None:
    outgoing_id = _queued(store, work, account_id)
    assert store.claim(held, account_id) is not None
    assert store.recall(outgoing_id) is None
    store.doubt(held, outgoing_id)
    store.undecided(held, outgoing_id, "connection lost", now(60))
    assert _state(store, outgoing_id) is OutboxState.WAITING
    assert store.recall(outgoing_id) is None
    assert len(store.conversation(work).messages) == 2


def test_of_sending_and_taking_back_at_once_one_happens(store: DatabaseStore, account_id: int, held: Lease) -> None:
    for _ in range(12):
        work = arrived(store, account_id)
        outgoing_id = _queued(store, work, account_id)
        with ThreadPoolExecutor(2) as threads:
            claimed = threads.submit(store.claim, held, account_id)
            back = threads.submit(store.recall, outgoing_id)
            assert (claimed.result() is None) == (back.result() is not None)
        if claimed.result() is not None:
            store.delivered(held, outgoing_id)


def test_sent_and_closed_and_taken_back_is_open_again(store: DatabaseStore, work: int, account_id: int) -> None:
    outgoing_id = _queued(store, work, account_id, seconds=10)
    store.close_written(work, "")
    assert store.recall(outgoing_id) is not None
    row = row_of(store, work)
    assert (row.agent, row.last_direction, row.has_draft) == ("maria", Direction.INBOUND, True)
    assert row.due_at is not None


def test_an_answer_that_came_meanwhile_stays_the_last_word(store: DatabaseStore, work: int, account_id: int) -> None:
    outgoing_id = _queued(store, work, account_id, seconds=10)
    said_in(store, account_id, work, "Never mind, it came.", at=now())
    store.recall(outgoing_id)
    assert row_of(store, work).preview == "Never mind, it came."


# ------------------------------------------------------------ on its way


def test_nothing_goes_before_its_time(store: DatabaseStore, work: int, account_id: int, held: Lease) -> None:
    outgoing_id = _queued(store, work, account_id, seconds=30)
    assert store.claim(held, account_id) is None
    due = store.next_due(account_id)
    assert due is not None
    assert timedelta(seconds=20) < due - now() < timedelta(seconds=31)
    store.release(outgoing_id)
    assert _sure(store.claim(held, account_id))[1] == outgoing_id


def test_a_letter_goes_its_way_once(store: DatabaseStore, work: int, account_id: int, held: Lease) -> None:
    wanted = letter(work, account_id, send_after=now(-1))
    outgoing_id = _sure(store.enqueue(wanted))[1]
    claimed, _ = _sure(store.claim(held, account_id))
    assert (claimed.state, claimed.attempts, claimed.is_in_doubt) == (OutboxState.SENDING, 1, False)
    assert (claimed.raw, claimed.recipients) == (wanted.outgoing.raw, wanted.outgoing.recipients)
    store.doubt(held, outgoing_id)
    assert next(one for one in store.outbox() if one.id == outgoing_id).is_in_doubt
    store.delivered(held, outgoing_id)
    assert (store.claim(held, account_id), store.next_due(account_id), list(store.outbox())) == (None, None, [])
    shown = store.conversation(work).messages[-1].outbox
    assert shown is not None
    assert (shown.state, shown.is_in_doubt, shown.error) == (OutboxState.SENT, False, "")
    assert store.recall(outgoing_id) is None


def test_letters_go_in_the_order_they_are_due_each_account_its_own(
    store: DatabaseStore, work: int, account_id: int, held: Lease
) -> None:
    other = account(store)
    last, first = _queued(store, work, account_id, seconds=-2), _queued(store, work, account_id, seconds=-5)
    elsewhere = _queued(store, work, other, seconds=-9)
    assert _sure(store.claim(held, account_id))[1] == first
    store.delivered(held, first)
    assert _sure(store.claim(held, account_id))[1] == last
    assert _sure(store.claim(held, other))[1] == elsewhere


@pytest.mark.parametrize("is_in_doubt", [False, True])
def test_what_a_dead_sender_left_is_claimed_first_by_the_next(
    store: DatabaseStore, work: int, account_id: int, *, is_in_doubt: bool
) -> None:
    dead = lease(store, "hub 1", OVER)
    left = _queued(store, work, account_id)
    store.claim(dead, account_id)
    if is_in_doubt:
        store.doubt(dead, left)
    _queued(store, work, account_id, seconds=-3600)
    next_one = lease(store, "hub 2")
    due = store.next_due(account_id)
    assert due is not None
    assert due < now()
    claimed, claimed_id = _sure(store.claim(next_one, account_id))
    assert (claimed_id, claimed.attempts, claimed.is_in_doubt) == (left, 2, is_in_doubt)


def test_an_earlier_holder_can_end_nothing_any_more(store: DatabaseStore, work: int, account_id: int) -> None:
    dead = lease(store, "hub 1", OVER)
    left = _queued(store, work, account_id)
    store.claim(dead, account_id)
    alive = lease(store, "hub 2")
    before = list(store.outbox())
    late: list[Callable[[], object]] = [
        lambda: store.claim(dead, account_id),
        lambda: store.doubt(dead, left),
        lambda: store.delivered(dead, left),
        lambda: store.not_delivered(dead, left, "no", None),
        lambda: store.undecided(dead, left, "?", now()),
    ]
    for end in late:
        with pytest.raises(LeaseLost):
            end()
    assert list(store.outbox()) == before
    store.claim(alive, account_id)
    store.delivered(alive, left)


def test_a_letter_that_was_certainly_not_sent_is_tried_again(
    store: DatabaseStore, work: int, account_id: int, held: Lease
) -> None:
    outgoing_id = _queued(store, work, account_id)
    store.claim(held, account_id)
    store.doubt(held, outgoing_id)
    again_at = now(60)
    store.not_delivered(held, outgoing_id, "451 try later", again_at)
    waiting = next(iter(store.outbox("maria")))
    assert (waiting.state, waiting.error, waiting.is_in_doubt) == (OutboxState.WAITING, "451 try later", False)
    assert waiting.next_try_at == store.next_due(account_id) == again_at
    assert store.claim(held, account_id) is None
    store.release(outgoing_id)
    assert _sure(store.claim(held, account_id))[0].attempts == 2


def test_what_the_server_refused_is_work_again_with_its_words(
    store: DatabaseStore, work: int, account_id: int, held: Lease
) -> None:
    owed = row_of(store, work).due_at
    outgoing_id = _queued(store, work, account_id)
    store.close_written(work, "")
    store.claim(held, account_id)
    store.not_delivered(held, outgoing_id, "550 no such user", None)
    failed = next(iter(store.outbox("maria")))
    assert (failed.state, failed.error) == (OutboxState.FAILED, "550 no such user")
    row = row_of(store, work)
    assert (row.agent, row.is_unread, row.due_at) == ("maria", True, owed)
    assert store.next_due(account_id) is None
    store.release(outgoing_id)
    assert row_of(store, work).due_at is None
    assert _sure(store.claim(held, account_id))[1] == outgoing_id
    store.not_delivered(held, outgoing_id, "550 no such user", None)
    assert row_of(store, work).due_at == owed
    assert store.recall(outgoing_id) is not None


def test_what_is_in_doubt_is_asked_after_when_it_is_time(
    store: DatabaseStore, work: int, account_id: int, held: Lease
) -> None:
    outgoing_id = _queued(store, work, account_id)
    store.claim(held, account_id)
    store.doubt(held, outgoing_id)
    since = next(iter(store.outbox())).doubted_at
    store.undecided(held, outgoing_id, "the server has not said", now(-1))
    asked, _ = _sure(store.claim(held, account_id))
    assert asked.doubted_at == since
    assert asked.error == "the server has not said"


def test_only_what_is_being_sent_can_end(store: DatabaseStore, work: int, account_id: int, held: Lease) -> None:
    outgoing_id = _queued(store, work, account_id)
    with pytest.raises(LookupError):
        store.delivered(held, outgoing_id)
    assert _state(store, outgoing_id) is OutboxState.WAITING


def test_the_outbox_is_of_one_agent_or_all_newest_first(store: DatabaseStore, work: int, account_id: int) -> None:
    mine = [_queued(store, work, account_id) for _ in range(2)]
    hers = _sure(store.enqueue(letter(work, account_id, author="joanna")))[1]
    assert [one.id for one in store.outbox("maria")] == mine[::-1]
    assert [one.id for one in store.outbox()] == [hers, *mine[::-1]]
    assert {one.raw for one in store.outbox()} == {b""}


def test_a_letter_for_later_waits_until_then(store: DatabaseStore, work: int, account_id: int, held: Lease) -> None:
    wanted = letter(work, account_id, send_after=now(3600), is_scheduled=True, sent_at=ago(seconds=1))
    assert store.enqueue(wanted).is_scheduled
    assert store.claim(held, account_id) is None


@pytest.mark.parametrize(
    ("minutes", "is_scheduled", "is_due"), [(60, False, True), (4, False, True), (2, False, False), (60, True, False)]
)
def test_a_letter_from_before_the_clock_was_put_back_waits_no_more_and_one_for_later_does(
    store: DatabaseStore, minutes: int, is_scheduled: bool, is_due: bool
) -> None:
    account_id = account(store)
    work = arrived(store, account_id)
    held = lease(store)
    store.enqueue(letter(work, account_id, send_after=now(60 * minutes), is_scheduled=is_scheduled))
    due = store.next_due(account_id)
    assert due is not None
    assert (due < now()) is is_due
    assert (store.claim(held, account_id) is not None) is is_due


@pytest.mark.parametrize(("minutes", "is_due"), [(50, True), (30, False)])
def test_a_pause_between_two_tries_that_the_clock_made_long_is_over(
    store: DatabaseStore, work: int, account_id: int, held: Lease, minutes: int, is_due: bool
) -> None:
    outgoing_id = _queued(store, work, account_id)
    assert store.claim(held, account_id) is not None
    store.not_delivered(held, outgoing_id, "450 later", now(60 * minutes))
    assert (store.claim(held, account_id) is not None) is is_due
