"""Reading a CSV file as people really have them: any usual delimiter and encoding, bad rows told and passed over.

The file is read line by line; what is held is one row, never more than `_LONGEST_ROW`.
"""

import csv
import io
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from desktop.domain.errors import ConfigurationError
from desktop.domain.text import tr
from desktop.store.transfer import encodings

LONGEST_FIELD = 1_048_576  # characters
_LONGEST_ROW = 4 * LONGEST_FIELD  # bytes: a quotation mark that is never closed ends here
_LONGEST_KEPT = 65_536  # bytes of a bad row, for the file of bad rows
_LINE_ENDS_SOUGHT = 65_536
_DELIMITERS = ",;\t|"


class Row(NamedTuple):
    """`line` is where the row begins; `encoding` is told when it is not that of the others."""

    line: int
    cells: list[str]
    encoding: str = ""


class BadRow(NamedTuple):
    """What could not be taken, and why, in words."""

    line: int
    reason: str
    cells: list[str]


class _RowTooLongError(Exception):
    pass


class DelimitedFile:
    """Use as a context manager: the header is read at once, the rows by iterating."""

    def __init__(self, path: Path, *, encoding: str = "", delimiter: str = "") -> None:
        self._chosen = encoding
        try:
            self._file: BinaryIO = path.open("rb")
        except OSError as error:
            raise ConfigurationError(
                tr("{path} cannot be read: {reason}", path=path, reason=error.strerror or "")
            ) from error
        csv.field_size_limit(_LONGEST_ROW)
        self._line = 0
        self._resume = (0, 0)
        self._row_bytes = 0
        self._first_line = b""
        self._row_encoding = ""
        try:
            self._survey()
            self._settle_line_ends()
            self.size = self._file.seek(0, io.SEEK_END)
            self._file.seek(0)
            self.header = self._read_header(delimiter)
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> "DelimitedFile":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    @property
    def position(self) -> int:
        """Bytes read, of `size`."""
        return self._file.tell()

    def __iter__(self) -> Iterator[Row | BadRow]:
        reader = self._reader()
        while True:
            self._begin_row()
            first = self._line + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except (_RowTooLongError, csv.Error, UnicodeDecodeError) as error:
                yield BadRow(first, _reason(error), self._as_it_was())
                self._resume_after_first_line()
                reader = self._reader()
                continue
            if any(cells):
                yield self._checked(Row(first, cells, self._row_encoding))

    def _checked(self, row: Row) -> Row | BadRow:
        if any(len(cell) > LONGEST_FIELD for cell in row.cells):
            reason = tr("a field is longer than {most} characters", most=LONGEST_FIELD)
            return BadRow(row.line, reason, [cell[:100] for cell in row.cells])
        if len(row.cells) != len(self.header):
            reason = tr("{here} columns instead of {expected}", here=len(row.cells), expected=len(self.header))
            return BadRow(row.line, reason, row.cells)
        return row

    def _survey(self) -> None:
        """Find the encoding; what is not written in bytes that stand for ASCII is rewritten beside as UTF-8."""
        marked = self._chosen if self._chosen.startswith(("utf-16", "utf-32")) else None
        marked = marked or encodings.marked(self._file.read(4096))
        self._file.seek(0)
        if marked is not None and marked.startswith(("utf-16", "utf-32")):
            self._file = _as_utf_8(self._file, marked)
            self.encoding, self._fallback, self._chosen = marked, encodings.WESTERN, ""
        else:
            self.encoding, self._fallback = encodings.survey(self._file)
            self.encoding = self._chosen or self.encoding
            if not self.encoding:
                raise ConfigurationError(
                    tr("The file may be written in Windows-1250 or in GB 18030, and too little in it tells which."),
                    tr("Say which with --encoding cp1250 or --encoding gb18030, or save the file as UTF-8."),
                )

    def _settle_line_ends(self) -> None:
        """Old Macs end a line with CR alone, and some programs still do; such a file is rewritten beside."""
        self._file.seek(0)
        beginning = self._file.read(_LINE_ENDS_SOUGHT)
        if b"\r" in beginning and b"\n" not in beginning:
            self._file.seek(0)
            self._file = _with_line_feeds(self._file)

    def _read_header(self, delimiter: str) -> list[str]:
        self._begin_row()
        try:
            first = next(self._lines()).removeprefix("\ufeff")
        except (StopIteration, _RowTooLongError, UnicodeDecodeError) as error:
            raise ConfigurationError(tr("The file has no header line with the names of its columns.")) from error
        self.delimiter = delimiter or max(_DELIMITERS, key=first.count)
        try:
            return [name.strip() for name in next(csv.reader([first], delimiter=self.delimiter), [])]
        except csv.Error as error:
            raise ConfigurationError(tr("The file's first line is no line of a CSV file.")) from error

    def _reader(self) -> Iterator[list[str]]:
        return csv.reader(self._lines(), delimiter=self.delimiter, strict=True)

    def _begin_row(self) -> None:
        self._row_bytes = 0
        self._row_encoding = ""

    def _resume_after_first_line(self) -> None:
        """The rows after a bad one are read, whatever the bad one swallowed."""
        offset, self._line = self._resume
        self._file.seek(offset)

    def _as_it_was(self) -> list[str]:
        """The line a bad row begins with, cut at each delimiter, for people to mend."""
        try:
            line = self._first_line.decode(self._chosen or encodings.UTF_8)
        except UnicodeDecodeError:
            line = self._first_line.decode(self._fallback or encodings.WESTERN, "replace")
        return line.rstrip("\r\n").split(self.delimiter)

    def _lines(self) -> Iterator[str]:
        while raw := self._file.readline(_LONGEST_ROW + 1):
            is_first = self._row_bytes == 0
            if is_first:
                self._first_line = raw[:_LONGEST_KEPT]
            is_cut = len(raw) > _LONGEST_ROW
            while is_cut and raw and not raw.endswith(b"\n"):
                raw = self._file.readline(_LONGEST_ROW)
            self._line += 1
            if is_first:
                self._resume = (self._file.tell(), self._line)
            self._row_bytes += len(raw)
            if is_cut or self._row_bytes > _LONGEST_ROW:
                raise _RowTooLongError
            yield self._decoded(raw)

    def _decoded(self, raw: bytes) -> str:
        if self._chosen:
            return raw.decode(self._chosen)
        try:
            text = raw.decode(encodings.UTF_8)
            used = encodings.UTF_8
        except UnicodeDecodeError:
            if not self._fallback:  # the line may be in several encodings
                raise
            used = self._fallback
            text = raw.decode(used, "replace")
        if used != self.encoding and not text.isascii() and not self.encoding.startswith("utf-16"):
            self._row_encoding = used
        return text


def _reason(error: Exception) -> str:
    if isinstance(error, _RowTooLongError):
        return tr("the row is too long; a quotation mark may not be closed")
    if isinstance(error, UnicodeDecodeError):
        # of a line unlike the others that may be in several encodings, or of one that is not in the encoding told
        return tr("the text is not in the encoding {name}", name=error.encoding)
    return tr("a quotation mark is in the wrong place")


def _as_utf_8(file: BinaryIO, encoding: str) -> BinaryIO:
    """A copy of `file` in a temporary file that vanishes when closed."""
    copy = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the owner
    with file, io.TextIOWrapper(file, encoding, "replace", newline="") as text:
        writer = io.TextIOWrapper(copy, "utf-8", newline="", write_through=True)
        shutil.copyfileobj(text, writer, 1 << 20)
        writer.detach()
    copy.seek(0)
    return copy


def _with_line_feeds(file: BinaryIO) -> BinaryIO:
    """A copy of `file` with LF for CR, in a temporary file that vanishes when closed."""
    copy = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the owner
    with file:
        while piece := file.read(1 << 20):
            copy.write(piece.replace(b"\r", b"\n"))
    copy.seek(0)
    return copy
