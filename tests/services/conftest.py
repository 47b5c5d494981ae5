"""A desk without a window: every service over a real SQLite store; only the engine is scripted."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.domain.agent import AgentState
from desktop.domain.customer import Address, AddressKind, Customer
from desktop.domain.interaction import Interaction
from desktop.numbering import PhoneNumbering
from desktop.services.agent_desk import AgentDesk
from desktop.services.call_log import CallLog
from desktop.services.interactions import Interactions
from desktop.services.notices import Notices
from desktop.services.phone import Phone
from desktop.services.settings import Settings
from desktop.services.settings_declared import declared_settings
from desktop.services.tasks import Lane, Tasks
from desktop.store import DatabaseStore, open_store
from tests.services.scripted_engine import CAPABILITIES, ScriptedEngine

AGENT = "maria"


@pytest.fixture
def bugs() -> list[BaseException]:
    """What broke that should not."""
    return []


@pytest.fixture
def tasks(qapp: QObject, bugs: list[BaseException]) -> Iterator[Tasks]:
    """Lanes alone."""
    tasks = Tasks(bugs.append)
    yield tasks
    tasks.shut_down()


class Desk:
    """Built again over the same file, it is the desk after a restart."""

    def __init__(self, folder: Path, engine: ScriptedEngine) -> None:
        self.bugs: list[BaseException] = []
        self.now = 1000.0
        self.engine = engine
        numbering = PhoneNumbering("PL")
        self.store: DatabaseStore = open_store(folder / "store.db", numbering)
        self.tasks = Tasks(self.bugs.append)
        self.notices = Notices()
        self.settings = Settings(folder / "settings.json", declared_settings(), self.notices)
        self.phone = Phone(engine, self.settings, self.notices, numbering, clock=lambda: self.now)
        self.agent = AgentDesk(self.store, engine, self.settings, self.tasks, AGENT, clock=lambda: self.now)
        self.interactions = Interactions(
            self.store, self.phone, self.agent, self.settings, self.tasks, self.notices, numbering
        )
        self.call_log = CallLog(self.store, self.phone, self.tasks)
        self.interactions.finished.connect(self.call_log.refresh)

    def open(self) -> None:
        self.agent.restore()
        self.interactions.restore()

    def state(self) -> AgentState:
        return self.agent.status.state

    def row(self, call_id: str = "c1") -> Interaction:
        """What the store has, asked behind everything given to the lane so far."""
        found = self.store.interaction_of_call(call_id)
        assert found is not None
        return found

    def die(self) -> None:
        """As kill -9 would: nothing is flushed or closed in words; the lane's thread must end, though."""
        for source in (self.interactions, self.agent, self.phone, self.call_log):
            self.engine.disconnect(source)
            source.deleteLater()
        self.tasks.shut_down()
        self.store.close()


@pytest.fixture
def engine(qapp: QObject) -> ScriptedEngine:
    return ScriptedEngine()


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    file = tmp_path_factory.mktemp("empty") / "store.db"
    open_store(file, PhoneNumbering("PL")).close()
    return file.read_bytes()


@pytest.fixture
def new_desk(tmp_path: Path, engine: ScriptedEngine, empty_store: bytes) -> Iterator[Callable[[], Desk]]:
    (tmp_path / "store.db").write_bytes(empty_store)
    desks: list[Desk] = []

    def build() -> Desk:
        desks.append(Desk(tmp_path, engine))
        return desks[-1]

    yield build
    for desk in desks:
        desk.tasks.shut_down()
        desk.store.close()
        assert desk.bugs == []


@pytest.fixture
def desk(new_desk: Callable[[], Desk], qtbot: QtBot) -> Desk:
    """Open, its agent ready."""
    desk = new_desk()
    desk.open()
    settled(desk, qtbot)
    desk.agent.go_ready()
    desk.engine.started.emit(CAPABILITIES)
    return desk


def settled(desk: Desk, qtbot: QtBot) -> None:
    """Everything given to the store lane so far is written and told."""
    seen: list[bool] = []
    desk.tasks.run(Lane.STORE, lambda: True, owner=desk.notices, done=seen.append)
    qtbot.waitUntil(lambda: bool(seen))


def anna(store: DatabaseStore, typed: str = "+48 601 234 567") -> int:
    saved = store.save_customer(
        Customer(name="Anna Nowak", addresses=(Address(kind=AddressKind.PHONE, value="", typed=typed),))
    )
    assert saved.id is not None
    return saved.id
