"""A row of alternatives of which one is chosen: small tabs."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget
from typing_extensions import override

from desktop.ui.look.theme import tokens
from desktop.ui.look.tips import tip
from desktop.ui.look.tokens import RADIUS_BUTTON
from desktop.ui.look.writing import MIDDLE, Line, fitting, put, uncut
from desktop.ui.widgets.buttons import PlainButton
from desktop.ui.widgets.layout import row
from desktop.ui.widgets.paint import rounded

_GAUGE = 32
_FACE = "small_medium"
_EDGES = 6  # px: both together
_BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class Segment(PlainButton):
    """Where there is no room its label is cut, never its figure; the tooltip says the whole then."""

    def __init__(self, words: str) -> None:
        super().__init__("quiet")
        self._label, self._figure = words, ""
        self.setText(words)
        self.setAccessibleName(words)
        self.setCheckable(True)
        self.setAutoExclusive(True)  # one of several, to screen readers too
        self._stretches = False
        self._share, self._tone = -1.0, ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(round(uncut(self.text(), _FACE).width) + 29, 26)

    @override
    def minimumSizeHint(self) -> QSize:
        least = self.sizeHint()
        return QSize(least.width() - 22, least.height()) if self._stretches else least

    def stretch(self) -> None:
        self._stretches = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tab leads to the chosen one, from either side; Qt's own way is to any at first: the last one, backwards."""
        chosen = self.group().checkedButton()
        if event.reason() in _BY_TAB and chosen is not None and chosen is not self and chosen.isVisible():
            chosen.setFocus(event.reason())
        else:
            super().focusInEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = tokens()
        if self.isChecked():
            fill = now.background if now.is_dark else now.panel
            rounded(painter, QRectF(self.rect()), RADIUS_BUTTON - 2, fill)
        ink = now.text if self.isChecked() or self.underMouse() else now.text2
        put(painter, QRectF(self.rect()), self.written, ink, MIDDLE)
        if self._share >= 0:
            left = (self.width() - _GAUGE) / 2
            rounded(painter, QRectF(left, self.height() - 4, _GAUGE, 2), 1, now.tone("line"))
            done = max(2.0, _GAUGE * self._share)
            rounded(painter, QRectF(left, self.height() - 4, done, 2), 1, now.tone(self._tone))

    @property
    def written(self) -> Line:
        """As much of it as there is room for."""
        room = self.width() - _EDGES
        if uncut(self.text(), _FACE).width <= room:
            return uncut(self.text(), _FACE)
        figure = f" {self._figure}" if self._figure else ""
        label = fitting(self._label, _FACE, room - uncut(figure, _FACE).width)
        return uncut(label.layout.text() + figure, _FACE)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_tip()

    def _show_tip(self) -> None:
        is_whole = self.written.layout.text() == self.text()
        parts = (self.accessibleDescription(),) if is_whole else (self.text(), self.accessibleDescription())
        self.setToolTip(tip(" · ".join(part for part in parts if part)))

    def say(self, label: str, figure: str) -> None:
        words = f"{label} {figure}" if figure else label
        if words != self.text():
            self._label, self._figure = label, figure
            self.setText(words)
            self.setAccessibleName(words)
            self.updateGeometry()
            self._show_tip()

    def show_gauge(self, share: float, tone: str, words: str) -> None:
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
            self._show_tip()
        if (share, tone) != (self._share, self._tone):
            self._share, self._tone = share, tone
            self.update()


class Segments(QWidget):
    chosen = Signal(int)

    def __init__(self, words: Sequence[str], name: str, *, stretches: bool = False) -> None:
        """`stretches`: over the whole width, each with the same share of what is left."""
        super().__init__()
        self.setAccessibleName(name)
        across = QSizePolicy.Policy.Expanding if stretches else QSizePolicy.Policy.Fixed
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        line = row(self, (3, 3, 3, 3), 0)
        for number, label in enumerate(words):
            button = Segment(label)
            if stretches:
                button.stretch()
            self._group.addButton(button, number)
            line.addWidget(button)
        self.choose(0)
        self._group.idClicked.connect(self.chosen)

    @property
    def current(self) -> int:
        return self._group.checkedId()

    def choose(self, number: int) -> None:
        self._group.button(number).setChecked(True)

    def choose_none(self) -> None:
        """Something else is in force."""
        buttons = self._group.buttons()
        for exclusive in (False, True):
            for button in buttons:
                button.setAutoExclusive(exclusive)
            self._group.setExclusive(exclusive)
            if not exclusive:
                for button in buttons:
                    button.setChecked(False)

    def set_words(self, number: int, label: str, figure: str = "") -> None:
        button = self._group.button(number)
        assert isinstance(button, Segment)
        button.say(label, figure)

    def show_gauge(self, number: int, share: float, tone: str, words: str) -> None:
        """A thin line below the words, filled by `share` (0 to 1; below 0: none), and what it shows in words."""
        button = self._group.button(number)
        assert isinstance(button, Segment)
        button.show_gauge(share, tone, words)

    def offer(self, numbers: Collection[int]) -> None:
        """The others are not there."""
        for number, button in enumerate(self._group.buttons()):
            button.setVisible(number in numbers)

    def focus_chosen(self) -> None:
        """As if Tab led here."""
        self._group.button(self.current).setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        rounded(QPainter(self), QRectF(self.rect()), RADIUS_BUTTON, tokens().chip)
