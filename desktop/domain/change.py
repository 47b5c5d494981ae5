"""That something in the store changed: what the feed tells every desk and hub."""

from dataclasses import dataclass
from enum import StrEnum


class ChangeKind(StrEnum):
    """What an id belongs to. EVERYTHING has none: much came in at once, or the feed was left for too long."""

    INTERACTION = "interaction"  # it, its notes, or what was said in it
    ARRIVED = "arrived"  # an interaction, beside INTERACTION: the customer just wrote, and waits
    GIVEN = "given"  # likewise: somebody gave it to another
    CUSTOMER = "customer"  # they, their addresses, orders or links
    DRAFT = "draft"
    OUTBOX = "outbox"
    ACCOUNT = "account"
    TEXT = "text"  # a ready text, or a macro
    VIEW = "view"  # a saved view of the work list
    MAILING = "mailing"  # it, or how far it is; 0: what is known of addresses
    PICTURES = "pictures"  # whose remote pictures are shown
    EVERYTHING = "everything"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Says only "look": who is told reads what there is now."""

    kind: ChangeKind
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """How far a reader of the feed is; only the store knows what it means.

    `position` is where the next may still come; `early` names those from there on that were told already.
    """

    position: int
    early: frozenset[tuple[int, int]] = frozenset()
