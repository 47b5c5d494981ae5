"""Two interactions become one by a link that can be undone: nothing is moved, and what the list said is kept beside it.

The one that is kept stands for the other: it has the work, and whoever asks for either gets both. What comes in later
comes into the kept one, and stays there when they are split.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from desktop.domain.change import ChangeKind
from desktop.domain.interaction import InteractionState
from desktop.domain.work import WorkRow
from desktop.store.bus import feed, handling
from desktop.store.bus import work as listed
from desktop.store.bus.families import members_of, root_of
from desktop.store.bus.handover.tables import parted
from desktop.store.bus.inbox import filing
from desktop.store.bus.tables import merged, work
from desktop.store.types import AnyRow, of_microseconds, to_microseconds

_S = InteractionState
_m, _p = merged.c, parted.c
_INSTANTS = ("due_at", "snoozed_until", "last_at", "ended_at", "closed_at")
_LINE = ("channel", "account_id", "agent", "queue", "priority", "is_unread", "last_direction", "preview", "words")
_LINE_INSTANTS = ("due_at", "snoozed_until", "last_at")
_OWN = ("state", "disposition", "resolution")
_OWN_INSTANTS = ("ended_at", "closed_at")


def merge(tx: Connection, kept_id: int, merged_id: int, by: str) -> WorkRow | None:
    """None when both are closed. ValueError for what is merged already, or one with itself; LookupError."""
    kept_id = root_of(tx, kept_id)
    rows = {one: handling.lock_itself(tx, one) for one in sorted({kept_id, merged_id})}
    roots = [root_of(tx, one) for one in (kept_id, merged_id)]  # a colleague may have merged them meanwhile
    if merged_id == kept_id or roots != [kept_id, merged_id]:
        raise ValueError(f"interaction {merged_id} is merged already")
    kept, gone = rows[kept_id], rows[merged_id]
    lines = handling.work_of(tx, kept_id), handling.work_of(tx, merged_id)
    undo = {
        "own": _stored(gone, _OWN, _OWN_INSTANTS),
        "kept_own": _stored(kept, _OWN, _OWN_INSTANTS),
        "kept": _line(lines[0]),
        "merged": _line(lines[1]),
    }
    tx.execute(update(merged).where(_m.root_id == merged_id).values(root_id=kept_id))
    tx.execute(work.delete().where(work.c.interaction_id == merged_id))
    if gone.state is not _S.CLOSED:
        now = datetime.now(UTC)
        handling.set_interaction(tx, merged_id, state=_S.CLOSED, ended_at=now, closed_at=now)
    tx.execute(
        parted.delete().where(_p.interaction_id == min(kept_id, merged_id), _p.other_id == max(kept_id, merged_id))
    )
    link = {"interaction_id": merged_id, "into_id": kept_id, "root_id": kept_id, "undo": undo}
    tx.execute(insert(merged), {**link, "merged_by": by, "merged_at": datetime.now(UTC)})
    _join_lines(tx, kept, *lines)
    after = _line(handling.work_of(tx, kept_id))
    tx.execute(update(merged).where(_m.interaction_id == merged_id).values(undo={**undo, "after": after}))
    filing.ask(tx, kept_id)
    feed.tell(tx, ChangeKind.INTERACTION, kept_id, merged_id)
    return listed.row(tx, kept_id, by)


def _join_lines(tx: Connection, kept: AnyRow, own: AnyRow | None, other: AnyRow | None) -> None:
    """The kept one is as urgent and as unread as the other, and says what was said last in either."""
    if own is None and other is not None:
        handling.give(tx, kept, kept.agent or other.agent)
    handling.summarise(tx, kept, owed_at=None)
    if other is None:
        return
    owed = [line.due_at for line in (own, other) if line is not None and line.due_at is not None]
    values = {
        "due_at": min(owed, default=None),
        "priority": max(line.priority for line in (own, other) if line is not None),
        "is_unread": any(line.is_unread for line in (own, other) if line is not None),
    }
    handling.set_work(tx, kept.id, **values)


def split(tx: Connection, merged_id: int) -> None:
    """Undo a merge: as it was, with what was merged into it before. ValueError when it is not merged."""
    link, rows = _locked_link(tx, merged_id)
    tx.execute(merged.delete().where(_m.interaction_id == merged_id))
    remember_parting(tx, link.into_id, merged_id)
    theirs = [merged_id]
    for one in theirs:  # grows: the whole tree below
        theirs += tx.execute(select(_m.interaction_id).where(_m.into_id == one)).scalars()
    tx.execute(update(merged).where(_m.interaction_id.in_(theirs[1:])).values(root_id=merged_id))
    undo = link.undo
    handling.set_interaction(tx, merged_id, **_read(undo["own"]))
    if undo["merged"] is not None:
        tx.execute(insert(work), {"interaction_id": merged_id, **_read(undo["merged"])})
    _part_lines(tx, rows[link.root_id], undo)
    filing.ask(tx, link.root_id)
    filing.ask(tx, merged_id)
    feed.tell(tx, ChangeKind.INTERACTION, *members_of(tx, link.root_id), *theirs)


def _locked_link(tx: Connection, merged_id: int) -> tuple[AnyRow, dict[int, AnyRow]]:
    """As it is once both interactions are locked: a colleague may have parted or merged them while we waited."""
    asked = select(merged).where(_m.interaction_id == merged_id)
    link = tx.execute(asked).first()
    while link is not None:
        rows = {one: handling.lock_itself(tx, one) for one in sorted((link.root_id, merged_id))}
        before, link = link, tx.execute(asked).first()
        if link is not None and link.root_id == before.root_id:
            return link, rows
    raise ValueError(f"interaction {merged_id} is not merged")


def remember_parting(tx: Connection, one: int, other: int) -> None:
    """No message that refers to both makes them one again."""
    pair = {"interaction_id": min(one, other), "other_id": max(one, other)}
    there = tx.execute(select(_p.other_id).where(_p.interaction_id == pair["interaction_id"])).scalars()
    if pair["other_id"] not in set(there):
        tx.execute(insert(parted), pair)


def are_parted(tx: Connection, one: int, other: int) -> bool:
    """Whether an agent said of any of theirs that they do not belong together."""
    families = members_of(tx, one), members_of(tx, other)
    both = [*families[0], *families[1]]
    pairs = tx.execute(select(_p.interaction_id, _p.other_id).where(_p.interaction_id.in_(both), _p.other_id.in_(both)))
    return any((first in families[0]) != (second in families[0]) for first, second in pairs)


def _part_lines(tx: Connection, kept: AnyRow, undo: dict[str, Any]) -> None:
    """What the merge brought goes again; what came of it since stays."""
    line = handling.work_of(tx, kept.id)
    if line is None:
        return
    now, before, after = _line(line), undo["kept"], undo["after"]
    if before is None and after is not None and now == after:  # it was open for the other's sake alone
        handling.close(tx, kept.id, "")
        handling.set_interaction(tx, kept.id, **_read(undo["kept_own"]))
        return
    handling.summarise(tx, kept, owed_at=None)
    if before is not None and now is not None and after is not None:
        values = {name: before[name] for name in ("due_at", "priority", "is_unread") if now[name] == after[name]}
        handling.set_work(tx, kept.id, **_read(values))


def _line(row: AnyRow | None) -> dict[str, Any] | None:
    return None if row is None else _stored(row, _LINE, _LINE_INSTANTS)


def _stored(row: AnyRow, names: tuple[str, ...], instants: tuple[str, ...]) -> dict[str, Any]:
    """Columns for JSON."""
    found = {name: getattr(row, name) for name in (*names, *instants)}
    return {name: to_microseconds(value) if isinstance(value, datetime) else value for name, value in found.items()}


def _read(stored: dict[str, Any]) -> dict[str, Any]:
    return {
        name: of_microseconds(value) if name in _INSTANTS and value is not None else value
        for name, value in stored.items()
    }
