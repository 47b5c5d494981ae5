"""The agent's state: every order and every workload in any order, against a small model, over a real store."""

import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.domain.agent import AgentState, AgentStatus
from desktop.domain.phone import IncomingPolicy
from desktop.numbering import PhoneNumbering
from desktop.services.agent_desk import IDLE, MISSED_OFFER, AgentDesk, Workload, restored_status
from desktop.services.notices import Notices
from desktop.services.settings import Settings
from desktop.services.settings_declared import declared_settings
from desktop.services.tasks import Tasks
from desktop.store import DatabaseStore, open_store
from tests.services.conftest import AGENT, Desk, settled
from tests.services.scripted_engine import ScriptedEngine

State = AgentState
COUNTS = st.integers(0, 2)


class AgentMachine(RuleBasedStateMachine):
    """`idle` is what the agent is, or will be, without work."""

    store: DatabaseStore

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.engine = ScriptedEngine()
        self.settings = Settings(Path(self.folder.name) / "s.json", declared_settings(), Notices())
        self.tasks = Tasks()
        self.desk = AgentDesk(self.store, self.engine, self.settings, self.tasks, AGENT)
        self.idle: tuple[AgentState, str] = (State.LOGGED_OUT, "")
        self.before = self.idle
        self.work = Workload()
        self.desk.go_not_ready("break")
        self.idle = (State.NOT_READY, "break")
        self.heard: list[AgentStatus] = []
        self.desk.status_changed.connect(self.heard.append)

    @rule()
    def go_ready(self) -> None:
        self.desk.go_ready()
        self.idle = (State.READY, "")

    @rule(reason=st.sampled_from(["break", "lunch", ""]))
    def go_not_ready(self, reason: str) -> None:
        self.desk.go_not_ready(reason)
        self.idle = (State.NOT_READY, reason)

    @rule()
    def log_out(self) -> None:
        self.desk.log_out()
        self.idle = (State.LOGGED_OUT, "")

    @rule()
    def forget_next(self) -> None:
        self.desk.forget_next()
        if self.work.state is not None:
            self.idle = self.before

    @rule(offered=COUNTS, active=COUNTS, wrapping=COUNTS)
    def work_changes(self, offered: int, active: int, wrapping: int) -> None:
        work = Workload(offered=offered, active=active, wrapping=wrapping)
        if self.work.state is None and work.state is not None:
            self.before = self.idle
        self.work = work
        self.desk.follow_work(work)

    @rule()
    def an_offer_is_missed(self) -> None:
        self.desk.miss_offer()
        if self.idle[0] is State.READY:
            self.idle = (State.NOT_READY, MISSED_OFFER)

    @rule(policy=st.sampled_from(["busy", "silent"]))
    def the_setting_changes(self, policy: str) -> None:
        self.settings.set("calls.while_not_ready", policy)

    @invariant()
    def the_state_is_what_work_and_agent_make_it(self) -> None:
        status = self.desk.status
        if self.work.state is None:
            assert (status.state, status.reason) == self.idle
        else:
            assert status.state is self.work.state
            assert (status.next_state, status.next_reason) == self.idle
            assert self.desk.is_next_planned == (self.idle != self.before)
        assert not self.heard or self.heard[-1] == status

    @invariant()
    def the_engine_knows_what_to_do_with_calls(self) -> None:
        state = self.desk.status.state
        wanted = IncomingPolicy.RING
        if state in (State.NOT_READY, State.LOGGED_OUT):
            wanted = IncomingPolicy(self.settings.text("calls.while_not_ready"))
        elif state is not State.READY:
            wanted = IncomingPolicy.BUSY
        assert self.desk.policy is wanted
        assert self.engine.policies()[-1] is wanted

    def teardown(self) -> None:
        if hasattr(self, "tasks"):
            self.tasks.shut_down()
            written = self.store.last_status(AGENT)
            assert written is not None
            assert (written.state, written.reason) == (self.desk.status.state, self.desk.status.reason)
            self.folder.cleanup()


@pytest.fixture
def machine_store(tmp_path: Path) -> Iterator[DatabaseStore]:
    store = open_store(tmp_path / "store.db", PhoneNumbering("PL"))
    yield store
    store.close()


def test_state_follows_orders_and_work_in_any_order(qapp: QObject, machine_store: DatabaseStore) -> None:
    AgentMachine.store = machine_store
    run_state_machine_as_test(
        AgentMachine,
        settings=settings(
            max_examples=40, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def test_a_new_agent_begins_not_ready_and_calls_are_kept_away(new_desk: Callable[[], Desk], qtbot: QtBot) -> None:
    desk = new_desk()
    desk.open()
    assert desk.engine.policies() == [IncomingPolicy.BUSY]
    settled(desk, qtbot)
    assert desk.state() is State.NOT_READY
    assert any(reason.code == "lunch" and not reason.is_system for reason in desk.agent.reasons)


@pytest.mark.parametrize(("state", "reason"), [(State.READY, ""), (State.NOT_READY, "lunch")])
def test_a_desk_that_died_finds_its_agent_as_they_were(
    new_desk: Callable[[], Desk], desk: Desk, qtbot: QtBot, state: AgentState, reason: str
) -> None:
    desk.agent.go_ready() if state is State.READY else desk.agent.go_not_ready(reason)
    settled(desk, qtbot)
    desk.die()
    again = new_desk()
    again.open()
    settled(again, qtbot)
    assert (again.agent.status.state, again.agent.status.reason) == (state, reason)
    assert again.agent.status.since == desk.agent.status.since


def test_a_desk_that_was_closed_leaves_its_agent_logged_out(
    new_desk: Callable[[], Desk], desk: Desk, qtbot: QtBot
) -> None:
    desk.agent.close()
    settled(desk, qtbot)
    last = desk.store.last_status(AGENT)
    assert last is not None
    assert last.state is State.LOGGED_OUT
    desk.die()
    again = new_desk()
    again.open()
    settled(again, qtbot)
    assert again.state() is State.NOT_READY


def test_work_that_died_with_its_desk_leaves_what_was_to_follow(desk: Desk) -> None:
    for state in set(AgentState) - IDLE:
        last = AgentStatus(state=state, since=desk.agent.status.since, next_state=State.NOT_READY, next_reason="lunch")
        restored = restored_status(last)
        assert (restored.state, restored.reason) == (State.NOT_READY, "lunch")
    unknown = restored_status(AgentStatus(state=State.BUSY, since=desk.agent.status.since))
    assert (unknown.state, unknown.reason) == (State.NOT_READY, "crash_recovery")


def test_time_in_state_follows_the_monotonic_clock(desk: Desk) -> None:
    desk.agent.go_not_ready("lunch")
    desk.now += 90
    assert desk.agent.time_in_state() == timedelta(seconds=90)
    desk.agent.go_ready()
    assert desk.agent.time_in_state() == timedelta(0)


def test_a_system_reason_cannot_be_chosen(desk: Desk) -> None:
    with pytest.raises(ValueError, match="not chosen"):
        desk.agent.go_not_ready(MISSED_OFFER)


def test_a_missed_offer_may_be_allowed_by_setting(desk: Desk) -> None:
    desk.settings.set("calls.missed_makes_not_ready", False)
    desk.agent.follow_work(Workload(offered=1))
    desk.agent.miss_offer()
    desk.agent.follow_work(Workload())
    assert desk.state() is State.READY
