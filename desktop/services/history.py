"""What was before, read on the store lane: timelines, details, dossiers, searches."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from desktop.domain.channel import Channel
from desktop.domain.history import Dossier, InteractionDetails, SearchPage, SearchQuery, TimelineKey, TimelinePage
from desktop.services.ports import Store
from desktop.services.tasks import Tasks


class History(QObject):
    """Every question names its `owner`; `done` is called on the GUI thread unless the owner was deleted.

    A store that cannot be read is told through a notice; `done` is then not called.
    """

    def __init__(self, store: Store, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)

    def timeline(
        self,
        customer_id: int,
        *,
        owner: QObject,
        done: Callable[[TimelinePage], None],
        before: TimelineKey | None = None,
        channels: Sequence[Channel] = (),
    ) -> None:
        raise NotImplementedError

    def details(
        self, interaction_id: int, *, owner: QObject, done: Callable[[InteractionDetails | None], None]
    ) -> None:
        raise NotImplementedError

    def dossier(self, customer_id: int, *, owner: QObject, done: Callable[[Dossier], None]) -> None:
        """Of a customer looked at without a call."""
        raise NotImplementedError

    def search(self, query: SearchQuery, *, owner: QObject, done: Callable[[SearchPage], None]) -> None:
        raise NotImplementedError
