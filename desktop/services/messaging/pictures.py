"""Whose remote pictures are always shown: said by an agent, and taken back in the settings."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from desktop.domain.change import Change, ChangeKind
from desktop.domain.office.pictures import PictureSender
from desktop.services.messaging.feed import Feed
from desktop.services.tasks import Lane, Tasks
from desktop.services.written_ports import WholeStore

_CONCERNED = frozenset({ChangeKind.PICTURES, ChangeKind.EVERYTHING})


class PictureSenders(QObject):
    """One list for the whole team; `changed` on every desk."""

    changed = Signal()

    def __init__(self, store: WholeStore, feed: Feed, tasks: Tasks, agent: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._feed = feed
        self._tasks = tasks
        self._agent = agent
        feed.changed.connect(self._on_changes)

    def allow(self, address: str) -> None:
        self._order(lambda: self._store.allow_pictures(address, self._agent))

    def forbid(self, address: str) -> None:
        self._order(lambda: self._store.forbid_pictures(address))

    def read(self, *, owner: QObject, done: Callable[[Sequence[PictureSender]], None]) -> None:
        self._tasks.run(Lane.STORE, self._store.picture_senders, owner=owner, done=done)

    def _order(self, work: Callable[[], None]) -> None:
        self._tasks.run(Lane.STORE, work, owner=self, done=lambda _: self._feed.look())

    def _on_changes(self, changes: tuple[Change, ...]) -> None:
        if any(change.kind in _CONCERNED for change in changes):
            self.changed.emit()
