"""Saved views: whose they are, in which order, and all that they narrow by."""

from dataclasses import replace

from desktop.domain.channel import Channel
from desktop.domain.office.views import SavedView
from desktop.domain.work import Priority, WorkOrder, WorkScope, WorkView
from desktop.store import DatabaseStore

NARROW = WorkView(
    scope=WorkScope.TEAM,
    agent="maria",
    queues=("Billing", "Zwroty ł"),
    channels=(Channel.EMAIL, Channel.CHAT),
    priorities=(Priority.URGENT, Priority.LOW),
    tags=("VIP", "退款"),
    unread_only=True,
    overdue_only=True,
    snoozed_too=True,
    text="żółty fotel",
    order=WorkOrder.NEWEST,
)


def test_a_view_comes_back_as_it_was_saved(store: DatabaseStore) -> None:
    saved = store.save_view(SavedView(name="Late refunds", view=NARROW, owner="maria"))
    assert saved.id is not None
    assert store.views("maria") == [saved]
    assert saved.view == NARROW


def test_ones_own_come_before_the_teams_and_each_in_the_order_they_were_made(store: DatabaseStore) -> None:
    plain = WorkView(scope=WorkScope.ALL, agent="maria")
    for name, owner in (("Team 1", ""), ("Mine 1", "maria"), ("Hers", "olga"), ("Team 2", ""), ("Mine 2", "maria")):
        store.save_view(SavedView(name=name, view=plain, owner=owner))
    assert [view.name for view in store.views("maria")] == ["Mine 1", "Mine 2", "Team 1", "Team 2"]
    assert [view.name for view in store.views("jan")] == ["Team 1", "Team 2"]


def test_a_teams_view_is_about_whoever_looks(store: DatabaseStore) -> None:
    store.save_view(SavedView(name="Mine, unread", view=replace(NARROW, scope=WorkScope.MINE)))
    assert [view.view.agent for view in store.views("jan")] == ["jan"]


def test_a_view_is_changed_in_its_place_and_comes_back_after_it_was_removed(store: DatabaseStore) -> None:
    first = store.save_view(SavedView(name="One", view=NARROW))
    second = store.save_view(SavedView(name="Two", view=NARROW))
    changed = store.save_view(replace(first, name="First", view=replace(NARROW, text="")))
    assert store.views("maria") == [changed, second]
    assert first.id is not None
    store.remove_view(first.id)
    store.remove_view(first.id)
    assert store.views("maria") == [second]
    store.save_view(changed)
    assert store.views("maria") == [changed, second]
