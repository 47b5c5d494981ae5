"""How far the update of an older store is, in words. Whoever is told may raise: the update is then taken back."""

from collections.abc import Callable
from typing import TypeAlias

from desktop.domain.text import tr

Telling: TypeAlias = Callable[[str], None]


def tell_nobody(_: str) -> None:
    """For who does not wait, or shows nothing while waiting."""


class Progress:
    """One part of the update after another; each may say how far it is."""

    def __init__(self, told: Telling) -> None:
        self._told = told
        self._part = ""
        self.is_broken_off = False  # whoever is told raised

    def begin(self, part: str) -> None:
        self._part = part
        self._tell(part)

    def reach(self, share: float) -> None:
        """`share` of the part that was begun last, from 0 to 1."""
        self._tell(tr("{part}: {percent} %", part=self._part, percent=int(100 * min(max(share, 0.0), 1.0))))

    def _tell(self, words: str) -> None:
        try:
            self._told(words)
        except BaseException:
            self.is_broken_off = True
            raise
