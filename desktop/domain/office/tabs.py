"""The conversations an agent keeps open beside one another."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptTabs:
    """Interaction ids from left to right. `current` is the one in front, 0 none of them. `opening` is that one until it
    was painted: it stays there when the program ends over it.
    """

    ids: tuple[int, ...] = ()
    current: int = 0
    opening: int = 0
