"""Which interactions were merged, and which one stands for them. Messages and drafts stay where they are."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from desktop.domain.written import MergedPart
from desktop.store.bus.tables import merged
from desktop.store.plain import Question
from desktop.store.types import many, of_microseconds

_ROOT = Question("SELECT root_id FROM merged WHERE interaction_id = :id")
_MEMBERS = Question("SELECT interaction_id FROM merged WHERE root_id = :id ORDER BY interaction_id")
_PARTS = Question(
    "SELECT m.interaction_id, i.subject, m.merged_by, m.merged_at FROM merged m"
    " JOIN interactions i ON i.id = m.interaction_id WHERE m.root_id = :id ORDER BY m.merged_at, m.interaction_id"
)
_ROOTS = select(merged.c.interaction_id, merged.c.root_id).where(merged.c.interaction_id.in_(many("ids")))


def root_of(tx: Connection, interaction_id: int) -> int:
    """The one that stands for it, nearly always itself."""
    found = _ROOT.rows(tx, {"id": interaction_id})
    return int(found[0][0]) if found else interaction_id


def roots_of(tx: Connection, interaction_ids: Collection[int]) -> dict[int, int]:
    """Of each, itself where nothing stands for it."""
    own = {one: one for one in interaction_ids}
    return {**own, **{row.interaction_id: row.root_id for row in tx.execute(_ROOTS, {"ids": list(own)})}}


def members_of(tx: Connection, root_id: int) -> list[int]:
    """All it stands for, itself first."""
    return [root_id, *(row[0] for row in _MEMBERS.rows(tx, {"id": root_id}))]


def family_of(tx: Connection, interaction_id: int) -> list[int]:
    """Whichever of them is asked for."""
    return members_of(tx, root_of(tx, interaction_id))


def parts_of(tx: Connection, root_id: int) -> tuple[MergedPart, ...]:
    """What it stands for, in the order it was merged."""
    return tuple(
        MergedPart(interaction_id=own_id, subject=subject, by=by, at=of_microseconds(at))
        for own_id, subject, by, at in _PARTS.rows(tx, {"id": root_id})
    )
