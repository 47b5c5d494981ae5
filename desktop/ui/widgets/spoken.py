"""What a screen reader says though the keyboard is elsewhere."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

Politeness = QAccessible.AnnouncementPoliteness


def is_heard() -> bool:
    """There is a screen reader: what only it says is worth finding out."""
    return QAccessible.isActive()


def say(where: QWidget, text: str, politeness: Politeness = Politeness.Polite) -> None:
    """To whatever screen reader there is; nothing happens without one."""
    if is_heard():
        event = QAccessibleAnnouncementEvent(where, text)
        event.setPoliteness(politeness)
        QAccessible.updateAccessibility(event)
