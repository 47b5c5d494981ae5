"""The slim bar on top: state, search, registration in words, who sits here."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.domain.phone import Registration, RegistrationState
from desktop.domain.text import tr
from desktop.services.desk import DeskServices
from desktop.ui.clock import Clock
from desktop.ui.look.theme import tokens
from desktop.ui.look.tips import tip
from desktop.ui.look.tokens import AGENT_HUE, RADIUS_BUTTON, RAIL, TOP_BAR, L, M, S
from desktop.ui.look.type import font
from desktop.ui.top.search_field import SearchField
from desktop.ui.top.state_button import NextChip, StateButton
from desktop.ui.widgets.buttons import IconButton
from desktop.ui.widgets.chips import Avatar, Dot
from desktop.ui.widgets.layout import row
from desktop.ui.widgets.paint import rounded
from desktop.ui.widgets.text import TextLine

_TONES = {
    RegistrationState.REGISTERED: "green",
    RegistrationState.REGISTERING: "amber",
    RegistrationState.UNREGISTERING: "amber",
    RegistrationState.NONE: "text3",
    RegistrationState.REFUSED: "red",
    RegistrationState.UNREACHABLE: "red",
    RegistrationState.MISCONFIGURED: "red",
}

_SEARCH_GIVES_WAY_TO = 280  # before the registration is cut
_LEAST_WORDS = 40


class _Logo(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(32, 32)
        self.setAccessibleName("Parley")

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rounded(painter, QRectF(self.rect()), RADIUS_BUTTON, tokens().accent)
        painter.setPen(QColor(tokens().on_accent))
        painter.setFont(font("name"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "P")


class TopBar(QWidget):
    """`drawer_asked`: the sidebar is wanted while the window is too narrow for it."""

    drawer_asked = Signal()

    def __init__(self, services: DeskServices, clock: Clock) -> None:
        super().__init__()
        self._services = services
        self._build(clock)
        self._connect()
        self._on_registration_changed(services.line.registration)
        self._on_setting_changed("agent.name")

    def _build(self, clock: Clock) -> None:
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(TOP_BAR)
        self.setAccessibleName(tr("State and search"))
        self.state_button = StateButton(self._services.agent, clock)
        self.next_chip = NextChip(self._services.agent)
        self.search = SearchField(self._services)
        left = QWidget()
        line = row(left, ((RAIL - 32) // 2, 0, 0, 0), M)
        line.addWidget(_Logo())
        line.addWidget(self.state_button)
        line.addWidget(self.next_chip)
        line.addStretch(1)
        whole = row(self, (0, 0, L, 0), M)
        whole.addWidget(left, 1)
        whole.addWidget(self.search)
        whole.addWidget(self._build_right(), 1)
        self._whole = whole

    def _build_right(self) -> QWidget:
        self._dot = Dot()
        self._registration = _Words()
        self._avatar = Avatar(34, hue=AGENT_HUE)
        self.drawer_button = IconButton("panel-right", tr("Show the customer"))
        self.drawer_button.hide()
        right = QWidget()
        line = row(right, spacing=S)
        line.addStretch(1)
        line.addWidget(self._dot)
        line.addWidget(self._registration)
        line.addSpacing(M)
        line.addWidget(self._avatar)
        line.addWidget(self.drawer_button)
        return right

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # something in here needs more room, or less
            self._share_room()
        return super().event(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._share_room()
        super().resizeEvent(event)

    def _share_room(self) -> None:
        """The registration is whole as long as the search can give way to it."""
        words = self._registration
        others = self._whole.minimumSize().width() - self.search.minimumWidth() - words.minimumSizeHint().width()
        words.claim(self.width() - others - _SEARCH_GIVES_WAY_TO)

    def _connect(self) -> None:
        self._services.line.registration_changed.connect(self._on_registration_changed)
        self._services.line.engine_lost.connect(self._on_engine_lost)
        self._services.settings.changed.connect(self._on_setting_changed)
        self.drawer_button.clicked.connect(self.drawer_asked)

    def _on_registration_changed(self, registration: Registration) -> None:
        self._dot.set_tone(_TONES[registration.state])
        self._registration.set_text(registration.text or tr("No telephone line"))
        self._registration.set_hint(registration.hint)

    def _on_engine_lost(self, text: str) -> None:
        self._dot.set_tone("red")
        self._registration.set_text(text)
        self._registration.set_hint("")

    def _on_setting_changed(self, key: str) -> None:
        if key == "agent.name":
            name = self._services.settings.text("agent.name") or self._services.agent.agent
            self._avatar.show_person(name)
            self._avatar.setToolTip(tip(name))
            self._avatar.setAccessibleName(tr("Agent {name}", name=name))


class _Words(TextLine):
    """Words that hug the right edge, and are cut where there is no room."""

    def __init__(self) -> None:
        super().__init__("", "body", "text2", hugs=True)
        self._claimed = _LEAST_WORDS

    def claim(self, width: int) -> None:
        """This much is theirs before the search has it all, if they need it."""
        before = self.minimumSizeHint()
        self._claimed = max(_LEAST_WORDS, width)
        if self.minimumSizeHint() != before:
            self.updateGeometry()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(max(_LEAST_WORDS, min(self.sizeHint().width(), self._claimed)), 20)
