"""The seconds the window counts: one timer for all that shows a running time."""

from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer, Signal


class Clock(QObject):
    """`ticked` once a second; nothing else in the window runs by itself."""

    ticked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.ticked)
        self._timer.start()

    def now(self) -> datetime:
        return datetime.now(UTC)

    def seconds_since(self, moment: datetime | None) -> float:
        return 0.0 if moment is None else max(0.0, (self.now() - moment).total_seconds())
