"""The list on the left: what is my work."""

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QListView, QStackedLayout, QWidget
from typing_extensions import override

from desktop.domain.text import tr
from desktop.domain.work import WorkRow, WorkScope
from desktop.services.desk import DeskServices
from desktop.services.interactions import Interactions, WorkItem
from desktop.services.messaging.work_list import WorkList as WrittenWork
from desktop.ui.clock import Clock
from desktop.ui.fetching import FetchingLine, under_way
from desktop.ui.lists.rows import RowDelegate
from desktop.ui.lists.views import on_quiet_ground
from desktop.ui.look.tokens import WORK_LIST, WORK_LIST_LEAST, S
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.layout import column
from desktop.ui.widgets.stack import join_tab_order
from desktop.ui.work.lists.unsent_line import UnsentKind, unsent_words
from desktop.ui.work.lists.work_rows import WorkRows
from desktop.ui.work.work_head import WorkHead
from desktop.ui.work.work_model import WorkModel

if TYPE_CHECKING:
    from desktop.ui.shortcuts import Shortcuts
    from desktop.ui.work.lists.chosen import RowOrders
    from desktop.ui.work.lists.unsent_list import UnsentList

_COUNTS_AFTER_MS = 40  # a call is painted first: what the tabs say of it costs as much as its row


