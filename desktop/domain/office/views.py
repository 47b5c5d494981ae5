"""Lists of work that an agent, or a whole team, comes back to: a filter with a name."""

from dataclasses import dataclass

from desktop.domain.work import WorkView


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """`owner` "": it is the team's. `place` orders them, the lowest first. The `agent` of its `view` is who looks."""

    name: str
    view: WorkView
    owner: str = ""
    place: int = 0
    id: int | None = None
