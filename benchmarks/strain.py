"""What the desk is put under while its window is watched: store writes, a list that scrolls; and a heartbeat.

In the desk's process, GUI thread. The heart is a timer of 5 ms: whatever holds up the GUI thread makes it late, by as
much as a click would be. The writes take the way of an agent's notes: a job on the store lane, its answer here.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView

from desktop.domain.channel import Channel, Direction
from desktop.domain.interaction import Interaction, InteractionState
from desktop.services.desk import DeskServices
from desktop.services.ports import Store
from desktop.services.tasks import Lane
from desktop.ui.main_window import MainWindow
from desktop.ui.rail import Page

BEAT_MILLISECONDS = 5
_FRAME_MILLISECONDS = 16
_STEP_PIXELS = 24
_TURN_SECONDS = 10.0
_NOTES = "Zawias pęknięty, obiecano zwrot pieniędzy. " * 3


class Heart(QObject):
    """Beats in the GUI thread; kept is how long it was from each beat to the next, in ms."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gaps: list[float] = []
        self._before = time.perf_counter()
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer, interval=BEAT_MILLISECONDS)
        self._timer.timeout.connect(self._on_beat)
        self._timer.start()

    def stop(self, file: Path) -> None:
        """A line each."""
        self._timer.stop()
        file.write_text("\n".join(f"{gap:.3f}" for gap in self._gaps), "ascii")

    def _on_beat(self) -> None:
        now = time.perf_counter()
        self._gaps.append((now - self._before) * 1000)
        self._before = now


class Strain(QObject):
    """`wanted`: `writes` a second, whether to `scroll`, a file for the `beats` (a line each, in ms), and `is_telling`.

    `written` says how often notes were written to which row, if it `is_telling`.
    """

    written = Signal(int, int)

    def __init__(self, window: MainWindow, services: DeskServices, store: Store, wanted: Mapping[str, object]) -> None:
        super().__init__()
        self._window = window
        self._services = services
        self._store = store
        self._file = str(wanted.get("beats", ""))
        self._is_telling = bool(wanted.get("is_telling"))
        self._writes_a_second = int(str(wanted.get("writes", 0)))
        self._scrolls = bool(wanted.get("scroll"))
        self._heart: Heart | None = None
        self._row = 0
        self._asked = self._written = self._scrolled = 0
        self._began = 0.0
        self._directions: dict[QAbstractItemView, int] = {}
        self._timers: list[QTimer] = []

    def start(self) -> None:
        self._window.rail.choose(Page.CUSTOMERS)
        self._services.tasks.run(Lane.STORE, self._add, owner=self, done=self._on_row)
        self._heart = Heart(self)
        if self._scrolls:
            self._every(_FRAME_MILLISECONDS, self._on_frame)
        self._began = time.perf_counter()

    def stop(self) -> dict[str, object]:
        """What was done; the heart's beats are in the file."""
        for timer in self._timers:
            timer.stop()
        if self._file and self._heart is not None:
            self._heart.stop(Path(self._file))
        return {"asked": self._asked, "written": self._written, "scrolled": self._scrolled}

    def _every(self, milliseconds: int, act: Callable[[], None]) -> None:
        timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer, interval=milliseconds)
        timer.timeout.connect(act)
        timer.start()
        self._timers.append(timer)

    def _add(self) -> int:
        """On the store lane."""
        work = Interaction(
            channel=Channel.VOICE,
            direction=Direction.INBOUND,
            state=InteractionState.ACTIVE,
            started_at=datetime.now(UTC),
            address="+48500000001",
        )
        added = self._store.add_interaction(work)
        assert added.id is not None
        return added.id

    def _on_row(self, row: int) -> None:
        self._row = row
        if self._writes_a_second:
            self._every(_FRAME_MILLISECONDS, self._on_write_due)

    def _on_write_due(self) -> None:
        due = (time.perf_counter() - self._began) * self._writes_a_second
        while self._asked < due:
            self._asked += 1
            self._write(f"{_NOTES}{self._asked}")

    def _write(self, notes: str) -> None:
        self._services.tasks.run(
            Lane.STORE, lambda: self._store.save_notes(self._row, notes), owner=self, done=self._on_written
        )

    def _on_written(self, _saved_at: object) -> None:
        self._written += 1
        if self._is_telling:
            self.written.emit(self._row, self._written)

    def _on_frame(self) -> None:
        """By turns the list of customers, which reads on as it is scrolled, and everything the caller ever said."""
        views = (self._window.pages.customers.view, self._window.sidebar.history.view)
        view = views[int((time.perf_counter() - self._began) / _TURN_SECONDS) % 2]
        bar = view.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + self._directions.setdefault(view, 1) * _STEP_PIXELS)
        if bar.value() == before:
            self._directions[view] *= -1
        else:
            self._scrolled += 1
