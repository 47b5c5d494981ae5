"""How did it end? One key, at any time from the first ring on; and the wrap-up's countdown."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget
from typing_extensions import override

from desktop.domain.folding import fold
from desktop.domain.interaction import Disposition, InteractionState
from desktop.domain.text import tr
from desktop.services.interactions import Interactions, WorkItem
from desktop.services.settings import Settings
from desktop.ui.clock import Clock
from desktop.ui.look.theme import tokens
from desktop.ui.look.tips import tip
from desktop.ui.look.tokens import RADIUS_BUTTON, M, S
from desktop.ui.look.writing import fitting, put
from desktop.ui.widgets.buttons import Button, PlainButton
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.layout import Card, column
from desktop.ui.widgets.paint import paint_key, rounded
from desktop.ui.widgets.text import TextLine
from desktop.ui.words import running

_COLUMNS = 3
_MOST = 9
_OPTION = 36


class OptionButton(PlainButton):
    """A disposition: its key, its words; in the accent once chosen."""

    def __init__(self, disposition: Disposition) -> None:
        super().__init__()
        self.disposition = disposition
        self.setCheckable(True)
        self.setText(disposition.label)
        self.setAccessibleName(disposition.label)
        self.setToolTip(tip(disposition.label))
        self.setFixedHeight(_OPTION)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(120, _OPTION)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now, look = tokens(), self.look_now()
        if self.isChecked():
            rounded(painter, QRectF(self.rect()), RADIUS_BUTTON, now.accent_soft, now.accent)
        else:
            rounded(painter, QRectF(self.rect()), RADIUS_BUTTON, look.fill, look.line)
        left = 12.0
        if self.disposition.hot_key is not None:
            paint_key(painter, QRectF(8, 9, 18, 18), str(self.disposition.hot_key), now.text3, now.line)
            left = 34.0
        room = QRectF(left, 0, self.width() - left - 6, self.height())
        put(painter, room, fitting(self.text(), "medium", room.width()), look.ink)


class _Countdown(QWidget):
    """What is left of wrap-up, as a line that shortens."""

    def __init__(self) -> None:
        super().__init__()
        self._share = 0.0
        self.setFixedHeight(2)

    def set_share(self, share: float) -> None:
        if share != self._share:
            self._share = share
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._share > 0:
            painter = QPainter(self)
            painter.fillRect(QRectF(0, 0, self.width() * self._share, 2), QColor(tokens().amber))


class DispositionCard(Card):
    """Choosing again what is chosen takes it back."""

    finish_asked = Signal()

    def __init__(self, interactions: Interactions, settings: Settings, clock: Clock) -> None:
        super().__init__()
        self._interactions, self._settings, self._clock = interactions, settings, clock
        self._item: WorkItem | None = None
        self._is_missing = False
        self._options: list[OptionButton] = []
        self._build()
        self._connect()
        self._on_dispositions_changed()

    def _build(self) -> None:
        self._hint = TextLine("", "small", "text3").right_aligned().running()
        self.head.addWidget(TextLine(tr("How did it end?"), "strong", hugs=True))
        self.head.addWidget(self._hint, 1)
        self.finish_button = Button(tr("Finish"), "primary", small=True)
        self.head.addWidget(self.finish_button)
        self.head.setContentsMargins(M + 1, 0, M, 0)  # ends where the choices below end
        self._countdown = _Countdown()
        self._box = QWidget()
        self._grid = QGridLayout(self._box)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(S)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        for number in range(_COLUMNS):
            self._grid.setColumnStretch(number, 1)
        self._nothing = TextLine(tr("Nothing is called so"), "body", "text3")
        self._nothing.setVisible(False)
        self._grid.addWidget(self._nothing, 0, 0, 1, _COLUMNS)
        self.search = Field(tr("Find a disposition"), icon="search", quiet=True)
        inner = column(margins=(M, M - 2, M, M), spacing=M)
        inner.addWidget(self._box)
        inner.addWidget(self.search)
        self.body.addWidget(self._countdown)
        self.body.addLayout(inner)

    def _connect(self) -> None:
        self._interactions.dispositions_changed.connect(self._on_dispositions_changed)
        self._interactions.disposition_needed.connect(self._on_disposition_needed)
        self.search.textChanged.connect(self._show_options)
        self.search.returnPressed.connect(self._on_search_entered)
        self.search.left.connect(self.search.clear)
        self.finish_button.clicked.connect(self.finish_asked)
        self._clock.ticked.connect(self._show_time)

    def show_item(self, item: WorkItem) -> None:
        if self._item is not None and self._item.key != item.key:
            self._is_missing = False
            self.search.clear()
        self._item = item
        if item.interaction.disposition:
            self._is_missing = False
        self._show_options()
        self.finish_button.setEnabled(item.interaction.state is InteractionState.WRAP_UP)
        self._show_time()

    @property
    def options(self) -> tuple[OptionButton, ...]:
        return tuple(self._options)

    @property
    def hint(self) -> str:
        return self._hint.text

    def choose_hot_key(self, number: int) -> None:
        found = next((d for d in self._interactions.dispositions if d.hot_key == number), None)
        if found is not None:
            self._choose(found.code)

    def _choose(self, code: str) -> None:
        if self._item is not None:
            again = code == self._item.interaction.disposition
            self._interactions.choose_disposition(self._item.key, "" if again else code)

    # ---------------------------------------------------------------- the options

    def _on_dispositions_changed(self) -> None:
        count = len(self._interactions.dispositions)
        self.search.setVisible(count > _MOST)
        lines = -(-min(count, _MOST) // _COLUMNS)
        height = max(0, lines * (_OPTION + S) - S)  # there is none before the store is open
        self._box.setMinimumHeight(height)  # so that nothing jumps while one is looked for
        self._show_options()

    def _show_options(self) -> None:
        chosen = self._item.interaction.disposition if self._item is not None else ""
        wanted = self._wanted(chosen)
        if wanted != [option.disposition for option in self._options]:
            self._lay_out(wanted)
        for option in self._options:
            option.setChecked(option.disposition.code == chosen)

    def _wanted(self, chosen: str) -> list[Disposition]:
        """What is looked for, by the beginnings of its words; else the first nine, what is chosen among them."""
        everything = self._interactions.dispositions
        words = fold(self.search.text()).split()
        if words:
            labels = ((one, f" {fold(one.label)}") for one in everything)
            return [one for one, label in labels if all(f" {word}" in label for word in words)][:_MOST]
        beyond = [one for one in everything[_MOST:] if one.code == chosen]
        return [*everything[: _MOST - len(beyond)], *beyond]

    def _lay_out(self, dispositions: list[Disposition]) -> None:
        for option in self._options:
            self._grid.removeWidget(option)
            option.hide()
            option.deleteLater()
        self._options = [OptionButton(disposition) for disposition in dispositions]
        before: QWidget = self.finish_button
        for place, option in enumerate(self._options):
            option.clicked.connect(self._on_option_clicked)
            self._grid.addWidget(option, place // _COLUMNS, place % _COLUMNS)
            QWidget.setTabOrder(before, option)
            before = option
        self._nothing.setVisible(not dispositions and bool(self._interactions.dispositions))

    def _on_option_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, OptionButton):
            self._choose(sender.disposition.code)
            if self._item is not None:  # the choice is shown when the service says so
                sender.setChecked(sender.disposition.code == self._item.interaction.disposition)

    def _on_search_entered(self) -> None:
        if self._options and self.search.text().strip():
            code = self._options[0].disposition.code
            self.search.clear()
            self._choose(code)

    def _on_disposition_needed(self, key: str) -> None:
        if self._item is not None and self._item.key == key:
            self._is_missing = True
            self._show_time()
            if self._options:
                self._options[0].setFocus(Qt.FocusReason.OtherFocusReason)

    # ---------------------------------------------------------------- the time

    def _show_time(self) -> None:
        item = self._item
        if item is None:
            return
        words, tone, share = self._time_words(item)
        short = self._given_words() if item.interaction.state is not InteractionState.WRAP_UP else ""
        if self._is_missing:
            words, short, tone = tr("Choose how it ended, then finish"), tr("Choose how it ended"), "red"
        self._hint.set_text(words, short)
        self._hint.set_tone(tone)
        self._countdown.set_share(share)

    def _given_words(self) -> str:
        """How long wrap-up will be, where there is room for no more; "" without a limit."""
        if self._settings.text("wrap_up.mode") != "timed":
            return ""
        return tr("wrap-up {time}", time=running(self._settings.number("wrap_up.seconds")))

    def _time_words(self, item: WorkItem) -> tuple[str, str, float]:
        """The line at the right of the card's head, its tone, and the share of wrap-up that is left."""
        if item.interaction.state is not InteractionState.WRAP_UP:
            if self._settings.text("wrap_up.mode") != "timed":
                return tr("Can be chosen now"), "text3", 0.0
            time = running(self._settings.number("wrap_up.seconds"))
            return tr("Can be chosen now; wrap-up {time}", time=time), "text3", 0.0
        if item.wrap_up_ends_at is None:
            return tr("Wrap-up until you finish"), "amber", 0.0
        left = max(0.0, (item.wrap_up_ends_at - self._clock.now()).total_seconds())
        share = min(1.0, left / item.wrap_up_seconds) if item.wrap_up_seconds else 0.0
        return tr("Wrap-up {time}", time=running(left)), "amber", share