class WorkList(QWidget):
    """Ringing first, then what is in hand, then written work; the chosen row is what the middle and the right show."""

    chosen = Signal(str)  # key of a call, "" when nothing is chosen any more
    written_chosen = Signal(object)  # WorkRow
    conversation_asked = Signal(int, object)  # interaction id, DraftKind: of a draft or (None) of a letter on its way
    entered = Signal()  # one wants to write in the conversation that is chosen

    def __init__(self, services: DeskServices, clock: Clock) -> None:
        super().__init__()
        self._services, self._clock = services, clock
        self._interactions: Interactions = services.interactions
        self._written: WrittenWork = services.work_list
        self._model = WorkModel(clock, self)
        self._left_behind = 0  # the interaction that was chosen when a call took its place
        self._wanted = ""  # key of a call whose row is to come
        self._wanted_written = 0  # interaction likewise
        self._call_shown = ""  # key of the call that was told last
        self._keys: Shortcuts | None = None
        self._is_filling = False
        self._has_failed = False
        self.fetching: FetchingLine | None = None
        self._counts_later = QTimer(self, singleShot=True, interval=_COUNTS_AFTER_MS)
        self._build()
        self._connect()
        self._on_items_changed()
        self._on_rows_changed()

    def _build(self) -> None:
        self.setObjectName("quiet")
        self.setAccessibleName(tr("Work"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.head = WorkHead(self._services)
        self._list = WorkRows(self._written)
        on_quiet_ground(self._list)
        self._list.setModel(self._model)
        self._delegate = RowDelegate(self._list)
        self._list.setItemDelegate(self._delegate)
        self._list.setUniformItemSizes(True)
        self._empty = EmptyState("inbox", tr("No work now"), "")
        outer = column(self)
        outer.addWidget(self.head)
        outer.addSpacing(S)
        self._outer, self._lists = outer, QWidget()
        outer.addWidget(self._lists, 1)
        stack = QStackedLayout(self._lists)
        # the list is always there, below: to show it took a ring a third of a millisecond
        stack.setStackingMode(QStackedLayout.StackingMode.StackAll)
        for page in (self._list, self._empty):
            stack.addWidget(page)
        stack.setCurrentWidget(self._empty)

    def _connect(self) -> None:
        self._interactions.items_changed.connect(self._on_items_changed)
        self._interactions.item_changed.connect(self._on_item_changed)
        self._interactions.dossier_ready.connect(self._on_dossier_ready)
        self._written.rows_changed.connect(self._on_rows_changed)
        self._written.counts_changed.connect(self._show_counts)
        self._counts_later.timeout.connect(self._show_counts)
        self._clock.ticked.connect(self._show_ages)
        self._written.failed.connect(self._on_failed)
        self._services.accounts.changed.connect(self._on_accounts_changed)
        self.head.unsent.asked.connect(self.show_unsent)
        self.head.list_asked.connect(self._show_work)
        self.head.left.connect(self._on_filter_left)
        self._empty.button.clicked.connect(self._on_empty_asked)
        self._model.more_wanted.connect(self._written.load_more)
        self._list.activated.connect(self._on_activated)
        self._list.several_changed.connect(self._on_several_changed)
        self._list.menu_asked.connect(lambda row, place: self.row_orders.open_menu(row, place))
        self._list.left.connect(self.leave_several)
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
        """Of the call chosen now."""
        item = self._model.item(self._list.currentIndex().row())
        return item.key if item is not None else ""

    @property
    def written(self) -> WorkRow | None:
        """The written work chosen now."""
        return self._model.written(self._list.currentIndex().row())

    # ---------------------------------------------------------------- drafts and the outbox

    @cached_property
    def unsent(self) -> "UnsentList":
        """Built when it is looked at."""
        from desktop.ui.work.lists.unsent_list import UnsentList

        made = UnsentList(self._services, self._clock)
        made.opened.connect(self.conversation_asked)
        made.entered.connect(self.entered)
        made.counted.connect(lambda count: self.head.name_unsent(unsent_words(made.kind), count))
        self._outer.insertWidget(self._outer.indexOf(self._lists) + 1, made, 1)
        join_tab_order(self._list, made)
        return made

    @property
    def _shows_unsent(self) -> bool:
        return "unsent" in self.__dict__ and not self.unsent.isHidden()

    def show_unsent(self, kind: UnsentKind) -> None:
        """In the place of work, until work is asked for, or a call is."""
        if self._list.chosen:
            self.leave_several()
        self._lists.hide()
        self.unsent.show()
        self.unsent.show_kind(kind)
        self.unsent.focus_list()

    def _show_work(self) -> None:
        if self._shows_unsent:
            self.unsent.hide()
            self._lists.show()

    def _leave_unsent(self) -> None:
        """What is chosen from elsewhere is seen."""
        if self._shows_unsent:
            self.head.return_to_work()

    def _on_accounts_changed(self) -> None:
        """A mailbox is read for the first time: seldom, so that its line is built then."""
        if self.fetching is None and under_way(self._services.accounts):
            self.fetching = FetchingLine(self._services.accounts)
            self._outer.addWidget(self.fetching)
            self.fetching.refresh()

    # ---------------------------------------------------------------- several of them

    @cached_property
    def row_orders(self) -> "RowOrders":
        """Built when several rows are chosen, or the menu of one is asked for."""
        from desktop.ui.work.lists.chosen import RowOrders

        made = RowOrders(self._services, self._clock, self._list, self._model, self._keys)
        made.open_asked.connect(self._on_tab_asked)
        made.strip.left.connect(self.leave_several)
        self._outer.insertWidget(self._outer.indexOf(self._lists) + 1, made.strip)
        join_tab_order(self._list, made.strip)
        return made

    def use_keys(self, keys: "Shortcuts") -> None:
        """What the menus show beside their orders."""
        self._keys = keys

    @property
    def has_several(self) -> bool:
        """More than one row is chosen: what is ordered is for all of them."""
        return bool(self._list.chosen) and bool(self.row_orders.chosen)

    def leave_several(self) -> None:
        """The one that is in front is the chosen one again."""
        if self._call_shown:
            self._is_filling = True
            self.choose_row(self._model.row_of_key(self._call_shown))
            self._is_filling = False
        else:
            self.follow(self._services.tabs.current)

    def _on_several_changed(self) -> None:
        """Several are seen to be chosen from afar; of one the middle of the window says enough."""
        self._delegate.chosen = "accent_soft" if self._list.chosen else RowDelegate.chosen
        if self._list.chosen or "row_orders" in self.__dict__:
            self.row_orders.show_chosen()

    def _on_tab_asked(self, interaction_id: int) -> None:
        self.conversation_asked.emit(interaction_id, None)
        self._services.tabs.keep(interaction_id)

    # ---------------------------------------------------------------- what is chosen

    def choose(self, key: str) -> None:
        """A call, which may be told of before its row is there."""
        self._leave_unsent()
        number = self._model.row_of_key(key)
        self._wanted = key if number < 0 else ""
        self.choose_row(number)

    def choose_interaction(self, interaction_id: int) -> None:
        """Of written work, which may be begun before its row is there."""
        self._leave_unsent()
        number = self._model.row_of_interaction(interaction_id)
        self._wanted_written = interaction_id if number < 0 else 0
        self.choose_row(number)

    def follow(self, interaction_id: int) -> None:
        """It is in front, by its tab: its row is the chosen one, if it is listed."""
        number = self._model.row_of_interaction(interaction_id)
        self._is_filling = True
        if number >= 0:
            self.choose_row(number)
        else:
            self._list.selectionModel().clear()
        self._is_filling = False

    def _mark_front(self) -> None:
        """Its row came back, with none chosen; the list stays where one has scrolled to."""
        index = self._model.index(self._model.row_of_interaction(self._services.tabs.current))
        if index.isValid() and not self._list.currentIndex().isValid():
            self._is_filling = True
            self._list.setAutoScroll(False)
            self._list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self._list.setAutoScroll(True)
            self._is_filling = False

    def choose_row(self, number: int) -> None:
        """0 is the first; a number past the end does nothing."""
        index = self._model.index(number)
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self._list.selectionModel().setCurrentIndex(index, flags)
            self._list.scrollTo(index)

    def _choose_nothing(self) -> None:
        """Or Qt would go on to the row's neighbour when it goes, and open what nobody asked for."""
        self._is_filling = True
        self._list.selectionModel().clear()
        self._is_filling = False

    # ---------------------------------------------------------------- what is in hand

    def _on_items_changed(self) -> None:
        items = self._interactions.items()
        key = self.key
        has_ended = bool(key) and key not in {item.key for item in items}
        if has_ended:
            self._choose_nothing()
        self._model.show_items(items)
        self._list.doItemsLayout()  # now, for in the middle of painting it would ask for another painting
        self._show_whether_empty()
        self._counts_later.start()
        if self._wanted and self._model.row_of_key(self._wanted) >= 0:
            self.choose(self._wanted)
        elif items and not self._list.currentIndex().isValid():
            self.choose_row(0)
        elif not items and self.written is None:
            self.chosen.emit("")
            if has_ended:
                self._go_back()

    def _go_back(self) -> None:
        """To the conversation that a call had taken the place of."""
        before, self._left_behind = self._left_behind, 0
        if before:
            self.choose_interaction(before)

    def _on_item_changed(self, item: WorkItem) -> None:
        self._model.show_item(item)

    def _on_dossier_ready(self, key: str, _dossier: object) -> None:
        item = self._interactions.item(key)
        if item is not None:
            self._model.show_item(item)

    # ---------------------------------------------------------------- written work

    def _on_rows_changed(self) -> None:
        rows = self._written.rows
        self._has_failed = False
        current = self.written
        if current is not None and current.interaction_id not in {row.interaction_id for row in rows}:
            self._choose_nothing()
        self._is_filling = True
        self._model.show_written(rows, has_more=self._written.has_more)
        self._is_filling = False
        self._mark_front()
        self._show_counts()
        if self._wanted_written and self._model.row_of_interaction(self._wanted_written) >= 0:
            self.choose_interaction(self._wanted_written)

    def _on_failed(self, _error: object) -> None:
        self._has_failed = True
        self._show_whether_empty()

    def _show_counts(self) -> None:
        self._counts_later.stop()
        self.head.show_counts(self._model.calls)
        self._show_ages()
        self._show_whether_empty()

    def _show_ages(self) -> None:
        self.head.show_ages(self._clock.now())

    def _show_whether_empty(self) -> None:
        count = self._model.rowCount()
        self._empty.setVisible(not count)
        self._list.setFocusPolicy(Qt.FocusPolicy.StrongFocus if count else Qt.FocusPolicy.NoFocus)
        if count:
            return
        if self._has_failed:
            words = tr("The store does not answer. It is read again as soon as it does.")
            self._empty.say("circle-alert", tr("The work list cannot be read now"), words)
        elif self._written.view.is_narrowed:
            words = tr("Other work is there, but none that fits.")
            self._empty.say("list-filter", tr("Nothing fits the filter"), words, tr("Clear the filter"))
        elif self._are_others_waiting():
            words = tr("%n messages wait for somebody to take them.", n=self._written.counts.rows[WorkScope.UNASSIGNED])
            self._empty.say("inbox", tr("No work of yours"), words, tr("Show what waits"))
        else:
            self._empty.say("inbox", *_nothing_words(self._written.view.scope))

    def _are_others_waiting(self) -> bool:
        """Where nothing is one's own, one may take what is nobody's."""
        written = self._written
        return written.view.scope is WorkScope.MINE and written.counts.rows.get(WorkScope.UNASSIGNED, 0) > 0

    def _on_empty_asked(self) -> None:
        if self._written.view.is_narrowed:
            self.head.clear_filter()
        else:
            self.head.show_view(replace(self._written.view, scope=WorkScope.UNASSIGNED))

    def _on_filter_left(self) -> None:
        """Into the list, where it has rows."""
        if self._model.rowCount():
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_activated(self, index: QModelIndex) -> None:
        """Enter, where the arrows have shown it already."""
        if self._model.written(index.row()) is not None and not self._list.chosen:
            self.entered.emit()

    def _on_current_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        if self._is_filling or self._list.is_extending:
            return
        item, written = self._model.item(current.row()), self._model.written(current.row())
        self._wanted_written = 0
        if item is not None:
            before = self._model.written(previous.row())
            self._left_behind = before.interaction_id if before is not None else self._left_behind
            self._call_shown = item.key
            self.chosen.emit(item.key)
        elif written is not None:
            self._left_behind, self._call_shown = 0, ""
            self.written_chosen.emit(written)


def _nothing_words(scope: WorkScope) -> tuple[str, str]:
    """What an empty list says: what will be here."""
    match scope:
        case WorkScope.MINE:
            calls = tr("A call offered to you appears here while it rings.")
            return tr("No work now"), f"{calls} {tr('So does every message that is yours to answer.')}"
        case WorkScope.TEAM:
            return tr("Nothing is open in your queues"), tr("What your colleagues have in hand appears here.")
        case WorkScope.UNASSIGNED:
            return tr("Nothing waits for anybody"), tr("Messages that nobody has taken yet appear here.")
        case WorkScope.ALL:
            return tr("Nothing is open"), tr("Every message that is not answered yet appears here.")
