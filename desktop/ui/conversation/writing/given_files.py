"""Files an agent gives to a draft: read off the window's thread, and kept in the store."""

import mimetypes
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

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
from desktop.ui.conversation.writing.awaited import Awaited

T = TypeVar("T")

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

    kept = Signal(object, object)  # Awaited, StoredFile
    placed = Signal(object, object, object)  # Awaited, StoredFile, Picture: for the text
    shrunk = Signal(object, object, object, object)  # Awaited, StoredFile before and after, Picture
    not_taken = Signal(object)  # Awaited: one of its files, as was told

    def __init__(self, tasks: Tasks, composing: Composing, notices: Notices, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._composing, self._notices = tasks, composing, notices

    def take(self, awaited: Awaited, paths: Sequence[str]) -> None:
        self._notices.clear(_NOTICE)
        for path in paths:
            name = Path(path).name
            self._run(awaited, name, partial(_read, Path(path), awaited.largest), partial(self._keep, awaited, name))

    def place(self, awaited: Awaited, paths: Sequence[str]) -> None:
        """Pictures for the text. One that cannot be shown is told, and left."""
        self._notices.clear(_NOTICE)
        for path in paths:
            name, read = Path(path).name, partial(_read_picture, Path(path), awaited.largest)
            self._run(awaited, name, read, partial(self._keep_picture, awaited, name))

    def place_picture(self, awaited: Awaited, picture: QImage) -> None:
        """From a clipboard, which gives it no name."""
        name = tr("picture.png")
        self._run(awaited, name, partial(_of_clipboard, name, picture), partial(self._keep_picture, awaited, name))

    def shrink(self, awaited: Awaited, before: StoredFile, content: bytes) -> None:
        """As wide as a screen shows it; `shrunk` follows."""

        def keep(picture: Picture) -> None:
            file = _named(picture, before.content_id)
            tell = partial(self._tell_shrunk, awaited, before, picture)
            self._store(awaited, before.name, file, picture.content, tell)

        self._run(awaited, before.name, partial(_smaller, before.name, content), keep)

    def _tell_shrunk(self, awaited: Awaited, before: StoredFile, picture: Picture, after: StoredFile) -> None:
        self.shrunk.emit(awaited, before, after, picture)

    def _keep_picture(self, awaited: Awaited, name: str, picture: Picture) -> None:
        file = _named(picture, f"{secrets.token_hex(12)}@parley")
        self._store(awaited, name, file, picture.content, lambda kept: self.placed.emit(awaited, kept, picture))

    def _keep(self, awaited: Awaited, name: str, content: bytes) -> None:
        file = StoredFile(name=name, media_type=_media_type(name), size=len(content))
        self._store(awaited, name, file, content, lambda kept: self.kept.emit(awaited, kept))

    def _run(self, awaited: Awaited, name: str, read: Callable[[], T], done: Callable[[T], None]) -> None:
        awaited.unread += 1
        awaited.names.append(name)
        self._tasks.run(Lane.NET, read, owner=self, done=done, failed=partial(self._on_failed, awaited, name))

    def _store(
        self, awaited: Awaited, name: str, file: StoredFile, content: bytes, done: Callable[[StoredFile], None]
    ) -> None:
        """`name`: as it was given."""

        def on_kept(kept: StoredFile) -> None:
            awaited.names.remove(name)
            done(kept)

        failed = partial(self._on_failed, awaited, name)
        self._composing.attach(file, content, owner=self, done=on_kept, failed=failed)

    def _on_failed(self, awaited: Awaited, name: str, error: DesktopError) -> None:
        awaited.names.remove(name)
        self._notices.post_error(_NOTICE, error)
        self.not_taken.emit(awaited)


def _named(picture: Picture, content_id: str) -> StoredFile:
    size = len(picture.content)
    return StoredFile(name=picture.name, media_type=picture.media_type, size=size, content_id=content_id)


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


def _of_clipboard(name: str, picture: QImage) -> Picture:
    return Picture(name=name, media_type="image/png", content=_encoded(picture, "PNG"), image=picture)


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
