"""Mailings: who gets one, whose eyes look at it, and that each letter is written once whoever is killed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from desktop.domain.change import ChangeKind
from desktop.domain.errors import Rejected
from desktop.domain.interaction import InteractionState
from desktop.domain.lease import LeaseLost
from desktop.domain.office.mailing import (
    MOST_ALONE,
    AddressStanding,
    Batch,
    Left,
    Mailing,
    MailingProgress,
    MailingState,
    Selection,
    Standing,
)
from desktop.domain.written import Mark, Participant, Remark, Role
from desktop.services.written_ports import Letter
from desktop.store import DatabaseStore
from tests.store.bus import written
from tests.store.bus.inbox.mails import Inbox, mail, opened
from tests.store.values import NOW, email, phone, saved


@pytest.fixture
def inbox(store: DatabaseStore) -> Inbox:
    return opened(store)


def customers(store: DatabaseStore, count: int, tag: str = "garden") -> list[int]:
    return [saved(store, f"Customer {n:03}", email(f"c{n:03}@post.example"), tags=(tag,)) for n in range(count)]


def asked(inbox: Inbox, selection: Selection | None = None, **more: Any) -> Mailing:
    mailing = Mailing(subject="News", text="Dear all", account_id=inbox.account_id, author="maria", per_minute=6000)
    return inbox.store.ask_mailing(replace(mailing, **more), selection or Selection(tag="garden"))


def letters(inbox: Inbox, batch: Batch) -> list[Letter | None]:
    return [written.letter(0, inbox.account_id, f"To {one.address}", kind=None) for one in batch.recipients]


def write_all(inbox: Inbox) -> list[str]:
    """Everything that is due, as a hub writes it; to whom."""
    to: list[str] = []
    while True:
        batch = inbox.store.mailing_batch(inbox.lease, inbox.account_id)
        if batch is None and inbox.store.next_mailing(inbox.account_id) is None:
            return to
        if batch is not None:
            inbox.store.enqueue_batch(inbox.lease, batch, letters(inbox, batch))
            to += [one.address for one in batch.recipients]


def progress(inbox: Inbox) -> MailingProgress:
    return inbox.store.mailings()[0]


def test_everybody_who_is_meant_gets_one_or_it_is_said_why_not(inbox: Inbox) -> None:
    store = inbox.store
    saved(store, "Anna", email("anna@post.example"), tags=("garden",))
    saved(store, "Anna's husband", email("anna@post.example"), tags=("garden",))
    saved(store, "Bez poczty", phone("601234567"), tags=("garden",))
    saved(store, "Robot", email("no-reply@post.example"), tags=("garden",))
    saved(store, "Somebody else", email("else@post.example"), tags=("kitchen",))
    for name, standing in (("off", Standing.UNSUBSCRIBED), ("out", Standing.EXCLUDED), ("gone", Standing.FAILING)):
        saved(store, f"Z {name}", email(f"{name}@post.example"), tags=("Garden",))
        store.set_standing(AddressStanding(address=f"{name}@POST.example", standing=standing, since=NOW))
    plan = store.plan_mailing(Selection(tag="garden"), "maria")
    assert [one.address for one in plan.recipients] == ["anna@post.example"]
    assert {one.name: one.left for one in plan.left_out} == {
        "Anna's husband": Left.TWICE,
        "Bez poczty": Left.NO_ADDRESS,
        "Robot": Left.ROBOT,
        "Z off": Left.UNSUBSCRIBED,
        "Z out": Left.EXCLUDED,
        "Z gone": Left.FAILING,
    }
    assert plan.is_alone


def test_pasted_addresses_are_told_apart_and_named_by_the_customers_they_belong_to(inbox: Inbox) -> None:
    anna = saved(inbox.store, "Anna", email("anna@post.example"))
    pasted = (("ANNA@post.example", ""), ("no address", ""), ("jan@post.example", "Jan"), ("anna@post.example", "A"))
    plan = inbox.store.plan_mailing(Selection(pasted=pasted), "maria")
    assert [(one.address, one.name, one.customer_id) for one in plan.recipients] == [
        ("anna@post.example", "Anna", anna),
        ("jan@post.example", "Jan", None),
    ]
    assert [one.left for one in plan.left_out] == [Left.BAD_ADDRESS, Left.TWICE]


def test_who_has_no_name_is_left_out_of_a_text_that_calls_them_by_it(inbox: Inbox) -> None:
    selection = Selection(pasted=(("jan@post.example", ""), ("ola@post.example", "Ola")), needs_name=True)
    plan = inbox.store.plan_mailing(selection, "maria")
    assert [one.name for one in plan.recipients] == ["Ola"]
    assert [one.left for one in plan.left_out] == [Left.NO_NAME]


@pytest.mark.parametrize("tag", ["VIP klient", "ŻAGLE", "50% rabatu_", 'a "b"'])
def test_a_tag_is_found_however_it_is_written(inbox: Inbox, tag: str) -> None:
    saved(inbox.store, "Anna", email("anna@post.example"), tags=("x", tag))
    saved(inbox.store, "Jan", email("jan@post.example"), tags=("x", f"{tag}s", "50 rabatu"))
    plan = inbox.store.plan_mailing(Selection(tag=f" {tag.swapcase()} "), "maria")
    assert [one.name for one in plan.recipients] == ["Anna"]


def test_nobody_is_meant_by_nothing(inbox: Inbox) -> None:
    customers(inbox.store, 2)
    assert inbox.store.plan_mailing(Selection(), "maria").recipients == ()
    with pytest.raises(Rejected):
        asked(inbox, Selection())
    assert len(inbox.store.plan_mailing(Selection(is_everybody=True), "maria").recipients) == 2
    assert len(inbox.store.plan_mailing(Selection(text="customer 001"), "maria").recipients) == 1


def test_ten_go_out_alone_and_eleven_wait_for_a_second_pair_of_eyes(inbox: Inbox) -> None:
    customers(inbox.store, MOST_ALONE)
    assert asked(inbox).state is MailingState.RUNNING
    saved(inbox.store, "One more", email("more@post.example"), tags=("garden",))
    assert asked(inbox, author="jan").state is MailingState.ASKED
    assert inbox.store.plan_mailing(Selection(tag="garden"), "jan").is_alone is False


def test_ten_and_ten_are_twenty(inbox: Inbox) -> None:
    customers(inbox.store, 8)
    assert asked(inbox).state is MailingState.RUNNING
    assert asked(inbox).state is MailingState.ASKED
    assert asked(inbox, author="jan").state is MailingState.RUNNING


@pytest.mark.parametrize("agent", ["maria", "Maria", " maria ", ""])
def test_nobody_approves_their_own(inbox: Inbox, agent: str) -> None:
    customers(inbox.store, 12)
    mailing = asked(inbox)
    assert mailing.id is not None
    with pytest.raises(Rejected):
        inbox.store.decide_mailing(mailing.id, agent, "", approves=True)
    assert progress(inbox).mailing.state is MailingState.ASKED
    assert write_all(inbox) == []


def test_a_colleague_approves_once_and_it_goes_to_each_in_an_interaction_of_their_own(inbox: Inbox) -> None:
    ids = customers(inbox.store, 12)
    mailing = asked(inbox)
    assert mailing.id is not None
    approved = inbox.store.decide_mailing(mailing.id, "jan", " Fine. ", approves=True)
    assert (approved.state, approved.decided_by, approved.words) == (MailingState.RUNNING, "jan", "Fine.")
    with pytest.raises(Rejected):
        inbox.store.decide_mailing(mailing.id, "ola", "", approves=False)
    assert write_all(inbox) == [f"c{n:03}@post.example" for n in range(12)]
    now = progress(inbox)
    assert (now.mailing.state, now.recipients, now.written, now.sent) == (MailingState.DONE, 12, 12, 0)
    recipients = inbox.store.mailing_recipients(mailing.id)
    assert [one.customer_id for one in recipients] == ids
    assert len({one.interaction_id for one in recipients}) == 12
    assert recipients[0].interaction_id is not None
    interaction = inbox.store.interaction(recipients[0].interaction_id)
    assert interaction is not None
    assert (interaction.state, interaction.agent, interaction.queue) == (InteractionState.CLOSED, "", "Billing")
    assert inbox.store.work_row(recipients[0].interaction_id, "maria") is None
    assert inbox.store.conversation(recipients[0].interaction_id).messages[0].message.body == "To c000@post.example"


def test_what_is_declined_goes_to_nobody(inbox: Inbox) -> None:
    customers(inbox.store, 12)
    mailing = asked(inbox)
    assert mailing.id is not None
    inbox.store.decide_mailing(mailing.id, "jan", "The price is wrong.", approves=False)
    assert write_all(inbox) == []
    assert progress(inbox).mailing.words == "The price is wrong."


def test_it_pauses_goes_on_and_stops_for_good(inbox: Inbox) -> None:
    customers(inbox.store, 9)
    mailing = asked(inbox, per_minute=60)
    assert mailing.id is not None
    first = inbox.store.mailing_batch(inbox.lease, inbox.account_id)
    assert first is not None
    assert len(first.recipients) == 2
    inbox.store.pause_mailing(mailing.id)
    inbox.store.enqueue_batch(inbox.lease, first, letters(inbox, first))
    assert progress(inbox).written == 0
    inbox.store.resume_mailing(mailing.id)
    again = inbox.store.mailing_batch(inbox.lease, inbox.account_id)
    assert again is not None
    assert again.recipients == first.recipients
    inbox.store.stop_mailing(mailing.id)
    inbox.store.resume_mailing(mailing.id)
    assert write_all(inbox) == []


def test_it_keeps_its_pace(inbox: Inbox) -> None:
    customers(inbox.store, 9)
    asked(inbox, per_minute=60)
    first = inbox.store.mailing_batch(inbox.lease, inbox.account_id)
    assert first is not None
    inbox.store.enqueue_batch(inbox.lease, first, letters(inbox, first))
    assert inbox.store.mailing_batch(inbox.lease, inbox.account_id) is None
    next_at = inbox.store.next_mailing(inbox.account_id)
    assert next_at is not None
    assert timedelta(seconds=1) < next_at - datetime.now(UTC) <= timedelta(seconds=2)


def test_a_batch_that_was_written_is_not_written_again(inbox: Inbox) -> None:
    """A hub that believes that it was killed before, and one that lost the account."""
    customers(inbox.store, 3)
    asked(inbox)
    batch = inbox.store.mailing_batch(inbox.lease, inbox.account_id)
    assert batch is not None
    inbox.store.enqueue_batch(inbox.lease, batch, letters(inbox, batch))
    with pytest.raises(LookupError):
        inbox.store.enqueue_batch(inbox.lease, batch, letters(inbox, batch))
    assert progress(inbox).written == 3
    inbox.store.release_lease(inbox.lease)
    inbox.store.take_lease(inbox.lease.name, "another hub", timedelta(minutes=1))
    with pytest.raises(LeaseLost):
        inbox.store.mailing_batch(inbox.lease, inbox.account_id)


def test_who_wants_no_more_after_it_was_approved_gets_none(inbox: Inbox) -> None:
    customers(inbox.store, 3)
    mailing = asked(inbox)
    assert mailing.id is not None
    standing = AddressStanding(address="c001@post.example", standing=Standing.UNSUBSCRIBED, since=NOW)
    inbox.store.set_standing(standing)
    assert write_all(inbox) == ["c000@post.example", "c002@post.example"]
    (left,) = inbox.store.mailing_recipients(mailing.id, left_out=True)
    assert left.left is Left.UNSUBSCRIBED


@pytest.mark.parametrize("standing", [Standing.UNSUBSCRIBED, Standing.FAILING])
def test_an_address_that_is_out_since_it_was_approved_gets_none_whosever_it_is(
    inbox: Inbox, standing: Standing
) -> None:
    """Nobody's, too, and one that letters came back from."""
    saved(inbox.store, "Anna", email("anna@post.example"))
    mailing = asked(inbox, Selection(pasted=(("anna@post.example", ""), ("jan@post.example", ""), ("x@y.example", ""))))
    assert mailing.id is not None
    for address in ("anna@post.example", "jan@post.example"):
        inbox.store.set_standing(AddressStanding(address=address, standing=standing, since=NOW))
    assert write_all(inbox) == ["x@y.example"]
    assert {one.left for one in inbox.store.mailing_recipients(mailing.id, left_out=True)} == {Left(standing.value)}


