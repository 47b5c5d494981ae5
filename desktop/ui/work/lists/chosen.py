"""What is done from the list: with the row that its menu is asked of, or with several that are chosen."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from desktop.domain.text import tr
from desktop.domain.work import WorkRow
from desktop.services.desk import DeskServices
from desktop.ui.clock import Clock
from desktop.ui.conversation.handing.orders import Orders
from desktop.ui.conversation.more_menu import Entry, more_menu
from desktop.ui.look.tokens import XS, M, S
from desktop.ui.shortcuts import Shortcuts
from desktop.ui.widgets.buttons import Button, IconButton
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.layout import column, row, rule
from desktop.ui.widgets.spoken import say
from desktop.ui.widgets.text import TextLine
from desktop.ui.work.lists.work_rows import WorkRows
from desktop.ui.work.work_model import WorkModel


class ChosenStrip(QWidget):
    """Below the list, so that no row moves: how many are chosen, and what is done with them."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Chosen conversations"))
        self.count = TextLine("", "small_medium").tabular()
        self.leave_button = IconButton("x", tr("Choose none"), size=14)
        self.end_button = Button(tr("Close…"), small=True)
        self.give_button = Button(tr("Give…"), small=True)
        self.tag_button = Button(tr("Tag…"), small=True)
        self.more_button = IconButton("ellipsis", tr("More"), size=16)
        self.buttons = Flow((self.end_button, self.give_button, self.tag_button))
        outer = column(self, (0, 0, 0, S), XS)
        outer.addWidget(rule("ruleQuiet"))
        head = row(margins=(M + 2, 0, 4, 0))
        head.addWidget(self.count, 1)
        head.addWidget(self.more_button)
        head.addWidget(self.leave_button)
        outer.addLayout(head)
        below = row(margins=(M, 0, M, 0))
        below.addWidget(self.buttons, 1)
        outer.addLayout(below)
        self.leave_button.clicked.connect(self.left)
        self.hide()

    def show_count(self, count: int) -> None:
        words = tr("%n chosen", n=count) if count else ""
        if words != self.count.text:
            self.count.set_text(words)
        if count and self.isHidden():
            self.show()
            self.buttons.place()
            say(self, words)
        self.setVisible(bool(count))


class RowOrders(QObject):
    """Built when a menu is asked for, or several rows are chosen."""

    open_asked = Signal(int)  # interaction id: in a tab of its own

    def __init__(
        self, services: DeskServices, clock: Clock, view: WorkRows, model: WorkModel, keys: Shortcuts | None
    ) -> None:
        super().__init__(view)
        self._services, self._clock = services, clock
        self._view, self._model, self._keys = view, model, keys
        self._orders = Orders(services, clock, self)
        self._place = QWidget(view.viewport())  # of the row that a finder is opened beside
        self._place.hide()
        self.strip = ChosenStrip()
        self.strip.end_button.clicked.connect(lambda: self.order("end"))
        self.strip.give_button.clicked.connect(lambda: self.order("give"))
        self.strip.tag_button.clicked.connect(lambda: self.order("tag"))
        self.strip.more_button.clicked.connect(self._on_more)

    @property
    def orders(self) -> Orders:
        return self._orders

    @property
    def chosen(self) -> tuple[WorkRow, ...]:
        """A call that is chosen with them is left as it is."""
        found = (self._model.written(row) for row in self._view.chosen)
        return tuple(row for row in found if row is not None)

    def show_chosen(self) -> None:
        """A keyboard that was in the strip goes into the list, or Qt would lead it to the field that dials."""
        chosen, focus = self.chosen, QApplication.focusWidget()
        if not chosen and focus is not None and self.strip.isAncestorOf(focus):
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.strip.show_count(len(chosen))

    def order(self, name: str) -> None:
        """With all that are chosen."""
        rows = self.chosen
        if rows and name in (orders := self._orders_of(rows, self.strip)):
            orders[name]()

    def _orders_of(self, rows: Sequence[WorkRow], beside: QWidget) -> dict[str, Callable[[], None]]:
        return {
            "own": lambda: self._own(rows),
            "give": lambda: self._orders.give(rows, beside),
            "tag": lambda: self._orders.tag(rows, beside),
            "macros": lambda: self._macros(rows),
            "end": lambda: self._orders.end(rows, beside),
        }

    def _macros(self, rows: Sequence[WorkRow]) -> None:
        """Each says what it will do to all of them before it does."""
        from desktop.ui.texts.macro_dialog import MacroDialog

        services, numbers = self._services, [row.interaction_id for row in rows]
        queues = tuple(row.queue for row in rows)
        made = MacroDialog(services.texts, services.interactions, queues, self._view)
        made.chosen.connect(lambda macro: services.macros.run(macro, *numbers))
        made.open()

    def _own(self, rows: Sequence[WorkRow]) -> None:
        several = self._services.conversations.several
        ids = tuple(row.interaction_id for row in rows)
        if self._are_own(rows):
            several.give(ids, "")
        else:
            several.take(ids)

    def _are_own(self, rows: Sequence[WorkRow]) -> bool:
        return all(row.agent == self._services.agent.agent for row in rows)

    # ---------------------------------------------------------------- menus

    def _on_more(self) -> None:
        button = self.strip.more_button
        self.menu(self.chosen).popup(button.mapToGlobal(button.rect().bottomLeft()))

    def open_menu(self, row: int, place: QPoint) -> None:
        """Of one row, or (-1) of those that are chosen; a call has none."""
        work = self._model.written(row)
        rows = self.chosen if row < 0 else (work,) if work is not None else ()
        if rows:
            self._place.setGeometry(self._view.visualRect(self._model.index(max(0, row))))
            self.menu(rows).popup(place)

    def menu(self, rows: Sequence[WorkRow]) -> QMenu:
        beside = self._place if len(rows) == 1 else self.strip
        orders = self._orders_of(rows, beside)
        words = {
            "own": tr("Put back") if self._are_own(rows) else tr("Take it"),
            "give": tr("Give it to…"),
            "tag": tr("Tags…"),
            "macros": tr("Macros…"),
            "end": tr("Close…"),
        }
        if len(rows) == 1:  # its texts are put into the answer, in the conversation itself
            del orders["macros"]
        entries = [Entry(words=words[name], order=order, key=self._cap(name)) for name, order in orders.items()]
        if len(rows) == 1:
            number = rows[0].interaction_id
            entries.insert(0, Entry(words=tr("Open in a tab of its own"), order=lambda: self.open_asked.emit(number)))
            merge = Entry(
                words=tr("Merge with…"), order=lambda: self._orders.merge(number, beside), key=self._cap("merge")
            )
            entries.append(merge)
        return more_menu(beside, self._services.conversations.several, rows, self._clock.now, entries)

    def _cap(self, name: str) -> str:
        return self._keys.keys(name) if self._keys is not None else ""
