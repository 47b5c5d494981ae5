"""When to send it: the moments one mostly means, in the agent's own time."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from PySide6.QtWidgets import QMenu, QWidget

from desktop.domain.text import tr
from desktop.ui.words import day_and_time

_MORNING, _EVENING = 8, 18
_MONDAY = 0


def moments(now: datetime) -> list[tuple[str, datetime]]:
    """Each with its name, the nearest first."""
    today = now.astimezone().date()
    made = [(tr("In an hour"), now + timedelta(hours=1))]
    evening = _on_the_clock(today, _EVENING)
    if evening - now > timedelta(hours=2):
        made.append((tr("This evening"), evening))
    made.append((tr("Tomorrow morning"), _on_the_clock(today + timedelta(days=1), _MORNING)))
    days = (_MONDAY - today.weekday()) % 7 or 7
    if days > 1:
        made.append((tr("Monday morning"), _on_the_clock(today + timedelta(days=days), _MORNING)))
    return made


def _on_the_clock(day: date, hour: int) -> datetime:
    """On that day's clock: between now and then it may be put forward or back."""
    return datetime.combine(day, time(hour)).astimezone()


def later_menu(parent: QWidget, now: datetime, chosen: Callable[[datetime], None]) -> QMenu:
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    for name, at in moments(now):
        action = menu.addAction(f"{name} · {day_and_time(at, now)}")
        action.triggered.connect(lambda _=False, at=at: chosen(at))
    return menu
