"""How far the update of an older store is, on the standard error, for who waits on the command line."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from desktop.domain.text import tr

_SEEN_SECONDS = 0.1  # how often the line on a terminal is written anew
_KEPT_SECONDS = 3.0  # how often there is one more line in a file


@contextmanager
def update_told() -> Iterator[Callable[[str], None]]:
    """What `open_store` is to be given. A store that is up to date says nothing."""
    is_terminal = sys.stderr.isatty()
    due, width = 0.0, 0

    def tell(words: str) -> None:
        nonlocal due, width
        if not width:
            text = tr("The store of an earlier version is brought up to date. Breaking it off is safe.")
            sys.stderr.write(f"{text}\n")
        now = time.monotonic()
        if now < due:
            return
        due = now + (_SEEN_SECONDS if is_terminal else _KEPT_SECONDS)
        sys.stderr.write(f"\r  {words:<{width}}" if is_terminal else f"  {words}\n")
        sys.stderr.flush()
        width = max(width, len(words))

    try:
        yield tell
    finally:
        if width and is_terminal:
            sys.stderr.write("\n")
