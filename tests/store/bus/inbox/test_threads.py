"""Where a message belongs, in whatever order it comes."""

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from desktop.domain.channel import Direction
from desktop.domain.interaction import InteractionState
from desktop.domain.work import WorkScope, WorkView
from desktop.domain.written import Incoming, Participant, Role
from desktop.services.ports import InteractionChange
from desktop.store import DatabaseStore
from tests.store.bus.inbox.mails import ANNA, OURS, Inbox, ago, mail, opened, ours
from tests.store.values import added, call, email, saved

STRANGER = "somebody@elsewhere.example"


def of(inbox: Inbox, *batch: Incoming) -> list[int]:
    return [one.interaction_id for one in inbox.take(*batch)]


def test_an_answer_that_comes_before_what_it_answers_is_found_by_what_follows(inbox: Inbox) -> None:
    (last,) = of(inbox, mail("c", answers=["a", "b"]))
    (middle,) = of(inbox, mail("b", answers=["a"]))
    (first,) = of(inbox, mail("a"))
    assert first == middle == last


def test_the_nearest_that_is_known_decides(inbox: Inbox) -> None:
    a, b = of(inbox, mail("a"), mail("b"))
    found = of(inbox, mail("c", answers=["a", "b"]), mail("d", answers=["b", "a", "not here"]))
    assert found == [b, a]


def test_a_mail_with_the_same_subject_is_no_answer(inbox: Inbox) -> None:
    one, two = of(inbox, mail("a", subject="Order"), mail("b", subject="Re: Order"))
    assert one != two


def test_whoever_answers_comes_into_the_conversation(inbox: Inbox) -> None:
    (first,) = of(inbox, mail("a"))
    assert of(inbox, mail("b", STRANGER, answers=["a"])) == [first]


def test_another_customer_who_answers_what_many_were_sent_begins_a_conversation(
    store: DatabaseStore, inbox: Inbox
) -> None:
    """Blind copies of one message went to both: neither is to read the other's words."""
    anna, jan = saved(store, "Anna", email(ANNA)), saved(store, "Jan", email("jan@post.example"))
    bulk = ours("bulk", "undisclosed@shop.example")
    (sent,) = of(inbox, bulk)
    (from_anna,) = of(inbox, mail("x", answers=["bulk"]))
    (from_jan,) = of(inbox, mail("y", "jan@post.example", answers=["bulk"]))
    assert from_anna == sent
    assert from_jan != sent
    assert of(inbox, mail("z", "jan@post.example", answers=["bulk"]), mail("w", answers=["bulk"])) == [from_jan, sent]
    rows = store.work(WorkView(scope=WorkScope.ALL, agent=""))
    assert {row.interaction_id: row.customer_id for row in rows} == {sent: anna, from_jan: jan}


def test_another_customer_who_was_written_to_answers_in_the_same_conversation(
    store: DatabaseStore, inbox: Inbox
) -> None:
    saved(store, "Anna", email(ANNA))
    saved(store, "Jan", email("jan@post.example"))
    both = ((Role.FROM, ANNA), (Role.TO, OURS), (Role.CC, "Jan@post.example"))
    people = tuple((role, Participant(address=address)) for role, address in both)
    (first,) = of(inbox, mail("a", participants=people))
    assert of(inbox, mail("b", "jan@post.example", answers=["a"])) == [first]


JAN = "jan@post.example"


def test_an_id_of_anothers_conversation_opens_it_to_no_other_customer(store: DatabaseStore, inbox: Inbox) -> None:
    """Named in each place there is, together with ids of one's own, and again once the first try is there."""
    anna, jan = saved(store, "Anna", email(ANNA)), saved(store, "Jan", email(JAN))
    (hers,) = of(inbox, mail("a"), ours("b", answers=["a"]))[:1]
    of(inbox, mail("j", JAN))
    assert of(inbox, mail("x1", JAN, answers=["a", "b"])) != [hers]
    assert of(inbox, mail("x2", JAN, answers=["j", "b"])) != [hers]
    assert of(inbox, mail("x3", JAN, about="b@mail.example")) != [hers]
    assert of(inbox, mail("x4", JAN, answers=["x1", "a"])) != [hers]
    assert of(inbox, mail("c", answers=["a", "b"])) == [hers]
    rows = store.work(WorkView(scope=WorkScope.ALL, agent=""))
    assert [row.customer_id for row in rows if row.interaction_id == hers] == [anna]
    assert {row.customer_id for row in rows if row.interaction_id != hers} == {jan}
    said = store.conversation(hers, limit=100).messages
    assert {one.message.subject for one in said} == {"About a", "About b", "About c"}


