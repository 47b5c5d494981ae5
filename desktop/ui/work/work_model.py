"""The work list as a model: what is in hand above, written work below, in the services' order and with as few changes
as there are.
"""

from collections.abc import Sequence
from functools import partial
from operator import is_

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from typing_extensions import override

from desktop.domain.call import CallState
from desktop.domain.channel import Direction
from desktop.domain.interaction import Interaction, InteractionState
from desktop.domain.text import tr
from desktop.domain.work import WorkRow
from desktop.services.interactions import WorkItem
from desktop.ui.clock import Clock
from desktop.ui.lists.counted_model import CountedModel
from desktop.ui.lists.rows import ROW_ROLE, Index, Row
from desktop.ui.look.tips import tip
from desktop.ui.words import lasted, number_words, running, who
from desktop.ui.work.written_row import written_row

_WRITTEN_TICKS = 20  # s: the times of written work are in minutes


class WorkModel(CountedModel):
    """Times in the rows run with the window's clock. `more_wanted` asks for the next page of written work."""

    more_wanted = Signal()

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._items: list[WorkItem] = []
        self._written: list[WorkRow] = []
        self._has_more = False
        self._ticks = 0
        clock.ticked.connect(self._on_ticked)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._items) + len(self._written):
            return None
        if role == ROW_ROLE:
            return self._row(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._row(index.row()).title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (self._row(index.row()).spoken, self._address(index.row())) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self._address(index.row())) or None
        return None

    def _address(self, number: int) -> str:
        """Of a stranger: what they call themselves is their own choice."""
        work = self.written(number)
        return work.address if work is not None and work.customer_id is None else ""

    def _row(self, number: int) -> Row:
        if number < len(self._items):
            return row_of(self._items[number], self._clock)
        return written_row(self._written[number - len(self._items)], self._clock.now())

    @override
    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._has_more

    @override
    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self.more_wanted.emit()

    @property
    def calls(self) -> int:
        """How many rows are in hand, above the written ones."""
        return len(self._items)

    def item(self, row: int) -> WorkItem | None:
        return self._items[row] if 0 <= row < len(self._items) else None

    def written(self, row: int) -> WorkRow | None:
        number = row - len(self._items)
        return self._written[number] if 0 <= number < len(self._written) else None

    def row_of_interaction(self, interaction_id: int) -> int:
        """Of written work; -1 when it is not among what is loaded."""
        found = (n for n, work in enumerate(self._written) if work.interaction_id == interaction_id)
        return next((number + len(self._items) for number in found), -1)

    def row_of_key(self, key: str) -> int:
        return next((row for row, item in enumerate(self._items) if item.key == key), -1)

    def show_items(self, items: Sequence[WorkItem]) -> None:
        """Take the new list; what stayed keeps its row's selection."""
        wanted = {item.key for item in items}
        for row in range(len(self._items) - 1, -1, -1):
            if self._items[row].key not in wanted:
                self.take_out(row, 1, partial(self._items.__delitem__, row))
        known = {item.key for item in self._items}
        for row, item in enumerate(items):
            if item.key not in known:
                self.put_in(row, 1, partial(self._items.insert, row, item))
            else:
                self._move_to(row, item)
                self.show_item(item)

    def _move_to(self, row: int, item: WorkItem) -> None:
        if self._items[row].key == item.key:
            return
        old = self.row_of_key(item.key)
        self.move(old, row if old > row else row + 1, lambda: self._items.insert(row, self._items.pop(old)))

    def show_item(self, item: WorkItem) -> None:
        row = self.row_of_key(item.key)
        if row >= 0 and self._items[row] != item:
            self._items[row] = item
            self.dataChanged.emit(self.index(row), self.index(row))

    # ---------------------------------------------------------------- written work

    def show_written(self, rows: Sequence[WorkRow], *, has_more: bool) -> None:
        """Take the new page or pages; what stayed keeps its row's selection, wherever it stands now."""
        self._has_more = has_more
        if len(rows) >= len(self._written) and all(map(is_, self._written, rows)):
            self._append(rows[len(self._written) :])
            return
        wanted = {row.interaction_id for row in rows}
        self._remove_others(wanted)
        known = {row.interaction_id: row for row in self._written}
        begun = len(self._items)
        if len(wanted) > len(known):
            self._append([row for row in rows if row.interaction_id not in known])
        if [row.interaction_id for row in self._written] != [row.interaction_id for row in rows]:
            self._put_in_order(rows)
        for number, row in enumerate(rows):
            if self._written[number] is not row and self._written[number] != row:
                self._written[number] = row
                self.dataChanged.emit(self.index(begun + number), self.index(begun + number))

    def _append(self, new: Sequence[WorkRow]) -> None:
        if new:
            self.put_in(self.rowCount(), len(new), lambda: self._written.extend(new))

    def _remove_others(self, wanted: set[int]) -> None:
        """In as few strokes as there are gaps."""
        number = len(self._written) - 1
        while number >= 0:
            last = number
            while number >= 0 and self._written[number].interaction_id not in wanted:
                number -= 1
            if number < last:
                begun = len(self._items)
                gone = slice(number + 1, last + 1)
                self.take_out(begun + gone.start, last - number, partial(self._written.__delitem__, gone))
            number -= 1

    def _put_in_order(self, rows: Sequence[WorkRow]) -> None:
        self.layoutAboutToBeChanged.emit()
        places = {row.interaction_id: number for number, row in enumerate(rows)}
        begun = len(self._items)
        before = self.persistentIndexList()
        moved = [self._moved(index, places, begun) for index in before]
        self._written.sort(key=lambda row: places[row.interaction_id])
        self.changePersistentIndexList(before, moved)
        self.layoutChanged.emit()

    def _moved(self, index: QModelIndex, places: dict[int, int], begun: int) -> QModelIndex:
        if index.row() < begun:
            return index
        return self.index(begun + places[self._written[index.row() - begun].interaction_id])

    def _on_ticked(self) -> None:
        if self._items:
            self.dataChanged.emit(self.index(0), self.index(len(self._items) - 1), [ROW_ROLE])
        self._ticks += 1
        if self._written and self._ticks % _WRITTEN_TICKS == 0:
            self.dataChanged.emit(self.index(len(self._items)), self.index(self.rowCount() - 1), [ROW_ROLE])


