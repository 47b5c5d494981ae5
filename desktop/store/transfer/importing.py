"""Importing a CSV file: good rows go in by the batch, bad ones into a file with line number and reason.

A file may be imported again: rows are known by their external id and are written once. Between two batches the
store is free for others; readers never wait.
"""

import contextlib
import csv
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby, islice
from pathlib import Path
from typing import NamedTuple, Protocol, TextIO

from sqlalchemy import Connection, text

from desktop.domain.errors import ConfigurationError
from desktop.domain.text import tr
from desktop.services.ports import Numbering
from desktop.store.bus import feed
from desktop.store.store import DatabaseStore
from desktop.store.transfer.agents_in import AgentStateImport
from desktop.store.transfer.cases_in import CaseImport
from desktop.store.transfer.columns import DATES, FREE, REPEATED, Columns, Kind, assign
from desktop.store.transfer.customers_in import CustomerImport
from desktop.store.transfer.dates import DateOrder, Dates, columns_of, find_orders
from desktop.store.transfer.delimited import BadRow, DelimitedFile, Row
from desktop.store.transfer.endings_in import EndingImport
from desktop.store.transfer.interactions_in import InteractionImport
from desktop.store.transfer.items import Cells, Item, Outcome, RowError
from desktop.store.transfer.orders_in import OrderImport
from desktop.store.transfer.texts.rows import TextImport

_FIRST_BATCH, _FEWEST_ROWS, _MOST_ROWS = 50, 10, 500
_HELD_SECONDS = 0.015
_FREE_SECONDS = 0.003
_REMARKS = 100

Progress = Callable[[int, int], None]
"""Bytes read, bytes in all; called after each batch, in the caller's thread. May raise to stop: what is in stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """`columns` maps a column's name to a field, before the aliases; `rejects` is where bad rows are written.

    What is not told (encoding, delimiter, the order of day and month) is found out from the file.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    rejects: Path | None = None
    encoding: str = ""
    delimiter: str = ""
    dates: DateOrder | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What became of the rows. `remarks` are sentences about single lines, the first hundred."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0
    encoding: str = ""
    delimiter: str = ""
    ignored_columns: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


class _Import(Protocol):
    """One kind of row. A group is what belongs together and stands together in the file."""

    def key(self, cells: Cells) -> str: ...

    def parse(self, group: list[Cells]) -> object:
        """Raises ValueError in words."""
        ...

    def plan(self, tx: Connection, items: list[Item]) -> list[Outcome]:
        """What would become of each item."""
        ...

    def write(self, tx: Connection, items: list[Item]) -> list[Outcome]: ...


def import_file(
    store: DatabaseStore,
    kind: Kind,
    path: Path,
    options: ImportOptions = ImportOptions(),
    progress: Progress = lambda done, total: None,
) -> ImportReport:
    """Raises ConfigurationError for a file that cannot be read at all, StorageError when the store fails."""
    return _run(store, kind, path, options, progress)


def check_file(
    store: DatabaseStore,
    kind: Kind,
    path: Path,
    options: ImportOptions = ImportOptions(),
    progress: Progress = lambda done, total: None,
) -> ImportReport:
    """The same report, and nothing is written to the store (`--dry-run`)."""
    with store.database.reading() as tx:
        return _run(store, kind, path, options, progress, tx)


def _importer(kind: Kind, numbering: Numbering, dates: Dates) -> _Import:
    match kind:
        case Kind.CUSTOMERS:
            return CustomerImport(numbering)
        case Kind.ORDERS:
            return OrderImport(numbering, dates)
        case Kind.INTERACTIONS:
            return InteractionImport(numbering, dates)
        case Kind.CASES:
            return CaseImport(numbering, dates)
        case Kind.ENDINGS:
            return EndingImport(dates)
        case Kind.AGENT_STATES:
            return AgentStateImport(dates)
        case Kind.TEXTS:
            return TextImport()


def _run(
    store: DatabaseStore,
    kind: Kind,
    path: Path,
    options: ImportOptions,
    progress: Progress,
    dry: Connection | None = None,
) -> ImportReport:
    with _opened(path, options) as file:
        columns = assign(kind, file.header, options.columns)
        tally = _Tally()
        importer = _importer(kind, store.numbering, _dates(kind, columns, path, options))
        with _rejects(options.rejects, file.header) as rejects:
            groups = _groups(file, columns, importer, tally, rejects)
            pace = _Pace(store)
            try:
                while batch := list(islice(groups, pace.rows)):
                    items = _parsed(importer, batch, tally, rejects)
                    outcomes = importer.plan(dry, items) if dry is not None else pace.write(importer, items)
                    for item, outcome in zip(items, outcomes, strict=True):
                        tally.count(item.rows, outcome, rejects)
                    progress(min(file.position, file.size), file.size)
            finally:
                pace.tell()
        progress(file.size, file.size)
        if dry is None:
            if isinstance(importer, CustomerImport):
                tally.remarks += importer.merge(store.database)
            _refresh_statistics(store)
        return replace(
            tally.report,
            encoding=file.encoding,
            delimiter=file.delimiter,
            ignored_columns=columns.ignored,
            remarks=tuple(tally.remarks),
        )


def _opened(path: Path, options: ImportOptions) -> DelimitedFile:
    return DelimitedFile(path, encoding=options.encoding, delimiter=options.delimiter)


