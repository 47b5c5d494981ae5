"""Automatic answers by way of a real Postfix and Dovecot: nothing comes back from one, and two desks do not talk."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from desktop.channels.email.connector import EmailConnector
from desktop.channels.email.letters import EmailLetters
from desktop.domain.channel import Direction
from desktop.domain.errors import Rejected
from desktop.domain.message import Message
from desktop.domain.written import Draft, DraftKind, Incoming, Outgoing, Participant, WrittenMessage
from desktop.services.channel import Writing
from tests.channels.email.test_rude_servers import FEATURES, account
from tests.channels.mail_world import GONE, Desk, MailWorld, Secrets, letter
from tests.channels.rude_server import Manners, rude_server, smtp


class Robot:
    """A desk that answers all that may be answered, as often as it may."""

    def __init__(self, world: MailWorld) -> None:
        self.account = world.account()
        self.connector = EmailConnector(self.account, Secrets())
        self.desk = Desk(self.connector)
        self.answered: list[str] = []

    def send(self, to: str, text: str) -> None:
        draft = Draft(
            interaction_id=1, agent="maria", kind=DraftKind.NEW, text=text, subject=text, to=(Participant(address=to),)
        )
        self._send(Writing(draft=draft, account=self.account, answered=None, send_after=datetime.now(UTC)))

    def answer(self, one: Incoming) -> None:
        if not one.answer_to:
            return
        self.answered.append(one.answer_to)
        message = Message(
            id=1, interaction_id=1, direction=Direction.INBOUND, author="", body=one.text, sent_at=one.sent_at,
            subject=one.subject, external_id=one.external_id,
        )  # fmt: skip
        to = (Participant(address=one.answer_to),)
        writing = Writing(
            draft=Draft(interaction_id=1, agent="", kind=DraftKind.REPLY, text="We answer soon.", to=to),
            account=self.account,
            answered=WrittenMessage(message=message, participants=one.participants),
            answered_raw=one.raw,
            send_after=datetime.now(UTC),
            is_automatic=True,
        )
        self._send(writing)

    def _send(self, writing: Writing) -> None:
        self.connector.send(EmailLetters().write(writing).outgoing, lambda: None)


def test_two_desks_that_answer_each_other_stop_after_one_each(world: MailWorld) -> None:
    one, other = Robot(world), Robot(world)
    with ExitStack() as stack:
        for robot in (one, other):
            stack.callback(robot.connector.close)
            stack.enter_context(robot.desk)
        one.send(other.account.address, "Where is it?")
        other.answer(_of(other, "Where is it?"))
        came = _of(one, "Auto: Where is it?")
        assert came.is_automatic
        assert b"Return-Path: <>" in came.raw
        one.answer(came)
    assert other.answered == [one.account.address]
    assert one.answered == []


def test_an_automatic_answer_to_somebody_who_is_gone_brings_nothing_back(world: MailWorld) -> None:
    """And an ordinary letter there does: so the server does send bounces."""
    robot = Robot(world)
    with ExitStack() as stack:
        stack.callback(robot.connector.close)
        stack.enter_context(robot.desk)
        silent = replace(letter(robot.account, GONE, text="automatic"), is_automatic=True)
        robot.connector.send(silent, lambda: None)
        loud = letter(robot.account, GONE, text="of a person")
        robot.connector.send(loud, lambda: None)
        bounce = _wait(robot, lambda came: bool(came.about))
        assert bounce.about == loud.external_id
        (failed,) = bounce.failed
        assert failed[0] == GONE
        assert "5.1.1" in failed[1]
        assert not [came for came in robot.desk.kept.values() if came.about == silent.external_id]


def _of(robot: Robot, subject: str) -> Incoming:
    return _wait(robot, lambda came: came.subject == subject and came.direction is Direction.INBOUND)


def _wait(robot: Robot, is_it: Callable[[Incoming], bool]) -> Incoming:
    count = 0
    while True:
        count += 1
        found = [came for came in robot.desk.wait(count) if is_it(came)]
        if found:
            return found[0]


def _sent(answers: dict[str, bytes]) -> list[bytes]:
    with rude_server(Manners(answers={"EHLO": FEATURES, **answers}), smtp) as server:
        its = account(server, "none")
        outgoing: Outgoing = replace(letter(its, "ann@example.test"), is_automatic=True)
        EmailConnector(its, Secrets()).send(outgoing, lambda: None)
        return [line for line in server.heard if line.startswith((b"MAIL", b"RSET"))]


def test_the_envelope_of_an_automatic_answer_has_no_sender() -> None:
    assert [line.partition(b" SIZE")[0] for line in _sent({})] == [b"MAIL FROM:<>"]


def test_a_server_that_takes_no_empty_sender_gets_the_accounts_own() -> None:
    with pytest.raises(Rejected, match="550 not you"):  # this one refuses any: it was tried twice
        _sent({"MAIL": b"550 not you\r\n"})
