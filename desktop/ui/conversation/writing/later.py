"""When to send it: the moments one mostly means, in the agent's own time."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtWidgets import QMenu, QWidget

from desktop.domain.text import tr
from desktop.ui.words import day_and_time

_MORNING, _EVENING = 8, 18
_MONDAY = 0


def moments(now: datetime) -> list[tuple[str, datetime]]:
    """Each with its name, the nearest first."""
    local = now.astimezone()
    made = [(tr("In an hour"), now + timedelta(hours=1))]
    evening = local.replace(hour=_EVENING, minute=0, second=0, microsecond=0)
    if evening - local > timedelta(hours=2):
        made.append((tr("This evening"), evening))
    morning = local.replace(hour=_MORNING, minute=0, second=0, microsecond=0)
    made.append((tr("Tomorrow morning"), morning + timedelta(days=1)))
    days = (_MONDAY - local.weekday()) % 7 or 7
    if days > 1:
        made.append((tr("Monday morning"), morning + timedelta(days=days)))
    return made


def later_menu(parent: QWidget, now: datetime, chosen: Callable[[datetime], None]) -> QMenu:
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    for name, at in moments(now):
        action = menu.addAction(f"{name} · {day_and_time(at, now)}")
        action.triggered.connect(lambda _=False, at=at: chosen(at))
    return menu
