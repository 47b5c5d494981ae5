"""How far the mail of each folder is read, as it is kept beside the mail itself."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderPosition:
    """UIDs from `floor` up to `next` are in the store: at first none are, then the newest, and so on downwards.

    `changes` is the MODSEQ up to which flags are known; 0 where the server has none. `floor` 1: there is nothing below.
    `count` is how many messages there were when all that are gone were known last; -1 when they never were.
    """

    validity: int
    next: int
    floor: int
    changes: int = 0
    count: int = -1

    def reaching(self, uid: int) -> "FolderPosition":
        """This one, too, is in the store, and all between."""
        return replace(self, next=max(self.next, uid + 1), floor=min(self.floor, uid))

    def knowing(self, changes: int, count: int | None = None) -> "FolderPosition":
        return replace(self, changes=max(self.changes, changes), count=self.count if count is None else count)


_NAMES = {field.name for field in fields(FolderPosition)}


def read(position: str, folders: Iterable[str]) -> dict[str, FolderPosition]:
    """Of these folders, as far as it says; what cannot be read is read anew from the server."""
    try:
        said = json.loads(position or "{}")
    except ValueError:
        said = {}
    if not isinstance(said, dict):
        said = {}
    return {folder: FolderPosition(**said[folder]) for folder in folders if _is_position(said.get(folder))}


def write(positions: Mapping[str, FolderPosition]) -> str:
    return json.dumps({folder: asdict(its) for folder, its in positions.items()}, separators=(",", ":"))


def _is_position(said: object) -> bool:
    return isinstance(said, dict) and said.keys() == _NAMES and all(isinstance(value, int) for value in said.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a message lies. As a text it is what the store keeps of it."""

    folder: str
    validity: int
    uid: int

    def __str__(self) -> str:
        return f"{self.validity}:{self.uid}:{self.folder}"


def place(text: str) -> Place | None:
    """None for what is none."""
    validity, _, rest = text.partition(":")
    uid, _, folder = rest.partition(":")
    if not (validity.isdigit() and uid.isdigit() and folder):
        return None
    return Place(folder=folder, validity=int(validity), uid=int(uid))
