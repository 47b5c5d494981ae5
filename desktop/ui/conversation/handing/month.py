"""The days of a month to choose one from, in the window's own look: by arrows, Page Up, Page Down or a click."""

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QTextCharFormat
from PySide6.QtWidgets import QAbstractItemView, QCalendarWidget, QWidget
from typing_extensions import override

from desktop.domain.text import tr
from desktop.ui.look.theme import tokens
from desktop.ui.look.tokens import BUTTON_SMALL, RADIUS_BUTTON, XS
from desktop.ui.look.type import font
from desktop.ui.look.writing import MIDDLE, put, uncut
from desktop.ui.widgets.buttons import IconButton
from desktop.ui.widgets.layout import column, row
from desktop.ui.widgets.paint import rounded
from desktop.ui.widgets.text import TextLine

_LINES = 7  # the names of the days and six weeks
_MOST_ACROSS = 36


class _Days(QCalendarWidget):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.setNavigationBarVisible(False)
        self.setDateEditEnabled(False)  # a field of its own is beside it
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self.setFixedHeight(_LINES * BUTTON_SMALL)
        self._colour_head()
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(day, QTextCharFormat())  # they would be red
        view = self.findChild(QAbstractItemView)
        assert view is not None
        self.view = view
        self.view.setAccessibleName(name)
        self.view.installEventFilter(self)

    def _colour_head(self) -> None:
        self._colours = tokens()
        head = QTextCharFormat()
        head.setBackground(QColor(tokens().panel))
        head.setForeground(QColor(tokens().text3))
        head.setFont(font("caption"))  # "niedz." is long
        self.setHeaderTextFormat(head)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if self._colours is not tokens():
            self._colour_head()
        super().changeEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.updateCells()
        return super().eventFilter(watched, event)

    @override
    def paintCell(self, painter: QPainter, rect: QRect, date: QDate) -> None:
        now = tokens()
        width = min(_MOST_ACROSS, rect.width()) - 4
        box = QRectF(rect.center().x() - width // 2, rect.top() + 2, width, rect.height() - 4)
        # one wider: between whole scales a seam would be left to the next
        painter.fillRect(rect.adjusted(0, 0, 1, 1), QColor(now.panel))
        ink = now.text if date.month() == self.monthShown() else now.text3
        if date == self.selectedDate():
            fill = now.accent if self.view.hasFocus() else now.accent_soft
            ink = now.on_accent if self.view.hasFocus() else now.accent
            rounded(painter, box, RADIUS_BUTTON, fill)
        elif date == QDate.currentDate():
            rounded(painter, box, RADIUS_BUTTON, None, now.text3)
        is_open = self.minimumDate() <= date <= self.maximumDate()
        painter.setOpacity(1.0 if is_open else 0.45)
        put(painter, box, uncut(QLocale().toString(date.day()), "small", tabular=True), ink, MIDDLE)
        painter.setOpacity(1.0)


class Month(QWidget):
    """`chosen` when another day is, `done` with Enter or a double click on it."""

    chosen = Signal(QDate)
    done = Signal()

    def __init__(self, first: QDate, last: QDate) -> None:
        super().__init__()
        self.days = _Days(tr("Day"))
        self.days.setDateRange(first, last)
        self.name = TextLine("", "strong")
        self.back = IconButton("chevron-left", tr("Previous month"))
        self.on = IconButton("chevron-right", tr("Next month"))
        line = row(spacing=XS)
        line.addWidget(self.name, 1)
        line.addWidget(self.back)
        line.addWidget(self.on)
        outer = column(self, spacing=XS)
        outer.addLayout(line)
        outer.addWidget(self.days)
        self.setFocusProxy(self.days.view)
        for button, order in ((self.back, self.days.showPreviousMonth), (self.on, self.days.showNextMonth)):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Page Up and Page Down do it
            button.clicked.connect(order)
        self.days.currentPageChanged.connect(self._show_name)
        self.days.selectionChanged.connect(self._on_selected)
        self.days.activated.connect(self.done)
        self._show_name()

    def show_day(self, day: QDate) -> None:
        """Nothing is told; a day that cannot be chosen is not shown."""
        if self.days.minimumDate() <= day <= self.days.maximumDate():
            self.days.blockSignals(True)
            self.days.setSelectedDate(day)
            self.days.blockSignals(False)
            self._show_name()

    def _on_selected(self) -> None:
        self.chosen.emit(self.days.selectedDate())

    def _show_name(self) -> None:
        shown = QDate(self.days.yearShown(), self.days.monthShown(), 1)
        self.name.set_text(f"{QLocale().standaloneMonthName(shown.month())} {shown.year()}")
        self.back.setEnabled(shown > self.days.minimumDate())
        self.on.setEnabled(shown.addMonths(1) <= self.days.maximumDate())
