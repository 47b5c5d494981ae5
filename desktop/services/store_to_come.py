"""The store before it is open, so that the window need not wait for it."""

from collections.abc import Callable
from typing import Any, cast

from desktop.services.ports import Store


class StoreToCome:
    """`store` may be handed out at once: what it is asked on the store lane, behind `come`, the opened one answers."""

    def __init__(self) -> None:
        self._opened: Store | None = None
        self._failure: Exception | None = None

    @property
    def store(self) -> Store:
        return cast(Store, self)

    def come(self, open_it: Callable[[], Store]) -> Store:
        """On the store lane, first of all. Raises what `open_it` raises, and so does then whatever is asked."""
        try:
            self._opened = open_it()
        except Exception as error:
            self._failure = error
            raise
        return self._opened

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def ask(*arguments: Any, **named: Any) -> Any:
            if self._failure is not None:
                raise self._failure
            return getattr(self._opened, name)(*arguments, **named)

        return ask
