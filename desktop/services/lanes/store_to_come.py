"""The store before it is open, so that the window need not wait for it."""

import time
from collections.abc import Callable
from threading import Event
from typing import Any, cast

from desktop.domain.errors import StorageError
from desktop.domain.text import tr
from desktop.services.written_ports import WholeStore

FIRST_SECONDS = 0.3  # what takes no longer is not spoken of
EACH_SECONDS = 3.0  # a screen reader says each word of it


class StoreToCome:
    """`store` may be handed out at once: what it is asked on the store lane, behind `come`, the opened one answers."""

    def __init__(self, told: Callable[[str], None]) -> None:
        """`told` hears on the store lane how far the opening is, when it takes long."""
        self._told = told
        self._next_words = 0.0
        self._is_given_up = Event()
        self._opened: WholeStore | None = None
        self._failure: Exception | None = None

    @property
    def store(self) -> WholeStore:
        return cast(WholeStore, self)

    def come(self, open_it: Callable[[], WholeStore]) -> WholeStore:
        """On the store lane, first of all. Raises what `open_it` raises, and so does then whatever is asked."""
        self._next_words = time.monotonic() + FIRST_SECONDS
        try:
            self._opened = open_it()
        except Exception as error:
            self._failure = error
            raise
        return self._opened

    def tell(self, words: str) -> None:
        """For who opens the store, at each of its steps. Raises StorageError when nobody waits for it any more."""
        if self._is_given_up.is_set():
            raise StorageError(tr("The store was left as it was."), tr("It is brought up to date at the next start."))
        if time.monotonic() >= self._next_words:
            self._next_words = time.monotonic() + EACH_SECONDS
            self._told(words)

    def give_up(self) -> None:
        """From any thread: an update that is under way is taken back, an open store stays open."""
        self._is_given_up.set()

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def ask(*arguments: Any, **named: Any) -> Any:
            if self._failure is not None:
                raise self._failure
            return getattr(self._opened, name)(*arguments, **named)

        return ask
