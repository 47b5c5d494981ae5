"""The whole demo in one process: the button rings, the real desk shows who it is, the call is taken and kept."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from desktop.demo.caller import free_ports
from desktop.demo.load import load
from desktop.demo.post.letters import Kind
from desktop.demo.post.office import shop_account
from desktop.demo.program import Demo
from desktop.demo.ring_me import RingMe
from desktop.demo.scenarios import Rings, Scenario
from desktop.demo.world import World
from desktop.domain.agent import AgentState
from desktop.domain.call import CallState
from desktop.domain.channel import Direction
from desktop.domain.history import MatchReason
from desktop.domain.interaction import InteractionState
from desktop.domain.work import WorkScope, WorkView
from desktop.domain.written import Draft, DraftKind
from desktop.paths import find_paths
from desktop.services.interactions import WorkItem
from desktop.telephony.link import EngineLink
from tests.telephony.desks import wait_until_obeyed

pytestmark = pytest.mark.sip

PATIENCE_SECONDS = 45.0


class Stage:
    """The demo that runs, and waiting for it."""

    def __init__(self, app: QApplication, demo: Demo, world: World) -> None:
        self.app, self.demo, self.world = app, demo, world

    def wait(self, condition: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not condition():
            assert time.monotonic() < deadline, f"waited in vain for {what}"
            self.app.processEvents()
            time.sleep(0.005)

    @property
    def ring_me(self) -> RingMe:
        assert self.demo.ring_me is not None
        return self.demo.ring_me

    @property
    def items(self) -> tuple[WorkItem, ...]:
        assert self.demo.desk.services is not None
        return tuple(self.demo.desk.services.interactions.items())

    def item_with_dossier(self) -> WorkItem:
        self.wait(lambda: bool(self.items) and self.items[0].dossier is not None, "an offer with its dossier")
        return self.items[0]


@pytest.fixture(scope="module")
def stage(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    paths = find_paths(str(tmp_path_factory.mktemp("demo")))
    world = load(paths.store_file, size=60, today=datetime.now(UTC), accounts=(shop_account(),))
    demo = Demo(paths, world, free_ports(), engine_options=("--null-audio",))
    stage = Stage(qapp, demo, world)
    demo.desk.start()
    stage.wait(lambda: demo.ring_me is not None and demo.caller.engine_pid > 0, "the demo to open")
    yield stage
    demo.desk.shut_down()
    demo.stop()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()


@pytest.fixture
def quiet(stage: Stage) -> Iterator[Stage]:
    """Ready, nobody on the phone, before and after."""
    assert stage.demo.desk.services is not None
    services = stage.demo.desk.services
    services.agent.go_ready()
    stage.wait(lambda: services.agent.status.state == "ready", "the agent to be ready")
    _wait_until_obeyed(stage)
    yield stage
    stage.demo.caller.hang_up()
    stage.wait(lambda: not stage.demo.caller.is_busy, "the caller to be gone")
    for item in stage.items:
        services.interactions.finish(item.key)
    stage.wait(lambda: not stage.items, "the work to be done")


def test_anna_rings_and_everything_about_her_is_there(quiet: Stage) -> None:
    first = Rings(quiet.world).next(Scenario.KNOWN)
    assert first is not None
    quiet.demo.caller.ring(first)
    item = quiet.item_with_dossier()
    assert item.dossier is not None
    assert item.dossier.customer is not None
    assert item.dossier.customer.name == "Anna Kowalczyk"
    assert item.dossier.recent is not None
    assert item.dossier.recent.contacts >= 4  # and one more for each time a test rang as her
    assert len(item.dossier.recent.channels) == 3
    assert item.dossier.open_orders == 2
    assert len(item.dossier.timeline.entries) > 20


def test_a_shared_number_offers_its_holders(quiet: Stage) -> None:
    quiet.ring_me.actions[Scenario.SHARED].trigger()
    item = quiet.item_with_dossier()
    assert item.dossier is not None
    assert item.dossier.match.reason is MatchReason.SHARED
    assert len(item.dossier.match.candidates) == 3


def test_unknown_and_withheld_are_told_apart(quiet: Stage) -> None:
    quiet.ring_me.ring(Scenario.WITHHELD)
    item = quiet.item_with_dossier()
    assert item.dossier is not None
    assert item.dossier.match.reason is MatchReason.WITHHELD


def test_a_call_is_answered_and_the_caller_hangs_up(quiet: Stage) -> None:
    services = quiet.demo.desk.services
    assert services is not None
    quiet.ring_me.ring(Scenario.KNOWN)
    item = quiet.item_with_dossier()
    assert item.call is not None
    services.phone.answer(item.call.id)
    quiet.wait(lambda: _call_state(quiet) is CallState.ACTIVE, "the conversation")
    quiet.ring_me.hang_up_action.trigger()
    quiet.wait(lambda: quiet.items[0].interaction.state is InteractionState.WRAP_UP, "the wrap-up")


def test_a_letter_is_work_is_answered_and_its_writer_writes_again(stage: Stage) -> None:
    services, write_to_me = stage.demo.desk.services, stage.demo.write_to_me
    assert services is not None
    assert write_to_me is not None
    services.settings.set("messages.undo_seconds", 0)
    work = services.work_list
    work.show(WorkView(scope=WorkScope.UNASSIGNED, agent=services.agent.agent))
    stage.wait(lambda: work.is_loaded and len(work.rows) >= 3, "what waited in the mailbox")
    before = {row.interaction_id for row in work.rows}
    write_to_me.actions[Kind.STRANGER].trigger()
    write_to_me.actions[Kind.STRANGER].trigger()  # the first of that kind lay in the mailbox already
    stage.wait(lambda: any(row.subject == "Samples of oak finishes" for row in work.rows), "the new letter")
    row = next(row for row in work.rows if row.subject == "Samples of oak finishes")
    assert row.interaction_id not in before
    conversation = services.conversations.open(row.interaction_id)
    stage.wait(lambda: conversation.is_loaded and bool(conversation.messages), "the conversation")
    drafts: list[Draft] = []
    asked = conversation.messages[-1].written
    services.composing.begin(row.interaction_id, DraftKind.REPLY, answered=asked, owner=stage.demo, done=drafts.append)
    stage.wait(lambda: bool(drafts), "an empty draft")
    assert [to.address for to in drafts[0].to] == ["noor@haddad-design.example"]
    services.composing.send(replace(drafts[0], text="They leave today.", html="<p>They leave today.</p>"))
    stage.wait(lambda: len(conversation.messages) == 3, "the answer to the answer")
    said = [message.written.message for message in conversation.messages]
    assert [message.direction for message in said] == [Direction.INBOUND, Direction.OUTBOUND, Direction.INBOUND]
    assert said[2].body.startswith("Thank you for the quick answer")
    services.conversations.close(row.interaction_id)


def test_why_nobody_rings_is_said_in_the_window(quiet: Stage) -> None:
    quiet.ring_me.ring(Scenario.KNOWN)
    quiet.item_with_dossier()
    quiet.ring_me.ring(Scenario.UNKNOWN)
    notices = quiet.demo.desk.notices
    quiet.wait(lambda: any("already" in notice.text for notice in notices.notices), "the reason")


def test_a_caller_who_heard_busy_is_told_of(quiet: Stage) -> None:
    services = quiet.demo.desk.services
    assert services is not None
    services.agent.go_not_ready(services.agent.reasons[0].code)
    quiet.wait(lambda: services.agent.status.state is AgentState.NOT_READY, "not ready")
    _wait_until_obeyed(quiet)
    quiet.ring_me.ring(Scenario.KNOWN)
    notices = quiet.demo.desk.notices
    quiet.wait(lambda: any("heard busy" in notice.text for notice in notices.notices), "the reason")
    assert not quiet.items


def test_every_scenario_has_a_key_of_its_own(stage: Stage) -> None:
    keys = [action.shortcut() for action in (*stage.ring_me.actions.values(), stage.ring_me.hang_up_action)]
    assert len(set(map(QKeySequence.toString, keys))) == len(Scenario) + 1
    contexts = {action.shortcutContext() for action in stage.ring_me.actions.values()}
    assert contexts == {Qt.ShortcutContext.WindowShortcut}


def test_the_button_says_what_it_is_and_stays_where_it_is(stage: Stage) -> None:
    button = stage.ring_me.button
    assert button.accessibleName() == "Ring me"
    assert button.isVisible()
    assert stage.demo.desk.window is not None
    assert stage.demo.desk.window.top_bar.isAncestorOf(button)


def _wait_until_obeyed(stage: Stage) -> None:
    """The caller's engine may be quicker than the desk's."""
    engine = stage.demo.desk.engine
    assert isinstance(engine, EngineLink)
    wait_until_obeyed(engine)


def _call_state(stage: Stage) -> CallState | None:
    call = stage.items[0].call if stage.items else None
    return call.state if call is not None else None