def _dates(kind: Kind, columns: Columns, path: Path, options: ImportOptions) -> Dates:
    """As told, or as the whole file tells: it is read a first time for that, if there is anything to be told."""
    if options.dates is not None:
        return Dates(dict.fromkeys(DATES[kind], options.dates))
    places = columns_of(columns.fields, DATES[kind])
    if not places:
        return Dates({})
    with _opened(path, options) as file:
        return Dates(find_orders(file, places))


class _Pace:
    """How many rows are written in one transaction.

    On SQLite others wait for it: it takes about as long as a frame of the screen, and then the store is free for longer
    than a waiting desk sleeps. The next rows are read meanwhile, so that this costs nothing.
    """

    def __init__(self, store: DatabaseStore) -> None:
        self._database = store.database
        self.rows = _FIRST_BATCH if self._database.is_sqlite else _MOST_ROWS
        self._free_since = 0.0
        self._has_written = False

    def write(self, importer: _Import, items: list[Item]) -> list[Outcome]:
        time.sleep(max(0.0, self._free_since + _FREE_SECONDS - time.monotonic()))
        with self._database.writing() as tx:
            held_since = time.monotonic()
            outcomes = importer.write(tx, items)
        self._has_written = True
        self._free_since = time.monotonic()
        if self._database.is_sqlite:
            self._adapt(self._free_since - held_since)
        return outcomes

    def tell(self) -> None:
        """Desks read anew, once: told of each batch, they would do nothing else while it goes on."""
        if self._has_written:
            with self._database.writing() as tx:
                feed.tell_everything(tx)

    def _adapt(self, held_seconds: float) -> None:
        wanted = self.rows * _HELD_SECONDS / max(held_seconds, 1e-6)
        self.rows = round(max(_FEWEST_ROWS, min(wanted, 2 * self.rows, _MOST_ROWS)))


def _refresh_statistics(store: DatabaseStore) -> None:
    """The planners choose by them, and a search knows by them how many documents there are."""
    with store.database.writing() as tx:
        tx.execute(text("ANALYZE" if tx.dialect.name != "sqlite" else "PRAGMA optimize"))


class _Named(NamedTuple):
    row: Row
    cells: Cells


def _groups(
    file: DelimitedFile, columns: Columns, importer: _Import, tally: "_Tally", rejects: "_Rejects"
) -> Iterator[list[_Named]]:
    """Neighbouring rows with the same key: the lines of an order, the messages of a conversation."""

    def named() -> Iterator[_Named]:
        for row in file:
            if isinstance(row, BadRow):
                tally.reject(row.line, row.reason, row.cells, rejects)
                continue
            if row.encoding:
                tally.remark(row.line, tr("read as {encoding}, unlike the others", encoding=row.encoding))
            yield _Named(row, _cells(columns, row))

    for _, group in groupby(named(), key=lambda one: importer.key(one.cells) or one.row.line):
        yield list(group)


def _cells(columns: Columns, row: Row) -> Cells:
    """By field; a repeated field has its cells joined by a newline. Empty cells are left out."""
    cells: Cells = {}
    for name, cell in zip(columns.fields, row.cells, strict=True):
        cell = cell if name in ("notes", "message") or name.startswith(FREE) else cell.strip()
        if name and cell:
            cells[name] = f"{cells[name]}\n{cell}" if name in REPEATED and name in cells else cell
    return cells


def _parsed(importer: _Import, batch: list[list[_Named]], tally: "_Tally", rejects: "_Rejects") -> list[Item]:
    items = []
    for group in batch:
        rows = [one.row for one in group]
        try:
            items.append(Item(rows, importer.parse([one.cells for one in group])))
        except ValueError as error:
            for row in rows:
                tally.reject(row.line, str(error), row.cells, rejects)
    return items


class _Tally:
    """Counts, and the first remarks."""

    def __init__(self) -> None:
        self.report = ImportReport()
        self.remarks: list[str] = []

    def count(self, rows: list[Row], outcome: Outcome, rejects: "_Rejects") -> None:
        r = self.report
        match outcome:
            case RowError(reason):
                for row in rows:
                    self.reject(row.line, reason, row.cells, rejects)
            case "created":
                self.report = replace(r, created=r.created + 1)
            case "changed":
                self.report = replace(r, changed=r.changed + 1)
            case "unchanged":
                self.report = replace(r, unchanged=r.unchanged + 1)

    def reject(self, line: int, reason: str, cells: list[str], rejects: "_Rejects") -> None:
        self.report = replace(self.report, rejected=self.report.rejected + 1)
        self.remark(line, reason)
        rejects.add(line, reason, cells)

    def remark(self, line: int, words: str) -> None:
        if len(self.remarks) < _REMARKS:
            self.remarks.append(tr("Line {line}: {words}", line=line, words=words))


class _Rejects:
    """The file of bad rows: line number, reason, and the row as it was, ready to be mended and imported."""

    def __init__(self, path: Path | None, header: list[str]) -> None:
        self._path = path
        self._header = header
        self._file: TextIO | None = None

    def add(self, line: int, reason: str, cells: list[str]) -> None:
        if self._path is None:
            return
        if self._file is None:
            self._file = self._path.open("w", encoding="utf-8", newline="")
            csv.writer(self._file).writerow(["line", "reason", *self._header])
        csv.writer(self._file).writerow([line, reason, *cells])

    def close(self) -> None:
        if self._file is not None:
            self._file.close()


@contextlib.contextmanager
def _rejects(path: Path | None, header: list[str]) -> Iterator[_Rejects]:
    rejects = _Rejects(path, header)
    try:
        yield rejects
    except OSError as error:
        raise ConfigurationError(tr("The file of bad rows cannot be written: {path}", path=path or "")) from error
    finally:
        rejects.close()
