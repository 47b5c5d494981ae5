"""The team's ready texts: read when one is first wanted, found as one types, put into words for the work in hand."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from desktop.domain.change import Change, ChangeKind
from desktop.domain.channel import Channel
from desktop.domain.errors import DesktopError
from desktop.domain.office.macros import Macro
from desktop.domain.office.texts import IndexedText, ReadyText, TextKind, TextsRead, Wording, found, indexed
from desktop.services.lanes.rereading import Rereading
from desktop.services.messaging.feed import Feed
from desktop.services.office.facts import facts_of, put_into_words
from desktop.services.tasks import Lane, Tasks
from desktop.services.written_ports import WholeStore

_CONCERNED = frozenset({ChangeKind.TEXT, ChangeKind.EVERYTHING})

T = TypeVar("T")
Failed = Callable[[DesktopError], None]


def today() -> date:
    """Where the agent sits."""
    return datetime.now().astimezone().date()


class Texts(QObject):
    """Nothing is read before `open` is called: a ring, and a start, cost nothing."""

    changed = Signal()

    def __init__(self, store: WholeStore, feed: Feed, tasks: Tasks, agent: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._feed, self._tasks = store, feed, tasks
        self._agent = agent
        self._is_wanted = False
        self._reading = Rereading(tasks, self, self._on_not_read)
        self.is_read = False
        self._texts: tuple[ReadyText, ...] = ()
        self._indexed: tuple[IndexedText, ...] = ()
        self._macros: tuple[Macro, ...] = ()
        feed.changed.connect(self._on_changes)

    @property
    def texts(self) -> tuple[ReadyText, ...]:
        """Replies and templates, by title."""
        return self._texts

    @property
    def macros(self) -> tuple[Macro, ...]:
        """By title."""
        return self._macros

    def text(self, text_id: str) -> ReadyText | None:
        """As the step of a macro names it."""
        return next((one for one in self._texts if str(one.id) == text_id), None)

    def open(self) -> None:
        """They are wanted from now on; `changed` follows when they are there, and whenever they are others."""
        if not self._is_wanted:
            self._is_wanted = True
            self._read()

    def replies(self, typed: str, queue: str, channel: Channel, limit: int = 50) -> list[ReadyText]:
        fitting = (one for one in self._indexed if one.ready.kind is TextKind.REPLY and one.ready.fits(queue, channel))
        return found(fitting, typed, limit)

    def find(self, typed: str) -> list[ReadyText]:
        """All of them, whatever they fit."""
        return found(self._indexed, typed, len(self._indexed))

    def put_into_words(
        self, ready: ReadyText, interaction_id: int, *, owner: QObject, done: Callable[[Wording], None]
    ) -> None:
        """In the customer's language, with what is known of this piece of work filled in."""
        self._tasks.run(
            Lane.STORE,
            lambda: put_into_words(ready, facts_of(self._store, interaction_id, self._agent), today()),
            owner=owner,
            done=done,
        )

    # ------------------------------------------------------------ orders

    def save(
        self, text: ReadyText, *, owner: QObject, done: Callable[[ReadyText], None], failed: Failed | None = None
    ) -> None:
        """A new one, another one, or one that was removed."""
        self._tasks.run(
            Lane.STORE,
            lambda: self._store.save_text(text),
            owner=owner,
            done=lambda saved: self._on_written(done, saved),
            failed=failed,
        )

    def remove(self, text: ReadyText) -> None:
        """`save` brings it back."""
        if text.id is not None:
            number = text.id
            self._order(lambda: self._store.remove_text(number))

    def save_macro(
        self, macro: Macro, *, owner: QObject, done: Callable[[Macro], None], failed: Failed | None = None
    ) -> None:
        self._tasks.run(
            Lane.STORE,
            lambda: self._store.save_macro(macro),
            owner=owner,
            done=lambda saved: self._on_written(done, saved),
            failed=failed,
        )

    def remove_macro(self, macro: Macro) -> None:
        """`save_macro` brings it back."""
        if macro.id is not None:
            number = macro.id
            self._order(lambda: self._store.remove_macro(number))

    # ------------------------------------------------------------ files

    def check_file(self, path: Path, *, owner: QObject, done: Callable[[TextsRead], None], failed: Failed) -> None:
        """What `read_file` would do."""
        self._tasks.run(Lane.NET, lambda: self._store.check_texts(path), owner=owner, done=done, failed=failed)

    def read_file(self, path: Path, *, owner: QObject, done: Callable[[TextsRead], None], failed: Failed) -> None:
        """All that can be taken of it."""
        self._tasks.run(
            Lane.NET,  # thousands are read for seconds: a ring must not wait behind them
            lambda: self._store.read_texts(path),
            owner=owner,
            done=lambda read: self._on_written(done, read),
            failed=failed,
        )

    def write_file(self, path: Path, *, owner: QObject, done: Callable[[int], None], failed: Failed) -> None:
        self._tasks.run(Lane.NET, lambda: self._store.write_texts(path), owner=owner, done=done, failed=failed)

    # ------------------------------------------------------------ within

    def _order(self, work: Callable[[], object]) -> None:
        self._tasks.run(Lane.STORE, work, owner=self, done=lambda _: self._feed.look())

    def _on_written(self, done: Callable[[T], None], value: T) -> None:
        self._feed.look()
        done(value)

    def _on_changes(self, changes: tuple[Change, ...]) -> None:
        if self._is_wanted and any(change.kind in _CONCERNED for change in changes):
            self._read()

    def _read(self) -> None:
        if not self._reading.is_free(self._read):
            return

        def read() -> tuple[tuple[IndexedText, ...], tuple[Macro, ...]]:
            return tuple(indexed(one) for one in self._store.texts()), tuple(self._store.macros())

        self._reading.read(read, lambda all_: self._on_read(*all_))

    def _on_read(self, texts: tuple[IndexedText, ...], macros: tuple[Macro, ...]) -> None:
        self.is_read = True
        self._indexed, self._macros = texts, macros
        self._texts = tuple(one.ready for one in texts)
        self.changed.emit()

    def _on_not_read(self, _error: DesktopError) -> None:
        """Asked for again at the next wish."""
        self._is_wanted = False
