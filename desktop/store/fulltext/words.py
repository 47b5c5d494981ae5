"""The place of a document, as it is written and as it is looked for; known without SQLAlchemy."""

from datetime import datetime

from desktop.store.plain import to_microseconds

PER_SECOND = 128


def first_id(at: datetime) -> int:
    """Documents from `at` on have this id or a higher one."""
    return to_microseconds(at) // 1_000_000 * PER_SECOND
