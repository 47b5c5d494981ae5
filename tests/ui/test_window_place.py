"""The window opens where it was, as large, maximised if it was, and split as the agent chose."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from pytestqt.qtbot import QtBot

from desktop.ui.main_window import MainWindow
from desktop.ui.rail import Page
from desktop.ui.window_place import WindowPlace
from tests.ui.conftest import put_away
from tests.ui.stage import Stage

THERE = QRect(0, 60, 800, 600)
FRAME = 4  # the offscreen platform supposes one


@pytest.fixture
def place(tmp_path: Path) -> WindowPlace:
    return WindowPlace(tmp_path / "state" / "window.json")


@pytest.fixture
def again(stage: Stage, place: WindowPlace, qtbot: QtBot) -> Iterator[Callable[[], MainWindow]]:
    """The window at the next start."""
    made: list[MainWindow] = []

    def build() -> MainWindow:
        made.append(MainWindow(stage.services))
        place.restore(made[0])
        made[0].show()
        qtbot.waitExposed(made[0])
        return made[0]

    yield build
    for window in made:
        put_away(window)


def drag(window: MainWindow, handle: int, by: int) -> None:
    splitter = window.body._splitter
    splitter.handle(handle).moveSplitter(splitter.handle(handle).x() + by)


def test_size_place_and_split_are_as_they_were(
    window: MainWindow, place: WindowPlace, again: Callable[[], MainWindow]
) -> None:
    window.resize(1300, 700)
    drag(window, 1, 40)
    drag(window, 2, -60)
    left, right = window.work_list.width(), window.sidebar.width()
    assert (left, right) == window.body.widths
    window.setGeometry(THERE)  # the screen of the tests is no wider: the sidebar is a drawer
    window.rail.choose(Page.SETTINGS)  # and the work list is hidden
    place.keep(window)
    window.hide()
    found = again()
    assert found.height() == THERE.height()
    assert abs(found.y() - THERE.y()) <= FRAME
    assert found.body.widths == (left, right)
    found.resize(1300, 700)
    assert (found.work_list.width(), found.sidebar.width()) == (left, right)


def test_a_maximised_window_is_maximised_again_and_knows_its_other_size(
    window: MainWindow, place: WindowPlace, again: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    window.setGeometry(THERE)
    window.showMaximized()
    qtbot.waitUntil(window.isMaximized)
    place.keep(window)
    window.hide()
    found = again()
    assert found.isMaximized()
    assert found.normalGeometry().height() == THERE.height()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"geometry": 1, "left": 1, "right": 1}',
        '{"geometry": "!!"}',
        '{"geometry": "", "left": Infinity, "right": 1}',
        "[" * 100_000,
    ],
)
def test_a_file_that_makes_no_sense_is_of_no_account(
    stage: Stage, tmp_path: Path, again: Callable[[], MainWindow], text: str
) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "window.json").write_text(text, "utf-8")
    assert again().isVisible()


def test_where_nothing_can_be_written_the_window_closes_all_the_same(window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file, not a folder")
    WindowPlace(tmp_path / "state" / "window.json").keep(window)


def test_the_first_window_is_on_the_screen_with_its_frame(place: WindowPlace, again: Callable[[], MainWindow]) -> None:
    window = again()
    room = window.screen().availableGeometry()
    assert window.frameGeometry().height() <= room.height()
    assert window.height() > window.minimumHeight()
    before = window.size()
    place.settle(window)
    assert window.height() == before.height()
    assert room.top() <= window.frameGeometry().top()
    assert window.frameGeometry().bottom() <= room.bottom()


def test_a_frame_larger_than_supposed_pushes_nothing_off_the_screen(
    place: WindowPlace, again: Callable[[], MainWindow]
) -> None:
    window = again()
    room = window.screen().availableGeometry()
    window.setGeometry(0, 300, 800, room.height())  # with the frame around it, and its foot below the screen
    assert window.frameGeometry().bottom() > room.bottom()
    place.settle(window)
    assert window.frameGeometry().height() == room.height()
    assert (window.frameGeometry().top(), window.frameGeometry().bottom()) == (room.top(), room.bottom())


def test_a_window_that_was_placed_stays_there(
    window: MainWindow, place: WindowPlace, again: Callable[[], MainWindow]
) -> None:
    window.setGeometry(THERE)
    place.keep(window)
    window.hide()
    found = again()
    found.move(0, 700)  # by hand, half below the screen
    place.settle(found)
    assert found.y() == 700
