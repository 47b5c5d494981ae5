"""The toast of an incoming call, over other programs' windows: it shows, and never takes the keyboard."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.domain.text import tr
from desktop.services.interactions import WorkItem
from desktop.ui.look.tokens import M, S
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.chips import Avatar
from desktop.ui.widgets.floating import SHADOW, card_region, paint_shadowed
from desktop.ui.widgets.layout import column, row
from desktop.ui.widgets.text import TextLine
from desktop.ui.words import calling_words, customer_line

_WIDTH = 360


class CallToast(QWidget):
    """Its buttons take no focus: Enter or Space, typed anywhere, never answers."""

    def __init__(self) -> None:
        super().__init__(
            None,
            Qt.WindowType.ToolTip  # of all kinds of window the one no system ever gives the keyboard to
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowStaysOnTopHint
            | Qt.WindowType.WindowDoesNotAcceptFocus
            | Qt.WindowType.NoDropShadowWindowHint,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWindowTitle(tr("Incoming call"))
        self._build()

    def _build(self) -> None:
        self._avatar = Avatar(40)
        self._title = TextLine("", "name")
        self._line = TextLine("", "small", "text2")
        self._recent = TextLine("", "small_medium", "amber")
        self.answer_button = Button(tr("Answer"), "success", icon="phone")
        self.decline_button = Button(tr("Decline"))
        words = column()
        for line in (self._title, self._line, self._recent):
            words.addWidget(line)
        top = row(spacing=M)
        top.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        buttons = row(spacing=S)
        buttons.addStretch(1)
        for button in (self.decline_button, self.answer_button):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            buttons.addWidget(button)
        outer = column(self, (SHADOW + M, SHADOW + S, SHADOW + M, SHADOW + 16), M)
        outer.addLayout(top)
        outer.addLayout(buttons)

    def show_item(self, item: WorkItem, recent: str = "", rest: str = "") -> None:
        """How often lately: `recent`, and `rest` where there is room for it. No key: it is not ours to press here."""
        dossier = item.dossier
        customer = dossier.customer if dossier is not None else None
        self._avatar.show_person(customer.name if customer is not None else item.interaction.customer_name)
        self._title.set_text(calling_words(item.interaction, dossier))
        self._line.set_text(customer_line(customer) if customer is not None else item.interaction.queue)
        self._recent.set_text(f"{recent} {rest}".strip(), short=recent)
        self.setAccessibleName(self._title.text)
        self._place()
        self.show()

    def _place(self) -> None:
        screen = QGuiApplication.primaryScreen().availableGeometry()
        width, height = _WIDTH + 2 * SHADOW, self.sizeHint().height()
        self.setGeometry(screen.right() - width, screen.bottom() - height, width, height)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """On X11 nobody may be there to mix the shadow with what is below it: it would be a black frame."""
        super().resizeEvent(event)
        if QGuiApplication.platformName() == "xcb":
            self.setMask(card_region(QRectF(self.rect())))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint_shadowed(QPainter(self), QRectF(self.rect()))
