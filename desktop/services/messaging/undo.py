"""What was just done with a piece of written work, said in the notice bar with a button that takes it back."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop.domain.text import tr
from desktop.domain.work import WorkRow
from desktop.services.messaging.feed import Feed
from desktop.services.notices import Level, Notice, Notices
from desktop.services.tasks import Lane, Tasks
from desktop.services.written_ports import WrittenStore

_KEY = "work.undo"
_TOO_LATE = "work.undo_late"


class Undo(QObject):
    """Of the last order alone. Its inverse does nothing where somebody went on with the work meanwhile."""

    def __init__(
        self, store: WrittenStore, feed: Feed, tasks: Tasks, notices: Notices, agent: str, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._feed = feed
        self._tasks = tasks
        self._notices = notices
        self._agent = agent
        self._inverse: Callable[[], object] | None = None
        notices.acted.connect(self._on_acted)

    def run(self, interaction_id: int, order: Callable[[], object], words: str) -> None:
        """`order` changes whose it is, where, how urgent, or whether it is open; on the store lane. `words` say so."""

        def job() -> tuple[WorkRow | None, WorkRow | None]:
            before = self._store.work_row(interaction_id, self._agent)
            order()
            return before, self._store.work_row(interaction_id, self._agent)

        self._tasks.run(Lane.STORE, job, owner=self, done=lambda rows: self._on_done(words, *rows))

    def run_with(self, order: Callable[[], object], inverse: Callable[[], object], words: str) -> None:
        """`inverse` takes it back; it gives False when that is too late."""
        self._tasks.run(Lane.STORE, order, owner=self, done=lambda _: self._offer(words, inverse))

    def run_quietly(self, order: Callable[[], object]) -> None:
        """Nothing is said of it, and nothing taken back."""
        self._tasks.run(Lane.STORE, order, owner=self, done=lambda _: self._feed.look())

    def _on_done(self, words: str, before: WorkRow | None, after: WorkRow | None) -> None:
        if before is not None:
            about = before.subject or before.customer_name or before.address
            text = f"{about}: {words}" if about else words
            self._offer(text, lambda: self._store.put_as_it_was(before, after))
        else:
            self._feed.look()

    def _offer(self, words: str, inverse: Callable[[], object]) -> None:
        self._inverse = inverse
        self._notices.clear(_TOO_LATE)
        self._notices.post(Notice(key=_KEY, text=words, level=Level.INFORMATION, action_label=tr("Undo")))
        self._feed.look()

    def _on_acted(self, key: str) -> None:
        inverse, self._inverse = (self._inverse, None) if key == _KEY else (None, self._inverse)
        if inverse is not None:
            self._tasks.run(Lane.STORE, inverse, owner=self, done=self._on_undone)

    def _on_undone(self, is_undone: object) -> None:
        if is_undone is False:
            text = tr("It cannot be taken back any more: somebody went on with it.")
            self._notices.post(Notice(key=_TOO_LATE, text=text, level=Level.INFORMATION))
        self._feed.look()
