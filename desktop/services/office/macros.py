"""Macros run on the conversation in hand, as one whole that can be taken back."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desktop.domain.errors import Rejected
from desktop.domain.office.macros import Macro, MacroRun, Step, StepKind
from desktop.domain.text import tr
from desktop.services.interactions import Interactions
from desktop.services.messaging.feed import Feed
from desktop.services.messaging.orders.undo import too_late
from desktop.services.notices import Level, Notice, Notices
from desktop.services.tasks import Lane, Tasks
from desktop.services.written_ports import WholeStore

_NOTICE = "macro"


class Macros(QObject):
    """The last one that ran can be taken back, by its notice."""

    ran = Signal(int)  # interaction id
    taken_back = Signal(int)  # interaction id

    def __init__(  # noqa: PLR0913  the composition root names every part
        self,
        store: WholeStore,
        feed: Feed,
        tasks: Tasks,
        notices: Notices,
        interactions: Interactions,
        agent: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._interactions = interactions
        self._store, self._feed, self._tasks, self._notices = store, feed, tasks, notices
        self._agent = agent
        self._runs: tuple[MacroRun, ...] = ()
        notices.acted.connect(self._on_acted)

    def run(self, macro: Macro, *interactions: int) -> None:
        """All of it but its texts, which are the composer's. On each as a whole, and taken back together.

        Where a result must be chosen, what would close without one is left open, and that is told.
        """
        steps = tuple(self._as_told(step) for step in macro.steps if not self._lacks_result(step))
        self._tasks.run(
            Lane.STORE,
            lambda: tuple(self._carried_out(macro.title, steps, interactions)),
            owner=self,
            done=lambda runs: self._on_ran(macro, runs, is_left_open=len(steps) < len(macro.steps)),
        )

    def _lacks_result(self, step: Step) -> bool:
        is_end = step.kind is StepKind.CLOSE and self._interactions.needs_result
        return is_end and not self._is_result(step.value)

    def _as_told(self, step: Step) -> Step:
        """A result that is not given any more is none, as its preview says."""
        is_end = step.kind is StepKind.CLOSE
        return replace(step, value="") if is_end and not self._is_result(step.value) else step

    def _is_result(self, code: str) -> bool:
        return code in (one.code for one in self._interactions.dispositions)

    def _carried_out(self, title: str, steps: Sequence[Step], interactions: Sequence[int]) -> Iterator[MacroRun]:
        """What was closed meanwhile, by others, is left alone; one that was in hand is told."""
        for one in interactions:
            try:
                yield self._store.carry_out(one, steps, self._agent)
            except LookupError as error:
                if len(interactions) == 1:
                    text = tr("“{title}” was not carried out: a colleague closed the conversation before.", title=title)
                    raise Rejected(text) from error

    def undo(self) -> None:
        runs, self._runs = self._runs, ()
        if runs:
            self._notices.clear(_NOTICE)
            self._tasks.run(
                Lane.STORE,
                lambda: self._take_back(runs),
                owner=self,
                done=lambda undone: self._on_taken_back(runs, undone),
            )

    def _take_back(self, runs: Sequence[MacroRun]) -> tuple[MacroRun, ...]:
        """Those that nobody went on with."""
        return tuple(run for run in runs if self._store.take_back(run))

    def _on_ran(self, macro: Macro, runs: tuple[MacroRun, ...], *, is_left_open: bool) -> None:
        self._runs = runs
        text = tr("“{title}” was carried out.", title=macro.title)
        if len(runs) != 1:
            text = tr("“{title}” was carried out on %n conversations.", len(runs), title=macro.title)
        hint = tr("It stays open: how it ended has to be chosen.") if is_left_open else ""
        level = Level.WARNING if is_left_open else Level.INFORMATION
        self._notices.post(Notice(key=_NOTICE, text=text, hint=hint, level=level, action_label=tr("Undo")))
        self._feed.look()
        for run in runs:
            self.ran.emit(run.before.interaction_id)

    def _on_acted(self, key: str) -> None:
        if key == _NOTICE:
            self.undo()

    def _on_taken_back(self, runs: Sequence[MacroRun], undone: Sequence[MacroRun]) -> None:
        late = len(runs) - len(undone)
        if late:
            self._notices.post(too_late(late))
        self._feed.look()
        for run in undone:
            self.taken_back.emit(run.before.interaction_id)
