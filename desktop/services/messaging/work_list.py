"""The open written work of one view: its rows as far as they were asked for, and how much there is of each scope."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.change import Change, ChangeKind
from desktop.domain.errors import DesktopError
from desktop.domain.work import WorkCounts, WorkFacets, WorkRow, WorkScope, WorkView
from desktop.services.lanes.rereading import Rereading
from desktop.services.messaging.feed import Feed
from desktop.services.settings import Settings
from desktop.services.tasks import Lane, Tasks
from desktop.services.written_ports import WrittenStore

PAGE = 200
MANY = 1_000  # rows: from there on a change waits a little for others, so that they are read together
_SOON_MILLISECONDS = 20
_LATER_MILLISECONDS = 300
_CLOCK_MILLISECONDS = 30_000  # what is overdue or no longer snoozed by now

QUEUES = "agent.queues"
_OF_ROWS = frozenset({ChangeKind.INTERACTION, ChangeKind.CUSTOMER, ChangeKind.EVERYTHING})

_OF_ONE = frozenset({ChangeKind.INTERACTION, ChangeKind.DRAFT})
_OF_ANY = frozenset({ChangeKind.CUSTOMER, ChangeKind.EVERYTHING})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    rows: tuple[WorkRow, ...]
    total: int | None
    counts: WorkCounts
    turn: datetime | None


class WorkList(QObject):
    """Read anew whenever the feed, or the clock, says that rows may be others."""

    rows_changed = Signal()
    counts_changed = Signal()
    failed = Signal(object)  # DesktopError: the rows are those of before, or none

    def __init__(
        self,
        store: WrittenStore,
        feed: Feed,
        settings: Settings,
        tasks: Tasks,
        agent: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._settings = settings
        self._tasks = tasks
        self._agent = agent
        self._view = WorkView(scope=WorkScope.MINE, agent=agent)
        self._rows: tuple[WorkRow, ...] = ()
        self._counts = WorkCounts(rows={}, unread={})
        self._total: int | None = None
        self._has_more = False
        self._is_loaded = False
        self._changed: set[int] | None = set()  # interactions whose rows are others by now; None: any may be
        self._reading = Rereading(tasks, self, self._on_failed)
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self.refresh)
        self._clock = QTimer(self, interval=_CLOCK_MILLISECONDS)
        self._clock.timeout.connect(self.refresh)
        feed.changed.connect(self._on_changes)

    @property
    def view(self) -> WorkView:
        return self._view

    @property
    def rows(self) -> tuple[WorkRow, ...]:
        """What is loaded, in the order of the view."""
        return self._rows

    @property
    def has_more(self) -> bool:
        return self._has_more

    @property
    def is_loaded(self) -> bool:
        """The rows are those of the view."""
        return self._is_loaded

    @property
    def counts(self) -> WorkCounts:
        return self._counts

    @property
    def total(self) -> int | None:
        """Rows of a view that is narrowed, loaded or not; None while it is not known, or not narrowed."""
        return self._total

    def show(self, view: WorkView) -> None:
        """Another view: its first page follows. The agent is filled in, and their queues where it is their team's."""
        self._view = replace(view, agent=self._agent)
        self._is_loaded = self._has_more = False
        self._rows, self._total = (), None
        self.refresh()

    def refresh(self) -> None:
        """Read anew which rows there are, those that changed, and the counts.

        Not all that is loaded: to make ten thousand rows takes Python so long that a list being scrolled would stutter.
        """
        if not self._reading.is_free(self.refresh):
            return
        self._clock.start(_CLOCK_MILLISECONDS)
        view, asked, queues = self._view, self._asked(self._view), self._queues()
        wanted = max(PAGE, len(self._rows) + (0 if self._has_more else PAGE))  # where all is loaded, what is new too

        known = self._rows if self._changed is not None else ()
        changed, self._changed = frozenset(self._changed or ()), set()

        def read() -> _Read:
            rows = tuple(self._store.work(asked, limit=wanted, known=known, changed=changed))
            total = None
            if view.is_narrowed:
                total = len(rows) if len(rows) < wanted else self._store.work_count(asked)
            counts = self._store.work_counts(self._agent, queues)
            return _Read(rows=rows, total=total, counts=counts, turn=self._store.next_turn())

        self._reading.read(read, lambda found: self._on_read(view, wanted, found))

    def load_more(self) -> None:
        """The next page below what is loaded."""
        self._load(PAGE, self.load_more)

    def load_many(self) -> None:
        """Several pages of it, for who goes to the end."""
        self._load(MANY, self.load_many)

    def _load(self, limit: int, again: Callable[[], None]) -> None:
        if not self._has_more or not self._reading.is_free(again):
            return
        view, asked, begun = self._view, self._asked(self._view), len(self._rows)
        self._reading.read(
            lambda: tuple(self._store.work(asked, offset=begun, limit=limit)),
            lambda rows: self._on_more(view, rows, has_more=len(rows) == limit),
        )

    def row(self, interaction_id: int, *, owner: QObject, done: Callable[[WorkRow | None], None]) -> None:
        """Of any view; None when it is closed."""
        agent = self._agent
        self._tasks.run(Lane.STORE, lambda: self._store.work_row(interaction_id, agent), owner=owner, done=done)

    def of_concern(
        self, interaction_ids: Sequence[int], *, owner: QObject, done: Callable[[tuple[WorkRow, ...]], None]
    ) -> None:
        """Those of them that are the agent's, or nobody's in the agent's queues."""
        agent, queues = self._agent, self._queues()

        def read() -> tuple[WorkRow, ...]:
            rows = [self._store.work_row(one, agent) for one in interaction_ids]
            return tuple(row for row in rows if row is not None and _concerns(row, agent, queues))

        self._tasks.run(Lane.STORE, read, owner=owner, done=done)

    def facets(self, *, owner: QObject, done: Callable[[WorkFacets], None]) -> None:
        """What there is to narrow the list by."""
        self._tasks.run(Lane.STORE, self._store.work_facets, owner=owner, done=done)

    def count_each(self, views: Sequence[WorkView], *, owner: QObject, done: Callable[[tuple[int, ...]], None]) -> None:
        """How many rows each of them has."""
        asked = [self._asked(view) for view in views]
        self._tasks.run(Lane.STORE, lambda: tuple(self._store.work_count(one) for one in asked), owner=owner, done=done)

    def _queues(self) -> tuple[str, ...]:
        return self._settings.texts(QUEUES)

    def _asked(self, view: WorkView) -> WorkView:
        """As the store is asked: what is the team's, or nobody's, is that of the agent's queues."""
        if view.queues or view.scope not in (WorkScope.TEAM, WorkScope.UNASSIGNED):
            return view
        return replace(view, queues=self._queues())

    def _on_read(self, view: WorkView, wanted: int, read: _Read) -> None:
        if view is not self._view:  # whose own page is read next, for it was asked for meanwhile
            self._show_counts(read.counts, self._total)
            return
        self._has_more = len(read.rows) == wanted
        self._show_counts(read.counts, read.total)
        self._show(read.rows)
        self._wake_in_time(read.turn)

    def _show_counts(self, counts: WorkCounts, total: int | None) -> None:
        if (counts, total) != (self._counts, self._total):
            self._counts, self._total = counts, total
            self.counts_changed.emit()

    def _wake_in_time(self, turn: datetime | None) -> None:
        """What is due or wakes within the clock's turn rises then, not at the turn's end."""
        left = _CLOCK_MILLISECONDS
        if turn is not None:
            left = int((turn - datetime.now(UTC)).total_seconds() * 1000) + _SOON_MILLISECONDS
        self._clock.start(max(_SOON_MILLISECONDS, min(_CLOCK_MILLISECONDS, left)))

    def _on_more(self, view: WorkView, rows: tuple[WorkRow, ...], *, has_more: bool) -> None:
        if view is self._view:
            self._has_more = has_more
            known = {row.interaction_id for row in self._rows}
            self._show((*self._rows, *(row for row in rows if row.interaction_id not in known)), is_end=not has_more)

    def _show(self, rows: tuple[WorkRow, ...], *, is_end: bool = False) -> None:
        """`is_end` is news too: a last page may have no row of its own."""
        is_news = rows != self._rows or not self._is_loaded or is_end
        self._rows, self._is_loaded = rows, True
        if is_news:
            self.rows_changed.emit()

    def _on_failed(self, error: DesktopError) -> None:
        self._changed = None  # what changed was forgotten with the question
        self.failed.emit(error)

    def _on_changes(self, changes: tuple[Change, ...]) -> None:
        self._remember(changes)
        if any(change.kind in _OF_ROWS for change in changes):
            if not self._soon.isActive():
                self._soon.start(_SOON_MILLISECONDS if len(self._rows) <= MANY else _LATER_MILLISECONDS)
            return
        loaded = {row.interaction_id for row in self._rows}
        for change in changes:
            if change.kind is ChangeKind.DRAFT and change.id in loaded:  # said at each pause of who types
                self.row(change.id, owner=self, done=self._on_row)

    def _remember(self, changes: tuple[Change, ...]) -> None:
        """A customer's name stands in any of the rows."""
        if self._changed is None or any(change.kind in _OF_ANY for change in changes):
            self._changed = None
        else:
            self._changed |= {change.id for change in changes if change.kind in _OF_ONE}

    def _on_row(self, row: WorkRow | None) -> None:
        if row is not None:
            self._show(tuple(row if one.interaction_id == row.interaction_id else one for one in self._rows))


def _concerns(row: WorkRow, agent: str, queues: Sequence[str]) -> bool:
    return row.agent == agent or (not row.agent and (not queues or row.queue in queues))
