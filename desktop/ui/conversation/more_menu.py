"""What else is done with conversations: given on, merged, left for later, put before others."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.domain.customer import Customer
from desktop.domain.text import tr
from desktop.domain.work import Priority, WorkRow
from desktop.services.messaging.orders.several import Several, ids_of
from desktop.services.office.left_out import LeftOut, mails_of
from desktop.ui.conversation.words import priority_words
from desktop.ui.conversation.writing.later import Later, add_moments


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An order of the window's own; `key` is shown beside it."""

    words: str
    order: Callable[[], object]
    key: str = ""


def mailing_entry(left_out: LeftOut, customer: Customer) -> Entry | None:
    """Whether mailings go to them; None where nobody could send them any."""
    if not mails_of(customer):
        return None
    if left_out.refusal_of(customer) is None:
        return Entry(words=tr("Leave out of mailings"), order=partial(left_out.leave_out, customer))
    return Entry(words=tr("Take into mailings again"), order=partial(left_out.take_in, customer))


def more_menu(
    beside: QWidget,
    several: Several,
    rows: Sequence[WorkRow],
    now: Callable[[], datetime],
    entries: Iterable[Entry],
) -> QMenu:
    """It goes when it closes. Without `rows` it is closed, and only `entries` are there.

    `beside`: where any other moment is asked for.
    """
    made = QMenu(beside.window())
    made.aboutToHide.connect(made.deleteLater)
    add_entries(made, entries)
    if rows:
        made.addSeparator()
        later = Later(
            title=tr("Leave it until"), verb=tr("Leave it"), now=now, chosen=partial(several.snooze, ids_of(rows))
        )
        add_moments(made.addMenu(later.title), later, beside)
        _add_of_list(made, several, rows)
    return made


def add_entries(menu: QMenu, entries: Iterable[Entry]) -> None:
    for entry in entries:
        _add(menu, f"{entry.words}\t{entry.key}" if entry.key else entry.words, entry.order)


def _add_of_list(made: QMenu, several: Several, rows: Sequence[WorkRow]) -> None:
    """Where they stand in the list."""
    ids = ids_of(rows)
    asleep = tuple(row.interaction_id for row in rows if row.snoozed_until is not None)
    if asleep:
        _add(made, tr("Have it back now"), partial(several.wake, asleep))
    first = made.addMenu(tr("Priority"))
    for priority in sorted(Priority, reverse=True):
        action = _add(first, priority_words(priority), partial(several.prioritise, ids, priority))
        action.setCheckable(True)
        action.setChecked(all(row.priority is priority for row in rows))
    made.addSeparator()
    if any(not row.is_unread for row in rows):
        _add(made, tr("Mark as unread"), partial(several.mark_unread, ids))
    if any(row.is_unread for row in rows):
        _add(made, tr("Mark as read"), partial(several.mark_read, ids))


def _add(menu: QMenu, words: str, order: Callable[[], object]) -> QAction:
    action = menu.addAction(words)
    action.triggered.connect(lambda _=False: order())
    return action
