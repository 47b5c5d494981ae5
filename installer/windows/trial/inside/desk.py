"""Runs in Windows: an agent at the real desk, who clicks and types in its window.

`seed PROFILE NUMBER`: a store with one customer of that number. `first PROFILE SERVER USER PASSWORD`: set up the line,
take the call, write notes, and be killed. `second PROFILE …`: find all of it again, finish, close the window.
What the Linux side waits for is said on a line of its own.
"""

import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.app import Desk, DeskOptions, open_settings
from desktop.application import make_application
from desktop.domain.call import CallState
from desktop.domain.channel import Channel, Direction
from desktop.domain.customer import Address, AddressKind, Customer
from desktop.domain.interaction import Interaction, InteractionState
from desktop.domain.phone import Account, RegistrationState
from desktop.numbering import PhoneNumbering
from desktop.paths import find_paths
from desktop.services.desk import DeskServices
from desktop.services.interactions import WorkItem
from desktop.services.line import vault_name
from desktop.services.notices import Notices
from desktop.store import open_store
from desktop.store.vault import SystemVault
from desktop.ui.first_run import FirstRun
from desktop.ui.main_window import MainWindow
from installer.windows.trial.inside.waiting import pause, say, wait

CUSTOMER = "Zofia Żak"
BEFORE = "The parcel came broken, a new one was promised."
TYPED = "Wants the second parcel on Friday. "
COMPOSED = "Żółć, 你好."
_LOOK_SECONDS = 1.0  # before and after a word to the Linux side, for Wine to paint and for the picture to be taken


def seed(profile: str, number: str) -> None:
    """A customer who called three days ago."""
    paths = find_paths(profile)
    paths.data.mkdir(parents=True)
    store = open_store(str(paths.store_file), PhoneNumbering("PL"))
    address = Address(kind=AddressKind.PHONE, value=number, typed=number)
    customer = store.save_customer(Customer(name=CUSTOMER, organisation="Żak & Córki", addresses=(address,)))
    when = datetime.now(UTC) - timedelta(days=3)
    earlier = Interaction(
        channel=Channel.VOICE,
        direction=Direction.INBOUND,
        state=InteractionState.CLOSED,
        started_at=when,
        answered_at=when,
        ended_at=when + timedelta(minutes=4),
        closed_at=when + timedelta(minutes=5),
        customer_id=customer.id,
        subject="A broken parcel",
        notes=BEFORE,
    )
    store.add_interaction(earlier)
    store.close()
    say("seeded")


class Agent:
    """Opens the real program, and has eyes and hands in it."""

    def __init__(self, profile: str) -> None:
        self.application = make_application()
        paths, notices = find_paths(profile), Notices()
        self.vault = SystemVault()
        settings = open_settings(paths, notices)
        self.desk = Desk(DeskOptions(paths=paths), self.vault, settings, notices)
        assert self.desk.instance.claim()
        self.desk.failed.connect(lambda error: say(f"failed: {error.text}"))
        self.desk.start()
        wait(lambda: self.desk.window is not None, "the window")

    @property
    def window(self) -> MainWindow:
        assert self.desk.window is not None
        return self.desk.window

    @property
    def services(self) -> DeskServices:
        assert self.desk.services is not None
        return self.desk.services

    def item(self) -> WorkItem | None:
        items = self.services.interactions.items()
        return items[0] if items else None

    def written_notes(self) -> str:
        """What the store has: the first words may have been saved while the last ones were still typed."""
        item, store = self.item(), self.desk.store
        row = store.interaction_of_call(item.key) if item is not None and store is not None else None
        return row.notes if row is not None else ""

    def wait_for_call(self, state: CallState) -> WorkItem:
        def is_there() -> bool:
            item = self.item()
            return item is not None and item.call is not None and item.call.state is state

        self._wait(is_there, f"a call that is {state.value}")
        item = self.item()
        assert item is not None
        return item

    def wait_for_registration(self) -> None:
        def is_registered() -> bool:
            return self.services.line.registration.state is RegistrationState.REGISTERED

        self._wait(is_registered, "the registration")

    def _wait(self, condition: Callable[[], bool], what: str) -> None:
        try:
            wait(condition, what)
        except AssertionError as error:
            error.add_note(self._story())
            raise

    def _story(self) -> str:
        """What the desk knows of line, calls and agent, and what it tells the user."""
        services = self.services
        told = [f"{notice.text} {notice.hint}" for notice in services.notices.notices]
        known = (services.line.registration, services.agent.status, services.phone.calls, services.interactions.items())
        return "\n".join(map(str, (*known, *told)))

    def click(self, button: QWidget) -> None:
        assert button.isVisible(), button.accessibleName()
        assert button.isEnabled(), button.accessibleName()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def leave(self) -> int:
        """Close the window as a person does; the rest of the program ends as `run_desk` ends it."""
        self.window.close()
        self.desk.shut_down()
        return 0