def test_who_names_an_id_before_it_is_there_does_not_draw_the_mail_to_themselves(
    store: DatabaseStore, inbox: Inbox
) -> None:
    anna, jan = saved(store, "Anna", email(ANNA)), saved(store, "Jan", email(JAN))
    (planted,) = of(inbox, mail("x", JAN, answers=["a", "b"]))
    hers = of(inbox, mail("a"), mail("b", answers=["a"]))
    assert planted not in hers
    assert len(set(hers)) == 1
    rows = store.work(WorkView(scope=WorkScope.ALL, agent=""))
    assert {row.interaction_id: row.customer_id for row in rows} == {planted: jan, hers[0]: anna}


def test_a_message_under_an_id_that_is_taken_changes_nothing_of_the_first(store: DatabaseStore, inbox: Inbox) -> None:
    saved(store, "Anna", email(ANNA))
    saved(store, "Jan", email(JAN))
    (hers,) = of(inbox, mail("a"))
    forged = mail("a", JAN, text="Pay to another account.", raw=b"Message-ID: <a@mail.example>\r\n\r\nPay.\r\n")
    (his,) = of(inbox, forged)
    assert his != hers
    (kept,) = store.conversation(hers).messages
    assert kept.message.body == "This is a."


def test_an_endless_list_of_references_is_found_by_its_ends(store: DatabaseStore, inbox: Inbox) -> None:
    names = [f"n{n}" for n in range(5_000)]
    (first,) = of(inbox, mail("a", answers=names))
    with store.database.reading() as tx:
        assert tx.execute(text("SELECT count(*) FROM threads")).scalar_one() <= 60
    assert of(inbox, mail("b", answers=["n0"]), mail("c", answers=["n4999"])) == [first, first]


# ------------------------------------------------------------ cases


def _case(store: DatabaseStore, interaction_id: int, customer_id: int | None = None) -> str:
    case = store.open_case(customer_id, "Broken chair")
    store.change_interaction(interaction_id, InteractionChange(case_id=case.id))
    return f"c{case.number}"


def test_the_tag_of_a_case_brings_its_customer_back(store: DatabaseStore, inbox: Inbox) -> None:
    (first,) = of(inbox, mail("a"))
    tag = _case(store, first)
    assert of(inbox, mail("new mail", tags=(tag,))) == [first]


def test_the_tag_of_a_case_lets_no_stranger_in(store: DatabaseStore, inbox: Inbox) -> None:
    (first,) = of(inbox, mail("a"))
    tag = _case(store, first)
    (other,) = of(inbox, mail("guess", STRANGER, tags=(tag,)))
    assert other != first
    found = store.interaction(other)
    assert found is not None
    assert found.case_id is None


def test_a_mail_about_the_case_of_a_call_begins_in_that_case(store: DatabaseStore, inbox: Inbox) -> None:
    anna = saved(store, "Anna", email(ANNA))
    spoken = added(store, call(customer_id=anna))
    tag = _case(store, spoken, anna)
    (written,) = of(inbox, mail("a", tags=("c99999", "nonsense", tag)))
    assert written != spoken
    call_row, mail_row = store.interaction(spoken), store.interaction(written)
    assert call_row is not None
    assert mail_row is not None
    assert mail_row.case_id == call_row.case_id
    assert call_row.state is InteractionState.OFFERED


def test_a_case_that_nothing_was_said_in_yet_is_its_customers_alone(store: DatabaseStore, inbox: Inbox) -> None:
    anna = saved(store, "Anna", email(ANNA))
    case = store.open_case(anna, "Broken chair")
    hers, strangers = of(inbox, mail("a", tags=(f"c{case.number}",)), mail("b", STRANGER, tags=(f"c{case.number}",)))
    found = [store.interaction(one) for one in (hers, strangers)]
    assert [one.case_id if one is not None else 0 for one in found] == [case.id, None]


