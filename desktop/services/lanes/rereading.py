"""What the store says of one thing, read again whenever it changed: one read at a time, and never a queue of them."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject

from desktop.domain.errors import DesktopError
from desktop.services.tasks import Lane, Tasks

T = TypeVar("T")


class Rereading:
    """One read is under way at most. Who asks meanwhile asks again after it, once however often it was asked.

    That holds when the read failed too, and when it broke: what changed meanwhile is seen, and the next may be asked.
    """

    def __init__(self, tasks: Tasks, owner: QObject, failed: Callable[[DesktopError], Any]) -> None:
        self._tasks = tasks
        self._owner = owner
        self._failed = failed
        self._is_reading = False
        self._waiting: dict[Callable[[], None], None] = {}  # in the order in which they were asked for

    def is_free(self, again: Callable[[], None]) -> bool:
        """Whether a read may begin; if not, `again` is called after the one under way."""
        if self._is_reading:
            self._waiting[again] = None
        return not self._is_reading

    def read(self, work: Callable[[], T], done: Callable[[T], Any]) -> None:
        """Begin one, when `is_free` said so: `work` on the store lane, `done(value)` back on the GUI thread."""
        self._is_reading = True
        self._tasks.run(
            Lane.STORE,
            work,
            owner=self._owner,
            done=partial(self._answer, done),
            failed=partial(self._answer, self._failed),
        )

    def _answer(self, told: Callable[[Any], Any], answer: object) -> None:
        self._is_reading = False
        told(answer)
        waiting, self._waiting = self._waiting, {}
        for again in waiting:
            again()
