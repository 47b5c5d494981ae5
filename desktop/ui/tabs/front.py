"""Which conversation is in the middle of the window: that of the chosen row, of a draft, or of a tab."""

from PySide6.QtCore import QObject, Signal

from desktop.domain.interaction import Interaction
from desktop.domain.text import tr
from desktop.domain.work import WorkRow
from desktop.domain.written import DraftKind
from desktop.services.desk import DeskServices
from desktop.services.messaging.tabs import Tab
from desktop.services.notices import Notice
from desktop.ui.call_bar import CallBar
from desktop.ui.shortcuts import Shortcuts
from desktop.ui.sidebar.sidebar import Sidebar
from desktop.ui.work.work_list import WorkList
from desktop.ui.work.work_pane import WorkPane
from desktop.ui.work.written_row import as_interaction

_ENDED_OVER = "tabs.ended_over"
_ORDERS = ("give", "own", "tag", "end", "merge", "macros", "print")


class Front(QObject):
    """The row, the tab and the customer on the right follow one another, whichever was chosen first."""

    opening = Signal()  # nothing else is to come to the middle

    def __init__(
        self,
        services: DeskServices,
        work_list: WorkList,
        work_pane: WorkPane,
        call_bar: CallBar,
        sidebar: Sidebar,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._tabs, self._notices = services.tabs, services.notices
        self._ended_over = 0
        self._told: Interaction | None = None  # of the conversation in front, the newest
        self._work_list, self._work_pane = work_list, work_pane
        self._call_bar, self._sidebar = call_bar, sidebar
        work_list.written_chosen.connect(self.show_row)
        work_list.conversation_asked.connect(self.open)
        work_list.entered.connect(self._tabs.keep_current)
        work_pane.call_chosen.connect(work_list.choose)
        work_pane.conversation_changed.connect(self._on_conversation_changed)
        self._tabs.turned.connect(self._on_turned)
        self._tabs.ended_over.connect(self._on_ended_over)
        self._notices.acted.connect(self._on_acted)

    def use_keys(self, keys: Shortcuts) -> None:
        for name in _ORDERS:
            keys.action(name).triggered.connect(lambda _=False, name=name: self._order(name))
        keys.action("next_tab").triggered.connect(lambda: self._work_pane.step_tab(1))
        keys.action("previous_tab").triggered.connect(lambda: self._work_pane.step_tab(-1))
        keys.action("close_tab").triggered.connect(lambda: self._tabs.close(self._tabs.current))

    def _on_ended_over(self, tab: Tab) -> None:
        self._ended_over = tab.interaction_id
        text = tr("Parley ended while it opened “{title}”.", title=tab.name or tab.subject or tr("Conversation"))
        hint = tr("So it is not opened again by itself.")
        self._notices.post(Notice(key=_ENDED_OVER, text=text, hint=hint, action_label=tr("Open it")))

    def _on_acted(self, key: str) -> None:
        if key == _ENDED_OVER:
            self._notices.clear(key)
            self._tabs.turn_to(self._ended_over)

    def _order(self, name: str) -> None:
        """With the rows that are chosen, where there are several; else with the conversation in front."""
        if self._work_list.has_several:
            self._work_list.row_orders.order(name)
        else:
            self._work_pane.order(name)

    def show_row(self, row: WorkRow) -> None:
        """The conversation in the middle, its customer on the right: the same sidebar as a call's."""
        self._sidebar.show_written(as_interaction(row))
        self.open(row.interaction_id)

    def open(self, interaction_id: int, kind: DraftKind | None = None) -> None:
        """The sidebar follows when it is read whose it is. `kind`: the draft that is looked for."""
        self.opening.emit()
        self._call_bar.choose("")
        self._work_pane.show_conversation(interaction_id, kind)
        self._tabs.show(interaction_id)

    def go_on(self, interaction_id: int) -> None:
        """What is in front already tells nothing new: whose it is stands on the right again all the same."""
        self.open(interaction_id)
        if self._told is not None and self._told.id == interaction_id:
            self._on_conversation_changed(self._told)

    def stays(self) -> bool:
        """No call is chosen any more: what it had taken the place of is in front again, if there is such."""
        self._tabs.come_back()
        if self._told is not None and self._told.id == self._tabs.current:  # nothing is new: the pane will not say it
            self._on_conversation_changed(self._told)
        return bool(self._tabs.current)

    def _on_conversation_changed(self, interaction: Interaction) -> None:
        """Not while somebody rings: then it is about them on the right, whatever is being written."""
        self._told = interaction
        if not self._work_list.key:
            self._sidebar.show_written(interaction)

    def _on_turned(self, interaction_id: int) -> None:
        if interaction_id and self._work_pane.conversation_id != interaction_id:
            self.open(interaction_id)
        if interaction_id:
            self._work_list.follow(interaction_id)
        else:
            self._work_list.follow(0)
            self._work_pane.choose("")
