"""Orders, the search over one customer, and the timeline, in one scroll."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtWidgets import QWidget

from desktop.domain.channel import Channel
from desktop.domain.customer import Order
from desktop.domain.history import (
    Dossier,
    EntryKind,
    InteractionDetails,
    SearchHit,
    SearchPage,
    SearchQuery,
    TimelineEntry,
    TimelineKey,
    TimelinePage,
)
from desktop.domain.text import tr
from desktop.services.directory import Directory
from desktop.services.history import History
from desktop.ui.clock import Clock
from desktop.ui.look.tokens import L, M, S
from desktop.ui.sidebar.details_view import details_html, leads_to, order_html
from desktop.ui.sidebar.order_page import page_of
from desktop.ui.sidebar.orders_box import OrdersBox
from desktop.ui.sidebar.timeline_model import TimelineModel, TimelineRow
from desktop.ui.sidebar.timeline_view import TimelineView
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.layout import column, laid_out_once, row, rule
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.stack import join_tab_order
from desktop.ui.widgets.text import TextLine, section_head
from desktop.ui.words import orders_words, so_far_words

_SEARCH_AFTER_MS = 120
_ALL, _CALLS, _WRITTEN, _ORDERS = range(4)
Key = tuple[EntryKind, int]
_WRITTEN_CHANNELS = tuple(channel for channel in Channel if channel is not Channel.VOICE)


class HistoryPane(QWidget):
    """While the search field has text, the list shows what was found; empty again, the timeline."""

    def __init__(self, history: History, directory: Directory, clock: Clock) -> None:
        super().__init__()
        self._history, self._directory = history, directory
        self._dossier: Dossier | None = None
        self._next_key: TimelineKey | None = None
        self._next_hit: int | None = None
        self._query = ""
        self._asked = 0
        self._later: Callable[[], None] | None = None
        self._to_open: Key | None = None
        self._current: int | None = None
        self.model = TimelineModel(clock.now, self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self._top = self._build_top()
        self.view = TimelineView(self.model, self._top)
        column(self).addWidget(self.view)
        QWidget.setTabOrder(self.search, self.view)
        join_tab_order(self.search, self.kinds)
        self._search_timer = QTimer(self)
        self._search_timer.setSingleShot(True)
        self._search_timer.setInterval(_SEARCH_AFTER_MS)

    def _build_top(self) -> QWidget:
        top = QWidget()
        outer = column(top)
        self._orders_box = QWidget()
        orders = column(self._orders_box, (L + 2, M, L + 2, S), S)
        self._orders_facts = TextLine("", "caption", "text3").right_aligned().tabular()
        head = row()
        head.addWidget(section_head(tr("Orders")))
        head.addWidget(self._orders_facts, 1)
        self._orders = OrdersBox()
        orders.addLayout(head)
        orders.addWidget(self._orders)
        self._orders_rule = rule()
        for part in (self._orders_box, self._orders_rule):
            part.hide()  # until there are orders
            outer.addWidget(part)
        self.search = Field(tr("Search"), icon="search", quiet=True)
        self.search.setAccessibleName(tr("Search everything this customer ever said"))
        self.kinds = Segments((tr("All"), tr("Calls"), tr("Written"), tr("Orders")), tr("What is listed"))
        self._facts = TextLine("", "caption", "text3").right_aligned().tabular()
        so_far = column(margins=(L + 2, M, L + 2, S), spacing=S)
        head = row()
        head.addWidget(section_head(tr("Everything so far")))
        head.addWidget(self._facts, 1)
        so_far.addLayout(head)
        so_far.addWidget(self.search)
        so_far.addWidget(self.kinds)
        outer.addLayout(so_far)
        return top

    def _connect(self) -> None:
        self.model.more_wanted.connect(self._on_more_wanted)
        self.view.open_asked.connect(self._on_open_asked)
        self.search.textChanged.connect(self._search_timer.start)
        self.search.left.connect(self.search.clear)
        self.search.moved.connect(self._on_moved)
        self.search.returnPressed.connect(self._on_moved)
        self.kinds.chosen.connect(self._on_kind_chosen)
        self._search_timer.timeout.connect(self._on_search)

    def _on_moved(self, step: int = 1) -> None:
        """Down, or Enter, goes from what is searched to what was found; there Enter opens it."""
        first = self.model.index(1, 0)
        if step > 0 and first.isValid():
            self.view.setCurrentIndex(first)
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_search(self) -> None:
        self.view.scrollToTop()
        self.search.setFocus()
        self.search.selectAll()

    @property
    def facts(self) -> str:
        """What is said beside "Everything so far"."""
        return self._facts.text

    @property
    def orders_facts(self) -> str:
        """What is said beside "Orders"."""
        return self._orders_facts.text

    def open_later(self, interaction_id: int, words: str) -> None:
        """Open this contact when the dossier that is asked for is there; one of long ago is found again by `words`."""
        self._later = lambda: self._reveal((EntryKind.INTERACTION, interaction_id), words)

    def open_order_later(self, order: Order) -> None:
        self._later = lambda: self._reveal_order(order)

    def show_dossier(self, dossier: Dossier, current: int | None = None) -> None:
        """`current` is the interaction that is going on: it is no history yet."""
        is_same = self._dossier is not None and _id(self._dossier) == _id(dossier) and self._later is None
        self._dossier, self._current = dossier, current
        self._show_orders(dossier)
        if not (is_same and self._query):
            self._facts.set_text(self._so_far())
        if dossier.customer is not None:
            first = dossier.customer.name.split()[0] if dossier.customer.name.split() else ""
            self.search.setPlaceholderText(tr("Search all {name} ever said", name=first))
        self.view.fit_top()
        if is_same and self._query:
            return
        if not is_same:
            if self.search.text():  # to clear an empty field takes as long as to paint one
                self.search.clear()
            self._search_timer.stop()
            self._query = ""
            self.kinds.choose(_ALL)
        self._show_first()
        if not is_same:
            self.view.scrollToTop()
        later, self._later = self._later, None
        if later is not None:
            later()

    def show_newer(self, dossier: Dossier) -> None:
        """The same customer's again, for what came meanwhile: it is listed, and nothing that is read moves."""
        if self._dossier is None or _id(self._dossier) != _id(dossier):
            return
        self._dossier = dossier
        with self.view.reading_kept():
            self._show_orders(dossier)
            self.view.fit_top()
            self.view.doItemsLayout()
        if self._query:
            return
        self._facts.set_text(self._so_far())
        self.view.add(entry for entry in self._entries(dossier.timeline) if self._is_listed(entry))

    def _is_listed(self, entry: TimelineEntry) -> bool:
        if entry.kind is EntryKind.ORDER:
            return self.kinds.current in (_ALL, _ORDERS)
        return self.kinds.current == _ALL or entry.channel in self._channels()

    def _show_orders(self, dossier: Dossier) -> None:
        self._orders.show_orders(dossier.orders)
        facts = orders_words(dossier) if dossier.total_orders else ""
        self._orders_facts.set_text(facts)
        spoken = f"{tr('Orders')}, {facts}: {self._orders.accessibleName()}"
        self.model.top_words = spoken if dossier.orders else ""
        if bool(dossier.orders) == self._orders_box.isHidden():
            with laid_out_once(self._top):
                for part in (self._orders_box, self._orders_rule):
                    part.setVisible(bool(dossier.orders))

    def note_current(self, interaction: int | None) -> None:
        """The interaction that is going on was written after its dossier was read."""
        self._current = interaction

    def _so_far(self) -> str:
        """The dossier may have been read before what is going on was written."""
        if self._dossier is None:
            return ""
        going_on = (EntryKind.INTERACTION, self._current)
        entries = self._dossier.timeline.entries
        counted = next((entry for entry in entries if (entry.kind, entry.id) == going_on), None)
        is_written = counted is not None and counted.channel is not Channel.VOICE
        return so_far_words(self._dossier, going_on=int(counted is not None), is_written=is_written)

    def _show_page(self, page: TimelinePage) -> None:
        self._next_key = page.next_key
        entries = self._entries(page)
        self.model.replace(entries, has_more=page.next_key is not None)
        self.view.doItemsLayout()  # now, for in the middle of painting it would ask for another painting
        is_listed = bool(entries) or self.kinds.current == _ALL
        self._facts.set_text(self._so_far() if is_listed else tr("none of these"))

    def _entries(self, page: TimelinePage) -> list[TimelineEntry]:
        """Without what is going on."""
        going_on = (EntryKind.INTERACTION, self._current)
        return [entry for entry in page.entries if (entry.kind, entry.id) != going_on]

    # ---------------------------------------------------------------- what is listed

    def _channels(self) -> tuple[Channel, ...]:
        return {_CALLS: (Channel.VOICE,), _WRITTEN: _WRITTEN_CHANNELS}.get(self.kinds.current, ())

    def _on_kind_chosen(self, _kind: int) -> None:
        self._asked += 1
        if self._query:
            self._query = ""  # ask again
            self._on_search()
        else:
            self._show_first()

    def _show_first(self) -> None:
        """The dossier's page, or the first one of what is chosen."""
        customer = _id(self._dossier)
        if self._dossier is None or customer is None:
            return
        if self.kinds.current == _ALL:
            self._show_page(self._dossier.timeline)
        else:
            self._ask(customer, None)

    def _ask(self, customer: int, before: TimelineKey | None) -> None:
        asked = self._asked

        def done(page: TimelinePage) -> None:
            if asked == self._asked and customer == _id(self._dossier):
                self._on_more_timeline(page) if before is not None else self._show_page(page)

        if self.kinds.current == _ORDERS:
            self._directory.orders(customer, owner=self, done=lambda orders: done(page_of(orders)), before=before)
        else:
            self._history.timeline(customer, owner=self, done=done, before=before, channels=self._channels())

    # ---------------------------------------------------------------- more as it is scrolled

    def _on_more_wanted(self) -> None:
        customer = _id(self._dossier)
        if customer is None:
            return
        if self._query:
            query = SearchQuery(
                text=self._query, customer_id=customer, channels=self._channels(), before=self._next_hit
            )
            self._history.search(query, owner=self, done=self._on_more_found)
        else:
            self._ask(customer, self._next_key)

    def _on_more_timeline(self, page: TimelinePage) -> None:
        last = self.model.last
        is_next = page.entries and last is not None and not self._query and last.at >= page.entries[0].at
        if is_next or not page.entries:
            self._next_key = page.next_key
            self.model.append(page.entries, has_more=page.next_key is not None)

    def _on_more_found(self, page: SearchPage) -> None:
        if self._query:
            self._next_hit = page.next_key
            self.model.append(page.hits, has_more=page.next_key is not None)
            self._open_wanted()

    # ---------------------------------------------------------------- search

    def _on_search(self) -> None:
        text, customer = self.search.text().strip(), _id(self._dossier)
        if text == self._query or customer is None or self._dossier is None:
            return
        self._query, self._to_open = text, None
        if not text:
            self._facts.set_text(self._so_far())
            self._show_first()
        elif self.kinds.current in (_ALL, _ORDERS):
            self._directory.find_orders_of(
                customer, text, owner=self, done=lambda orders: self._search_said(text, customer, orders)
            )
        else:
            self._search_said(text, customer, ())

    def _search_said(self, text: str, customer: int, orders: Sequence[Order]) -> None:
        """What was said, below the orders that were found, unless orders alone are listed."""

        def done(page: SearchPage) -> None:
            if self._query == text and _id(self._dossier) == customer:
                self._show_found(orders, page)

        if self.kinds.current == _ORDERS:
            done(SearchPage(hits=()))
        else:
            query = SearchQuery(text=text, customer_id=customer, channels=self._channels())
            self._history.search(query, owner=self, done=done)

    def _show_found(self, orders: Sequence[Order], page: SearchPage) -> None:
        self._next_hit = page.next_key
        found: list[TimelineEntry | SearchHit] = [*page_of(orders).entries, *page.hits]
        count = len(found)
        more = tr("more than {count} found", count=count) if page.next_key is not None else tr("%n found", count)
        self._facts.set_text(more if count else tr("nothing found"))
        self.model.replace(found, has_more=page.next_key is not None)
        self._open_wanted()

    def _open_wanted(self) -> None:
        """Page by page until it is there: others may have been found before it."""
        wanted, end = self._to_open, QModelIndex()
        if wanted is None:
            return
        if self.view.holds(wanted) or not self.model.canFetchMore(end):
            self._to_open = None
            self._open_interaction(wanted)
        else:
            self.model.fetchMore(end)

    # ---------------------------------------------------------------- a row opened in place

    def _reveal(self, key: Key, words: str) -> None:
        if self.view.holds(key):
            self._open_interaction(key)
        else:
            self.search.setText(words)
            self._search_timer.stop()
            self._on_search()
            self._to_open = key

    def _reveal_order(self, order: Order) -> None:
        """Among all orders; alone when there are so many that it is not on their first page."""
        key, customer = (EntryKind.ORDER, order.id or 0), _id(self._dossier)

        def done(orders: Sequence[Order]) -> None:
            if customer == _id(self._dossier) and self.kinds.current == _ORDERS:
                is_there = any(one.id == order.id for one in orders)
                self._show_page(page_of(orders if is_there else (order,)))
                self.view.show_details(key, order_html(order))

        if customer is not None:
            self.kinds.choose(_ORDERS)
            self._asked += 1
            self._directory.orders(customer, owner=self, done=done)

    def _on_open_asked(self, line: TimelineRow) -> None:
        if line.key[0] is EntryKind.ORDER:
            self._open_order(line)
            return

        self._open_interaction(line.key)

    def _open_interaction(self, key: Key) -> None:
        def done(details: InteractionDetails | None) -> None:
            if details is not None:
                self.view.show_details(key, details_html(details), leads_to(details))

        self._history.details(key[1], owner=self, done=done)

    def _open_order(self, line: TimelineRow) -> None:
        number = line.entry.order_number if line.entry is not None else ""
        customer = _id(self._dossier)

        def done(orders: Sequence[Order]) -> None:
            found = next((order for order in orders if order.id == line.key[1] or order.number == number), None)
            if found is not None:
                self.view.show_details(line.key, order_html(found))

        if self._dossier is not None:
            done(self._dossier.orders)
        if self.view.open_key != line.key and customer is not None and line.entry is not None:
            before = TimelineKey(at=line.entry.at, kind=EntryKind.ORDER, id=line.key[1] + 1)
            self._directory.orders(customer, owner=self, done=done, before=before)


def _id(dossier: Dossier | None) -> int | None:
    return dossier.customer.id if dossier is not None and dossier.customer is not None else None
