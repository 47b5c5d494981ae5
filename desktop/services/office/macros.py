"""Macros run on the conversation in hand, as one whole that can be taken back."""

from PySide6.QtCore import QObject, Signal

from desktop.domain.office.macros import Macro, MacroRun
from desktop.domain.text import tr
from desktop.services.messaging.feed import Feed
from desktop.services.notices import Level, Notice, Notices
from desktop.services.tasks import Lane, Tasks
from desktop.services.written_ports import WholeStore

_NOTICE = "macro"


class Macros(QObject):
    """The last one that ran can be taken back, by its notice."""

    ran = Signal(int)  # interaction id
    taken_back = Signal(int)  # interaction id

    def __init__(
        self,
        store: WholeStore,
        feed: Feed,
        tasks: Tasks,
        notices: Notices,
        agent: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store, self._feed, self._tasks, self._notices = store, feed, tasks, notices
        self._agent = agent
        self._run: MacroRun | None = None
        notices.acted.connect(self._on_acted)

    def run(self, macro: Macro, interaction_id: int) -> None:
        """All of it but its texts, which are the composer's."""
        self._tasks.run(
            Lane.STORE,
            lambda: self._store.carry_out(interaction_id, macro.steps, self._agent),
            owner=self,
            done=lambda run: self._on_ran(macro, run),
        )

    def undo(self) -> None:
        run, self._run = self._run, None
        if run is not None:
            self._notices.clear(_NOTICE)
            self._tasks.run(
                Lane.STORE, lambda: self._store.take_back(run), owner=self, done=lambda _: self._on_taken_back(run)
            )

    def _on_ran(self, macro: Macro, run: MacroRun) -> None:
        self._run = run
        self._notices.post(
            Notice(
                key=_NOTICE,
                text=tr("“{title}” was carried out.", title=macro.title),
                level=Level.INFORMATION,
                action_label=tr("Undo"),
            )
        )
        self._feed.look()
        self.ran.emit(run.before.interaction_id)

    def _on_acted(self, key: str) -> None:
        if key == _NOTICE:
            self.undo()

    def _on_taken_back(self, run: MacroRun) -> None:
        self._feed.look()
        self.taken_back.emit(run.before.interaction_id)
