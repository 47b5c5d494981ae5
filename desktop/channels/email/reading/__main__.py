"""The reading process: an account first, then batches, each with how many of its mails are to be packed, too; each is
answered by what was read and what was logged.
"""

import contextlib
import gc
import logging
import signal
import sys

from desktop.channels.email.arrival import Arrivals
from desktop.channels.email.reading.frames import Ended, put, take
from desktop.domain.text import install_translator

_MANY_VALUES = 100_000  # a batch, which goes as it came; looking for garbage among its values takes time


class _Kept(logging.Handler):
    """What is logged here, for the program to log."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it ends with the program, which may have letters to finish
    asked, answered = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing else is said there
    kept = _Kept()
    logging.basicConfig(handlers=[kept], force=True)
    with contextlib.suppress(Ended, OSError):
        account, words = take(asked)
        install_translator(lambda source, n: words.get(source, source))
        arrive = Arrivals(account)
        gc.freeze()
        gc.set_threshold(_MANY_VALUES)
        put(answered, "ready")
        while True:
            asked_for, packed = take(asked)
            batch = [arrive(*one, is_packed=number < packed) for number, one in enumerate(asked_for)]
            lines, kept.lines = kept.lines, []
            put(answered, (batch, lines))


if __name__ == "__main__":
    main()
