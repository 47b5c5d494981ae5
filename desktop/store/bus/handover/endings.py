"""How written work ended, each time: who said so and when, whether a colleague had been faster, who opened it again.

The interaction itself says how it stands now alone; what it said before is here.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, func, insert, literal, select, update

from desktop.domain.work import Ending
from desktop.store.bus.families import family_of
from desktop.store.bus.handover.tables import endings
from desktop.store.schema import dispositions, interactions
from desktop.store.types import AnyRow, many

_e, _i, _d = endings.c, interactions.c, dispositions.c
_LABEL = func.coalesce(_d.label, _e.disposition).label("label")
_SHOWN = select(_e.closed_by, _e.closed_at, _e.is_overtaken, _e.opened_by, _e.opened_at, _LABEL).outerjoin(
    dispositions, _d.code == _e.disposition
)
_OF = _SHOWN.where(_e.interaction_id.in_(many("ids"))).order_by(_e.closed_at, _e.id)
_STANDS = (_e.opened_at.is_(None), ~_e.is_overtaken)
_STANDING = _SHOWN.add_columns(_e.disposition).where(_e.interaction_id == bindparam("id"), *_STANDS).order_by(_e.id)
# of a store that other programs filled, and of what was closed before it was kept who did
_NOT_KEPT = select(_i.id, _i.disposition, literal(""), func.coalesce(_i.closed_at, _i.started_at)).where(
    _i.id.in_(many("ids")),
    _i.disposition != "",
    ~select(_e.id).where(_e.interaction_id == _i.id, *_STANDS).exists(),
)
_KEEP = insert(endings).from_select(["interaction_id", "disposition", "closed_by", "closed_at"], _NOT_KEPT)
_OPENED = (
    update(endings)
    .where(_e.interaction_id.in_(many("ids")), _e.opened_at.is_(None))
    .values(opened_at=bindparam("now"), opened_by=bindparam("who"))
)
_FORGET = endings.delete().where(_e.interaction_id == bindparam("of"), *_STANDS)


def overtaken_by(tx: Connection, row: AnyRow, disposition: str, by: str) -> Ending | None:
    """What a colleague said of closed work, which stands: then this other one is kept beside it."""
    standing = tx.execute(_STANDING, {"id": row.id}).first()
    if standing is None or standing.closed_by in ("", by):
        return None
    _write(tx, row.id, disposition, by, is_overtaken=True)
    return _of(standing)


def note(tx: Connection, interaction_id: int, disposition: str, by: str) -> None:
    """That is how it stands from now on; what its author said before is put right by it."""
    tx.execute(_FORGET, {"of": interaction_id})
    _write(tx, interaction_id, disposition, by, is_overtaken=False)


def _write(tx: Connection, interaction_id: int, disposition: str, by: str, *, is_overtaken: bool) -> None:
    values = {
        "interaction_id": interaction_id,
        "disposition": disposition,
        "closed_by": by,
        "closed_at": datetime.now(UTC),
        "is_overtaken": is_overtaken,
    }
    tx.execute(insert(endings), values)


def opened(tx: Connection, ids: Sequence[int], by: str) -> None:
    """Before the interactions say it. `by` is "" where a message opened them."""
    bound = {"ids": list(ids)}
    tx.execute(_KEEP, bound)
    tx.execute(_OPENED, {**bound, "now": datetime.now(UTC), "who": by})


def forget(tx: Connection, interaction_id: int) -> None:
    """The result that stands was taken back by who said it: it never was."""
    tx.execute(update(interactions).where(_i.id == interaction_id).values(disposition=""))
    tx.execute(_FORGET, {"of": interaction_id})


def of(tx: Connection, interaction_id: int) -> list[Ending]:
    """Of all that were merged, in the order they were said."""
    return [_of(row) for row in tx.execute(_OF, {"ids": family_of(tx, interaction_id)})]


def _of(row: AnyRow) -> Ending:
    return Ending(
        label=row.label,
        by=row.closed_by,
        at=row.closed_at,
        is_overtaken=row.is_overtaken,
        opened_by=row.opened_by,
        opened_at=row.opened_at,
    )
