"""What is being typed: written to the store within 150 ms of each change, and tried again while it cannot be.

One agent may be at two desks. Who writes last is kept; what that took the place of is kept apart in the same
transaction, and told (`overwritten`).
"""

import platform
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.errors import DesktopError
from desktop.domain.written import Draft, DraftKind, EarlierDraft
from desktop.services.notices import Notices
from desktop.services.tasks import Lane, Tasks
from desktop.services.written_ports import WrittenStore

TYPING_MILLISECONDS = 100  # how long typing is collected before it is written
RETRY_MILLISECONDS = 3000

Key = tuple[int, DraftKind]


def key_of(draft: Draft) -> Key:
    return draft.interaction_id, draft.kind


@dataclass(slots=True)
class _Typing:
    draft: Draft
    timer: QTimer
    is_unsaved: bool = True
    is_saving: bool = False


class Drafting(QObject):
    """Belongs to `Composing`. One draft of a kind an interaction; each is the whole text at that moment."""

    saved = Signal(int, object, object)  # interaction id, DraftKind, datetime
    not_saved = Signal(int)  # interaction id: it is tried again
    overwritten = Signal(object)  # EarlierDraft: what this agent wrote at another desk, and nobody saw at this one

    def __init__(self, store: WrittenStore, tasks: Tasks, notices: Notices, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._tasks = tasks
        self._notices = notices
        self._typed: dict[Key, _Typing] = {}
        self._seen: dict[Key, str] = {}  # the words in the store as this desk knows them
        self._given: dict[Key, str] = {}  # and as it gave them to the store last
        self._desk = platform.node()
        self._is_failing = False
        self._retry = QTimer(self, singleShot=True, interval=RETRY_MILLISECONDS)
        self._retry.timeout.connect(self.flush)

    def typed(self, interaction_id: int, kind: DraftKind) -> Draft | None:
        """What is newer than the store, or on its way there."""
        typing = self._typed.get((interaction_id, kind))
        return typing.draft if typing is not None else None

    def know(self, draft: Draft | None, key: Key) -> None:
        """It was read here, and nothing of it is lost when it is written anew."""
        self._given.pop(key, None)
        self._seen[key] = draft.text if draft is not None else ""

    def seen(self, key: Key) -> str | None:
        """The words that this desk knows, where it is known at all what stood there."""
        return self._given.get(key, self._seen.get(key))

    def at_this_desk(self, draft: Draft) -> Draft:
        return replace(draft, desk=self._desk)

    def write(self, draft: Draft) -> None:
        key = key_of(draft)
        typing = self._typed.get(key)
        if typing is None:
            timer = QTimer(self, singleShot=True, interval=TYPING_MILLISECONDS)
            timer.timeout.connect(lambda: self._save(key))
            typing = self._typed[key] = _Typing(draft, timer)
        typing.draft, typing.is_unsaved = draft, True
        if not typing.timer.isActive() and not typing.is_saving:
            typing.timer.start()

    def forget(self, key: Key) -> None:
        """It is sent or thrown away: what was not written yet is not written any more."""
        if typing := self._typed.pop(key, None):
            typing.timer.stop()
            typing.timer.deleteLater()

    def flush(self) -> None:
        """Write now whatever is unsaved."""
        for key in tuple(self._typed):
            self._save(key)

    def _save(self, key: Key) -> None:
        typing = self._typed.get(key)
        if typing is None or not typing.is_unsaved:
            return
        typing.timer.stop()
        typing.is_unsaved, typing.is_saving = False, True
        draft, seen = self.at_this_desk(typing.draft), self._seen.get(key)
        self._given[key] = draft.text

        def save() -> tuple[datetime, EarlierDraft | None]:
            if seen is None:  # not begun here, as after taking a letter back
                return self._store.save_draft(draft), None
            return self._store.overwrite_draft(draft, seen)

        self._tasks.run(
            Lane.STORE,
            save,
            owner=self,
            done=lambda saved: self._on_saved(key, typing, draft, *saved),
            failed=lambda error: self._on_not_saved(typing, error),
        )

    def _on_saved(self, key: Key, typing: _Typing, draft: Draft, at: datetime, other: EarlierDraft | None) -> None:
        typing.is_saving = False
        self._seen[key] = draft.text
        if other is not None:
            self.overwritten.emit(other)
        if self._is_failing:
            self._is_failing = False
            self._notices.clear("store")
        if self._typed.get(key) is not typing:
            return
        if typing.is_unsaved:
            typing.timer.start()
        else:
            self.forget(key)
        self.saved.emit(*key, at)

    def _on_not_saved(self, typing: _Typing, error: DesktopError) -> None:
        typing.is_saving, typing.is_unsaved = False, True
        self._is_failing = True
        self._notices.post_error("store", error)
        self.not_saved.emit(typing.draft.interaction_id)
        if not self._retry.isActive():
            self._retry.start()
