"""A conversation that is read: in pieces, for nobody is to wait for a hundred thousand messages."""

from datetime import datetime

import pytest

from desktop.domain.change import Change, ChangeKind
from desktop.store import DatabaseStore
from desktop.store.bus.inbox import reading
from tests.store.bus.inbox.mails import Inbox, ago, mail
from tests.store.bus.inbox.test_places import is_unread, to_push

Key = tuple[datetime, int]


@pytest.fixture(autouse=True)
def _short_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "AT_A_TIME", 2)


def a_thread(inbox: Inbox, count: int) -> int:
    mails = (mail(f"{n}", sent_at=ago(minutes=60 - n), answers=["0"] if n else []) for n in range(count))
    return inbox.take(*mails)[0].interaction_id


def read_all(store: DatabaseStore, interaction_id: int, before: Key | None = None) -> int:
    """In how many pieces."""
    left = store.mark_read(interaction_id, before)
    return 1 + (read_all(store, interaction_id, left) if left is not None else 0)


@pytest.mark.parametrize(("count", "pieces"), [(1, 1), (2, 1), (3, 2), (5, 3)])
def test_all_of_it_is_read_in_the_end_and_the_server_hears_of_it(
    store: DatabaseStore, inbox: Inbox, count: int, pieces: int
) -> None:
    work = a_thread(inbox, count)
    assert read_all(store, work) == pieces
    assert to_push(store, inbox) == {f"INBOX:{n}": True for n in range(count)}
    assert not is_unread(store)


def test_the_newest_is_read_first_and_the_list_says_so_at_once(store: DatabaseStore, inbox: Inbox) -> None:
    work = a_thread(inbox, 5)
    assert store.mark_read(work) is not None
    assert set(to_push(store, inbox)) == {"INBOX:4", "INBOX:3"}
    assert not is_unread(store)


def test_what_comes_while_the_rest_is_marked_is_unread(store: DatabaseStore, inbox: Inbox) -> None:
    work = a_thread(inbox, 5)
    left = store.mark_read(work)
    inbox.take(mail("new", answers=["0"]))
    inbox.take(mail("delayed", answers=["0"], sent_at=ago(minutes=59, seconds=30)))
    read_all(store, work, left)
    assert is_unread(store)
    assert "INBOX:new" not in to_push(store, inbox)


def test_of_many_pieces_the_first_and_the_last_are_told(store: DatabaseStore, inbox: Inbox) -> None:
    work = a_thread(inbox, 5)
    told = (Change(kind=ChangeKind.INTERACTION, id=work),)
    left: Key | None = None
    for expected in (told, (), told):
        cursor = store.feed_end()
        left = store.mark_read(work, left)
        assert store.changes(cursor)[0] == expected
    cursor = store.feed_end()
    read_all(store, work)
    assert store.changes(cursor)[0] == ()  # it was read before


def test_what_was_merged_is_read_with_it(store: DatabaseStore, inbox: Inbox) -> None:
    kept = a_thread(inbox, 3)
    (other,) = inbox.take(mail("other"))
    store.merge_written(kept, other.interaction_id, "maria")
    assert read_all(store, other.interaction_id) == 2
    assert set(to_push(store, inbox)) == {"INBOX:0", "INBOX:1", "INBOX:2", "INBOX:other"}


def test_only_the_customers_last_message_becomes_unread_again(store: DatabaseStore, inbox: Inbox) -> None:
    work = a_thread(inbox, 3)
    read_all(store, work)
    store.mark_unread(work)
    assert is_unread(store)
    assert to_push(store, inbox) == {"INBOX:0": True, "INBOX:1": True, "INBOX:2": False}