def test_one_address_that_cannot_be_written_to_holds_up_nobody(inbox: Inbox) -> None:
    customers(inbox.store, 2)
    asked(inbox)
    batch = inbox.store.mailing_batch(inbox.lease, inbox.account_id)
    assert batch is not None
    inbox.store.enqueue_batch(inbox.lease, batch, [None, letters(inbox, batch)[1]])
    assert write_all(inbox) == []
    now = progress(inbox)
    assert (now.written, now.left_out, now.mailing.state) == (1, 1, MailingState.DONE)


def test_recipients_are_found_by_name_and_address_in_any_spelling(inbox: Inbox) -> None:
    saved(inbox.store, "Łukasz Żak", email("lz@post.example"), tags=("garden",))
    customers(inbox.store, 3)
    mailing = asked(inbox)
    assert mailing.id is not None
    for text, count in (("lukasz", 1), ("ŻAK", 1), ("c00", 3), ("customer 001", 1), ("nobody", 0), ("", 4)):
        assert len(inbox.store.mailing_recipients(mailing.id, text)) == count, text


def test_who_unsubscribes_by_mail_is_left_out_from_then_on(inbox: Inbox) -> None:
    customers(inbox.store, 1)
    mailing = asked(inbox)
    assert mailing.id is not None
    (one,) = inbox.store.mailing_recipients(mailing.id)
    inbox.take(replace(mail("off", "another@post.example"), tags=(f"u{one.id}",), is_automatic=True))
    (standing,) = inbox.store.address_standings()
    assert (standing.address, standing.standing) == ("c000@post.example", Standing.UNSUBSCRIBED)
    assert write_all(inbox) == []
    inbox.store.drop_standing("c000@post.example", Standing.UNSUBSCRIBED)
    assert inbox.store.address_standings() == []


