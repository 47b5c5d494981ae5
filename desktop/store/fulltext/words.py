"""The words and the place of a document, as it is written and as it is looked for; known without SQLAlchemy."""

from datetime import datetime

from desktop.domain.folding import fold
from desktop.store.plain import to_microseconds

PER_SECOND = 128
# Longer texts are kept whole, but found by their beginning; PostgreSQL takes 1 MB of words in one document.
_INDEXED_CHARACTERS = 100_000
_LONGEST_WORD = 255


def first_id(at: datetime) -> int:
    """Documents from `at` on have this id or a higher one."""
    return to_microseconds(at) // 1_000_000 * PER_SECOND


def words_of(*texts: str) -> str:
    """Folded and cut to what is indexed."""
    folded = fold(" \n ".join(part for part in texts if part)[:_INDEXED_CHARACTERS])
    if len(folded) > _LONGEST_WORD:
        words = folded.split(" ")
        if max(map(len, words)) > _LONGEST_WORD:
            return " ".join(word[:_LONGEST_WORD] for word in words)
    return folded
