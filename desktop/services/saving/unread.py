"""Files that were still being read into a draft when the program had to end: waited for briefly, else told next time.

Who is logged off by the system is asked nothing and has seconds. What is not read is written down before the waiting
begins, so that whoever is killed in it tells of it too.
"""

import json
import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop, QThread

from desktop.domain.text import tr
from desktop.services.notices import Notice, Notices

logger = logging.getLogger(__name__)

_PATIENCE_MS = 2000
_STEP_MS = 5
_MOST_BYTES = 100_000
_KEY = "files.not_kept"

Unread = Sequence[tuple[str, Sequence[str]]]
"""Of each draft its subject, and the names of the files that are still being read into it."""


class UnreadFiles:
    """Of no account when its file cannot be written or read."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.patience_ms = _PATIENCE_MS

    def wait(self, unread: Callable[[], Unread]) -> None:
        """Until all is read, or patience is over. Nobody's key or click is heard meanwhile."""
        left = list(unread())
        if not left:
            return
        self._keep(left)
        until = QDeadlineTimer(self.patience_ms)
        while unread() and not until.hasExpired():
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents, _STEP_MS)
            QThread.msleep(_STEP_MS)
        self._keep(list(unread()))

    def tell(self, notices: Notices) -> None:
        """What was not kept the last time, once."""
        try:
            with self._file.open("rb") as opened:
                left = json.loads(opened.read(_MOST_BYTES))
            said = [_words(str(title), [str(name) for name in names]) for title, names in left]
        except FileNotFoundError:
            return
        except (OSError, ValueError, TypeError):
            logger.info("What was not read into a draft could not be told")
            said = []
        if said:
            notices.post(Notice(key=_KEY, text=" ".join(said), hint=tr("Attach it again; the text was kept.")))
        self._keep(())

    def _keep(self, left: Unread) -> None:
        try:
            if left:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                self._file.write_text(json.dumps([[title, list(names)] for title, names in left]), "utf-8")
            else:
                self._file.unlink(missing_ok=True)
        except OSError:
            logger.info("What was not read into a draft could not be written down")


def _words(title: str, names: Sequence[str]) -> str:
    named = ", ".join(f"“{name}”" for name in names)
    if not title:
        return tr("Parley ended before {names} could be read: not in the draft.", names=named)
    return tr("Parley ended before {names} could be read: not in “{title}”.", names=named, title=title)
