"""Reading again: one at a time, and what was asked for meanwhile is not forgotten, whatever became of the read."""

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.domain.errors import Broken, DesktopError, StorageError
from desktop.services.lanes.rereading import Rereading
from desktop.services.tasks import Tasks


class Reader(QObject):
    """Reads what `answers` holds, one after the other; the first waits for `gate`."""

    def __init__(self, tasks: Tasks, answers: list[Callable[[], str]]) -> None:
        super().__init__()
        self.gate = threading.Event()
        self.seen: list[str] = []
        self.failures: list[DesktopError] = []
        self.times = 0
        self._answers = answers
        self._reading = Rereading(tasks, self, self.failures.append)

    def refresh(self) -> None:
        if self._reading.is_free(self.refresh):
            self._reading.read(self._read, self.seen.append)

    def _read(self) -> str:
        self.gate.wait(10)
        self.times += 1
        return self._answers.pop(0)()


def test_who_asks_ten_times_while_it_is_read_is_answered_once_more(tasks: Tasks, qtbot: QtBot) -> None:
    reader = Reader(tasks, [lambda: "before", lambda: "after", lambda: "never asked for"])
    for _ in range(11):
        reader.refresh()
    reader.gate.set()
    qtbot.waitUntil(lambda: reader.seen == ["before", "after"])
    tasks.shut_down()
    assert reader.times == 2


def test_what_changed_while_a_read_failed_is_read(tasks: Tasks, qtbot: QtBot) -> None:
    reader = Reader(tasks, [_fail, lambda: "after"])
    reader.refresh()
    reader.refresh()
    reader.gate.set()
    qtbot.waitUntil(lambda: reader.seen == ["after"])
    assert len(reader.failures) == 1


def test_a_read_that_breaks_is_a_bug_told_and_the_next_is_read_all_the_same(
    tasks: Tasks, qtbot: QtBot, bugs: list[BaseException]
) -> None:
    reader = Reader(tasks, [_break, lambda: "meanwhile", lambda: "later"])
    reader.refresh()
    reader.refresh()
    reader.gate.set()
    qtbot.waitUntil(lambda: reader.seen == ["meanwhile"])
    reader.refresh()
    qtbot.waitUntil(lambda: reader.seen == ["meanwhile", "later"])
    assert [str(bug) for bug in bugs] == ["nobody thought of it"]
    assert [type(one) for one in reader.failures] == [Broken]


def _fail() -> str:
    raise StorageError("The store does not answer.")


def _break() -> str:
    raise ValueError("nobody thought of it")
