"""One conversation that is open: its newest messages, earlier ones as they are asked for, and who else writes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from desktop.domain.change import Change, ChangeKind
from desktop.domain.customer import Customer
from desktop.domain.interaction import Interaction
from desktop.domain.work import Ending, WorkRow
from desktop.domain.written import ConversationPage, Draft, Fetching, MergedPart, ShownMessage
from desktop.services.channel import Channels
from desktop.services.lanes.rereading import Rereading
from desktop.services.messaging import people
from desktop.services.messaging.shelf import Shelf
from desktop.services.ports import Numbering
from desktop.services.tasks import Lane, Tasks
from desktop.services.written_ports import WholeStore

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    interaction: Interaction | None
    row: WorkRow | None
    page: ConversationPage
    writers: tuple[Draft, ...]
    shown: tuple[ShownMessage, ...]
    allowed: frozenset[str]  # whose remote pictures are always shown
    asked_by: tuple[str, ...]
    endings: tuple[Ending, ...]
    tags: tuple[str, ...]
    customer: Customer | None


class Conversation(QObject):
    """Made by `Conversations.open`. Follows the feed; `changed` when anything it shows is another."""

    changed = Signal()
    failed = Signal(object)  # DesktopError: what is shown is older than the store

    def __init__(  # noqa: PLR0913  its maker names every part
        self,
        interaction_id: int,
        agent: str,
        store: WholeStore,
        channels: Channels,
        numbering: Numbering,
        tasks: Tasks,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._id = interaction_id
        self._agent = agent
        self._store = store
        self._tasks = tasks
        self._channels = channels
        self._shelf = Shelf(store, channels, numbering)
        self._interaction: Interaction | None = None
        self._row: WorkRow | None = None
        self._messages: tuple[ShownMessage, ...] = ()
        self._earlier: tuple[datetime, int] | None = None
        self._total = 0
        self._writers: tuple[Draft, ...] = ()
        self._merged: tuple[MergedPart, ...] = ()
        self._asked_by: tuple[str, ...] = ()
        self._endings: tuple[Ending, ...] = ()
        self._tags: tuple[str, ...] = ()
        self._customer: Customer | None = None
        self._is_loaded = False
        self._reading = Rereading(tasks, self, self.failed.emit)
        self._under_way: set[int] = set()  # message ids whose remote pictures are being fetched

    @property
    def interaction_id(self) -> int:
        return self._id

    @property
    def interaction(self) -> Interaction | None:
        return self._interaction

    @property
    def row(self) -> WorkRow | None:
        """As the work list has it; None once it is closed."""
        return self._row

    @property
    def messages(self) -> tuple[ShownMessage, ...]:
        """Oldest first, as far as loaded."""
        return self._messages

    @property
    def has_earlier(self) -> bool:
        return self._earlier is not None

    @property
    def total(self) -> int:
        return self._total

    @property
    def writers(self) -> tuple[Draft, ...]:
        """What colleagues are writing to the same customer."""
        return self._writers

    @property
    def merged(self) -> tuple[MergedPart, ...]:
        """What it stands for besides itself."""
        return self._merged

    @property
    def asked_by(self) -> tuple[str, ...]:
        """The colleagues whose notes name this agent, who is not done with it."""
        return self._asked_by

    @property
    def endings(self) -> tuple[Ending, ...]:
        """How it ended each time, oldest first."""
        return self._endings

    @property
    def tags(self) -> tuple[str, ...]:
        """What it is filed under, closed or open."""
        return self._tags

    @property
    def customer(self) -> Customer | None:
        """None: nobody knows yet who it is."""
        return self._customer

    @property
    def is_loaded(self) -> bool:
        return self._is_loaded

    def refresh(self) -> None:
        """Read the newest messages anew."""
        if self._reading.is_free(self.refresh):
            self._reading.read(self._read_newest, self._on_read)

    def load_earlier(self) -> None:
        earlier, interaction = self._earlier, self._interaction
        if earlier is None or not self._reading.is_free(self.load_earlier):
            return

        def read() -> tuple[ConversationPage, tuple[ShownMessage, ...], frozenset[str]]:
            page = self._store.conversation(self._id, before=earlier, limit=PAGE)
            shown = self._shelf.show(interaction, page.messages)
            return page, shown, self._shelf.allowed(shown)

        self._reading.read(read, lambda read: self._on_earlier(*read))

    def follow(self, changes: tuple[Change, ...]) -> None:
        """What the feed says."""
        if any(self._is_concerned(change) for change in changes):
            self.refresh()
        elif any(self._may_be_written(change) for change in changes):  # said at each pause of who types
            self._run(self._read_writers, self._on_writers)

    def _is_concerned(self, change: Change) -> bool:
        match change.kind:
            case ChangeKind.EVERYTHING | ChangeKind.PICTURES:
                return True
            case ChangeKind.INTERACTION:
                return change.id == self._id
            case ChangeKind.CUSTOMER:
                return self._interaction is not None and self._interaction.customer_id == change.id
            case ChangeKind.OUTBOX:
                return any(
                    shown.written.outbox is not None and shown.written.outbox.id == change.id
                    for shown in self._messages
                )
            case _:
                return False

    def _may_be_written(self, change: Change) -> bool:
        """Here, or to the same customer elsewhere."""
        is_known = self._interaction is not None and self._interaction.customer_id is not None
        return change.kind is ChangeKind.DRAFT and (change.id == self._id or is_known)

    def _read_newest(self) -> _Read:
        interaction = self._store.interaction(self._id)
        page = self._store.conversation(self._id, limit=PAGE)
        shown = self._shelf.show(interaction, page.messages)
        row = self._store.work_row(self._id, self._agent)
        customer_id = interaction.customer_id if interaction is not None else None
        return _Read(
            interaction=people.named(interaction, row) if interaction is not None else None,
            row=row,
            page=page,
            writers=self._read_writers(),
            shown=shown,
            allowed=self._shelf.allowed(shown),
            asked_by=tuple(self._store.mentioned_by(self._id, self._agent)),
            endings=tuple(self._store.endings(self._id)),
            tags=row.tags if row is not None else tuple(self._store.tags_of(self._id)),
            customer=self._store.customer(customer_id) if customer_id is not None else None,
        )

    def _read_writers(self) -> tuple[Draft, ...]:
        return tuple(draft for draft in self._store.drafts_of(self._id) if draft.agent != self._agent)

    def _on_read(self, read: _Read) -> None:
        before = self._facts
        self._interaction, self._row, self._writers = read.interaction, read.row, read.writers
        self._merged, self._asked_by = read.page.merged, read.asked_by
        self._endings = read.endings
        self._tags, self._customer = read.tags, read.customer
        self._total = read.page.total
        self._join(read.shown, read.page.earlier)
        is_first, self._is_loaded = not self._is_loaded, True
        if is_first or before != self._facts:
            self.changed.emit()
        self._fetch_allowed(read.allowed)

    @property
    def _facts(self) -> tuple[object, ...]:
        """Whatever is seen of it."""
        here = self._interaction, self._row, self._messages, self._total, self._earlier
        return (*here, self._writers, self._merged, self._asked_by, self._endings, self._tags, self._customer)

    def _join(self, newest: tuple[ShownMessage, ...], earlier: tuple[datetime, int] | None) -> None:
        """The newest page in place of what it covers; what lies above it stays, if nothing is missing between."""
        newest = tuple(map(self._as_it_is, newest))
        loaded = [shown.written.message.id for shown in self._messages]
        first = newest[0].written.message.id if newest else None
        if earlier is not None and first in loaded:
            self._messages = (*self._messages[: loaded.index(first)], *newest)
        else:
            self._messages, self._earlier = newest, earlier

    def _on_earlier(self, page: ConversationPage, shown: tuple[ShownMessage, ...], allowed: frozenset[str]) -> None:
        self._messages = (*shown, *self._messages)
        self._earlier = page.earlier
        self.changed.emit()
        self._fetch_allowed(allowed)

    # ------------------------------------------------------------ remote pictures

    def show_pictures(self, message_id: int) -> None:
        """Fetch the remote pictures of this message, for it was asked for; then `changed`."""
        shown = next((one for one in self._messages if one.written.message.id == message_id), None)
        kind = self._channels.of(self._interaction.channel) if self._interaction is not None else None
        if shown is None or kind is None or not shown.remote_pictures or shown.fetching is Fetching.UNDER_WAY:
            return
        urls = shown.remote_pictures
        self._under_way.add(message_id)
        self._replace(self._as_it_is(shown))
        self._tasks.run(
            Lane.NET,
            lambda: kind.fetch_pictures(urls),
            owner=self,
            done=lambda fetched: self._on_fetched(shown, fetched),
        )

    def _fetch_allowed(self, allowed: frozenset[str]) -> None:
        """Of senders whose pictures are always shown, once; a try that failed is not repeated by itself."""
        for shown in self._messages:
            if shown.picture_sender in allowed and shown.fetching is Fetching.NOT_ASKED:
                self.show_pictures(shown.written.message.id or 0)

    def _on_fetched(self, shown: ShownMessage, fetched: Mapping[str, bytes]) -> None:
        message_id, interaction = shown.written.message.id or 0, self._interaction

        def make() -> tuple[ShownMessage, ...]:
            self._shelf.give_pictures(message_id, fetched)
            return self._shelf.show(interaction, (shown.written,))

        self._under_way.discard(message_id)
        self._run(make, lambda made: self._replace(*made))

    def _as_it_is(self, shown: ShownMessage) -> ShownMessage:
        is_under_way = shown.written.message.id in self._under_way
        return replace(shown, fetching=Fetching.UNDER_WAY) if is_under_way else shown

    def _replace(self, made: ShownMessage) -> None:
        self._messages = tuple(
            made if one.written.message.id == made.written.message.id else one for one in self._messages
        )
        self.changed.emit()

    # ------------------------------------------------------------ within

    def _on_writers(self, writers: tuple[Draft, ...]) -> None:
        if writers != self._writers:
            self._writers = writers
            self.changed.emit()

    def _run(self, work: Callable[[], object], done: Callable[..., object]) -> None:
        self._tasks.run(Lane.STORE, work, owner=self, done=done, failed=self.failed.emit)
