"""A file of a message as it may be looked at: never opened, never run, never handed to another program."""

from dataclasses import dataclass, field
from enum import StrEnum

from desktop.domain.written import ShownMessage


class PreviewKind(StrEnum):
    NOTHING = "nothing"  # its name and size are all that is shown
    PICTURE = "picture"
    TEXT = "text"
    LETTER = "letter"  # a message within the message


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """`name` is safe to save under. `danger` says in words what may happen to who opens it, "" when nothing is known.

    `text` is the beginning when `is_cut`. `content` is the file as it came, for a picture and for saving.
    """

    name: str
    media_type: str
    size: int
    kind: PreviewKind = PreviewKind.NOTHING
    danger: str = ""
    text: str = field(default="", repr=False)
    is_cut: bool = False
    letter: ShownMessage | None = None
    content: bytes = field(default=b"", repr=False)
