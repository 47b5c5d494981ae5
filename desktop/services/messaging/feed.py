"""The change feed on the GUI thread: what changed in the store, by whomever, each change once and none missed."""

import logging
import threading
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.change import Change, Cursor
from desktop.domain.errors import DesktopError
from desktop.domain.text import tr
from desktop.services.notices import Notice, Notices
from desktop.services.tasks import Lane, Tasks
from desktop.services.written_ports import Listener, WrittenStore

logger = logging.getLogger(__name__)

WAIT_SECONDS = 15.0  # how long the listener waits before it looks whether the machine slept
SLEPT_SECONDS = 5.0  # a wait that took so much longer was a sleep: what came meanwhile is asked for
RETRY_MILLISECONDS = 3000
SOON_MILLISECONDS = 20  # a ring is written and painted first, and what is written together is read together
_JOIN_SECONDS = 5.0
_NOTICE = "store.silent"
_TRIES = 2  # in vain before it is said: once happens, when a server begins anew


class Feed(QObject):
    """A thread of its own waits; the store lane reads, from where it read before; `changed` is said here."""

    changed = Signal(object)  # tuple[Change, ...]
    _noticed = Signal()

    def __init__(self, store: WrittenStore, tasks: Tasks, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._tasks = tasks
        self._notices = notices
        self._failures = 0  # one after another
        self._cursor: Cursor | None = None
        self._ear: _Ear | None = None
        self._is_over = False
        self._is_reading = False
        self._is_more = False
        self._retry = QTimer(self, singleShot=True, interval=RETRY_MILLISECONDS)
        self._retry.timeout.connect(self._on_retry)
        self._soon = QTimer(self, singleShot=True, interval=SOON_MILLISECONDS)
        self._soon.timeout.connect(self.look)
        self._noticed.connect(self._on_noticed)

    def start(self) -> None:
        """When the store is open: from now on. What services read after this call is not older than the feed."""
        self._tasks.run(
            Lane.STORE,
            lambda: (self._store.feed_end(), self._store.listen()),
            owner=self,
            done=lambda begun: self._on_begun(*begun),
            failed=self._on_failed,
        )

    def stop(self) -> None:
        """Before the store is closed; for good."""
        self._is_over = True
        self._retry.stop()
        self._soon.stop()
        if self._ear is not None:
            self._ear.end()
            self._ear = None
        self._cursor = None

    def look(self) -> None:
        """Read now: somebody wrote. Asked while it reads, it reads once more."""
        cursor = self._cursor
        if cursor is None:
            return
        if self._is_reading:
            self._is_more = True
            return
        self._is_reading, self._is_more = True, False
        self._tasks.run(
            Lane.STORE,
            lambda: self._store.changes(cursor),
            owner=self,
            done=lambda read: self._on_read(*read),
            failed=self._on_failed,
        )

    def _on_noticed(self) -> None:
        if self._cursor is not None and not self._soon.isActive():
            self._soon.start()

    def _on_begun(self, cursor: Cursor, listener: Listener) -> None:
        if self._is_over:  # the desk was closed while its store was opened
            listener.close()
            return
        self._on_answered()
        self._cursor = cursor
        self._ear = _Ear(listener, self._noticed.emit)
        self._ear.start()

    def _on_read(self, changes: tuple[Change, ...], cursor: Cursor) -> None:
        self._is_reading = False
        self._on_answered()
        if self._cursor is None:
            return
        self._cursor = cursor
        if changes:
            self.changed.emit(changes)
        if changes or self._is_more:  # a read gives so many at a time
            self.look()

    def _on_answered(self) -> None:
        self._failures = 0
        self._notices.clear(_NOTICE)

    def _on_failed(self, error: DesktopError) -> None:
        """Tried again. What is shown may be old then, and whoever has read it already says nothing."""
        logger.info("The change feed could not be read: %s", error.text)
        self._is_reading = False
        self._failures += 1
        if self._failures == _TRIES:
            hint = tr("What you see may be old. What you write is kept, and saved as soon as it does.")
            self._notices.post(Notice(key=_NOTICE, text=tr("The store does not answer."), hint=hint))
        self._retry.start()

    def _on_retry(self) -> None:
        self.start() if self._cursor is None else self.look()


class _Ear(threading.Thread):
    """Waits for what other programs write. A machine that slept is noticed too: its connection may be silent."""

    def __init__(self, listener: Listener, noticed: Callable[[], None]) -> None:
        super().__init__(name="feed", daemon=True)
        self._listener = listener
        self._noticed = noticed
        self._is_over = threading.Event()

    def run(self) -> None:
        while not self._is_over.is_set():
            before = time.time()
            is_told = self._listener.wait(WAIT_SECONDS)
            if self._is_over.is_set():
                return
            if is_told or time.time() - before > WAIT_SECONDS + SLEPT_SECONDS:
                self._noticed()

    def end(self) -> None:
        self._is_over.set()
        self._listener.close()
        self.join(_JOIN_SECONDS)
