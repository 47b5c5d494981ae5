"""The whole desk, offscreen, with its real engine, a real registrar and real callers."""

import contextlib
import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.app import Desk, DeskOptions, open_settings
from desktop.domain.agent import AgentState
from desktop.domain.customer import Address, AddressKind, Customer
from desktop.domain.interaction import Interaction, InteractionState
from desktop.domain.phone import Account, IncomingPolicy, Registration, RegistrationState
from desktop.domain.written import Draft, DraftKind
from desktop.numbering import PhoneNumbering
from desktop.paths import find_paths
from desktop.services.desk import DeskServices
from desktop.services.interactions import WorkItem
from desktop.services.line import account_from, vault_name
from desktop.services.messaging.drafting import key_of
from desktop.services.notices import Notices
from desktop.store import open_store
from desktop.telephony.link import EngineLink
from desktop.ui.conversation.writing.awaited import Awaited
from tests.conftest import LogWatch
from tests.desk_child import desk_child
from tests.servers.kamailio import REALM, Registrar, registrar
from tests.servers.process import PATIENCE_SECONDS
from tests.servers.sipp import Caller, Plot, SippProcess, answering, calling
from tests.telephony.desks import is_alive, wait_for, wait_until_obeyed
from tests.vaults import MemoryVault, NoVault

pytestmark = pytest.mark.sip

PASSWORD = "correct horse"
ANNA = "+48601234567"
AnyVault = MemoryVault | NoVault


@pytest.fixture(scope="module")
def exchange() -> Iterator[Registrar]:
    with registrar({"agent": PASSWORD}) as running:
        yield running


@pytest.fixture
def profile(tmp_path: Path, exchange: Registrar) -> Path:
    """Set up for the exchange; its store knows Anna."""
    exchange.unregister("agent")  # an engine that another test killed could not do so itself
    settings = {
        "account.servers": [exchange.address],
        "account.user": "agent",
        "account.domain": REALM,
        "agent.name": "maria",
        "calls.region": "PL",
        "calls.guard": False,
    }
    (tmp_path / "settings.json").write_text(json.dumps(settings))
    store = open_store(tmp_path / "parley.db", PhoneNumbering("PL"))
    store.save_customer(Customer(name="Anna Nowak", addresses=(Address(kind=AddressKind.PHONE, value="", typed=ANNA),)))
    store.close()
    return tmp_path


class OpenDesk:
    """A desk in this process."""

    def __init__(self, profile: Path, password: str | None = PASSWORD, vault: AnyVault | None = None):
        notices = Notices()
        settings = open_settings(find_paths(str(profile)), notices)
        self.vault = vault or MemoryVault()
        if password is not None and isinstance(self.vault, MemoryVault):
            self.vault.passwords[vault_name(account_from(settings))] = password
        options = DeskOptions(paths=find_paths(str(profile)), engine_options=("--null-audio",))
        self.desk = Desk(options, self.vault, settings, notices)
        self.pids: set[int] = set()
        self.desk.engine.started.connect(self._on_started)

    @property
    def services(self) -> DeskServices:
        assert self.desk.services is not None
        return self.desk.services

    @property
    def engine_pid(self) -> int:
        assert isinstance(self.desk.engine, EngineLink)
        return self.desk.engine.pid

    def open(self) -> None:
        assert self.desk.instance.claim()
        self.desk.start()
        wait_for(lambda: self.desk.window is not None, "the window")

    def register(self) -> None:
        wait_for(lambda: self.state() is RegistrationState.REGISTERED, f"registration: {self.log()}", 60)

    def agent_state(self) -> AgentState:
        return self.services.agent.status.state

    def state(self) -> RegistrationState:
        return self.services.line.registration.state

    def go_ready(self) -> None:
        wait_for(lambda: self.agent_state() is AgentState.NOT_READY, "the agent's state")
        self.services.agent.go_ready()
        assert isinstance(self.desk.engine, EngineLink)
        wait_until_obeyed(self.desk.engine)

    def item(self, state: InteractionState | None = None) -> WorkItem:
        def found() -> list[WorkItem]:
            items = self.services.interactions.items()
            return [item for item in items if state is None or item.interaction.state is state]

        wait_for(lambda: bool(found()), f"an item that is {state}: {self.services.interactions.items()}\n{self.log()}")
        return found()[0]

    def row(self, key: str) -> Interaction:
        """What the store keeps of a call; its row is written a moment after the caller is shown."""
        store = self.desk.store
        assert store is not None
        wait_for(lambda: store.interaction_of_call(key) is not None, "the row of the call")
        found = store.interaction_of_call(key)
        assert found is not None
        return found

    def log(self) -> str:
        file = self.desk._options.paths.engine_folder / "engine.log"
        return file.read_text() if file.exists() else ""

    def _on_started(self, _: object) -> None:
        self.pids.add(self.engine_pid)


