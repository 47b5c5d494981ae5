"""A conversation by way of a real Postfix and a real Dovecot: what is composed here is what arrives there."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from desktop.channels.email.connector import EmailConnector
from desktop.channels.email.letters import EmailLetters
from desktop.channels.email.parse import attachment, read_mail
from desktop.domain.channel import Direction
from desktop.domain.message import Message
from desktop.domain.written import (
    ChannelAccount,
    Draft,
    DraftKind,
    Incoming,
    Mark,
    Participant,
    Role,
    StoredFile,
    WrittenMessage,
)
from desktop.services.channel import Writing
from tests.channels.mail_world import GONE, Desk, MailWorld, Secrets

PICTURE = StoredFile(name="krzesło.png", media_type="image/png", size=4, content_id="p1.x", id=1)
PAPER = StoredFile(name="退款 – zażółć.pdf", media_type="application/pdf", size=5_000, id=2)


class Person:
    """Somebody with an account here: an agent or a customer."""

    def __init__(self, account: ChannelAccount) -> None:
        self.account = account
        self.connector = EmailConnector(account, Secrets())
        self.desk = Desk(self.connector)

    @property
    def address(self) -> Participant:
        return Participant(address=self.account.address, name="陈美玲, Chen")

    def send(
        self,
        draft: Draft,
        answered: Incoming | None = None,
        files: dict[StoredFile, bytes] | None = None,
        queue: str = "",
    ) -> bytes:
        writing = Writing(
            draft=draft,
            account=self.account,
            answered=_written(answered) if answered is not None else None,
            answered_raw=answered.raw if answered is not None else b"",
            send_after=datetime.now(UTC),
            files=tuple((files or {}).items()),
            case_number="3312",
            queue=queue,
        )
        outgoing = EmailLetters().write(writing).outgoing
        self.connector.send(outgoing, lambda: None)
        return outgoing.raw


@pytest.fixture
def two(world: MailWorld) -> Iterator[tuple[Person, Person]]:
    agent = Person(replace(world.account(subject_tags="yes", signature="Oak Shop"), name="Łucja z Oak Shop"))
    customer = Person(world.account())
    with ExitStack() as stack:
        for person in (agent, customer):
            stack.callback(person.connector.close)
            stack.enter_context(person.desk)
        yield agent, customer


def _written(incoming: Incoming) -> WrittenMessage:
    message = Message(
        interaction_id=1,
        direction=Direction.INBOUND,
        author="",
        body=incoming.text,
        sent_at=incoming.sent_at,
        subject=incoming.subject,
        external_id=incoming.external_id,
        id=1,
    )
    return WrittenMessage(
        message=message,
        participants=incoming.participants,
        html=incoming.html,
        attachments=incoming.attachments,
    )


def _draft(text: str, kind: DraftKind = DraftKind.NEW, **values: Any) -> Draft:
    return Draft(interaction_id=1, agent="marek", kind=kind, text=text, **values)


def test_a_letter_arrives_as_it_was_written(two: tuple[Person, Person]) -> None:
    agent, customer = two
    files = {PICTURE: b"\x89PNG", PAPER: bytes(range(250)) * 20}
    html = '<p>Dzień dobry,</p><p>您好 <img src="cid:p1.x"> “.”</p><p>.</p><p>From here</p>'
    sent = agent.send(
        _draft("", html=html, subject="Zwrot 退款 " * 12, to=(customer.address,), bcc=(agent.address,)), files=files
    )
    (came,) = customer.desk.wait(1)
    assert came.raw.endswith(sent.partition(b"MIME-Version")[2])
    assert b"\n" not in came.raw.replace(b"\r\n", b"")
    assert came.subject == ("Zwrot 退款 " * 12).strip() + " [#3312]"
    assert came.text.split() == ["Dzień", "dobry,", "您好", "“.”", ".", "From", "here", "--", "Oak", "Shop"]
    people = dict(came.participants)
    assert people[Role.FROM] == Participant(address=agent.account.address, name="Łucja z Oak Shop")
    assert people[Role.TO] == customer.address
    assert Role.BCC not in people
    assert [(each.name, each.content_id) for each in came.attachments] == [(PICTURE.name, "p1.x"), (PAPER.name, "")]
    assert [attachment(came.raw, each.position) for each in came.attachments] == list(files.values())
    # and stands where it stood, here and where it is passed on to
    shown = EmailLetters().show(_written(came), lambda: came.raw)
    assert (shown.pictures, shown.blocked_pictures) == ((("p1.x", b"\x89PNG"),), 0)
    assert 'src="cid:p1.x"' in shown.html
    forward = _draft("See below", DraftKind.FORWARD, to=(agent.address,), subject="Fwd: Zwrot")
    customer.send(forward, came, files={PICTURE: b"\x89PNG"})
    passed = next(each for each in agent.desk.wait(2) if each.subject.startswith("Fwd: Zwrot"))
    assert EmailLetters().show(_written(passed), lambda: passed.raw).pictures == (("p1.x", b"\x89PNG"),)


def test_an_answer_to_an_answer_finds_back(two: tuple[Person, Person]) -> None:
    agent, customer = two
    customer.send(_draft("Where is my chair?", subject="Chair", to=(agent.address,)))
    (asked,) = agent.desk.wait(1)
    letters = EmailLetters()
    reply = letters.begin(_draft("", DraftKind.REPLY), _written(asked), agent.account, to_all=True)
    assert [each.address for each in reply.to] == [customer.account.address]
    agent.send(replace(reply, text="On its way."), asked)
    # besides its own letter's copy, the customer has the answer
    answer = next(each for each in customer.desk.wait(2) if each.direction is Direction.INBOUND)
    assert answer.references == (asked.external_id,)
    assert "> Where is my chair?" in answer.text
    again = letters.begin(_draft("", DraftKind.REPLY), _written(answer), customer.account, to_all=True)
    customer.send(replace(again, text="Thank you!"), answer)
    thanks = next(each for each in agent.desk.wait(3) if each.text.startswith("Thank you!"))
    assert thanks.references == (asked.external_id, answer.external_id)
    assert thanks.tags == ("c3312",)
    assert thanks.subject == "Re: Chair [#3312]"


def test_an_alias_is_written_to_and_answers_and_a_queue_writes_from_its_own(
    world: MailWorld, two: tuple[Person, Person]
) -> None:
    _, customer = two
    bare = world.account()
    returns, sales = (bare.address.replace("@", f"+{name}@") for name in ("returns", "sales"))
    settings = {**dict(bare.settings), "aliases": f"{returns}\n{sales}", "queues": f"{sales} Sales"}
    agent = Person(replace(bare, settings=tuple(settings.items())))
    with closing(agent.connector), agent.desk:
        customer.send(_draft("Where?", subject="Chair", to=(Participant(address=returns),), cc=(agent.address,)))
        (asked,) = agent.desk.wait(1)
        assert asked.direction is Direction.INBOUND
        letters = EmailLetters()
        reply = letters.begin(_draft("", DraftKind.REPLY), _written(asked), agent.account, to_all=True)
        assert [each.address for each in (*reply.to, *reply.cc)] == [customer.account.address]  # nobody of us
        agent.send(replace(reply, text="On its way."), asked, queue="Sales")
        agent.send(_draft("News", subject="News", to=(customer.address,)), queue="Sales")
        came = [each for each in customer.desk.wait(3) if each.direction is Direction.INBOUND]
    authors = {each.subject.partition(" [")[0]: dict(each.participants)[Role.FROM].address for each in came}
    assert authors == {"Re: Chair": returns, "News": sales}


def test_what_cannot_be_delivered_comes_back_as_a_bounce_of_that_letter(two: tuple[Person, Person]) -> None:
    agent, _ = two
    sent = agent.send(_draft("Hello", subject="Chair", to=(Participant(address=GONE),)))
    bounce = next(each for each in agent.desk.wait(2) if each.direction is Direction.INBOUND)
    assert bounce.about == read_mail(sent).external_id
    assert bounce.is_automatic
    (words,) = [remark.words for remark in bounce.remarks if remark.mark is Mark.BOUNCE]
    assert words.startswith(f"{GONE}: ")
    assert "550 5.1.1" in words


def test_an_answer_to_the_address_of_a_case_is_delivered_and_known(two: tuple[Person, Person]) -> None:
    agent, customer = two
    settings = (*agent.account.settings, ("plus_addresses", "yes"))
    agent.account = replace(agent.account, settings=settings)
    agent.send(_draft("Hello", subject="Chair", to=(customer.address,)))
    (came,) = customer.desk.wait(1)
    reply = EmailLetters().begin(_draft("", DraftKind.REPLY), _written(came), customer.account, to_all=False)
    assert "+c3312." in reply.to[0].address
    customer.send(replace(reply, text="Hi", subject="Something else"), came)
    answer = next(each for each in agent.desk.wait(2) if each.text.startswith("Hi"))
    assert answer.tags == ("c3312",)
