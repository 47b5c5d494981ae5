"""A model of painted rows, each with the value it stands for; more are asked for as the list is scrolled."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, Signal
from typing_extensions import override

from desktop.ui.lists.next_page import NextPage
from desktop.ui.lists.rows import ROW_ROLE, Index, Row

VALUE_ROLE = ROW_ROLE + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row and what it stands for."""

    row: Row
    value: object


class RowsModel(QAbstractListModel):
    """`more_wanted` asks for the next page; whoever answers calls `append`."""

    more_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[Line] = []
        self._has_more = False
        self._next_page = NextPage()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._lines)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self._lines):
            return None
        line = self._lines[index.row()]
        if role == ROW_ROLE:
            return line.row
        if role == VALUE_ROLE:
            return line.value
        if role == Qt.ItemDataRole.DisplayRole:
            return line.row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.row.spoken
        return None

    @override
    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._has_more and not self._next_page.is_awaited

    @override
    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._next_page.ask()
            self.more_wanted.emit()

    @property
    def is_growing(self) -> bool:
        """The end is not reached, or not known."""
        return self._has_more

    def value(self, row: int) -> object:
        return self._lines[row].value if 0 <= row < len(self._lines) else None

    @property
    def last(self) -> object:
        """The value of the last row, where the next page begins."""
        return self._lines[-1].value if self._lines else None

    def replace(self, lines: Iterable[Line], *, has_more: bool = False) -> None:
        self.beginResetModel()
        self._lines = list(lines)
        self._has_more = has_more
        self._next_page.come()
        self.endResetModel()

    def renew(self, lines: Sequence[Line]) -> None:
        """The same ones as they are now: nothing moves."""
        assert len(lines) == len(self._lines)
        for number, line in enumerate(lines):
            if self._lines[number] != line:
                self._lines[number] = line
                self.dataChanged.emit(self.index(number, 0), self.index(number, 0))

    def append(self, lines: Iterable[Line], *, has_more: bool) -> None:
        more = list(lines)
        self._has_more = has_more
        self._next_page.come()
        if more:
            self.beginInsertRows(QModelIndex(), len(self._lines), len(self._lines) + len(more) - 1)
            self._lines.extend(more)
            self.endInsertRows()
