"""The files of messages: looked at, and kept where the agent says. Nothing here opens or runs one."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop.domain.errors import DesktopError
from desktop.domain.office.previews import Preview
from desktop.domain.text import tr
from desktop.domain.written import AttachmentInfo, WrittenMessage
from desktop.services.channel import Channels
from desktop.services.notices import Notice, Notices
from desktop.services.saving.files import save_foreign
from desktop.services.saving.lent import LentFiles
from desktop.services.tasks import Lane, Tasks
from desktop.services.written_ports import WholeStore


class MessageFiles(QObject):
    def __init__(
        self, store: WholeStore, channels: Channels, tasks: Tasks, notices: Notices, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._channels = channels
        self._tasks = tasks
        self._notices = notices
        self._lent = LentFiles()

    def preview(
        self, message_id: int, info: AttachmentInfo, *, owner: QObject, done: Callable[[Preview], None]
    ) -> None:
        """What it is, what of it may be looked at, and its content."""

        def read() -> Preview:
            written = self._store.written(message_id)
            interaction = self._store.interaction(written.message.interaction_id) if written is not None else None
            kind = self._channels.of(interaction.channel) if interaction is not None else None
            if kind is None:
                return Preview(name=info.name, media_type=info.media_type, size=info.size)
            return kind.letters.preview(self._store.raw_message(message_id), info)

        self._tasks.run(Lane.STORE, read, owner=owner, done=done)

    def original(self, written: WrittenMessage, *, owner: QObject, done: Callable[[Preview], None]) -> None:
        """The whole message as it came or went, as a file. A message that is not kept so is told through a notice."""
        message = written.message

        def read() -> Preview | None:
            interaction = self._store.interaction(message.interaction_id)
            kind = self._channels.of(interaction.channel) if interaction is not None else None
            raw = self._store.raw_message(message.id or 0)
            return kind.letters.original(raw, message.subject) if kind is not None and raw else None

        def found(preview: Preview | None) -> None:
            if preview is not None:
                done(preview)
            else:
                self._notices.post(Notice(key="save_file", text=tr("This message is not kept as it came.")))

        self._tasks.run(Lane.STORE, read, owner=owner, done=found)

    def kept(self, file_id: int, *, owner: QObject, done: Callable[[bytes], None]) -> None:
        """Of a draft."""
        self._tasks.run(Lane.STORE, lambda: self._store.file(file_id), owner=owner, done=done)

    def save(self, path: str, content: bytes, origin: str) -> None:
        """Whole or not at all, marked as foreign; a failure is told through a notice."""
        self._tasks.run(Lane.NET, lambda: save_foreign(path, content, origin), owner=self, failed=self._on_not_saved)

    def lend(self, name: str, content: bytes, origin: str, *, owner: QObject, done: Callable[[str], None]) -> None:
        """A copy for another program, marked as foreign, by its path; a failure is told through a notice."""
        keep = self._lent.keep
        self._tasks.run(
            Lane.NET, lambda: keep(name, content, origin), owner=owner, done=done, failed=self._on_not_saved
        )

    def _on_not_saved(self, error: DesktopError) -> None:
        self._notices.post_error("save_file", error)
