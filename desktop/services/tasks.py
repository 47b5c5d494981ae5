"""The one way to run later: lanes of worker threads, results delivered on the GUI thread."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from desktop.domain.errors import DesktopError

T = TypeVar("T")


class Lane(StrEnum):
    """STORE has one worker and keeps order; NET has four, for what may block on a network or a prompt."""

    STORE = "store"
    NET = "net"


class Tasks(QObject):
    """Work goes to a lane; `done(value)` or `failed(error)` come back on the GUI thread.

    `work` must not touch a QObject. Neither answer comes when `owner` was deleted meanwhile.
    """

    failure_unheard = Signal(object)  # DesktopError nobody asked to be told of

    def __init__(self, on_bug: Callable[[BaseException], None] | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)

    def run(
        self,
        lane: Lane,
        work: Callable[[], T],
        *,
        owner: QObject,
        done: Callable[[T], Any] | None = None,
        failed: Callable[[DesktopError], Any] | None = None,
    ) -> None:
        """Run `work` on `lane`. A `DesktopError` goes to `failed`; anything else that is raised is a bug."""
        raise NotImplementedError

    def shut_down(self, timeout_seconds: float = 10.0) -> bool:
        """Finish what the store lane has accepted; False if that took longer than `timeout_seconds`."""
        raise NotImplementedError
