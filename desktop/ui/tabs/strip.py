"""The tabs over the middle: calls in hand, then the conversations that are open."""

from collections import Counter
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QIcon, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QTabBar, QToolButton, QWidget
from typing_extensions import override

from desktop.domain.text import tr
from desktop.services.desk import DeskServices
from desktop.services.messaging.tabs import ConversationTabs, Tab
from desktop.ui.look.icons import paint_icon
from desktop.ui.look.theme import tokens
from desktop.ui.look.tips import tip
from desktop.ui.look.writing import uncut
from desktop.ui.widgets.buttons import Button, IconButton
from desktop.ui.widgets.layout import row
from desktop.ui.widgets.paint import paint_dot
from desktop.ui.words import who

HEIGHT = 36
_WIDEST, _USUAL, _LEAST = 200, 140, 72
_MARK = 14
_CROSS = 20
_RIGHT = QTabBar.ButtonPosition.RightSide
_LONGEST = 60  # letters of a name


class TabStrip(QWidget):
    """A tab of a call has its key as data, that of a conversation its interaction id."""

    call_chosen = Signal(str)  # key

    def __init__(self, services: DeskServices, parent: QWidget) -> None:
        super().__init__(parent)
        self._tabs: ConversationTabs = services.tabs
        self._interactions = services.interactions
        self._call = ""  # key of the call in front
        self._is_filling = False
        self.setFixedHeight(HEIGHT)
        self.bar = _Bar()
        self.all_button = Button("", "quiet", small=True, face="small")
        self.all_button.setAccessibleDescription(tr("All open tabs"))
        line = row(self, (8, 0, 8, 0), 4)
        line.addWidget(self.bar, 1)
        line.addWidget(self.all_button)
        self.bar.currentChanged.connect(self._on_current_changed)
        self.bar.tabMoved.connect(self._on_moved)
        self.bar.close_asked.connect(self._on_close_asked)
        self.bar.keep_asked.connect(self._on_keep_asked)
        self.bar.menu_asked.connect(self._on_menu_asked)
        self.all_button.clicked.connect(self._on_all)
        self._tabs.changed.connect(self._show_tabs)
        self._interactions.items_changed.connect(self._show_tabs)
        self._show_tabs()

    def show_call(self, key: str) -> None:
        """In front; "" none is."""
        self._call = key
        self._show_tabs()

    def step(self, by: int) -> None:
        """To the next one (1) or the one before (-1), round and round."""
        count = self.bar.count()
        if count:
            self._choose((self.bar.currentIndex() + by) % count)

    # ---------------------------------------------------------------- what is shown

    def _show_tabs(self) -> None:
        """As many as there are; what they say is changed in its place."""
        wanted: list[tuple[object, str, str, str]] = [
            (item.key, who(item.interaction, item.dossier), tr("Call"), "phone") for item in self._interactions.items()
        ]
        wanted += [(tab.interaction_id, *words, _mark(tab)) for tab, words in _told_apart(self._tabs.tabs)]
        self._is_filling = True
        while self.bar.count() > len(wanted):
            self.bar.removeTab(self.bar.count() - 1)
        for number, (data, title, more, mark) in enumerate(wanted):
            if number == self.bar.count():
                self.bar.addTab("")
            self.bar.say(number, data, title, more, mark)
        front = self._call or self._tabs.current
        found = next((n for n, (data, *_) in enumerate(wanted) if data == front), -1)
        self.bar.show_front(found)
        self._is_filling = False
        passing = {tab.interaction_id for tab in self._tabs.tabs if not tab.is_kept}
        self.bar.show_passing({n for n, (data, *_) in enumerate(wanted) if data in passing})
        self.all_button.set_text(f"{len(wanted)} ▾")
        self.all_button.setVisible(len(wanted) > 1)
        self.setVisible(self._tabs.has_several)

    # ---------------------------------------------------------------- what is asked

    def _on_current_changed(self, number: int) -> None:
        if not self._is_filling:
            self._choose(number)

    def _choose(self, number: int) -> None:
        data = self.bar.tabData(number)
        if isinstance(data, str):
            self.call_chosen.emit(data)
        elif isinstance(data, int):
            self._call = ""
            self._tabs.turn_to(data) if data != self._tabs.current else self._tabs.turned.emit(data)

    def _on_moved(self, old: int, new: int) -> None:
        """Calls stay at the left."""
        calls = len(self._interactions.items())
        if not self._is_filling and min(old, new) >= calls:
            self._tabs.move(old - calls, new - calls)
        elif not self._is_filling:
            self._show_tabs()

    def _on_close_asked(self, number: int) -> None:
        data = self.bar.tabData(number)
        if isinstance(data, int):
            self._tabs.close(data)

    def _on_keep_asked(self, number: int) -> None:
        data = self.bar.tabData(number)
        if isinstance(data, int):
            self._tabs.keep(data)

    def _on_menu_asked(self, number: int, place: QPoint) -> None:
        data = self.bar.tabData(number)
        if isinstance(data, int):
            self.tab_menu(data).popup(place)

    def tab_menu(self, interaction_id: int) -> QMenu:
        made = QMenu(self)
        made.aboutToHide.connect(made.deleteLater)
        tab = next(tab for tab in self._tabs.tabs if tab.interaction_id == interaction_id)
        keep = made.addAction(tr("Keep open"))
        keep.setEnabled(not tab.is_kept)
        keep.triggered.connect(lambda: self._tabs.keep(interaction_id))
        made.addSeparator()
        made.addAction(tr("Close tab")).triggered.connect(lambda: self._tabs.close(interaction_id))
        others = made.addAction(tr("Close the others"))
        others.setEnabled(len(self._tabs.tabs) > 1)
        others.triggered.connect(lambda: self._tabs.close_others(interaction_id))
        return made

    def _on_all(self) -> None:
        self.all_menu().popup(self.all_button.mapToGlobal(self.all_button.rect().bottomLeft()))

    def all_menu(self) -> QMenu:
        """Every tab with its whole name."""
        made = QMenu(self)
        made.aboutToHide.connect(made.deleteLater)
        for number in range(self.bar.count()):
            words = self.bar.tabToolTip(number).replace("&", "&&").replace("\n", " · ")
            action = made.addAction(self.bar.tabIcon(number), words)
            action.triggered.connect(lambda _=False, number=number: self._choose(number))
        return made


