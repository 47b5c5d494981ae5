"""What is written in a conversation, in the order of its tabs."""

from desktop.domain.written import DraftKind

KINDS = (DraftKind.REPLY, DraftKind.FORWARD, DraftKind.NOTE)


def place_of(kind: DraftKind) -> int:
    """The first message has the place of an answer."""
    return KINDS.index(kind) if kind in KINDS else 0
