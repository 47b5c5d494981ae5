"""Whoever refers to a message of a conversation comes into it: who took no part in it before is said to be new."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain import text
from desktop.domain.channel import Direction
from desktop.domain.written import Incoming, Mark, Participant, Received, Remark, Role
from desktop.services.ports import InteractionChange
from desktop.store import DatabaseStore
from tests.store.bus.inbox.mails import ANNA, OURS, Inbox, ago, mail, ours
from tests.store.values import email, saved

EVE = "eve@evil.example"
BOB = "bob@post.example"
NEW = f"{EVE} was not in this conversation before"


def told(store: DatabaseStore, received: Received) -> list[str]:
    """What is said of its sender's being new."""
    read = store.written(received.message_id)
    assert read is not None
    return [remark.words for remark in read.remarks if remark.mark is Mark.NEWCOMER]


def with_copy(address: str) -> dict[str, Any]:
    people = ((Role.FROM, ANNA), (Role.TO, OURS), (Role.CC, address))
    return {"participants": tuple((role, Participant(address=who)) for role, who in people)}


@pytest.mark.parametrize("is_customer", [True, False])
def test_a_stranger_who_refers_to_a_message_of_it_is_said_to_be_new(
    store: DatabaseStore, inbox: Inbox, is_customer: bool
) -> None:
    if is_customer:
        saved(store, "Anna", email(ANNA))
    first, answer = inbox.take(mail("a", sent_at=ago(hours=1)), ours("b", answers=["a"]))
    (came,) = inbox.take(mail("c", EVE, answers=["b"]))
    assert came.interaction_id == first.interaction_id
    assert told(store, came) == [NEW]
    assert told(store, first) == told(store, answer) == []


def test_a_message_of_before_all_others_is_no_way_around_it(store: DatabaseStore, inbox: Inbox) -> None:
    inbox.take(mail("a"))
    (came,) = inbox.take(mail("b", EVE, answers=["a"], sent_at=ago(days=9)))
    assert told(store, came) == [NEW]


def test_it_is_said_within_one_batch_and_once(store: DatabaseStore, inbox: Inbox) -> None:
    _, came, again = inbox.take(
        mail("a", sent_at=ago(hours=3)),
        mail("b", EVE, answers=["a"], sent_at=ago(hours=2)),
        mail("c", EVE.upper(), answers=["b"]),
    )
    assert told(store, came) == [NEW]
    assert told(store, again) == []


def test_it_stands_beside_what_is_said_of_it_anyway(store: DatabaseStore, inbox: Inbox) -> None:
    inbox.take(mail("a"))
    doubt = Remark(mark=Mark.UNAUTHENTIC, words="DMARC failed")
    (came,) = inbox.take(mail("b", EVE, answers=["a"], remarks=(doubt,)))
    read = store.written(came.message_id)
    assert read is not None
    assert read.remarks == (doubt, Remark(mark=Mark.NEWCOMER, words=NEW))


def test_who_was_written_to_or_had_a_copy_is_not_new(store: DatabaseStore, inbox: Inbox) -> None:
    inbox.take(mail("a", sent_at=ago(hours=3), **with_copy(BOB)))
    inbox.take(ours("b", "Jan@post.example", answers=["a"], sent_at=ago(hours=2)))
    received = inbox.take(mail("c", BOB.title(), answers=["b"]), mail("d", "jan@post.example", answers=["b"]))
    assert [told(store, one) for one in received] == [[], []]


def test_the_customers_other_addresses_are_not_new_even_a_shared_one(store: DatabaseStore, inbox: Inbox) -> None:
    saved(store, "Anna", email(ANNA), email("anna@home.example"), email("family@home.example"))
    saved(store, "Jan", email("family@home.example"))
    inbox.take(mail("a", sent_at=ago(hours=3)))
    received = inbox.take(
        mail("b", "anna@home.example", answers=["a"]),
        mail("c", "family@home.example", answers=["a"]),
    )
    assert [told(store, one) for one in received] == [[], []]


def test_an_address_of_a_customer_that_was_merged_is_not_new(store: DatabaseStore, inbox: Inbox) -> None:
    anna, old = saved(store, "Anna", email(ANNA)), saved(store, "Anna K", email(BOB))
    store.merge_customers(anna, old)
    inbox.take(mail("a", sent_at=ago(hours=3)))
    (came,) = inbox.take(mail("b", BOB, answers=["a"]))
    assert told(store, came) == []


def test_who_is_in_a_part_that_was_merged_is_not_new(store: DatabaseStore, inbox: Inbox) -> None:
    one, other = inbox.take(mail("a"), mail("x", BOB))
    store.merge_written(one.interaction_id, other.interaction_id, "maria")
    known, came = inbox.take(mail("b", BOB, answers=["a"]), mail("c", EVE, answers=["x"]))
    assert told(store, known) == []
    assert told(store, came) == [NEW]


def test_who_is_in_another_conversation_that_the_message_shows_to_be_the_same_is_not_new(
    store: DatabaseStore, inbox: Inbox
) -> None:
    first, _ = inbox.take(mail("a", sent_at=ago(hours=3)), mail("x", sent_at=ago(hours=2), **with_copy(BOB)))
    (came,) = inbox.take(mail("b", BOB, answers=["x", "a"]))
    assert came.interaction_id == first.interaction_id
    assert told(store, came) == []


