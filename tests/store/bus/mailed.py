"""Short ways to automatic answers and mailings, for the tests of the whole store."""

from datetime import UTC, datetime

from desktop.domain.office.mailing import AddressStanding, Mailing, Selection, Standing
from desktop.domain.written import Outgoing
from tests.store.bus import written
from tests.store.bus.inbox.mails import Inbox, mail

STANDING = AddressStanding(
    address="x@y.example", standing=Standing.EXCLUDED, since=datetime(2026, 11, 22, tzinfo=UTC), by="maria"
)
TO_MANY = tuple((f"c{number}@post.example", "") for number in range(11))


def a_mailing(inbox: Inbox, count: int = 1) -> int:
    """Asked for; its id."""
    mailing = Mailing(subject="News", text="Dear all", account_id=inbox.account_id, author="maria")
    kept = inbox.store.ask_mailing(mailing, Selection(pasted=TO_MANY[:count]))
    assert kept.id is not None
    return kept.id


def a_batch(inbox: Inbox) -> None:
    """Written as a hub does."""
    a_mailing(inbox)
    batch = inbox.store.mailing_batch(inbox.lease, inbox.account_id)
    assert batch is not None
    inbox.store.enqueue_batch(inbox.lease, batch, [written.letter(0, inbox.account_id, kind=None)])


def a_last_batch(inbox: Inbox) -> None:
    """After which the mailing is done."""
    a_batch(inbox)
    inbox.store.mailing_batch(inbox.lease, inbox.account_id)


def a_dropped_standing(inbox: Inbox) -> None:
    inbox.store.set_standing(STANDING)
    inbox.store.drop_standing(STANDING.address, STANDING.standing)


def an_answer(inbox: Inbox) -> Outgoing | None:
    """Automatic, to a mail that came just now."""
    inbox.change(confirmation_text="Thank you.")
    asks = mail("asks", "ola@post.example", sent_at=datetime.now(UTC), answer_to="ola@post.example")
    received = inbox.take(asks)[0]
    wanted = inbox.store.wanted_answer(inbox.account_id)
    assert wanted is not None
    letter = written.letter(received.interaction_id, inbox.account_id, author="", kind=None)
    return inbox.store.enqueue_answer(inbox.lease, wanted.id, letter)