@contextlib.contextmanager
def opened(profile: Path, password: str | None = PASSWORD, vault: AnyVault | None = None) -> Iterator[OpenDesk]:
    made = OpenDesk(profile, password, vault)
    try:
        made.open()
        yield made
    finally:
        made.desk.shut_down()
        made.desk.deleteLater()
        wait_until_dead(made.pids)


def wait_until_dead(pids: set[int]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while any(is_alive(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.02)
    left = [pid for pid in pids if is_alive(pid)]
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    assert not left, "an engine was left behind"


def ringing(exchange: Registrar, number: str = ANNA, **plot: Any) -> contextlib.AbstractContextManager[SippProcess]:
    return calling("agent", exchange.trunk_address, Caller(number=number), Plot(**plot))


def shows(desk: OpenDesk, text: str) -> Callable[[], bool]:
    """Some visible widget of the sidebar says it."""

    def said(widget: QWidget) -> str:
        value = getattr(widget, "text", "")
        return str(value() if callable(value) else value)

    def is_shown() -> bool:
        window = desk.desk.window
        assert window is not None
        return any(text in said(widget) for widget in window.sidebar.findChildren(QWidget) if widget.isVisible())

    return is_shown


def test_a_call_rings_with_its_dossier_is_answered_noted_wrapped_up_and_closed(
    qapp: QApplication, profile: Path, exchange: Registrar
) -> None:
    with opened(profile) as desk:
        desk.register()
        desk.go_ready()
        with ringing(exchange) as caller:
            caller.wait_for_message("SIP/2.0 180")
            item = desk.item(InteractionState.OFFERED)
            wait_for(shows(desk, "Anna Nowak"), "the customer's name in the window")
            wait_for(lambda: desk.agent_state() is AgentState.RESERVED, "an agent who is rung")
            desk.services.phone.answer(item.key)
            desk.item(InteractionState.ACTIVE)
            desk.services.interactions.write_notes(item.key, "The hinges are missing.")
            desk.services.phone.hang_up(item.key)
            caller.wait_for_message("BYE")
        wrapping = desk.item(InteractionState.WRAP_UP)
        assert desk.agent_state() is AgentState.WRAP_UP
        assert wrapping.wrap_up_ends_at is not None
        desk.services.interactions.choose_disposition(item.key, "follow_up")
        desk.services.interactions.finish(item.key)
        wait_for(lambda: not desk.services.interactions.items(), "the end of wrap-up")
        row = desk.row(item.key)
        assert (row.state, row.notes, row.disposition) == (
            InteractionState.CLOSED,
            "The hinges are missing.",
            "follow_up",
        )
        assert row.customer_name == "Anna Nowak"
        assert row.call is not None
        assert row.call.end_words == "Hung up here."
        assert desk.agent_state() is AgentState.READY


def test_the_window_does_not_wait_for_the_store_and_what_it_asks_meanwhile_is_answered(
    qapp: QApplication, profile: Path
) -> None:
    with opened(profile) as desk:
        window = desk.desk.window
        assert window is not None
        assert window.isVisible()
        assert desk.desk.store is None
        found: list[str] = []
        desk.services.directory.find("Anna", owner=window, done=lambda hits: found.extend(hit.name for hit in hits))
        wait_for(lambda: found == ["Anna Nowak"], "the customer")
        assert desk.desk.store is not None


def test_a_desk_that_is_closed_before_its_store_is_open_leaves_in_order(qapp: QApplication, profile: Path) -> None:
    with opened(profile) as desk:
        desk.desk.shut_down()
        assert desk.desk.store is not None
        assert desk.desk.window is None


def test_a_file_that_could_not_be_read_before_the_end_is_named_at_the_next_start(
    qapp: QApplication, profile: Path
) -> None:
    with opened(profile) as desk:
        wait_for(lambda: desk.desk.store is not None, "the store")
        window = desk.desk.window
        assert window is not None
        assert window.work_pane.conversation is not None
        letters = window.work_pane.letters
        assert letters is not None
        draft = Draft(interaction_id=1, agent="maria", kind=DraftKind.REPLY, subject="Your chair")
        letters._awaited[key_of(draft)] = Awaited(draft=draft, largest=None, unread=1, names=["plan.pdf"])
        desk.desk._unread.patience_ms = 20
    words = "Parley ended before “plan.pdf” could be read: not in “Your chair”."
    with opened(profile) as desk:
        wait_for(lambda: words in [one.text for one in desk.desk.notices.notices], "the file's name")
    with opened(profile) as desk:
        wait_for(lambda: desk.desk.store is not None, "the store")
        assert words not in [one.text for one in desk.desk.notices.notices]


def test_not_ready_really_keeps_calls_away(qapp: QApplication, profile: Path, exchange: Registrar) -> None:
    with opened(profile) as desk:
        desk.register()
        wait_for(lambda: desk.agent_state() is AgentState.NOT_READY, "the agent's state")
        assert desk.services.agent.policy is IncomingPolicy.BUSY
        with ringing(exchange) as caller:
            caller.wait_for_message("SIP/2.0 486")
        assert desk.services.interactions.items() == ()


def test_a_call_placed_from_the_desk_is_talked_through(qapp: QApplication, profile: Path) -> None:
    with answering() as phone:
        values = json.loads((profile / "settings.json").read_text())
        values |= {"account.servers": [phone.address], "account.registers": False, "account.domain": ""}
        (profile / "settings.json").write_text(json.dumps(values))
        with opened(profile) as desk:
            wait_for(lambda: desk.state() is RegistrationState.REGISTERED, "the line")
            key = desk.services.phone.dial("601 234 567")
            assert key
            assert desk.item(InteractionState.ACTIVE).key == key
            assert desk.agent_state() is AgentState.BUSY
            desk.services.phone.hang_up(key)
            desk.item(InteractionState.WRAP_UP)
            assert desk.row(key).customer_name == "Anna Nowak"


def test_a_killed_desk_finds_its_call_its_timer_and_its_notes_again(
    qapp: QApplication, profile: Path, exchange: Registrar
) -> None:
    engine_pids: set[int] = set()
    try:
        with desk_child(profile, PASSWORD) as first:
            first.wait("registration", state="registered")
            first.tell("ready")
            with ringing(exchange) as caller:
                key = first.wait("offered")["key"]
                first.tell(f"answer {key}")
                answered = first.wait("item", key=key, state="active")
                first.tell(f"notes {key} The hinges are missing.")
                first.wait("saved", key=key)
                engine_pids = _engines(profile)
                assert len(engine_pids) == 1
                first.kill()
                assert _engines(profile) == engine_pids, "the engine went with the desk"
                with desk_child(profile, PASSWORD) as second:
                    found = second.wait("item", key=key, call="active", state="active")
                    assert found["notes"] == "The hinges are missing."
                    assert found["answered_at"] == answered["answered_at"]
                    assert _engines(profile) == engine_pids, "another engine was started"
                    assert datetime.fromisoformat(found["answered_at"]) < datetime.now(UTC)
                    assert not [message for message in caller.messages() if message.first_line.startswith("BYE")]
                    second.tell(f"hang_up {key}")
                    caller.wait_for_message("BYE")
                    second.wait("item", key=key, state="wrap_up")
                    second.tell(f"finish {key}")
                    assert second.wait("finished", key=key)["notes"] == "The hinges are missing."
                    assert second.leave() == 0
    finally:
        wait_until_dead(engine_pids)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP], ids=["killed", "hangs"])
