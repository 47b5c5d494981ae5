"""Runs in Windows: waiting while Qt works."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QTimer

_STEP_MILLISECONDS = 20


def wait(condition: Callable[[], bool], what: str, *, seconds: float = 90.0) -> None:
    """Until it holds; AssertionError, saying what was waited for, once the time is up."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {seconds:g} s for {what}")
        pause(_STEP_MILLISECONDS / 1000)


def pause(seconds: float) -> None:
    """Let Qt work for so long."""
    loop = QEventLoop()
    QTimer.singleShot(int(seconds * 1000), loop.quit)
    loop.exec()


def say(text: str) -> None:
    """One line for the Linux side, which waits for it."""
    print(text, flush=True)
