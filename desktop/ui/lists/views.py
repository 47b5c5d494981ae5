"""A list view as all of them are: by pixel, one current row, no frame."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget
from typing_extensions import override


class List(QListView):
    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Taking the keyboard chooses nothing: Qt's own way is to choose the first row, which opens it."""
        QWidget.focusInEvent(self, event)
        self.viewport().update()


def list_view(words: str) -> QListView:
    """`words` name it for screen readers."""
    made = List()
    dress(made, words)
    return made


def dress(view: QListView, words: str) -> None:
    """Its ground is the panel's, and its own: what is scrolled is moved then, and only what is new is painted.

    So the style sheet may give a list neither ground nor border.
    """
    view.setAccessibleName(words)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setMouseTracking(True)
    view.verticalScrollBar().setSingleStep(20)


def on_quiet_ground(view: QListView) -> None:
    """It lies on the quieter panel."""
    view.viewport().setBackgroundRole(QPalette.ColorRole.AlternateBase)
