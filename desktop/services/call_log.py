"""The call log: pages of calls, newest first, and how many were missed since somebody looked."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from desktop.domain.history import TimelineKey
from desktop.domain.interaction import Interaction
from desktop.services.phone import Phone
from desktop.services.ports import Store
from desktop.services.tasks import Lane, Tasks


class CallLog(QObject):
    """The page is read anew when `changed` says so."""

    changed = Signal()  # a call was finished or missed
    missed_changed = Signal(int)

    def __init__(self, store: Store, phone: Phone, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._phone = phone
        self._tasks = tasks
        self._missed = 0

    @property
    def missed(self) -> int:
        return self._missed

    def refresh(self) -> None:
        """Count the missed calls again and say `changed`."""
        self._tasks.run(Lane.STORE, self._store.unseen_missed, owner=self, done=self._on_counted)
        self.changed.emit()

    def page(
        self,
        *,
        owner: QObject,
        done: Callable[[Sequence[Interaction]], None],
        missed_only: bool = False,
        before: TimelineKey | None = None,
        limit: int = 100,
    ) -> None:
        self._tasks.run(
            Lane.STORE,
            lambda: self._store.calls(missed_only=missed_only, before=before, limit=limit),
            owner=owner,
            done=done,
        )

    def mark_missed_seen(self) -> None:
        if self._missed:
            self._tasks.run(Lane.STORE, self._mark_and_count, owner=self, done=self._on_counted)

    def call_back(self, interaction: Interaction) -> str:
        """Dial the number of that call; the new call's id, "" if it cannot be dialled."""
        facts = interaction.call
        number = (facts.caller or facts.dialled) if facts else interaction.address
        return self._phone.dial(number or interaction.address)

    def _mark_and_count(self) -> int:
        """On the store lane."""
        self._store.mark_missed_seen()
        return self._store.unseen_missed()

    def _on_counted(self, missed: int) -> None:
        if missed != self._missed:
            self._missed = missed
            self.missed_changed.emit(missed)
