"""A letter to a crowd: nobody gets around the second pair of eyes by writing all of them into To, Cc or Bcc."""

import pytest

from desktop.domain.errors import Rejected
from desktop.domain.office.mailing import MOST_ALONE
from desktop.domain.written import Participant, Role
from desktop.store import DatabaseStore
from tests.store.bus import written
from tests.store.bus.inbox.mails import ANNA, OURS, Inbox, mail, opened


@pytest.fixture
def inbox(store: DatabaseStore) -> Inbox:
    return opened(store)


def crowd(count: int) -> tuple[str, ...]:
    return tuple(f"c{n:03}@post.example" for n in range(count))


def test_ten_are_written_to_by_hand_and_eleven_are_not(inbox: Inbox) -> None:
    number = inbox.take(mail("first"))[0].interaction_id
    few = written.letter(number, inbox.account_id, recipients=(OURS, ANNA, *crowd(MOST_ALONE)))
    inbox.store.enqueue(few)
    many = written.letter(number, inbox.account_id, recipients=(OURS, ANNA, *crowd(MOST_ALONE + 1)))
    with pytest.raises(Rejected) as refused:
        inbox.store.enqueue(many)
    assert "11 people" in refused.value.text
    assert "Mailings" in refused.value.hint
    assert [one.external_id for one in inbox.store.outbox()] == [few.outgoing.external_id]


def test_whom_we_wrote_to_ourselves_takes_no_part_by_that(inbox: Inbox) -> None:
    """Else a crowd would be had in steps of ten."""
    number = inbox.take(mail("first"))[0].interaction_id
    inbox.store.enqueue(written.letter(number, inbox.account_id, recipients=crowd(MOST_ALONE)))
    with pytest.raises(Rejected):
        inbox.store.enqueue(written.letter(number, inbox.account_id, recipients=crowd(2 * MOST_ALONE)))


def test_everybody_whom_the_customer_wrote_to_is_answered(inbox: Inbox) -> None:
    others = tuple((Role.CC, Participant(address=address)) for address in crowd(40))
    first = mail("first")
    number = inbox.take(mail("first", participants=(*first.participants, *others)))[0].interaction_id
    inbox.store.enqueue(written.letter(number, inbox.account_id, recipients=(ANNA, *crowd(40), "new@post.example")))
    assert len(inbox.store.outbox()) == 1


def test_what_the_program_writes_is_asked_for_elsewhere(inbox: Inbox) -> None:
    number = inbox.take(mail("first"))[0].interaction_id
    inbox.store.enqueue(written.letter(number, inbox.account_id, author="", kind=None, recipients=crowd(40)))
    assert len(inbox.store.outbox()) == 1
