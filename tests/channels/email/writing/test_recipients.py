"""Who an answer goes to, and what an agent is warned of before it goes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.channels.email.writing.recipients import cautions, differences, reply, reply_all
from desktop.domain.channel import Direction
from desktop.domain.written import DraftKind, Mark, Participant, Participants, Remark, Role
from tests.channels.email.writing.letters import ANNA, BILLING, BOB, OWN, US, draft, written

RETURNS = Participant(address="returns@oakshop.example")
OURS_WITH_CASE = Participant(address="support+c3312.0123456789abcdef@oakshop.example")


@pytest.mark.parametrize(
    ("people", "to", "cc"),
    [
        (((Role.FROM, ANNA), (Role.TO, US)), (ANNA,), ()),
        (((Role.FROM, ANNA), (Role.REPLY_TO, BILLING), (Role.TO, US)), (BILLING,), ()),
        (((Role.FROM, ANNA), (Role.REPLY_TO, US), (Role.TO, US)), (ANNA,), ()),
        (((Role.FROM, ANNA), (Role.TO, US), (Role.TO, BOB), (Role.CC, BILLING)), (ANNA, BOB), (BILLING,)),
        (((Role.FROM, ANNA), (Role.TO, OURS_WITH_CASE), (Role.CC, RETURNS), (Role.CC, BOB)), (ANNA,), (BOB,)),
        (((Role.FROM, ANNA), (Role.TO, US), (Role.CC, ANNA), (Role.CC, BOB), (Role.CC, BOB)), (ANNA,), (BOB,)),
        (((Role.FROM, ANNA), (Role.TO, US), (Role.BCC, BOB)), (ANNA,), ()),
        (((Role.FROM, ANNA), (Role.SENDER, BOB), (Role.TO, US)), (ANNA,), ()),
    ],
)
def test_to_and_cc_are_carried_over_without_ourselves(
    people: Participants, to: tuple[Participant, ...], cc: tuple[Participant, ...]
) -> None:
    recipients = reply_all(written(people), OWN)
    assert (recipients.to, recipients.cc) == (to, cc)


def test_a_plain_reply_goes_to_its_author_alone() -> None:
    answered = written(((Role.FROM, ANNA), (Role.TO, US), (Role.TO, BOB), (Role.CC, BILLING)))
    assert reply(answered, OWN).to == (ANNA,)
    assert reply(answered, OWN).cc == ()


def test_after_a_message_of_our_own_the_same_people_are_written_to_again() -> None:
    ours = written(((Role.FROM, US), (Role.TO, ANNA), (Role.CC, BOB)), direction=Direction.OUTBOUND)
    assert reply(ours, OWN).to == (ANNA,)
    assert reply_all(ours, OWN).cc == (BOB,)


def test_one_address_in_two_writings_is_one_person() -> None:
    twice = written(((Role.FROM, ANNA), (Role.TO, Participant(address="ANNA@Garden.example")), (Role.TO, US)))
    assert reply_all(twice, OWN).to == (ANNA,)


def test_a_note_among_colleagues_was_to_nobody_who_could_be_left_out() -> None:
    note = written((), direction=Direction.INTERNAL)
    assert differences(draft(to=(ANNA,), cc=(BOB,)), note, OWN) == ()


def test_who_gets_what_is_passed_on_is_no_surprise() -> None:
    last = written(((Role.FROM, ANNA), (Role.TO, US)))
    assert differences(draft(kind=DraftKind.FORWARD, to=(BOB,)), last, OWN) == ()
    assert differences(draft(to=(BOB,)), last, OWN) != ()


def test_who_was_not_on_the_last_mail_and_who_is_left_out_is_said() -> None:
    last = written(((Role.FROM, ANNA), (Role.TO, US), (Role.CC, BOB)))
    assert differences(draft(to=(ANNA,), cc=(BOB,)), last, OWN) == ()
    added, left_out = differences(draft(to=(ANNA,), cc=(BILLING,)), last, OWN)
    assert "billing@garden.example" in added
    assert "bob@garden.example" in left_out
    assert differences(draft(to=(ANNA,)), None, OWN) == ()


def test_an_answer_to_the_address_that_was_asked_for_differs_in_nothing() -> None:
    last = written(((Role.FROM, ANNA), (Role.REPLY_TO, BILLING), (Role.TO, US)))
    assert differences(draft(to=(BILLING,)), last, OWN) == ()


def test_who_only_carried_the_last_mail_is_not_missed() -> None:
    last = written(((Role.FROM, ANNA), (Role.SENDER, BOB), (Role.TO, US)))
    assert differences(draft(to=(ANNA,)), last, OWN) == ()
    asked = written(((Role.FROM, ANNA), (Role.REPLY_TO, BILLING), (Role.TO, US)))
    assert differences(draft(to=(ANNA,)), asked, OWN) == ()


def test_an_answer_to_who_may_be_somebody_else_is_warned_of() -> None:
    elsewhere = Participant(address="anna@other.test")
    last = written(((Role.FROM, ANNA), (Role.REPLY_TO, elsewhere), (Role.TO, US)))
    (words,) = cautions(draft(to=(elsewhere,)), last)
    assert "anna@other.test" in words
    assert cautions(draft(to=(ANNA,)), last) == ()
    near = written(((Role.FROM, ANNA), (Role.REPLY_TO, BILLING), (Role.TO, US)))
    assert cautions(draft(to=(BILLING,)), near) == ()
    imitating = replace(near, remarks=(Remark(mark=Mark.IMITATES, words="x"),))
    assert len(cautions(draft(to=(ANNA,)), imitating)) == 1
    assert cautions(draft(to=(BOB,)), imitating) == ()


def test_of_many_the_first_are_named_and_the_rest_counted() -> None:
    many = tuple(Participant(address=f"p{number}@x.example") for number in range(5))
    (added,) = differences(draft(to=(ANNA, *many)), written(((Role.FROM, ANNA), (Role.TO, US))), OWN)
    assert "p2@x.example" in added
    assert "p3@x.example" not in added
    assert "2" in added


_PEOPLE = st.sampled_from([ANNA, BOB, BILLING, US, RETURNS, OURS_WITH_CASE, Participant(address="", name="Nobody")])


@given(st.lists(st.tuples(st.sampled_from(Role), _PEOPLE), max_size=12), st.sampled_from(Direction))
def test_nobody_gets_it_twice_and_never_ourselves(people: list[tuple[Role, Participant]], way: Direction) -> None:
    message = written(tuple(people), direction=way)
    recipients = reply_all(message, OWN)
    addresses = [each.address for each in (*recipients.to, *recipients.cc)]
    assert len(addresses) == len(set(addresses))
    assert all(addresses)
    assert not any("oakshop" in each for each in addresses)
    hidden = {each.address for role, each in people if role is Role.BCC} - {
        each.address for role, each in people if role is not Role.BCC
    }
    assert hidden.isdisjoint(addresses)
    answer = draft(to=recipients.to, cc=recipients.cc)
    assert not any("Not on the last" in words for words in differences(answer, message, OWN))
