"""`parley import` and `parley export`: the store's CSV files on the command line, with a bar where somebody looks."""

import argparse
import codecs
import sys
from collections.abc import Callable
from pathlib import Path

from desktop.commands.opening import OpenedStore
from desktop.commands.saying import fail, tell
from desktop.domain.errors import ConfigurationError, DesktopError
from desktop.domain.text import tr
from desktop.store.transfer.columns import Kind
from desktop.store.transfer.dates import DateOrder
from desktop.store.transfer.exporting import export_file
from desktop.store.transfer.importing import ImportOptions, ImportReport, check_file, import_file

BAR = 30
SHOWN_REMARKS = 10


def import_rows(options: argparse.Namespace) -> int:
    """1 when nothing could be read or written; rows that were rejected are told, and are in the file of errors."""
    file = Path(options.file)
    rejects = Path(options.errors) if options.errors else file.with_suffix(".errors.csv")
    try:
        told = ImportOptions(
            columns=_columns(options.map),
            rejects=None if options.dry_run else rejects,
            encoding=_encoding(options.encoding),
            dates=DateOrder(options.dates) if options.dates else None,
        )
        with OpenedStore(options) as store:
            work = check_file if options.dry_run else import_file
            report = work(store, Kind(options.kind), file, told, _bar(tr("Reading")))
    except DesktopError as error:
        return fail(error)
    _tell_report(report, rejects, is_dry=options.dry_run)
    return 0


def export_rows(options: argparse.Namespace) -> int:
    try:
        with OpenedStore(options) as store:
            count = export_file(store, Kind(options.kind), Path(options.file), _bar(tr("Writing")))
    except DesktopError as error:
        return fail(error)
    tell(tr("{count} are in {file}.", count=count, file=options.file))
    return 0


def _columns(pairs: list[str]) -> dict[str, str]:
    columns = {}
    for pair in pairs:
        header, sign, field = pair.partition("=")
        if not sign or not header.strip() or not field.strip():
            raise ConfigurationError(
                tr("“{pair}” does not say which column is what.", pair=pair), tr("Write --map 'Column=field'.")
            )
        columns[header.strip()] = field.strip()
    return columns


def _encoding(name: str) -> str:
    try:
        return codecs.lookup(name).name if name else ""
    except LookupError as error:
        raise ConfigurationError(
            tr("There is no encoding “{name}”.", name=name), tr("Usual ones are utf-8, cp1250, cp1252 and gb18030.")
        ) from error


def _tell_report(report: ImportReport, rejects: Path, *, is_dry: bool) -> None:
    figures = {name: getattr(report, name) for name in ("created", "changed", "unchanged", "rejected")}
    if is_dry:
        tell(
            tr(
                "Nothing was written: {created} would be created, {changed} changed, {unchanged} left as they are, "
                "{rejected} rejected.",
                **figures,
            )
        )
    else:
        tell(
            tr(
                "{created} were created, {changed} changed, {unchanged} left as they are, {rejected} rejected.",
                **figures,
            )
        )
    if not report.encoding.startswith("utf-8"):
        tell(tr("The file was read as {encoding}; --encoding names another.", encoding=report.encoding))
    if report.ignored_columns:
        tell(tr("Columns left out: {columns}.", columns=", ".join(report.ignored_columns)))
    for remark in report.remarks[:SHOWN_REMARKS]:
        tell(f"  {remark}")
    if len(report.remarks) > SHOWN_REMARKS:
        tell(tr("  … and {count} more.", count=len(report.remarks) - SHOWN_REMARKS))
    if report.rejected and not is_dry:
        tell(tr("The rejected rows are in {file}, each with its reason.", file=rejects))


def _bar(label: str) -> Callable[[int, int], None]:
    if not sys.stderr.isatty():
        return lambda done, total: None

    def show(done: int, total: int) -> None:
        share = done / total if total else 1.0
        full = round(share * BAR)
        sys.stderr.write(f"\r{label} {'█' * full}{'·' * (BAR - full)} {share:4.0%}" + ("\n" if done >= total else ""))
        sys.stderr.flush()

    return show
