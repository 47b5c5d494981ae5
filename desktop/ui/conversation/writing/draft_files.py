"""The files of one draft: beside the text, or pictures within it; and photos that would be better smaller."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from desktop.domain.text import tr
from desktop.domain.written import Draft, DraftKind, StoredFile
from desktop.services.desk import DeskServices
from desktop.services.messaging.drafting import Key, key_of
from desktop.services.notices import Notice
from desktop.ui.conversation.words import is_picture_name, size_words
from desktop.ui.conversation.writing.awaited import Awaited, Order, with_file
from desktop.ui.conversation.writing.editor import Editor
from desktop.ui.conversation.writing.files_row import FilesRow
from desktop.ui.conversation.writing.given_files import GivenFiles, Picture

_LARGE = 1_000_000  # bytes of a picture from which on a smaller one is offered


class DraftFiles(QObject):
    """What is given belongs to the draft that was shown then, whichever is shown when it is read."""

    changed = Signal(object)  # tuple of StoredFile: the draft's from now on
    all_read = Signal(object)  # Order: what was to be done with the draft that is shown
    waiting_changed = Signal()  # whether one is read, or waited for
    sent_unseen = Signal(object)  # Key: of a draft that is not shown
    kept_back = Signal()  # a letter that waited was not sent, and it was said why
    settled = Signal()  # no letter waits for its files any more

    def __init__(self, services: DeskServices, editor: Editor, row: FilesRow, parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._editor, self._row = services, editor, row
        self._given = GivenFiles(services.tasks, services.composing, services.notices, self)
        self._draft: Draft | None = None
        self._largest: int | None = None
        self._awaited: dict[Key, Awaited] = {}
        self._offered: tuple[StoredFile, ...] = ()  # those that would be better smaller
        editor.files_given.connect(self._on_dropped)
        editor.picture_given.connect(self._on_picture)
        row.removed.connect(self._on_removed)
        row.smaller_asked.connect(self._on_smaller)
        self._given.kept.connect(self._on_kept)
        self._given.placed.connect(self._on_placed)
        self._given.shrunk.connect(self._on_shrunk)
        self._given.not_taken.connect(self._on_not_taken)
        services.composing.discarded.connect(self._on_discarded)

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
            self._given.take(self._await(self._draft), paths)

    def follow(self, draft: Draft) -> None:
        """As it is written."""
        if self._draft is not None:
            before, self._draft = self._total, draft
            if awaited := self._awaited.get(key_of(draft)):
                awaited.draft = draft
            if self._total != before:  # a picture was taken out of the text, or is there again
                self._show()

    @property
    def is_small(self) -> bool:
        """The channel takes them all."""
        return is_small(self._draft, self._largest)

    # ---------------------------------------------------------------- what is still being read

    @property
    def is_reading(self) -> bool:
        """For the draft that is shown."""
        return self._current is not None

    @property
    def is_awaited(self) -> bool:
        """The draft that is shown is sent when all is read."""
        return self._current is not None and self._current.order is not None

    @property
    def has_waiting(self) -> bool:
        """Any letter is to be sent when its files are read."""
        return any(one.order is not None for one in self._awaited.values())

    @property
    def unread(self) -> list[tuple[str, list[str]]]:
        """Of each draft, shown or not, its title and the names of what is being read into it."""
        return [(one.title, list(one.names)) for one in self._awaited.values() if one.unread]

    def wait(self, order: Order | None) -> None:
        """What is done with the draft that is shown as soon as its files are read; None: nothing."""
        if self._current is not None:
            self._current.order, self._current.has_failed = order, False
            self._tell()

    @property
    def _current(self) -> Awaited | None:
        return self._awaited.get(key_of(self._draft)) if self._draft is not None else None

    def _await(self, draft: Draft) -> Awaited:
        made = Awaited(draft=draft, largest=self._largest)
        return self._awaited.setdefault(key_of(draft), made)

    def _is_forgotten(self, awaited: Awaited) -> bool:
        """The draft was thrown away."""
        return self._awaited.get(key_of(awaited.draft)) is not awaited

    def _is_shown(self, awaited: Awaited) -> bool:
        return self._current is awaited

    def _one_less(self, awaited: Awaited) -> None:
        awaited.unread -= 1
        if awaited.unread or self._is_forgotten(awaited):
            return
        is_shown, order = self._is_shown(awaited), awaited.order
        del self._awaited[key_of(awaited.draft)]
        self.waiting_changed.emit()
        if order is None:
            return
        if self._is_left_out(awaited):
            self.kept_back.emit()
        elif is_shown:
            self.all_read.emit(order)
        else:
            order(to_send(awaited.draft))
            self.sent_unseen.emit(key_of(awaited.draft))
        if not self.has_waiting:
            self.settled.emit()

    def _is_left_out(self, awaited: Awaited) -> bool:
        """A file is missing, or is too much: said, and the letter is left a draft."""
        is_fit = is_small(awaited.draft, awaited.largest)
        if is_fit and not awaited.has_failed:
            return False
        why = tr("A file of it could not be attached.") if is_fit else tr("Its files are more than can be sent.")
        text = tr("“{title}” was not sent. {why}", title=awaited.title, why=why)
        self._services.notices.post(Notice(key="not_sent", text=text, hint=tr("It is kept as a draft.")))
        return True

    def _tell(self) -> None:
        self.waiting_changed.emit()
        if not self.has_waiting:
            self.settled.emit()

    def _on_not_taken(self, awaited: Awaited) -> None:
        awaited.has_failed = True
        self._one_less(awaited)

    def _on_discarded(self, interaction_id: int, kind: DraftKind) -> None:
        if self._awaited.pop((interaction_id, kind), None) is not None:
            self._tell()

    # ---------------------------------------------------------------- what is shown

    @property
    def _total(self) -> int:
        return _total(self._draft)

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
        if pictures:
            self._given.place(self._await(self._draft), pictures)
        if others := [path for path in paths if path not in pictures]:
            self.attach(others)

    def _on_picture(self, picture: QImage) -> None:
        if self._draft is not None:
            self._given.place_picture(self._await(self._draft), picture)

    def _on_kept(self, awaited: Awaited, kept: StoredFile) -> None:
        if self._draft is not None and self._is_shown(awaited):
            self._offer(kept)
            self._put((*self._draft.files, kept))
        else:
            self._write_unseen(awaited, with_file(awaited.draft, kept))
        self._one_less(awaited)

    def _on_placed(self, awaited: Awaited, kept: StoredFile, picture: Picture) -> None:
        if self._draft is not None and self._is_shown(awaited):
            self._offer(kept)
            self.changed.emit((*self._draft.files, kept))
            self._editor.insert_picture(kept.content_id, picture.image)
            self._show()
        else:
            self._write_unseen(awaited, with_file(awaited.draft, kept))
        self._one_less(awaited)

    def _write_unseen(self, awaited: Awaited, draft: Draft) -> None:
        """Another conversation is shown by now."""
        if not self._is_forgotten(awaited):
            awaited.draft = draft
            self._services.composing.write(draft)

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
        done = partial(self._shrink, draft, offered)
        self._services.files.kept(offered.id, owner=self, done=done)

    def _shrink(self, draft: Draft, offered: StoredFile, content: bytes) -> None:
        if self._draft is not None and key_of(self._draft) == key_of(draft):
            self._given.shrink(self._await(self._draft), offered, content)

    def _on_shrunk(self, awaited: Awaited, before: StoredFile, after: StoredFile, picture: Picture) -> None:
        files = tuple(after if one == before else one for one in awaited.draft.files)
        if not self._is_shown(awaited):
            self._write_unseen(awaited, replace(awaited.draft, files=files))
        elif before in awaited.draft.files:
            self._put(files)
            if after.content_id:
                self._editor.show_picture(after.content_id, picture.image)
        self._one_less(awaited)


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


def _total(draft: Draft | None) -> int:
    return sum(one.size for one in to_send(draft).files) if draft is not None else 0


def is_small(draft: Draft | None, largest: int | None) -> bool:
    """What is sent of it is no more than that."""
    return largest is None or _total(draft) <= largest
