"""Files an agent gives to a draft: read off the window's thread, and kept in the store."""

import mimetypes
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QObject, Signal
from PySide6.QtGui import QImage

from desktop.domain.errors import DesktopError, Rejected
from desktop.domain.text import tr
from desktop.services.messaging.composing import Composing
from desktop.services.notices import Notices
from desktop.services.tasks import Lane, Tasks
from desktop.ui.conversation.words import size_words

_NOTICE = "attach"


class GivenFiles(QObject):
    """What cannot be read, or is larger than the channel takes, is told through a notice."""

    kept = Signal(int, object)  # interaction id, StoredFile

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

    def take_picture(self, interaction_id: int, picture: QImage) -> None:
        """From a clipboard, which gives it no name."""
        self._tasks.run(
            Lane.NET, partial(_as_png, picture), owner=self, done=partial(self._keep, interaction_id, tr("picture.png"))
        )

    def _keep(self, interaction_id: int, name: str, content: bytes) -> None:
        media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        self._composing.attach(
            name, media_type, content, owner=self, done=lambda kept: self.kept.emit(interaction_id, kept)
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


def _as_png(picture: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, format=b"PNG")
    return bytes(buffer.data().data())
