"""Cyclic garbage is collected on the GUI thread alone.

Python collects on whichever thread happens to allocate. A QObject caught in a cycle would then be destroyed by a
worker, with its timers and children running on the GUI thread: a crash without a traceback. So while there are
workers automatic collection is off, and a timer does what it would have done.
"""

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_MILLISECONDS = 500


class Collection(QObject):
    """From `start` to `stop`; several may be running, the last `stop` gives Python its own collection back."""

    _running = 0
    _was_on = True

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=LOOK_MILLISECONDS)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        if not self._timer.isActive():
            if Collection._running == 0:
                Collection._was_on = gc.isenabled()
            Collection._running += 1
            gc.disable()
            self._timer.start()

    def stop(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
            Collection._running -= 1
            if Collection._running == 0 and Collection._was_on:
                gc.enable()

    def _look(self) -> None:
        """The oldest generation whose threshold is passed, as the interpreter would."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return
