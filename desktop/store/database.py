"""One database: transactions with the errors in words. SQLite is tuned here; PostgreSQL needs no tuning.

SQLite runs in WAL mode with `synchronous=FULL`: each commit is synced to the disk, so that what was acknowledged
survives a power cut, not only a killed process. A reader never waits for a writer, in no process.
"""

import selectors
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, DisconnectionError, OperationalError

from desktop.store import failures
from desktop.store.clean import cleaned

BUSY_SECONDS = 5.0
_ASK_AGAIN_SECONDS = 0.001
_BEGIN_WRITING = "BEGIN IMMEDIATE"
_TEMPORARY = "MEMORY"

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA cache_size=-4096",  # what is read often is in the system's cache; 32 MB were no faster
    "PRAGMA mmap_size=0",  # a disk error is then an error with words; in mapped memory it would end the process
    f"PRAGMA temp_store={_TEMPORARY}",
)


class Database:
    """An engine and its place in words. Safe to use from any thread; the desk uses it from the store lane."""

    def __init__(self, url: URL, place: str) -> None:
        self.place = place
        self.url = url
        self.woken: set[Callable[[], None]] = set()
        """Each is called in the writer's thread after what it wrote is there; must not block."""
        self.is_sqlite = url.get_backend_name() == "sqlite"
        self._engine = _sqlite_engine(url) if self.is_sqlite else _postgres_engine(url)
        event.listen(self._engine, "before_cursor_execute", _clean_parameters, retval=True)
        self._writer = self._engine.execution_options(immediate=True)
        # a question is its own transaction there, and is not sent in three parts
        self._reader = self._engine if self.is_sqlite else self._engine.execution_options(isolation_level="AUTOCOMMIT")

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Raises StorageError."""
        with self.errors_in_words(), self._reader.begin() as tx:
            yield tx

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction, durable when the block ends without an error. Raises StorageError."""
        with self.errors_in_words(), self._writer.begin() as tx:
            yield tx
        for wake in tuple(self.woken):
            wake()

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """`writing`, but what is sorted on SQLite goes to the disk: an index of ten million rows takes a gigabyte."""
        with self.errors_in_words(), self._writer.connect() as tx:
            if self.is_sqlite:
                _keep_temporary(tx, "FILE")  # cannot be changed in a transaction
            try:
                with tx.begin():
                    yield tx
            finally:
                if self.is_sqlite:
                    _keep_temporary(tx, _TEMPORARY)

    @contextmanager
    def errors_in_words(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            words = failures.in_words(error, self.place)
            if words is None:
                raise
            raise words from error

    def close(self) -> None:
        self._engine.dispose()


def _sqlite_engine(url: URL) -> Engine:
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _tune(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # transactions are begun below, not guessed by the driver
        for pragma in _PRAGMAS:
            connection.execute(pragma).fetchall()

    @event.listens_for(engine, "begin")
    def _begin(tx: Connection) -> None:
        connection: Any = tx.connection.driver_connection
        if tx.get_execution_options().get("immediate"):
            _begin_writing(connection)
        else:
            connection.execute("BEGIN")  # touches no file yet: nothing that needs words can happen

    return engine


def _keep_temporary(tx: Connection, where: str) -> None:
    connection = tx.connection.driver_connection
    assert connection is not None
    connection.execute(f"PRAGMA temp_store={where}")


def _begin_writing(connection: Any) -> None:
    """Take the writer's lock at once: upgrading a read lock later fails without waiting.

    SQLite's own way to wait sleeps for up to 100 ms at a time, and an import that comes and goes would always be
    there first. Asked every millisecond, a writer is in as soon as another leaves.
    """
    deadline = time.monotonic() + BUSY_SECONDS
    connection.execute("PRAGMA busy_timeout=0")
    try:
        while True:
            try:
                connection.execute(_BEGIN_WRITING)
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                    raise OperationalError(_BEGIN_WRITING, None, error) from error
            time.sleep(_ASK_AGAIN_SECONDS)
    finally:
        connection.execute(f"PRAGMA busy_timeout={round(BUSY_SECONDS * 1000)}")


_NEVER = 1_000_000_000


def _postgres_engine(url: URL) -> Engine:
    # Prepared is what says so (`plain.Question`), nothing else: the plan of a prepared search knows no word, and reads
    # everything for a rare one.
    engine = create_engine(
        url,
        connect_args={"connect_timeout": 5, "application_name": "parley", "prepare_threshold": _NEVER},
        pool_size=2,
    )
    event.listen(engine, "checkout", _refuse_closed)
    return engine


def _refuse_closed(connection: Any, _record: Any, _proxy: Any) -> None:
    """What a server says to who has asked nothing is that it closes: another connection is taken then.

    Seen at the socket, without asking the server: that would cost each call another way to it and back.
    """
    try:
        with selectors.DefaultSelector() as selector:
            selector.register(connection.fileno(), selectors.EVENT_READ)
            is_told = bool(selector.select(0))
    except (OSError, ValueError, connection.Error) as error:
        raise DisconnectionError from error
    if is_told:
        raise DisconnectionError


def _clean_parameters(
    _connection: Connection, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool
) -> tuple[str, Any]:
    if isinstance(parameters, list):
        return statement, [cleaned(row) for row in parameters]
    return statement, cleaned(parameters)
