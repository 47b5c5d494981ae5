"""The files of one draft: beside the text, or pictures within it; and photos that would be better smaller."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from desktop.domain.text import tr
from desktop.domain.written import Draft, DraftKind, StoredFile
from desktop.services.desk import DeskServices
from desktop.ui.conversation.words import is_picture_name, size_words
from desktop.ui.conversation.writing.editor import Editor
from desktop.ui.conversation.writing.files_row import FilesRow
from desktop.ui.conversation.writing.given_files import GivenFiles, Picture

_LARGE = 1_000_000  # bytes of a picture from which on a smaller one is offered


class DraftFiles(QObject):
    """What is given belongs to the draft that was shown then, or is left in the store for nobody."""

    changed = Signal(object)  # tuple of StoredFile: the draft's from now on

    def __init__(self, services: DeskServices, editor: Editor, row: FilesRow, parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._editor, self._row = services, editor, row
        self._given = GivenFiles(services.tasks, services.composing, services.notices, self)
        self._draft: Draft | None = None
        self._largest: int | None = None
        self._offered: tuple[StoredFile, ...] = ()  # those that would be better smaller
        editor.files_given.connect(self._on_dropped)
        editor.picture_given.connect(self._on_picture)
        row.removed.connect(self._on_removed)
        row.smaller_asked.connect(self._on_smaller)
        self._given.kept.connect(self._on_kept)
        self._given.placed.connect(self._on_placed)
        self._given.shrunk.connect(self._on_shrunk)

    def begin(self, draft: Draft | None, largest: int | None) -> None:
        """Another draft is shown; None: none, or one that takes no files. Its pictures come into the text."""
        self._draft, self._largest, self._offered = draft, largest, ()
        self._show()
        if draft is not None:
            for one in _within(draft):
                if one.id is not None:
                    self._services.files.kept(one.id, owner=self, done=partial(self._on_read, draft, one))

    def attach(self, paths: Sequence[str]) -> None:
        if self._draft is not None:
            self._given.take(self._draft.interaction_id, paths, self._largest)

    def follow(self, draft: Draft) -> None:
        """As it is written."""
        if self._draft is not None:
            before, self._draft = self._total, draft
            if self._total != before:  # a picture was taken out of the text, or is there again
                self._show()

    @property
    def is_small(self) -> bool:
        """The channel takes them all."""
        return self._largest is None or self._total <= self._largest

    @property
    def _total(self) -> int:
        return sum(one.size for one in to_send(self._draft).files) if self._draft is not None else 0

    def _show(self) -> None:
        beside = [one for one in to_send(self._draft).files if not _is_within(one, self._draft)] if self._draft else ()
        self._row.show_files(beside, self._largest, self._total)
        self._offered = tuple(one for one in self._offered if self._draft is not None and one in self._draft.files)
        self._row.offer_smaller(_offer_words(self._offered[0]) if self._offered else "")

    def _put(self, files: tuple[StoredFile, ...]) -> None:
        self.changed.emit(files)
        self._show()

    # ---------------------------------------------------------------- what is given

    def _on_dropped(self, paths: Sequence[str]) -> None:
        """Into the text: pictures stay there, other files go beside it."""
        if self._draft is None:
            return
        pictures = [path for path in paths if is_picture_name(path)]
        self._given.place(self._draft.interaction_id, pictures, self._largest)
        self.attach([path for path in paths if path not in pictures])

    def _on_picture(self, picture: QImage) -> None:
        if self._draft is not None:
            self._given.place_picture(self._draft.interaction_id, picture)

    def _on_kept(self, interaction_id: int, kept: StoredFile) -> None:
        if self._draft is not None and interaction_id == self._draft.interaction_id:
            self._offer(kept)
            self._put((*self._draft.files, kept))

    def _on_placed(self, interaction_id: int, kept: StoredFile, picture: Picture) -> None:
        if self._draft is None or interaction_id != self._draft.interaction_id:
            return
        self._offer(kept)
        self.changed.emit((*self._draft.files, kept))
        self._editor.insert_picture(kept.content_id, picture.image)
        self._show()

    def _on_read(self, draft: Draft, one: StoredFile, content: bytes) -> None:
        if self._draft is not None and self._draft.interaction_id == draft.interaction_id:
            self._editor.give_picture(one.content_id, content)

    def _on_removed(self, gone: StoredFile) -> None:
        if self._draft is not None:
            self._put(tuple(one for one in self._draft.files if one != gone))

    # ---------------------------------------------------------------- large photos

    def _offer(self, kept: StoredFile) -> None:
        """One after the other, where several are given."""
        if kept.size > _LARGE and is_picture_name(kept.name):
            self._offered = (*self._offered, kept)

    def _on_smaller(self) -> None:
        draft = self._draft
        if not self._offered or draft is None:
            return
        offered, *others = self._offered
        if offered.id is None:
            return
        self._offered = tuple(others)
        self._show()
        done = partial(self._given.shrink, draft.interaction_id, offered)
        self._services.files.kept(offered.id, owner=self, done=done)

    def _on_shrunk(self, interaction_id: int, before: StoredFile, after: StoredFile, picture: Picture) -> None:
        draft = self._draft
        if draft is None or interaction_id != draft.interaction_id or before not in draft.files:
            return
        self._put(tuple(after if one == before else one for one in draft.files))
        if after.content_id:
            self._editor.show_picture(after.content_id, picture.image)


def to_send(draft: Draft) -> Draft:
    """Without pictures that were taken out of the text again. What is passed on keeps those of the original: its
    text below shows them."""
    if draft.kind is DraftKind.FORWARD:
        return draft
    kept = tuple(one for one in draft.files if not one.content_id or _is_within(one, draft))
    return replace(draft, files=kept) if kept != draft.files else draft


def _within(draft: Draft) -> list[StoredFile]:
    return [one for one in draft.files if _is_within(one, draft)]


def _is_within(file: StoredFile, draft: Draft) -> bool:
    return bool(file.content_id) and f'src="cid:{file.content_id}"' in draft.html


def _offer_words(file: StoredFile) -> str:
    return tr("“{name}” is {size}.", name=file.name, size=size_words(file.size))
