"""Accounts of channels, and how they are served."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desktop.domain.change import Change, ChangeKind
from desktop.domain.channel import Channel
from desktop.domain.written import AccountHealth, AccountState, ChannelAccount
from desktop.store import DatabaseStore
from tests.store.values import NOW

SUPPORT = ChannelAccount(
    channel=Channel.EMAIL,
    name="Support",
    address="support@shop.example",
    settings=(("imap_host", "mail.shop.example"), ("aliases", "a@shop.example\nb@shop.example")),
    queue="Billing",
)


def saved(store: DatabaseStore, account: ChannelAccount = SUPPORT) -> tuple[int, ChannelAccount]:
    written = store.save_account(account)
    assert written.id is not None
    return written.id, written


def test_an_account_comes_back_as_it_was_saved(store: DatabaseStore) -> None:
    own_id, written = saved(store)
    assert written == replace(SUPPORT, id=own_id)
    assert store.accounts() == [written]
    changed = store.save_account(replace(written, name="Help", settings=(("imap_host", "b"),), is_enabled=False))
    assert store.accounts() == [changed]
    assert changed.setting("imap_host") == "b"


def test_a_removed_account_is_served_no_more(store: DatabaseStore) -> None:
    own_id, written = saved(store)
    store.set_account_state(AccountState(account_id=own_id, health=AccountHealth.CONNECTED, since=NOW))
    store.remove_account(own_id)
    assert (store.accounts(), store.account_states()) == ([], [])
    with pytest.raises(LookupError):
        store.save_account(written)
    with pytest.raises(LookupError):
        store.remove_account(own_id)


def test_the_settings_changed_leave_how_far_it_has_read(store: DatabaseStore) -> None:
    own_id, written = saved(store)
    lease = store.take_lease("account", "a test", timedelta(minutes=5))
    assert lease is not None
    assert store.inbox_position(own_id) == ""
    store.receive(lease, written, [], "as far as 7")
    store.save_account(replace(written, name="Help"))
    assert store.inbox_position(own_id) == "as far as 7"


def test_a_state_is_told_when_it_is_another_one_and_keeps_its_beginning(store: DatabaseStore) -> None:
    own_id, _ = saved(store)
    state = AccountState(account_id=own_id, health=AccountHealth.TROUBLED, since=NOW, words="no answer", holder="hub 1")
    store.set_account_state(state)
    cursor = store.feed_end()
    store.set_account_state(replace(state, since=NOW + timedelta(minutes=1)))
    assert store.account_states() == [state]
    assert store.changes(cursor)[0] == ()
    other = replace(state, words="refused", since=NOW + timedelta(minutes=2))
    store.set_account_state(other)
    assert store.account_states() == [other]
    assert store.changes(cursor)[0] == (Change(kind=ChangeKind.ACCOUNT, id=own_id),)
