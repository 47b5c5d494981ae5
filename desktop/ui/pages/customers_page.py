"""Everybody: found by name, number or mail address, listed by thousands, edited in place."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedLayout, QWidget
from typing_extensions import override

from desktop.domain.customer import Customer, CustomerHit
from desktop.domain.text import tr
from desktop.services.directory import Directory
from desktop.services.office.left_out import LeftOut
from desktop.services.ports import Numbering
from desktop.ui.call.dial_field import hit_line
from desktop.ui.lists.rows_model import RowsModel
from desktop.ui.pages.customer_editor import CustomerEditor
from desktop.ui.pages.parts import page_head, row_list
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.layout import column, rule

_PAGE = 100
_MOST_FOUND = 50


class CustomersPage(QWidget):
    """The row chosen is shown on the right; editing takes the list's place until it is saved."""

    customer_chosen = Signal(int)
    mailings_asked = Signal(str)  # to those who are found by this

    def __init__(self, directory: Directory, numbering: Numbering, left_out: LeftOut) -> None:
        super().__init__()
        self._directory, self._numbering, self._left_out = directory, numbering, left_out
        self._is_read = False
        self.model = RowsModel(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.search = Field(tr("Name, number, e-mail or organisation"), icon="search", quiet=True)
        self.mailings_button = Button(tr("Mailings"), small=True)
        self.new_button = Button(tr("New customer"), small=True)
        head_box, head = page_head(tr("Customers"))
        head.addWidget(self.search, 1)
        head.addWidget(self.mailings_button)
        head.addWidget(self.new_button)
        self.view = row_list(tr("Customers"), self.model)
        self._empty = EmptyState("users", tr("No customers yet"), tr("Import them, or create the first one here."))
        self.editor = CustomerEditor(self._directory, self._numbering, self._left_out)
        listing = QWidget()
        outer = column(listing)
        outer.addWidget(head_box)
        outer.addWidget(rule("ruleQuiet"))
        self._lists = QStackedLayout()
        outer.addLayout(self._lists, 1)  # before it has pages: without a parent the first would be a window, and shown
        self._lists.addWidget(self._empty)
        self._lists.addWidget(self.view)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(listing)
        self._stack.addWidget(self.editor)

    def _connect(self) -> None:
        self.search.textEdited.connect(self._on_search)
        self.search.left.connect(self._on_search_left)
        self.search.moved.connect(self._on_moved)
        self.search.returnPressed.connect(self._on_entered)
        self.model.more_wanted.connect(self._on_more_wanted)
        self.view.selectionModel().currentChanged.connect(self._on_current_changed)
        self.view.activated.connect(self._on_activated)
        self.new_button.clicked.connect(self._on_new)
        self.mailings_button.clicked.connect(lambda: self.mailings_asked.emit(self.search.text().strip()))
        self.editor.closed.connect(self._on_editor_closed)
        self._directory.customer_changed.connect(self._on_customer_changed)

    # ---------------------------------------------------------------- reading

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._is_read:
            self._read()

    def _read(self) -> None:
        self._is_read = True
        typed = self.search.text().strip()
        if typed:
            self._directory.find(typed, owner=self, done=self._show_found, limit=_MOST_FOUND)
        else:
            self._directory.list_all(owner=self, done=self._show_first, limit=_PAGE)

    def _on_search(self, _text: str) -> None:
        self._read()

    def _on_search_left(self) -> None:
        self.search.clear()
        self._read()

    def _show_first(self, hits: Sequence[CustomerHit]) -> None:
        if self.search.text().strip():
            return
        self._empty.say("users", tr("No customers yet"), tr("Import them, or create the first one here."))
        self._show(hits, has_more=len(hits) == _PAGE)

    def _show_found(self, hits: Sequence[CustomerHit]) -> None:
        typed = self.search.text().strip()
        if typed:
            title = tr("Nobody found for “{text}”", text=typed)
            self._empty.say("search", title, tr("Try fewer letters, or part of a number."))
            self._show(hits, has_more=False)

    def _show(self, hits: Sequence[CustomerHit], *, has_more: bool) -> None:
        self.model.replace([hit_line(hit, self._numbering) for hit in hits], has_more=has_more)
        self._lists.setCurrentWidget(self.view if hits else self._empty)

    def _on_more_wanted(self) -> None:
        last = self.model.last
        if isinstance(last, CustomerHit) and not self.search.text().strip():
            after = (last.name, last.customer_id)

            def done(hits: Sequence[CustomerHit]) -> None:
                self._show_more(last, hits)

            self._directory.list_all(owner=self, done=done, after=after, limit=_PAGE)

    def _show_more(self, last: CustomerHit, hits: Sequence[CustomerHit]) -> None:
        if self.model.last is last and not self.search.text().strip():  # or it was asked for twice
            self.model.append([hit_line(hit, self._numbering) for hit in hits], has_more=len(hits) == _PAGE)

    def _on_customer_changed(self, _customer_id: int) -> None:
        if self.isVisible():
            self._read()
        else:
            self._is_read = False

    # ---------------------------------------------------------------- acting

    def edit(self, customer_id: int) -> None:
        self._directory.customer(customer_id, owner=self, done=self._on_customer)

    @property
    def has_draft(self) -> bool:
        """A customer is being edited, and what was typed is not saved."""
        return self._stack.currentWidget() is self.editor and self.editor.is_changed

    def _on_customer(self, customer: Customer | None) -> None:
        if customer is not None:
            self._edit(customer)

    def _edit(self, customer: Customer) -> None:
        if self._stack.currentWidget() is not self.editor:
            self._begin(customer)
        elif not self.editor.is_editing(customer):
            self.editor.give_up(lambda: self._begin(customer))

    def _begin(self, customer: Customer) -> None:
        self.editor.edit(customer)
        self._stack.setCurrentWidget(self.editor)
        self.editor.begin()

    def _on_new(self) -> None:
        self._edit(Customer(name=self.search.text().strip()))

    def _on_editor_closed(self, customer_id: object) -> None:
        self._stack.setCurrentIndex(0)
        if isinstance(customer_id, int):
            self.customer_chosen.emit(customer_id)

    def _on_moved(self, step: int) -> None:
        row_now = max(0, self.view.currentIndex().row() + step)
        self.view.setCurrentIndex(self.model.index(min(row_now, self.model.rowCount() - 1)))

    def _on_entered(self) -> None:
        """Enter shows the first one, and once more edits it: nobody needs the mouse."""
        index = self.view.currentIndex()
        if index.isValid():
            self._on_activated(index)
        elif self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(0))

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        hit = self.model.value(current.row())
        if isinstance(hit, CustomerHit):
            self.customer_chosen.emit(hit.customer_id)

    def _on_activated(self, index: QModelIndex) -> None:
        hit = self.model.value(index.row())
        if isinstance(hit, CustomerHit):
            self.edit(hit.customer_id)
