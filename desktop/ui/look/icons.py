"""Lucide's icons, drawn through QtSvg in the colour asked for, sharp at every scale."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.domain.channel import Channel
from desktop.ui.look.resources import resource

STROKE = "1.75"
_PROGRAM_SIZES = (16, 24, 32, 48, 64, 128)

CHANNEL_ICONS = {
    Channel.VOICE: "phone",
    Channel.EMAIL: "mail",
    Channel.CHAT: "message-square",
    Channel.SMS: "smartphone",
    Channel.SOCIAL: "share-2",
    Channel.FORUM: "messages-square",
}


@lru_cache(maxsize=256)
def _svg(name: str, colour: str) -> bytes:
    own = resource("icons", f"{name}.svg")
    file = own if own.is_file() else resource("icons", "lucide", f"{name}.svg")
    text = file.read_text("utf-8")
    return text.replace("currentColor", colour).replace('stroke-width="2"', f'stroke-width="{STROKE}"').encode()


@lru_cache(maxsize=1024)
def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon at `size` logical pixels for a screen of that device pixel ratio. GUI thread."""
    side = round(size * ratio)
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(_svg(name, colour))).render(painter, QRectF(0, 0, side, side))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def paint_icon(painter: QPainter, name: str, rect: QRectF, colour: str) -> None:
    """Draw the icon into the square `rect`, which is in logical pixels."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(rect.topLeft(), pixmap(name, colour, round(rect.width()), ratio))


def program_icon() -> QIcon:
    """For the window's frame, the task bar and the list of windows."""
    made = QIcon()
    for size in _PROGRAM_SIZES:
        made.addPixmap(pixmap("parley", "", size))
    return made


def icon(name: str, colour: str, size: int = 20) -> QIcon:
    """For the few places Qt paints itself: menus and line edits."""
    made = QIcon()
    for ratio in (1.0, 1.5, 2.0):
        made.addPixmap(pixmap(name, colour, size, ratio))
    return made
