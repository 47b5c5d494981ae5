"""A picture as large as there is room for; a click shows it at its own size, to be scrolled, and back."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget
from typing_extensions import override

from desktop.domain.text import tr


class _Canvas(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.image.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = self.rect()
        size = self.image.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
        size = size if size.width() < self.image.width() else self.image.size()
        place.setSize(size)
        place.moveCenter(self.rect().center())
        painter.drawImage(place, self.image)


class PictureView(QScrollArea):
    def __init__(self) -> None:
        super().__init__()
        self._canvas = _Canvas()
        self._is_whole = True
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidget(self._canvas)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Picture"))

    @property
    def is_whole(self) -> bool:
        """All of it is in sight."""
        return self._is_whole

    def show_image(self, image: QImage) -> None:
        self._canvas.image = image
        self._is_whole = True
        self._place()
        self._canvas.update()

    def turn(self) -> None:
        """Between all of it and its own size."""
        self._is_whole = not self._is_whole
        self._place()

    def _place(self) -> None:
        room = self.viewport().size()
        own = self._canvas.image.size()
        self._canvas.resize(room if self._is_whole else own.expandedTo(QSize(1, 1)))
        is_larger = own.width() > room.width() or own.height() > room.height()
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_larger else Qt.CursorShape.ArrowCursor)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.turn()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.turn()
        else:
            super().keyPressEvent(event)
