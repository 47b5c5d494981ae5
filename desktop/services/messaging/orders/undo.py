"""What was just done with written work, said in the notice bar with a button that takes it back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject

from desktop.domain.text import tr
from desktop.domain.work import WorkRow
from desktop.services.messaging.feed import Feed
from desktop.services.notices import Level, Notice, Notices
from desktop.services.tasks import Lane, Tasks
from desktop.services.written_ports import WrittenStore

_KEY = "work.undo"
_TOO_LATE = "work.undo_late"
_OVERTAKEN = "work.overtaken"
_AT_ONCE = 10  # pieces of work: then whoever else waits for the store has a turn, a ring above all

Inverse = Callable[[], object]
"""Takes back what was done; gives False when that is too late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overtaken:
    """A colleague was faster, and what was ordered is not done. `one` says so of one piece of work, `kept` what is."""

    one: str
    kept: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Done:
    """With one piece of work. `about` is "" where nothing is said of it."""

    about: str
    inverse: Inverse | None
    overtaken: Overtaken | None = None


class Undo(QObject):
    """Of the last order alone. Its inverse does nothing where somebody went on with the work meanwhile."""

    def __init__(
        self, store: WrittenStore, feed: Feed, tasks: Tasks, notices: Notices, agent: str, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._feed = feed
        self._tasks = tasks
        self._notices = notices
        self._agent = agent
        self._inverses: tuple[Inverse, ...] = ()
        notices.acted.connect(self._on_acted)

    def run(self, interaction_ids: Sequence[int], order: Callable[[int], object], words: str) -> None:
        """`order` changes whose it is, where, how urgent, or whether it is open; on the store lane. `words` say so.

        It may give `Overtaken` instead.
        """

        def do(interaction_id: int) -> _Done:
            before = self._store.work_row(interaction_id, self._agent)
            told = order(interaction_id)
            if isinstance(told, Overtaken):
                return _Done(about="", inverse=None, overtaken=told)
            after = self._store.work_row(interaction_id, self._agent)
            inverse = None if before is None else lambda: self._store.put_as_it_was(before, after)
            return _Done(about=_about(before), inverse=inverse)

        self._next(tuple(interaction_ids), do, words, ())

    def run_each(
        self, interaction_ids: Sequence[int], order: Callable[[int], Inverse | Overtaken | None], words: str
    ) -> None:
        """`order` gives what takes it back, None where nothing was changed."""

        def do(interaction_id: int) -> _Done:
            row = self._store.work_row(interaction_id, self._agent)
            told = order(interaction_id)
            if isinstance(told, Overtaken):
                return _Done(about="", inverse=None, overtaken=told)
            return _Done(about=_about(row), inverse=told)

        self._next(tuple(interaction_ids), do, words, ())

    def run_with(self, order: Callable[[], object], inverse: Inverse, words: str) -> None:
        self._tasks.run(Lane.STORE, order, owner=self, done=lambda _: self._offer(words, (inverse,)))

    def run_quietly(self, order: Callable[[], object]) -> None:
        """Nothing is said of it, and nothing taken back."""
        self._tasks.run(Lane.STORE, order, owner=self, done=lambda _: self._feed.look())

    def _next(self, left: tuple[int, ...], do: Callable[[int], _Done], words: str, done: tuple[_Done, ...]) -> None:
        """A few of them, then the next few."""
        now, later = left[:_AT_ONCE], left[_AT_ONCE:]

        def on_done(found: tuple[_Done, ...]) -> None:
            if later:
                self._next(later, do, words, (*done, *found))
            else:
                self._say((*done, *found), words)

        self._tasks.run(Lane.STORE, lambda: tuple(do(one) for one in now), owner=self, done=on_done)

    def _say(self, done: tuple[_Done, ...], words: str) -> None:
        self._say_overtaken([one.overtaken for one in done if one.overtaken is not None])
        inverses = tuple(one.inverse for one in done if one.inverse is not None)
        if len(inverses) > 1:
            self._offer(tr("%n conversations: {what}", n=len(inverses), what=words), inverses)
        elif inverses:
            about = next(one.about for one in done if one.inverse is not None)
            self._offer(f"{about}: {words}" if about else words, inverses)
        else:
            self._feed.look()

    def _say_overtaken(self, found: Sequence[Overtaken]) -> None:
        if not found:
            return
        text = found[0].one
        if len(found) > 1:
            text = tr("Colleagues were faster with %n of them.", n=len(found))
        self._notices.post(Notice(key=_OVERTAKEN, text=text, hint=found[0].kept))

    def _offer(self, words: str, inverses: tuple[Inverse, ...]) -> None:
        self._inverses = inverses
        self._notices.clear(_TOO_LATE)
        self._notices.post(Notice(key=_KEY, text=words, level=Level.INFORMATION, action_label=tr("Undo")))
        self._feed.look()

    def _on_acted(self, key: str) -> None:
        if key == _KEY and self._inverses:
            inverses, self._inverses = self._inverses, ()
            self._take_back(inverses, 0)

    def _take_back(self, left: tuple[Inverse, ...], failed: int) -> None:
        now, later = left[:_AT_ONCE], left[_AT_ONCE:]

        def on_done(late: int) -> None:
            if later:
                self._take_back(later, failed + late)
            else:
                self._on_undone(failed + late)

        self._tasks.run(Lane.STORE, lambda: sum(inverse() is False for inverse in now), owner=self, done=on_done)

    def _on_undone(self, late: int) -> None:
        if late:
            self._notices.post(too_late(late))
        self._feed.look()


def too_late(pieces: int) -> Notice:
    """So many pieces of work stay as they are."""
    text = tr("It cannot be taken back any more: somebody went on with it.")
    if pieces > 1:
        text = tr("%n cannot be taken back any more: somebody went on with them.", n=pieces)
    return Notice(key=_TOO_LATE, text=text, level=Level.INFORMATION)


def _about(row: WorkRow | None) -> str:
    return "" if row is None else row.subject or row.customer_name or row.address
