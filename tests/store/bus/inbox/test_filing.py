"""What is gone on the server, and what has to move there because it is done here."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import text

from desktop.domain.change import Change, ChangeKind
from desktop.domain.interaction import InteractionState
from desktop.domain.lease import LeaseLost
from desktop.domain.written import Absence, Filed, Filing, Mark, WrittenMessage
from desktop.store import DatabaseStore
from desktop.store.bus import handling
from desktop.store.bus.inbox import filing
from tests.store.bus.inbox.mails import Inbox, mail, ours


@pytest.fixture
def archiving(store: DatabaseStore, inbox: Inbox) -> Inbox:
    account = store.save_account(replace(inbox.account, settings=(("archives", "yes"),)))
    return Inbox(store=store, account=account, lease=inbox.lease)


def message(store: DatabaseStore, message_id: int) -> WrittenMessage:
    found = store.written(message_id)
    assert found is not None
    return found


def is_gone(store: DatabaseStore, message_id: int) -> bool:
    return Mark.GONE in {remark.mark for remark in message(store, message_id).remarks}


def wanted(inbox: Inbox) -> dict[str, str]:
    """The places whose mail has to move, and where back to."""
    return {filing.place: filing.home for filing in inbox.store.filings(inbox.lease, inbox.account_id)}


def move(inbox: Inbox, *filed: Filed) -> None:
    inbox.store.filed(inbox.lease, inbox.account_id, filed)


def at(*places: str) -> Absence:
    return Absence(places=places)


# ---------------------------------------------------------------- gone


def test_what_is_deleted_there_stays_in_the_history_and_says_so(store: DatabaseStore, inbox: Inbox) -> None:
    first, second = inbox.take(mail("a"), mail("b"))
    cursor = store.feed_end()
    inbox.take(gone=at("INBOX:a", "INBOX:unknown"))
    assert store.changes(cursor)[0] == (Change(kind=ChangeKind.INTERACTION, id=first.interaction_id),)
    assert is_gone(store, first.message_id)
    assert message(store, first.message_id).message.body == "This is a."
    assert not is_gone(store, second.message_id)


def test_many_are_told_by_what_covers_them(store: DatabaseStore, inbox: Inbox) -> None:
    received = inbox.take(*(mail(f"m{number}") for number in range(1200)))
    inbox.take(gone=Absence(covers=lambda place: place != "INBOX:m7"))
    assert [one.message_id for one in received if not is_gone(store, one.message_id)] == [received[7].message_id]


def test_what_is_at_another_place_still_is_not_gone_and_what_comes_again_is_back(
    store: DatabaseStore, inbox: Inbox
) -> None:
    (first,) = inbox.take(mail("a"))
    inbox.take(mail("a", place="Orders:1"))
    inbox.take(gone=at("INBOX:a"))
    assert not is_gone(store, first.message_id)
    inbox.take(gone=at("Orders:1"))
    assert is_gone(store, first.message_id)
    (again,) = inbox.take(mail("a", place="Trash:4"))
    assert (again.message_id, again.is_new) == (first.message_id, False)
    assert not is_gone(store, first.message_id)


def test_what_is_moved_and_found_in_one_go_was_never_gone(store: DatabaseStore, inbox: Inbox) -> None:
    (first,) = inbox.take(mail("a"))
    cursor = store.feed_end()
    inbox.take(mail("a", place="Orders:1"), gone=at("INBOX:a"))
    assert not is_gone(store, first.message_id)
    assert store.changes(cursor)[0] == ()


def test_our_own_letters_are_sent_wherever_their_copies_are(store: DatabaseStore, inbox: Inbox) -> None:
    (first,) = inbox.take(ours("a"))
    inbox.take(gone=at("INBOX:a"))
    assert not is_gone(store, first.message_id)


def test_who_does_not_hold_the_account_says_nothing_of_it(store: DatabaseStore, inbox: Inbox) -> None:
    (first,) = inbox.take(mail("a"))
    other = replace(inbox, lease=replace(inbox.lease, epoch=inbox.lease.epoch + 1))
    with pytest.raises(LeaseLost):
        other.take(gone=at("INBOX:a"))
    store.close_written(first.interaction_id, "")
    with pytest.raises(LeaseLost):
        move(other, Filed(place="INBOX:a", is_gone=True))
    assert not is_gone(store, first.message_id)


# ---------------------------------------------------------------- done


def test_what_is_closed_belongs_in_the_archive_and_back_when_it_is_open_again(
    store: DatabaseStore, archiving: Inbox
) -> None:
    (first,) = archiving.take(mail("a"))
    archiving.take(ours("b", answers=["a"]))
    assert wanted(archiving) == {}
    store.close_written(first.interaction_id, "")
    assert store.filings(archiving.lease, archiving.account_id) == [
        Filing(place="INBOX:a", external_id="a@mail.example")
    ]
    move(archiving, Filed(place="INBOX:a", now_at="Archive:9", home="INBOX"))
    assert wanted(archiving) == {}
    store.reopen(first.interaction_id, "maria")
    assert wanted(archiving) == {"Archive:9": "INBOX"}
    move(archiving, Filed(place="Archive:9", now_at="INBOX:10"))
    assert wanted(archiving) == {}
    archiving.take(gone=at("INBOX:10"))
    assert is_gone(store, first.message_id)


def test_the_customers_next_mail_brings_the_others_back(store: DatabaseStore, archiving: Inbox) -> None:
    (first,) = archiving.take(mail("a"))
    store.close_written(first.interaction_id, "")
    move(archiving, Filed(place="INBOX:a", now_at="Archive:9", home="INBOX"))
    archiving.take(mail("b", answers=["a"]))
    assert wanted(archiving) == {"Archive:9": "INBOX"}


def test_what_is_opened_before_the_server_was_told_stays(store: DatabaseStore, archiving: Inbox) -> None:
    (first,) = archiving.take(mail("a"))
    store.close_written(first.interaction_id, "")
    store.reopen(first.interaction_id, "maria")
    assert wanted(archiving) == {}


def test_what_is_opened_while_it_is_moved_comes_back(store: DatabaseStore, archiving: Inbox) -> None:
    (first,) = archiving.take(mail("a"))
    store.close_written(first.interaction_id, "")
    assert wanted(archiving) == {"INBOX:a": ""}
    store.reopen(first.interaction_id, "maria")
    move(archiving, Filed(place="INBOX:a", now_at="Archive:9", home="INBOX"))
    assert wanted(archiving) == {"Archive:9": "INBOX"}


def test_what_we_move_is_not_gone_though_the_server_says_so_first(store: DatabaseStore, archiving: Inbox) -> None:
    (first,) = archiving.take(mail("a"))
    store.close_written(first.interaction_id, "")
    archiving.take(gone=at("INBOX:a"))
    assert not is_gone(store, first.message_id)
    archiving.take(mail("a", place="Archive:9"))  # a folder that is read, too
    move(archiving, Filed(place="INBOX:a", now_at="Archive:9", home="INBOX"))
    store.reopen(first.interaction_id, "maria")
    assert wanted(archiving) == {"Archive:9": "INBOX"}


def test_what_could_not_be_moved_is_left_and_what_was_taken_away_is_gone(
    store: DatabaseStore, archiving: Inbox
) -> None:
    first, second = archiving.take(mail("a"), mail("b"))
    store.close_written(first.interaction_id, "")
    store.close_written(second.interaction_id, "")
    move(archiving, Filed(place="INBOX:a"), Filed(place="INBOX:b", is_gone=True))
    assert wanted(archiving) == {}
    assert not is_gone(store, first.message_id)
    assert is_gone(store, second.message_id)


def test_what_was_merged_goes_with_the_one_that_stands_for_it(store: DatabaseStore, archiving: Inbox) -> None:
    first, second = archiving.take(mail("a"), mail("b"))
    store.merge_written(first.interaction_id, second.interaction_id, "maria")
    assert wanted(archiving) == {}
    store.close_written(first.interaction_id, "")
    assert wanted(archiving) == {"INBOX:a": "", "INBOX:b": ""}
    store.split_written(second.interaction_id)
    assert wanted(archiving) == {"INBOX:a": ""}


def test_nothing_moves_where_the_account_does_not_want_it(store: DatabaseStore, inbox: Inbox) -> None:
    (first,) = inbox.take(mail("a"))
    store.close_written(first.interaction_id, "")
    assert wanted(inbox) == {}


def test_what_is_opened_again_while_the_server_files_it_is_brought_back(
    where: str, store: DatabaseStore, archiving: Inbox
) -> None:
    """Two write at once only on PostgreSQL: who asks what is due must not see the one half of what is being done."""
    if not where.startswith("postgresql"):
        return
    (first,) = archiving.take(mail("a"))
    store.close_written(first.interaction_id, "")
    assert wanted(archiving) == {"INBOX:a": ""}
    with ThreadPoolExecutor(1) as other:
        with store.database.writing() as tx:
            handling.set_interaction(tx, first.interaction_id, state=InteractionState.ACTIVE)
            other.submit(move, archiving, Filed(place="INBOX:a", now_at="Archive:9", home="INBOX")).result(10)
            filing.ask(tx, first.interaction_id)
            asked = other.submit(wanted, archiving)
            _wait_until_it_waits(store)
        assert asked.result(10) == {"Archive:9": "INBOX"}


def _wait_until_it_waits(store: DatabaseStore) -> None:
    deadline = time.monotonic() + 10
    waiting = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
    while True:
        with store.database.reading() as tx:
            if tx.execute(waiting).scalar():
                return
        assert time.monotonic() < deadline
        time.sleep(0.01)
