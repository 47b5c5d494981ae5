"""The agent's state in the top bar: the dot, the words, the time in it; and the menu to change it."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget
from typing_extensions import override

from desktop.domain.agent import AgentState, AgentStatus
from desktop.domain.phone import IncomingPolicy
from desktop.domain.text import tr
from desktop.services.agent_desk import AgentDesk
from desktop.ui.clock import Clock
from desktop.ui.look.icons import icon, paint_icon
from desktop.ui.look.theme import tokens
from desktop.ui.look.tokens import BUTTON_SMALL, RADIUS_BUTTON
from desktop.ui.look.writing import fitting, put, uncut
from desktop.ui.widgets.buttons import PlainButton
from desktop.ui.widgets.paint import paint_dot, rounded
from desktop.ui.words import agent_tone, agent_words, next_words, running

_PADDING = 12
_WORKING = (AgentState.RESERVED, AgentState.BUSY, AgentState.WRAP_UP)


class StateButton(PlainButton):
    """During work, what is chosen is for afterwards, and the menu says so."""

    def __init__(self, agent: AgentDesk, clock: Clock) -> None:
        super().__init__()
        self._agent = agent
        self._words, self._time, self._tone = "", "", "text3"
        self._hinted = -1
        self.setFixedHeight(BUTTON_SMALL)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.menu = QMenu(self)
        self.clicked.connect(self._on_clicked)
        agent.status_changed.connect(self._on_status_changed)
        agent.reasons_changed.connect(self._on_reasons_changed)
        clock.ticked.connect(self._on_ticked)
        self._on_reasons_changed()

    # ---------------------------------------------------------------- the menu

    def _on_clicked(self) -> None:
        self.fill_menu()
        self.menu.popup(self.mapToGlobal(QPointF(0, self.height() + 4)).toPoint())

    def fill_menu(self) -> None:
        self.menu.clear()
        status = self._agent.status
        is_working = status.state in _WORKING
        if is_working:
            title = self.menu.addAction(tr("After this call"))
            title.setEnabled(False)
        chosen = (status.next_state, status.next_reason) if is_working else (status.state, status.reason)
        ready = self._add(tr("Ready"), "green", is_chosen=chosen[0] is AgentState.READY)
        ready.triggered.connect(self._agent.go_ready)
        self.menu.addSeparator()
        for reason in self._agent.reasons:
            if not reason.is_system:
                is_chosen = chosen == (AgentState.NOT_READY, reason.code)
                action = self._add(reason.label, "red", is_chosen=is_chosen)
                action.setData(reason.code)
                action.triggered.connect(self._on_reason)
        self.menu.addSeparator()
        if self._agent.is_next_planned:
            self._add(tr("As before the call"), "text3").triggered.connect(self._agent.forget_next)
        out = self._add(tr("Log out"), "text3", is_chosen=chosen[0] is AgentState.LOGGED_OUT)
        out.triggered.connect(self._agent.log_out)

    def _add(self, words: str, tone: str, *, is_chosen: bool = False) -> QAction:
        """What is in force, or planned for after this call, is ticked."""
        return self.menu.addAction(_dot(tone), f"{words}\t✓" if is_chosen else words)

    def _on_reason(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            self._agent.go_not_ready(str(sender.data()))

    # ---------------------------------------------------------------- the looks

    def _on_reasons_changed(self) -> None:
        self._on_status_changed(self._agent.status)

    def _on_status_changed(self, status: AgentStatus) -> None:
        self._words = agent_words(status, self._agent.reasons)
        self._hinted = -1
        self._tone = agent_tone(status.state)
        self._on_ticked()

    def _on_ticked(self) -> None:
        time = running(self._agent.time_in_state().total_seconds())
        self._time = time
        hint = self.sizeHint().width()
        if hint != self._hinted:  # a layout only when a figure or the words came or went
            self._hinted = hint
            self.setAccessibleName(tr("Your state: {words}", words=self._words))
            self.updateGeometry()
        self.update()

    def _widths(self) -> tuple[float, float]:
        return uncut(self._words, "strong").width, uncut(self._time, "body", tabular=True).width

    @override
    def sizeHint(self) -> QSize:
        words, time = self._widths()
        return QSize(round(_PADDING + 10 + 8 + words + 8 + time + 6 + 14 + _PADDING), BUTTON_SMALL)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now, look = tokens(), self.look_now()
        rounded(painter, QRectF(self.rect()), RADIUS_BUTTON, look.fill, look.line)
        paint_dot(painter, QPointF(_PADDING + 4, self.height() / 2), now.tone(self._tone))
        words, time = self._widths()
        x = _PADDING + 10 + 8.0
        put(painter, QRectF(x, 0, words + 2, self.height()), uncut(self._words, "strong"), now.text)
        x += words + 8
        put(painter, QRectF(x, 0, time + 2, self.height()), uncut(self._time, "body", tabular=True), now.text2)
        paint_icon(painter, "chevron-down", QRectF(round(x + time + 6), (self.height() - 14) / 2, 14, 14), now.text3)


def _dot(tone: str) -> QIcon:
    return icon("dot", tokens().tone(tone), 14)


class NextChip(QWidget):
    """`then Lunch` during work; otherwise what callers meet while nobody takes calls here."""

    def __init__(self, agent: AgentDesk) -> None:
        super().__init__()
        self._agent = agent
        self._lead, self._words, self._is_framed = "", "", True
        self.setFixedHeight(BUTTON_SMALL)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        for signal in (agent.status_changed, agent.policy_changed):
            signal.connect(self._on_changed)
        self._on_changed(None)

    @property
    def words(self) -> str:
        return f"{self._lead} {self._words}".strip()

    def _on_changed(self, _value: object) -> None:
        before = self._lead, self._words
        status, policy = self._agent.status, self._agent.policy
        then = next_words(status, self._agent.reasons)
        self._is_framed = bool(then)
        if then:
            self._lead, self._words = tr("then"), then
        elif policy is not IncomingPolicy.RING and status.state not in _WORKING:
            is_busy = policy is IncomingPolicy.BUSY
            self._lead, self._words = tr("Callers hear busy") if is_busy else tr("Calls do not ring here"), ""
        else:
            self._lead, self._words = "", ""
        if (self._lead, self._words) != before:
            self.setAccessibleName(self.words)
            self.updateGeometry()
            self.update()

    @override
    def sizeHint(self) -> QSize:
        if not self.words:
            return QSize(0, BUTTON_SMALL)
        lead = uncut(self._lead, "body").width
        words = uncut(self._words, "medium").width + 6 if self._words else 0
        return QSize(round(lead + words) + (2 * _PADDING if self._is_framed else 8) + 1, BUTTON_SMALL)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.words:
            return
        painter = QPainter(self)
        now = tokens()
        x = 4.0
        if self._is_framed:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(now.line), 1, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_BUTTON, RADIUS_BUTTON)
            x = float(_PADDING)
        room = QRectF(x, 0, self.width() - x, self.height())
        put(painter, room, fitting(self._lead, "body", room.width()), now.text2 if self._is_framed else now.amber)
        x += uncut(self._lead, "body").width + 6
        put(painter, QRectF(x, 0, self.width() - x, self.height()), uncut(self._words, "medium"), now.text)
