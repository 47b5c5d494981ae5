"""The program's icon for Windows: the drawing in `resources/icons`, rendered at the sizes that Windows shows."""

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
_ICON = 1
_BITS = 32


def make_icon(drawing: Path, target: Path) -> None:
    """Write `target` (.ico) with a PNG for each size, as every Windows since Vista reads it."""
    pictures = [_png(drawing, size) for size in SIZES]
    rows = b""
    offset = 6 + 16 * len(pictures)
    for size, picture in zip(SIZES, pictures, strict=True):
        side = size % 256  # 0 stands for 256
        rows += struct.pack("<BBBBHHII", side, side, 0, 0, 1, _BITS, len(picture), offset)
        offset += len(picture)
    target.write_bytes(struct.pack("<HHH", 0, _ICON, len(pictures)) + rows + b"".join(pictures))


def _png(drawing: Path, size: int) -> bytes:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(drawing.read_bytes())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want the format as bytes, Qt takes both
    return bytes(buffer.data().data())
