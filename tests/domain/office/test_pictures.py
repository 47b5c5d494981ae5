"""Whose remote pictures are shown unasked: the sender alone who was allowed, and while somebody vouches for them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from desktop.domain.channel import Channel, Direction
from desktop.domain.interaction import Interaction, InteractionState
from desktop.domain.message import Message
from desktop.domain.office.pictures import picture_sender
from desktop.domain.written import Mark, Participant, Remark, Role, WrittenMessage

NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)
ANNA = "anna@mail.example"
MESSAGE = Message(interaction_id=1, direction=Direction.INBOUND, author="Anna", body="", sent_at=NOW)
WORK = Interaction(
    channel=Channel.EMAIL,
    direction=Direction.INBOUND,
    state=InteractionState.ACTIVE,
    started_at=NOW,
    customer_id=7,
    address=ANNA,
)


def mail(*senders: str, marks: tuple[Mark, ...] = (), direction: Direction = Direction.INBOUND) -> WrittenMessage:
    people = tuple((Role.FROM, Participant(address=one, name="Anna Nowak")) for one in senders)
    return WrittenMessage(
        message=replace(MESSAGE, direction=direction),
        participants=(*people, (Role.REPLY_TO, Participant(address="anna.nowak@mail.example"))),
        remarks=tuple(Remark(mark=mark) for mark in marks),
    )


def test_it_is_whom_the_server_or_the_shop_vouches_for() -> None:
    assert picture_sender(mail(ANNA, marks=(Mark.AUTHENTIC,)), None) == ANNA
    assert picture_sender(mail(ANNA), WORK) == ANNA
    assert picture_sender(mail("Anna@MAIL.example"), WORK) == ANNA


def test_nobody_vouches_for_a_stranger() -> None:
    assert picture_sender(mail(ANNA), None) == ""
    assert picture_sender(mail(ANNA), replace(WORK, customer_id=None)) == ""


@pytest.mark.parametrize("mark", [Mark.UNAUTHENTIC, Mark.IMITATES, Mark.REPLY_ELSEWHERE])
def test_what_speaks_against_a_sender_counts_more_than_who_vouches(mark: Mark) -> None:
    assert picture_sender(mail(ANNA, marks=(mark,)), WORK) == ""
    assert picture_sender(mail(ANNA, marks=(Mark.AUTHENTIC, mark)), WORK) == ""


@pytest.mark.parametrize(
    "address",
    [
        *(
            "anna@mail.example.evil.example",
            "anna@mail-example.example",
            "anna+x@mail.example",
            "ann\u0430@mail.example",
        ),
        *("anna.nowak@mail.example", "anna@sub.mail.example", "anna@mаil.example", "bob@mail.example", ""),
    ],
)
def test_another_address_under_the_same_name_is_another_sender(address: str) -> None:
    assert picture_sender(mail(address), WORK) == ""
    assert picture_sender(mail(address, marks=(Mark.AUTHENTIC,)), WORK) == address


def test_addresses_that_only_fold_into_one_are_two() -> None:
    """ß is not ss, and ſ is not s, in a mailbox."""
    for other in ("stra\u00dfe@mail.example", "\u017ftrasse@mail.example"):
        assert picture_sender(mail(other, marks=(Mark.AUTHENTIC,)), None) == other
        assert picture_sender(mail(other), replace(WORK, address="strasse@mail.example")) == ""


def test_several_senders_or_none_are_nobody() -> None:
    assert picture_sender(mail(ANNA, "bob@mail.example", marks=(Mark.AUTHENTIC,)), WORK) == ""
    assert picture_sender(mail(marks=(Mark.AUTHENTIC,)), WORK) == ""


@pytest.mark.parametrize("direction", [Direction.OUTBOUND, Direction.INTERNAL])
def test_nobody_is_asked_about_what_was_written_here(direction: Direction) -> None:
    assert picture_sender(mail(ANNA, marks=(Mark.AUTHENTIC,), direction=direction), WORK) == ""
