"""Which comes first in dates such as 03/04/2026, the day or the month: a column tells it by a day after the twelfth.

A column that tells nothing is refused: a guess would put half of a history into the wrong month.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from itertools import islice

from desktop.domain.errors import ConfigurationError
from desktop.domain.text import tr
from desktop.store.transfer import values
from desktop.store.transfer.delimited import BadRow, Row

_GLANCE = 1_000  # rows: a file whose first have no such date is not read twice for it
_AMBIGUOUS = re.compile(r"\s*(\d{1,2})[/-](\d{1,2})[/-]\d{4}\b")


class DateOrder(StrEnum):
    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


class Dates:
    """Reads the dates of one file. Fields whose order is not known take only dates that tell it themselves."""

    def __init__(self, orders: Mapping[str, DateOrder]) -> None:
        self._orders = orders

    def read(self, cells: Mapping[str, str], field: str) -> datetime:
        """Raises ValueError in words."""
        order = self._orders.get(field)
        return values.instant(cells[field], order)


class _Seen:
    """What the dates of one column say."""

    def __init__(self) -> None:
        self.orders: set[DateOrder] = set()
        self.example = ""

    def look(self, cell: str) -> None:
        found = _AMBIGUOUS.match(cell)
        if found is None:
            return
        self.example = self.example or cell
        first, second = int(found.group(1)), int(found.group(2))
        if first > 12 >= second:
            self.orders.add(DateOrder.DAY_FIRST)
        elif second > 12 >= first:
            self.orders.add(DateOrder.MONTH_FIRST)


def find_orders(rows: Iterable[Row | BadRow], columns: Mapping[int, str]) -> dict[str, DateOrder]:
    """By field, of the `columns` (place in a row → field) whose dates all agree; a column with both has none.

    Raises ConfigurationError for a column whose dates could be read both ways to the end.
    """
    seen = {place: _Seen() for place in columns}
    rows = iter(rows)
    _look(islice(rows, _GLANCE), seen)
    if any(column.example for column in seen.values()):
        _look(rows, seen)
    orders = {}
    for place, column in seen.items():
        if len(column.orders) == 1:
            (orders[columns[place]],) = column.orders
        elif column.example and not column.orders:
            raise ConfigurationError(
                tr("“{cell}” may be day/month or month/day, and no date of its column tells which.",
                   cell=column.example[:40]),
                tr("Say which with --dates dmy or --dates mdy."),
            )  # fmt: skip
    return orders


def _look(rows: Iterable[Row | BadRow], seen: Mapping[int, _Seen]) -> None:
    for row in rows:
        if isinstance(row, Row):
            for place, column in seen.items():
                column.look(row.cells[place])


def columns_of(fields: Sequence[str], dates: Iterable[str]) -> dict[int, str]:
    """Where the dates stand in a row."""
    wanted = frozenset(dates)
    return {place: field for place, field in enumerate(fields) if field in wanted}
