"""A window over a stage of real services; the shop is made once and copied for each test."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QEvent, QLocale, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain import text
from desktop.paths import resources_folder
from desktop.services.interactions import WorkItem
from desktop.services.tasks import Lane
from desktop.services.translation import use_language
from desktop.ui.look import theme
from desktop.ui.look.theme import Theme
from desktop.ui.main_window import MainWindow
from tests.ui.stage import Stage, fill


@pytest.fixture(scope="session", autouse=True)
def english(qapp: QObject) -> Iterator[None]:
    """The program's own words, with their plural forms."""
    before = text._translator
    use_language(resources_folder() / "translations", QLocale("en_GB"))
    yield
    text.install_translator(before)


@pytest.fixture(scope="session", autouse=True)
def faces(qapp: QObject) -> None:
    """The program's letters are there before any is measured: a measure is kept, and a later window would cut words."""
    Theme()


@pytest.fixture(autouse=True)
def hands_off(qapp: QApplication) -> Iterator[None]:
    """A mouse button that a test holds down is down for every later one, and a click shows no focus ring; a window
    that it leaves open has their keyboard. Keys, colours and the clipboard are let go of here."""
    palette, colours = qapp.palette(), theme._current[0]
    yield
    _let_go_of_keys()
    if qapp.palette() != palette:
        qapp.setPalette(palette)
    theme._current[0] = colours
    if qapp.styleSheet():
        qapp.setStyleSheet("")
    if qapp.clipboard().mimeData() is not None:
        qapp.clipboard().clear()
    assert QApplication.mouseButtons() == Qt.MouseButton.NoButton
    assert [type(left).__name__ for left in QApplication.topLevelWidgets() if left.isVisible()] == []


def _let_go_of_keys() -> None:
    """Qt takes those for held that came with the last key."""
    if QApplication.keyboardModifiers() != Qt.KeyboardModifier.NoModifier:
        QTest.keyRelease(QWidget(), Qt.Key.Key_F35)


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory, qapp: QObject) -> Path:
    """A store with a few dozen customers and their history."""
    file = tmp_path_factory.mktemp("shop") / "store.db"
    fill(file)
    return file


@pytest.fixture
def stage(tmp_path: Path, shop: Path, qtbot: QtBot) -> Iterator[Stage]:
    made = Stage(tmp_path, shop)
    made.open()
    settle(made, qtbot)
    yield made
    made.close()
    assert made.bugs == []


@pytest.fixture
def window(stage: Stage, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    """1280 × 800, shown, its agent ready."""
    stage.services.settings.set("appearance.theme", "light")
    made = MainWindow(stage.services)
    made.resize(1280, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    stage.services.agent.go_ready()
    settle(stage, qtbot)
    yield made
    put_away(made)


def put_away(window: MainWindow) -> None:
    """With all it has, at once: it would live on in the next test, and hear what happens there. The next window is
    built bare and dressed once, as the first one is."""
    window.close()
    for one in (window.toast, window):
        one.deleteLater()
        QApplication.sendPostedEvents(one, QEvent.Type.DeferredDelete)
    cast(QApplication, QApplication.instance()).setStyleSheet("")


def settle(stage: Stage, qtbot: QtBot) -> None:
    """Everything given to the store lane so far is done and told."""
    seen: list[bool] = []
    stage.services.tasks.run(Lane.STORE, lambda: True, owner=stage.services.notices, done=seen.append)
    qtbot.waitUntil(lambda: bool(seen))


@pytest.fixture
def ring(stage: Stage, qtbot: QtBot) -> Callable[..., WorkItem]:
    """Let a call ring and wait until it is known who it is, and written."""

    def made(call_id: str = "c1", peer: str = "+48601234567", **hints: object) -> WorkItem:
        stage.engine.ring(call_id, peer, 0, **hints)
        interactions = stage.services.interactions

        def known() -> list[WorkItem]:
            ours = [item for item in interactions.items() if item.call and item.call.id == call_id]
            return [item for item in ours if item.dossier is not None and item.interaction.id is not None]

        qtbot.waitUntil(lambda: bool(known()))
        return known()[0]

    return made


@pytest.fixture
def talk(stage: Stage, ring: Callable[..., WorkItem]) -> Callable[..., WorkItem]:
    """Let a call ring, as `ring` does, and be answered."""

    def made(call_id: str = "c1", peer: str = "+48601234567", **hints: object) -> WorkItem:
        item = ring(call_id, peer, **hints)
        stage.engine.pick_up(call_id)
        return item

    return made
