"""The conversations that are open beside one another: one that is only looked at, and those that are kept."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from desktop.domain.change import Change, ChangeKind
from desktop.domain.interaction import Interaction
from desktop.domain.office.tabs import KeptTabs
from desktop.domain.work import WorkRow
from desktop.services.lanes.rereading import Rereading
from desktop.services.messaging.composing import Composing
from desktop.services.messaging.conversations import Conversations
from desktop.services.messaging.feed import Feed
from desktop.services.tasks import Lane, Tasks
from desktop.services.written_ports import WholeStore

_CONCERNED = frozenset({ChangeKind.INTERACTION, ChangeKind.CUSTOMER, ChangeKind.EVERYTHING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """`is_kept`: another one that is looked at does not take its place."""

    interaction_id: int
    name: str = ""
    subject: str = ""
    is_kept: bool = False
    is_unread: bool = False
    is_failed: bool = False  # a letter of it waits for the agent
    is_unsaved: bool = False  # what was typed cannot be written to the store now


class ConversationTabs(QObject):
    """What is kept is in the store at once, and there again at the next start."""

    changed = Signal()  # which there are, in which order, what they say
    turned = Signal(int)  # interaction id of the one in front; 0: none is left
    ended_over = Signal(object)  # Tab: the last run ended before it was painted, so it is not opened by itself

    def __init__(  # noqa: PLR0913  the composition root names every part
        self,
        store: WholeStore,
        feed: Feed,
        conversations: Conversations,
        composing: Composing,
        tasks: Tasks,
        agent: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._conversations = conversations
        self._composing = composing
        self._tasks = tasks
        self._agent = agent
        self._tabs: tuple[Tab, ...] = ()
        self._current = 0
        self._seen: set[int] = set()  # painted since the start
        self._before = 0  # what was in front when a call took its place
        self._held: set[int] = set()  # conversations that stay read while their tab is behind
        self._unsaved: set[int] = set()
        self._reading = Rereading(tasks, self, lambda _: None)  # they stay as they were described
        feed.changed.connect(self._on_changes)
        composing.outbox_changed.connect(self._mark)
        composing.saved.connect(self._on_saved)
        composing.not_saved.connect(self._on_not_saved)

    @property
    def tabs(self) -> tuple[Tab, ...]:
        """From left to right."""
        return self._tabs

    @property
    def current(self) -> int:
        """Interaction id; 0 none."""
        return self._current

    @property
    def has_several(self) -> bool:
        """One is kept, and there is another: a single one needs no tab, and none comes up while one types."""
        return len(self._tabs) > 1 and any(tab.is_kept for tab in self._tabs)

    def restore(self) -> None:
        """When the store is open: those of the last time; `turned` tells which was in front."""

        def read() -> tuple[KeptTabs, tuple[Tab, ...]]:
            kept = self._store.kept_tabs(self._agent)
            return kept, self._described(tuple(Tab(interaction_id=one, is_kept=True) for one in kept.ids))

        self._tasks.run(Lane.STORE, read, owner=self, done=lambda found: self._on_restored(*found))

    def show(self, interaction_id: int) -> None:
        """In front: its own tab, or in the place of the one that is only looked at."""
        if interaction_id == self._current and self._find(interaction_id) is not None:
            return
        self._before = 0
        if self._find(interaction_id) is None:
            new = Tab(interaction_id=interaction_id)
            at = next((n for n, tab in enumerate(self._tabs) if not tab.is_kept), len(self._tabs))
            self._tabs = (*self._tabs[:at], new, *self._tabs[at + 1 :])
            self._describe()
        self._turn(interaction_id)

    def keep(self, interaction_id: int) -> None:
        """It stays until it is closed."""
        tab = self._find(interaction_id)
        if tab is None or tab.is_kept:
            return
        self._tabs = tuple(replace(one, is_kept=True) if one is tab else one for one in self._tabs)
        self._hold(interaction_id)
        self._write()
        self.changed.emit()

    def keep_current(self) -> None:
        self.keep(self._current)

    def close(self, interaction_id: int) -> None:
        """What was typed there is a draft already. Its neighbour on the right comes to the front, or on the left."""
        number = next((n for n, tab in enumerate(self._tabs) if tab.interaction_id == interaction_id), -1)
        if number < 0:
            return
        self._tabs = self._tabs[:number] + self._tabs[number + 1 :]
        self._let_go(interaction_id)
        is_front = interaction_id == self._current
        if is_front:
            beside = self._tabs[number : number + 1] or self._tabs[number - 1 : number]
            self._current = beside[0].interaction_id if beside else 0
        self._write()
        self.changed.emit()
        if is_front:
            self.turned.emit(self._current)

    def close_others(self, interaction_id: int) -> None:
        self.show(interaction_id)
        for tab in self._tabs:
            if tab.interaction_id != interaction_id:
                self.close(tab.interaction_id)

    def move(self, old: int, new: int) -> None:
        """By number, from the left."""
        tabs = list(self._tabs)
        tabs.insert(new, tabs.pop(old))
        self._tabs = tuple(tabs)
        self._write()

    def turn_to(self, interaction_id: int) -> None:
        """One that is there."""
        if self._find(interaction_id) is not None and interaction_id != self._current:
            self._turn(interaction_id)

    def note_seen(self, interaction_id: int) -> None:
        """It was painted. What is in front is written down only then: should the program end over a mail that cannot be
        shown, the next start would show it again, and end.
        """
        if interaction_id not in self._seen:
            self._seen.add(interaction_id)
            if interaction_id == self._current:
                self._write()

    def leave(self) -> None:
        """None is in front: a call is."""
        if self._current:
            self._before, self._current = self._current, 0
            self.changed.emit()

    def come_back(self) -> None:
        """To what a call had taken the place of, if it is still there."""
        before, self._before = self._before, 0
        if not self._current:
            self.turn_to(before)

    def end(self) -> None:
        """In order: what is in front is so again, painted or not."""
        if self._current:
            self._seen.add(self._current)
            self._write()

    # ------------------------------------------------------------ within

    def _find(self, interaction_id: int) -> Tab | None:
        return next((tab for tab in self._tabs if tab.interaction_id == interaction_id), None)

    def _turn(self, interaction_id: int) -> None:
        self._current = interaction_id
        tab = self._find(interaction_id)
        if tab is not None and tab.is_kept:
            self._hold(interaction_id)
            self._write()
        self.changed.emit()
        self.turned.emit(interaction_id)

    def _hold(self, interaction_id: int) -> None:
        if interaction_id not in self._held:
            self._held.add(interaction_id)
            self._conversations.open(interaction_id)

    def _let_go(self, interaction_id: int) -> None:
        if interaction_id in self._held:
            self._held.discard(interaction_id)
            self._conversations.close(interaction_id)

    def _write(self) -> None:
        ids = tuple(tab.interaction_id for tab in self._tabs if tab.is_kept)
        front = self._current if self._current in ids else 0
        is_seen = front in self._seen
        kept = KeptTabs(ids=ids, current=front if is_seen else 0, opening=0 if is_seen else front)
        self._tasks.run(Lane.STORE, lambda: self._store.keep_tabs(self._agent, kept), owner=self)

    def _on_restored(self, kept: KeptTabs, tabs: tuple[Tab, ...]) -> None:
        there = {tab.interaction_id for tab in self._tabs}
        self._tabs = (*(tab for tab in tabs if tab.interaction_id not in there), *self._tabs)
        if not tabs:
            return
        self._mark()
        self.changed.emit()
        ended_over = self._find(kept.opening)
        if ended_over is not None:
            self._write()  # said once
            self.ended_over.emit(ended_over)
        elif not self._current and self._find(kept.current) is not None:
            self._turn(kept.current)

    def _describe(self) -> None:
        if self._reading.is_free(self._describe):
            tabs = self._tabs
            self._reading.read(lambda: self._described(tabs), self._on_described)

    def _described(self, tabs: Iterable[Tab]) -> tuple[Tab, ...]:
        """On the store lane. What is not there any more is left out."""
        tabs = tuple(tabs)
        known = {one.id: one for one in self._store.interactions([tab.interaction_id for tab in tabs])}
        rows = {tab.interaction_id: self._store.work_row(tab.interaction_id, self._agent) for tab in tabs}
        return tuple(
            _told(tab, known[tab.interaction_id], rows[tab.interaction_id])
            for tab in tabs
            if tab.interaction_id in known
        )

    def _on_described(self, tabs: tuple[Tab, ...]) -> None:
        found = {tab.interaction_id: tab for tab in tabs}
        before = self._tabs
        self._tabs = tuple(
            replace(found[tab.interaction_id], is_kept=tab.is_kept) if tab.interaction_id in found else tab
            for tab in self._tabs
        )
        self._tabs = self._marked()
        if self._tabs != before:
            self.changed.emit()

    def _mark(self) -> None:
        marked = self._marked()
        if marked != self._tabs:
            self._tabs = marked
            self.changed.emit()

    def _marked(self) -> tuple[Tab, ...]:
        failed = {one.interaction_id for one in self._composing.outbox if one.needs_agent}
        return tuple(
            replace(tab, is_failed=tab.interaction_id in failed, is_unsaved=tab.interaction_id in self._unsaved)
            for tab in self._tabs
        )

    def _on_saved(self, interaction_id: int, _kind: object, _at: object) -> None:
        if interaction_id in self._unsaved:
            self._unsaved.discard(interaction_id)
            self._mark()

    def _on_not_saved(self, interaction_id: int) -> None:
        self._unsaved.add(interaction_id)
        self._mark()

    def _on_changes(self, changes: tuple[Change, ...]) -> None:
        ids = {tab.interaction_id for tab in self._tabs}
        if ids and any(
            change.kind in _CONCERNED and (change.kind is not ChangeKind.INTERACTION or change.id in ids)
            for change in changes
        ):
            self._describe()


def _told(tab: Tab, interaction: Interaction, row: WorkRow | None) -> Tab:
    """As it is now: `row` knows what a stranger calls themselves."""
    name = interaction.customer_name or (row.customer_name if row is not None else "") or interaction.address
    is_unread = row is not None and row.is_unread
    return replace(tab, name=name, subject=interaction.subject, is_unread=is_unread)
