"""The narrow rail on the left: the pages, and how many calls were missed."""

from enum import StrEnum

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QWidget
from typing_extensions import override

from desktop.domain.text import tr
from desktop.services.call_log import CallLog
from desktop.ui.look.icons import paint_icon
from desktop.ui.look.theme import tokens
from desktop.ui.look.tips import tip
from desktop.ui.look.tokens import ICON, RADIUS_BUTTON, RAIL, M
from desktop.ui.look.type import font, metrics
from desktop.ui.widgets.buttons import PlainButton
from desktop.ui.widgets.layout import column
from desktop.ui.widgets.paint import rounded


class Page(StrEnum):
    WORK = "work"
    CALLS = "calls"
    CUSTOMERS = "customers"
    SETTINGS = "settings"


class RailButton(PlainButton):
    """A page's icon; `set_badge` counts what waits there."""

    def __init__(self, page: Page, icon: str, words: str) -> None:
        super().__init__("quiet")
        self.page = page
        self._icon, self._words, self._badge = icon, words, 0
        self.setCheckable(True)
        self.setAutoExclusive(True)  # one of several, to screen readers too
        self.setFixedSize(40, 40)
        self.setToolTip(tip(words))
        self.setAccessibleName(words)

    def set_badge(self, count: int) -> None:
        self._badge = count
        self.setAccessibleName(f"{self._words}, {count}" if count else self._words)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now, look = tokens(), self.look_now()
        fill = now.accent_soft if self.isChecked() else look.fill
        if fill:
            rounded(painter, QRectF(self.rect()), RADIUS_BUTTON, fill)
        ink = now.accent if self.isChecked() else now.text2
        paint_icon(painter, self._icon, QRectF(10, 10, ICON, ICON), ink)
        if self._badge:
            text = str(self._badge) if self._badge < 100 else "99+"
            width = max(16.0, metrics("caption").horizontalAdvance(text) + 8)
            box = QRectF(min(24, 40 - width), 2, width, 16)
            rounded(painter, box, 8, now.red)
            painter.setPen(QColor(now.on_red))
            painter.setFont(font("caption"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


class Rail(QWidget):
    chosen = Signal(object)  # Page

    def __init__(self, call_log: CallLog) -> None:
        super().__init__()
        self._call_log = call_log
        self._buttons: dict[Page, RailButton] = {}
        self._group = QButtonGroup(self)
        self._build()
        call_log.missed_changed.connect(self._on_missed_changed)
        self._on_missed_changed(call_log.missed)

    def _build(self) -> None:
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(RAIL)
        self.setAccessibleName(tr("Pages"))
        outer = column(self, (8, M, 8, M), 4)
        for page, icon, words in (
            (Page.WORK, "inbox", tr("Work")),
            (Page.CALLS, "phone", tr("Calls")),
            (Page.CUSTOMERS, "users", tr("Customers")),
            (Page.SETTINGS, "settings", tr("Settings")),
        ):
            button = RailButton(page, icon, words)
            button.clicked.connect(self._on_clicked)
            self._group.addButton(button)
            self._buttons[page] = button
            outer.addWidget(button)
        outer.addStretch(1)
        self._buttons[Page.WORK].setChecked(True)

    def button(self, page: Page) -> RailButton:
        return self._buttons[page]

    def choose(self, page: Page) -> None:
        self._buttons[page].setChecked(True)
        self.chosen.emit(page)

    def _on_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, RailButton):
            self.chosen.emit(sender.page)

    def _on_missed_changed(self, count: int) -> None:
        self._buttons[Page.CALLS].set_badge(count)
