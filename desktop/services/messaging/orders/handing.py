"""Who else may do a piece of written work, and what belongs together with it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from desktop.domain.agent import Colleague
from desktop.domain.errors import Rejected
from desktop.domain.text import tr
from desktop.domain.work import WorkRow, WorkScope, WorkView
from desktop.services.messaging.orders.undo import Undo
from desktop.services.ports import InteractionChange
from desktop.services.tasks import Lane, Tasks
from desktop.services.written_ports import WholeStore

_MOST = 20

Receivers = tuple[tuple[Colleague, ...], tuple[str, ...]]
"""Colleagues and queues, each by name."""


class Handing(QObject):
    """Made when it is first wanted, by `Conversations`."""

    def __init__(self, store: WholeStore, tasks: Tasks, undo: Undo, agent: str, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._tasks = tasks
        self._undo = undo
        self._agent = agent

    def find_receivers(self, *, owner: QObject, done: Callable[[Receivers], None]) -> None:
        """Whom work may be given to: not this agent."""

        def read() -> Receivers:
            colleagues = tuple(one for one in self._store.colleagues() if one.name != self._agent)
            return colleagues, tuple(self._store.queues())

        self._tasks.run(Lane.STORE, read, owner=owner, done=done)

    def find_tags(self, *, owner: QObject, done: Callable[[Sequence[str]], None]) -> None:
        """Those that conversations have, open or closed."""
        self._tasks.run(Lane.STORE, self._store.used_tags, owner=owner, done=done)

    # ------------------------------------------------------------ what belongs together

    def in_case(self, interaction_id: int, title: str, *, owner: QObject, done: Callable[[int], None]) -> None:
        """The case it is in; one with this title is opened if it is in none."""

        def find() -> int:
            interaction = self._store.interaction(interaction_id)
            if interaction is not None and interaction.case_id is not None:
                return interaction.case_id
            case = self._store.open_case(interaction.customer_id if interaction is not None else None, title)
            assert case.id is not None
            self._store.change_interaction(interaction_id, InteractionChange(case_id=case.id))
            return case.id

        self._tasks.run(Lane.STORE, find, owner=owner, done=done)

    def mergeable(
        self, interaction_id: int, text: str, *, owner: QObject, done: Callable[[Sequence[WorkRow]], None]
    ) -> None:
        """Without `text` the customer's others, open ones first; else whatever is open and has these words."""

        def read() -> tuple[WorkRow, ...]:
            if not text.strip():
                return tuple(self._store.mergeable(interaction_id, self._agent, _MOST))
            view = WorkView(scope=WorkScope.ALL, agent=self._agent, text=text, snoozed_too=True)
            interaction = self._store.interaction(interaction_id)
            found = self._store.work(view, limit=_MOST + 1)
            return tuple(
                row
                for row in found
                if interaction is not None
                and row.channel is interaction.channel
                and row.interaction_id != interaction_id
            )

        self._tasks.run_newest("mergeable", read, owner=owner, done=done)

    def merge(self, kept_id: int, other: WorkRow) -> None:
        """The kept one stands for both, until they are parted."""
        about = other.subject or other.customer_name or other.address
        self._undo.run_with(
            lambda: self._merge(kept_id, other.interaction_id, about),
            lambda: self._is_done(lambda: self._store.split_written(other.interaction_id)),
            tr("Merged with “{subject}”", subject=about),
        )

    def part(self, kept_id: int, merged_id: int, subject: str) -> None:
        """Each is its own again."""
        self._undo.run_with(
            lambda: self._part(merged_id, subject),
            lambda: self._is_done(lambda: self._store.merge_written(kept_id, merged_id, self._agent)),
            tr("“{subject}” is a conversation of its own again", subject=subject),
        )

    def split_off(self, interaction_id: int, message_id: int, subject: str) -> None:
        """The message and what follows are a conversation of their own; merged they are one again."""
        split: list[int] = []
        self._undo.run_with(
            lambda: split.append(self._split_off(interaction_id, message_id, subject)),
            lambda: self._is_done(lambda: self._store.merge_written(interaction_id, split[0], self._agent)),
            tr("“{subject}” is a conversation of its own now", subject=subject),
        )

    def _split_off(self, interaction_id: int, message_id: int, about: str) -> int:
        try:
            return self._store.split_off(interaction_id, message_id)
        except LookupError as error:
            raise Rejected(tr("“{subject}” was parted by a colleague a moment before you.", subject=about)) from error
        except ValueError as error:
            raise Rejected(tr("It begins with this message: nothing would be left.")) from error

    def _merge(self, kept_id: int, merged_id: int, about: str) -> None:
        try:
            self._store.merge_written(kept_id, merged_id, self._agent)
        except ValueError as error:
            raise Rejected(tr("“{subject}” was merged by a colleague a moment before you.", subject=about)) from error

    def _part(self, merged_id: int, about: str) -> None:
        try:
            self._store.split_written(merged_id)
        except ValueError as error:
            raise Rejected(tr("“{subject}” was parted by a colleague a moment before you.", subject=about)) from error

    def _is_done(self, order: Callable[[], object]) -> bool:
        """False: a colleague has done it already."""
        try:
            order()
        except ValueError:
            return False
        return True

    def done_with_mention(self, interaction_id: int) -> None:
        """Who named this agent there has their answer."""
        self._undo.run_quietly(lambda: self._store.mention_done(interaction_id, self._agent))
