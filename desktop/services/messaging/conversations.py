"""The conversations that are open, and what an agent does with one: read, take, open again, say whose it is."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from functools import cached_property

from PySide6.QtCore import QObject, Signal

from desktop.domain.change import Change
from desktop.domain.customer import Customer
from desktop.domain.history import Dossier
from desktop.domain.interaction import Interaction
from desktop.domain.text import tr
from desktop.domain.work import WorkRow
from desktop.services.channel import Channels
from desktop.services.messaging import people
from desktop.services.messaging.conversation import Conversation
from desktop.services.messaging.feed import Feed
from desktop.services.messaging.orders.handing import Handing
from desktop.services.messaging.orders.several import Several
from desktop.services.messaging.orders.undo import Undo
from desktop.services.notices import Level, Notice, Notices
from desktop.services.ports import Numbering
from desktop.services.tasks import Lane, Tasks
from desktop.services.written_ports import WholeStore


class Conversations(QObject):
    """Each order is one transaction on the store lane; when it is written, the feed tells whoever shows it."""

    linked = Signal(object)  # Interaction: whose it is was said; a call that is over is followed by no conversation

    def __init__(  # noqa: PLR0913  the composition root names every part
        self,
        store: WholeStore,
        feed: Feed,
        channels: Channels,
        tasks: Tasks,
        notices: Notices,
        agent: str,
        numbering: Numbering,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._feed = feed
        self._channels = channels
        self._tasks = tasks
        self._notices = notices
        self._agent = agent
        self._numbering = numbering
        self._opened: dict[int, Conversation] = {}
        self._openings: Counter[int] = Counter()
        self._marking: dict[int, object] = {}  # what is being marked as read, and the last that asked for it
        feed.changed.connect(self._on_changes)

    def open(self, interaction_id: int) -> Conversation:
        """What it has is read at once and told by its `changed`. The same one until all who opened it closed it."""
        if interaction_id not in self._opened:
            self._opened[interaction_id] = Conversation(
                interaction_id, self._agent, self._store, self._channels, self._numbering, self._tasks, self
            )
            self._opened[interaction_id].refresh()
        self._openings[interaction_id] += 1
        return self._opened[interaction_id]

    def close(self, interaction_id: int) -> None:
        """Once for each `open`."""
        self._openings[interaction_id] -= 1
        if self._openings[interaction_id] <= 0:
            del self._openings[interaction_id]
            if conversation := self._opened.pop(interaction_id, None):
                conversation.deleteLater()

    @cached_property
    def _undo(self) -> Undo:
        return Undo(self._store, self._feed, self._tasks, self._notices, self._agent, self)

    @cached_property
    def several(self) -> Several:
        """What is done with one piece of work or many."""
        return Several(self._store, self._undo, self.mark_read, self._agent, self)

    @cached_property
    def handing(self) -> Handing:
        """Who else may do it, and what belongs together with it."""
        return Handing(self._store, self._tasks, self._undo, self._agent, self)

    # ------------------------------------------------------------ orders

    def mark_read(self, interaction_id: int) -> None:
        """In pieces, and others are heard between them. Asked again meanwhile it begins anew."""
        self._marking[interaction_id] = mark = object()
        self._mark_read(interaction_id, mark, None)

    def take(self, interaction_id: int) -> None:
        """It is this agent's from now on, unless a colleague was faster: then that is said."""
        self._tasks.run(
            Lane.STORE, lambda: self._store.take(interaction_id, self._agent), owner=self, done=self._on_taken
        )

    def reopen(self, interaction_id: int) -> None:
        """Likewise: a colleague who opened it a moment before keeps it."""
        self._tasks.run(
            Lane.STORE, lambda: self._store.reopen(interaction_id, self._agent), owner=self, done=self._on_taken
        )

    def link_customer(self, interaction_id: int, customer_id: int) -> None:
        """This is who writes: their address is remembered."""
        self._link(lambda: people.link(self._store, interaction_id, customer_id))

    def unlink_customer(self, interaction_id: int) -> None:
        """Not this person: it belongs to nobody until linked, nor does what comes from that address."""
        self._order(lambda: self._store.refuse_customer(interaction_id, self._agent))

    def create_and_link(self, interaction_id: int, customer: Customer) -> None:
        """Save a new customer with the address that wrote, and link."""
        self._link(lambda: people.create_and_link(self._store, interaction_id, customer))

    # ------------------------------------------------------------ questions

    def begin(
        self, row: WorkRow, *, owner: QObject, done: Callable[[WorkRow], None], case_id: int | None = None
    ) -> None:
        """The agent starts one, with a customer or an address, in the case of what goes on."""
        self._tasks.run(Lane.STORE, lambda: self._store.begin(row, case_id), owner=owner, done=done)
        self._feed.look()

    def dossier(self, interaction: Interaction, *, owner: QObject, done: Callable[[Dossier], None]) -> None:
        """What was before with the customer it belongs to, or that nobody knows the address."""
        self._tasks.run(Lane.STORE, lambda: people.dossier_of(self._store, interaction), owner=owner, done=done)

    def _link(self, work: Callable[[], Interaction]) -> None:
        def done(interaction: Interaction) -> None:
            self.linked.emit(interaction)
            self._feed.look()

        self._tasks.run(Lane.STORE, work, owner=self, done=done)

    def _order(self, work: Callable[[], object]) -> None:
        self._tasks.run(Lane.STORE, work, owner=self, done=lambda _: self._feed.look())

    def _mark_read(self, interaction_id: int, mark: object, before: tuple[datetime, int] | None) -> None:
        def go_on(left: tuple[datetime, int] | None) -> None:
            if before is None or left is None:
                self._feed.look()
            if self._marking.get(interaction_id) is not mark:
                return
            if left is None:
                del self._marking[interaction_id]
            else:
                self._mark_read(interaction_id, mark, left)

        self._tasks.run(Lane.STORE, lambda: self._store.mark_read(interaction_id, before), owner=self, done=go_on)

    def _on_taken(self, row: WorkRow) -> None:
        if row.agent != self._agent:
            text = tr("{agent} took it a moment before you.", agent=row.agent)
            self._notices.post(Notice(key="taken", text=text, level=Level.INFORMATION))
        self._feed.look()

    def _on_changes(self, changes: tuple[Change, ...]) -> None:
        for conversation in tuple(self._opened.values()):
            conversation.follow(changes)
