"""What comes in is there once, with its customer, and says what is owed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from desktop.domain.change import Change, ChangeKind
from desktop.domain.channel import Channel, Direction
from desktop.domain.history import SearchQuery
from desktop.domain.interaction import InteractionState, Resolution
from desktop.domain.lease import LeaseLost
from desktop.domain.message import Message
from desktop.domain.work import WorkRow, WorkScope, WorkView
from desktop.domain.written import (
    AttachmentInfo,
    Incoming,
    Mark,
    OutboxState,
    Outgoing,
    Participant,
    Remark,
    Role,
    WrittenMessage,
)
from desktop.services.ports import InteractionChange
from desktop.services.written_ports import Letter
from desktop.store import DatabaseStore
from tests.store.bus.inbox.mails import ANNA, NOW, Inbox, ago, mail, opened, ours
from tests.store.bus.written import row_of
from tests.store.values import added, call, email, handle, saved

ALL = WorkView(scope=WorkScope.ALL, agent="maria", snoozed_too=True)
CLOSED, OFFERED, ACTIVE = InteractionState.CLOSED, InteractionState.OFFERED, InteractionState.ACTIVE


def rows(store: DatabaseStore) -> list[WorkRow]:
    return list(store.work(ALL))


def only_row(store: DatabaseStore) -> WorkRow:
    (row,) = rows(store)
    return row


def said(store: DatabaseStore, interaction_id: int) -> list[str]:
    return [one.message.body for one in store.conversation(interaction_id).messages]


def state(store: DatabaseStore, interaction_id: int) -> InteractionState:
    found = store.interaction(interaction_id)
    assert found is not None
    return found.state


def test_a_mail_becomes_work_with_its_customer(store: DatabaseStore, inbox: Inbox) -> None:
    anna = saved(store, "Anna Kowalczyk", email("Anna@Post.example"))
    (received,) = inbox.take(mail("the chair", text="It  wobbles.\nPlease help."))
    assert received.is_new
    row = only_row(store)
    assert (row.interaction_id, row.customer_id, row.customer_name) == (received.interaction_id, anna, "Anna Kowalczyk")
    assert (row.subject, row.preview, row.queue, row.state) == (
        "About the chair", "It wobbles. Please help.", "Billing", OFFERED
    )  # fmt: skip
    assert (row.last_at, row.due_at, row.is_unread) == (ago(minutes=1), ago(minutes=1) + timedelta(hours=6), True)
    assert store.inbox_position(inbox.account_id) == "after 0"
    (hit,) = store.search(SearchQuery(text="wobbles", customer_id=anna)).hits
    assert hit.interaction_id == received.interaction_id
    assert [entry.title for entry in store.timeline(anna).entries] == ["About the chair"]


def test_a_letter_comes_back_as_it_came(store: DatabaseStore, inbox: Inbox) -> None:
    came = mail(
        "whole",
        html="<p>Zażółć</p>",
        raw=b"From: x\r\n\r\n\xff\x00",
        participants=((Role.FROM, Participant(address=ANNA, name="Anna K")), (Role.CC, Participant(address="b@c.d"))),
        remarks=(Remark(mark=Mark.DAMAGED, words="a date of no year"),),
        attachments=(AttachmentInfo(position=2, name="łóżko.pdf", media_type="application/pdf", size=7),),
    )
    (received,) = inbox.take(came)
    (found,) = store.conversation(received.interaction_id).messages
    assert (found.html, found.participants, found.remarks, found.attachments) == (
        came.html, came.participants, came.remarks, came.attachments
    )  # fmt: skip
    assert found.message.author == "Anna K"
    assert store.raw_message(received.message_id) == came.raw


def test_the_same_mail_is_there_once_however_often_it_comes(store: DatabaseStore, inbox: Inbox) -> None:
    (first,) = inbox.take(mail("one"))
    again = inbox.take(mail("one"), mail("two"), mail("two", place="Archive:two"), mail("one", place="Archive:one"))
    assert [one.is_new for one in again] == [False, True, False, False]
    assert {again[0].message_id, again[3].message_id} == {first.message_id}
    assert again[1].message_id == again[2].message_id
    assert len(rows(store)) == 2
    assert said(store, first.interaction_id) == ["This is one."]


def test_a_mail_that_came_to_two_accounts_is_one(store: DatabaseStore, inbox: Inbox) -> None:
    (first,) = inbox.take(mail("both"))
    (second,) = opened(store, "sales@shop.example").take(mail("both", place="INBOX:7"))
    assert (second.is_new, second.message_id) == (False, first.message_id)
    assert len(said(store, first.interaction_id)) == 1


def test_what_was_answered_is_not_asked_again_by_the_same_mail_in_another_account(
    store: DatabaseStore, inbox: Inbox
) -> None:
    (first,) = inbox.take(mail("both"))
    inbox.take(ours("answer", answers=["both"]))
    store.close_written(first.interaction_id, "solved")
    other = opened(store, "sales@shop.example")
    (second,) = other.take(mail("both", place="INBOX:7"))
    assert (second.interaction_id, rows(store)) == (first.interaction_id, [])
    (third,) = other.take(mail("more", answers=["both"]))  # by the other account
    assert only_row(store).interaction_id == third.interaction_id == first.interaction_id


def test_other_mails_that_carry_the_same_id_are_not_lost(store: DatabaseStore, inbox: Inbox) -> None:
    """A scanner that names all it sends alike, first one by one, then in a batch."""
    scan = mail("scan", text="")
    later = replace(scan, sent_at=ago(seconds=10), raw=b"2", attachments=(AttachmentInfo(
        position=1, name="scan.pdf", media_type="application/pdf", size=9),))  # fmt: skip
    third = replace(later, sent_at=ago(seconds=5), raw=b"3", subject="Another")
    (first,) = inbox.take(scan)
    for _ in range(2):
        again = inbox.take(later, scan, third)
    assert [one.is_new for one in again] == [False, False, False]
    assert len({one.message_id for one in (first, *again)}) == 3


def test_nobody_keeps_a_mail_away_by_sending_another_with_its_id_first(store: DatabaseStore, inbox: Inbox) -> None:
    real = mail("contract", text="I take it.", raw=b"Date: x\r\n\r\nI take it.")
    forged = replace(real, text="I do not.", raw=b"Date: x\r\n\r\nI do not.")
    (first,) = inbox.take(forged)
    for _ in range(2):
        second, third = inbox.take(real, forged)
    assert (second.is_new, third.message_id) == (False, first.message_id)
    assert sorted(said(store, first.interaction_id) + said(store, second.interaction_id)) == ["I do not.", "I take it."]


def test_a_mail_that_came_another_way_or_is_read_otherwise_by_now_is_the_same(inbox: Inbox) -> None:
    raw = b"Received: a\r\nSubject: x\r\n\r\n=C5=82"
    (first,) = inbox.take(mail("a", text="=C5=82", raw=raw))
    other_way = raw.replace(b"Received: a", b"Received: b\r\nReceived: c")
    (again,) = inbox.take(mail("a", text="\u0142", raw=other_way))
    (rewritten,) = inbox.take(mail("a", text="=C5=82", raw=b"Subject: x\r\n\r\nrewritten by a server"))
    assert {one.message_id for one in (again, rewritten)} == {first.message_id}


def test_a_mail_whose_date_is_read_otherwise_this_time_is_still_the_same(inbox: Inbox) -> None:
    (first,) = inbox.take(mail("undated", sent_at=ago(hours=1)))
    (again,) = inbox.take(mail("undated", sent_at=ago(minutes=1)))
    assert (again.is_new, again.message_id) == (False, first.message_id)


def test_a_date_in_the_future_is_now(store: DatabaseStore, inbox: Inbox) -> None:
    inbox.take(mail("early", sent_at=NOW + timedelta(days=9_000)))
    row = only_row(store)
    assert row.last_at <= datetime.now(UTC)


def test_nothing_is_kept_for_who_lost_the_lease(store: DatabaseStore, inbox: Inbox) -> None:
    store.release_lease(inbox.lease)
    assert store.take_lease(inbox.lease.name, "another", timedelta(minutes=5)) is not None
    with pytest.raises(LeaseLost):
        inbox.take(mail("late"))
    assert rows(store) == []
    assert store.inbox_position(inbox.account_id) == ""


def test_each_interaction_that_something_came_for_is_told(store: DatabaseStore, inbox: Inbox) -> None:
    cursor = store.feed_end()
    received = inbox.take(mail("a"), mail("b"), mail("c", answers=["a"]))
    changes, _ = store.changes(cursor)
    assert set(changes) == {
        Change(kind=kind, id=one.interaction_id)
        for one in received
        for kind in (ChangeKind.INTERACTION, ChangeKind.ARRIVED)
    }


# ------------------------------------------------------------ whose it is


def test_an_address_several_have_is_nobodys_until_an_agent_says_so(store: DatabaseStore, inbox: Inbox) -> None:
    saved(store, "Anna", email(ANNA))
    jan = saved(store, "Jan", email(ANNA))
    inbox.take(mail("a"))
    assert only_row(store).customer_id is None
    store.link_address(jan, email(ANNA))
    inbox.take(mail("b"))
    assert {row.subject: row.customer_id for row in rows(store)} == {"About a": None, "About b": jan}


def test_who_is_known_by_another_kind_of_address_is_found_by_it(store: DatabaseStore, inbox: Inbox) -> None:
    ola = saved(store, "Ola", handle("ola@chat.example"))
    inbox.take(mail("a", "ola@chat.example"))
    assert only_row(store).customer_id == ola


def test_a_sender_without_an_address_is_nobody(store: DatabaseStore, inbox: Inbox) -> None:
    nameless = ((Role.FROM, Participant(address="", name="Anna")),)
    one, two = inbox.take(mail("a", participants=nameless), mail("b", participants=nameless))
    assert one.interaction_id != two.interaction_id
    assert {row.customer_id for row in rows(store)} == {None}


def test_a_customer_merged_into_another_is_the_other(store: DatabaseStore, inbox: Inbox) -> None:
    anna, old = saved(store, "Anna"), saved(store, "Anna K", email(ANNA))
    store.merge_customers(anna, old)
    inbox.take(mail("a"))
    assert only_row(store).customer_id == anna


def test_a_stranger_who_was_made_a_customer_since_is_one_in_the_same_conversation(
    store: DatabaseStore, inbox: Inbox
) -> None:
    (first,) = inbox.take(mail("a"))
    anna = saved(store, "Anna", email(ANNA))
    inbox.take(mail("b", answers=["a"]))
    assert only_row(store).customer_id == anna
    hits = store.search(SearchQuery(text="this", customer_id=anna)).hits
    assert {hit.interaction_id for hit in hits} == {first.interaction_id}
    assert len(hits) == 2


def test_an_address_with_a_queue_of_its_own_brings_work_there(store: DatabaseStore, inbox: Inbox) -> None:
    inbox.change(queues="Sales@shop.example  New customers\nnonsense\n")
    inbox.take(mail("a", to="sales@shop.example"), mail("b"), mail("c", answers=["b"], to="sales@shop.example"))
    assert {row.subject: row.queue for row in rows(store)} == {"About a": "New customers", "About b": "Billing"}


# ------------------------------------------------------------ what it asks of us


def test_an_answer_opens_what_was_closed_again_with_its_agent(store: DatabaseStore, inbox: Inbox) -> None:
    (first,) = inbox.take(mail("a"))
    store.take(first.interaction_id, "maria")
    store.close_written(first.interaction_id, "solved")
    assert rows(store) == []
    (second,) = inbox.take(mail("b", answers=["a"], sent_at=ago(seconds=5)))
    assert second.interaction_id == first.interaction_id
    row = only_row(store)
    assert (row.state, row.agent, row.is_unread) == (ACTIVE, "maria", True)
    assert row.due_at == ago(seconds=5) + timedelta(hours=6)
    found = store.interaction(first.interaction_id)
    assert found is not None
    assert (found.closed_at, found.resolution, found.disposition) == (None, Resolution.OPEN, "")


def test_what_nobody_had_comes_back_unassigned_and_what_was_snoozed_wakes(store: DatabaseStore, inbox: Inbox) -> None:
    first, second = inbox.take(mail("a"), mail("b"))
    store.close_written(first.interaction_id, "solved")
    store.snooze(second.interaction_id, NOW + timedelta(days=3))
    inbox.take(mail("c", answers=["a"]), mail("d", answers=["b"]))
    assert {(row.state, row.snoozed_until) for row in rows(store)} == {(OFFERED, None)}
    assert len(rows(store)) == 2


def test_what_is_left_for_later_is_woken_by_the_customer_alone(store: DatabaseStore, inbox: Inbox) -> None:
    (first,) = inbox.take(mail("a"))
    store.take(first.interaction_id, "maria")
    until = NOW + timedelta(days=3)
    store.snooze(first.interaction_id, until)
    inbox.take(mail("robot", answers=["a"], is_automatic=True))
    inbox.take(ours("elsewhere", answers=["a"]))
    inbox.take(mail("jan", "jan@shop.example", answers=["a"], direction=Direction.INTERNAL))
    store.add_note(first.interaction_id, "jan", "He pays late.")
    assert (only_row(store).state, only_row(store).snoozed_until) == (InteractionState.HELD, until)
    inbox.take(mail("b", answers=["a"]))
    assert (only_row(store).state, only_row(store).snoozed_until) == (ACTIVE, None)
    assert only_row(store).agent == "maria"


def test_a_stranger_has_the_name_of_a_person_where_one_wrote(store: DatabaseStore, inbox: Inbox) -> None:
    def by(name: str, address: str, author: str, **more: Any) -> int:
        people = ((Role.FROM, Participant(address=address, name=author)),)
        (taken,) = inbox.take(replace(mail(name, **more), participants=people))
        return taken.interaction_id

    work = by("a", ANNA, "Anna Nowak", sent_at=ago(minutes=9))
    remarks = (Remark(mark=Mark.BOUNCE, words="550"),)
    daemon = "mailer-daemon@post.example", "Mail Delivery System"
    assert by("back", *daemon, about="a@mail.example", is_automatic=True, remarks=remarks) == work
    assert row_of(store, work).customer_name == "Anna Nowak"
    alone = by("alone", *daemon, is_automatic=True, remarks=remarks)
    assert row_of(store, alone).customer_name == "Mail Delivery System"


def test_an_answer_is_owed_since_the_first_that_waits(store: DatabaseStore, inbox: Inbox) -> None:
    inbox.change(answer_hours="2")
    inbox.take(mail("a", sent_at=ago(minutes=50)))
    inbox.take(mail("b", sent_at=ago(minutes=5), answers=["a"]))
    row = only_row(store)
    assert (row.due_at, row.last_at) == (ago(minutes=50) + timedelta(hours=2), ago(minutes=5))


def test_a_robots_answer_is_shown_and_opens_nothing(store: DatabaseStore, inbox: Inbox) -> None:
    (first,) = inbox.take(mail("a"))
    store.close_written(first.interaction_id, "solved")
    inbox.take(mail("away", answers=["a"], is_automatic=True))
    assert rows(store) == []
    assert said(store, first.interaction_id) == ["This is a.", "This is away."]


def test_what_a_robot_begins_is_to_be_read_and_owes_no_answer(store: DatabaseStore, inbox: Inbox) -> None:
    inbox.take(mail("newsletter", is_automatic=True))
    row = only_row(store)
    assert (row.state, row.is_unread, row.due_at) == (OFFERED, True, None)


def test_a_bounce_comes_to_the_message_it_is_about_and_opens_it(store: DatabaseStore, inbox: Inbox) -> None:
    anna = saved(store, "Anna", email(ANNA))
    (first,) = inbox.take(mail("a"))
    inbox.take(ours("b", answers=["a"]))
    store.close_written(first.interaction_id, "solved")
    remarks = (Remark(mark=Mark.BOUNCE, words="550"),)
    told = mail(
        "not delivered", "mailer-daemon@post.example", about="b@mail.example", is_automatic=True, remarks=remarks
    )
    (bounce,) = inbox.take(told)
    assert bounce.interaction_id == first.interaction_id
    assert (only_row(store).customer_id, only_row(store).is_unread) == (anna, True)


def test_a_receipt_comes_to_the_message_it_is_about_and_opens_nothing(store: DatabaseStore, inbox: Inbox) -> None:
    """That somebody read an answer is no question of theirs."""
    (first,) = inbox.take(mail("a"))
    inbox.take(ours("b", answers=["a"]))
    store.close_written(first.interaction_id, "solved")
    (receipt,) = inbox.take(mail("receipt", about="b@mail.example", is_automatic=True))
    assert receipt.interaction_id == first.interaction_id
    assert rows(store) == []


def test_an_answer_from_another_program_ends_what_is_owed(store: DatabaseStore, inbox: Inbox) -> None:
    (first,) = inbox.take(mail("a"))
    store.take(first.interaction_id, "maria")
    inbox.take(ours("b", answers=["a"], sent_at=ago(seconds=5)))
    row = only_row(store)
    assert (row.due_at, row.last_direction, row.state, row.is_unread) == (None, Direction.OUTBOUND, ACTIVE, True)


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
@pytest.mark.parametrize("at_once", [True, False])
def test_what_was_read_and_answered_elsewhere_is_done_in_whatever_order_it_comes(
    store: DatabaseStore, inbox: Inbox, order: tuple[str, str], at_once: bool
) -> None:
    mails = {
        "a": mail("a", is_seen=True, sent_at=ago(hours=2)),
        "b": ours("b", answers=["a"], sent_at=ago(hours=1)),
    }
    batch = [mails[name] for name in order]
    for part in [batch] if at_once else [[one] for one in batch]:
        inbox.take(*part)
    assert rows(store) == []
    inbox.take(mail("c", answers=["b", "a"], sent_at=ago(minutes=1)))
    assert said(store, only_row(store).interaction_id) == ["This is a.", "This is b.", "This is c."]


def test_an_unread_mail_is_work_though_we_wrote_later(store: DatabaseStore, inbox: Inbox) -> None:
    """Both wrote at the same time, and theirs took longer."""
    (first,) = inbox.take(mail("a", sent_at=ago(hours=2)))
    inbox.take(ours("b", answers=["a"], sent_at=ago(minutes=2)))
    store.close_written(first.interaction_id, "solved")
    inbox.take(mail("c", answers=["a"], sent_at=ago(minutes=3)))
    assert only_row(store).is_unread


def test_mail_of_before_the_work_began_is_history(store: DatabaseStore, inbox: Inbox) -> None:
    anna = saved(store, "Anna", email(ANNA))
    inbox.change(work_since=ago(days=14).date().isoformat())
    (old,) = inbox.take(mail("old", sent_at=ago(days=40)))
    assert rows(store) == []
    assert state(store, old.interaction_id) is CLOSED
    assert [entry.title for entry in store.timeline(anna).entries] == ["About old"]
    (answer,) = inbox.take(mail("new", answers=["old"]))
    assert answer.interaction_id == only_row(store).interaction_id == old.interaction_id


def test_what_is_to_go_later_waits_when_the_customer_writes_first(store: DatabaseStore, inbox: Inbox) -> None:
    (first,) = inbox.take(mail("a"))
    later = _queued(store, inbox, first.interaction_id, "later", is_scheduled=True)
    soon = _queued(store, inbox, first.interaction_id, "soon", is_scheduled=False)
    cursor = store.feed_end()
    inbox.take(mail("robot", answers=["a"], is_automatic=True))
    assert {one.state for one in store.outbox()} == {OutboxState.WAITING}
    inbox.take(mail("b", answers=["a"]))
    assert {one.id: one.state for one in store.outbox()} == {later: OutboxState.HELD, soon: OutboxState.WAITING}
    assert Change(kind=ChangeKind.OUTBOX, id=later) in store.changes(cursor)[0]


def test_what_is_held_does_not_go_when_its_time_comes_but_when_an_agent_says_so(
    store: DatabaseStore, inbox: Inbox
) -> None:
    (first,) = inbox.take(mail("a"))
    held = _queued(store, inbox, first.interaction_id, "held", is_scheduled=True, at=ago(seconds=1))
    inbox.take(mail("b", answers=["a"]))
    assert store.claim(inbox.lease, inbox.account_id) is None
    store.release(held)
    claimed = store.claim(inbox.lease, inbox.account_id)
    assert claimed is not None
    assert claimed.id == held


def _queued(
    store: DatabaseStore,
    inbox: Inbox,
    interaction_id: int,
    name: str,
    *,
    is_scheduled: bool,
    at: datetime = NOW + timedelta(hours=1),
) -> int:
    external_id = f"{name}@shop.example"
    message = Message(
        interaction_id=interaction_id,
        direction=Direction.OUTBOUND,
        author="maria",
        body=name,
        sent_at=NOW,
        external_id=external_id,
    )
    outgoing = Outgoing(
        account_id=inbox.account_id,
        interaction_id=interaction_id,
        external_id=external_id,
        send_after=at,
        recipients=(ANNA,),
        is_scheduled=is_scheduled,
        raw=b"raw",
    )
    written = store.enqueue(Letter(written=WrittenMessage(message=message), outgoing=outgoing))
    assert written.id is not None
    return written.id


def test_our_own_copy_is_the_message_we_sent(store: DatabaseStore, inbox: Inbox) -> None:
    (first,) = inbox.take(mail("a"))
    _queued(store, inbox, first.interaction_id, "answer", is_scheduled=False)
    (copy,) = inbox.take(ours("x", answers=["a"], external_id="answer@shop.example", text="as the server has it"))
    assert not copy.is_new
    assert said(store, first.interaction_id) == ["This is a.", "answer"]


def test_a_call_is_not_opened_again(store: DatabaseStore) -> None:
    own_id = added(store, call())
    store.change_interaction(own_id, InteractionChange(state=ACTIVE))
    store.change_interaction(own_id, InteractionChange(state=CLOSED))
    with pytest.raises(ValueError, match="cannot become"):
        store.change_interaction(own_id, InteractionChange(state=ACTIVE))


def test_colleagues_mail_is_shown_and_owes_no_answer(store: DatabaseStore, inbox: Inbox) -> None:
    (first,) = inbox.take(mail("a"))
    store.take(first.interaction_id, "maria")
    store.close_written(first.interaction_id, "solved")
    inbox.take(mail("b", "jan@shop.example", answers=["a"], direction=Direction.INTERNAL))
    assert rows(store) == []
    assert len(said(store, first.interaction_id)) == 2


def test_a_channel_does_not_take_another_ones_ids(store: DatabaseStore, inbox: Inbox) -> None:
    (first,) = inbox.take(mail("a"))
    account = store.save_account(replace(inbox.account, id=None, channel=Channel.CHAT, name="Chat"))
    lease = store.take_lease("chat", "this test", timedelta(minutes=5))
    assert lease is not None
    (second,) = store.receive(lease, account, [mail("a")], "1")
    assert second.is_new
    assert second.interaction_id != first.interaction_id


def test_to_and_from_are_compared_without_their_capitals(store: DatabaseStore, inbox: Inbox) -> None:
    anna = saved(store, "Anna", email("ANNA@post.example"))
    inbox.take(ours("we began", to=ANNA.upper()))
    assert [entry.title for entry in store.timeline(anna).entries] == ["About we began"]


def _arrived(inbox: Inbox, *batch: Incoming) -> list[int]:
    cursor = inbox.store.feed_end()
    inbox.take(*batch)
    return [change.id for change in inbox.store.changes(cursor)[0] if change.kind is ChangeKind.ARRIVED]


def test_who_just_wrote_is_told_and_who_wrote_long_ago_is_not(inbox: Inbox) -> None:
    (before,) = inbox.take(mail("a"))
    assert _arrived(inbox, mail("b", answers=("a",)), mail("old", sent_at=ago(days=2))) == [before.interaction_id]
    assert _arrived(inbox, ours("c", answers=("b",))) == []


def test_of_a_mailbox_read_for_the_first_time_nobody_is_told_to_have_written(inbox: Inbox) -> None:
    assert _arrived(inbox, *(mail(f"m{n}", f"c{n}@post.example") for n in range(21))) == []
