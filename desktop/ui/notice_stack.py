"""Notices at the foot of the work list, or of the page that is there in its place: what happened, what to do, one
button. What stands above them ends where they begin."""

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from desktop.domain.text import tr
from desktop.services.notices import Level, Notice, Notices
from desktop.ui.look.theme import tokens
from desktop.ui.look.tokens import RAIL, WORK_LIST, M, S
from desktop.ui.notice_words import FoldedText
from desktop.ui.widgets.buttons import Button, IconButton
from desktop.ui.widgets.floating import SHADOW, paint_shadowed
from desktop.ui.widgets.layout import column, row
from desktop.ui.widgets.paint import paint_dot

_STAYS_MS = 6000
_MOST = 4
_TEXT_LINES, _HINT_LINES = 3, 2  # of long words, until all of them are asked for
_CLOSE = 24  # px, the cross
_TONES = {Level.INFORMATION: "accent", Level.WARNING: "amber", Level.TROUBLE: "red"}


def _more_words() -> str:
    return tr("Show all")


def _level_name(level: Level) -> str:
    """What the dot says with its colour."""
    return {Level.INFORMATION: tr("Notice"), Level.WARNING: tr("Warning"), Level.TROUBLE: tr("Trouble")}[level]


class NoticeCard(QWidget):
    """One notice. Closing it clears it; its button is told to the service. Of long words a beginning is shown first."""

    unfolded = Signal()  # or folded: it is of another height

    def __init__(self, notice: Notice, notices: Notices) -> None:
        super().__init__()
        self.notice, self._notices = notice, notices
        self._is_whole = False
        self._build()

    def _build(self) -> None:
        self.setAccessibleName(_level_name(self.notice.level))  # its words are read where they stand
        words = column(spacing=2)
        self._texts = [FoldedText(self.notice.text, "medium", "text", _TEXT_LINES)]
        if self.notice.hint:
            self._texts.append(FoldedText(self.notice.hint, "small", "text2", _HINT_LINES))
        for one in self._texts:
            words.addWidget(one.label)
        self._buttons = QWidget()
        self._line = row(self._buttons, (0, 6, 0, 0), S)
        self.more_button = Button(_more_words(), "link", face="small_medium")
        self.more_button.clicked.connect(self._on_more)
        if self.notice.action_label:
            button = Button(self.notice.action_label, small=True)
            button.clicked.connect(self._on_acted)
            self._line.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._line.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._line.addStretch(1)
        words.addWidget(self._buttons)
        words.addStretch(1)  # beside a higher one
        close = IconButton("x", tr("Close"), side=_CLOSE, size=14)
        close.clicked.connect(self.clear)
        line = row(self, (SHADOW + 28, SHADOW + 6, SHADOW + 8, SHADOW + 14), S)
        line.addLayout(words, 1)
        line.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)

    def fit(self, width: int) -> None:
        """Before it is asked how high it is in that width."""
        inner = width - 2 * SHADOW - 28 - 8 - S - _CLOSE  # as `_build` lays them out
        are_long = [one.fit(inner) for one in self._texts]
        is_long = any(are_long)
        self.more_button.setVisible(is_long)
        self._buttons.setVisible(is_long or bool(self.notice.action_label))
        self._lay_buttons(inner)
        layout = self.layout()
        assert layout is not None
        layout.activate()  # or the rows within remember how high they were with the other words

    def _lay_buttons(self, width: int) -> None:
        """Beside one another, or below where their words are long: none is narrower than what it says."""
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._line.setDirection(beside)
        if self._line.sizeHint().width() > width:
            self._line.setDirection(below)
        self._buttons.updateGeometry()

    def _on_more(self) -> None:
        self._is_whole = not self._is_whole
        for one in self._texts:
            one.unfold() if self._is_whole else one.fold()
        self.more_button.set_text(tr("Show less") if self._is_whole else _more_words())
        self.unfolded.emit()

    def clear(self) -> None:
        self._notices.clear(self.notice.key)

    def _on_acted(self) -> None:
        self._notices.act(self.notice.key)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_shadowed(painter, QRectF(self.rect()))
        paint_dot(painter, QPointF(SHADOW + 16, SHADOW + 16), tokens().tone(_TONES[self.notice.level]))


class NoticeStack(QWidget):
    """The newest last, side by side where there is room. A notice with the same key takes the place of the one
    before. When the one that has the keyboard goes, the keyboard is where it was before: Qt would hand it to the next
    button of the window."""

    height_changed = Signal(int)  # from the window's foot up, this much is theirs

    def __init__(self, notices: Notices, parent: QWidget) -> None:
        super().__init__(parent)
        self._notices, self._parent = notices, parent
        self._cards: dict[str, NoticeCard] = {}
        self._room = WORK_LIST
        self._height = 0
        self._had_keyboard: QWidget | None = None  # outside
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus_changed)
        notices.posted.connect(self._on_posted)
        notices.cleared.connect(self._on_cleared)
        self.hide()
        for notice in notices.notices:
            self._on_posted(notice)

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(card.notice.text for card in self._cards.values())

    @property
    def height_taken(self) -> int:
        """What `height_changed` said last."""
        return self._height

    def place(self, room: int) -> None:
        """The window was resized, or shows another page: they are `room` wide, from the rail on."""
        self._room = room
        self._place()

    def _place(self) -> None:
        width = min(WORK_LIST, self._room) - 2 * M + 2 * SHADOW
        step = width + S - 2 * SHADOW
        columns = max(1, (self._room - 2 * M + S) // step)
        cards = list(self._cards.values())
        bottom = 0
        for first in range(0, len(cards), columns):
            line = cards[first : first + columns]
            for card in line:
                card.fit(width)
            height = max(1, *(card.heightForWidth(width) for card in line))
            for number, card in enumerate(line):
                card.setGeometry(number * step, bottom, width, height)
            bottom += height + S - 2 * SHADOW
        whole = max(0, bottom - S + 2 * SHADOW)
        breadth = min(len(cards), columns) * step + 2 * SHADOW - S
        self.setGeometry(RAIL + M - SHADOW, self._parent.height() - whole + SHADOW - M, breadth, whole)
        self._tell_height(whole - 2 * SHADOW + 2 * M if cards else 0)

    def _tell_height(self, height: int) -> None:
        if height != self._height:
            self._height = height
            self.height_changed.emit(height)

    def _on_posted(self, notice: Notice) -> None:
        self._remove(notice.key)
        while len(self._cards) >= _MOST:
            self._remove(next(iter(self._cards)))
        card = NoticeCard(notice, self._notices)
        self._cards[notice.key] = card
        card.setParent(self)
        card.unfolded.connect(self._place)
        card.show()
        if notice.level is Level.INFORMATION:
            QTimer.singleShot(_STAYS_MS, card, card.clear)
        self._refresh()

    def _on_cleared(self, key: str) -> None:
        self._remove(key)
        self._refresh()

    def _remove(self, key: str) -> None:
        card = self._cards.pop(key, None)
        if card is not None:
            self._give_keyboard_back(card)
            card.hide()
            card.deleteLater()

    def _on_focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None and now is not None and self.isAncestorOf(now) and not self.isAncestorOf(before):
            self._had_keyboard = before

    def _give_keyboard_back(self, card: NoticeCard) -> None:
        now, before = QApplication.focusWidget(), self._had_keyboard
        if now is not None and card.isAncestorOf(now) and before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refresh(self) -> None:
        self.setVisible(bool(self._cards))
        self._place()
        self.raise_()
