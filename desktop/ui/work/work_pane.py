"""The middle: what am I doing. Notes and the end of the call that is chosen on the left, or the conversation."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from desktop.domain.agent import AgentState, AgentStatus
from desktop.domain.history import SearchHit
from desktop.domain.interaction import Interaction
from desktop.domain.phone import Registration, RegistrationState
from desktop.domain.text import tr
from desktop.domain.written import DraftKind
from desktop.services.desk import DeskServices
from desktop.services.interactions import WorkItem
from desktop.ui.clock import Clock
from desktop.ui.look.tokens import L, M
from desktop.ui.widgets.banners import Banner
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.layout import column
from desktop.ui.widgets.stack import join_tab_order, stop_before, turn_to
from desktop.ui.work.ahead import Ahead
from desktop.ui.work.disposition_card import DispositionCard
from desktop.ui.work.notes_card import NotesCard

if TYPE_CHECKING:
    from desktop.ui.conversation.pane import ConversationPane
    from desktop.ui.conversation.writing.draft_files import DraftFiles
    from desktop.ui.shortcuts import Shortcuts
    from desktop.ui.tabs.strip import TabStrip

# a ready agent would wait for nothing
_DOWN = (RegistrationState.REFUSED, RegistrationState.UNREACHABLE, RegistrationState.MISCONFIGURED)


class WorkPane(QWidget):
    """Shows one `WorkItem`, one conversation, or what comes next when there is neither."""

    conversation_changed = Signal(object)  # Interaction: the one that is in front
    number_chosen = Signal(str)  # to be dialled, should the agent want to
    call_chosen = Signal(str)  # key: by its tab
    written = Signal()  # something was typed into an answer
    mail_begun = Signal(int)  # interaction id: a new mail, by a link in a message

    def __init__(self, services: DeskServices, clock: Clock) -> None:
        super().__init__()
        self._interactions, self._agent = services.interactions, services.agent
        self._services, self._clock = services, clock
        self._key = ""
        self._send_key = ""
        self._keys: Shortcuts | None = None
        self._build()
        self._connect()
        self._say_what_comes()

    def _build(self) -> None:
        self.setAccessibleName(tr("Work in hand"))
        self._interrupted = Banner("amber")
        self._interrupted.say(
            tr("The call was cut short."), tr("Your notes are kept. Finish here, then call back if need be.")
        )
        self.notes = NotesCard(self._interactions, self._services.directory, self._services.texts, self._clock)
        self.disposition = DispositionCard(self._interactions, self._services.settings, self._clock)
        work = QWidget()
        inner = column(work, (L + 4, L, L + 4, L), M)
        inner.addWidget(self._interrupted)
        inner.addWidget(self.notes, 1)
        inner.addWidget(self.disposition)
        self._work = work
        self.empty = EmptyState("phone", "", "")
        self._outer = column(self)
        self._stack = QStackedLayout()
        self._outer.addLayout(self._stack, 1)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(work)

    def _connect(self) -> None:
        self._interactions.item_changed.connect(self._on_item_changed)
        self._agent.status_changed.connect(self._on_status_changed)
        self._services.line.registration_changed.connect(self._on_registration_changed)
        self.empty.button.clicked.connect(self._agent.go_ready)
        self.disposition.finish_asked.connect(self.finish)
        self._services.tabs.changed.connect(self._on_tabs_changed)
        self.written.connect(self._services.tabs.keep_current)
        self.ahead = Ahead(self._services, lambda: self.conversation, self)

    @property
    def key(self) -> str:
        """Of the call that is shown."""
        return self._key

    @cached_property
    def conversation(self) -> "ConversationPane":
        """Built when the first one is looked at, or ahead of that."""
        from desktop.ui.conversation.pane import ConversationPane

        pane = ConversationPane(self._services, self._clock)
        pane.interaction_changed.connect(self._on_interaction_changed)
        pane.composer.typed.connect(self.written)
        pane.looking.number_chosen.connect(self.number_chosen)
        pane.looking.mail_begun.connect(self.mail_begun)
        pane.composer.send_button.set_key(self._send_key)
        if self._keys is not None:
            pane.use_keys(self._keys)
        self._stack.addWidget(pane)
        join_tab_order(self.disposition.search, pane)
        return pane

    @property
    def letters(self) -> "DraftFiles | None":
        """Those of the conversations, whose files may still be read; None before the first was looked at."""
        return self.conversation.composer.draft_files if "conversation" in self.__dict__ else None

    def use_keys(self, keys: "Shortcuts") -> None:
        """Those of the conversation in front."""
        self._keys = keys
        keys.action("texts").triggered.connect(self.open_texts)

    def order(self, name: str) -> None:
        """Of the conversation in front, by its key."""
        if self.shows_conversation:
            pane = self.conversation
            orders = {
                "give": pane.give,
                "own": pane.own,
                "tag": pane.tag,
                "end": pane.end,
                "merge": pane.merge,
                "macros": pane.macros,
                "print": pane.keeping.print_all,
            }
            orders[name]()

    def open_texts(self) -> None:
        """The list that a slash opens, where one writes."""
        if self.shows_conversation:
            self.conversation.composer.ready.list.open()
        elif self._key:
            self.notes.prompts.list.open()

    def show_key(self, cap: str) -> None:
        """Of what finishes: wrap-up, or an answer."""
        self._send_key = cap
        self.disposition.finish_button.set_key(cap)
        if "conversation" in self.__dict__:
            self.conversation.composer.send_button.set_key(cap)

    # ---------------------------------------------------------------- tabs

    @cached_property
    def tabs(self) -> "TabStrip":
        """Built when there is a second conversation beside one that is kept."""
        from desktop.ui.tabs.strip import TabStrip

        strip = TabStrip(self._services, self)
        self._outer.insertWidget(0, strip)
        join_tab_order(stop_before(self), strip)
        strip.call_chosen.connect(self.call_chosen)
        return strip

    def _on_tabs_changed(self) -> None:
        if self._services.tabs.has_several and "tabs" not in self.__dict__:
            self.tabs.show_call(self._key)

    def step_tab(self, by: int) -> None:
        if "tabs" in self.__dict__:
            self.tabs.step(by)

    def _show_call_tab(self) -> None:
        """Or that none is in front."""
        if self._key:
            self._services.tabs.leave()
        if "tabs" in self.__dict__:
            self.tabs.show_call(self._key)

    @property
    def conversation_id(self) -> int:
        """Of the conversation in front; 0 while none is."""
        return self.conversation.interaction_id if self.shows_conversation else 0

    @property
    def is_writing(self) -> bool:
        """The keyboard is in a conversation, or will be when the window is in front again."""
        return self.shows_conversation and self.conversation.isAncestorOf(self.window().focusWidget())

    @property
    def shows_conversation(self) -> bool:
        return "conversation" in self.__dict__ and self._stack.currentWidget() is self.conversation

    def show_conversation(self, interaction_id: int, kind: DraftKind | None = None) -> None:
        """`kind`: the draft that is looked for."""
        self._key = ""
        self._show_call_tab()
        self.conversation.show_conversation(interaction_id)
        if kind is not None:
            self.conversation.composer.want_kind(interaction_id, kind)
        turn_to(self._stack, self.conversation, self)

    def show_found(self, hit: SearchHit) -> None:
        """In the conversation in front: what a search found in it."""
        self.conversation.found.show(hit)

    def choose(self, key: str) -> None:
        """Show the piece of work with this key; "" none."""
        self._key = key
        self._show_call_tab()
        item = self._interactions.item(key) if key else None
        if item is None:
            turn_to(self._stack, self.empty, self)
            return
        self._show(item)
        turn_to(self._stack, self._work, self)

    def _on_interaction_changed(self, interaction: Interaction) -> None:
        if self.shows_conversation:
            self.conversation_changed.emit(interaction)

    def finish(self) -> None:
        """What the key of the end does: it sends what is written, or ends wrap-up."""
        if self.shows_conversation:
            self.conversation.send()
        elif self._key and self.disposition.finish_button.isEnabled():
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
