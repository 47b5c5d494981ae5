"""The dial field: a name or a number; what Enter will dial is said before it is pressed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt

from desktop.domain.customer import AddressKind, Customer, CustomerHit
from desktop.domain.text import tr
from desktop.services.directory import Directory
from desktop.services.phone import DialPreview, Phone
from desktop.services.ports import Numbering
from desktop.ui.lists.rows import Row
from desktop.ui.lists.rows_model import Line
from desktop.ui.lists.suggestions import Suggestions
from desktop.ui.widgets.fields import Field
from desktop.ui.words import address_words

_LEAST = 2


class DialField(Field):
    """Live matching of customers while typing; Enter dials the line that is marked."""

    def __init__(self, phone: Phone, directory: Directory, numbering: Numbering) -> None:
        super().__init__(tr("Dial a name or number"), key="↵")
        self._phone, self._directory, self._numbering = phone, directory, numbering
        self._hits: Sequence[CustomerHit] = ()
        self._preview = DialPreview(target="")
        self._suggestions = Suggestions(self, tr("What Enter will dial"))
        self.setMinimumHeight(40)
        self._connect()

    def _connect(self) -> None:
        self.textEdited.connect(self._on_text_edited)
        self.returnPressed.connect(self._on_return_pressed)
        self.left.connect(self._on_left)
        self._suggestions.taken.connect(self._on_taken)

    @property
    def suggestions(self) -> Suggestions:
        return self._suggestions

    def put(self, number: str) -> None:
        """As if it had been typed: what Enter would dial is shown, and nothing is dialled."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setText(self._numbering.show(number))
        self._on_text_edited(self.text())

    def _on_text_edited(self, text: str) -> None:
        typed = text.strip()
        self._preview = self._phone.dial_preview(typed) if typed else DialPreview(target="")
        if len(typed) < _LEAST:
            self._hits = ()
        else:
            self._directory.find(typed, owner=self, done=self._on_found, limit=6)
        self._suggestions.show_lines(self._lines(typed) if typed else ())

    def _on_found(self, hits: Sequence[CustomerHit]) -> None:
        typed = self.text().strip()
        self._hits = hits if typed else ()
        if typed and self.hasFocus():
            self._suggestions.show_lines(self._lines(typed))

    def _lines(self, typed: str) -> list[Line]:
        lines = [hit_line(hit, self._numbering) for hit in self._hits]
        if self._preview.target:
            shown = self._preview.shown or typed
            dial = Row(title=tr("Dial {number}", number=shown), icon="phone", side="↵", detail=tr("As it is typed"))
            lines.insert(0, Line(row=dial, value=self._preview))
        elif not lines and self._preview.reason:
            refused = Row(title=self._preview.reason, icon="circle-alert", icon_tone="amber")
            lines.append(Line(row=refused, value=None))
        return lines

    def _on_return_pressed(self) -> None:
        if self._suggestions.current is not None:
            self._suggestions.take()
        elif self._preview.target:
            self._dial(self.text().strip())

    def _on_taken(self, value: object) -> None:
        if isinstance(value, DialPreview):
            self._dial(self.text().strip())
        elif isinstance(value, CustomerHit):
            if value.address is not None and value.address.kind is AddressKind.PHONE:
                self._dial(value.address.value)
            else:
                self._directory.customer(value.customer_id, owner=self, done=self._on_customer)

    def _on_customer(self, customer: Customer | None) -> None:
        number = first_number(customer)
        if number:
            self._dial(number)

    def _dial(self, target: str) -> None:
        if self._phone.dial(target):
            self._on_left()

    def _on_left(self) -> None:
        self._suggestions.hide()
        self.clear()
        self._hits, self._preview = (), DialPreview(target="")


def first_number(customer: Customer | None) -> str:
    """The number a customer is called at; "" when none is known."""
    addresses = customer.addresses if customer is not None else ()
    return next((address.value for address in addresses if address.kind is AddressKind.PHONE), "")


def hit_line(hit: CustomerHit, numbering: Numbering) -> Line:
    """A customer as a row: name, organisation, and the address that matched."""
    address = address_words(hit.address, numbering) if hit.address is not None else ""
    detail = " · ".join(part for part in (hit.organisation, address) if part)
    return Line(
        row=Row(title=hit.name, detail=detail, person=hit.name, chip=tr("VIP") if hit.is_vip else ""), value=hit
    )
