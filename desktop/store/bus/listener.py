"""Waiting for changes that others write, in a thread of its own.

SQLite is asked ten times a second whether another connection wrote, which takes it microseconds, and what this process
writes wakes at once. PostgreSQL tells: `postgres_listener`.
"""

import logging
import sqlite3
import threading
import time
from pathlib import Path
from typing import Protocol

from typing_extensions import override

from desktop.store.database import Database

_log = logging.getLogger(__name__)

_ASKED_EVERY_SECONDS = 0.1


class Listening(Protocol):
    """`written_ports.Listener`."""

    def wait(self, seconds: float) -> bool: ...

    def close(self) -> None: ...


def listen(database: Database) -> Listening:
    """What is written from now on is told."""
    if database.is_sqlite:
        return _SqliteListener(database)
    from desktop.store.bus.postgres_listener import PostgresListener  # its driver costs a start 50 ms

    return PostgresListener(database)


class ListenerBase:
    """`wait` in one thread, `close` in any; what is opened is used and closed under the lock."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._is_closed = False

    def wait(self, seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        with self._lock:
            while not self._is_closed:
                left = max(0.0, deadline - time.monotonic())
                if self._is_told(left):
                    return True
                if not left:
                    return False
        return False

    def close(self) -> None:
        if self._is_closed:
            return
        self._is_closed = True
        self._wake()
        with self._lock:
            self._free()

    def _is_told(self, seconds: float) -> bool:
        """Waits no longer than that, perhaps shorter."""
        raise NotImplementedError

    def _wake(self) -> None:
        raise NotImplementedError

    def _free(self) -> None:
        raise NotImplementedError


class _SqliteListener(ListenerBase):
    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._woken = threading.Event()
        self._connection: sqlite3.Connection | None = None
        self._version: int | None = None
        self._is_troubled = False
        database.woken.add(self._woken.set)
        self._has_changed()

    @override
    def _is_told(self, seconds: float) -> bool:
        if self._has_changed():
            return True
        if self._woken.wait(min(seconds, _ASKED_EVERY_SECONDS)):
            self._woken.clear()
        return not self._is_closed and self._has_changed()

    def _has_changed(self) -> bool:
        """Since it was asked last. A connection that fails is made anew, and something may have changed meanwhile."""
        try:
            if self._connection is None:
                self._connection = self._opened()
            version = int(self._connection.execute("PRAGMA data_version").fetchone()[0])
        except sqlite3.Error as error:
            if not self._is_troubled:
                _log.info("the store cannot be asked whether it changed: %s", error)
            self._is_troubled = True
            self._free_connection()
            self._version = None
            return False
        self._is_troubled = False
        before, self._version = self._version, version
        return version != before

    def _opened(self) -> sqlite3.Connection:
        assert self._database.url.database is not None
        uri = f"{Path(self._database.url.database).absolute().as_uri()}?mode=rw"
        return sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)

    @override
    def _wake(self) -> None:
        self._woken.set()

    @override
    def _free(self) -> None:
        self._database.woken.discard(self._woken.set)
        self._free_connection()

    def _free_connection(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
