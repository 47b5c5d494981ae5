"""Whether the other side still listens: it is asked every second, and anything it says counts as an answer.

Counted in turns of the own event loop, not by a clock: a laptop that slept, a program stopped in a debugger and a
window that was busy have had one turn, however long it took, and do not blame the other side for it.
"""

from PySide6.QtCore import QObject, QTimer, Signal

SECOND_MILLISECONDS = 1000


class Heartbeat(QObject):
    """`begin`, ask at each `turned`, tell what is `heard`; `fell_silent` once, after `patience` turns of silence."""

    turned = Signal()
    fell_silent = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._patience = 0
        self._unanswered = 0
        self._timer = QTimer(self, interval=SECOND_MILLISECONDS)
        self._timer.timeout.connect(self._on_second)

    def begin(self, patience: int) -> None:
        self._patience = patience
        self._unanswered = 0
        self._timer.start()

    def heard(self) -> None:
        self._unanswered = 0

    def rest(self) -> None:
        self._timer.stop()

    def _on_second(self) -> None:
        if self._unanswered >= self._patience:
            self.rest()
            self.fell_silent.emit()
            return
        self._unanswered += 1
        self.turned.emit()
