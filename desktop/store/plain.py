"""Plain SQL for what is asked while a call rings, or a thousand times in a second: what SQLAlchemy does around each
statement costs more than it.

Such a statement goes to the driver at once (on SQLite 1.5 instead of 20 to 70 microseconds, on PostgreSQL 0.1 to 0.3 ms
less), its rows are tuples as the database holds them: instants in microseconds, enums as texts. PostgreSQL keeps the
plan of one, for it is a look-up by a key; what is searched by words is `planned_anew`.
"""

import re
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from desktop.store.clean import cleaned

if TYPE_CHECKING:  # `parley search` is over before SQLAlchemy would be loaded
    from sqlalchemy import Connection
    from sqlalchemy.exc import DBAPIError

_PLACE = re.compile(r"(?<!:):(\w+)")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
LAST_INSTANT = datetime(9999, 1, 1, tzinfo=UTC)
LAST_ID = 2**62

Row = tuple[Any, ...]


def to_microseconds(at: datetime) -> int:
    """Microseconds since 1970; a naive datetime raises TypeError."""
    return (at - _EPOCH) // _MICROSECOND


def of_microseconds(value: int) -> datetime:
    return _EPOCH + timedelta(microseconds=value)


# what `tags_of` reads, for a column of one statement
TAG_LINES = {"sqlite": "group_concat(t.tag, char(10))", "postgresql": "string_agg(t.tag, chr(10))"}


def tags_of(lines: str | None) -> tuple[str, ...]:
    """In alphabetical order, each once, whatever its case."""
    if not lines:
        return ()
    found = {tag.casefold(): tag for tag in sorted(lines.split("\n"))}
    return tuple(found[folded] for folded in sorted(found))


class PlainFile:
    """A store's file as SQLite opens it, for questions alone. Its errors are sqlite3's own."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, sql: str, values: Mapping[str, Any]) -> list[Row]:
        return self._connection.execute(sql, cleaned(values)).fetchall()


class Question:
    """A SELECT with `:name` where values go, the same for both databases."""

    def __init__(self, sql: str, *, planned_anew: bool = False) -> None:
        self._sql = sql
        self._for_postgresql = _PLACE.sub(r"%(\1)s", sql)
        self._options = {"prepare": not planned_anew}

    def rows(self, tx: "Connection | PlainFile", values: Mapping[str, Any]) -> list[Row]:
        if isinstance(tx, PlainFile):
            return tx.rows(self._sql, values)
        connection: Any = tx.connection.driver_connection
        driver: Any = tx.dialect.loaded_dbapi
        try:
            if tx.dialect.name == "sqlite":
                asked = connection.execute(self._sql, cleaned(values))
            else:
                asked = connection.execute(self._for_postgresql, cleaned(values), **self._options)
            found: list[Row] = asked.fetchall()
        except driver.Error as error:
            raise _wrapped(tx, self._sql, values, error) from error
        return found


class Statement:
    """An INSERT, UPDATE or DELETE with `:name` where values go, the same for both databases."""

    def __init__(self, sql: str) -> None:
        self._sql = sql
        self._for_postgresql = _PLACE.sub(r"%(\1)s", sql)

    def run(self, tx: "Connection", values: Mapping[str, Any]) -> None:
        connection: Any = tx.connection.driver_connection
        driver: Any = tx.dialect.loaded_dbapi
        try:
            if tx.dialect.name == "sqlite":
                connection.execute(self._sql, cleaned(values))
            else:
                connection.execute(self._for_postgresql, cleaned(values), prepare=True)
        except driver.Error as error:
            raise _wrapped(tx, self._sql, values, error) from error

    def run_many(self, tx: "Connection", rows: Sequence[Mapping[str, Any]]) -> None:
        """All with the same names; nothing for none."""
        connection: Any = tx.connection.driver_connection
        driver: Any = tx.dialect.loaded_dbapi
        cursor = connection.cursor()
        try:
            if not rows:
                return
            sql = self._sql if tx.dialect.name == "sqlite" else self._for_postgresql
            cursor.executemany(sql, [cleaned(values) for values in rows])
        except driver.Error as error:
            raise _wrapped(tx, self._sql, rows[0], error) from error
        finally:
            cursor.close()


def _wrapped(tx: "Connection", sql: str, values: Mapping[str, Any], error: Any) -> "DBAPIError":
    """As SQLAlchemy would raise it. A connection that is gone is seen when it is wanted again (`database`)."""
    from sqlalchemy.exc import DBAPIError

    is_gone = tx.dialect.is_disconnect(error, tx.connection.driver_connection, None)
    return DBAPIError(sql, values, error, connection_invalidated=is_gone)
