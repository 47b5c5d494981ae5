"""What the first conversation needs, loaded and built while nobody waits for it: it takes a tenth of a second."""

from collections.abc import Callable
from functools import partial
from importlib import import_module

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.services.desk import DeskServices

QUIET_MS = 2_000  # since the list was read last
BETWEEN_MS = 100
# each a few milliseconds: a call that rings meanwhile waits for one of them
_LOADED = ("transcript", "preview.looking", "writing.editor", "writing.composer", "pane")


class Ahead(QObject):
    """Begins when there is written work, step by step; waits while there is a call."""

    put_off = Signal()

    def __init__(self, services: DeskServices, build: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._interactions, self._work_list = services.interactions, services.work_list
        self._steps: list[Callable[[], object]] = [
            *(partial(import_module, f"desktop.ui.conversation.{name}") for name in _LOADED),
            build,
        ]
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._go_on)
        self._work_list.counts_changed.connect(self._on_counted)

    @property
    def is_done(self) -> bool:
        return not self._steps

    def _on_counted(self) -> None:
        if self._steps and any(self._work_list.counts.rows.values()):
            self._timer.start(QUIET_MS)

    def _go_on(self) -> None:
        if self._interactions.items():
            self._timer.start(QUIET_MS)
            self.put_off.emit()
            return
        self._steps.pop(0)()
        if self._steps:
            self._timer.start(BETWEEN_MS)
