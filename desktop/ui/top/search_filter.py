"""The strip over what Ctrl K found: on which channel it was said, and when."""

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDateEdit, QLineEdit, QWidget
from typing_extensions import override

from desktop.domain.channel import Channel
from desktop.domain.text import tr
from desktop.ui.look.tips import tip
from desktop.ui.look.tokens import XS, M, S
from desktop.ui.widgets.fields import day_field, day_format
from desktop.ui.widgets.layout import column, row
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.text import TextLine
from desktop.ui.words import channel_name

_CHANNELS: tuple[Channel | None, ...] = (None, *Channel)
_ANY_TIME, _WEEK, _MONTH, _YEAR, _DATES = range(5)
_DAYS = {_WEEK: 7, _MONTH: 30, _YEAR: 365}
_FIRST_DAY = QDate(1980, 1, 1)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.KeypadModifier)
_BACK = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SearchFilter(QWidget):
    """Reached by Tab from the field it belongs to; Up, Down, Enter, Esc and what is typed lead back there."""

    changed = Signal()
    unfocused = Signal()

    def __init__(self, field: QLineEdit) -> None:
        super().__init__()
        self._field = field
        self._build()
        self.reset()
        self.channels.chosen.connect(self.changed)
        self.times.chosen.connect(self._on_time_chosen)
        for edit in (self.first_day, self.last_day):
            edit.dateChanged.connect(self.changed)

    def _build(self) -> None:
        self.setAccessibleName(tr("What is searched"))
        names = [tr("All") if channel is None else channel_name(channel) for channel in _CHANNELS]
        names[_CHANNELS.index(Channel.VOICE)] = tr("Calls")
        self.channels = Segments(names, tr("Channel"))
        spans = (tr("Any time"), tr("%n days", _DAYS[_WEEK]), tr("%n days", _DAYS[_MONTH]), tr("A year"))
        self.times = Segments((*spans, tr("From … to")), tr("Time"))
        self.first_day, self.last_day = day_field(tr("From")), day_field(tr("To"))
        self._dates = QWidget()
        line = row(self._dates, spacing=S)
        for words, edit in ((tr("From"), self.first_day), (tr("to"), self.last_day)):
            line.addWidget(TextLine(words, "small", "text2"))
            line.addWidget(edit)
        line.addStretch(1)
        lines = column(self, (M, S, M, S), XS + 2)
        for part in (self.channels, self.times, self._dates):
            lines.addWidget(part)
        for child in self.findChildren(QWidget):
            if child.focusPolicy() is not Qt.FocusPolicy.NoFocus and child.focusProxy() is None:
                child.installEventFilter(self)

    @property
    def is_on(self) -> bool:
        return self.channel is not None or self._has_time

    @property
    def channel(self) -> Channel | None:
        """None: all of them."""
        return _CHANNELS[self.channels.current]

    @property
    def _has_time(self) -> bool:
        return self.times.current != _ANY_TIME

    def bounds(self, now: datetime) -> tuple[datetime | None, datetime | None]:
        """From when, and until before when; both of the days that were chosen count whole, where the agent is."""
        if self.times.current == _DATES:
            first, last = self._days()
            return _midnight(first), _midnight(last + timedelta(days=1))
        days = _DAYS.get(self.times.current)
        return (None if days is None else now - timedelta(days=days)), None

    def reset(self) -> None:
        """Everything, at any time; the dates, once they are asked for, are those of the last month."""
        self.channels.choose(0)
        self.times.choose(_ANY_TIME)
        self._dates.hide()
        today = QDate.currentDate()
        for edit, day in ((self.first_day, today.addDays(-_DAYS[_MONTH])), (self.last_day, today)):
            edit.blockSignals(True)
            edit.setDateRange(_FIRST_DAY, today)
            edit.setDate(day)
            edit.blockSignals(False)

    def widen(self) -> None:
        """As `widening` says."""
        if self._has_time:
            self.times.choose(_ANY_TIME)
            self._dates.hide()
        else:
            self.channels.choose(0)
        self.changed.emit()

    # ---------------------------------------------------------------- in words

    def nothing_words(self, text: str) -> str:
        """`No e-mail says “hinge”`."""
        match self.channel:
            case None:
                return tr("Nothing found for “{text}”", text=text)
            case Channel.VOICE:
                return tr("No notes of a call say “{text}”", text=text)
            case Channel.EMAIL:
                return tr("No e-mail says “{text}”", text=text)
            case Channel.CHAT:
                return tr("No chat says “{text}”", text=text)
            case Channel.SMS:
                return tr("No SMS says “{text}”", text=text)
            case Channel.SOCIAL:
                return tr("Nothing on social media says “{text}”", text=text)
            case Channel.FORUM:
                return tr("Nothing in a forum says “{text}”", text=text)

    def widening(self) -> str:
        """When that was, and what Enter does about it: `In the last 7 days. Look at any time`; "" when all is seen."""
        if self._has_time:
            return f"{self._time_words()}. {tr('Look at any time')}"
        return tr("Look at all channels") if self.channel is not None else ""

    def _time_words(self) -> str:
        if self.times.current == _DATES:
            first, last = (
                QLocale().toString(QDate(day.year, day.month, day.day), day_format()) for day in self._days()
            )
            return tr("From {first} to {last}", first=first, last=last)
        if self.times.current == _YEAR:
            return tr("In the last year")
        return tr("In the last %n days", _DAYS[self.times.current])

    def _days(self) -> tuple[date, date]:
        """In their order, whichever was set first."""
        first, last = sorted(_day(edit) for edit in (self.first_day, self.last_day))
        return first, last

    # ---------------------------------------------------------------- keys

    def show_keys(self, channel: str, time: str) -> None:
        """Those that lead to the channels and to the times."""
        for part, key in ((self.channels, channel), (self.times, time)):
            part.setToolTip(tip(f"{part.accessibleName()}  {key}"))
            part.setAccessibleDescription(key)

    def _on_time_chosen(self, chosen: int) -> None:
        self._dates.setVisible(chosen == _DATES)
        self.changed.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut:
            self.unfocused.emit()
        elif event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._is_led_back(event, is_writing=isinstance(watched, QDateEdit))
        return False

    def _is_led_back(self, event: QKeyEvent, *, is_writing: bool) -> bool:
        """A date keeps its figures, Up and Down to itself, and is done with Enter."""
        key = event.key()
        writes = event.text().isprintable() and event.text().strip() and event.modifiers() in _PLAIN
        if key in _BACK and not (is_writing and key in (Qt.Key.Key_Up, Qt.Key.Key_Down)):
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if key == Qt.Key.Key_Escape or (writes and not is_writing):
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)
            QApplication.sendEvent(self._field, event)
            return True
        return False


def _day(edit: QDateEdit) -> date:
    return date(edit.date().year(), edit.date().month(), edit.date().day())


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time()).astimezone()