def test_an_address_fails_only_by_a_report_about_a_letter_that_went_there(inbox: Inbox) -> None:
    inbox.take(mail("first", "anna@example.org"))
    interaction_id = inbox.store.conversation(1).messages[0].message.interaction_id
    letter = written.letter(interaction_id, inbox.account_id)
    inbox.store.enqueue(letter)
    gone = (("anna@example.org", "550 5.1.1 no such user"), ("ola@example.org", "550 5.1.1"))
    report: dict[str, Any] = {"is_automatic": True, "failed": gone}
    inbox.take(replace(mail("forged", "x@y.example"), about="somebody@else.example", **report))
    assert inbox.store.address_standings() == []
    inbox.take(replace(mail("true", "mailer-daemon@y.example"), about=letter.outgoing.external_id, **report))
    (standing,) = inbox.store.address_standings()
    assert (standing.address, standing.standing) == ("anna@example.org", Standing.FAILING)
    assert standing.words == "550 5.1.1 no such user"
    inbox.take(mail("alive", "anna@example.org"))
    assert inbox.store.address_standings() == []


def test_a_report_is_said_beside_the_letter_it_is_about(inbox: Inbox) -> None:
    first = inbox.take(mail("first", "anna@example.org"))[0]
    letter = written.letter(first.interaction_id, inbox.account_id)
    sent = inbox.store.enqueue(letter)
    said = (Remark(mark=Mark.BOUNCE, words="anna@example.org: 550 5.1.1 no such user"),)
    report: dict[str, Any] = {"about": letter.outgoing.external_id, "remarks": said, "is_automatic": True}
    ear = written.Ear(inbox.store)
    for name in ("one", "again"):
        inbox.take(mail(name, "mailer-daemon@y.example", **report))
    assert (ChangeKind.INTERACTION, first.interaction_id) in ear.heard()
    assert sent.message_id is not None
    shown = inbox.store.written(sent.message_id)
    assert shown is not None
    assert shown.remarks == said
    for number in range(9):
        more = (Remark(mark=Mark.BOUNCE, words=f"Delayed, tried again: {number}"),)
        inbox.take(mail(f"late {number}", "mailer-daemon@y.example", **{**report, "remarks": more}))
    shown = inbox.store.written(sent.message_id)
    assert shown is not None
    assert len(shown.remarks) == 5