def first(profile: str, server: str, user: str, password: str) -> None:
    """Ends by being killed in the call."""
    agent = Agent(profile)
    set_up(agent, server, user, password)
    agent.services.agent.go_ready()
    agent.wait_for_registration()
    say("registered")
    agent.wait_for_call(CallState.RINGING)
    check_history(agent)
    pause(_LOOK_SECONDS)
    say("ringing")
    pause(_LOOK_SECONDS)
    agent.click(agent.window.call_bar.ring_view.answer_button)
    agent.wait_for_call(CallState.ACTIVE)
    write_notes(agent)
    say("talking")
    wait(lambda: False, "being killed", seconds=300)


def set_up(agent: Agent, server: str, user: str, password: str) -> None:
    """What the first start asks, typed and tried."""
    wait(lambda: agent.window.findChild(FirstRun) is not None, "the set-up, which opens after the window")
    dialog = agent.window.findChild(FirstRun)
    assert isinstance(dialog, FirstRun)
    for field, text in ((dialog.server, server), (dialog.user, user), (dialog.password, password)):
        agent.click(field)
        QTest.keyClicks(field, text)
    pause(_LOOK_SECONDS)
    say("asked")
    pause(_LOOK_SECONDS)
    agent.click(dialog.next_button)
    wait(lambda: dialog.check.isVisible(), "the step after the line, which was tried")
    agent.click(dialog.next_button)
    wait(lambda: agent.window.findChild(FirstRun) is None, "the end of the set-up")


def check_history(agent: Agent) -> None:
    """Who it is and what was before stands on the screen."""

    def is_known() -> bool:
        item = agent.item()
        return item is not None and item.dossier is not None

    wait(is_known, "the dossier")
    item = agent.item()
    dossier = item.dossier if item is not None else None
    assert dossier is not None
    customer = dossier.customer
    assert customer is not None, dossier.match
    assert customer.name == CUSTOMER
    assert BEFORE in [entry.snippet for entry in dossier.timeline.entries], dossier.timeline
    wait(lambda: agent.window.sidebar.customer_id == customer.id, "the sidebar")
    say(f"history of {customer.name}: {dossier.total_interactions} interactions")


def write_notes(agent: Agent) -> None:
    """By keys, and, for what no key of this keyboard has, as an input method composes it."""
    editor = agent.window.work_pane.notes.editor
    agent.click(editor.viewport())
    QTest.keyClicks(editor, TYPED)
    composed = QInputMethodEvent()
    composed.setCommitString(COMPOSED)
    QApplication.sendEvent(editor, composed)
    assert editor.toPlainText() == TYPED + COMPOSED, editor.toPlainText()
    wait(lambda: agent.written_notes() == TYPED + COMPOSED, "the notes to be written")
    pause(_LOOK_SECONDS)


def second(profile: str, server: str, user: str, password: str) -> int:
    """After the kill: the call is still up, and the notes are there."""
    agent = Agent(profile)
    item = agent.wait_for_call(CallState.ACTIVE)
    assert item.interaction.notes == TYPED + COMPOSED, item.interaction.notes
    agent.window.work_list.choose(item.key)
    editor = agent.window.work_pane.notes.editor
    wait(lambda: editor.toPlainText() == TYPED + COMPOSED, f"the notes in the window, not {editor.toPlainText()!r}")
    account = Account(user=user, servers=(server,))
    assert agent.vault.password(vault_name(account)) == password
    say("found the call, its notes, and the password in the vault")
    pause(_LOOK_SECONDS)
    say("found")
    pause(_LOOK_SECONDS)
    finish(agent)
    pause(_LOOK_SECONDS)
    say("closed")
    pause(_LOOK_SECONDS)
    return agent.leave()


def finish(agent: Agent) -> None:
    """Hang up, say how it ended, finish."""
    agent.click(agent.window.call_bar.hang_up_button)

    def is_wrapping_up() -> bool:
        item = agent.item()
        return item is not None and item.interaction.state is InteractionState.WRAP_UP

    wait(is_wrapping_up, "wrap-up")
    agent.window.work_pane.disposition.choose_hot_key(1)
    wait(lambda: (item := agent.item()) is not None and item.interaction.disposition != "", "the disposition")
    finished: list[WorkItem] = []
    agent.services.interactions.finished.connect(finished.append)
    agent.click(agent.window.work_pane.disposition.finish_button)
    wait(lambda: bool(finished), "the end of wrap-up")
    done = finished[0].interaction
    assert done.state is InteractionState.CLOSED, done
    assert done.notes == TYPED + COMPOSED, done
    say(f"closed as {done.disposition}, {done.call.talk_seconds if done.call else 0:.0f} s of talk")


def main(mode: str, profile: str, *words: str) -> int:
    if mode == "seed":
        seed(profile, *words)
    elif mode == "first":
        first(profile, *words)
    else:
        return second(profile, *words)
    return 0


def told(mode: str, profile: str, *words: str) -> int:
    """As `main`; what fails is printed here, for the desk's own hook would write it to the log of the profile."""
    try:
        return main(mode, profile, *words)
    except Exception:
        traceback.print_exc()
        return 1


if __name__ == "__main__":
    sys.exit(told(*sys.argv[2:]))
