"""A panel to choose any day and time from, of the next year: typed, or by the arrow keys, or in the month."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QDate, QEvent, QObject, Qt, QTime, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from desktop.domain.text import tr
from desktop.ui.conversation.handing.month import Month
from desktop.ui.look.tokens import M, S
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.fields import day_field, time_field
from desktop.ui.widgets.floating import SHADOW, AskedPanel
from desktop.ui.widgets.layout import column, row
from desktop.ui.widgets.text import TextLine
from desktop.ui.words import ahead

_WIDTH = 320
_MORNING = QTime(8, 0)
_LEAST = timedelta(minutes=1)


class MomentPanel(AskedPanel):
    """Closed by Esc, by a choice, when the keyboard goes elsewhere, and when what it was asked for with is gone."""

    taken = Signal(object)  # datetime

    def __init__(self, beside: QWidget, title: str, verb: str, now: Callable[[], datetime]) -> None:
        super().__init__(beside, title)
        self._now = now
        self.hide()
        self._build(title, verb)
        self._connect()
        self.day.setDate(_today(now()).addDays(1))
        self.time.setTime(_MORNING)

    def _build(self, title: str, verb: str) -> None:
        today = _today(self._now())
        self.day, self.time = day_field(tr("Day")), time_field(tr("Time"))
        self.month = Month(today, today.addYears(1))
        self.words = TextLine("", "small", "text2")
        self.cancel_button = Button(tr("Cancel"), small=True)
        self.take_button = Button(verb, "primary", small=True)
        left, top, right, bottom = self.inner_margins
        outer = column(self, (left + M, top + M, right + M, bottom + M), S)
        fields, buttons = row(), row()
        fields.addWidget(self.day, 3)
        fields.addWidget(self.time, 2)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.take_button)
        outer.addWidget(TextLine(title, "strong"))
        outer.addLayout(fields)
        outer.addWidget(self.month)
        outer.addWidget(self.words)
        outer.addLayout(buttons)

    def _connect(self) -> None:
        self.day.dateChanged.connect(self._on_day_changed)
        self.time.timeChanged.connect(self._show_words)
        self.month.chosen.connect(self.day.setDate)
        self.month.done.connect(self.take)
        self.cancel_button.clicked.connect(self.leave)
        self.take_button.clicked.connect(self.take)
        self._beside.installEventFilter(self)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus_changed)

    def open_up(self) -> None:
        """Below what it was asked for with, or above where there is no room."""
        window = self.window()
        width, high = min(_WIDTH, window.width() - 2 * S) + 2 * SHADOW, self.sizeHint().height()
        top = self._corner.y() - S
        if top + high > window.height():
            top = max(0, self._corner.y() - self._beside.height() - high + S)
        self.setGeometry(self._left_edge(width), top, width, high)
        self.show()
        self.raise_()
        self.day.setFocus(Qt.FocusReason.TabFocusReason)  # with its first part marked: else figures would be refused

    @property
    def moment(self) -> datetime:
        """On the agent's clock. Of an hour that comes twice, the one that is still ahead."""
        day, clock = self.day.date(), self.time.time()
        made = datetime.combine(date(day.year(), day.month(), day.day()), time(clock.hour(), clock.minute()))
        first = made.astimezone()
        return first if first > self._now() else made.replace(fold=1).astimezone()

    def hindrance(self) -> str:
        """Why that moment cannot be taken; "" when it can."""
        now = self._now()
        if self.day.date() > _today(now).addYears(1):  # first: the last days of 9999 are no moment in every zone
            return tr("That is more than a year away")
        moment = self.moment
        if moment <= now:
            return tr("That moment is past")
        if moment < now + _LEAST:
            return tr("That is less than a minute away")
        return ""

    def take(self) -> None:
        """Said anew when it was possible a moment ago and is not now."""
        self._show_words()
        if self.take_button.isEnabled():
            moment = self.moment
            self.leave()
            self.taken.emit(moment)

    def _on_day_changed(self, day: QDate) -> None:
        self.month.show_day(day)
        self._show_words()

    def _show_words(self) -> None:
        hindrance = self.hindrance()
        words = hindrance or ahead(self.moment, self._now())
        self.words.set_tone("red" if hindrance else "text2")
        self.words.set_text(words)
        self.take_button.setEnabled(not hindrance)

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        self.leave_for(new)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_gone = event.type() is QEvent.Type.EnabledChange and not self._beside.isEnabled()
        if (is_gone or event.type() is QEvent.Type.Hide) and self.isVisible():
            self.leave()
        return False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()


def _today(now: datetime) -> QDate:
    local = now.astimezone()
    return QDate(local.year, local.month, local.day)
