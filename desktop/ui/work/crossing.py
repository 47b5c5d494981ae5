"""From a call to a mail and back: one key begins the other with the same customer, and both are in one case."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.customer import AddressKind, Customer
from desktop.domain.interaction import Interaction
from desktop.domain.text import tr
from desktop.domain.work import WorkRow
from desktop.services.desk import DeskServices
from desktop.services.interactions import WorkItem
from desktop.services.notices import Level, Notice
from desktop.ui.clock import Clock
from desktop.ui.words import address_words, day_and_time
from desktop.ui.work.written_row import new_work

_LONGEST_TITLE = 60


class Crossing(QObject):
    """Who it is with is told by the window; what it is about is what is in front: a call, or a conversation."""

    begun = Signal(object)  # WorkRow: a mail is begun

    def __init__(self, services: DeskServices, clock: Clock, window: QWidget) -> None:
        super().__init__(window)
        self._services, self._clock, self._window = services, clock, window
        self._placed: dict[str, int] = {}  # case by the key of a call that is being placed
        services.interactions.placed.connect(self._on_placed)

    # ---------------------------------------------------------------- a mail

    def write_to(self, customer: Customer, item: WorkItem | None) -> None:
        """In the case of the call with them, which gets one if it has none."""
        row = new_work(customer, self._services.agent.agent, self._clock.now())
        if row is None:
            text = tr("No mail address of {name} is known.", name=customer.name)
            self._services.notices.post(Notice(key="no_address", text=text, level=Level.INFORMATION))
        elif item is not None and item.interaction.customer_id == customer.id:
            title = self._title(item.interaction)
            self._services.interactions.in_case(item.key, title, done=lambda case_id: self._begin(row, case_id))
        else:
            self._begin(row, None)

    def _begin(self, row: WorkRow, case_id: int | None) -> None:
        self._services.conversations.begin(row, owner=self, done=self.begun.emit, case_id=case_id)

    def _title(self, call: Interaction) -> str:
        first = next((line.strip() for line in call.notes.splitlines() if line.strip()), "")
        return first[:_LONGEST_TITLE] or tr("Call, {when}", when=day_and_time(call.started_at, self._clock.now()))

    # ---------------------------------------------------------------- a call

    def call(self, customer: Customer, written: Interaction | None, beside: QWidget) -> None:
        """At their number; where they have several, at the one that is chosen, the first of them marked."""
        numbers = [one for one in customer.addresses if one.kind is AddressKind.PHONE]
        if not numbers:
            text = tr("No telephone number of {name} is known.", name=customer.name)
            self._services.notices.post(Notice(key="no_number", text=text, level=Level.INFORMATION))
        elif len(numbers) == 1:
            self._dial(numbers[0].value, written)
        else:
            self._choose(customer, written, beside)

    def _choose(self, customer: Customer, written: Interaction | None, beside: QWidget) -> None:
        from desktop.ui.conversation.handing.finder import Finder
        from desktop.ui.lists.rows import Row
        from desktop.ui.lists.rows_model import Line

        finder = Finder(beside, tr("Call {name}", name=customer.name), tr("One of their numbers"))
        lines = [
            Line(row=Row(title=address_words(one, self._services.numbering), detail=one.label, icon="phone"), value=one)
            for one in customer.addresses
            if one.kind is AddressKind.PHONE
        ]

        def narrow(text: str) -> None:
            digits = "".join(letter for letter in text if letter.isdigit())
            finder.show_lines([line for line in lines if digits in line.row.title.replace(" ", "")])

        finder.typed.connect(narrow)
        narrow("")
        finder.taken.connect(lambda one, _: self._dial(one.value, written))
        finder.open_up()

    def _dial(self, number: str, written: Interaction | None) -> None:
        call_id = self._services.phone.dial(number)
        if not call_id or written is None or written.id is None:
            return
        title = written.subject[:_LONGEST_TITLE] or tr("Conversation")
        self._services.conversations.handing.in_case(
            written.id, title, owner=self, done=lambda case_id: self._join(call_id, case_id)
        )

    def _join(self, key: str, case_id: int) -> None:
        """The call may be told of before or after its case is known."""
        if self._services.interactions.item(key) is not None:
            self._services.interactions.put_in_case(key, case_id)
        else:
            self._placed[key] = case_id

    def _on_placed(self, item: WorkItem) -> None:
        case_id = self._placed.pop(item.key, None)
        if case_id is not None:
            self._services.interactions.put_in_case(item.key, case_id)
