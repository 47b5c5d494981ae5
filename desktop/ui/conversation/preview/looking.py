"""What becomes of the files, pictures and links of messages that an agent points at."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import QFileDialog, QStackedLayout, QWidget

from desktop.domain.office.mailto import read_mailto
from desktop.domain.office.previews import Preview, PreviewKind
from desktop.domain.text import tr
from desktop.domain.written import AttachmentInfo, WrittenMessage
from desktop.services.desk import DeskServices
from desktop.services.tasks import Lane
from desktop.ui.conversation.closed_document import read_picture, read_thumbnail
from desktop.ui.conversation.preview.carrying import carry
from desktop.ui.conversation.preview.panel import PreviewPanel
from desktop.ui.conversation.words import safe_name

_MOST_KEPT = 200
_WEB = ("https://", "http://")


class Looking(QObject):
    """A file is shown in the place of the transcript, and that comes back by Esc or by another conversation."""

    mail_begun = Signal(int)  # interaction id: a link to a mail address was followed
    number_chosen = Signal(str)  # a link to a telephone number was followed: nothing dials by itself
    came_back = Signal()

    def __init__(self, services: DeskServices, stack: QStackedLayout, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self._stack, self._window = stack, parent
        self._panel: PreviewPanel | None = None
        self._before: QWidget | None = None
        self._shown: tuple[int, AttachmentInfo] | None = None
        self._preview: Preview | None = None
        self._origin = ""
        self._thumbnails: dict[tuple[int, int], QImage] = {}

    @property
    def is_looking(self) -> bool:
        return self._panel is not None and self._stack.currentWidget() is self._panel

    @property
    def panel(self) -> PreviewPanel:
        """Built when the first file is looked at."""
        if self._panel is None:
            self._panel = PreviewPanel()
            self._panel.left.connect(self.leave)
            self._panel.save_asked.connect(self._on_save)
            self._panel.link_asked.connect(self.follow)
            self._stack.addWidget(self._panel)
        return self._panel

    def look(self, message_id: int, info: AttachmentInfo, origin: str) -> None:
        """`origin` is the address it came from."""
        if not self.is_looking:
            self._before = self._window.focusWidget()
        self._shown, self._preview, self._origin = (message_id, info), None, origin
        panel = self.panel
        self._stack.setCurrentWidget(panel)
        panel.show_reading(info.name, info.size)
        self._read(message_id, info, self._on_preview)

    def save(self, message_id: int, info: AttachmentInfo, origin: str) -> None:
        """At once; of what can do harm it is first said so."""

        def done(preview: Preview) -> None:
            if preview.danger:
                self.look(message_id, info, origin)
            else:
                self._ask_where(preview, origin)

        self._services.files.preview(message_id, info, owner=self, done=done)

    def carry(self, message_id: int, info: AttachmentInfo, origin: str) -> None:
        """By the pointer, as a file; of what can do harm it is first said so."""

        def done(preview: Preview) -> None:
            if preview.danger:
                self.look(message_id, info, origin)
                return
            self._services.files.lend(
                safe_name(preview.name),
                preview.content,
                f"mailto:{origin}",
                owner=self,
                done=lambda path: carry(path, self._window),
            )

        self._services.files.preview(message_id, info, owner=self, done=done)

    def save_original(self, written: WrittenMessage, origin: str) -> None:
        """The whole message as it came or went."""
        self._services.files.original(written, owner=self, done=lambda preview: self._ask_where(preview, origin))

    def save_to(self, path: str, preview: Preview, origin: str) -> None:
        self._services.files.save(path, preview.content, f"mailto:{origin}")

    def leave(self) -> None:
        """The transcript is there again, and the keyboard where it was."""
        if not self.is_looking:
            return
        self._shown = self._preview = None
        self.came_back.emit()
        if self._before is not None:
            self._before.setFocus()
            self._before = None

    def follow(self, address: str) -> None:
        """Of a link: to the web by the system's browser; a mail is written here."""
        if address[:7].lower() == "mailto:":
            mail = read_mailto(address)
            if mail is not None:
                self._services.mail_links.write(mail, owner=self, done=self.mail_begun.emit)
            return
        if address[:4].lower() == "tel:":
            self.number_chosen.emit(address[4:])
            return
        if address.lower().startswith(_WEB):  # whatever else the system would open: a file, a share, a program
            QDesktopServices.openUrl(QUrl(address))

    def thumbnail(self, message_id: int, info: AttachmentInfo, done: Callable[[QImage], None]) -> None:
        """Made small off the window's thread; nothing comes of what is no picture."""
        key = (message_id, info.position)
        kept = self._thumbnails.get(key)
        if kept is not None:
            done(kept)
            return

        def made(image: QImage | None) -> None:
            if image is not None:
                while len(self._thumbnails) >= _MOST_KEPT:
                    del self._thumbnails[next(iter(self._thumbnails))]
                self._thumbnails[key] = image
                done(image)

        self._services.files.preview(
            message_id, info, owner=self, done=lambda preview: self._decode(preview, made, read_thumbnail)
        )

    # ---------------------------------------------------------------- within

    def _read(self, message_id: int, info: AttachmentInfo, done: Callable[[Preview, QImage | None], None]) -> None:
        self._services.files.preview(
            message_id,
            info,
            owner=self,
            done=lambda preview: self._decode(preview, partial(done, preview), read_picture),
        )

    def _decode(
        self, preview: Preview, done: Callable[[QImage | None], None], read: Callable[[bytes], QImage | None]
    ) -> None:
        if preview.kind is not PreviewKind.PICTURE:
            done(None)
            return
        self._services.tasks.run(Lane.NET, lambda: read(preview.content), owner=self, done=done)

    def _on_preview(self, preview: Preview, image: QImage | None) -> None:
        if self._shown is not None and self._panel is not None and self.is_looking:
            self._preview = preview
            self._panel.show_preview(preview, image)

    def _on_save(self) -> None:
        if self._preview is not None:
            self._ask_where(self._preview, self._origin)

    def _ask_where(self, preview: Preview, origin: str) -> None:
        path, _ = QFileDialog.getSaveFileName(self._window, tr("Save"), safe_name(preview.name))
        if path:
            self.save_to(path, preview, origin)
