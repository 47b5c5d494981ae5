"""Everything so far in one scroll: orders and the search field on top, then a line for each contact."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QListView, QWidget
from typing_extensions import override

from desktop.domain.history import EntryKind, TimelineEntry
from desktop.domain.text import tr
from desktop.ui.lists.views import dress
from desktop.ui.sidebar.details_view import DetailsView
from desktop.ui.sidebar.timeline_delegate import SIDE, TimelineDelegate
from desktop.ui.sidebar.timeline_model import ENTRY_ROLE, TimelineModel, TimelineRow

_DETAILS_LEFT = 56
_DETAILS_RIGHT = 16
_MOST_DETAILS = 420


class TimelineView(QListView):
    """One row at a time is open. `top` scrolls with the rows, in the room the first row keeps."""

    open_asked = Signal(object)  # TimelineRow
    number_chosen = Signal(str)
    conversation_asked = Signal(int)  # interaction id: one wants to go on with it

    def __init__(self, model: TimelineModel, top: QWidget) -> None:
        super().__init__()
        self._model, self._top = model, top
        self._details: DetailsView | None = None
        self._leads_to = 0
        self._pressed_twice: tuple[EntryKind, int] | None = None  # until it is known where it leads
        self._is_second_press = False
        self._delegate = TimelineDelegate(model, self)
        dress(self, tr("Everything so far"))
        self._build()

    def _build(self) -> None:
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setItemDelegate(self._delegate)
        self.setModel(self._model)
        self._top.setParent(self.viewport())
        self._details = DetailsView(self.viewport())
        self._details.hide()
        self._details.number_chosen.connect(self.number_chosen)
        self._details.conversation_asked.connect(self.conversation_asked)
        self.clicked.connect(self._on_clicked)
        self._model.modelReset.connect(self.close_details)

    # ---------------------------------------------------------------- the top

    def fit_top(self) -> None:
        """The widget on top changed: give it the room it needs."""
        width = self._whole_width()
        layout = self._top.layout()
        if layout is not None:
            layout.invalidate()
        height = self._top.heightForWidth(width)
        height = self._top.sizeHint().height() if height < 0 else height
        self._top.resize(width, height)
        if height != self._delegate.top_height:
            self._delegate.top_height = height
            self.scheduleDelayedItemsLayout()

    def _whole_width(self) -> int:
        """With the scroll bar's: what is above lies partly under it, so that all right edges are one."""
        bar = self.verticalScrollBar()
        return self.viewport().width() + (bar.width() if bar.isVisibleTo(self) else 0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        width = self.viewport().width()
        self._delegate.fit(width, SIDE - (self._whole_width() - width))
        self.fit_top()
        self._fit_details()
        super().resizeEvent(event)

    @override
    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._place()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._place()

    def _place(self) -> None:
        self._top.move(0, -self.verticalOffset())
        details, index = self._details, self._open_index()
        if details is None or not index.isValid():
            return
        rect = self.visualRect(index)
        row = index.data(ENTRY_ROLE)
        if isinstance(row, TimelineRow):
            details.move(_DETAILS_LEFT, rect.top() + self._delegate.closed_height(row.shape))

    # ---------------------------------------------------------------- lines that come while one reads

    def add(self, entries: Iterable[TimelineEntry]) -> None:
        """Above what is read, which stays where it is."""
        with self.reading_kept():
            for entry in entries:
                self._model.add(entry)
            self.doItemsLayout()

    @contextmanager
    def reading_kept(self) -> Iterator[None]:
        """Whatever changes above it, what is read stays where it is on the screen; who is at the very top sees all
        that comes."""
        read = self._first_read()
        place = self._height_of(read)
        yield
        if read.isValid():
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self._height_of(read) - place)

    def _height_of(self, index: QPersistentModelIndex) -> int:
        """In the window: what stands above all this may grow too."""
        return self.viewport().mapTo(self.window(), self.visualRect(index).topLeft()).y()

    def _first_read(self) -> QPersistentModelIndex:
        """The first line in sight; none at the top of everything, unless one is open there."""
        opened = self._open_index()
        if opened.isValid() and self.visualRect(opened).intersects(self.viewport().rect()):
            return QPersistentModelIndex(opened)
        if self.verticalOffset() == 0:
            return QPersistentModelIndex()
        first = self.indexAt(QPoint(0, 0))
        return QPersistentModelIndex(first if first.row() > 0 else self._model.index(1))

    # ---------------------------------------------------------------- a row opened in place

    @property
    def open_key(self) -> tuple[EntryKind, int] | None:
        return self._delegate.open_key

    @property
    def details_text(self) -> str:
        return self._details.toPlainText() if self._details is not None else ""

    def show_details(self, key: tuple[EntryKind, int], html: str, leads_to: int = 0) -> None:
        """Open the row with this key, unless it has gone meanwhile. `leads_to`: the conversation it is of."""
        self._delegate.open_key, self._leads_to = key, leads_to
        if self._details is None or not self._open_index().isValid():
            self._delegate.open_key = None
            return
        self._details.show_html(html)
        self._fit_details()
        self._details.show()
        self.doItemsLayout()
        self.scrollTo(self._open_index())  # does nothing for the row under the hand
        self._place()
        is_wanted, self._pressed_twice = self._pressed_twice == key, None
        if is_wanted and leads_to:
            self.conversation_asked.emit(leads_to)

    def close_details(self) -> None:
        if self._delegate.open_key is not None and self._details is not None:
            self._delegate.open_key, self._delegate.open_height = None, 0
            self._details.hide()
            self.scheduleDelayedItemsLayout()

    def _fit_details(self) -> None:
        if self._details is None or self._delegate.open_key is None:
            return
        width = self.viewport().width() - _DETAILS_LEFT - _DETAILS_RIGHT
        height = min(self._details.needed_height(width), _MOST_DETAILS)
        self._details.resize(width, height)
        self._delegate.open_height = height + 8

    def holds(self, key: tuple[EntryKind, int]) -> bool:
        """Whether it is on what was read."""
        self._model.show_rest()
        return self._index_of(key).isValid()

    def _open_index(self) -> QModelIndex:
        return self._index_of(self._delegate.open_key)

    def _index_of(self, key: tuple[EntryKind, int] | None) -> QModelIndex:
        if key is not None:
            for number in range(1, self._model.rowCount()):
                if self._model.row(number).key == key:
                    return self._model.index(number)
        return QModelIndex()

    def _on_clicked(self, index: QModelIndex) -> None:
        is_second, self._is_second_press = self._is_second_press, False
        if not is_second:  # what the first opened stays open
            self.toggle(index)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._is_second_press, self._pressed_twice = False, None
        super().mousePressEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Goes on with it in the middle, as Enter twice does; what leads nowhere stays open."""
        row = self.indexAt(event.position().toPoint()).data(ENTRY_ROLE)
        if event.button() is Qt.MouseButton.LeftButton and isinstance(row, TimelineRow):
            self._is_second_press, self._pressed_twice = True, row.key
            self.open_asked.emit(row)

    def toggle(self, index: QModelIndex) -> None:
        row = index.data(ENTRY_ROLE)
        if not isinstance(row, TimelineRow):
            return
        if row.key == self._delegate.open_key:
            self.close_details()
        else:
            self.open_asked.emit(row)

    def _enter(self, index: QModelIndex) -> None:
        """Once opens it in its place, once more goes on with it in the middle."""
        if self._leads_to and index.isValid() and index == self._open_index():
            self.conversation_asked.emit(self._leads_to)
        else:
            self.toggle(index)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(self.currentIndex())
        elif event.key() == Qt.Key.Key_Space:
            self.toggle(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape and self._delegate.open_key is not None:
            self.close_details()
        else:
            super().keyPressEvent(event)
