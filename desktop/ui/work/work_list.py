"""The list on the left: what is my work."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QListView, QStackedLayout, QWidget
from typing_extensions import override

from desktop.domain.text import tr
from desktop.services.interactions import Interactions, WorkItem
from desktop.ui.clock import Clock
from desktop.ui.lists.rows import RowDelegate
from desktop.ui.lists.views import list_view, on_quiet_ground
from desktop.ui.look.tokens import WORK_LIST, WORK_LIST_LEAST, L
from desktop.ui.widgets.chips import Chip
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.layout import column, row
from desktop.ui.widgets.text import TextLine
from desktop.ui.work.work_model import WorkModel


class WorkList(QWidget):
    """Ringing first, then oldest first; the chosen row is what the middle and the right show."""

    chosen = Signal(str)  # key, "" when the list is empty

    def __init__(self, interactions: Interactions, clock: Clock) -> None:
        super().__init__()
        self._interactions = interactions
        self._model = WorkModel(clock, self)
        self._build()
        self._connect()
        self._on_items_changed()

    def _build(self) -> None:
        self.setObjectName("quiet")
        self.setAccessibleName(tr("Work"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._count = Chip("0")
        head = row(margins=(L, 0, L, 0))
        head.addWidget(TextLine(tr("Work"), "title", hugs=True))
        head.addWidget(self._count)
        head.addStretch(1)
        self._order = TextLine(tr("Oldest first"), "small", "text3", hugs=True)
        head.addWidget(self._order)
        head_box = QWidget()
        head_box.setFixedHeight(48)
        head_box.setLayout(head)
        self._list = list_view(tr("Work"))
        on_quiet_ground(self._list)
        self._list.setModel(self._model)
        self._list.setItemDelegate(RowDelegate(self._list))
        self._list.setUniformItemSizes(True)
        self._empty = EmptyState("inbox", tr("No work now"), tr("A call offered to you appears here while it rings."))
        outer = column(self)
        outer.addWidget(head_box)
        stack = QStackedLayout()
        outer.addLayout(stack, 1)  # before it has pages: without a parent the first would be a window, and shown
        # the list is always there, below: to show it took a ring a third of a millisecond
        stack.setStackingMode(QStackedLayout.StackingMode.StackAll)
        for page in (self._list, self._empty):
            stack.addWidget(page)
        stack.setCurrentWidget(self._empty)

    def _connect(self) -> None:
        self._interactions.items_changed.connect(self._on_items_changed)
        self._interactions.item_changed.connect(self._on_item_changed)
        self._interactions.dossier_ready.connect(self._on_dossier_ready)
        self._list.selectionModel().currentChanged.connect(self._on_current_changed)

    @override
    def minimumSizeHint(self) -> QSize:
        """Always the same: what changes in here is no reason to ask all three columns for their sizes."""
        return QSize(WORK_LIST_LEAST, 0)

    @override
    def sizeHint(self) -> QSize:
        return QSize(WORK_LIST, 0)

    @property
    def view(self) -> QListView:
        return self._list

    @property
    def key(self) -> str:
        """Of the row chosen now."""
        item = self._model.item(self._list.currentIndex().row())
        return item.key if item is not None else ""

    def choose(self, key: str) -> None:
        self.choose_row(self._model.row_of_key(key))

    def choose_row(self, number: int) -> None:
        """0 is the first; a number past the end does nothing."""
        index = self._model.index(number)
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self._list.selectionModel().setCurrentIndex(index, flags)
            self._list.scrollTo(index)

    def _on_items_changed(self) -> None:
        self._model.show_items(self._interactions.items())
        self._list.doItemsLayout()  # now, for in the middle of painting it would ask for another painting
        count = self._model.rowCount()
        self._count.set_text(str(count))
        self._empty.setVisible(not count)
        self._list.setFocusPolicy(Qt.FocusPolicy.StrongFocus if count else Qt.FocusPolicy.NoFocus)
        self._order.setVisible(count > 1)
        if count and not self._list.currentIndex().isValid():
            self.choose_row(0)
        if not count:
            self.chosen.emit("")

    def _on_item_changed(self, item: WorkItem) -> None:
        self._model.show_item(item)

    def _on_dossier_ready(self, key: str, _dossier: object) -> None:
        item = self._interactions.item(key)
        if item is not None:
            self._model.show_item(item)

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        item = self._model.item(current.row())
        if item is not None:
            self.chosen.emit(item.key)
