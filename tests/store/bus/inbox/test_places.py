"""What was read, here and on the server, and where each message is."""

from dataclasses import replace

import pytest

from desktop.domain.change import Change, ChangeKind
from desktop.domain.lease import LeaseLost
from desktop.domain.work import WorkScope, WorkView
from desktop.domain.written import SeenMark
from desktop.store import DatabaseStore
from tests.store.bus.inbox.mails import Inbox, mail


def is_unread(store: DatabaseStore) -> bool:
    (row,) = store.work(WorkView(scope=WorkScope.ALL, agent=""))
    return row.is_unread


def to_push(store: DatabaseStore, inbox: Inbox) -> dict[str, bool]:
    return {mark.place: mark.is_seen for mark in store.marks_to_push(inbox.account_id)}


def seen(place: str, *, is_seen: bool = True) -> SeenMark:
    return SeenMark(place=place, is_seen=is_seen)


def test_what_is_read_in_another_program_is_read_here(store: DatabaseStore, inbox: Inbox) -> None:
    (first,) = inbox.take(mail("a"))
    cursor = store.feed_end()
    inbox.take(seen=[seen("INBOX:a"), seen("INBOX:unknown")])
    assert not is_unread(store)
    assert store.changes(cursor)[0] == (Change(kind=ChangeKind.INTERACTION, id=first.interaction_id),)
    inbox.take(seen=[seen("INBOX:a", is_seen=False)])
    assert is_unread(store)
    assert to_push(store, inbox) == {}


def test_it_is_unread_until_all_its_messages_are_read(store: DatabaseStore, inbox: Inbox) -> None:
    inbox.take(mail("a"), mail("b", answers=["a"]))
    inbox.take(seen=[seen("INBOX:a")])
    assert is_unread(store)
    inbox.take(seen=[seen("INBOX:b")])
    assert not is_unread(store)


def test_what_is_read_here_is_to_be_told_to_the_server_at_each_place(store: DatabaseStore, inbox: Inbox) -> None:
    (first,) = inbox.take(mail("a"))
    inbox.take(mail("a", place="All:9"))
    store.mark_read(first.interaction_id)
    assert to_push(store, inbox) == {"INBOX:a": True, "All:9": True}
    store.marks_pushed(inbox.lease, inbox.account_id, [seen("INBOX:a")])
    assert to_push(store, inbox) == {"All:9": True}
    store.marks_pushed(inbox.lease, inbox.account_id, [seen("All:9", is_seen=False)])
    assert to_push(store, inbox) == {"All:9": True}  # it was told something else


def test_what_was_read_here_goes_before_what_the_server_still_says(store: DatabaseStore, inbox: Inbox) -> None:
    (first,) = inbox.take(mail("a"))
    store.mark_read(first.interaction_id)
    inbox.take(mail("a"), seen=[seen("INBOX:a", is_seen=False)])
    assert not is_unread(store)
    assert to_push(store, inbox) == {"INBOX:a": True}
    inbox.take(seen=[seen("INBOX:a")])  # the server knows by now
    assert to_push(store, inbox) == {}


def test_a_place_the_message_moved_to_learns_what_was_read_before(store: DatabaseStore, inbox: Inbox) -> None:
    (first,) = inbox.take(mail("a"))
    store.mark_read(first.interaction_id)
    inbox.take(mail("a", place="Archive:1"))
    assert to_push(store, inbox)["Archive:1"]


def test_a_message_that_comes_again_takes_over_whether_it_was_read(store: DatabaseStore, inbox: Inbox) -> None:
    inbox.take(mail("a"))
    inbox.take(mail("a", is_seen=True))
    assert not is_unread(store)


def test_another_message_at_the_same_place_is_told_apart(store: DatabaseStore, inbox: Inbox) -> None:
    """The server counts anew (UIDVALIDITY)."""
    first, second = inbox.take(mail("a"), mail("b", place="INBOX:2"))
    inbox.take(mail("b", place="INBOX:a"))
    store.mark_read(second.interaction_id)
    assert set(to_push(store, inbox)) == {"INBOX:a", "INBOX:2"}
    store.mark_read(first.interaction_id)
    assert set(to_push(store, inbox)) == {"INBOX:a", "INBOX:2"}


def test_marks_are_pushed_by_the_holder_alone_and_in_parts(store: DatabaseStore, inbox: Inbox) -> None:
    received = inbox.take(*(mail(f"m{n}") for n in range(5)))
    for one in received:
        store.mark_read(one.interaction_id)
    part = store.marks_to_push(inbox.account_id, 2)
    assert len(part) == 2
    with pytest.raises(LeaseLost):
        store.marks_pushed(replace(inbox.lease, epoch=99), inbox.account_id, part)
    store.marks_pushed(inbox.lease, inbox.account_id, part)
    assert len(to_push(store, inbox)) == 3
