"""The one way to run later: lanes of worker threads, results delivered on the GUI thread."""

import logging
import queue
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from shiboken6 import isValid

from desktop.domain.errors import Broken, DesktopError
from desktop.domain.text import tr
from desktop.services.lanes.collection import Collection

T = TypeVar("T")

logger = logging.getLogger(__name__)

DELIVERY_SECONDS = 0.004  # results handed over in one turn of the event loop, so that painting gets its turn too


class Lane(StrEnum):
    """STORE has one worker and keeps order; NET has four, for what may block on a network or a prompt."""

    STORE = "store"
    NET = "net"


WORKERS = {Lane.STORE: 1, Lane.NET: 4}


@dataclass(slots=True)
class _Job:
    """Held by the GUI's side until delivered, so that no QObject in it is ever released by a worker."""

    lane: Lane
    work: Callable[[], Any]
    owner: QObject
    done: Callable[[Any], Any] | None
    failed: Callable[[DesktopError], Any] | None
    value: Any = None
    error: BaseException | None = None


class _Lane:
    """A queue of job numbers and the threads that work on them, started as they are needed."""

    def __init__(self, name: str, workers: int, work_on: Callable[[int], None]) -> None:
        self._name = name
        self._workers = workers
        self._work_on = work_on
        self._numbers: queue.SimpleQueue[int | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []

    def put(self, number: int) -> None:
        self._numbers.put(number)
        if len(self._threads) < self._workers:
            name = f"{self._name}-{len(self._threads) + 1}"
            thread = threading.Thread(target=self._run, name=name, daemon=True)
            self._threads.append(thread)
            thread.start()

    def close(self) -> None:
        for _ in self._threads:
            self._numbers.put(None)

    def join(self, deadline: float) -> bool:
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _run(self) -> None:
        while (number := self._numbers.get()) is not None:
            self._work_on(number)


class Tasks(QObject):
    """Work goes to a lane; `done(value)` or `failed(error)` come back on the GUI thread.

    `work` must not touch a QObject. Neither answer comes when `owner` was deleted meanwhile.
    """

    failure_unheard = Signal(object)  # DesktopError nobody asked to be told of
    _finished = Signal()

    def __init__(self, on_bug: Callable[[BaseException], None] | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._on_bug = on_bug or _log_bug
        self._jobs: dict[int, _Job] = {}
        self._next_number = 1
        self._results: deque[int] = deque()
        self._asked: weakref.WeakKeyDictionary[QObject, dict[str, list[int]]] = weakref.WeakKeyDictionary()
        self._has_results = threading.Event()
        self._announcing = threading.Lock()
        self._is_announced = False
        self._is_open = True
        self._lanes = {lane: _Lane(lane.value, workers, self._work_on) for lane, workers in WORKERS.items()}
        self._collection = Collection(self)
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        lane: Lane,
        work: Callable[[], T],
        *,
        owner: QObject,
        done: Callable[[T], Any] | None = None,
        failed: Callable[[DesktopError], Any] | None = None,
    ) -> None:
        """Run `work` on `lane`. A `DesktopError` goes to `failed`; anything else that is raised is a bug.

        The program is told of a bug, and `failed` gets a `Broken`, so that its owner goes on. After `shut_down` nothing
        is run any more.
        """
        if not self._is_open:
            logger.info("Asked to run something after the lanes were shut down; left")
            return
        self._collection.start()
        number = self._next_number
        self._next_number += 1
        self._jobs[number] = _Job(lane, work, owner, done, failed)
        self._lanes[lane].put(number)

    def run_newest(self, topic: str, work: Callable[[], T], *, owner: QObject, done: Callable[[T], Any]) -> None:
        """On the store lane, for questions asked at each key: by owner and topic only the newest is worked on."""
        newest = self._asked.setdefault(owner, {}).setdefault(topic, [0])
        newest[0] += 1
        asked = newest[0]
        self.run(
            Lane.STORE,
            lambda: work() if newest[0] == asked else None,
            owner=owner,
            done=lambda value: done(value) if value is not None and newest[0] == asked else None,
        )

    def shut_down(self, timeout_seconds: float = 10.0) -> bool:
        """Finish what the store lane has accepted, and what its answers lead to.

        False if that took longer than `timeout_seconds`. What waits for a network is given half a second and then
        left behind: nothing is kept there.
        """
        deadline = time.monotonic() + timeout_seconds
        while any(job.lane is Lane.STORE for job in self._jobs.values()) and time.monotonic() < deadline:
            self._has_results.wait(0.02)
            self._has_results.clear()
            self._deliver()
        self._is_open = False
        for lane in self._lanes.values():
            lane.close()
        is_drained = self._lanes[Lane.STORE].join(deadline)
        self._lanes[Lane.NET].join(time.monotonic() + 0.5)
        if is_drained:
            self._collection.stop()
        return is_drained

    def _work_on(self, number: int) -> None:
        """On a worker's thread."""
        job = self._jobs[number]
        try:
            job.value = job.work()
        except BaseException as error:
            job.error = error
        del job
        self._results.append(number)
        self._has_results.set()
        with self._announcing:
            if self._is_announced:
                return
            self._is_announced = True
        self._finished.emit()

    def _deliver(self) -> None:
        with self._announcing:
            self._is_announced = False
        deadline = time.monotonic() + DELIVERY_SECONDS
        while self._results:
            self._answer(self._jobs.pop(self._results.popleft()))
            if time.monotonic() > deadline and self._results:
                QTimer.singleShot(0, self, self._deliver)
                return

    def _answer(self, job: _Job) -> None:
        if isinstance(job.error, DesktopError):
            if job.failed is None:
                self.failure_unheard.emit(job.error)
            elif isValid(job.owner):
                job.failed(job.error)
        elif job.error is not None:
            self._on_bug(job.error)
            if job.failed is not None and isValid(job.owner):
                job.failed(Broken(tr("Something in Parley failed that should not.")))
        elif job.done is not None and isValid(job.owner):
            job.done(job.value)


def _log_bug(error: BaseException) -> None:
    logger.error("Work on a lane failed", exc_info=error)
