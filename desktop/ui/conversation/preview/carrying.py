"""A file of a message that the pointer carries to another program, or into an answer."""

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QApplication, QWidget


def carry(path: str, source: QWidget) -> None:
    """Returns when it is let go; at once where it was already: to read the file took a moment."""
    if not QApplication.mouseButtons() & Qt.MouseButton.LeftButton:
        return
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path)])
    drag = QDrag(source)
    drag.setMimeData(data)
    drag.exec(Qt.DropAction.CopyAction)
