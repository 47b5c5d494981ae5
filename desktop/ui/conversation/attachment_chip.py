"""A file of a message or a draft: its name and size, a picture small; pressing it never opens it."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QSizePolicy
from typing_extensions import override

from desktop.ui.conversation.words import size_words
from desktop.ui.look.icons import paint_icon
from desktop.ui.look.theme import tokens
from desktop.ui.look.tips import tip
from desktop.ui.look.tokens import ICON_SMALL, RADIUS_CHIP, S
from desktop.ui.look.writing import fitting, put, uncut
from desktop.ui.widgets.buttons import PlainButton
from desktop.ui.widgets.paint import rounded

HEIGHT = 28
PICTURE_HEIGHT = 64
_THUMBNAIL, _INSET, _LINE = 56, 4, 18
_WIDEST_NAME = 240
_SIDE = 8


class AttachmentChip(PlainButton):
    """`icon` is what pressing that does: `download` saves it, `x` takes it out of a draft. What can be saved can be
    carried away by the pointer, too."""

    carried = Signal()  # pressed and moved: no click follows

    def __init__(self, name: str, size: int, what: str, icon: str = "download") -> None:
        super().__init__("quiet")
        self._is_at_icon = False
        self._pressed_at: QPoint | None = None  # while it may still be carried away
        self._is_carried = False  # by what was pressed last
        self._name, self._size, self._icon = name, size_words(size), icon
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{what}: {name}, {self._size}")
        self.setToolTip(tip(f"{what}: {name}"))
        self._name_width = min(uncut(name, "small_medium").width, _WIDEST_NAME) + 1
        self._size_width = uncut(self._size, "small", tabular=True).width

    @property
    def is_at_icon(self) -> bool:
        """It was pressed there, not by the keyboard and not elsewhere."""
        return self._is_at_icon

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._is_at_icon = event.position().x() >= self.width() - _SIDE - ICON_SMALL - S
        is_left = event.button() is Qt.MouseButton.LeftButton
        self._pressed_at = event.position().toPoint() if is_left and self._icon == "download" else None
        self._is_carried = False
        super().mousePressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        begun = self._pressed_at
        if begun is None:
            if not self._is_carried:  # Qt would take it for pressed again
                super().mouseMoveEvent(event)
        elif (event.position().toPoint() - begun).manhattanLength() >= QApplication.startDragDistance():
            self._pressed_at, self._is_carried = None, True
            self.setDown(False)
            self.carried.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._is_at_icon = False
        super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        inside = 2 * (ICON_SMALL + S) + self._name_width + S + self._size_width
        return QSize(round(inside) + 2 * _SIDE, HEIGHT)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now, box = tokens(), QRectF(self.rect())
        is_lit = self.underMouse() or self.isDown()
        rounded(painter, box, RADIUS_CHIP, now.pressed if is_lit else now.panel, now.line)
        top = (HEIGHT - ICON_SMALL) / 2
        paint_icon(painter, "file-text", QRectF(_SIDE, top, ICON_SMALL, ICON_SMALL), now.text3)
        left = float(_SIDE + ICON_SMALL + S)
        put(
            painter,
            QRectF(left, 0, self._name_width, HEIGHT),
            fitting(self._name, "small_medium", self._name_width),
            now.text,
        )
        left += self._name_width + S
        put(painter, QRectF(left, 0, self._size_width, HEIGHT), uncut(self._size, "small", tabular=True), now.text3)
        left += self._size_width + S
        paint_icon(painter, self._icon, QRectF(round(left), top, ICON_SMALL, ICON_SMALL), now.text2)


class PictureChip(AttachmentChip):
    """A picture, small, beside its name; an empty place until it is there."""

    def __init__(self, name: str, size: int, what: str) -> None:
        super().__init__(name, size, what)
        self._image: QImage | None = None
        self.setFixedHeight(PICTURE_HEIGHT)

    def show_thumbnail(self, image: QImage) -> None:
        self._image = image
        self.update()

    @override
    def sizeHint(self) -> QSize:
        words = max(self._name_width, self._size_width)
        return QSize(round(_INSET + _THUMBNAIL + S + words + S + ICON_SMALL) + _SIDE, PICTURE_HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now, box = tokens(), QRectF(self.rect())
        is_lit = self.underMouse() or self.isDown()
        rounded(painter, box, RADIUS_CHIP, now.pressed if is_lit else now.panel, now.line)
        self._paint_picture(painter, QRectF(_INSET, _INSET, _THUMBNAIL, _THUMBNAIL))
        left, top = float(_INSET + _THUMBNAIL + S), (PICTURE_HEIGHT - 2 * _LINE) / 2
        room = self.width() - left - S - ICON_SMALL - _SIDE
        put(painter, QRectF(left, top, room, _LINE), fitting(self._name, "small_medium", room), now.text)
        put(painter, QRectF(left, top + _LINE, room, _LINE), uncut(self._size, "small", tabular=True), now.text3)
        right = self.width() - _SIDE - ICON_SMALL
        paint_icon(
            painter, self._icon, QRectF(right, (PICTURE_HEIGHT - ICON_SMALL) / 2, ICON_SMALL, ICON_SMALL), now.text2
        )

    def _paint_picture(self, painter: QPainter, place: QRectF) -> None:
        rounded(painter, place, RADIUS_CHIP, tokens().chip)
        if self._image is None:
            return
        size = self._image.size().scaled(place.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        inside = QRectF(0, 0, size.width(), size.height())
        inside.moveCenter(place.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(inside, self._image)
