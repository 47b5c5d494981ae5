"""Interactions: written first, then shown. Each change is one transaction, durable when it returns."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import UTC, datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    func,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from desktop.domain.call import CallFacts
from desktop.domain.change import ChangeKind
from desktop.domain.channel import Channel, Direction
from desktop.domain.history import EntryKind, TimelineKey
from desktop.domain.interaction import FINAL_STATES, Interaction, InteractionState, allowed_changes
from desktop.services.ports import NOBODY, InteractionChange
from desktop.store.bus import feed
from desktop.store.fulltext import documents
from desktop.store.fulltext.documents import Said
from desktop.store.schema import customers, interactions
from desktop.store.types import LAST_ID, LAST_INSTANT, AnyRow, many

_i = interactions.c
_own, _root = customers.alias("own"), customers.alias("root")
_SHOWN = (
    select(interactions, func.coalesce(_root.c.name, _own.c.name, "").label("customer_name"))
    .outerjoin(_own, _own.c.id == _i.customer_id)
    .outerjoin(_root, _root.c.id == _own.c.root_id)
)
_BY_ID = _SHOWN.where(_i.id == bindparam("id"))
_BY_IDS = _SHOWN.where(_i.id.in_(many("ids")))
_BY_ID_LOCKED = _BY_ID.with_for_update(of=interactions)
_BY_CALL = _SHOWN.where(_i.call_id == bindparam("call"))
_BY_EXTERNAL_ID = _SHOWN.where(_i.channel == bindparam("channel"), _i.external_id == bindparam("external"))
_LIVE_STATES = tuple(state for state in InteractionState if state not in FINAL_STATES)
_MISSED_STATES = (InteractionState.MISSED, InteractionState.ABANDONED)


def _in_states(states: Sequence[InteractionState]) -> ColumnElement[bool]:
    """Spelt out, for a partial index is used only when its condition is seen in the statement."""
    return _i.state.in_(bindparam(None, list(states), expanding=True, literal_execute=True))


_IS_MISSED = and_(_in_states(_MISSED_STATES), _i.direction == bindparam(None, Direction.INBOUND, literal_execute=True))
# in the index's own words: SQLAlchemy writes `is_seen IS 0`, and SQLite would read every call there ever was
_IS_UNSEEN_MISSED = and_(_IS_MISSED, text("NOT interactions.is_seen"))
_IS_VOICE = _i.channel == bindparam(None, Channel.VOICE, literal_execute=True)
_UNFINISHED = _SHOWN.where(_i.agent == bindparam("agent"), _in_states(_LIVE_STATES), _IS_VOICE).order_by(
    _i.started_at, _i.id
)


def of_row(row: AnyRow) -> Interaction:
    """The value of a row of `_SHOWN`."""
    call = None
    if row.call_id is not None:
        call = CallFacts(
            call_id=row.call_id,
            caller=row.caller or "",
            dialled=row.dialled or "",
            queue=row.call_queue or "",
            ring_seconds=row.ring_seconds or 0.0,
            talk_seconds=row.talk_seconds or 0.0,
            hold_seconds=row.hold_seconds or 0.0,
            end=row.call_end,
            end_words=row.end_words or "",
        )
    values = {name: getattr(row, name) for name in _PLAIN}
    return Interaction(**values, call=call)


_PLAIN = tuple(field.name for field in fields(Interaction) if field.name != "call")
CALL_COLUMNS = (
    "call_id",
    "caller",
    "dialled",
    "call_queue",
    "ring_seconds",
    "talk_seconds",
    "hold_seconds",
    "call_end",
    "end_words",
)
_WRITTEN = tuple(name for name in _PLAIN if name not in ("id", "customer_name"))


def call_values(call: CallFacts | None) -> dict[str, object]:
    """The columns of a call's facts; none of what is no call."""
    if call is None:
        return {}
    return {
        "call_id": call.call_id,
        "caller": call.caller,
        "dialled": call.dialled,
        "call_queue": call.queue,
        "ring_seconds": call.ring_seconds,
        "talk_seconds": call.talk_seconds,
        "hold_seconds": call.hold_seconds,
        "call_end": call.end,
        "end_words": call.end_words,
    }


def row_of(interaction: Interaction) -> dict[str, object]:
    return {name: getattr(interaction, name) for name in _WRITTEN} | call_values(interaction.call)


def add(tx: Connection, interaction: Interaction) -> Interaction:
    """Write a new one; the one with the same call or external id is returned unchanged if there is one."""
    there = _same(tx, interaction)
    if there is not None:
        return there
    statement = sqlite.insert(interactions) if tx.dialect.name == "sqlite" else postgresql.insert(interactions)
    written = tx.execute(statement.on_conflict_do_nothing().returning(_i.id), row_of(interaction)).scalar()
    if written is None:  # another desk wrote the same one meanwhile
        there = _same(tx, interaction)
        assert there is not None
        return there
    documents.index(tx, _said(interaction, written))
    feed.tell(tx, ChangeKind.INTERACTION, written)
    return _read_sure(tx, written)


