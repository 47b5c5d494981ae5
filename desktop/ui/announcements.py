"""What a screen reader says by itself: who calls, what became of a call and of the agent's state, and each notice; who
wrote, and what became of letters (`written_news.py`)."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from desktop.domain.agent import AgentState, AgentStatus
from desktop.domain.call import Call, CallEnd, CallState
from desktop.domain.interaction import Interaction, InteractionState
from desktop.domain.text import tr
from desktop.services.desk import DeskServices
from desktop.services.interactions import WorkItem
from desktop.services.notices import Level, Notice
from desktop.ui.widgets.roles import use_roles
from desktop.ui.widgets.spoken import Politeness, say
from desktop.ui.words import agent_words, calling_words, customer_line, recent_words, who
from desktop.ui.written_news import WrittenNews

_KNOWN_WITHIN_MS = 400  # after that the ring is said without a name
_PAINTED_MS = 1  # what is to be painted goes before a timer's turn


class Announcements(QObject):
    """A ring is said once, as soon as it is known who it is."""

    def __init__(self, services: DeskServices, window: QWidget) -> None:
        super().__init__(window)
        use_roles()
        self._interactions, self._agent = services.interactions, services.agent
        self._window = window
        self._unsaid: set[str] = set()
        self._told: dict[str, WorkItem] = {}
        self._saying = QTimer(self, singleShot=True)
        self._saying.timeout.connect(self._say_rings)
        self._interactions.offered.connect(self._on_offered)
        self._interactions.placed.connect(self._on_begun)
        self._interactions.item_changed.connect(self._on_item_changed)
        self._interactions.dossier_ready.connect(self._on_dossier_ready)
        self._interactions.finished.connect(self._on_finished)
        self._interactions.disposition_needed.connect(self._on_disposition_needed)
        self._agent.status_changed.connect(self._on_status_changed)
        services.notices.posted.connect(self._on_posted)
        self._news = WrittenNews(services, self._say_softly, self)

    def say(self, text: str, politeness: Politeness) -> None:
        say(self._window, text, politeness)

    def _on_begun(self, item: WorkItem) -> None:
        """It may be answered before the store has said who it is."""
        self._told[item.key] = item

    def _on_offered(self, item: WorkItem) -> None:
        self._on_begun(item)
        self._unsaid.add(item.key)
        self._saying.start(_KNOWN_WITHIN_MS)

    def _on_dossier_ready(self, key: str, _dossier: object) -> None:
        if key in self._unsaid:
            self._saying.start(_PAINTED_MS)

    def _say_rings(self) -> None:
        for key in tuple(self._unsaid):
            self._say_ring(key)

    def _say_ring(self, key: str) -> None:
        item = self._interactions.item(key)
        self._unsaid.discard(key)
        if item is not None and item.call is not None and item.call.state is CallState.RINGING:
            self.say(ring_words(item), Politeness.Assertive)

    def _on_item_changed(self, item: WorkItem) -> None:
        """The keys of a call and of how it ended are pressed while the keyboard is in the notes."""
        before = self._told.get(item.key)
        self._told[item.key] = item
        if before is None:
            return
        if before.call is not None and item.call is not None:
            self._say_softly(_call_words(before.call, item.call))
        chosen = item.interaction.disposition
        if chosen != before.interaction.disposition:
            label = next((one.label for one in self._interactions.dispositions if one.code == chosen), "")
            self._say_softly(tr("Chosen: {label}", label=label) if label else tr("Nothing is chosen"))

    def _say_softly(self, words: str) -> None:
        if words:
            self.say(words, Politeness.Polite)

    def _on_finished(self, item: WorkItem) -> None:
        """A ring that ends by itself leaves the window, and nothing else says so."""
        if self._told.pop(item.key, None) is not None:  # or it was kept away, and rang nowhere
            self._say_softly(_unanswered_words(item.interaction))

    def _on_disposition_needed(self, _key: str) -> None:
        self.say(tr("Choose how it ended, then finish"), Politeness.Assertive)

    def _on_status_changed(self, status: AgentStatus) -> None:
        if status.state is not AgentState.RESERVED:  # the ring itself is said
            words = agent_words(status, self._agent.reasons)
            self.say(tr("Your state: {words}", words=words), Politeness.Polite)

    def _on_posted(self, notice: Notice) -> None:
        is_pressing = notice.level is Level.TROUBLE
        text = f"{notice.text} {notice.hint}".strip()
        self.say(text, Politeness.Assertive if is_pressing else Politeness.Polite)


def _call_words(before: Call, now: Call) -> str:
    """What became of it; that a ring was answered is said by the agent's state."""
    words = []
    if now.state is not before.state and before.state is not CallState.RINGING:
        words.append({CallState.ACTIVE: tr("Talking"), CallState.HELD: tr("On hold")}.get(now.state, ""))
    if now.is_muted != before.is_muted:
        words.append(tr("You are muted") if now.is_muted else tr("You are heard again"))
    return ". ".join(word for word in words if word)


def _unanswered_words(interaction: Interaction) -> str:
    """`Call missed: Anna Kowalczyk`; "" for whoever was answered or declined here."""
    name = who(interaction)
    if interaction.state is InteractionState.MISSED:
        return tr("Call missed: {name}", name=name)
    if interaction.state is InteractionState.ABANDONED:
        return tr("Gave up before an answer: {name}", name=name)
    if interaction.call is not None and interaction.call.end is CallEnd.ANSWERED_ELSEWHERE:
        return tr("Answered elsewhere: {name}", name=name)
    return ""


def ring_words(item: WorkItem) -> str:
    """`Anna Kowalczyk is calling. VIP. Studio Kowalczyk, Kraków · Polish. 4th contact in 6 days on 3 channels.`"""
    dossier = item.dossier
    parts = [calling_words(item.interaction, dossier)]
    if dossier is not None and dossier.customer is not None:
        parts += [tr("VIP") if dossier.customer.is_vip else "", customer_line(dossier.customer)]
    if dossier is not None and dossier.recent is not None:
        parts.append(" ".join(recent_words(dossier.recent)))
    return " ".join(f"{part.rstrip('. ')}." for part in parts if part.strip())