def test_references_go_before_the_tag(store: DatabaseStore, inbox: Inbox) -> None:
    first, second = of(inbox, mail("a"), mail("b"))
    tag = _case(store, first)
    assert of(inbox, mail("c", answers=["b"], tags=(tag,))) == [second]


# ------------------------------------------------------------ any order


@st.composite
def conversations(draw: st.DrawFn) -> tuple[list[Incoming], list[list[int]], set[int]]:
    """Some conversations, each mail with what goes before it, in batches of any order, some delivered twice."""
    mails: list[Incoming] = []
    roots: dict[int, int] = {}
    for n in range(draw(st.integers(1, 9))):
        before = draw(st.none() | st.sampled_from(range(n))) if n else None
        known = mails[before] if before is not None else None
        answers = (*known.references, known.external_id) if known is not None else ()
        write = draw(st.sampled_from((mail, ours)))
        one = write(f"m{n}", sent_at=ago(minutes=draw(st.integers(1, 90))))
        mails.append(replace(one, references=answers))
        roots[n] = n if before is None else roots[before]
    order = draw(st.permutations(range(len(mails))))
    order = [*order, *draw(st.lists(st.sampled_from(range(len(mails))), max_size=4))]
    cuts = sorted(draw(st.sets(st.integers(1, len(order)), max_size=4)))
    batches = [order[a:b] for a, b in zip([0, *cuts], [*cuts, len(order)], strict=True)]
    return mails, batches, set(roots.values())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(conversations())
def test_a_conversation_is_one_in_whatever_order_and_however_often_it_comes(
    store: DatabaseStore, drawn: tuple[list[Incoming], Sequence[Sequence[int]], set[int]]
) -> None:
    mails, batches, roots = drawn
    inbox = _emptied(store)
    received = [one for batch in batches for one in inbox.take(*(mails[n] for n in batch))]
    assert sum(one.is_new for one in received) == len(mails)
    with store.database.reading() as tx:
        kept = tx.execute(text("SELECT interaction_id, external_id FROM messages")).all()
        work = set(tx.execute(text("SELECT interaction_id FROM work")).scalars())
        opened_ones = set(tx.execute(text("SELECT id FROM interactions WHERE state <> 'closed'")).scalars())
    assert sorted(row.external_id for row in kept) == sorted(one.external_id for one in mails)
    assert len({row.interaction_id for row in kept}) == len(roots)
    assert work == opened_ones
    unread = {one.external_id for one in mails if one.direction is Direction.INBOUND}
    assert {row.interaction_id for row in kept if row.external_id in unread} <= work


def _emptied(store: DatabaseStore) -> Inbox:
    with store.database.writing() as tx:
        for table in ("document_words", "places", "threads", "letter_contents", "letters", "work", "documents"):
            if table != "document_words":
                tx.execute(text(f"DELETE FROM {table}"))
            elif store.database.is_sqlite:
                tx.execute(text("INSERT INTO document_words (document_words) VALUES ('delete-all')"))
        for table in ("messages", "interactions", "account_states", "accounts"):
            tx.execute(text(f"DELETE FROM {table}"))
    return opened(store)


def test_what_is_left_behind_is_lists_that_can_be_read(store: DatabaseStore, inbox: Inbox) -> None:
    inbox.take(mail("a"))
    with store.database.reading() as tx:
        stored = tx.execute(text("SELECT participants FROM letters")).scalar_one()
    people = json.loads(stored) if isinstance(stored, str) else stored
    assert people == [["from", ANNA, ""], ["to", OURS, ""]]


@pytest.mark.parametrize("count", [0, 1, 450])
def test_a_batch_may_have_any_size(inbox: Inbox, count: int) -> None:
    received = inbox.take(*(mail(f"m{n}", f"c{n}@post.example") for n in range(count)))
    assert len({one.interaction_id for one in received}) == count
