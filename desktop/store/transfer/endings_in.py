"""How work ended, each time, from rows: whose closing it was, and who opened it again."""

from datetime import datetime
from itertools import chain
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, insert, select

from desktop.domain.channel import Channel
from desktop.domain.text import tr
from desktop.store.bus.handover.tables import endings
from desktop.store.schema import interactions
from desktop.store.transfer import values
from desktop.store.transfer.dates import Dates
from desktop.store.transfer.items import Cells, Item, Outcome, RowError, own_ids
from desktop.store.types import many

_e, _i = endings.c, interactions.c
_BY_NUMBER = select(_i.id, _i.external_id).where(
    _i.channel == bindparam("channel"), _i.external_id.in_(many("numbers"))
)
_OWN = select(_i.id, _i.channel).where(_i.id.in_(many("ids")), _i.external_id.is_(None))
_THERE = select(_e.interaction_id, _e.closed_at, _e.closed_by).where(_e.interaction_id.in_(many("ids")))

_Key = tuple[Channel, str]


class _Given(NamedTuple):
    key: _Key  # of the interaction
    disposition: str
    closed_by: str
    closed_at: datetime
    is_overtaken: bool
    opened_by: str
    opened_at: datetime | None


class EndingImport:
    """What the store knows already is left as it is."""

    def __init__(self, dates: Dates) -> None:
        self._dates = dates

    def key(self, cells: Cells) -> str:
        return ""

    def parse(self, group: list[Cells]) -> _Given:
        (cells,) = group
        for needed in ("channel", "interaction", "disposition", "closed_at"):
            if needed not in cells:
                raise ValueError(tr("there is no {field}", field=needed))
        return _Given(
            key=(values.one_of(cells["channel"], Channel), cells["interaction"]),
            disposition=cells["disposition"],
            closed_by=cells.get("closed_by", ""),
            closed_at=self._dates.read(cells, "closed_at"),
            is_overtaken=values.is_yes(cells.get("overtaken", "")),
            opened_by=cells.get("opened_by", ""),
            opened_at=self._dates.read(cells, "opened_at") if "opened_at" in cells else None,
        )

    def plan(self, tx: Connection, items: list[Item]) -> list[Outcome]:
        return self._planned(tx, items, _interactions_of(tx, items))

    def write(self, tx: Connection, items: list[Item]) -> list[Outcome]:
        found = _interactions_of(tx, items)
        outcomes = self._planned(tx, items, found)
        fresh = [
            {"interaction_id": found[item.value.key], **dict(zip(_Given._fields[1:], item.value[1:], strict=True))}
            for item, outcome in zip(items, outcomes, strict=True)
            if outcome == "created"
        ]
        if fresh:
            tx.execute(insert(endings), fresh)
        return outcomes

    def _planned(self, tx: Connection, items: list[Item], found: dict[_Key, int]) -> list[Outcome]:
        there = {tuple(row) for row in tx.execute(_THERE, {"ids": sorted(found.values())})}
        outcomes: list[Outcome] = []
        for given in (item.value for item in items):
            if given.key not in found:
                outcomes.append(RowError(tr("there is no interaction {number}", number=given.key[1][:60])))
                continue
            known = (found[given.key], given.closed_at, given.closed_by)
            outcomes.append("unchanged" if known in there else "created")
            there.add(known)
        return outcomes


def _interactions_of(tx: Connection, items: list[Item]) -> dict[_Key, int]:
    """By their own numbers, or by the names that an export gave to those without."""
    numbers: dict[Channel, list[str]] = {}
    for item in items:
        channel, number = item.value.key
        numbers.setdefault(channel, []).append(number)
    found: dict[_Key, int] = {}
    for channel, theirs in numbers.items():
        for row in tx.execute(_BY_NUMBER, {"channel": channel, "numbers": theirs}):
            found[channel, row.external_id] = row.id
    own = {own_id: number for number, own_id in own_ids(tx, list(chain(*numbers.values()))).items()}
    for row in tx.execute(_OWN, {"ids": list(own)}) if own else ():
        found[row.channel, own[row.id]] = row.id
    return found
