"""Plain SQL for what is asked while a call rings, or a thousand times in a second: what SQLAlchemy does around each
statement costs more than it.

Such a statement goes to the driver at once (on SQLite 1.5 instead of 20 to 70 microseconds, on PostgreSQL 0.1 to 0.3 ms
less), its rows are tuples as the database holds them: instants in microseconds, enums as texts. PostgreSQL keeps the
plan of one, for it is a look-up by a key; what is searched by words is `planned_anew`.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from desktop.store.clean import cleaned

_PLACE = re.compile(r"(?<!:):(\w+)")

Row = tuple[Any, ...]


class Question:
    """A SELECT with `:name` where values go, the same for both databases."""

    def __init__(self, sql: str, *, planned_anew: bool = False) -> None:
        self._sql = sql
        self._for_postgresql = _PLACE.sub(r"%(\1)s", sql)
        self._options = {"prepare": not planned_anew}

    def rows(self, tx: Connection, values: Mapping[str, Any]) -> list[Row]:
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

    def run(self, tx: Connection, values: Mapping[str, Any]) -> None:
        connection: Any = tx.connection.driver_connection
        driver: Any = tx.dialect.loaded_dbapi
        try:
            if tx.dialect.name == "sqlite":
                connection.execute(self._sql, cleaned(values))
            else:
                connection.execute(self._for_postgresql, cleaned(values), prepare=True)
        except driver.Error as error:
            raise _wrapped(tx, self._sql, values, error) from error

    def run_many(self, tx: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
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


def _wrapped(tx: Connection, sql: str, values: Mapping[str, Any], error: Any) -> DBAPIError:
    """As SQLAlchemy would raise it. A connection that is gone is seen when it is wanted again (`database`)."""
    is_gone = tx.dialect.is_disconnect(error, tx.connection.driver_connection, None)
    return DBAPIError(sql, values, error, connection_invalidated=is_gone)
