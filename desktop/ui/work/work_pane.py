"""The middle: what am I doing. Notes and the end of the piece of work that is chosen on the left."""

from PySide6.QtWidgets import QStackedLayout, QWidget

from desktop.domain.agent import AgentState, AgentStatus
from desktop.domain.phone import Registration, RegistrationState
from desktop.domain.text import tr
from desktop.services.desk import DeskServices
from desktop.services.interactions import WorkItem
from desktop.ui.clock import Clock
from desktop.ui.look.tokens import L, M
from desktop.ui.widgets.banners import Banner
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.layout import column
from desktop.ui.widgets.stack import turn_to
from desktop.ui.work.disposition_card import DispositionCard
from desktop.ui.work.notes_card import NotesCard

# a ready agent would wait for nothing
_DOWN = (RegistrationState.REFUSED, RegistrationState.UNREACHABLE, RegistrationState.MISCONFIGURED)


class WorkPane(QWidget):
    """Shows one `WorkItem`, or what comes next when there is none."""

    def __init__(self, services: DeskServices, clock: Clock) -> None:
        super().__init__()
        self._interactions, self._agent = services.interactions, services.agent
        self._services, self._clock = services, clock
        self._key = ""
        self._build()
        self._connect()
        self._say_what_comes()

    def _build(self) -> None:
        self.setAccessibleName(tr("Work in hand"))
        self._interrupted = Banner("amber")
        self._interrupted.say(
            tr("The call was cut short."), tr("Your notes are kept. Finish here, then call back if need be.")
        )
        self.notes = NotesCard(self._interactions, self._services.directory, self._clock)
        self.disposition = DispositionCard(self._interactions, self._services.settings, self._clock)
        work = QWidget()
        inner = column(work, (L + 4, L, L + 4, L), M)
        inner.addWidget(self._interrupted)
        inner.addWidget(self.notes, 1)
        inner.addWidget(self.disposition)
        self._work = work
        self.empty = EmptyState("phone", "", "")
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(work)

    def _connect(self) -> None:
        self._interactions.item_changed.connect(self._on_item_changed)
        self._agent.status_changed.connect(self._on_status_changed)
        self._services.line.registration_changed.connect(self._on_registration_changed)
        self.empty.button.clicked.connect(self._agent.go_ready)
        self.disposition.finish_asked.connect(self.finish)

    @property
    def key(self) -> str:
        return self._key

    def choose(self, key: str) -> None:
        """Show the piece of work with this key; "" none."""
        self._key = key
        item = self._interactions.item(key) if key else None
        if item is None:
            turn_to(self._stack, self.empty, self)
            return
        self._show(item)
        turn_to(self._stack, self._work, self)

    def finish(self) -> None:
        if self._key and self.disposition.finish_button.isEnabled():
            self._interactions.finish(self._key)

    def _on_item_changed(self, item: WorkItem) -> None:
        if item.key == self._key:
            self._show(item)

    def _show(self, item: WorkItem) -> None:
        self._interrupted.setVisible(item.interaction.is_interrupted)
        self.notes.show_item(item)
        self.disposition.show_item(item)

    def _on_status_changed(self, status: AgentStatus) -> None:
        self._say_what_comes()

    def _on_registration_changed(self, _registration: Registration) -> None:
        self._say_what_comes()

    def _say_what_comes(self) -> None:
        state, line = self._agent.status.state, self._services.line.registration
        if state in (AgentState.NOT_READY, AgentState.LOGGED_OUT):
            is_out = state is AgentState.LOGGED_OUT
            words = tr("You are logged out.") if is_out else tr("You are not ready.")
            self.empty.say(
                "phone-off",
                tr("No calls are sent to you"),
                f"{words} {tr('You can still dial with the field above.')}",
                tr("Go ready"),
            )
        elif line.state in _DOWN:
            self.empty.say("phone-off", tr("No call can reach you"), f"{line.text.rstrip('.')}. {line.hint}".strip())
        else:
            self.empty.say(
                "phone",
                tr("Ready for the next call"),
                tr("When it rings, who it is and everything so far appear here and on the right."),
            )
