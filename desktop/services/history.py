"""What was before, read on the store lane: timelines, details, dossiers, searches."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject

from desktop.domain.channel import Channel
from desktop.domain.history import (
    Dossier,
    InteractionDetails,
    Match,
    MatchReason,
    SearchPage,
    SearchQuery,
    TimelineKey,
    TimelinePage,
)
from desktop.services.ports import Numbering, Store
from desktop.services.tasks import Lane, Tasks


class History(QObject):
    """Every question names its `owner`; `done` is called on the GUI thread unless the owner was deleted.

    A store that cannot be read is told through a notice; `done` is then not called.
    """

    def __init__(self, store: Store, tasks: Tasks, numbering: Numbering, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._numbering = numbering
        self._tasks = tasks

    def timeline(
        self,
        customer_id: int,
        *,
        owner: QObject,
        done: Callable[[TimelinePage], None],
        before: TimelineKey | None = None,
        channels: Sequence[Channel] = (),
    ) -> None:
        def read() -> TimelinePage:
            return self._store.timeline(customer_id, before=before, channels=channels)

        self._tasks.run(Lane.STORE, read, owner=owner, done=done)

    def details(
        self, interaction_id: int, *, owner: QObject, done: Callable[[InteractionDetails | None], None]
    ) -> None:
        """With the telephone numbers in it, which are looked for where no ring waits."""

        def read(details: InteractionDetails | None) -> None:
            if details is None:
                done(None)
            else:
                self._tasks.run(Lane.NET, lambda: self._with_numbers(details), owner=owner, done=done)

        self._tasks.run(Lane.STORE, lambda: self._store.details(interaction_id), owner=owner, done=read)

    def _with_numbers(self, details: InteractionDetails) -> InteractionDetails:
        interaction, numbers = details.interaction, list[tuple[str, str]]()
        if interaction.channel is Channel.VOICE and interaction.address:
            numbers.append((self._numbering.show(interaction.address), interaction.address))
        said = "\n".join((interaction.notes, *(message.body for message in details.messages)))
        return replace(details, numbers=(*numbers, *self._numbering.numbers_in(said)))

    def dossier(self, customer_id: int, *, owner: QObject, done: Callable[[Dossier], None]) -> None:
        """Of a customer looked at without a call."""
        match = Match(reason=MatchReason.CHOSEN, customer_id=customer_id)
        self._tasks.run(Lane.STORE, lambda: self._store.dossier(match), owner=owner, done=done)

    def whether_of(
        self, customer_id: int, interaction_ids: Sequence[int], *, owner: QObject, done: Callable[[bool], None]
    ) -> None:
        """Whether any of them is this customer's."""

        def read() -> bool:
            return any(one.customer_id == customer_id for one in self._store.interactions(interaction_ids))

        self._tasks.run(Lane.STORE, read, owner=owner, done=done)

    def search(self, query: SearchQuery, *, owner: QObject, done: Callable[[SearchPage], None]) -> None:
        """Of questions by the same owner only the newest is answered."""
        self._tasks.run_newest("search", lambda: self._store.search(query), owner=owner, done=done)
