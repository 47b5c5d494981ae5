"""Notices float at the foot of the work list: what happened, what to do, one button; nothing moves for them."""

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.domain.text import tr
from desktop.services.notices import Level, Notice, Notices
from desktop.ui.look.theme import tokens
from desktop.ui.look.tokens import RAIL, WORK_LIST, M, S
from desktop.ui.widgets.buttons import Button, IconButton
from desktop.ui.widgets.floating import SHADOW, paint_shadowed
from desktop.ui.widgets.layout import column, row
from desktop.ui.widgets.paint import paint_dot
from desktop.ui.widgets.text import paragraph

_STAYS_MS = 6000
_MOST = 4
_TONES = {Level.INFORMATION: "accent", Level.WARNING: "amber", Level.TROUBLE: "red"}


class NoticeCard(QWidget):
    """One notice. Closing it clears it; its button is told to the service."""

    def __init__(self, notice: Notice, notices: Notices) -> None:
        super().__init__()
        self.notice, self._notices = notice, notices
        self._build()

    def _build(self) -> None:
        self.setAccessibleName(f"{self.notice.text} {self.notice.hint}".strip())
        words = column(spacing=2)
        words.addWidget(paragraph(self.notice.text, "medium", "text"))
        if self.notice.hint:
            words.addWidget(paragraph(self.notice.hint, "small", "text2"))
        if self.notice.action_label:
            button = Button(self.notice.action_label, small=True)
            button.clicked.connect(self._on_acted)
            words.addSpacing(6)
            words.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        close = IconButton("x", tr("Close"), side=24, size=14)
        close.clicked.connect(self.clear)
        line = row(self, (SHADOW + 28, SHADOW + 6, SHADOW + 8, SHADOW + 14), S)
        line.addLayout(words, 1)
        line.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)

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
    """The newest lowest. A notice with the same key takes the place of the one before."""

    def __init__(self, notices: Notices, parent: QWidget) -> None:
        super().__init__(parent)
        self._notices, self._parent = notices, parent
        self._cards: dict[str, NoticeCard] = {}
        notices.posted.connect(self._on_posted)
        notices.cleared.connect(self._on_cleared)
        self.hide()
        for notice in notices.notices:
            self._on_posted(notice)

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(card.notice.text for card in self._cards.values())

    def place(self) -> None:
        """The window was resized, or a card came or went."""
        parent = self._parent
        width = WORK_LIST - 2 * M + 2 * SHADOW  # over the work list, and nothing beside it
        bottom = 0
        for card in self._cards.values():
            height = max(1, card.heightForWidth(width))
            card.setGeometry(0, bottom, width, height)
            bottom += height + S - 2 * SHADOW
        whole = max(0, bottom - S + 2 * SHADOW)
        self.setGeometry(RAIL + M - SHADOW, parent.height() - whole + SHADOW - M, width, whole)

    def _on_posted(self, notice: Notice) -> None:
        self._remove(notice.key)
        while len(self._cards) >= _MOST:
            self._remove(next(iter(self._cards)))
        card = NoticeCard(notice, self._notices)
        self._cards[notice.key] = card
        card.setParent(self)
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
            card.hide()
            card.deleteLater()

    def _refresh(self) -> None:
        self.setVisible(bool(self._cards))
        self.place()
        self.raise_()
