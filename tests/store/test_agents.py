"""Agents' states as they followed one another."""

from desktop.domain.agent import AgentState, AgentStatus, StateSource
from desktop.store import DatabaseStore
from tests.store.values import NOW, ago


def test_the_last_state_of_each_agent_is_known_with_all_it_says(store: DatabaseStore) -> None:
    assert store.last_status("maria") is None
    ready = AgentStatus(state=AgentState.READY, since=ago(hours=1))
    busy = AgentStatus(
        state=AgentState.BUSY, since=NOW, reason="missed_offer", source=StateSource.SYSTEM,
        next_state=AgentState.NOT_READY, next_reason="lunch",
    )  # fmt: skip
    store.record_status("maria", ready)
    store.record_status("joanna", ready)
    store.record_status("maria", busy)
    assert store.last_status("maria") == busy
    assert store.last_status("joanna") == ready


def test_colleagues_are_known_by_name_and_as_they_are_now(store: DatabaseStore) -> None:
    assert list(store.colleagues()) == []
    for name, state, at in (
        ("Żaneta", AgentState.READY, ago(hours=3)),
        ("joanna", AgentState.READY, ago(hours=2)),
        ("joanna", AgentState.LOGGED_OUT, ago(hours=1)),
        ("Adam", AgentState.BUSY, NOW),
    ):
        store.record_status(name, AgentStatus(state=state, since=at))
    assert [(one.name, one.state, one.since) for one in store.colleagues()] == [
        ("Adam", AgentState.BUSY, NOW),
        ("joanna", AgentState.LOGGED_OUT, ago(hours=1)),
        ("Żaneta", AgentState.READY, ago(hours=3)),
    ]
