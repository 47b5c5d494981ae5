"""PostgreSQL tells of changes by itself: `NOTIFY parley_changes`, from a trigger on the feed."""

import logging
import selectors
import socket
from typing import Any

import psycopg
from typing_extensions import override

from desktop.store.bus.listener import ListenerBase
from desktop.store.database import Database

_log = logging.getLogger(__name__)

_TRIED_EVERY_SECONDS = 1.0
# a server that is gone without a word is found out in half a minute
_KEPT_ALIVE = {"keepalives": 1, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}


class PostgresListener(ListenerBase):
    """One connection of its own."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._waking, self._woken = socket.socketpair()
        self._woken.setblocking(False)
        self._connection: Any = None
        self._is_new = False
        self._is_troubled = False
        self._connect()

    @override
    def _is_told(self, seconds: float) -> bool:
        if self._connection is None and not self._connect():
            self._rest(min(seconds, _TRIED_EVERY_SECONDS))
            return False
        if self._is_new:  # what was written before it listened is not told
            self._is_new = False
            return True
        try:
            if self._has_notices():
                return True
            self._rest(seconds)
            return self._has_notices()
        except (psycopg.Error, OSError, ValueError) as error:
            self._lose(error)
            return False

    def _has_notices(self) -> bool:
        self._connection.pgconn.consume_input()
        is_told = False
        while self._connection.pgconn.notifies() is not None:
            is_told = True
        return is_told

    def _rest(self, seconds: float) -> None:
        """Until the server says something, or `close` is called."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._woken, selectors.EVENT_READ)
            if self._connection is not None:
                selector.register(self._connection.fileno(), selectors.EVENT_READ)
            selector.select(seconds)

    def _connect(self) -> bool:
        """Blocks for five seconds at most."""
        _, options = self._dialect().create_connect_args(self._database.url)
        options |= {"connect_timeout": 5, "application_name": "parley listener", "autocommit": True, **_KEPT_ALIVE}
        try:
            self._connection = psycopg.connect(**options)
            self._connection.execute("LISTEN parley_changes")
        except psycopg.Error as error:
            self._lose(error)
            return False
        self._is_new, self._is_troubled = True, False
        return True

    def _dialect(self) -> Any:
        return self._database.url.get_dialect()()

    def _lose(self, error: Exception) -> None:
        if not self._is_troubled:
            _log.info("the store does not tell of changes: %s", type(error).__name__)
        self._is_troubled = True
        self._free_connection()

    @override
    def _wake(self) -> None:
        self._waking.send(b"x")

    @override
    def _free(self) -> None:
        self._free_connection()
        self._waking.close()
        self._woken.close()

    def _free_connection(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
