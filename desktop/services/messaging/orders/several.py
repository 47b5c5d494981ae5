"""What is done with written work, one piece or many: each is an order of its own, all are taken back together."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QObject

from desktop.domain.text import tr
from desktop.domain.work import Ending, Priority, WorkRow
from desktop.services.messaging.orders.undo import Inverse, Overtaken, Undo
from desktop.services.written_ports import WholeStore

Ids = Sequence[int]
"""Of interactions."""


class Several(QObject):
    """Made when the first order is given, by `Conversations`."""

    def __init__(
        self, store: WholeStore, undo: Undo, mark_read: Callable[[int], None], agent: str, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._store, self._undo, self._agent = store, undo, agent
        self._mark_read = mark_read

    def take(self, ids: Ids) -> None:
        """What a colleague has stays theirs, and that is told."""

        def order(interaction_id: int) -> Inverse | Overtaken | None:
            before = self._store.work_row(interaction_id, self._agent)
            if before is None or before.agent == self._agent:
                return None
            after = self._store.take(interaction_id, self._agent)
            if after.agent != self._agent:
                return Overtaken(one=tr("{agent} has it already.", agent=after.agent), kept="")
            return lambda: self._store.put_as_it_was(before, after)

        self._undo.run_each(ids, order, tr("taken"))

    def give(self, ids: Ids, agent: str, comment: str = "") -> None:
        """To a colleague, or with "" back to its queue, for whoever takes it. The comment becomes a note of each."""
        words = tr("given to {name}", name=agent) if agent else tr("put back")
        note = _addressed(comment, agent)
        self._undo.run(ids, lambda one: self._store.assign(one, agent, comment=note, by=self._agent), words)

    def move(self, ids: Ids, queue: str, comment: str = "") -> None:
        """To a queue, whoever takes it there."""
        note = _addressed(comment, queue)

        def order(interaction_id: int) -> None:
            if note.strip():
                self._store.add_note(interaction_id, self._agent, note)
            self._store.move_to_queue(interaction_id, queue)

        self._undo.run(ids, order, tr("moved to {queue}", queue=queue))

    def snooze(self, ids: Ids, until: datetime) -> None:
        self._undo.run(ids, lambda one: self._store.snooze(one, until), tr("left for later"))

    def wake(self, ids: Ids) -> None:
        self._undo.run(ids, lambda one: self._store.snooze(one, None), tr("back in the list"))

    def prioritise(self, ids: Ids, priority: Priority) -> None:
        self._undo.run(ids, lambda one: self._store.prioritise(one, priority), tr("priority changed"))

    def close(self, ids: Ids, disposition: str) -> None:
        """Until the customer writes again. Who was overtaken by a colleague with another result is told."""

        def order(interaction_id: int) -> Overtaken | None:
            theirs = self._store.close_written(interaction_id, disposition, self._agent)
            return _overtaken(theirs) if theirs is not None else None

        self._undo.run(ids, order, tr("closed"))

    def mark_unread(self, ids: Ids) -> None:
        """Nothing is said of it: the rows show it."""
        self._undo.run_each(ids, lambda one: self._store.mark_unread(one), "")

    def mark_read(self, ids: Ids) -> None:
        for interaction_id in ids:
            self._mark_read(interaction_id)

    def tag(self, ids: Ids, add: Sequence[str] = (), remove: Sequence[str] = ()) -> None:
        """What a conversation has, or has not, already is no change of it."""

        def order(interaction_id: int) -> Inverse | None:
            done = self._store.tag_written(interaction_id, add, remove)
            if not (done.added or done.removed):
                return None
            return lambda: self._store.tag_written(interaction_id, done.removed, done.added)

        words = (
            tr("tagged {tags}", tags=", ".join(add)) if add else tr("no longer tagged {tags}", tags=", ".join(remove))
        )
        self._undo.run_each(ids, order, words)


def ids_of(rows: Sequence[WorkRow]) -> tuple[int, ...]:
    return tuple(row.interaction_id for row in rows)


def _overtaken(theirs: Ending) -> Overtaken:
    return Overtaken(
        one=tr("{name} closed it as “{result}” a moment before you.", name=theirs.by, result=theirs.label),
        kept=tr("That stands. Your result is kept beside it, above the conversation."),
    )


def _addressed(comment: str, receiver: str) -> str:
    """The history says to whom it was given, when somebody else has it long since."""
    return tr("To {name}: {words}", name=receiver, words=comment) if receiver and comment.strip() else comment
