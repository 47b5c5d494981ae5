"""Asking for the next page of a list, once until it comes, and again when no answer came."""

from time import monotonic

ANSWERED_WITHIN_SECONDS = 10.0  # a store that failed answers nothing: the list must not end there for good


class NextPage:
    def __init__(self) -> None:
        self._asked_at: float | None = None

    @property
    def is_awaited(self) -> bool:
        return self._asked_at is not None and monotonic() - self._asked_at < ANSWERED_WITHIN_SECONDS

    def ask(self) -> None:
        self._asked_at = monotonic()

    def come(self) -> None:
        self._asked_at = None
