"""Lanes: order, delivery on the GUI thread, owners that are gone, failures, shutting down."""

import threading
import time

from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from desktop.domain.errors import Broken, DesktopError, StorageError
from desktop.services.tasks import Lane, Tasks


def test_results_come_on_the_gui_thread_in_the_order_of_the_store_lane(tasks: Tasks, qtbot: QtBot) -> None:
    seen: list[tuple[int, threading.Thread]] = []
    for number in range(50):
        tasks.run(
            Lane.STORE,
            lambda number=number: number,  # type: ignore[misc]  # a default has no type
            owner=tasks,
            done=lambda value: seen.append((value, threading.current_thread())),
        )
    qtbot.waitUntil(lambda: len(seen) == 50)
    assert [number for number, _ in seen] == list(range(50))
    assert {thread for _, thread in seen} == {threading.main_thread()}


def test_the_store_lane_runs_one_thing_at_a_time_and_the_net_lane_four(tasks: Tasks, qtbot: QtBot) -> None:
    meeting = threading.Barrier(4, timeout=30)
    answers: list[str] = []
    for _ in range(4):
        tasks.run(Lane.NET, lambda: str(meeting.wait()), owner=tasks, done=answers.append)
    threads: list[int] = []
    for _ in range(20):
        tasks.run(Lane.STORE, threading.get_ident, owner=tasks, done=threads.append)
    qtbot.waitUntil(lambda: len(answers) == 4 and len(threads) == 20)
    assert len(set(threads)) == 1


def test_nothing_is_delivered_to_an_owner_that_was_deleted(tasks: Tasks, qtbot: QtBot) -> None:
    owner, gate, seen = QObject(), threading.Event(), list[object]()
    other: list[bool] = []
    tasks.run(Lane.STORE, lambda: gate.wait(5), owner=owner, done=seen.append)
    tasks.run(Lane.STORE, lambda: True, owner=tasks, done=other.append)
    owner.deleteLater()
    with qtbot.waitSignal(owner.destroyed):
        pass
    gate.set()
    qtbot.waitUntil(lambda: other == [True])
    assert seen == []


def test_a_known_failure_is_told_and_an_unknown_one_is_a_bug_after_which_its_owner_goes_on(
    tasks: Tasks, qtbot: QtBot, bugs: list[BaseException]
) -> None:
    told: list[DesktopError] = []

    def refuse() -> None:
        raise StorageError("The disk is full.", "Free some space.")

    def break_down() -> None:
        raise KeyError("a bug")

    tasks.run(Lane.STORE, refuse, owner=tasks, failed=told.append)
    tasks.run(Lane.STORE, break_down, owner=tasks, failed=told.append)
    with qtbot.waitSignal(tasks.failure_unheard) as unheard:
        tasks.run(Lane.STORE, refuse, owner=tasks)
    assert [type(error) for error in told] == [StorageError, Broken]
    assert unheard.args is not None
    assert unheard.args[0].hint == "Free some space."
    assert [type(bug) for bug in bugs] == [KeyError]


def test_shutting_down_finishes_what_the_store_lane_accepted_and_tells_of_failures(qapp: QObject) -> None:
    tasks, written, told = Tasks(), list[int](), list[DesktopError]()

    def fail() -> None:
        raise StorageError("The disk is full.")

    for number in range(200):
        tasks.run(Lane.STORE, lambda number=number: written.append(number), owner=tasks)  # type: ignore[misc]  # a default has no type
    tasks.run(Lane.STORE, fail, owner=tasks, failed=told.append)
    tasks.run(
        Lane.STORE,
        lambda: 200,
        owner=tasks,
        done=lambda number: tasks.run(Lane.STORE, lambda: written.append(number), owner=tasks),
    )
    assert tasks.shut_down()
    assert written == list(range(201))
    assert len(told) == 1
    tasks.run(Lane.STORE, lambda: written.append(-1), owner=tasks)
    assert written == list(range(201))


def test_shutting_down_does_not_wait_for_ever(qapp: QObject) -> None:
    tasks, gate = Tasks(), threading.Event()
    tasks.run(Lane.STORE, lambda: gate.wait(10), owner=tasks)
    assert not tasks.shut_down(timeout_seconds=0.05)
    gate.set()
    assert tasks.shut_down()


def test_many_results_at_once_leave_the_event_loop_its_turns(tasks: Tasks, qtbot: QtBot) -> None:
    """Each delivery works for a millisecond; a timer must run in between, not after all of them."""
    done: list[int] = []
    beats: list[int] = []

    def deliver(value: int) -> None:
        until = time.perf_counter() + 0.001
        while time.perf_counter() < until:
            pass
        done.append(value)

    timer = QTimer()
    timer.timeout.connect(lambda: beats.append(len(done)))
    timer.start(0)
    for _ in range(100):
        tasks.run(Lane.STORE, lambda: 1, owner=tasks, done=deliver)
    tasks._lanes[Lane.STORE].close()
    tasks._lanes[Lane.STORE].join(time.monotonic() + 30)
    qtbot.waitUntil(lambda: len(done) == 100)
    timer.stop()
    assert len({beat for beat in beats if 0 < beat < 100}) >= 5


def test_a_cycle_with_a_qobject_is_never_collected_by_a_worker(tasks: Tasks, qtbot: QtBot) -> None:
    """Without the guard the worker's allocations start a collection and the object dies on its thread."""
    deaths: list[threading.Thread] = []

    class Cyclic(QObject):
        def __init__(self) -> None:
            super().__init__()
            self.itself = self

        def __del__(self) -> None:
            deaths.append(threading.current_thread())

    tasks.run(Lane.STORE, lambda: None, owner=tasks)  # the lane is up, so the guard is on
    done: list[int] = []
    for _ in range(50):
        Cyclic()
    tasks.run(Lane.STORE, lambda: len([[] for _ in range(200_000)]), owner=tasks, done=done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert deaths == []
    kept: list[list[int]] = [[] for _ in range(2000)]  # enough for a look to find that it is time
    qtbot.waitUntil(lambda: len(deaths) == 50)
    assert kept
    assert set(deaths) == {threading.main_thread()}
