"""What a screen reader says of written work by itself: who wrote, what was given to the agent, what went out.

That a letter failed, or a draft was overtaken, is a notice and said as one. Never what a message says.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer

from desktop.domain.change import Change, ChangeKind
from desktop.domain.channel import Direction
from desktop.domain.text import tr
from desktop.domain.work import WorkRow
from desktop.domain.written import Draft, OutboxState, Outgoing
from desktop.services.desk import DeskServices
from desktop.ui.widgets.spoken import is_heard

_TOGETHER_MS = 700  # what comes so close together is one sentence
_NAMED = 3
_MOST = 50  # of one sentence; of more the list says enough
_GOING = (OutboxState.WAITING, OutboxState.SENDING)


class WrittenNews(QObject):
    """Belongs to the announcements. Without a screen reader nothing is read for it."""

    def __init__(self, services: DeskServices, say: Callable[[str], None], parent: QObject) -> None:
        super().__init__(parent)
        self._work_list, self._composing = services.work_list, services.composing
        self._say = say
        self._changed: dict[ChangeKind, dict[int, None]] = {ChangeKind.ARRIVED: {}, ChangeKind.GIVEN: {}}
        self._outbox = self._composing.outbox
        self._taken_back: set[int] = set()  # interactions whose letter the agent had again
        self._sent: list[Outgoing] = []
        self._soon = QTimer(self, singleShot=True, interval=_TOGETHER_MS)
        self._soon.timeout.connect(self._tell)
        services.feed.changed.connect(self._on_changes)
        self._composing.outbox_changed.connect(self._on_outbox_changed)
        self._composing.recalled.connect(self._on_recalled)

    def _on_changes(self, changes: Sequence[Change]) -> None:
        if not is_heard():
            return
        for change in changes:
            if change.kind in self._changed:
                self._changed[change.kind][change.id] = None
                self._begin()

    def _on_recalled(self, draft: Draft) -> None:
        self._taken_back.add(draft.interaction_id)

    def _on_outbox_changed(self) -> None:
        before, self._outbox = self._outbox, self._composing.outbox
        left = {one.id for one in self._outbox}
        gone = [one for one in before if one.id not in left and one.interaction_id not in self._taken_back]
        self._taken_back.clear()
        now = datetime.now(UTC)
        self._sent += [one for one in gone if _was_sent(one, now)]
        if self._sent:
            self._begin()

    def _begin(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _tell(self) -> None:
        sent, self._sent = self._sent, []
        self._say(sent_words(sent))
        for kind, told in ((ChangeKind.ARRIVED, self._on_arrived), (ChangeKind.GIVEN, self._on_given)):
            ids, self._changed[kind] = tuple(self._changed[kind])[-_MOST:], {}
            if ids:
                self._work_list.of_concern(ids, owner=self, done=told)

    def _on_arrived(self, rows: tuple[WorkRow, ...]) -> None:
        self._say(arrived_words([row for row in rows if row.last_direction is Direction.INBOUND]))

    def _on_given(self, rows: tuple[WorkRow, ...]) -> None:
        self._say(given_words([row for row in rows if row.agent]))


def _was_sent(outgoing: Outgoing, now: datetime) -> bool:
    """It is not in the outbox any more, and could not be taken back."""
    is_past = outgoing.state is OutboxState.SENDING or outgoing.send_after <= now
    return outgoing.state in _GOING and is_past and not outgoing.is_automatic


def _who(row: WorkRow) -> str:
    return row.customer_name or row.address or tr("somebody")


def _named(names: Sequence[str]) -> str:
    """`Anna Kowalczyk, Jan Nowak, Olga Lis and others`."""
    each = tuple(dict.fromkeys(names))
    first = ", ".join(each[:_NAMED])
    return tr("{names} and others", names=first) if len(each) > _NAMED else first


def arrived_words(rows: Sequence[WorkRow]) -> str:
    """`New message from Anna Kowalczyk: Armrest`; several in one sentence."""
    match rows:
        case []:
            return ""
        case [row] if row.subject:
            return tr("New message from {name}: {subject}", name=_who(row), subject=row.subject)
        case [row]:
            return tr("New message from {name}", name=_who(row))
        case _:
            return tr("%n new messages, from {names}", n=len(rows), names=_named([_who(row) for row in rows]))


def given_words(rows: Sequence[WorkRow]) -> str:
    """`Given to you: Anna Kowalczyk, Armrest`."""
    match rows:
        case []:
            return ""
        case [row]:
            return tr("Given to you: {what}", what=", ".join(part for part in (_who(row), row.subject) if part))
        case _:
            return tr(
                "%n conversations were given to you: {names}", n=len(rows), names=_named([_who(row) for row in rows])
            )


def sent_words(letters: Sequence[Outgoing]) -> str:
    match letters:
        case []:
            return ""
        case [letter]:
            names = ", ".join(letter.recipients[:_NAMED]) or tr("the customer")
            return tr("Your message to {who} was sent", who=names)
        case _:
            return tr("%n messages were sent", n=len(letters))
