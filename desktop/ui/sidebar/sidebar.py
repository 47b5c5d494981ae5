"""The right: who is this. The customer of the work that is chosen, or one that is looked at."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QWidget
from typing_extensions import override

from desktop.domain.change import Change, ChangeKind
from desktop.domain.channel import Direction
from desktop.domain.customer import Customer
from desktop.domain.history import Dossier, InteractionDetails
from desktop.domain.interaction import Interaction, InteractionState
from desktop.domain.text import tr
from desktop.services.desk import DeskServices
from desktop.services.interactions import WorkItem
from desktop.ui.clock import Clock
from desktop.ui.look.tokens import SIDEBAR, SIDEBAR_LEAST
from desktop.ui.sidebar.customer_head import CustomerHead
from desktop.ui.sidebar.details_view import details_html
from desktop.ui.sidebar.history_pane import HistoryPane
from desktop.ui.sidebar.stranger_head import StrangerHead
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.layout import rule
from desktop.ui.widgets.stack import turn_to

# A dossier is mostly there sooner: then the pane changes once, not twice.
_PATIENCE_MS = 40
_RENEWED_MS = 60_000  # others write into the store too
_GOING_ON = (InteractionState.OFFERED, InteractionState.ACTIVE, InteractionState.HELD)


class _Known(QWidget):
    """The head above, the history below. Placed by hand, and when the head says so: once for a caller."""

    def __init__(self, head: CustomerHead, history: HistoryPane) -> None:
        super().__init__()
        self._head, self._line, self._history = head, rule(), history
        for part in (head, self._line, history):
            part.setParent(self)
        head.grown.connect(self._place)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        width = self.width()
        high = self._head.place(width)
        self._head.setGeometry(0, 0, width, high)
        self._line.setGeometry(0, high, width, 1)
        self._history.setGeometry(0, high + 1, width, max(0, self.height() - high - 1))


class Sidebar(QWidget):
    """Follows a piece of work by its key, or a customer by their id; the newer order wins."""

    edit_asked = Signal(int)  # customer id
    write_asked = Signal(object)  # Customer
    call_asked = Signal(object)  # Customer
    number_chosen = Signal(str)  # to be dialled, should the agent want to
    conversation_asked = Signal(int)  # interaction id: one of theirs is gone on with

    def __init__(self, services: DeskServices, clock: Clock) -> None:
        super().__init__()
        self._services = services
        self._key = ""
        self._customer_id: int | None = None
        self._written: Interaction | None = None
        self._found: InteractionDetails | None = None  # of somebody unknown, who has no history to open it in
        self._shown: Dossier | None = None
        self._build(clock)
        self._connect()

    def _build(self, clock: Clock) -> None:
        self.setObjectName("panel")
        self.setAccessibleName(tr("Customer"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.head = CustomerHead(self._services.numbering, self._services.mailings.left_out)
        self.history = HistoryPane(self._services.history, self._services.directory, clock)
        self._known = _Known(self.head, self.history)
        self.stranger = StrangerHead(self._services.directory, self._services.numbering)
        self._empty = EmptyState(
            "users", tr("Nobody chosen"), tr("Who calls, or whom you look up, is shown here with everything so far.")
        )
        self._stack = QStackedLayout(self)
        for page in (self._empty, self._known, self.stranger):
            self._stack.addWidget(page)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._renewal = QTimer(self)
        self._renewal.start(_RENEWED_MS)

    def _connect(self) -> None:
        interactions = self._services.interactions
        interactions.dossier_ready.connect(self._on_dossier_ready)
        interactions.item_changed.connect(self._on_item_changed)
        interactions.finished.connect(self._on_finished)
        self._patience.timeout.connect(self._show_looking_up)
        self._renewal.timeout.connect(self._on_renewal)
        self._services.directory.customer_changed.connect(self._on_customer_changed)
        self._services.feed.changed.connect(self._on_changes)
        self.head.not_this_person.connect(self._on_not_this_person)
        self.head.write_asked.connect(self.write_asked)
        self.head.call_asked.connect(self.call_asked)
        self.head.edit_asked.connect(self._on_edit_asked)
        self.head.number_chosen.connect(self.number_chosen)
        self.history.view.number_chosen.connect(self.number_chosen)
        self.history.view.conversation_asked.connect(self.conversation_asked)
        self.stranger.details.number_chosen.connect(self.number_chosen)
        self.stranger.created.connect(self._on_created)
        self.stranger.linked.connect(self._on_linked)
        self._services.conversations.linked.connect(self._on_written_linked)

    @override
    def minimumSizeHint(self) -> QSize:
        """Always the same: what changes in here is no reason to ask all three columns for their sizes."""
        return QSize(SIDEBAR_LEAST, 0)

    @override
    def sizeHint(self) -> QSize:
        return QSize(SIDEBAR, 0)

    # ---------------------------------------------------------------- orders

    def show_work(self, key: str) -> None:
        """The customer of this call; "" nobody."""
        self._key, self._customer_id, self._shown, self._written = key, None, None, None
        self._patience.stop()
        item = self._services.interactions.item(key) if key else None
        if item is None:
            turn_to(self._stack, self._empty, self)
        elif item.dossier is not None:
            self._show(item.dossier, item)
        else:
            self._patience.start()

    def show_written(self, interaction: Interaction) -> None:
        """Who wrote, or is written to; asked again of the same, only when it is another's now."""
        before, self._written = self._written, interaction
        if before is not None and _of_whom(before) == _of_whom(interaction):
            return
        self._key, self._customer_id, self._shown = "", interaction.customer_id, None
        self._patience.stop()
        self._services.conversations.dossier(
            interaction, owner=self, done=lambda dossier: self._on_written_dossier(interaction, dossier)
        )

    def show_found(self, details: InteractionDetails) -> None:
        """A contact of somebody unknown, with what was noted of it."""
        self._found, self._written = details, None
        self.show_written(details.interaction)

    def look_at(self, customer_id: int) -> None:
        """A customer without work of theirs."""
        self._key, self._customer_id, self._shown, self._written = "", customer_id, None, None
        self._patience.stop()
        self._services.history.dossier(customer_id, owner=self, done=self._on_looked_up)

    def search(self) -> None:
        """Put the keyboard into the search over this customer."""
        if self._stack.currentWidget() is self._known:
            self.history.focus_search()

    def ask_to_write(self) -> None:
        """To who is shown now."""
        if self._shown is not None and self._shown.customer is not None:
            self.write_asked.emit(self._shown.customer)

    def ask_to_call(self) -> None:
        if self._shown is not None and self._shown.customer is not None:
            self.call_asked.emit(self._shown.customer)

    @property
    def item(self) -> WorkItem | None:
        """The call whose customer is shown."""
        return self._services.interactions.item(self._key) if self._key else None

    @property
    def written(self) -> Interaction | None:
        """The conversation whose customer is shown."""
        return self._written

    @property
    def customer_id(self) -> int | None:
        """Of who is shown now."""
        return self._customer_id

    @property
    def is_waiting(self) -> bool:
        """A dossier is on its way."""
        return self._patience.isActive()

    # ---------------------------------------------------------------- what is shown

    def _on_dossier_ready(self, key: str, dossier: Dossier) -> None:
        item = self._services.interactions.item(key)
        if key == self._key and item is not None and dossier is not self._shown:  # else it came with the ring
            self._show(dossier, item)

    def _on_item_changed(self, item: WorkItem) -> None:
        if item.key == self._key and item.dossier is not None:
            self.history.note_current(item.interaction.id)

    def _on_written_dossier(self, interaction: Interaction, dossier: Dossier) -> None:
        if self._written is not None and _of_whom(self._written) == _of_whom(interaction):
            self._show(dossier, None, interaction.customer_name)

    def _on_looked_up(self, dossier: Dossier) -> None:
        # of the one that was asked for; somebody else may stand for them meanwhile
        is_wanted = not self._key and self._written is None
        if is_wanted and dossier.customer is not None and dossier.match.customer_id == self._customer_id:
            self._show(dossier, None)

    def _show(self, dossier: Dossier, item: WorkItem | None, name: str = "") -> None:
        """`name`: what a stranger calls themselves."""
        self._patience.stop()
        self._shown = dossier
        if dossier.customer is None:
            self._customer_id = None
            hints = item.call.hints if item is not None and item.call is not None else None
            self.stranger.show_match(dossier.match, hints.display_name if hints is not None else name)
            self.stranger.show_details(self._found_words())
            turn_to(self._stack, self.stranger, self)
            return
        self._customer_id = dossier.customer.id
        work = item.interaction if item is not None else self._written
        self.head.show_dossier(dossier, work.direction if work is not None else None)
        self.history.show_dossier(dossier, work.id if work is not None else None)
        turn_to(self._stack, self._known, self)

    def _found_words(self) -> str:
        """HTML, while it is what was found that is shown."""
        found, written = self._found, self._written
        is_shown = found is not None and written is not None and found.interaction.id == written.id
        return details_html(found) if found is not None and is_shown else ""

    def _show_looking_up(self) -> None:
        item = self._services.interactions.item(self._key) if self._key else None
        if item is None:
            return
        number = item.interaction.address
        self._empty.say("users", number or tr("Number withheld"), tr("Looking up who this is"))
        turn_to(self._stack, self._empty, self)

    def _on_finished(self, item: WorkItem) -> None:
        if item.key != self._key:
            if item.interaction.customer_id == self._customer_id:  # such as a call that was kept away
                self.renew()
        elif self._customer_id is not None:  # stays in view, now without a call, and with this one in the history
            self.look_at(self._customer_id)
        else:
            self.show_work("")

    def renew(self) -> None:
        """Read again what may have come meanwhile of who is shown: contacts, orders."""
        customer = self._customer_id
        if customer is not None and self._stack.currentWidget() is self._known:
            self._services.history.dossier(customer, owner=self, done=self._on_newer)

    def _on_changes(self, changes: tuple[Change, ...]) -> None:
        """A contact that is listed was closed, opened again or answered, here or at another desk: its line says so.

        What somebody wrote, or a colleague began with them, is a line too, if they are who is shown.
        """
        listed, customer = self.history.model.contacts, self._customer_id
        changed = {change.id for change in changes if change.kind is ChangeKind.INTERACTION}
        if not changed.isdisjoint(listed):
            self.renew()
            return
        item = self.item
        others = changed - {item.interaction.id if item is not None else None}  # a call in hand is shown by itself
        if customer is not None and others:
            self._services.history.whether_of(customer, sorted(others), owner=self, done=self._on_others)

    def _on_others(self, is_theirs: bool) -> None:
        if is_theirs:
            self.renew()

    def _on_renewal(self) -> None:
        if self.isVisible():
            self.renew()

    def _on_newer(self, dossier: Dossier) -> None:
        if dossier.customer is None or dossier.match.customer_id != self._customer_id:
            return
        item = self._services.interactions.item(self._key) if self._key else None
        with self.history.view.reading_kept():
            if item is not None and dossier.recent is not None and _is_of_theirs(item):
                self.head.show_newer(dossier.recent)
            self.history.show_newer(dossier)

    def _on_customer_changed(self, customer_id: int) -> None:
        if self._key or customer_id != self._customer_id:
            return
        written, self._written = self._written, None
        if written is not None:
            self.show_written(written)
        else:
            self.look_at(customer_id)

    def _on_not_this_person(self) -> None:
        if self._key:
            self._services.interactions.unlink_customer(self._key)
        elif self._written is not None and self._written.id is not None:
            self._services.conversations.unlink_customer(self._written.id)

    def _on_edit_asked(self) -> None:
        if self._customer_id is not None:
            self.edit_asked.emit(self._customer_id)

    def _on_created(self, customer: Customer) -> None:
        if self._key:
            self._services.interactions.create_and_link(self._key, customer)
        elif self._written is not None and self._written.id is not None:
            self._services.conversations.create_and_link(self._written.id, customer)

    def _on_linked(self, customer_id: int) -> None:
        if self._key:
            self._services.interactions.link_customer(self._key, customer_id)
        elif self._written is not None and self._written.id is not None:
            self._services.conversations.link_customer(self._written.id, customer_id)

    def _on_written_linked(self, interaction: Interaction) -> None:
        if self._written is not None and self._written.id == interaction.id:
            self.show_written(interaction)


def _of_whom(interaction: Interaction) -> tuple[int | None, int | None, str]:
    return interaction.id, interaction.customer_id, interaction.address


def _is_of_theirs(item: WorkItem) -> bool:
    """A call from them that goes on: it is counted by itself."""
    return item.interaction.direction is Direction.INBOUND and item.interaction.state in _GOING_ON
