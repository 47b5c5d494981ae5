"""A document that shows what strangers wrote: it reads no file, no address, and no picture it was not handed."""

from collections.abc import Iterable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, QUrl
from PySide6.QtGui import QImage, QImageReader, QTextDocument
from typing_extensions import override

from desktop.ui.conversation.lines_apart import lines_apart

_FORMATS = {b"\x89PNG": b"png", b"\xff\xd8\xff": b"jpeg", b"GIF8": b"gif", b"RIFF": b"webp", b"BM": b"bmp"}
_MOST_PIXELS = 40_000_000  # of a picture before it is made smaller
_WIDEST, _TALLEST = 1600, 6000  # px
_THUMBNAIL = 112  # px: twice what it is shown in, for dense screens


class ClosedDocument(QTextDocument):
    """Qt's own would open `file:` and whatever looks like a path, even where the browser around it answers nothing.

    So each question is answered here, and with something: for an empty answer Qt looks on the disk by itself.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pictures: dict[str, bytes] = {}
        self.setDocumentMargin(0)
        self.setUndoRedoEnabled(False)

    def give_pictures(self, pictures: Iterable[tuple[str, bytes]]) -> None:
        """By content id; before the HTML that shows them."""
        self._pictures = dict(pictures)

    @override
    def setHtml(self, html: str) -> None:
        super().setHtml(lines_apart(html))

    @override
    def loadResource(self, kind: int, name: QUrl | str) -> object:
        address = name.toString() if isinstance(name, QUrl) else name
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return QByteArray(b"")
        scheme, _, content_id = address.partition(":")
        content = self._pictures.get(content_id, b"") if scheme.lower() == "cid" else b""
        return read_picture(content) or nothing()


def read_picture(content: bytes) -> QImage | None:
    """A picture of one of the plain kinds, made smaller where it is huge; None for whatever else it is.

    Never SVG, which may name files of its own.
    """
    return _read(content, QSize(_WIDEST, _TALLEST))


def read_thumbnail(content: bytes) -> QImage | None:
    return _read(content, QSize(_THUMBNAIL, _THUMBNAIL))


def _read(content: bytes, most: QSize) -> QImage | None:
    """Its size is looked at before any of it is unpacked."""
    kind = next((kind for magic, kind in _FORMATS.items() if content.startswith(magic)), None)
    if kind is None:
        return None
    buffer = QBuffer()
    buffer.setData(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(kind))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > _MOST_PIXELS:
        return None
    if size.width() > most.width() or size.height() > most.height():
        smaller = size.scaled(most, Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(smaller.expandedTo(QSize(1, 1)))
    image = reader.read()
    return None if image.isNull() else image


def nothing() -> QImage:
    """What stands for a picture that is not shown."""
    made = QImage(1, 1, QImage.Format.Format_ARGB32)
    made.fill(0)
    return made
