"""Automatic answers: to whom one is due, once in a day, and neither lost nor doubled by who writes it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from desktop.domain.lease import LeaseLost
from desktop.domain.office.automatic import AnswerKind, WantedAnswer
from desktop.domain.written import Incoming, Mark, OutboxState, Remark
from desktop.store import DatabaseStore
from tests.store.bus import written
from tests.store.bus.inbox.mails import ANNA, NOW, Inbox, ago, mail, opened, ours
from tests.store.values import email, saved

CLOSED = "\n".join(f"{day} 0:00-0:01" for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
CONFIRMATION = {"confirmation_text": "Thank you. Your case is {case.number}."}
AWAY = {"out_of_hours_text": "Nobody is here.", "business_hours": CLOSED, "time_zone": "UTC"}


@pytest.fixture
def inbox(store: DatabaseStore) -> Inbox:
    """Served for a while: something came in already, and then the texts were set."""
    made = opened(store)
    made.take(mail("before", "somebody@else.example"))
    return made


def soon() -> datetime:
    """After whatever was set up, of which the store says when."""
    return datetime.now(UTC) + timedelta(seconds=1)


def asks(name: str, sender: str = ANNA, **more: Any) -> Incoming:
    """As the channel hands over what a robot may answer."""
    values = {"sent_at": soon(), "answer_to": sender, **more}
    return replace(mail(name, sender), **values)


def wanted(inbox: Inbox) -> list[WantedAnswer]:
    """All of them, each written to nobody."""
    found = []
    while (one := inbox.store.wanted_answer(inbox.account_id)) is not None:
        found.append(one)
        inbox.store.enqueue_answer(inbox.lease, one.id, None)
    return found


def test_a_first_message_is_confirmed_with_the_number_of_a_case(inbox: Inbox) -> None:
    anna = saved(inbox.store, "Anna Nowak", email(ANNA))
    inbox.change(**CONFIRMATION)
    received = inbox.take(asks("first"))[0]
    (one,) = wanted(inbox)
    assert (one.kind, one.address, one.customer_name) == (AnswerKind.CONFIRMATION, ANNA, "Anna Nowak")
    assert one.interaction_id == received.interaction_id
    assert one.answered.message.id == received.message_id
    assert b"This is first." in one.answered_raw
    (case,) = inbox.store.cases(anna)
    assert one.case_number == str(case.number)


def test_no_case_is_opened_for_a_text_that_does_not_name_it(inbox: Inbox) -> None:
    anna = saved(inbox.store, "Anna Nowak", email(ANNA))
    inbox.change(confirmation_text="Thank you.")
    inbox.take(asks("first"))
    assert len(wanted(inbox)) == 1
    assert inbox.store.cases(anna) == []


def test_who_writes_out_of_hours_is_told_so_and_no_second_thing(inbox: Inbox) -> None:
    inbox.change(**CONFIRMATION, **AWAY)
    inbox.take(asks("first"))
    assert [one.kind for one in wanted(inbox)] == [AnswerKind.OUT_OF_HOURS]


def test_what_goes_on_in_a_conversation_is_not_confirmed(inbox: Inbox) -> None:
    inbox.take(mail("first"))
    inbox.change(**CONFIRMATION)
    inbox.take(asks("second", references=("first@mail.example",)))
    assert wanted(inbox) == []


def test_a_sender_gets_one_in_a_day_whatever_they_write_and_through_whichever_account(inbox: Inbox) -> None:
    inbox.change(**CONFIRMATION)
    inbox.take(asks("a"), asks("b"))
    inbox.take(asks("c"), asks("d", "Anna@POST.example"))
    other = opened(inbox.store, "sales@shop.example")
    other.take(mail("e", "x@y.example"))
    other.change(**CONFIRMATION)
    other.take(asks("f"))
    assert len(wanted(inbox)) == 1
    assert wanted(other) == []
    _a_day_passes(inbox.store)
    inbox.take(asks("g"))
    assert len(wanted(inbox)) == 1


def test_one_who_takes_another_return_path_each_time_gets_no_more(inbox: Inbox) -> None:
    inbox.change(**CONFIRMATION)
    inbox.take(asks("a", answer_to="bounce-1@post.example"), asks("b", answer_to="bounce-2@post.example"))
    assert len(wanted(inbox)) == 1


def test_a_flood_of_senders_is_answered_only_so_often(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.domain.office.automatic.MOST_IN_AN_HOUR", 3)
    inbox.change(**CONFIRMATION)
    inbox.take(*(asks(str(number), f"{number}@post.example") for number in range(9)))
    assert len(wanted(inbox)) == 3


SILENT: dict[str, dict[str, Any]] = {
    "the channel says that nobody may be answered": {"answer_to": ""},
    "a robot wrote it": {"is_automatic": True},
    "it is a bounce": {"about": "x@shop.example", "remarks": (Remark(mark=Mark.BOUNCE),), "is_automatic": True},
    "somebody read it in another program": {"is_seen": True},
    "it is older than the wish for answers": {"sent_at": ago(minutes=1)},
    "it claims to be of tomorrow": {"sent_at": NOW + timedelta(days=1)},
}


@pytest.mark.parametrize("why", SILENT)
def test_nothing_is_answered_when(inbox: Inbox, why: str) -> None:
    inbox.change(**CONFIRMATION, **AWAY)
    inbox.take(asks("one", **SILENT[why]))
    assert wanted(inbox) == []


def test_history_is_never_answered(store: DatabaseStore) -> None:
    """An account that is set up with its texts at once, and finds mail of this very minute."""
    inbox = opened(store)
    inbox.change(**CONFIRMATION)
    inbox.take(asks("first"))
    assert wanted(inbox) == []
    inbox.take(asks("second", "jan@post.example"))
    assert len(wanted(inbox)) == 1


def test_what_came_while_the_account_was_switched_off_gets_no_answer(inbox: Inbox) -> None:
    inbox.change(**CONFIRMATION)
    inbox.account = inbox.store.save_account(replace(inbox.account, is_enabled=False))
    inbox.account = inbox.store.save_account(replace(inbox.account, is_enabled=True))
    inbox.take(asks("one", sent_at=ago(minutes=1)))
    assert wanted(inbox) == []
    inbox.take(asks("two"))
    assert len(wanted(inbox)) == 1


def test_what_we_wrote_from_elsewhere_is_not_answered(inbox: Inbox) -> None:
    inbox.change(**CONFIRMATION)
    inbox.take(replace(ours("one"), answer_to=ANNA, sent_at=soon(), is_seen=False))
    assert wanted(inbox) == []


def test_an_answer_is_sent_once_and_the_customer_still_waits_for_a_person(inbox: Inbox) -> None:
    inbox.change(**CONFIRMATION)
    received = inbox.take(asks("one"))[0]
    due_at = written.row_of(inbox.store, received.interaction_id).due_at
    one = inbox.store.wanted_answer(inbox.account_id)
    assert one is not None
    letter = written.letter(received.interaction_id, inbox.account_id, "Thank you.", author="", kind=None)
    sent = inbox.store.enqueue_answer(inbox.lease, one.id, letter)
    assert sent is not None
    assert sent.is_automatic
    again = written.letter(received.interaction_id, inbox.account_id, "Thank you.", author="", kind=None)
    assert inbox.store.enqueue_answer(inbox.lease, one.id, again) is None
    row = written.row_of(inbox.store, received.interaction_id)
    assert (row.due_at, row.is_unread, row.agent, row.preview) == (due_at, True, "", "This is one.")
    assert due_at is not None
    page = inbox.store.conversation(received.interaction_id)
    assert [(one.message.body, one.message.author) for one in page.messages] == [
        ("This is one.", ANNA),
        ("Thank you.", ""),
    ]
    (shown,) = (one.outbox for one in page.messages if one.outbox is not None)
    assert shown.is_automatic


def test_after_taking_back_an_answer_the_customer_still_waits_below_the_automatic_one(inbox: Inbox) -> None:
    inbox.change(**CONFIRMATION)
    received = inbox.take(asks("one"))[0]
    due_at = written.row_of(inbox.store, received.interaction_id).due_at
    one = inbox.store.wanted_answer(inbox.account_id)
    assert one is not None
    at = soon() + timedelta(minutes=1)
    automatic = written.letter(received.interaction_id, inbox.account_id, "Thanks.", author="", kind=None, sent_at=at)
    inbox.store.enqueue_answer(inbox.lease, one.id, automatic)
    letter = inbox.store.enqueue(written.letter(received.interaction_id, inbox.account_id))
    assert letter.id is not None
    assert inbox.store.recall(letter.id) is not None
    row = written.row_of(inbox.store, received.interaction_id)
    assert (row.due_at, row.preview) == (due_at, "This is one.")


def test_who_lost_the_account_writes_none(inbox: Inbox) -> None:
    inbox.change(**CONFIRMATION)
    received = inbox.take(asks("one"))[0]
    one = inbox.store.wanted_answer(inbox.account_id)
    assert one is not None
    inbox.store.release_lease(inbox.lease)
    inbox.store.take_lease(inbox.lease.name, "another hub", timedelta(minutes=1))
    letter = written.letter(received.interaction_id, inbox.account_id, author="", kind=None)
    with pytest.raises(LeaseLost):
        inbox.store.enqueue_answer(inbox.lease, one.id, letter)
    assert inbox.store.wanted_answer(inbox.account_id) is not None
    assert not [sent for sent in inbox.store.outbox() if sent.state is not OutboxState.SENT]


def test_the_same_mail_delivered_twice_is_answered_once(inbox: Inbox) -> None:
    inbox.change(**CONFIRMATION)
    inbox.take(asks("one"), asks("one"))
    inbox.take(asks("one"))
    assert len(wanted(inbox)) == 1


def _a_day_passes(store: DatabaseStore) -> None:
    day = int(timedelta(days=1, minutes=5).total_seconds() * 1_000_000)
    with store.database.writing() as tx:
        tx.exec_driver_sql(f"UPDATE automatic_answers SET wanted_at = wanted_at - {day}")


@pytest.fixture(autouse=True)
def nothing_is_left(store: DatabaseStore) -> Iterator[None]:
    yield
    with store.database.reading() as tx:
        count = tx.exec_driver_sql("SELECT count(*) FROM outbox WHERE author = '' AND attempts > 0").scalar()
    assert count == 0
