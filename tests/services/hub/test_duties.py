"""What a hub writes of itself: automatic answers, once each, and mailings at their pace; nothing of it while killed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from desktop.domain.channel import Direction
from desktop.domain.lease import Lease
from desktop.domain.office.mailing import Mailing, MailingState, Selection
from desktop.domain.written import OutboxState, Participant, Role
from desktop.services.hub.duties import Duties
from desktop.store import DatabaseStore
from tests.services.hub.conftest import Hubs, wait_for
from tests.services.hub.post_office import OWN_ADDRESS, PlainLetters

ANNA = "anna@example.com"


def with_texts(hubs: Hubs, **settings: str) -> None:
    """And something came already, so that what comes is new."""
    hubs.interaction()
    account = hubs.store.accounts()[0]
    hubs.account = hubs.store.save_account(replace(account, settings=tuple(settings.items())))


class _Deaf:
    """A store that dies as the letter is to be kept: what a kill at that moment leaves behind."""

    def __init__(self, store: DatabaseStore) -> None:
        self._store = store

    def __getattr__(self, name: str) -> object:
        if name in ("enqueue_answer", "enqueue_batch"):
            raise KeyboardInterrupt
        return getattr(self._store, name)


def lease_of(hubs: Hubs, holder: str = "a test") -> Lease:
    lease = hubs.store.take_lease(f"account.{hubs.account_id}", holder, timedelta(minutes=1))
    assert lease is not None
    return lease


def comes(hubs: Hubs, lease: Lease, name: str, sender: str = ANNA) -> int:
    """As the channel hands it over."""
    (before,) = hubs.office.mails(0)[:1]
    incoming = replace(
        before[1],
        external_id=f"{name}@example.com",
        direction=Direction.INBOUND,
        sent_at=datetime.now(UTC),
        participants=((Role.FROM, Participant(address=sender)), (Role.TO, Participant(address=OWN_ADDRESS))),
        references=(),
        answer_to=sender,
        place=name,
    )
    (received,) = hubs.store.receive(lease, hubs.account, [incoming], "1")
    return received.interaction_id


def automatic(hubs: Hubs) -> list[str]:
    with hubs.store.database.reading() as tx:
        rows = tx.exec_driver_sql(
            "SELECT m.body FROM outbox o JOIN messages m ON m.id = o.message_id WHERE o.author = ''"
        )
        return [row[0] for row in rows]


def test_a_hub_answers_once_and_fills_in_what_it_knows(hubs: Hubs) -> None:
    role = hubs.start()
    with_texts(hubs, confirmation_text="Case {case.number}, answer by {answer.by}.")
    assert role.stop()
    lease = lease_of(hubs)
    comes(hubs, lease, "second", "ola@example.com")
    hubs.store.release_lease(lease)
    hubs.start("another")
    wait_for(lambda: automatic(hubs), "an answer")
    (said,) = automatic(hubs)
    assert said.startswith("Case ")
    assert "{" not in said
    wait_for(lambda: len(hubs.office.wire()) == 1, "the answer on the wire")


def test_a_hub_killed_before_it_kept_an_answer_leaves_it_to_the_next(hubs: Hubs) -> None:
    role = hubs.start()
    with_texts(hubs, confirmation_text="Thank you.")
    assert role.stop()
    lease = lease_of(hubs)
    comes(hubs, lease, "second", "ola@example.com")
    for _ in range(3):
        with pytest.raises(KeyboardInterrupt):
            Duties(_Deaf(hubs.store), hubs.account, lease, PlainLetters()).do()  # type: ignore[arg-type]  # dies on the way
    assert automatic(hubs) == []
    for _ in range(3):
        Duties(hubs.store, hubs.account, lease, PlainLetters()).do()
    assert automatic(hubs) == ["Thank you."]


def test_an_answer_that_nobody_could_write_for_a_day_is_not_written_any_more(hubs: Hubs) -> None:
    role = hubs.start()
    with_texts(hubs, confirmation_text="Thank you.")
    assert role.stop()
    lease = lease_of(hubs)
    comes(hubs, lease, "second", "ola@example.com")
    with hubs.store.database.writing() as tx:
        tx.exec_driver_sql("UPDATE automatic_answers SET wanted_at = wanted_at - 90000000000")  # 25 hours
    Duties(hubs.store, hubs.account, lease, PlainLetters()).do()
    assert automatic(hubs) == []
    assert hubs.store.wanted_answer(hubs.account_id) is None


def test_a_mailing_survives_those_who_write_it_none_lost_and_none_doubled(hubs: Hubs) -> None:
    lease = lease_of(hubs)
    pasted = tuple((f"c{number}@example.com", f"Customer {number}") for number in range(9))
    mailing = Mailing(
        subject="News for {customer.name}", text="Dear {customer.name}", account_id=hubs.account_id, author="maria",
        per_minute=600,
    )  # fmt: skip
    kept = hubs.store.ask_mailing(mailing, Selection(pasted=pasted))
    with pytest.raises(KeyboardInterrupt):
        Duties(_Deaf(hubs.store), hubs.account, lease, PlainLetters()).do()  # type: ignore[arg-type]  # dies on the way
    hubs.store.release_lease(lease)
    hubs.start()
    wait_for(lambda: hubs.store.mailings()[0].mailing.state is MailingState.DONE, "the end of the mailing")
    wait_for(lambda: hubs.store.mailings()[0].sent == 9, "all of them sent")
    assert kept.id is not None
    everybody = hubs.store.mailing_recipients(kept.id)
    said = []
    for one in everybody:
        assert one.interaction_id is not None
        (letter,) = hubs.store.conversation(one.interaction_id).messages
        assert letter.outbox is not None
        assert letter.outbox.state is OutboxState.SENT
        said.append((letter.message.subject, letter.message.body))
    assert said == [(f"News for {name}", f"Dear {name}") for _, name in pasted]
