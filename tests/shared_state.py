"""What all tests of a process share, and Python does not forget by itself: what a test changed of it is put back."""

import logging
import os
import signal
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLocale

_SIGNALS = [
    one for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGCHLD", "SIGPIPE") if (one := getattr(signal, name, None))
]
_OWN_OF_PYTEST = "PYTEST_CURRENT_TEST"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """`put_back` takes what `read` gave."""

    name: str
    read: Callable[[], Any]
    put_back: Callable[[Any], object]


def changed(before: Mapping[str, object]) -> list[str]:
    """What is no longer as `before`, which `seen` gave; it is so again."""
    words = []
    for shared in ALL:
        now = shared.read()
        if now != before[shared.name]:
            words.append(f"{shared.name}: {before[shared.name]} became {now}")
            shared.put_back(before[shared.name])
    return words


def seen() -> dict[str, object]:
    return {shared.name: shared.read() for shared in ALL}


# ---------------------------------------------------------------- one by one


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != _OWN_OF_PYTEST}


def _put_back_environment(before: dict[str, str]) -> None:
    for name in set(_environment()) - set(before):
        del os.environ[name]
    os.environ.update(before)


def _umask() -> int | None:
    """Linux's /proc tells it; to ask the system is to change it for every thread."""
    try:
        status = Path("/proc/self/status").read_text("ascii", "replace")
    except OSError:
        return None
    return next((int(line.split()[1], 8) for line in status.splitlines() if line.startswith("Umask:")), None)


def _put_back_time_zone(before: object) -> None:
    """The environment, which names it, is put back first."""
    if hasattr(time, "tzset"):
        time.tzset()


def _logging() -> tuple[int, int, dict[str, tuple[int, bool, bool]]]:
    """Of the program's own loggers, those that were set."""
    loggers = {name: one for name, one in logging.root.manager.loggerDict.items() if isinstance(one, logging.Logger)}
    own = {
        name: (one.level, one.disabled, one.propagate) for name, one in loggers.items() if name.startswith("desktop")
    }
    usual = (logging.NOTSET, False, True)
    return (
        logging.root.level,
        logging.root.manager.disable,
        {name: is_set for name, is_set in own.items() if is_set != usual},
    )


def _put_back_logging(before: tuple[int, int, dict[str, tuple[int, bool, bool]]]) -> None:
    logging.root.setLevel(before[0])
    logging.disable(before[1])
    for name in (*_logging()[2], *before[2]):
        one = logging.getLogger(name)
        level, one.disabled, one.propagate = before[2].get(name, (logging.NOTSET, False, True))
        one.setLevel(level)


def _hooks() -> tuple[object, ...]:
    return sys.excepthook, threading.excepthook, sys.unraisablehook


def _put_back_hooks(before: tuple[Any, Any, Any]) -> None:
    sys.excepthook, threading.excepthook, sys.unraisablehook = before


def _handlers() -> dict[signal.Signals, Any]:
    return {one: signal.getsignal(one) for one in _SIGNALS}


def _put_back_handlers(before: dict[signal.Signals, Any]) -> None:
    for one, handler in before.items():
        if handler is not None:  # not one of Python's
            signal.signal(one, handler)


def _put_back_path(before: list[str]) -> None:
    sys.path[:] = before


def _put_back_folder(before: str | None) -> None:
    tempfile.tempdir = before


ALL = (
    Shared(name="environment", read=_environment, put_back=_put_back_environment),
    Shared(name="folder", read=os.getcwd, put_back=os.chdir),
    Shared(name="umask", read=_umask, put_back=os.umask),
    Shared(name="time zone", read=lambda: (time.tzname, time.timezone), put_back=_put_back_time_zone),
    Shared(name="logging", read=_logging, put_back=_put_back_logging),
    Shared(name="hooks", read=_hooks, put_back=_put_back_hooks),
    Shared(name="signals", read=_handlers, put_back=_put_back_handlers),
    Shared(name="import path", read=lambda: list(sys.path), put_back=_put_back_path),
    Shared(name="switch interval", read=sys.getswitchinterval, put_back=sys.setswitchinterval),
    Shared(name="patience of sockets", read=socket.getdefaulttimeout, put_back=socket.setdefaulttimeout),
    Shared(name="folder for what is temporary", read=tempfile.gettempdir, put_back=_put_back_folder),
    Shared(name="Qt's locale", read=QLocale, put_back=QLocale.setDefault),
)
"""The environment before what is named there."""
