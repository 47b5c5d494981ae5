"""Cases from rows: they come before the interactions that name them."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, insert, select

from desktop.domain.text import tr
from desktop.services.ports import Numbering
from desktop.store.schema import cases
from desktop.store.transfer import values
from desktop.store.transfer.dates import Dates
from desktop.store.transfer.items import Cells, Directory, Item, Outcome, Reference, RowError, reference_of
from desktop.store.types import AnyRow, many

_c = cases.c
_THERE = select(_c.number, _c.title, _c.customer_id, _c.is_solved).where(_c.number.in_(many("numbers")))


class _Given(NamedTuple):
    customer: Reference
    number: int
    title: str
    is_solved: bool
    opened_at: datetime


class CaseImport:
    """A number belongs to one case for ever: one that another case has is refused."""

    def __init__(self, numbering: Numbering, dates: Dates) -> None:
        self._numbering = numbering
        self._dates = dates

    def key(self, cells: Cells) -> str:
        return ""

    def parse(self, group: list[Cells]) -> _Given:
        (cells,) = group
        for needed in ("number", "title", "opened_at"):
            if needed not in cells:
                raise ValueError(tr("there is no {field}", field=needed))
        return _Given(
            customer=reference_of(cells, "", self._numbering),
            number=values.whole(cells["number"]),
            title=cells["title"],
            is_solved=values.is_yes(cells.get("solved", "")),
            opened_at=self._dates.read(cells, "opened_at"),
        )

    def plan(self, tx: Connection, items: list[Item]) -> list[Outcome]:
        return [outcome for outcome, _ in self._decided(tx, items)]

    def write(self, tx: Connection, items: list[Item]) -> list[Outcome]:
        decided = self._decided(tx, items)
        fresh = [
            {
                "number": item.value.number,
                "title": item.value.title,
                "customer_id": customer_id,
                "is_solved": item.value.is_solved,
                "opened_at": item.value.opened_at,
            }
            for item, (outcome, customer_id) in zip(items, decided, strict=True)
            if outcome == "created"
        ]
        if fresh:
            tx.execute(insert(cases), fresh)
        return [outcome for outcome, _ in decided]

    def _decided(self, tx: Connection, items: list[Item]) -> list[tuple[Outcome, int | None]]:
        directory = Directory(tx, [item.value.customer for item in items])
        there: dict[int, tuple[str, int | None]] = {
            row.number: (row.title, row.customer_id)
            for row in tx.execute(_THERE, {"numbers": [item.value.number for item in items]})
        }
        decided: list[tuple[Outcome, int | None]] = []
        for item in items:
            found = directory.find(item.value.customer)
            if isinstance(found, RowError):
                decided.append((found, None))
                continue
            case = (item.value.title, found)
            before = there.setdefault(item.value.number, case)
            decided.append((_outcome(item.value.number, before, case, is_new=before is case), found))
        return decided


def _outcome(number: int, before: tuple[str, int | None], case: tuple[str, int | None], *, is_new: bool) -> Outcome:
    if is_new:
        return "created"
    return "unchanged" if before == case else RowError(tr("there is another case {number}", number=number))


def case_ids(tx: Connection, numbers: list[int]) -> dict[int, int]:
    """By number, of those that there are."""
    if not numbers:
        return {}
    found: list[AnyRow] = list(tx.execute(select(_c.number, _c.id).where(_c.number.in_(numbers))))
    return {row.number: row.id for row in found}
