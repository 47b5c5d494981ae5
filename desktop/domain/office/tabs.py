"""The conversations an agent keeps open beside one another."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptTabs:
    """Interaction ids from left to right. `current` is the one in front, 0 none of them."""

    ids: tuple[int, ...] = ()
    current: int = 0
