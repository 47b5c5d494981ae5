"""In and out in bulk: CSV files of customers, orders and interactions."""

from desktop.store.transfer.columns import Kind
from desktop.store.transfer.exporting import export_file
from desktop.store.transfer.importing import ImportOptions, ImportReport, check_file, import_file

__all__ = ["ImportOptions", "ImportReport", "Kind", "check_file", "export_file", "import_file"]
