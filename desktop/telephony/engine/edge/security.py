"""What was kept out, told at most once per kind and ten seconds, with how many times it happened."""

import logging
from collections import Counter

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.phone import SecurityEvent
from desktop.domain.text import tr

_log = logging.getLogger(__name__)

QUIET_SECONDS = 10.0
_LET_THROUGH = frozenset({"in_clear"})


def words(kind: str) -> str:
    """A sentence for the agent."""
    known = {
        "digest_realm": tr("The telephone server asked for the password in another name; it was not sent"),
        "digest_unknown": tr("The telephone server asks for a log-in this program does not know"),
        "digest_tries": tr("The telephone server keeps asking for the password; no more tries were made"),
        "call_rate": tr("So many calls came at once that most were turned away unheard"),
        "target": tr("Something tried to reach this telephone without knowing its address, and was turned away"),
        "unencrypted": tr("A call without encrypted sound was turned away, as your phone account demands"),
        "in_clear": tr("The exchange takes no call with encrypted sound; it was placed again without"),
        "ticket": tr("Another program on this computer tried to use the telephone line, and was turned away"),
        "display_bytes": tr("A call with a name far too long was turned away"),
        "control_characters": tr("A message with control characters in it was turned away"),
    }
    other = tr("A broken or oversized message from the telephone server was kept out ({rule})", rule=kind)
    return known.get(kind, other)


class SecurityNotices(QObject):
    noticed = Signal(object)

    def __init__(self, parent: QObject | None = None, *, quiet_seconds: float = QUIET_SECONDS) -> None:
        super().__init__(parent)
        self._quiet_ms = int(quiet_seconds * 1000)
        self._waiting: Counter[str] = Counter()
        self._timers: dict[str, QTimer] = {}
        self._source = ""

    def note(self, kind: str, detail: str, source: str) -> None:
        """The first of its kind is told at once; those of the ten seconds after it, together at their end."""
        self._source = source
        if kind in self._timers:
            self._waiting[kind] += 1
            return
        timer = QTimer(self, singleShot=True, interval=self._quiet_ms)
        timer.setProperty("kind", kind)
        timer.timeout.connect(self._on_quiet_over)
        self._timers[kind] = timer
        timer.start()
        self._tell(kind, 1, detail)

    def stop(self) -> None:
        """Tell what is still waiting, and forget."""
        for kind, timer in self._timers.items():
            timer.stop()
            timer.deleteLater()
            if self._waiting[kind]:
                self._tell(kind, self._waiting[kind], "")
        self._timers.clear()
        self._waiting.clear()

    def _on_quiet_over(self) -> None:
        timer = self.sender()
        if not isinstance(timer, QTimer):
            return
        kind = str(timer.property("kind"))
        count = self._waiting.pop(kind, 0)
        if count:
            timer.start()
            self._tell(kind, count, "")
        else:
            self._timers.pop(kind, None)
            timer.deleteLater()

    def _tell(self, kind: str, count: int, detail: str) -> None:
        what = "Let through" if kind in _LET_THROUGH else "Kept out"
        _log.warning("%s %d × %s%s", what, count, kind, f" ({detail})" if detail else "")
        self.noticed.emit(SecurityEvent(kind=kind, text=words(kind), count=count, source=self._source))
