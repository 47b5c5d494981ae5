"""A list view as all of them are: by pixel, one current row, no frame."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QListView


def list_view(words: str) -> QListView:
    """`words` name it for screen readers."""
    made = QListView()
    dress(made, words)
    return made


def dress(view: QListView, words: str) -> None:
    view.setAccessibleName(words)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setMouseTracking(True)
    view.verticalScrollBar().setSingleStep(20)
