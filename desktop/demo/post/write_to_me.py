"""“Write to me”: the demo's second button in the top bar, and its keys, that have somebody write a mail."""

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from desktop.demo.post.letters import Kind, Scripts, label_of, mail_of
from desktop.demo.post.office import Office
from desktop.demo.top_menu import TopMenu
from desktop.domain.text import tr
from desktop.services.notices import Level, Notice, Notices
from desktop.ui.main_window import MainWindow

_FIRST_KEY = 6  # Ctrl+Alt+1 to 5 ring


class WriteToMe(QObject):
    """A menu with one line a kind of letter; Ctrl+Alt+6 to 9 do the same."""

    def __init__(self, window: MainWindow, office: Office, scripts: Scripts, notices: Notices) -> None:
        super().__init__(window)
        self._office = office
        self._scripts = scripts
        self._notices = notices
        hint = tr("Only in the demo: let somebody write a mail ({keys})", keys="Ctrl+Alt+6 … 9")
        menu = TopMenu(window, tr("Write to me"), "mail", hint)
        self.actions: dict[Kind, QAction] = {}
        for number, kind in enumerate(Kind, _FIRST_KEY):
            action = self.actions[kind] = menu.add(label_of(kind), number)
            action.setData(kind.value)
            action.triggered.connect(self._on_chosen)

    def _on_chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.write(Kind(action.data()))

    def write(self, kind: Kind) -> None:
        script = self._scripts.next(kind)
        if script is None:
            text = tr("Nobody in this small world is of that kind.")
            self._notices.post(Notice(key="demo", text=text, level=Level.INFORMATION))
        else:
            now = datetime.now(UTC)
            # what waited at the beginning comes again as a new letter of now
            self._office.hand_in(mail_of(replace(script, waits=None), now))
