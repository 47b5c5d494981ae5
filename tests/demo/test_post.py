"""The demo's mail: what its people write is mail like any other, and who is answered answers."""

import email
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from threading import Event

import pytest

from desktop.channels.email.parse import read_mail
from desktop.demo.post.letters import SUPPORT, Kind, Scripts, answer_to, mail_of
from desktop.demo.post.office import Office, OfficeConnector, shop_account
from desktop.demo.world import World, make_world
from desktop.domain.written import Incoming, Mark, Outgoing, Role

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def world() -> World:
    return make_world(today=NOW, seed=1, size=30)


@pytest.fixture
def office(world: World) -> Iterator[Office]:
    office = Office(Scripts(world), answer_seconds=0.05)
    yield office
    office.close()


def _received(office: Office, count: int, position: str = "") -> list[Incoming]:
    """So many, as the connector hands them over to who read until `position` before."""
    connector, stop = OfficeConnector(shop_account(), office), Event()
    found: list[Incoming] = []
    deadline = time.monotonic() + 30

    def deliver(batch: "list[Incoming] | tuple[()]", position: str, seen: object = ()) -> None:
        found.extend(batch)
        if len(found) >= count or time.monotonic() > deadline:
            stop.set()

    connector.receive(position, deliver, stop)  # type: ignore[arg-type]  # takes less than is offered
    return found


def _sent(to: str) -> Outgoing:
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = SUPPORT, to, "Your refund"
    message["Message-ID"] = "<answer@parley-shop.example>"
    message.set_content("It is on its way.")
    return Outgoing(
        account_id=1,
        interaction_id=1,
        external_id="answer@parley-shop.example",
        send_after=NOW,
        recipients=(to,),
        raw=message.as_bytes(),
    )


@pytest.mark.parametrize("kind", Kind)
def test_somebody_writes_a_letter_of_each_kind(world: World, kind: Kind) -> None:
    script = Scripts(world).next(kind)
    assert script is not None
    mail = read_mail(mail_of(script, NOW))
    assert mail.subject == script.subject
    assert [who.address for role, who in mail.participants if role is Role.TO] == [SUPPORT]
    assert mail.sent_at == NOW - timedelta(minutes=script.waits or 0)
    assert not [remark for remark in mail.remarks if remark.mark is Mark.DAMAGED]


def test_the_same_letter_written_again_is_another_message(world: World) -> None:
    script = Scripts(world).next(Kind.STRANGER)
    assert script is not None
    assert read_mail(mail_of(script, NOW)).external_id != read_mail(mail_of(script, NOW)).external_id


def test_the_mailbox_is_not_empty_at_the_beginning_and_its_oldest_letter_comes_first(
    world: World, office: Office
) -> None:
    waiting = [script.subject for script in Scripts(world).waiting()]
    found = _received(office, len(waiting))
    assert [mail.subject for mail in found] == waiting
    assert [mail.sent_at for mail in found] == sorted(mail.sent_at for mail in found)


def test_what_waited_at_the_beginning_is_not_delivered_again_when_the_demo_is_started_again(
    world: World, office: Office
) -> None:
    waiting = [script.subject for script in Scripts(world).waiting()]
    office.hand_in(mail_of(replace(Scripts(world).all[0], subject="New"), NOW))
    assert [mail.subject for mail in _received(office, 1, str(len(waiting)))] == ["New"]
    assert [mail.subject for mail in _received(office, 1, str(len(waiting) - 1))] == waiting[
        -1:
    ]  # it was killed before


def test_the_swindler_and_the_newsletter_are_marked_for_what_they_are(world: World, office: Office) -> None:
    scripts = Scripts(world)
    waiting = len(list(scripts.waiting()))
    for kind in (Kind.NEWSLETTER, Kind.IMITATOR):
        script = scripts.next(kind)
        assert script is not None
        office.hand_in(mail_of(script, NOW))
    newsletter, swindler = _received(office, waiting + 2)[-2:]
    assert {Mark.AUTOMATIC, Mark.REMOTE_PICTURES, Mark.AUTHENTIC} <= {remark.mark for remark in newsletter.remarks}
    wanted = {Mark.IMITATES, Mark.UNAUTHENTIC, Mark.REPLY_ELSEWHERE, Mark.DANGEROUS_ATTACHMENT}
    assert wanted <= {remark.mark for remark in swindler.remarks}


def test_who_is_answered_answers_in_their_language_and_in_the_thread(world: World, office: Office) -> None:
    pole = next(c for c in world.customers if c.language == "pl" and any("@" in a.typed for a in c.addresses))
    address = next(a.typed for a in pole.addresses if "@" in a.typed)
    waiting = len(list(Scripts(world).waiting()))
    connector, told = OfficeConnector(shop_account(), office), []
    letter = _sent(address)
    assert not connector.was_sent(letter)
    connector.send(letter, lambda: told.append("the end is near"))
    connector.send(letter, lambda: None)  # a second time is no second answer
    assert told
    assert connector.was_sent(letter)
    answer = _received(office, waiting + 1)[-1]
    assert answer.references == ("answer@parley-shop.example",)
    assert answer.text.startswith("Dziękuję za szybką odpowiedź")
    assert answer.subject == "Re: Your refund"


def test_a_letter_to_nobody_is_not_answered() -> None:
    assert answer_to(EmailMessage(policy=SMTP), "Thanks", NOW) is None


def test_a_closed_office_answers_nobody(world: World) -> None:
    office = Office(Scripts(world), answer_seconds=600)
    office.take(_sent("anna@studio-k.example"))
    office.close()
    waiting = len(list(Scripts(world).waiting()))
    for collected in range(waiting):
        assert office.next(collected)
    assert office.next(waiting) is None


def test_the_letters_are_read_by_the_library_that_others_use(world: World) -> None:
    for script in Scripts(world).all:
        message = email.message_from_bytes(mail_of(script, NOW), policy=SMTP)
        assert not message.defects
        assert message["To"].addresses[0].addr_spec == SUPPORT
