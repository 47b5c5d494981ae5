"""A macro carried out: all of its steps in one transaction, and taken back in one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from desktop.domain.office.macros import MacroRun, Step, StepKind
from desktop.domain.work import Priority
from desktop.services.ports import Numbering
from desktop.store import customers
from desktop.store.bus import handling, work
from desktop.store.bus.handover import tags


def carry_out(tx: Connection, interaction_id: int, steps: Sequence[Step], agent: str, numbering: Numbering) -> MacroRun:
    """Raises LookupError for what is closed, or a step that names what is not there."""
    row = handling.lock(tx, interaction_id)
    before = work.row(tx, row.id, agent)
    if before is None:
        raise LookupError(f"interaction {interaction_id} is closed")
    given = _tag(tx, before.customer_id, _values(steps, StepKind.TAG), numbering)
    filed = tags.change(tx, row.id, _values(steps, StepKind.WORK_TAG), ())
    for step in steps:
        _do(tx, row.id, step, agent)
    after = work.row(tx, row.id, agent)
    return MacroRun(before=before, after=after, tags=given, work_tags=filed.added)


def _values(steps: Sequence[Step], kind: StepKind) -> tuple[str, ...]:
    return tuple(step.value for step in steps if step.kind is kind and step.value)


def _do(tx: Connection, interaction_id: int, step: Step, agent: str) -> None:
    match step.kind:
        case StepKind.PRIORITY:
            handling.prioritise(tx, interaction_id, Priority(int(step.value)))
        case StepKind.QUEUE:
            handling.move_to_queue(tx, interaction_id, step.value)
        case StepKind.SNOOZE:
            handling.snooze(tx, interaction_id, datetime.now(UTC) + timedelta(hours=float(step.value)))
        case StepKind.NOTE:
            handling.add_note(tx, interaction_id, agent, step.value)
        case StepKind.CLOSE:
            handling.close(tx, interaction_id, step.value, agent)
        case StepKind.TEXT | StepKind.TAG | StepKind.WORK_TAG:
            pass  # the composer's, and done before


def _tag(tx: Connection, customer_id: int | None, wanted: Sequence[str], numbering: Numbering) -> tuple[str, ...]:
    """Those they had not yet."""
    customer = customers.read(tx, customer_id) if customer_id is not None and wanted else None
    if customer is None:
        return ()
    had = {tag.casefold() for tag in customer.tags}
    given = tuple(dict.fromkeys(tag for tag in wanted if tag.casefold() not in had))
    if given:
        customers.save(tx, replace(customer, tags=(*customer.tags, *given)), numbering)
    return given


def take_back(tx: Connection, run: MacroRun, numbering: Numbering) -> bool:
    """False, and nothing, when somebody went on with it meanwhile."""
    before = run.before
    if not handling.put_as_it_was(tx, before, run.after):
        return False
    customer = customers.read(tx, before.customer_id) if before.customer_id is not None and run.tags else None
    if customer is not None:
        left = tuple(tag for tag in customer.tags if tag not in run.tags)
        customers.save(tx, replace(customer, tags=left), numbering)
    if run.work_tags:
        tags.change(tx, before.interaction_id, (), run.work_tags)
    return True
