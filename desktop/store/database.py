"""One database: transactions with the errors in words. SQLite is tuned here; PostgreSQL needs no tuning.

SQLite runs in WAL mode with `synchronous=FULL`: each commit is synced to the disk, so that what was acknowledged
survives a power cut, not only a killed process. A reader never waits for a writer, in no process.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from desktop.store import failures
from desktop.store.clean import cleaned

BUSY_SECONDS = 5.0

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA cache_size=-32768",
    "PRAGMA mmap_size=0",  # a disk error is then an error with words; in mapped memory it would end the process
    "PRAGMA temp_store=MEMORY",
)


class Database:
    """An engine and its place in words. Safe to use from any thread; the desk uses it from the store lane."""

    def __init__(self, url: URL, place: str) -> None:
        self.place = place
        self.is_sqlite = url.get_backend_name() == "sqlite"
        self._engine = _sqlite_engine(url) if self.is_sqlite else _postgres_engine(url)
        event.listen(self._engine, "before_cursor_execute", _clean_parameters, retval=True)
        self._writer = self._engine.execution_options(immediate=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Raises StorageError."""
        with self.errors_in_words(), self._engine.begin() as tx:
            yield tx

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction, durable when the block ends without an error. Raises StorageError."""
        with self.errors_in_words(), self._writer.begin() as tx:
            yield tx

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
        # A writer takes its lock at once: upgrading a read lock later fails without waiting.
        immediate = tx.get_execution_options().get("immediate")
        tx.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine


def _postgres_engine(url: URL) -> Engine:
    # Nothing is prepared: the plan of a prepared search knows no word, and reads everything for a rare one.
    return create_engine(
        url,
        connect_args={"connect_timeout": 5, "application_name": "parley", "prepare_threshold": None},
        pool_pre_ping=True,
        pool_size=2,
    )


def _clean_parameters(
    _connection: Connection, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool
) -> tuple[str, Any]:
    if isinstance(parameters, list):
        return statement, [cleaned(row) for row in parameters]
    return statement, cleaned(parameters)
