"""What a screen reader says though the keyboard is elsewhere."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

Politeness = QAccessible.AnnouncementPoliteness


def say(where: QWidget, text: str, politeness: Politeness = Politeness.Polite) -> None:
    """To whatever screen reader there is; nothing happens without one."""
    if QAccessible.isActive():
        event = QAccessibleAnnouncementEvent(where, text)
        event.setPoliteness(politeness)
        QAccessible.updateAccessibility(event)
