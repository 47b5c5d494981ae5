"""The call log: pages of calls, newest first, and how many were missed since somebody looked."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from desktop.domain.history import TimelineKey
from desktop.domain.interaction import Interaction
from desktop.services.phone import Phone
from desktop.services.ports import Store
from desktop.services.tasks import Tasks


class CallLog(QObject):
    """The page is read anew when `changed` says so."""

    changed = Signal()  # a call was finished or missed
    missed_changed = Signal(int)

    def __init__(self, store: Store, phone: Phone, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)

    @property
    def missed(self) -> int:
        raise NotImplementedError

    def refresh(self) -> None:
        """Count the missed calls again and say `changed`."""
        raise NotImplementedError

    def page(
        self,
        *,
        owner: QObject,
        done: Callable[[Sequence[Interaction]], None],
        before: TimelineKey | None = None,
        limit: int = 100,
    ) -> None:
        raise NotImplementedError

    def missed_page(
        self,
        *,
        owner: QObject,
        done: Callable[[Sequence[Interaction]], None],
        before: TimelineKey | None = None,
        limit: int = 100,
    ) -> None:
        raise NotImplementedError

    def mark_missed_seen(self) -> None:
        raise NotImplementedError

    def call_back(self, interaction: Interaction) -> str:
        """Dial the number of that call; the new call's id, "" if it cannot be dialled."""
        raise NotImplementedError
