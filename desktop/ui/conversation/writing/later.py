"""When to send it, or to look again: the moments one mostly means, in the agent's own time, or any other."""

from collections.abc import Callable
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """What is done with the moment that is chosen; `verb` is on the button that does it, `now` is asked each time."""

    title: str
    verb: str
    now: Callable[[], datetime]
    chosen: Callable[[datetime], None]


def later_menu(parent: QWidget, later: Later, beside: QWidget) -> QMenu:
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    add_moments(menu, later, beside)
    return menu


def add_moments(menu: QMenu, later: Later, beside: QWidget) -> None:
    """The last asks for any other moment, beside what led to the menu."""
    now = later.now()
    for name, at in moments(now):
        action = menu.addAction(f"{name} · {day_and_time(at, now)}")
        action.triggered.connect(lambda _=False, at=at: later.chosen(at))
    menu.addSeparator()
    menu.addAction(tr("Another time…")).triggered.connect(lambda _=False: _ask(later, beside))


def _ask(later: Later, beside: QWidget) -> None:
    from desktop.ui.conversation.handing.moment_panel import MomentPanel  # not at the start

    panel = MomentPanel(beside, later.title, later.verb, later.now)
    panel.taken.connect(later.chosen)
    panel.open_up()
