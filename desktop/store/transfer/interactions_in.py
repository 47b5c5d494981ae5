"""Interactions from rows: neighbouring rows with the same external id are the messages of one."""

from dataclasses import replace
from datetime import datetime
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, insert, select

from desktop.domain.call import CallEnd, CallFacts
from desktop.domain.channel import Channel, Direction
from desktop.domain.interaction import FINAL_STATES, Interaction, InteractionState, Resolution
from desktop.domain.message import Message
from desktop.domain.text import tr
from desktop.services.ports import Numbering
from desktop.store import interactions as contacts
from desktop.store.fulltext import documents
from desktop.store.fulltext.documents import Said
from desktop.store.keys import new_ids
from desktop.store.schema import interactions, messages
from desktop.store.transfer import values
from desktop.store.transfer.cases_in import case_ids
from desktop.store.transfer.dates import Dates
from desktop.store.transfer.items import (
    Cells,
    Directory,
    Item,
    Outcome,
    Reference,
    RowError,
    fingerprint,
    own_ids,
    own_prefix,
    reference_of,
)
from desktop.store.transfer.writing import message_row
from desktop.store.types import many

_i, _m = interactions.c, messages.c
_KNOWN = select(_i.channel, _i.external_id, _i.id, _i.customer_id)
_BY_NUMBER = _KNOWN.where(_i.channel == bindparam("channel"), _i.external_id.in_(many("numbers")))
_OWN = _KNOWN.where(_i.id.in_(many("ids")), _i.external_id.is_(None))
_MESSAGES = select(_m.interaction_id, _m.external_id, _m.id).where(_m.interaction_id.in_(many("ids")))
_PLAIN = ("address", "subject", "queue", "agent", "disposition", "notes")
_LENGTHS = ("ring_seconds", "talk_seconds", "hold_seconds")
_TIMES = ("answered_at", "ended_at", "closed_at")


class _Given(NamedTuple):
    customer: Reference
    interaction: Interaction
    messages: tuple[Message, ...]
    case: int | None
    is_seen: bool


class _Fresh(NamedTuple):
    interaction: Interaction
    is_seen: bool


class _There(NamedTuple):
    id: int
    customer_id: int | None
    message_ids: set[str]


class InteractionImport:
    """What is there stays as agents left it; only messages it does not have yet are added."""

    def __init__(self, numbering: Numbering, dates: Dates) -> None:
        self._numbering = numbering
        self._dates = dates

    def key(self, cells: Cells) -> str:
        return cells.get("external_id", "")

    def parse(self, group: list[Cells]) -> _Given:
        first = group[0]
        for needed in ("external_id", "channel", "started_at"):
            if needed not in first:
                raise ValueError(tr("there is no {field}", field=needed))
        direction = values.one_of(first.get("direction", "inbound"), Direction)
        state = values.one_of(first.get("state", "closed"), InteractionState)
        if state not in FINAL_STATES:
            raise ValueError(tr("work that is not finished cannot be imported: {state}", state=state))
        caller, dialled = first.get("caller", ""), first.get("dialled", "")
        address = first.get("address") or (dialled if direction is Direction.OUTBOUND else caller)
        plain: dict[str, Any] = {name: first.get(name, "") for name in _PLAIN} | {"address": address}
        times: dict[str, Any] = {name: self._dates.read(first, name) for name in _TIMES if name in first}
        interaction = Interaction(
            channel=values.one_of(first["channel"], Channel),
            direction=direction,
            state=state,
            resolution=values.one_of(first.get("resolution", "solved"), Resolution),
            started_at=self._dates.read(first, "started_at"),
            external_id=first["external_id"],
            is_interrupted=values.is_yes(first.get("interrupted", "")),
            **plain,
            **times,
        )
        if interaction.channel is Channel.VOICE:
            interaction = replace(interaction, call=_call(first))
        said = tuple(self._message(cells, interaction) for cells in group if "message" in cells)
        return _Given(
            reference_of(first, address, self._numbering),
            interaction,
            said,
            values.whole(first["case"]) if "case" in first else None,
            values.is_yes(first.get("seen", "yes")),
        )

    def _message(self, cells: Cells, interaction: Interaction) -> Message:
        sent_at: datetime = self._dates.read(cells, "message_at") if "message_at" in cells else interaction.started_at
        author, body = cells.get("message_author", ""), cells["message"]
        return Message(
            interaction_id=0,
            direction=values.one_of(cells.get("message_direction", interaction.direction), Direction),
            author=author,
            body=body,
            sent_at=sent_at,
            subject=cells.get("message_subject", ""),
            external_id=cells.get("message_id") or fingerprint(author, sent_at.isoformat(), body),
        )

    def plan(self, tx: Connection, items: list[Item]) -> list[Outcome]:
        directory = Directory(tx, [item.value.customer for item in items])
        there = _existing(tx, items)
        cases = _cases_of(tx, items)
        return [_outcome(item.value, directory, there, cases) for item in items]

    def write(self, tx: Connection, items: list[Item]) -> list[Outcome]:
        directory = Directory(tx, [item.value.customer for item in items])
        there = _existing(tx, items)
        outcomes: list[Outcome] = []
        cases = _cases_of(tx, items)
        fresh: dict[tuple[Channel, str], _Fresh] = {}
        for item in items:
            outcome = _outcome(item.value, directory, there, cases)
            key = _key(item.value.interaction)
            if outcome == "created" and key in fresh:
                outcome = "changed"
            elif outcome == "created":
                found = directory.find(item.value.customer)
                assert not isinstance(found, RowError)
                case_id = cases[item.value.case] if item.value.case is not None else None
                interaction = replace(item.value.interaction, customer_id=found, case_id=case_id)
                fresh[key] = _Fresh(interaction, item.value.is_seen)
            outcomes.append(outcome)
        there |= _create(tx, fresh)
        taken = [item.value for item, outcome in zip(items, outcomes, strict=True) if not isinstance(outcome, RowError)]
        said = _add_messages(tx, taken, there)
        said += [_said_of(new.interaction, there[key].id) for key, new in fresh.items()]
        documents.index_many(tx, said)
        return outcomes


