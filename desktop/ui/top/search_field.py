"""Find anything or dial: customers, orders, what was said, a number. The one field behind Ctrl K."""

from collections.abc import Sequence
from dataclasses import replace
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
from desktop.ui.shortcuts import Shortcuts
from desktop.ui.sidebar.timeline_model import unmark
from desktop.ui.top.search_filter import SearchFilter
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.segments import Segments
from desktop.ui.words import ago, order_tone

_SEARCH_AFTER_MS = 150
_WIDTH = 460
_LEAST = 2
_MOST_CUSTOMERS, _MOST_ORDERS, _FIRST_MESSAGES = 5, 3, 20
_MORE_MESSAGES = 50
_WIDENING = object()
"""The value of the line that drops what is chosen in the filter."""


class SearchField(Field):
    """Customers and orders as one types, messages a moment later, more of them as one goes down the list.

    With a channel or a time chosen in the filter, messages alone. Who comes back after a look at one of them finds the
    list as it was.
    """

    customer_chosen = Signal(int)
    order_chosen = Signal(object)  # OrderHit
    interaction_chosen = Signal(object, str)  # SearchHit, what was typed

    def __init__(self, services: DeskServices) -> None:
        super().__init__(tr("Search customers, messages, orders – or dial a number"), icon="search", quiet=True)
        self._services = services
        self._customers: Sequence[CustomerHit] = ()
        self._orders: Sequence[OrderHit] = ()
        self._messages: Sequence[SearchHit] = ()
        self._left = ""
        self._query = self._answered = SearchQuery(text="")
        self._next_hit: int | None = None
        self.filter = SearchFilter(self)
        self._suggestions = Suggestions(self, tr("What was found"), _WIDTH, self.filter)
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
        self._suggestions.abandoned.connect(self.filter.reset)
        self.filter.unfocused.connect(self._suggestions.leave_head)
        self.filter.changed.connect(self._on_filter_changed)

    def use_keys(self, keys: Shortcuts) -> None:
        """Those that lead here, and from here to the filter; they are drawn and told as they are now."""
        self._keys = keys
        keys.action("find").triggered.connect(self.begin)
        keys.action("find_channel").triggered.connect(self._go_to_channels)
        keys.action("find_time").triggered.connect(self._go_to_times)
        keys.changed.connect(self._show_keys)
        self._show_keys()

    def _show_keys(self) -> None:
        self.set_key(self._keys.cap("find"))
        self.filter.show_keys(self._keys.keys("find_channel"), self._keys.keys("find_time"))

    def _go_to_channels(self) -> None:
        self._go_to(self.filter.channels)

    def _go_to_times(self) -> None:
        self._go_to(self.filter.times)

    def _go_to(self, part: Segments) -> None:
        """With nothing found to choose from, to the field."""
        if self._suggestions.isVisible():
            part.focus_chosen()
        else:
            self.begin()

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

    def put(self, number: str) -> None:
        """As if it had been typed."""
        self.setFocus()
        self.setText(self._services.numbering.show(number))
        self._on_text_edited()

    @property
    def _typed(self) -> str:
        return self.text().strip()

    @property
    def _is_answered(self) -> bool:
        return self._answered is self._query and self._query.text == self._typed

    def _on_text_edited(self) -> None:
        typed = self._typed
        self._next_hit, self._left = None, ""
        if not self.filter.is_on:
            self._messages = ()
        if not _is_enough(typed):
            self._customers, self._orders, self._messages = (), (), ()
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

    def _on_filter_changed(self) -> None:
        """What is shown stays until the answer is there."""
        self._timer.stop()
        self._next_hit = None
        if _is_enough(self._typed):
            self._suggestions.show_again()  # the dates may have taken room or given it back
            self._on_search()

    def _on_search(self) -> None:
        since, until = self.filter.bounds(datetime.now(UTC))
        channels = () if self.filter.channel is None else (self.filter.channel,)
        query = SearchQuery(text=self._typed, channels=channels, since=since, until=until, limit=_FIRST_MESSAGES)
        self._query = query
        self._services.history.search(query, owner=self, done=lambda page: self._on_messages(query, page))

    def _on_messages(self, query: SearchQuery, page: SearchPage) -> None:
        if query is self._query and query.text == self._typed:
            self._answered = query
            self._messages, self._next_hit = page.hits, page.next_key
            self._show()

    def _on_more_wanted(self) -> None:
        if self._next_hit is not None:  # or other messages are asked for meanwhile
            query = replace(self._query, limit=_MORE_MESSAGES, before=self._next_hit)
            self._services.history.search(query, owner=self, done=self._on_more_messages)

    def _on_more_messages(self, page: SearchPage) -> None:
        if self._next_hit is not None and self._is_answered:
            self._next_hit = page.next_key
            lines = [_message_line(hit) for hit in page.hits]
            self._suggestions.append(lines, has_more=page.next_key is not None)

    def _show(self) -> None:
        typed, is_open = self._typed, self._suggestions.isVisible()
        if not typed or not self._suggestions.is_attended:
            self._suggestions.hide()
        elif self.filter.is_on and _is_enough(typed):
            if self._is_answered or not is_open:  # or what is shown would come and go at each key
                self._suggestions.show_lines(self._filtered_lines(), has_more=self._next_hit is not None)
        else:
            self._suggestions.show_lines(self._lines(), has_more=self._next_hit is not None)

    def _filtered_lines(self) -> list[Line]:
        lines = [_message_line(hit) for hit in self._messages]
        if not lines and self._is_answered:
            row = Row(title=self.filter.nothing_words(self._typed), detail=self.filter.widening(), icon="search")
            lines.append(Line(row=row, value=_WIDENING))
        return lines

    def _lines(self) -> list[Line]:
        typed = self._typed
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
        if not lines and _is_enough(typed) and (self._is_answered or self._suggestions.isVisible()):
            words = self.filter.nothing_words(typed) if self._is_answered else tr("Searching …")
            lines.append(Line(row=Row(title=words, icon="search"), value=None))
        return lines

    def _on_taken(self, value: object) -> None:
        if value is _WIDENING:
            self._suggestions.show_again()
            self.filter.widen()
            return
        left = "" if isinstance(value, DialPreview) else self.text()
        if isinstance(value, DialPreview):
            self._services.phone.dial(self._typed)
        elif isinstance(value, CustomerHit):
            self.customer_chosen.emit(value.customer_id)
        elif isinstance(value, OrderHit):
            self.order_chosen.emit(value)
        elif isinstance(value, SearchHit):
            self.interaction_chosen.emit(value, self._typed)
        self._close()
        self._left = left

    def _on_left(self) -> None:
        self._close()
        self.filter.reset()

    def _close(self) -> None:
        self._left = ""
        self._suggestions.hide()
        self.clear()
        bar = self.parentWidget()
        if self.hasFocus() and bar is not None:
            # which does nothing with it; with the focus nowhere, the next dialog that closes gives it to a button
            bar.setFocus(Qt.FocusReason.OtherFocusReason)


def _is_enough(typed: str) -> bool:
    """One sign may be a word, but for a letter or figure that half of everything has."""
    return len(typed) >= _LEAST or (bool(typed) and not typed.isascii())


def _order_line(hit: OrderHit) -> Line:
    order = hit.order
    detail = " · ".join(part for part in (hit.customer_name, order.summary) if part)
    title = tr("Order {number}", number=order.number)
    row = Row(title=title, detail=detail, side=order.status, side_tone=order_tone(order), icon="package")
    return Line(row=row, value=hit)


def _message_line(hit: SearchHit) -> Line:
    text, marks = unmark(hit.excerpt)
    when = ago(hit.at, datetime.now(UTC))
    name = hit.customer_name or tr("Nobody known")
    row = Row(title=name, detail=text, marks=marks, side=when, icon=CHANNEL_ICONS[hit.channel])
    return Line(row=row, value=hit)
