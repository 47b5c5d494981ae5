"""Giving conversations on, filing, merging, ending them: what the finder offers for each, and what becomes of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.domain.agent import AgentState, AgentStatus, Colleague
from desktop.domain.folding import fold
from desktop.domain.interaction import Disposition, InteractionState
from desktop.domain.text import tr
from desktop.domain.work import WorkRow, tag_of
from desktop.services.desk import DeskServices
from desktop.services.messaging.orders.handing import Receivers
from desktop.services.messaging.orders.several import ids_of
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

    def give(self, rows: Sequence[WorkRow], beside: QWidget) -> None:
        """To a colleague or a queue, with a comment that becomes an internal note."""
        finder = self._open(
            beside, tr("Give it to"), tr("A colleague or a queue"), tr("A comment for them, as an internal note")
        )
        finder.taken.connect(lambda value, comment: self._on_given(ids_of(rows), value, comment))
        self._conversations.handing.find_receivers(
            owner=finder, done=lambda found: self._fill(finder, _receiver_lines(rows, found))
        )

    def _on_given(self, ids: Sequence[int], value: object, comment: str) -> None:
        several = self._conversations.several
        if isinstance(value, Colleague):
            several.give(ids, value.name, comment)
        elif isinstance(value, ToQueue) and value.queue:
            several.move(ids, value.queue, comment)
        elif isinstance(value, ToQueue):
            several.give(ids, "", comment)

    # ---------------------------------------------------------------- filed under

    def tag(self, rows: Sequence[WorkRow], beside: QWidget) -> None:
        """One that all of them have is taken away, any other is put to them; what is typed may be a new one."""
        shared = [tag for tag in rows[0].tags if all(tag in row.tags for row in rows)] if rows else []
        self.tag_these(ids_of(rows), shared, beside)

    def tag_these(self, ids: Sequence[int], had: Sequence[str], beside: QWidget) -> None:
        """Closed ones have no rows; `had` is what all of them are filed under."""
        finder = self._open(beside, tr("Tags"), tr("Find a tag, or type a new one"))
        known: list[str] = list(had)

        def narrow(text: str) -> None:
            finder.show_lines(_tag_lines(known, had, text))

        def on_found(found: Sequence[str]) -> None:
            known[:] = [*had, *(tag for tag in found if tag not in had)]
            narrow(finder.field.text())

        finder.nothing.set_text(tr("No tag yet: type one"))
        finder.typed.connect(narrow)
        finder.taken.connect(lambda value, _: self._on_tag(ids, had, str(value)))
        self._conversations.handing.find_tags(owner=finder, done=on_found)
        narrow("")

    def _on_tag(self, ids: Sequence[int], had: Sequence[str], tag: str) -> None:
        if tag in had:
            self._conversations.several.tag(ids, remove=(tag,))
        else:
            self._conversations.several.tag(ids, add=(tag,))

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
                title=row.subject or row.preview or tr("No subject"),
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

    def end(self, rows: Sequence[WorkRow], beside: QWidget) -> None:
        """With how it ended, by a digit or by words; without, unless the organisation wants one."""
        finder = self._open(beside, tr("How did it end?"), tr("Find a disposition"))
        self._fill(finder, self._ending_lines(), self._hot_keys())
        finder.taken.connect(lambda value, _: self._conversations.several.close(ids_of(rows), str(value)))

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
        if not self._services.interactions.needs_result:
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


def _receiver_lines(rows: Sequence[WorkRow], found: Receivers) -> list[Line]:
    """Not who has all of it already."""
    colleagues, queues = found
    owners, theirs = {row.agent for row in rows}, {row.queue for row in rows}
    lines = [
        Line(
            row=Row(
                title=one.name, detail=agent_words(AgentStatus(state=one.state, since=one.since), ()), person=one.name
            ),
            value=one,
        )
        for one in sorted(colleagues, key=lambda one: one.state is AgentState.LOGGED_OUT)
        if owners != {one.name}
    ]
    lines += [
        Line(row=Row(title=queue, detail=tr("Queue"), icon="inbox"), value=ToQueue(queue=queue))
        for queue in queues
        if theirs != {queue}
    ]
    if owners != {""}:
        queue = theirs.pop() if len(theirs) == 1 else ""
        words = tr("{queue} queue", queue=queue) if queue else tr("For whoever takes it")
        lines.append(Line(row=Row(title=tr("Nobody: put back"), detail=words, icon="users"), value=ToQueue(queue="")))
    return lines


def _tag_lines(known: Sequence[str], had: Sequence[str], typed: str) -> list[Line]:
    """Those that begin so, what is on it first; what is typed comes last, where there is no such tag."""
    words, new = fold(typed).split(), tag_of(typed)
    lines = [
        Line(
            row=Row(
                title=tag, detail=tr("Take it away") if tag in had else tr("Tag"), icon="x" if tag in had else "tag"
            ),
            value=tag,
        )
        for tag in known
        if all(f" {word}" in f" {fold(tag)}" for word in words)
    ]
    if new and new.casefold() not in (tag.casefold() for tag in known):
        lines.append(Line(row=Row(title=new, detail=tr("A new tag"), icon="plus"), value=new))
    return lines
