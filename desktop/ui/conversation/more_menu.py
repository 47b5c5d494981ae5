"""What else is done with a conversation: left for later, put before others, ended with how it ended."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.domain.interaction import Disposition
from desktop.domain.text import tr
from desktop.domain.work import Priority, WorkRow
from desktop.services.messaging.conversations import Conversations
from desktop.ui.conversation.writing.later import moments
from desktop.ui.words import day_and_time


def more_menu(parent: QWidget, conversations: Conversations, work: WorkRow, now: datetime) -> QMenu:
    """It goes when it closes."""
    made = QMenu(parent)
    made.aboutToHide.connect(made.deleteLater)
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
    return made


def end_menu(parent: QWidget, dispositions: Sequence[Disposition], ended: Callable[[str], None]) -> QMenu:
    """How it ended; `ended` is called with the code."""
    made = QMenu(parent)
    made.aboutToHide.connect(made.deleteLater)
    for disposition in dispositions:
        _add(made, disposition.label, partial(ended, disposition.code))
    made.addSeparator()
    _add(made, tr("Close without a result"), lambda: ended(""))
    return made


def priority_words(priority: Priority) -> str:
    return {
        Priority.URGENT: tr("Urgent"),
        Priority.HIGH: tr("High"),
        Priority.NORMAL: tr("Normal"),
        Priority.LOW: tr("Low"),
    }[priority]


def _add(menu: QMenu, words: str, order: Callable[[], object]) -> QAction:
    action = menu.addAction(words)
    action.triggered.connect(lambda _=False: order())
    return action