def test_an_engine_that_is_killed_or_hangs_is_told_and_back_and_its_call_closed_as_interrupted(
    qapp: QApplication,
    profile: Path,
    exchange: Registrar,
    log_watch: LogWatch,
    monkeypatch: pytest.MonkeyPatch,
    how: signal.Signals,
) -> None:
    log_watch.expect("the phone engine has ended")
    if how is signal.SIGSTOP:
        log_watch.expect("the phone engine is silent")
        log_watch.expect("the phone engine does not answer")
        monkeypatch.setattr("desktop.telephony.heartbeat.SECOND_MILLISECONDS", 250)
    with opened(profile) as desk:
        desk.register()
        desk.go_ready()
        with ringing(exchange):
            item = desk.item(InteractionState.OFFERED)
            desk.services.phone.answer(item.key)
            desk.item(InteractionState.ACTIVE)
            desk.services.interactions.write_notes(item.key, "The hinges are missing.")
            os.kill(desk.engine_pid, how)
            told: list[str] = []
            desk.desk.notices.posted.connect(lambda notice: told.append(notice.key))
            wait_for(lambda: desk.state() is not RegistrationState.REGISTERED, "the loss")
            wait_for(lambda: "engine" in told, "the words")
            desk.register()
        wait_for(lambda: not desk.services.interactions.items(), "the call's end")
        row = desk.row(item.key)
        assert (row.state, row.is_interrupted, row.notes) == (
            InteractionState.CLOSED,
            True,
            "The hinges are missing.",
        )
        keys = {notice.key for notice in desk.desk.notices.notices}
        assert "engine" not in keys
        assert f"interrupted.{item.key}" in keys