def row_of(item: WorkItem, clock: Clock) -> Row:
    """What the list says of a piece of work."""
    interaction = item.interaction
    name = item.dossier.customer.name if item.dossier and item.dossier.customer else interaction.customer_name
    is_ringing = interaction.state is InteractionState.OFFERED and interaction.direction is Direction.INBOUND
    side, tone = _side(item, clock)
    return Row(
        title=who(interaction, item.dossier),
        detail=_detail(item),
        side=side,
        side_tone=tone,
        person=name,
        channel=interaction.channel,
        is_ringing=is_ringing,
    )


def _side(item: WorkItem, clock: Clock) -> tuple[str, str]:
    interaction = item.interaction
    match interaction.state:
        case InteractionState.OFFERED:
            return (tr("ringing"), "green") if interaction.direction is Direction.INBOUND else (tr("dialling"), "text3")
        case InteractionState.ACTIVE:
            return running(clock.seconds_since(interaction.answered_at)), "text3"
        case InteractionState.HELD:
            since = item.call.held_since if item.call else None
            return tr("on hold {time}", time=running(clock.seconds_since(since))), "amber"
        case InteractionState.WRAP_UP:
            return _wrap_up(item, clock)
        case _:
            return lasted(clock.seconds_since(interaction.started_at)), "text3"


def _wrap_up(item: WorkItem, clock: Clock) -> tuple[str, str]:
    if item.wrap_up_ends_at is None:
        return tr("wrap-up"), "amber"
    left = (item.wrap_up_ends_at - clock.now()).total_seconds()
    return tr("wrap-up {time}", time=running(left)), "amber"


def _detail(item: WorkItem) -> str:
    interaction = item.interaction
    queue = tr("{queue} queue", queue=interaction.queue) if interaction.queue else ""
    if interaction.state is InteractionState.OFFERED and interaction.direction is Direction.INBOUND:
        dialled = dialled_number(item)
        return " · ".join(p for p in (queue, tr("dialled {number}", number=dialled) if dialled else "") if p)
    return " · ".join(part for part in (_doing(item), queue or interaction.subject) if part)


def _doing(item: WorkItem) -> str:
    state = item.interaction.state
    if state is InteractionState.ACTIVE:
        return tr("Talking")
    if state is InteractionState.HELD:
        return tr("On hold")
    if state is InteractionState.WRAP_UP:
        return tr("Interrupted") if item.interaction.is_interrupted else tr("Call ended")
    if item.call is not None and item.call.state is CallState.DIALING:
        return "" if item.interaction.address == who(item.interaction, item.dossier) else item.interaction.address
    return ""


def dialled_number(item: WorkItem) -> str:
    """The number the customer dialled, as it is shown; "" when it was no number."""
    if item.dossier is not None and item.dossier.match.called:
        return number_words(item.dossier.match.called)
    return number_words(item.call.hints.dialled if item.call is not None else _kept_dialled(item.interaction))


def _kept_dialled(interaction: Interaction) -> str:
    return interaction.call.dialled if interaction.call is not None else ""
