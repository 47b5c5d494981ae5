"""“Ring me”: the demo's own button in the top bar, and its keys, that let a customer call."""

from PySide6.QtCore import QObject, QPointF, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QBoxLayout, QMenu

from desktop.demo.caller import Caller
from desktop.demo.scenarios import Rings, Scenario, label_of
from desktop.domain.text import tr
from desktop.services.notices import Level, Notice, Notices
from desktop.ui.main_window import MainWindow
from desktop.ui.widgets.buttons import Button

_KEYS = "Ctrl+Alt+{number}"


class RingMe(QObject):
    """A menu with one line a scenario; Ctrl+Alt+1 to 5 do the same, Ctrl+Alt+0 lets the caller hang up."""

    def __init__(self, window: MainWindow, caller: Caller, rings: Rings, notices: Notices) -> None:
        super().__init__(window)
        self._caller = caller
        self._rings = rings
        self._notices = notices
        self.button = Button(tr("Ring me"), icon="phone", small=True)
        self.menu = QMenu(window)
        self.actions: dict[Scenario, QAction] = {}
        self._build(window)
        caller.changed.connect(self._on_changed)
        caller.failed.connect(self._say)

    def _build(self, window: MainWindow) -> None:
        for number, scenario in enumerate(Scenario, 1):
            action = self._action(window, label_of(scenario), number)
            action.setData(scenario.value)
            action.triggered.connect(self._on_chosen)
            self.actions[scenario] = action
        self.menu.addSeparator()
        self.hang_up_action = self._action(window, tr("The caller hangs up"), 0)
        self.hang_up_action.triggered.connect(self._caller.hang_up)
        self.button.setToolTip(tr("Only in the demo: let a customer call ({keys})", keys="Ctrl+Alt+1 … 5"))
        self.button.clicked.connect(self._open_menu)
        left = window.top_bar.state_button.parentWidget()
        place = left.layout() if left is not None else None
        assert isinstance(place, QBoxLayout)
        place.addWidget(self.button)  # at the end, where nothing before it makes it move

    def _action(self, window: MainWindow, label: str, number: int) -> QAction:
        action = QAction(label, window)
        action.setShortcut(QKeySequence(_KEYS.format(number=number)))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setAutoRepeat(False)
        window.addAction(action)
        self.menu.addAction(action)
        return action

    def _open_menu(self) -> None:
        self.menu.popup(self.button.mapToGlobal(QPointF(0, self.button.height() + 4)).toPoint())

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
        self.button.setToolTip(text or tr("Only in the demo: let a customer call ({keys})", keys="Ctrl+Alt+1 … 5"))

    def _say(self, text: str) -> None:
        self._notices.post(Notice(key="demo", text=text, level=Level.INFORMATION))
