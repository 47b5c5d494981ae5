"""Find anything or dial: customers, orders, what was said, a number. The one field behind Ctrl K."""

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from typing_extensions import override

from desktop.domain.customer import CustomerHit, OrderHit
from desktop.domain.history import SearchHit, SearchPage, SearchQuery
from desktop.domain.text import tr
from desktop.services.desk import DeskServices
from desktop.services.phone import DialPreview
from desktop.ui.call.dial_field import hit_line
from desktop.ui.lists.rows import Row
from desktop.ui.lists.rows_model import Line
from desktop.ui.lists.suggestions import Suggestions
from desktop.ui.look.icons import CHANNEL_ICONS
from desktop.ui.sidebar.timeline_model import unmark
from desktop.ui.widgets.fields import Field
from desktop.ui.words import ago, order_tone

_SEARCH_AFTER_MS = 150
_WIDTH = 460
_LEAST = 2
_MOST_CUSTOMERS, _MOST_ORDERS, _FIRST_MESSAGES = 5, 3, 20


class SearchField(Field):
    """Customers and orders as one types, messages a moment later, more of them as one goes down the list.

    Who comes back after a look at one of them finds the list as it was.
    """

    customer_chosen = Signal(int)
    order_chosen = Signal(object)  # OrderHit
    interaction_chosen = Signal(object, str)  # SearchHit with a customer, what was typed

    def __init__(self, services: DeskServices) -> None:
        super().__init__(tr("Search customers, messages, orders – or dial a number"), icon="search", quiet=True)
        self._services = services
        self._customers: Sequence[CustomerHit] = ()
        self._orders: Sequence[OrderHit] = ()
        self._messages: Sequence[SearchHit] = ()
        self._asked, self._left = "", ""
        self._next_hit: int | None = None
        self._suggestions = Suggestions(self, tr("What was found"), 460)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SEARCH_AFTER_MS)
        self.setMinimumWidth(160)
        self.setMaximumWidth(_WIDTH)
        self._connect()

    def _connect(self) -> None:
        self.textEdited.connect(self._on_text_edited)
        self._timer.timeout.connect(self._on_search)
        self.returnPressed.connect(self._suggestions.take)
        self.left.connect(self._on_left)
        self._suggestions.taken.connect(self._on_taken)
        self._suggestions.more_wanted.connect(self._on_more_wanted)

    @override
    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, super().sizeHint().height())

    @property
    def suggestions(self) -> Suggestions:
        return self._suggestions

    def begin(self) -> None:
        self.setFocus()
        if not self.text() and self._left:
            self.setText(self._left)
            self._suggestions.show_again()
        self.selectAll()

    def _on_text_edited(self, text: str) -> None:
        typed = text.strip()
        self._messages, self._next_hit, self._left = (), None, ""
        if len(typed) < _LEAST:
            self._customers, self._orders = (), ()
            self._timer.stop()
        else:
            directory = self._services.directory
            directory.find(typed, owner=self, done=self._on_customers, limit=_MOST_CUSTOMERS)
            directory.find_orders(typed, owner=self, done=self._on_orders, limit=_MOST_ORDERS)
            self._timer.start()
        self._show()

    def _on_customers(self, hits: Sequence[CustomerHit]) -> None:
        self._customers = hits[:_MOST_CUSTOMERS]
        self._show()

    def _on_orders(self, hits: Sequence[OrderHit]) -> None:
        self._orders = hits
        self._show()

    def _on_search(self) -> None:
        self._asked = self.text().strip()
        query = SearchQuery(text=self._asked, limit=_FIRST_MESSAGES)
        self._services.history.search(query, owner=self, done=self._on_messages)

    def _on_messages(self, page: SearchPage) -> None:
        if self._asked == self.text().strip():
            self._messages, self._next_hit = page.hits, page.next_key
            self._show()

    def _on_more_wanted(self) -> None:
        query = SearchQuery(text=self._asked, before=self._next_hit)
        self._services.history.search(query, owner=self, done=self._on_more_messages)

    def _on_more_messages(self, page: SearchPage) -> None:
        if self._next_hit is not None and self._asked == self.text().strip():
            self._next_hit = page.next_key
            lines = [_message_line(hit) for hit in page.hits]
            self._suggestions.append(lines, has_more=page.next_key is not None)

    def _show(self) -> None:
        typed = self.text().strip()
        if not typed or not self.hasFocus():
            self._suggestions.hide()
            return
        lines = [hit_line(hit, self._services.numbering) for hit in self._customers]
        lines.extend(_message_line(hit) for hit in self._messages)
        preview = self._services.phone.dial_preview(typed)
        if preview.target:
            dial = Row(
                title=tr("Dial {number}", number=preview.shown or typed), icon="phone", detail=tr("As it is typed")
            )
            lines.insert(0, Line(row=dial, value=preview))
        begun = typed.lstrip("#").strip().casefold()
        orders = [_order_line(hit) for hit in self._orders if hit.order.number.casefold().startswith(begun)]
        others = [_order_line(hit) for hit in self._orders if not hit.order.number.casefold().startswith(begun)]
        # before dialling, so that Enter rings no order's number; but what only ends so may well be an extension
        lines = orders + lines[:1] + others + lines[1:] if preview.target else orders + others + lines
        if not lines and len(typed) >= _LEAST:
            lines.append(Line(row=Row(title=tr("Nothing found for “{text}”", text=typed), icon="search"), value=None))
        self._suggestions.show_lines(lines, has_more=self._next_hit is not None)

    def _on_taken(self, value: object) -> None:
        left = "" if isinstance(value, DialPreview) else self.text()
        if isinstance(value, DialPreview):
            self._services.phone.dial(self.text().strip())
        elif isinstance(value, CustomerHit):
            self.customer_chosen.emit(value.customer_id)
        elif isinstance(value, OrderHit):
            self.order_chosen.emit(value)
        elif isinstance(value, SearchHit) and value.customer_id is not None:
            self.interaction_chosen.emit(value, self.text().strip())
        self._on_left()
        self._left = left

    def _on_left(self) -> None:
        self._left = ""
        self._suggestions.hide()
        self.clear()
        bar = self.parentWidget()
        if self.hasFocus() and bar is not None:
            # which does nothing with it; with the focus nowhere, the next dialog that closes gives it to a button
            bar.setFocus(Qt.FocusReason.OtherFocusReason)


def _order_line(hit: OrderHit) -> Line:
    order = hit.order
    detail = " · ".join(part for part in (hit.customer_name, order.summary) if part)
    title = tr("Order {number}", number=order.number)
    row = Row(title=title, detail=detail, side=order.status, side_tone=order_tone(order), icon="package")
    return Line(row=row, value=hit)


def _message_line(hit: SearchHit) -> Line:
    text, _marks = unmark(hit.excerpt)
    when = ago(hit.at, datetime.now(UTC))
    name = hit.customer_name or tr("Nobody known")
    return Line(row=Row(title=name, detail=text, side=when, icon=CHANNEL_ICONS[hit.channel]), value=hit)
