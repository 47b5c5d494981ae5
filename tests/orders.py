"""Orders for a desk in a process of its own: a line each, on standard input. POSIX alone can watch such a pipe."""

import os
import sys

from PySide6.QtCore import QObject, QSocketNotifier, Signal


class Orders(QObject):
    """`given` for each line; `ended` once, when whoever gave them has gone."""

    given = Signal(str)
    ended = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rest = b""
        self._notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_input)

    def _on_input(self) -> None:
        data = os.read(sys.stdin.fileno(), 65536)
        if not data:
            self._notifier.setEnabled(False)
            self.ended.emit()
            return
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            self.given.emit(line.decode("utf-8"))
