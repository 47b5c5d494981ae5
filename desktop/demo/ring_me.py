"""“Ring me”: the demo's own button in the top bar, and its keys, that let a customer call."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from desktop.demo.caller import Caller
from desktop.demo.scenarios import Rings, Scenario, label_of
from desktop.demo.top_menu import TopMenu
from desktop.domain.text import tr
from desktop.services.notices import Level, Notice, Notices
from desktop.ui.main_window import MainWindow


class RingMe(QObject):
    """A menu with one line a scenario; Ctrl+Alt+1 to 5 do the same, Ctrl+Alt+0 lets the caller hang up."""

    def __init__(self, window: MainWindow, caller: Caller, rings: Rings, notices: Notices) -> None:
        super().__init__(window)
        self._caller = caller
        self._rings = rings
        self._notices = notices
        bar = TopMenu(window, tr("Ring me"), "phone", _hint())
        self.button, self.menu = bar.button, bar.menu
        self.actions: dict[Scenario, QAction] = {}
        for number, scenario in enumerate(Scenario, 1):
            action = self.actions[scenario] = bar.add(label_of(scenario), number)
            action.setData(scenario.value)
            action.triggered.connect(self._on_chosen)
        bar.menu.addSeparator()
        self.hang_up_action = bar.add(tr("The caller hangs up"), 0)
        self.hang_up_action.triggered.connect(caller.hang_up)
        caller.changed.connect(self._on_changed)
        caller.failed.connect(self._say)

    def _on_chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.ring(Scenario(action.data()))

    def ring(self, scenario: Scenario) -> None:
        ring = self._rings.next(scenario)
        if ring is None:
            self._say(tr("Nobody in this small world is of that kind."))
        else:
            self._caller.ring(ring)

    def _on_changed(self, text: str) -> None:
        self.button.setToolTip(text or _hint())

    def _say(self, text: str) -> None:
        self._notices.post(Notice(key="demo", text=text, level=Level.INFORMATION))


def _hint() -> str:
    return tr("Only in the demo: let a customer call ({keys})", keys="Ctrl+Alt+1 … 5")