def _engines(profile: Path) -> set[int]:
    """Engine processes of this profile, found by their command line."""
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                command = (entry / "cmdline").read_bytes().decode("utf-8", "replace")
                if "desktop.telephony.engine" in command and str(profile) in command and is_alive(int(entry.name)):
                    found.add(int(entry.name))
    return found


def test_a_wrong_password_is_said_in_words_and_the_right_one_registers(
    qapp: QApplication, profile: Path, exchange: Registrar
) -> None:
    with opened(profile, "wrong") as desk:
        wait_for(lambda: desk.state() is RegistrationState.REFUSED, f"the refusal: {desk.log()}", 60)
        notices = {notice.key: notice for notice in desk.desk.notices.notices}
        assert notices["password"].text
        assert notices["password"].action_label
        desk.services.line.keep_password(PASSWORD)
        desk.register()
        assert "password" not in {notice.key for notice in desk.desk.notices.notices}
        assert isinstance(desk.vault, MemoryVault)
        assert PASSWORD in desk.vault.passwords.values()
        assert PASSWORD not in (profile / "parley.log").read_text("utf-8")
        assert PASSWORD not in desk.log()


def test_a_first_run_tries_the_account_for_real_before_it_is_kept(
    qapp: QApplication, tmp_path: Path, exchange: Registrar
) -> None:
    exchange.unregister("agent")
    with opened(tmp_path, None) as desk:
        was_set_up = desk.services.line.is_set_up
        verdicts: list[Registration] = []
        right = Account(user="agent", servers=(exchange.address,), domain=REALM, password=PASSWORD)
        desk.services.line.try_account(replace(right, password="wrong"), owner=desk.desk, done=verdicts.append)
        wait_for(lambda: len(verdicts) == 1, "a verdict", 60)
        desk.services.line.try_account(right, owner=desk.desk, done=verdicts.append)
        wait_for(lambda: len(verdicts) == 2, "another verdict", 60)
        assert [verdict.state for verdict in verdicts] == [RegistrationState.REFUSED, RegistrationState.REGISTERED]
        assert verdicts[0].text
        desk.services.line.set_up(right)
        assert (was_set_up, desk.services.line.is_set_up) == (False, True)
        desk.register()
        # what was tried is signed off before what is kept is signed on
        wait_for(lambda: exchange.is_registered("agent"), "the account at the exchange")
    kept = [file for file in tmp_path.rglob("*") if file.is_file() and PASSWORD.encode() in file.read_bytes()]
    assert kept == [], "a password is in the keyring alone"