def with_bob(name: str, **more: Any) -> Incoming:
    people = ((Role.FROM, OURS), (Role.TO, ANNA), (Role.CC, BOB))
    return ours(name, participants=tuple((role, Participant(address=who)) for role, who in people), **more)


@given(order=st.permutations(range(5)), together=st.integers(1, 5))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whom_we_brought_in_ourselves_is_not_new_and_whom_we_answered_is_whatever_is_read_first(
    store: DatabaseStore, inbox: Inbox, order: list[int], together: int
) -> None:
    one = f"{order}{together}"
    inbox.take(mail(f"a{one}", sent_at=ago(hours=9)))
    later = [
        with_bob(f"b{one}", answers=[f"a{one}"], sent_at=ago(hours=8)),
        mail(f"c{one}", BOB, answers=[f"a{one}"], sent_at=ago(hours=7)),
        mail(f"d{one}", EVE, answers=[f"a{one}"], sent_at=ago(hours=6)),
        ours(f"e{one}", EVE, answers=[f"a{one}", f"d{one}"], sent_at=ago(hours=5)),
        mail(f"f{one}", BOB, answers=[f"e{one}"], sent_at=ago(hours=4)),
    ]
    taken: list[Received] = []
    for first in range(0, 5, together):
        taken += inbox.take(*(later[number] for number in order[first : first + together]))
    said = {number: told(store, received) for number, received in zip(order, taken, strict=True)}
    assert said == {0: [], 1: [], 2: [NEW], 3: [], 4: []}


def test_what_else_is_said_of_it_stays_when_its_sender_is_new_no_more(store: DatabaseStore, inbox: Inbox) -> None:
    inbox.take(mail("a", sent_at=ago(hours=3)), mail("x", sent_at=ago(hours=3)))
    doubt = Remark(mark=Mark.UNAUTHENTIC, words="DMARC failed")
    (came,) = inbox.take(mail("c", BOB, answers=["a"], remarks=(doubt,), sent_at=ago(hours=1)))
    inbox.take(with_bob("y", answers=["x"], sent_at=ago(hours=2)))
    assert told(store, came) == [f"{BOB} was not in this conversation before"]  # that was another conversation
    inbox.take(with_bob("b", answers=["a"], sent_at=ago(hours=2)))
    read = store.written(came.message_id)
    assert read is not None
    assert read.remarks == (doubt,)


def test_robots_reports_and_our_own_people_are_not_said_to_be_new(store: DatabaseStore, inbox: Inbox) -> None:
    inbox.take(mail("a", sent_at=ago(hours=3)))
    bounced = Remark(mark=Mark.BOUNCE, words="No such mailbox")
    received = inbox.take(
        mail("b", "robot@post.example", answers=["a"], is_automatic=True),
        mail("c", "mailer-daemon@post.example", answers=["a"], remarks=(bounced,)),
        mail("d", "maria@shop.example", answers=["a"], direction=Direction.INTERNAL),
        ours("e", answers=["a"]),
    )
    assert [told(store, one) for one in received] == [[], [], [], []]


def test_who_begins_a_conversation_is_not_new_in_it(store: DatabaseStore, inbox: Inbox) -> None:
    received = inbox.take(mail("a", EVE), mail("b", EVE, answers=["not here"]))
    assert [told(store, one) for one in received] == [[], []]


def test_who_names_no_address_at_all_is_new(store: DatabaseStore, inbox: Inbox) -> None:
    nobody = ((Role.TO, Participant(address=OURS)),)
    inbox.take(mail("a"), mail("x", participants=nobody))
    received = inbox.take(mail("b", answers=["a"], participants=nobody), mail("y", answers=["x"], participants=nobody))
    words = "Somebody without an address was not in this conversation before"
    assert [told(store, one) for one in received] == [[words], [words]]


def test_a_customer_of_another_conversation_is_new_where_nobody_is_known(store: DatabaseStore, inbox: Inbox) -> None:
    """The conversation is theirs from then on: all the more is it to be seen."""
    (first,) = inbox.take(mail("a"))
    saved(store, "Eve", email(EVE))
    (came,) = inbox.take(mail("b", EVE, answers=["a"]))
    assert came.interaction_id == first.interaction_id
    assert told(store, came) == [NEW]


def test_an_address_that_an_agent_gave_the_customer_is_known(store: DatabaseStore, inbox: Inbox) -> None:
    (first,) = inbox.take(mail("a"))
    jan = saved(store, "Jan", email(BOB))
    store.change_interaction(first.interaction_id, InteractionChange(customer_id=jan))
    (came,) = inbox.take(mail("b", BOB, answers=["a"]))
    assert told(store, came) == []


def test_it_is_told_in_the_language_of_who_reads_it(
    store: DatabaseStore, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox.take(mail("a"))
    (came,) = inbox.take(mail("b", EVE, answers=["a"]))
    polish = {"{address} was not in this conversation before": "{address} nie brał dotąd udziału w tej rozmowie"}
    monkeypatch.setattr(text, "_translator", lambda source, n: polish.get(source, source))
    assert told(store, came) == [f"{EVE} nie brał dotąd udziału w tej rozmowie"]
