"""The work in hand and its rows: every step goes to the store lane first and is shown when it is written."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.call import Call, CallerHints
from desktop.domain.errors import DesktopError
from desktop.domain.history import Dossier, Match
from desktop.domain.interaction import FINAL_STATES, Interaction, InteractionState
from desktop.domain.text import tr
from desktop.services.notices import Notices
from desktop.services.ports import InteractionChange, Store
from desktop.services.tasks import Lane, Tasks
from desktop.services.work.rows import Caller, Linked, Row
from desktop.services.work.steps import State, WorkItem

T = TypeVar("T")

NOTES_MILLISECONDS = 100  # how long typing is collected before it is written
PAINT_MILLISECONDS = 1  # a timer's turn comes after what is to be painted by then
PATIENCE_SECONDS = 0.05  # how long a new row waits for its dossier to be painted
RING_SECONDS = 0.004  # how long a ring may wait to be told, and painted, together with who it is
RETRY_MILLISECONDS = 3000  # how often a store that could not be written is tried again


@dataclass(slots=True)
class Work:
    """`state` runs ahead of `interaction.state`, which is what the store has; so do `notes`."""

    key: str
    row: Row
    interaction: Interaction
    state: InteractionState
    notes: str
    call: Call | None = None
    dossier: Dossier | None = None
    typing: QTimer | None = None
    is_saving: bool = False
    is_unsaved: bool = False
    notes_saved_at: datetime | None = None
    countdown: QTimer | None = None
    wrap_up_seconds: int = 0
    wrap_up_ends_at: datetime | None = None

    @property
    def match(self) -> Match | None:
        return self.dossier.match if self.dossier else None

    @property
    def who(self) -> str:
        return self.interaction.customer_name or self.interaction.address or tr("a withheld number")

    def item(self) -> WorkItem:
        is_typed = self.interaction.notes != self.notes
        return WorkItem(
            key=self.key,
            interaction=replace(self.interaction, notes=self.notes) if is_typed else self.interaction,
            call=self.call,
            dossier=self.dossier,
            wrap_up_seconds=self.wrap_up_seconds,
            wrap_up_ends_at=self.wrap_up_ends_at,
            notes_saved_at=self.notes_saved_at,
        )

    def take(self, caller: Caller) -> bool:
        """It is known who it is; False if that could not be read."""
        if caller.dossier is None:
            return False
        self.interaction, self.dossier = caller.interaction, caller.dossier
        return True

    def stop(self) -> None:
        for timer in (self.typing, self.countdown):
            if timer is not None:
                timer.stop()
                timer.deleteLater()
        self.typing = self.countdown = None


class _Question:
    """Who is it? Answered on the store lane; `is_taken` when nobody needs to be told any more."""

    def __init__(self, row: Row, hints: CallerHints) -> None:
        self._row, self._hints = row, hints
        self._came = threading.Event()
        self._caller: Caller | None = None
        self.is_taken = False

    def ask(self) -> Caller:
        """On the store lane."""
        self._caller = self._row.identify(self._hints)
        self._came.set()
        return self._caller

    def answer(self, seconds: float) -> Caller | None:
        """If it comes so soon."""
        return self._caller if self._came.wait(seconds) else None


class Ledger(QObject):
    """Belongs to `Interactions`, which decides; here is only kept, written and told."""

    dossier_ready = Signal(str, object)  # key, Dossier
    item_changed = Signal(object)  # WorkItem
    items_changed = Signal()
    notes_saved = Signal(str, object)  # key, datetime
    finished = Signal(object)  # WorkItem

    def __init__(self, store: Store, tasks: Tasks, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._tasks = tasks
        self._notices = notices
        self._works: dict[str, Work] = {}
        self._asides: dict[str, tuple[Row, CallerHints]] = {}
        self._is_failing = False
        self._retry = QTimer(self, singleShot=True, interval=RETRY_MILLISECONDS)
        self._retry.timeout.connect(self._on_retry)
        self._to_paint: list[threading.Event] = []
        self._painting = QTimer(self, singleShot=True, interval=PAINT_MILLISECONDS)
        self._painting.timeout.connect(self._on_painted)

    @property
    def works(self) -> tuple[Work, ...]:
        """Ringing first, then oldest first."""
        return tuple(
            sorted(self._works.values(), key=lambda w: (w.state is not State.OFFERED, w.interaction.started_at))
        )

    def work(self, key: str) -> Work | None:
        return self._works.get(key)

    def open(self, key: str, interaction: Interaction) -> Work:
        """Begin a new piece of work (id None), or take up one that the store has. Whoever opens it tells of it."""
        row = Row(self._store, interaction)
        work = Work(key, row, interaction, interaction.state, interaction.notes)
        self._works[key] = work
        return work

    def offer(self, work: Work, hints: CallerHints, patience_seconds: float = 0.0) -> None:
        """Find out who it is and what was before; write it when that is on the screen.

        The disk is slower than the reader waits, and the lane shares one interpreter with the thread that paints.
        For the same reason whoever tells of a ring has `patience_seconds`: left alone the store answers within two
        milliseconds, beside a window that is being painted it took ten. Then `work.dossier` is there on return.
        """
        question, shown = _Question(work.row, hints), threading.Event()

        def write() -> Interaction:
            shown.wait(PATIENCE_SECONDS)
            return work.row.catch_up()

        self.run(question.ask, lambda caller: self._on_identified(work, caller, question, shown))
        self.run(write, lambda interaction: self.show(work, interaction))
        if patience_seconds and (caller := question.answer(patience_seconds)) is not None:
            question.is_taken = work.take(caller)

    def note(self, key: str, interaction: Interaction, hints: CallerHints) -> None:
        """What was over before it was work: written with whom it was, as soon as the store can be, and told of."""
        self._asides.setdefault(key, (Row(self._store, interaction), hints))
        self._write_aside(key)

    def change(self, work: Work, change: InteractionChange) -> None:
        if change.state is not None:
            work.state = change.state
        self.run(lambda: work.row.change(change), lambda interaction: self.show(work, interaction))

    def run(self, job: Callable[[], T], done: Callable[[T], object]) -> None:
        """A job on the store lane, after those given before. When it fails, what is unwritten is tried again."""
        self._tasks.run(Lane.STORE, job, owner=self, done=lambda value: self._on_done(done, value), failed=self._fail)

    def look_up(self, work: Work, match: Match) -> None:
        """Read the dossier again."""
        self.run(lambda: self._store.dossier(match), lambda dossier: self.show_dossier(work, dossier))

    def show_dossier(self, work: Work, dossier: Dossier) -> None:
        work.dossier = dossier
        self.tell_dossier(work)

    def tell_dossier(self, work: Work) -> None:
        if work.key in self._works and work.dossier is not None:
            self.dossier_ready.emit(work.key, work.dossier)
            self.item_changed.emit(work.item())

    def show_linked(self, work: Work, linked: Linked) -> None:
        self.show(work, linked.interaction)
        self.show_dossier(work, linked.dossier)

    def show(self, work: Work, interaction: Interaction) -> None:
        """It is written; so it may be seen. A written end takes it off the list."""
        work.interaction = interaction
        if work.key not in self._works:
            return
        if interaction.state in FINAL_STATES and work.call is None:
            del self._works[work.key]
            work.stop()
            self.finished.emit(work.item())
            self.items_changed.emit()
        else:
            self.item_changed.emit(work.item())

    def write_notes(self, work: Work, notes: str) -> None:
        if work.notes == notes:
            return
        work.notes, work.is_unsaved = notes, True
        if work.typing is None:
            work.typing = QTimer(self, singleShot=True, interval=NOTES_MILLISECONDS)
            work.typing.timeout.connect(lambda: self.save_notes(work))
        if not work.typing.isActive() and not work.is_saving:
            work.typing.start()

    def save_notes(self, work: Work) -> None:
        """Now, if there is something unsaved."""
        if not work.is_unsaved:
            return
        work.is_unsaved, work.is_saving = False, True
        notes = work.notes
        self._tasks.run(
            Lane.STORE,
            lambda: work.row.save_notes(notes),
            owner=self,
            done=lambda at: self._on_saved(work, at),
            failed=lambda error: self._on_not_saved(work, error),
        )

    def flush(self) -> None:
        for work in self.works:
            self.save_notes(work)
        self._write_asides()

    def _write_asides(self) -> None:
        for key in tuple(self._asides):
            self._write_aside(key)

    def _write_aside(self, key: str) -> None:
        row, hints = self._asides[key]

        def write() -> Interaction:
            row.identify(hints)
            return row.catch_up()

        self.run(write, lambda interaction: self._on_aside_written(key, interaction))

    def _on_aside_written(self, key: str, interaction: Interaction) -> None:
        if self._asides.pop(key, None) is not None:
            self.finished.emit(WorkItem(key=key, interaction=interaction))

    def _on_identified(self, work: Work, caller: Caller, question: _Question, shown: threading.Event) -> None:
        if not question.is_taken and work.take(caller):
            self.tell_dossier(work)
        self._to_paint.append(shown)
        self._painting.start()
        if caller.error is not None:
            self._fail(caller.error)

    def _on_painted(self) -> None:
        painted, self._to_paint = self._to_paint, []
        for shown in painted:
            shown.set()

    def _on_saved(self, work: Work, at: datetime) -> None:
        self._recover()
        work.is_saving, work.notes_saved_at = False, at
        if work.key in self._works:
            self.notes_saved.emit(work.key, at)
            if work.is_unsaved and work.typing is not None:
                work.typing.start()

    def _on_not_saved(self, work: Work, error: DesktopError) -> None:
        """The row keeps the text and writes it with the next step that succeeds; the retry says when it is saved."""
        work.is_saving, work.is_unsaved = False, True
        self._fail(error)

    def _on_done(self, done: Callable[[T], object], value: T) -> None:
        if not isinstance(value, Caller):  # reading says nothing of whether it can be written
            self._recover()
        done(value)

    def _fail(self, error: DesktopError) -> None:
        self._is_failing = True
        self._notices.post_error("store", error)
        if not self._retry.isActive():
            self._retry.start()

    def _recover(self) -> None:
        if self._is_failing:
            self._is_failing = False
            self._notices.clear("store")

    def _on_retry(self) -> None:
        self._write_asides()
        for work in self.works:
            self.save_notes(work)
            self.run(work.row.catch_up, lambda interaction, work=work: self.show(work, interaction))  # type: ignore[misc]  # a default has no type
