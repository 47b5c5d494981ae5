"""What else is done with a conversation: given on, merged, left for later, put before others."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.domain.text import tr
from desktop.domain.work import Priority, WorkRow
from desktop.services.messaging.conversations import Conversations
from desktop.ui.conversation.words import priority_words
from desktop.ui.conversation.writing.later import moments
from desktop.ui.words import day_and_time


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An order of the window's own; `key` is shown beside it."""

    words: str
    order: Callable[[], object]
    key: str = ""


def more_menu(
    parent: QWidget, conversations: Conversations, work: WorkRow | None, now: datetime, entries: Iterable[Entry]
) -> QMenu:
    """It goes when it closes. `work` None: it is closed, and only `entries` are there."""
    made = QMenu(parent)
    made.aboutToHide.connect(made.deleteLater)
    for entry in entries:
        _add(made, f"{entry.words}\t{entry.key}" if entry.key else entry.words, entry.order)
    if work is not None:
        made.addSeparator()
        _add_of_list(made, conversations, work, now)
    return made


def _add_of_list(made: QMenu, conversations: Conversations, work: WorkRow, now: datetime) -> None:
    """Where it stands in the list."""
    number = work.interaction_id
    later = made.addMenu(tr("Leave it until"))
    for name, at in moments(now):
        _add(later, f"{name} · {day_and_time(at, now)}", partial(conversations.snooze, number, at))
    if work.snoozed_until is not None:
        _add(made, tr("Have it back now"), lambda: conversations.unsnooze(number))
    first = made.addMenu(tr("Priority"))
    for priority in sorted(Priority, reverse=True):
        action = _add(first, priority_words(priority), partial(conversations.prioritise, number, priority))
        action.setCheckable(True)
        action.setChecked(priority is work.priority)
    made.addSeparator()
    _add(made, tr("Mark as unread"), lambda: conversations.mark_unread(number))


def _add(menu: QMenu, words: str, order: Callable[[], object]) -> QAction:
    action = menu.addAction(words)
    action.triggered.connect(lambda _=False: order())
    return action
