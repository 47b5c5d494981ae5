"""Giving a conversation on, merging it, ending it: what the finder offers for each, and what becomes of the choice."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.domain.agent import AgentState, AgentStatus, Colleague
from desktop.domain.folding import fold
from desktop.domain.interaction import Disposition, InteractionState
from desktop.domain.text import tr
from desktop.domain.work import WorkRow
from desktop.services.desk import DeskServices
from desktop.services.messaging.handing import Receivers
from desktop.ui.clock import Clock
from desktop.ui.conversation.handing.finder import Finder
from desktop.ui.lists.rows import Row
from desktop.ui.lists.rows_model import Line
from desktop.ui.words import agent_words, day_and_time, resolution_words


@dataclass(frozen=True, slots=True, kw_only=True)
class ToQueue:
    """ "" is nobody in particular of the queue it is in."""

    queue: str


class Orders(QObject):
    """One finder at a time; the conversation it is for is the one that was shown when it was opened."""

    def __init__(self, services: DeskServices, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._clock = services, clock
        self._conversations = services.conversations
        self.finder: Finder | None = None

    # ---------------------------------------------------------------- given on

    def give(self, work: WorkRow, beside: QWidget) -> None:
        """To a colleague or a queue, with a comment that becomes an internal note."""
        finder = self._open(
            beside, tr("Give it to"), tr("A colleague or a queue"), tr("A comment for them, as an internal note")
        )
        finder.taken.connect(lambda value, comment: self._on_given(work, value, comment))
        self._conversations.handing.find_receivers(
            owner=finder, done=lambda found: self._fill(finder, _receiver_lines(work, found))
        )

    def _on_given(self, work: WorkRow, value: object, comment: str) -> None:
        number = work.interaction_id
        if isinstance(value, Colleague):
            self._conversations.assign(number, value.name, comment)
        elif isinstance(value, ToQueue) and value.queue:
            self._conversations.handing.move(number, value.queue, comment)
        elif isinstance(value, ToQueue):
            self._conversations.put_back(number, comment)

    # ---------------------------------------------------------------- what belongs together

    def merge(self, interaction_id: int, beside: QWidget) -> None:
        """With another of the customer's, or with any that is open and found by words."""
        finder = self._open(beside, tr("Merge with"), tr("Its subject or customer, or choose below"))

        def ask(text: str) -> None:
            handing = self._conversations.handing
            handing.mergeable(interaction_id, text, owner=finder, done=lambda rows: show(rows))

        def show(rows: Sequence[WorkRow]) -> None:
            finder.nothing.set_text(
                tr("Nothing is called so") if finder.field.text() else tr("This customer has no other conversation")
            )
            finder.show_lines([self._row_line(row) for row in rows])

        finder.typed.connect(ask)
        finder.taken.connect(lambda value, _: self._on_merged(interaction_id, value))
        ask("")

    def _row_line(self, row: WorkRow) -> Line:
        whose = tr("closed") if row.state is InteractionState.CLOSED else row.agent or tr("nobody has it")
        name = row.customer_name or row.address
        return Line(
            row=Row(
                title=row.subject or tr("No subject"),
                detail=f"{name} · {whose}",
                side=day_and_time(row.last_at, self._clock.now()),
                person=row.customer_name,
                channel=row.channel,
            ),
            value=row,
        )

    def _on_merged(self, interaction_id: int, value: object) -> None:
        if isinstance(value, WorkRow):
            self._conversations.handing.merge(interaction_id, value)

    # ---------------------------------------------------------------- ended

    def end(self, interaction_id: int, beside: QWidget) -> None:
        """With how it ended, by a digit or by words; without, unless the organisation wants one."""
        finder = self._open(beside, tr("How did it end?"), tr("Find a disposition"))
        self._fill(finder, self._ending_lines(), self._hot_keys())
        finder.taken.connect(lambda value, _: self._conversations.finish(interaction_id, str(value)))

    def _ending_lines(self) -> list[Line]:
        lines = [
            Line(
                row=Row(
                    title=one.label,
                    detail=resolution_words(one.resolution)[0],
                    side=str(one.hot_key or ""),
                    icon="file-text",
                ),
                value=one.code,
            )
            for one in self._dispositions
        ]
        if not (lines and self._services.settings.is_on("wrap_up.required")):
            lines.append(
                Line(
                    row=Row(title=tr("Close without a result"), detail=tr("It says nothing of how it ended"), icon="x"),
                    value="",
                )
            )
        return lines

    def _hot_keys(self) -> dict[str, object]:
        return {str(one.hot_key): one.code for one in self._dispositions if one.hot_key is not None}

    # ---------------------------------------------------------------- within

    @property
    def _dispositions(self) -> tuple[Disposition, ...]:
        return self._services.interactions.dispositions

    def _open(self, beside: QWidget, title: str, hint: str, comment: str = "") -> Finder:
        if self.finder is not None:
            self.finder.leave()
        finder = self.finder = Finder(beside, title, hint, comment=comment)
        finder.destroyed.connect(lambda: self._forget(finder))
        finder.open_up()
        return finder

    def _forget(self, finder: Finder) -> None:
        if self.finder is finder:
            self.finder = None

    def _fill(self, finder: Finder, lines: Sequence[Line], keys: dict[str, object] | None = None) -> None:
        """Narrowed by the beginnings of words as one types."""
        folded = [(line, f" {fold(line.row.title)}") for line in lines]

        def narrow(text: str) -> None:
            words = fold(text).split()
            finder.show_lines([line for line, title in folded if all(f" {word}" in title for word in words)], keys)

        finder.typed.connect(narrow)
        narrow(finder.field.text())


def _receiver_lines(work: WorkRow, found: Receivers) -> list[Line]:
    colleagues, queues = found
    lines = [
        Line(
            row=Row(
                title=one.name, detail=agent_words(AgentStatus(state=one.state, since=one.since), ()), person=one.name
            ),
            value=one,
        )
        for one in sorted(colleagues, key=lambda one: one.state is AgentState.LOGGED_OUT)
        if one.name != work.agent
    ]
    lines += [
        Line(row=Row(title=queue, detail=tr("Queue"), icon="inbox"), value=ToQueue(queue=queue))
        for queue in queues
        if queue != work.queue
    ]
    if work.agent:
        words = tr("{queue} queue", queue=work.queue) if work.queue else tr("For whoever takes it")
        lines.append(Line(row=Row(title=tr("Nobody: put back"), detail=words, icon="users"), value=ToQueue(queue="")))
    return lines
