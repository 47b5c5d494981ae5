"""The saved views of the work list: an agent's own and the team's, as the feed tells of them."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desktop.domain.change import Change, ChangeKind
from desktop.domain.office.views import SavedView
from desktop.domain.text import tr
from desktop.domain.work import WorkView
from desktop.services.messaging.feed import Feed
from desktop.services.notices import Level, Notice, Notices
from desktop.services.office.ports import ViewStore
from desktop.services.tasks import Lane, Tasks

_KEY = "view."
_CONCERNED = frozenset({ChangeKind.VIEW, ChangeKind.EVERYTHING})


class SavedViews(QObject):
    """Read when they are wanted for the first time, and followed from then on."""

    changed = Signal()

    def __init__(
        self,
        store: ViewStore,
        feed: Feed,
        tasks: Tasks,
        notices: Notices,
        agent: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._feed = feed
        self._tasks = tasks
        self._notices = notices
        self._agent = agent
        self._views: tuple[SavedView, ...] = ()
        self._is_wanted = False
        self._removed: dict[str, SavedView] = {}  # by the key of the notice that brings it back
        feed.changed.connect(self._on_changes)
        notices.acted.connect(self._on_acted)

    @property
    def views(self) -> tuple[SavedView, ...]:
        """As far as they are read: the agent's own first."""
        return self._views

    def want(self) -> None:
        """`changed` follows when there are any."""
        if not self._is_wanted:
            self._is_wanted = True
            self._read()

    def add(self, name: str, view: WorkView, *, for_team: bool) -> None:
        self._is_wanted = True
        self._write(SavedView(name=name, view=view, owner="" if for_team else self._agent))

    def rename(self, view: SavedView, name: str) -> None:
        self._write(replace(view, name=name))

    def narrow(self, view: SavedView, by: WorkView) -> None:
        """It lists this from now on."""
        self._write(replace(view, view=by))

    def give_to_team(self, view: SavedView) -> None:
        self._write(replace(view, owner=""))

    def keep_to_oneself(self, view: SavedView) -> None:
        self._write(replace(view, owner=self._agent))

    def move(self, view: SavedView, steps: int) -> None:
        """Up (-1) or down (1) among those of the same owner."""
        same = [one for one in self._views if one.owner == view.owner]
        old = next((n for n, one in enumerate(same) if one.id == view.id), None)
        if old is None or not 0 <= old + steps < len(same):
            return
        same.insert(old + steps, same.pop(old))
        placed = [replace(one, place=place) for place, one in enumerate(same) if one.place != place]

        def write() -> None:
            for one in placed:
                self._store.save_view(one)

        self._tasks.run(Lane.STORE, write, owner=self, done=lambda _: self._feed.look())

    def remove(self, view: SavedView) -> None:
        """A notice brings it back, as it was."""
        view_id = view.id
        if view_id is None:
            return
        key = f"{_KEY}{view_id}"
        self._removed[key] = view

        def done(_: object) -> None:
            text = tr("The view “{name}” was removed.", name=view.name)
            self._notices.post(Notice(key=key, text=text, level=Level.INFORMATION, action_label=tr("Undo")))
            self._feed.look()

        self._tasks.run(Lane.STORE, lambda: self._store.remove_view(view_id), owner=self, done=done)

    def _on_acted(self, key: str) -> None:
        if (view := self._removed.pop(key, None)) is not None:
            self._write(view)

    def _write(self, view: SavedView) -> None:
        self._tasks.run(Lane.STORE, lambda: self._store.save_view(view), owner=self, done=lambda _: self._feed.look())

    def _on_changes(self, changes: tuple[Change, ...]) -> None:
        if self._is_wanted and any(change.kind in _CONCERNED for change in changes):
            self._read()

    def _read(self) -> None:
        self._tasks.run(Lane.STORE, lambda: tuple(self._store.views(self._agent)), owner=self, done=self._on_read)

    def _on_read(self, views: tuple[SavedView, ...]) -> None:
        if views != self._views:
            self._views = views
            self.changed.emit()
