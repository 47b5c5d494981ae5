"""Files an agent gives to a draft: read off the window's thread, and kept in the store."""

import mimetypes
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Qt, Signal
from PySide6.QtGui import QImage, QImageWriter

from desktop.domain.errors import DesktopError, Rejected
from desktop.domain.text import tr
from desktop.domain.written import StoredFile
from desktop.services.messaging.composing import Composing
from desktop.services.notices import Notices
from desktop.services.tasks import Lane, Tasks
from desktop.ui.conversation.closed_document import nothing, read_picture
from desktop.ui.conversation.words import size_words

_NOTICE = "attach"
_WIDE = 1600  # px: of a photo made smaller
_QUALITY = 85


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture for a text; `image` as it is shown."""

    name: str
    media_type: str
    content: bytes
    image: QImage


class GivenFiles(QObject):
    """What cannot be read, or is larger than the channel takes, is told through a notice."""

    kept = Signal(int, object)  # interaction id, StoredFile
    placed = Signal(int, object, object)  # interaction id, StoredFile, Picture: for the text
    shrunk = Signal(int, object, object, object)  # interaction id, StoredFile before and after, Picture

    def __init__(self, tasks: Tasks, composing: Composing, notices: Notices, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._composing, self._notices = tasks, composing, notices

    def take(self, interaction_id: int, paths: Sequence[str], largest: int | None) -> None:
        self._notices.clear(_NOTICE)
        for path in paths:
            self._tasks.run(
                Lane.NET,
                partial(_read, Path(path), largest),
                owner=self,
                done=partial(self._keep, interaction_id, Path(path).name),
                failed=self._on_failed,
            )

    def place(self, interaction_id: int, paths: Sequence[str], largest: int | None) -> None:
        """Pictures for the text. One that cannot be shown is told, and left."""
        self._notices.clear(_NOTICE)
        for path in paths:
            self._tasks.run(
                Lane.NET,
                partial(_read_picture, Path(path), largest),
                owner=self,
                done=partial(self._keep_picture, interaction_id),
                failed=self._on_failed,
            )

    def place_picture(self, interaction_id: int, picture: QImage) -> None:
        """From a clipboard, which gives it no name."""
        self._tasks.run(
            Lane.NET, partial(_of_clipboard, picture), owner=self, done=partial(self._keep_picture, interaction_id)
        )

    def shrink(self, interaction_id: int, before: StoredFile, content: bytes) -> None:
        """As wide as a screen shows it; `shrunk` follows."""

        def keep(picture: Picture) -> None:
            self._composing.attach(
                picture.name,
                picture.media_type,
                picture.content,
                content_id=before.content_id,
                owner=self,
                done=lambda after: self.shrunk.emit(interaction_id, before, after, picture),
            )

        self._tasks.run(Lane.NET, partial(_smaller, before.name, content), owner=self, done=keep)

    def _keep_picture(self, interaction_id: int, picture: Picture) -> None:
        self._composing.attach(
            picture.name,
            picture.media_type,
            picture.content,
            content_id=f"{secrets.token_hex(12)}@parley",
            owner=self,
            done=lambda kept: self.placed.emit(interaction_id, kept, picture),
        )

    def _keep(self, interaction_id: int, name: str, content: bytes) -> None:
        self._composing.attach(
            name, _media_type(name), content, owner=self, done=lambda kept: self.kept.emit(interaction_id, kept)
        )

    def _on_failed(self, error: DesktopError) -> None:
        self._notices.post_error(_NOTICE, error)


def _read(path: Path, largest: int | None) -> bytes:
    """On the net lane: a file may lie on a slow share."""
    try:
        if not path.is_file():
            raise Rejected(tr("“{name}” is no file, so it was not attached.", name=path.name))
        size = path.stat().st_size
        if largest is not None and size > largest:
            text = tr(
                "“{name}” is {size}: more than the {most} that can be sent.",
                name=path.name,
                size=size_words(size),
                most=size_words(largest),
            )
            raise Rejected(text, tr("Make it smaller, or put it where the customer can fetch it."))
        return path.read_bytes()
    except OSError as error:
        text = tr("“{name}” could not be read, so it was not attached.", name=path.name)
        raise Rejected(text, str(error.strerror or "")) from error


def _read_picture(path: Path, largest: int | None) -> Picture:
    content = _read(path, largest)
    image = read_picture(content)
    if image is None:
        raise Rejected(
            tr("“{name}” cannot be shown as a picture, so it was not put in.", name=path.name),
            tr("Attach it as a file."),
        )
    return Picture(name=path.name, media_type=_media_type(path.name), content=content, image=image)


def _of_clipboard(picture: QImage) -> Picture:
    return Picture(name=tr("picture.png"), media_type="image/png", content=_encoded(picture, "PNG"), image=picture)


def _smaller(name: str, content: bytes) -> Picture:
    """Never larger than it was: then it stays as it is."""
    image = read_picture(content)
    if image is None:
        return Picture(name=name, media_type=_media_type(name), content=content, image=nothing())
    if image.width() > _WIDE:
        image = image.scaledToWidth(_WIDE, Qt.TransformationMode.SmoothTransformation)
    kind = "PNG" if image.hasAlphaChannel() else "JPG"
    made = _encoded(image, kind)
    if len(made) >= len(content):
        return Picture(name=name, media_type=_media_type(name), content=content, image=image)
    name = f"{Path(name).stem}.{kind.lower()}"
    return Picture(name=name, media_type=_media_type(name), content=made, image=image)


def _encoded(picture: QImage, kind: str) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(kind.encode("ascii")))
    writer.setQuality(_QUALITY if kind == "JPG" else -1)
    writer.write(picture)
    return bytes(buffer.data().data())


def _media_type(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"