def _same(tx: Connection, interaction: Interaction) -> Interaction | None:
    row = None
    if interaction.call is not None:
        row = tx.execute(_BY_CALL, {"call": interaction.call.call_id}).first()
    if row is None and interaction.external_id is not None:
        key = {"channel": interaction.channel, "external": interaction.external_id}
        row = tx.execute(_BY_EXTERNAL_ID, key).first()
    return of_row(row) if row is not None else None


def _said(interaction: Interaction, interaction_id: int) -> Said:
    words = documents.words_of(interaction.subject, interaction.notes)
    at, customer_id = interaction.started_at, interaction.customer_id
    return Said(interaction_id, None, customer_id, interaction.channel, at, words)


def read(tx: Connection, interaction_id: int) -> Interaction | None:
    row = tx.execute(_BY_ID, {"id": interaction_id}).first()
    return of_row(row) if row is not None else None


def read_many(tx: Connection, ids: Sequence[int]) -> list[Interaction]:
    return [of_row(row) for row in tx.execute(_BY_IDS, {"ids": list(ids)})] if ids else []


def _read_sure(tx: Connection, interaction_id: int) -> Interaction:
    found = read(tx, interaction_id)
    if found is None:
        raise LookupError(f"no interaction {interaction_id}")
    return found


def _read_to_change(tx: Connection, interaction_id: int) -> Interaction:
    """As it is, and nobody else changes it until the transaction ends. Raises LookupError."""
    # on SQLite the whole transaction holds the lock
    statement = _BY_ID if tx.dialect.name == "sqlite" else _BY_ID_LOCKED
    row = tx.execute(statement, {"id": interaction_id}).first()
    if row is None:
        raise LookupError(f"no interaction {interaction_id}")
    return of_row(row)


def of_call(tx: Connection, call_id: str) -> Interaction | None:
    row = tx.execute(_BY_CALL, {"call": call_id}).first()
    return of_row(row) if row is not None else None


def change(tx: Connection, interaction_id: int, wanted: InteractionChange) -> Interaction:
    """Raises ValueError for a state that may not follow, LookupError for no such interaction."""
    before = _read_to_change(tx, interaction_id)
    if wanted.state not in (None, before.state, *allowed_changes(before.channel, before.state)):
        raise ValueError(f"{before.state} cannot become {wanted.state}")
    values = {field.name: getattr(wanted, field.name) for field in fields(wanted) if field.name != "call"}
    values = {name: value for name, value in values.items() if value is not None} | call_values(wanted.call)
    if wanted.customer_id == NOBODY:
        values["customer_id"] = None
    if not values:
        return before
    is_moved = wanted.customer_id is not None and wanted.customer_id != before.customer_id
    said = documents.said_in(tx, interaction_id) if is_moved else ()
    tx.execute(update(interactions).where(_i.id == interaction_id), values)
    for document in said:
        documents.reindex(tx, document, document._replace(customer_id=wanted.customer_id or None))
    feed.tell(tx, ChangeKind.INTERACTION, interaction_id)
    return _read_sure(tx, interaction_id)


def save_notes(tx: Connection, interaction_id: int, notes: str) -> datetime:
    """Raises LookupError for no such interaction."""
    before = _read_to_change(tx, interaction_id)
    if notes != before.notes:
        tx.execute(update(interactions).where(_i.id == interaction_id).values(notes=notes))
        said = _said(before, interaction_id)
        words = documents.words_of(before.subject, notes)
        if words != said.words:
            documents.reindex(tx, said, said._replace(words=words))
        feed.tell(tx, ChangeKind.INTERACTION, interaction_id)
    return datetime.now(UTC)


def unfinished(tx: Connection, agent: str) -> list[Interaction]:
    """Calls alone (written work is in `bus.work`), oldest first."""
    return [of_row(row) for row in tx.execute(_UNFINISHED, {"agent": agent})]


def calls(
    tx: Connection, statement: Select[*tuple[object, ...]], before: TimelineKey | None, limit: int
) -> list[Interaction]:
    """A page of `ALL_CALLS` or `MISSED_CALLS`, newest first."""
    at, last = LAST_INSTANT, LAST_ID
    if before is not None:
        at, last = before.at, before.id if before.kind is EntryKind.INTERACTION else 0
    bound = tuple_(_i.started_at, _i.id) < (at, last)
    return [of_row(row) for row in tx.execute(statement.where(bound).limit(limit))]


ALL_CALLS = _SHOWN.where(_IS_VOICE).order_by(_i.started_at.desc(), _i.id.desc())
MISSED_CALLS = ALL_CALLS.where(_IS_MISSED)


def unseen_missed(tx: Connection) -> int:
    """Calls alone."""
    return int(
        tx.execute(select(func.count()).select_from(interactions).where(_IS_UNSEEN_MISSED, _IS_VOICE)).scalar_one()
    )


def mark_missed_seen(tx: Connection) -> None:
    unseen = update(interactions).where(_IS_UNSEEN_MISSED, _IS_VOICE).values(is_seen=True)
    feed.tell(tx, ChangeKind.INTERACTION, *tx.execute(unseen.returning(_i.id)).scalars())
