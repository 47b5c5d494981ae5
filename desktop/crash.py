"""What the program says of itself: the log, and what is kept when something fails that should not.

A known failure has words and is shown where it happens. Anything else ends here: its traceback goes to the log,
the user is told once, and the program goes on, for a call may be up.
"""

import faulthandler
import logging
import logging.handlers
import re
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler
from typing_extensions import override

from desktop.paths import Paths

logger = logging.getLogger(__name__)

LOG_BYTES = 2_000_000
LOG_FILES = 5
QUIET_SECONDS = 60.0  # the same bug again and again is told once a minute

_NUMBER = re.compile(r"(?<![\w.:-])(\+?\d[\d ()/-]{4,}\d)(?![\w:-])|(?<=sip:)(\+?\d{5,})|(?<=sips:)(\+?\d{5,})")
_SECRET = re.compile(r"(?i)\b(password|passwd|pwd|secret|token|authorization|response)(\W{1,3})[^\s,;&'\")]+")
_URL_SECRET = re.compile(r"(://[^:/@\s]+:)[^@\s]+@")


def redact(text: str) -> str:
    """`text` with numbers shortened to `+48…567` and passwords left out."""
    text = _URL_SECRET.sub(r"\1…@", text)
    text = _SECRET.sub(r"\1\2…", text)
    return _NUMBER.sub(lambda found: _shortened(found.group(0)), text)


def _shortened(number: str) -> str:
    digits = re.sub(r"\D", "", number)
    if len(digits) < 6 or re.fullmatch(r"\d{4}-\d{2}-\d{2}", number):
        return number
    start = "+" + digits[:2] if number.startswith("+") else ""
    return f"{start}…{digits[-3:]}"


class Redacted(logging.Formatter):
    """Masks the message and the traceback, not the time."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        stamp = self.formatTime(record)
        text = record.getMessage()
        if record.exc_info:
            text += "\n" + self.formatException(record.exc_info)
        return f"{stamp} {record.levelname} {record.threadName} {record.name}: {redact(text)}"


class CrashWatch(QObject):
    """Everything that fails without words comes here, from any thread. `start` and `stop` leave no trace behind."""

    bug_found = Signal(str)  # one line of what it was; at most one a minute for the same

    def __init__(self, paths: Paths, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._paths = paths
        self._handler: logging.Handler | None = None
        self._crash_file: TextIO | None = None
        self._told: dict[str, tuple[float, int]] = {}  # when it was logged, how often it came since
        self._undo: list[Callable[[], object]] = []
        self.last_crash = ""

    def start(self) -> None:
        """Log to the profile's file, catch what nobody catches, and remember if the last run ended in a crash."""
        self._paths.state.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._open_log()
        self._open_crash_file()
        self._hook()
        logger.info("Started")

    def stop(self) -> None:
        logger.info("Ended")
        while self._undo:
            self._undo.pop()()

    def log_in_detail(self) -> None:
        logging.getLogger("desktop").setLevel(logging.DEBUG)

    def log_briefly(self) -> None:
        logging.getLogger("desktop").setLevel(logging.INFO)

    def found(self, error: BaseException) -> None:
        """A bug: traceback to the log, and the user is told. One that comes again within a minute is only counted."""
        line = f"{type(error).__name__}: {redact(str(error))[:200]}"
        now = time.monotonic()
        told_at, repeats = self._told.get(line, (-QUIET_SECONDS, 0))
        if now - told_at < QUIET_SECONDS:
            self._told[line] = told_at, repeats + 1
            return
        self._told[line] = now, 0
        logger.error("A bug, seen %d times more since it was last logged", repeats, exc_info=error)
        self.bug_found.emit(line)

    def _open_log(self) -> None:
        file = self._paths.log_file
        handler = logging.handlers.RotatingFileHandler(
            file, maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8", delay=True
        )
        handler.setFormatter(Redacted())
        root = logging.getLogger()
        root.addHandler(handler)
        before = root.level, logging.getLogger("desktop").level
        root.setLevel(logging.WARNING)
        self.log_briefly()
        self._undo.append(lambda: self._close_log(handler, before))

    def _close_log(self, handler: logging.Handler, levels: tuple[int, int]) -> None:
        logging.getLogger().removeHandler(handler)
        handler.close()
        logging.getLogger().setLevel(levels[0])
        logging.getLogger("desktop").setLevel(levels[1])

    def _open_crash_file(self) -> None:
        """Where the interpreter writes its threads' stacks when it dies; what is in it is from the last run."""
        file = self._paths.crash_file
        self.last_crash = _read(file)
        if self.last_crash:
            file.replace(file.with_suffix(".last.log"))
            logger.error("The last run crashed; its stacks are in %s", file.with_suffix(".last.log").name)
        opened = file.open("w", encoding="utf-8")
        was_enabled = faulthandler.is_enabled()
        faulthandler.enable(opened)
        self._undo.append(lambda: self._close_crash_file(opened, file, was_enabled))

    def _close_crash_file(self, opened: TextIO, file: Path, was_enabled: bool) -> None:
        faulthandler.enable(sys.__stderr__) if was_enabled and sys.__stderr__ else faulthandler.disable()
        opened.close()
        file.unlink(missing_ok=True)

    def _hook(self) -> None:
        before = sys.excepthook, threading.excepthook, sys.unraisablehook
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        sys.unraisablehook = self._on_unraisable
        messages = qInstallMessageHandler(on_qt_message)

        def undo() -> None:
            sys.excepthook, threading.excepthook, sys.unraisablehook = before
            qInstallMessageHandler(messages)

        self._undo.append(undo)

    def _on_exception(self, kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, traceback)
        else:
            self.found(error)

    def _on_thread_exception(self, what: threading.ExceptHookArgs) -> None:
        if what.exc_value is not None:
            self.found(what.exc_value)

    def _on_unraisable(self, what: "sys.UnraisableHookArgs") -> None:
        if what.exc_value is not None:
            self.found(what.exc_value)


_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

_OFFSCREEN_CHATTER = (
    "This plugin does not support"  # propagateSizeHints(), raise(): said by a platform without a screen
)


def on_qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Qt's own words, from any thread, into the log."""
    level = logging.DEBUG if _OFFSCREEN_CHATTER in text else _LEVELS.get(kind, logging.WARNING)
    logging.getLogger("qt").log(level, "%s: %s", context.category, text)


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8", "replace").strip()
    except OSError:
        return ""
