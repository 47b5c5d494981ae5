"""Everything so far as a model: newest first, page by page; the first row keeps room for what scrolls along above."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, Signal
from typing_extensions import override

from desktop.domain.history import EntryKind, SearchHit, TimelineEntry
from desktop.domain.text import tr
from desktop.ui.lists.next_page import NextPage
from desktop.ui.lists.rows import ROW_ROLE, Index
from desktop.ui.look.icons import CHANNEL_ICONS
from desktop.ui.look.type import one_line
from desktop.ui.words import ago, channel_name, day_and_time, entry_badge, is_outgoing_call, lasted, money

ENTRY_ROLE = ROW_ROLE + 10
TOP_ROLE = ROW_ROLE + 11

FIRST_ROWS = 20  # what a tall window shows; the view asks every row for its height before it paints the first


class Shape(NamedTuple):
    """What decides how high a line is."""

    snippet: str
    badge: str = ""
    side: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """A line as it is painted. `marks` are (start, length) of matched words in `snippet`."""

    key: tuple[EntryKind, int]
    icon: str
    title: str
    snippet: str
    when: str
    badge: str = ""
    badge_tone: str = "neutral"
    side: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    entry: TimelineEntry | None = None

    @property
    def shape(self) -> Shape:
        return Shape(self.snippet, self.badge, self.side)

    @property
    def spoken(self) -> str:
        return ", ".join(part for part in (self.title, self.when, self.badge, self.side, self.snippet) if part)


class TimelineModel(QAbstractListModel):
    """Rows are made when they are first painted, and kept. Of a long page the first come at once, the rest as it is
    scrolled; then more is wanted."""

    more_wanted = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self.top_words = ""  # what the first row says to a screen reader, which does not see what lies in it
        self._values: list[TimelineEntry | SearchHit] = []
        self._rest: list[TimelineEntry | SearchHit] = []
        self._made: dict[int, TimelineRow] = {}
        self._has_more = False
        self._next_page = NextPage()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._values) + 1

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.NoItemFlags if index.row() == 0 else super().flags(index)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() > len(self._values):
            return None
        if index.row() == 0:
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return self.top_words or tr("Orders, search and filter")
            return True if role == TOP_ROLE else None
        if role == ENTRY_ROLE:
            return self.row(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return self.row(index.row()).title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.row(index.row()).spoken
        return None

    def row(self, number: int) -> TimelineRow:
        """Of row `number`, which is not the first."""
        made = self._made.get(number)
        if made is None:
            made = self._made[number] = row_of(self._values[number - 1], self._now())
        return made

    def shape(self, number: int) -> Shape:
        """Of row `number`, which is not the first, without making the row."""
        made = self._made.get(number)
        value = self._values[number - 1]
        if made is None and isinstance(value, TimelineEntry) and value.kind is EntryKind.INTERACTION:
            return Shape(_said(value), entry_badge(value)[0])
        return (made or self.row(number)).shape

    @property
    def last(self) -> TimelineEntry | SearchHit | None:
        return self._values[-1] if self._values else None

    @property
    def contacts(self) -> frozenset[int]:
        """The ids of the interactions that are listed."""
        values = (*self._values, *self._rest)
        return frozenset(
            one.id for one in values if isinstance(one, TimelineEntry) and one.kind is EntryKind.INTERACTION
        )

    @override
    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and (bool(self._rest) or (self._has_more and not self._next_page.is_awaited))

    @override
    def fetchMore(self, parent: Index) -> None:
        if self._rest:
            self.show_rest()
        elif self.canFetchMore(parent):
            self._next_page.ask()
            self.more_wanted.emit()

    def replace(self, values: Iterable[TimelineEntry | SearchHit], *, has_more: bool) -> None:
        page = list(values)
        self.beginResetModel()
        self._values, self._rest, self._made = page[:FIRST_ROWS], page[FIRST_ROWS:], {}
        self._has_more = has_more
        self._next_page.come()
        self.endResetModel()

    def show_rest(self) -> None:
        """All that was read."""
        rest, self._rest = self._rest, []
        self._insert(rest)

    def append(self, values: Iterable[TimelineEntry | SearchHit], *, has_more: bool) -> None:
        self.show_rest()
        self._has_more = has_more
        self._next_page.come()
        self._insert(list(values))

    def add(self, entry: TimelineEntry) -> None:
        """What came while somebody reads, in its place by time; what is listed already says how it stands now."""
        for values in (self._values, self._rest):
            for number, one in enumerate(values):
                if isinstance(one, TimelineEntry) and (one.kind, one.id) == (entry.kind, entry.id):
                    self._renew(values, number, entry)
                    return
        place = next((number for number, one in enumerate(self._values) if one.at <= entry.at), len(self._values))
        if place == len(self._values) and self.canFetchMore(QModelIndex()):
            return  # it comes with those after the last
        first = place + 1
        self.beginInsertRows(QModelIndex(), first, first)
        self._values.insert(place, entry)
        self._made = {number + (number >= first): row for number, row in self._made.items()}
        self.endInsertRows()

    def _renew(self, values: list[TimelineEntry | SearchHit], number: int, entry: TimelineEntry) -> None:
        """Where it stands: a date that was put right does not move it. What is the same is older by now."""
        is_other, values[number] = values[number] != entry, entry
        if values is not self._values:
            return
        before = self._made.pop(number + 1, None)
        if is_other or (before is not None and self.row(number + 1) != before):
            index = self.index(number + 1)
            self.dataChanged.emit(index, index)

    def _insert(self, more: list[TimelineEntry | SearchHit]) -> None:
        if more:
            first = len(self._values) + 1
            self.beginInsertRows(QModelIndex(), first, first + len(more) - 1)
            self._values.extend(more)
            self.endInsertRows()


def row_of(value: TimelineEntry | SearchHit, now: datetime) -> TimelineRow:
    if isinstance(value, SearchHit):
        return _row_of_hit(value, now)
    if value.kind is EntryKind.ORDER:
        return _row_of_order(value, now)
    channel = value.channel
    badge, tone = entry_badge(value)
    return TimelineRow(
        key=(value.kind, value.id),
        icon=CHANNEL_ICONS[channel] if channel is not None else "history",
        title=_title(value),
        snippet=_said(value),
        when=ago(value.at, now),
        badge=badge,
        badge_tone=tone,
        entry=value,
    )


def _said(entry: TimelineEntry) -> str:
    """What it is filed under goes before: two lines are all there is room for."""
    said = one_line(entry.snippet)
    return " ".join((*(f"#{tag}" for tag in entry.tags), said)).strip() if entry.tags else said


def _title(entry: TimelineEntry) -> str:
    if entry.title:
        return entry.title
    name = channel_name(entry.channel) if entry.channel is not None else ""
    if is_outgoing_call(entry):
        name = tr("Outgoing call")
    time = lasted(entry.talk_seconds) if entry.talk_seconds else ""
    queue = tr("{queue} queue", queue=entry.queue) if entry.queue else ""
    return " · ".join(part for part in (f"{name} {time}".strip(), queue) if part)


def _row_of_order(entry: TimelineEntry, now: datetime) -> TimelineRow:
    number = entry.order_number
    title = tr("Order {number} {status}", number=number, status=entry.status) if number else entry.title
    amount = money(entry.amount if isinstance(entry.amount, Decimal) else Decimal(0), entry.currency)
    return TimelineRow(
        key=(entry.kind, entry.id),
        icon="package",
        title=title,
        snippet=one_line(entry.snippet or (entry.title if number else "")),
        when=ago(entry.at, now),
        side=amount if entry.amount is not None else "",
        entry=entry,
    )


def _row_of_hit(hit: SearchHit, now: datetime) -> TimelineRow:
    plain, marks = unmark(hit.excerpt)
    plain = one_line(plain)
    return TimelineRow(
        key=(EntryKind.INTERACTION, hit.interaction_id),
        icon=CHANNEL_ICONS[hit.channel],
        title=f"{channel_name(hit.channel)} · {day_and_time(hit.at, now)}",
        snippet=plain,
        when=ago(hit.at, now),
        marks=marks,
    )


def unmark(excerpt: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text without \\x02 and \\x03, and where the marked words are."""
    plain: list[str] = []
    marks: list[tuple[int, int]] = []
    start = -1
    for letter in excerpt:
        if letter == "\x02":
            start = len(plain)
        elif letter == "\x03":
            if start >= 0:
                marks.append((start, len(plain) - start))
            start = -1
        else:
            plain.append(" " if letter in "\r\n\t" else letter)
    return "".join(plain), tuple(marks)
