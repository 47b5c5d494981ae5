"""The agent's work: each interaction from its offer to its end, written first and shown second."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from desktop.domain.call import Call
from desktop.domain.customer import Customer
from desktop.domain.history import Dossier
from desktop.domain.interaction import Disposition, Interaction
from desktop.services.agent_desk import AgentDesk
from desktop.services.notices import Notices
from desktop.services.phone import Phone
from desktop.services.ports import Store
from desktop.services.settings import Settings
from desktop.services.tasks import Tasks


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """A row of the work list. `key` is its identity from the first moment on (for a call, the call's id).

    `interaction.id` is None until the row is written, some milliseconds after the ring. `call` is None once
    it ended and after a restart that did not find it. `dossier` is None until it was read. `wrap_up_ends_at`
    is set in WRAP_UP with a countdown of `wrap_up_seconds`; None there means no time limit. `notes_saved_at`
    is None until the store has the notes.
    """

    key: str
    interaction: Interaction
    call: Call | None = None
    dossier: Dossier | None = None
    wrap_up_seconds: int = 0
    wrap_up_ends_at: datetime | None = None
    notes_saved_at: datetime | None = None


class Interactions(QObject):
    """The work list. Finished items leave it at once."""

    offered = Signal(object)  # WorkItem: it rings; its dossier follows
    dossier_ready = Signal(str, object)  # key, Dossier; again when the customer was linked or changed
    item_changed = Signal(object)  # WorkItem
    items_changed = Signal()  # one came or went
    notes_saved = Signal(str, object)  # key, datetime
    disposition_needed = Signal(str)  # key: `finish` was asked for, and the setting requires one
    finished = Signal(object)  # WorkItem with its final state; the call log and the timeline have it now
    dispositions_changed = Signal()

    def __init__(  # noqa: PLR0913  the composition root names every part
        self,
        store: Store,
        phone: Phone,
        agent: AgentDesk,
        settings: Settings,
        tasks: Tasks,
        notices: Notices,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)

    @property
    def dispositions(self) -> tuple[Disposition, ...]:
        raise NotImplementedError

    def items(self) -> tuple[WorkItem, ...]:
        """Ringing first, then oldest first."""
        raise NotImplementedError

    def item(self, key: str) -> WorkItem | None:
        raise NotImplementedError

    def restore(self) -> None:
        """Read what an earlier desk left unfinished and join it to the calls that are still up."""
        raise NotImplementedError

    def write_notes(self, key: str, notes: str) -> None:
        """The whole text, at each change; written within 150 ms, then `notes_saved`."""
        raise NotImplementedError

    def choose_disposition(self, key: str, code: str) -> None:
        """At any time from the offer on; "" takes it back."""
        raise NotImplementedError

    def finish(self, key: str) -> None:
        """End wrap-up now; `disposition_needed` instead if one is required and none chosen."""
        raise NotImplementedError

    def link_customer(self, key: str, customer_id: int) -> None:
        """This is who it is: remember the number with them, show their dossier."""
        raise NotImplementedError

    def unlink_customer(self, key: str) -> None:
        """Not this person: the interaction belongs to nobody until linked."""
        raise NotImplementedError

    def create_and_link(self, key: str, customer: Customer) -> None:
        """Save a new customer with the number of this interaction, and link."""
        raise NotImplementedError

    def open_case(self, key: str, title: str) -> None:
        raise NotImplementedError

    def flush(self) -> None:
        """Hand every unsaved note to the store lane now; before the program closes."""
        raise NotImplementedError
