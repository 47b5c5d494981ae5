"""Files of ready texts, as the window asks for them: looked at first, then read."""

from pathlib import Path

from desktop.domain.office.texts import TextsRead
from desktop.store.store import DatabaseStore
from desktop.store.transfer.columns import Kind
from desktop.store.transfer.exporting import export_file
from desktop.store.transfer.importing import ImportOptions, ImportReport, check_file, import_file


def check(store: DatabaseStore, path: Path) -> TextsRead:
    return _said(check_file(store, Kind.TEXTS, path))


def read(store: DatabaseStore, path: Path) -> TextsRead:
    """What is not taken goes into a file beside it."""
    rejects = path.with_suffix(".errors.csv")
    report = import_file(store, Kind.TEXTS, path, ImportOptions(rejects=rejects))
    return _said(report, str(rejects) if report.rejected else "")


def write(store: DatabaseStore, path: Path) -> int:
    return export_file(store, Kind.TEXTS, path)


def _said(report: ImportReport, rejects: str = "") -> TextsRead:
    return TextsRead(
        created=report.created,
        changed=report.changed,
        unchanged=report.unchanged,
        rejected=report.rejected,
        remarks=report.remarks,
        rejects=rejects,
    )
