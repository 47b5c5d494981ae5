"""Plain SQL for what is asked while a call rings: what SQLAlchemy does around each statement costs more than it.

On SQLite such a statement goes to the driver at once (1.5 instead of 20 to 70 microseconds), its rows are tuples as
the database holds them: instants in microseconds, enums as texts. On PostgreSQL the way over the wire costs more than
both, and SQLAlchemy has to see each error to know that a connection is gone.
"""

import re
import sqlite3
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from desktop.store.clean import cleaned

_PLACE = re.compile(r"(?<!:):(\w+)")

Row = tuple[Any, ...]


class Question:
    """A SELECT with `:name` where values go, the same for both databases."""

    def __init__(self, sql: str) -> None:
        self._sql = sql
        self._for_postgresql = _PLACE.sub(r"%(\1)s", sql)

    def rows(self, tx: Connection, values: Mapping[str, Any]) -> list[Row]:
        if tx.dialect.name != "sqlite":
            return [tuple(row) for row in tx.exec_driver_sql(self._for_postgresql, dict(values))]
        connection = tx.connection.driver_connection
        assert connection is not None
        try:
            found: list[Row] = connection.execute(self._sql, cleaned(values)).fetchall()
        except sqlite3.Error as error:
            raise DBAPIError(self._sql, values, error) from error
        return found