def test_each_change_is_told(inbox: Inbox) -> None:
    customers(inbox.store, 12)
    ear = written.Ear(inbox.store)
    mailing = asked(inbox)
    assert mailing.id is not None
    told = {(ChangeKind.MAILING, mailing.id)}
    assert ear.heard() == told
    inbox.store.decide_mailing(mailing.id, "jan", "", approves=True)
    assert ear.heard() == told
    for turn in (inbox.store.pause_mailing, inbox.store.resume_mailing, inbox.store.stop_mailing):
        turn(mailing.id)
        assert ear.heard() == told
    inbox.store.set_standing(AddressStanding(address="x@y.example", standing=Standing.EXCLUDED, since=NOW, by="jan"))
    assert ear.heard() == {(ChangeKind.MAILING, 0)}
    inbox.store.drop_standing("x@y.example", Standing.EXCLUDED)
    assert ear.heard() == {(ChangeKind.MAILING, 0)}


def _complaint(inbox: Inbox, name: str, letter: Letter, complainant: str) -> None:
    said = (Remark(mark=Mark.COMPLAINT, words="The recipient called it spam"),)
    inbox.take(
        mail(
            name,
            "feedback@provider.example",
            about=letter.outgoing.external_id,
            complainant=complainant,
            remarks=said,
            is_automatic=True,
        )
    )