class _Bar(QTabBar):
    """Closes by its cross or the middle button, keeps by a double click, has a menu by the right one."""

    close_asked = Signal(int)
    keep_asked = Signal(int)
    menu_asked = Signal(int, QPoint)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Open conversations"))
        self.setObjectName("work")
        self.setDocumentMode(True)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setMovable(True)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setIconSize(QSize(_MARK, _MARK))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for arrow in self.findChildren(QToolButton):
            arrow.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Left and Right do it
        self.setSelectionBehaviorOnRemove(QTabBar.SelectionBehavior.SelectPreviousTab)
        self._passing: set[int] = set()
        self._front = -1

    def say(self, number: int, data: object, title: str, more: str, mark: str) -> None:
        words = title.replace("&", "&&")
        if self.tabText(number) != words:
            self.setTabText(number, words)
        whole = f"{title}\n{more}".strip()
        if self.tabToolTip(number) != tip(whole):
            self.setTabToolTip(number, tip(whole))
        self.setTabData(number, data)
        self._give_cross(number, is_closable=isinstance(data, int))
        self.setTabIcon(number, _icon(mark, self.devicePixelRatioF()))
        spoken = _mark_words(mark)
        self.setAccessibleTabName(number, ", ".join(part for part in (title, more, spoken) if part))

    def _give_cross(self, number: int, *, is_closable: bool) -> None:
        """A call's tab goes with the call."""
        there: QWidget | None = self.tabButton(number, _RIGHT)  # none is missing in the stubs
        if is_closable and there is None:
            cross = IconButton("x", tr("Close tab"), side=_CROSS, size=12)
            cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # by the keyboard it is closed with its key
            cross.clicked.connect(self._on_cross)
            self.setTabButton(number, _RIGHT, cross)
        elif not is_closable and there is not None:
            self.setTabButton(number, _RIGHT, None)
            there.deleteLater()

    def _on_cross(self) -> None:
        cross = self.sender()
        number = next((n for n in range(self.count()) if self.tabButton(n, _RIGHT) is cross), -1)
        if number >= 0:
            self.close_asked.emit(number)

    def show_front(self, number: int) -> None:
        """-1: what is in front is none of these."""
        self._front = number
        if number >= 0:
            self.setCurrentIndex(number)
        self.setProperty("front", number >= 0)
        self.style().unpolish(self)
        self.style().polish(self)

    def show_passing(self, numbers: set[int]) -> None:
        """Those that are only looked at are quieter."""
        self._passing = numbers
        for number in range(self.count()):
            self.setTabTextColor(number, tokens().text3 if number in numbers else tokens().text2)

    @override
    def tabSizeHint(self, index: int) -> QSize:
        icon = _MARK + 6 if not self.tabIcon(index).isNull() else 0
        icon += _CROSS if self.tabButton(index, _RIGHT) is not None else 0
        width = round(uncut(self.tabText(index), "small_medium").width) + 30 + icon
        return QSize(min(_WIDEST, max(_LEAST, width)), HEIGHT - 4)

    @override
    def minimumTabSizeHint(self, index: int) -> QSize:
        return QSize(min(_USUAL, self.tabSizeHint(index).width()), HEIGHT - 4)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        number = self.tabAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.MiddleButton and number >= 0:
            self.close_asked.emit(number)
        else:
            super().mouseReleaseEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        number = self.tabAt(event.position().toPoint())
        if number >= 0:
            self.keep_asked.emit(number)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        number = self.tabAt(event.pos())
        if number >= 0:
            self.menu_asked.emit(number, event.globalPos())


def _told_apart(tabs: Sequence[Tab]) -> Iterator[tuple[Tab, tuple[str, str]]]:
    """Each with its title and what its tip adds: several of one name are called by their subjects."""
    names = Counter(tab.name for tab in tabs)
    for tab in tabs:
        first, second = tab.name, tab.subject
        if not first or (names[first] > 1 and second):
            first, second = second, first
        yield tab, ((first or tr("Conversation"))[:_LONGEST], second)


def _mark(tab: Tab) -> str:
    """The one that matters most."""
    if tab.is_failed:
        return "failed"
    if tab.is_unsaved:
        return "unsaved"
    return "unread" if tab.is_unread else ""


def _mark_words(mark: str) -> str:
    return {"failed": tr("not sent"), "unsaved": tr("not saved"), "unread": tr("unread"), "phone": ""}.get(mark, "")


def _icon(mark: str, ratio: float) -> QIcon:
    if not mark:
        return QIcon()
    now = tokens()
    made = QPixmap(round(_MARK * ratio), round(_MARK * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    box = QRectF(0, 0, _MARK, _MARK)
    match mark:
        case "phone":
            paint_icon(painter, "phone", box, now.green)
        case "failed":
            paint_icon(painter, "circle-alert", box, now.red)
        case "unsaved":
            paint_icon(painter, "pencil", box, now.amber)
        case _:
            paint_dot(painter, box.center(), now.accent, 4)
    painter.end()
    return QIcon(made)