def _call_id(external_id: str) -> str:
    """The name of a call that has none of its own."""
    return f"import:{external_id}"


def _call(cells: Cells) -> CallFacts | None:
    lengths: dict[str, Any] = {name: values.seconds(cells[name]) for name in _LENGTHS if name in cells}
    return CallFacts(
        call_id=cells.get("call_reference") or _call_id(cells["external_id"]),
        caller=cells.get("caller", ""),
        dialled=cells.get("dialled", ""),
        queue=cells.get("call_queue", cells.get("queue", "")),
        end=values.one_of(cells["call_end"], CallEnd) if "call_end" in cells else None,
        end_words=cells.get("end_words", ""),
        **lengths,
    )


def _key(interaction: Interaction) -> tuple[Channel, str]:
    assert interaction.external_id is not None
    return interaction.channel, interaction.external_id


def _existing(tx: Connection, items: list[Item]) -> dict[tuple[Channel, str], _There]:
    if not items:
        return {}
    numbers: dict[Channel, list[str]] = {}
    for item in items:
        channel, number = _key(item.value.interaction)
        numbers.setdefault(channel, []).append(number)
    rows = [
        row
        for channel, theirs in numbers.items()
        for row in tx.execute(_BY_NUMBER, {"channel": channel, "numbers": theirs})
    ]
    own = {own_id: number for number, own_id in own_ids(tx, list(chain(*numbers.values()))).items()}
    if own:
        rows += tx.execute(_OWN, {"ids": list(own)})
    found = {
        (row.channel, row.external_id if row.external_id is not None else own[row.id]): _There(
            row.id, row.customer_id, set()
        )
        for row in rows
    }
    by_id = {there.id: there for there in found.values()}
    if by_id:
        prefix = own_prefix(tx)
        for row in tx.execute(_MESSAGES, {"ids": list(by_id)}):
            by_id[row.interaction_id].message_ids.add(row.external_id or f"{prefix}{row.id}")
    return found


def _cases_of(tx: Connection, items: list[Item]) -> dict[int, int]:
    return case_ids(tx, sorted({item.value.case for item in items if item.value.case is not None}))


def _outcome(
    given: _Given, directory: Directory, there: dict[tuple[Channel, str], _There], cases: dict[int, int]
) -> Outcome:
    found = directory.find(given.customer)
    if isinstance(found, RowError):
        return found
    if given.case is not None and given.case not in cases:
        return RowError(tr("there is no case {number}", number=given.case))
    before = there.get(_key(given.interaction))
    if before is None:
        return "created"
    is_more = any(message.external_id not in before.message_ids for message in given.messages)
    return "changed" if is_more else "unchanged"


def _with_calls_of_their_own(tx: Connection, fresh: list[_Fresh]) -> list[Interaction]:
    """A call that the store holds under another number is not the same for that, and keeps its name."""
    calls = [new.interaction.call.call_id for new in fresh if new.interaction.call is not None]
    taken = set(tx.execute(select(_i.call_id).where(_i.call_id.in_(calls))).scalars()) if calls else set()
    kept = []
    for interaction, _ in fresh:
        call = interaction.call
        if call is not None and call.call_id in taken:
            call = replace(call, call_id=_call_id(f"{interaction.external_id}"))
        if call is not None:
            taken.add(call.call_id)
        kept.append(replace(interaction, call=call))
    return kept


def _create(tx: Connection, fresh: dict[tuple[Channel, str], _Fresh]) -> dict[tuple[Channel, str], _There]:
    if not fresh:
        return {}
    nothing = dict.fromkeys(contacts.CALL_COLUMNS)
    ids = new_ids(tx, interactions, len(fresh))
    written = _with_calls_of_their_own(tx, list(fresh.values()))
    rows = [
        {**nothing, **contacts.row_of(interaction), "id": own_id, "is_seen": new.is_seen}
        for own_id, new, interaction in zip(ids, fresh.values(), written, strict=True)
    ]
    tx.execute(insert(interactions), rows)
    return {
        key: _There(own_id, new.interaction.customer_id, set())
        for own_id, (key, new) in zip(ids, fresh.items(), strict=True)
    }


def _add_messages(tx: Connection, taken: list[_Given], there: dict[tuple[Channel, str], _There]) -> list[Said]:
    wanted: list[tuple[_There, Channel, Message]] = []
    for given in taken:
        before = there[_key(given.interaction)]
        for message in given.messages:
            assert message.external_id is not None
            if message.external_id not in before.message_ids:
                before.message_ids.add(message.external_id)
                wanted.append((before, given.interaction.channel, replace(message, interaction_id=before.id)))
    if not wanted:
        return []
    ids = new_ids(tx, messages, len(wanted))
    rows = [{**message_row(message), "id": own_id} for own_id, (_, _, message) in zip(ids, wanted, strict=True)]
    tx.execute(insert(messages), rows)
    return [
        Said(
            of.id,
            own_id,
            of.customer_id,
            channel,
            message.sent_at,
            documents.words_of(message.subject, message.body),
        )
        for own_id, (of, channel, message) in zip(ids, wanted, strict=True)
    ]


def _said_of(interaction: Interaction, interaction_id: int) -> Said:
    words = documents.words_of(interaction.subject, interaction.notes)
    return Said(interaction_id, None, interaction.customer_id, interaction.channel, interaction.started_at, words)