@pytest.mark.parametrize("complainant", ["Anna@example.org", "", "3f6a@redacted.example"])
def test_who_calls_a_letter_spam_is_left_out_of_mailings_until_somebody_takes_them_in_again(
    inbox: Inbox, complainant: str
) -> None:
    saved(inbox.store, "Anna", email("anna@example.org"), tags=("garden",))
    saved(inbox.store, "Jan", email("jan@example.org"), tags=("garden",))
    first = inbox.take(mail("first", "anna@example.org"))[0]
    letter = written.letter(first.interaction_id, inbox.account_id)
    sent = (Role.FROM, Participant(address=inbox.account.address)), (Role.TO, Participant(address="anna@example.org"))
    letter = replace(letter, written=replace(letter.written, participants=sent))
    inbox.store.enqueue(letter)
    ear = written.Ear(inbox.store)
    _complaint(inbox, "spam", letter, complainant)
    assert any(kind is ChangeKind.MAILING for kind, _ in ear.heard())
    (standing,) = inbox.store.address_standings()
    assert (standing.address, standing.standing) == ("anna@example.org", Standing.COMPLAINED)
    inbox.take(mail("alive", "anna@example.org"))
    plan = inbox.store.plan_mailing(Selection(tag="garden"), "maria")
    assert [(one.name, one.left) for one in plan.left_out] == [("Anna", Left.COMPLAINED)]
    inbox.store.drop_standing("anna@example.org", Standing.COMPLAINED)
    assert len(inbox.store.plan_mailing(Selection(tag="garden"), "maria").recipients) == 2


def test_a_complaint_leaves_nobody_out_whom_the_letter_did_not_go_to(inbox: Inbox) -> None:
    first = inbox.take(mail("first", "anna@example.org"))[0]
    letter = written.letter(first.interaction_id, inbox.account_id)  # to Anna and Jan
    inbox.store.enqueue(letter)
    _complaint(inbox, "nobody", letter, "")  # which of the two it was is not said
    _complaint(inbox, "another", letter, "ola@example.org")
    _complaint(inbox, "ours", letter, inbox.account.address)
    assert inbox.store.address_standings() == []
    _complaint(inbox, "his", letter, "jan@example.org")
    assert [one.address for one in inbox.store.address_standings()] == ["jan@example.org"]


@pytest.mark.parametrize("standing", [Standing.UNSUBSCRIBED, Standing.EXCLUDED, Standing.COMPLAINED])
def test_who_refused_at_one_address_gets_none_at_another(inbox: Inbox, standing: Standing) -> None:
    """Whichever of two records of theirs has it, and also when it was said after the mailing was approved."""
    store = inbox.store
    anna = saved(store, "Anna", email("anna@work.example"), email("anna@home.example"), tags=("garden",))
    jan = saved(store, "Jan", email("jan@work.example"), tags=("garden",))
    other = saved(store, "Jan Nowak", email("jan@home.example"))
    store.merge_customers(jan, other)
    store.set_standing(AddressStanding(address="anna@home.example", standing=standing, since=NOW))
    mailing = asked(inbox)
    assert mailing.id is not None
    assert [one.customer_id for one in store.mailing_recipients(mailing.id, left_out=True)] == [anna]
    pasted = store.plan_mailing(Selection(pasted=(("anna@work.example", ""),)), "maria")
    assert [one.left for one in pasted.left_out] == [Left(standing.value)]
    store.set_standing(AddressStanding(address="jan@home.example", standing=standing, since=NOW))
    assert write_all(inbox) == []


def test_a_customer_whose_letters_come_back_is_written_to_at_their_other_address(inbox: Inbox) -> None:
    saved(inbox.store, "Anna", email("anna@old.example"), email("anna@new.example"), tags=("garden",))
    standing = AddressStanding(address="anna@old.example", standing=Standing.FAILING, since=NOW)
    inbox.store.set_standing(standing)
    asked(inbox)
    assert write_all(inbox) == ["anna@new.example"]
