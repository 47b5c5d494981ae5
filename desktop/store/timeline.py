"""One timeline for all channels, paged by key; the dossier shown when work is offered; an interaction opened."""

import heapq
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain, islice
from typing import Any

from sqlalchemy import Connection, Select, bindparam, case, func, select, tuple_

from desktop.domain.channel import Channel, Direction
from desktop.domain.customer import Order
from desktop.domain.history import (
    Dossier,
    EntryKind,
    InteractionDetails,
    Match,
    RecentContact,
    TimelineEntry,
    TimelineKey,
    TimelinePage,
)
from desktop.domain.interaction import InteractionState, Resolution
from desktop.domain.message import Message
from desktop.store import customers as customer_rows
from desktop.store import interactions as interaction_rows
from desktop.store import orders as order_rows
from desktop.store.schema import cases, dispositions, interactions, messages
from desktop.store.types import LAST_ID, LAST_INSTANT, AnyRow, Instant, many

FIRST_PAGE = 50
_ORDERS_SHOWN = 5
_LINE = 200
_RECENT = timedelta(days=9)
_MOST_RECENT = 500  # contacts in that time: more are not counted one by one
# A call in these states is the one that is being offered now.
_ON_THE_LINE = (InteractionState.OFFERED, InteractionState.ACTIVE, InteractionState.HELD)

_i = interactions.c
_m = messages.c
_last_message = (
    select(func.substr(_m.body, 1, 2 * _LINE))
    .where(_m.interaction_id == _i.id)
    .order_by(_m.sent_at.desc(), _m.id.desc())
    .limit(1)
    .correlate(interactions)
    .scalar_subquery()
)
_ENTRIES: Select[Any] = (
    select(
        _i.id,
        _i.started_at,
        _i.channel,
        _i.direction,
        _i.state,
        _i.resolution,
        _i.agent,
        _i.queue,
        _i.talk_seconds,
        _i.subject,
        # A call has no messages: not looking for them halves the work.
        case(
            (_i.notes != "", func.substr(_i.notes, 1, 2 * _LINE)),
            (_i.channel == bindparam(None, Channel.VOICE, literal_execute=True), ""),
            else_=_last_message,
        ).label("snippet"),
    )
    .where(
        _i.customer_id == bindparam("customer"),
        tuple_(_i.started_at, _i.id) < tuple_(bindparam("at", type_=Instant), bindparam("id")),
    )
    .order_by(_i.started_at.desc(), _i.id.desc())
    .limit(bindparam("limit"))
)
_ENTRIES_ON = _ENTRIES.where(_i.channel.in_(many("channels")))
_ids = many("ids")
_TOTALS = select(func.count(), func.min(_i.started_at)).where(_i.customer_id.in_(_ids))
_RECENT_CONTACTS = (
    select(_i.channel, _i.direction, _i.state, _i.resolution, _i.started_at)
    .where(_i.customer_id == bindparam("customer"), _i.started_at >= bindparam("since", type_=Instant))
    .order_by(_i.started_at.desc(), _i.id.desc())
    .limit(_MOST_RECENT)
)


def _line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LINE else f"{line[: _LINE - 1]}…"


def _entries(rows: Sequence[AnyRow]) -> list[TimelineEntry]:
    """Of rows of `_ENTRIES`, by place: a page is made in half the time that names would take."""
    return [
        TimelineEntry(
            kind=EntryKind.INTERACTION,
            id=own_id,
            at=started_at,
            title=_line(subject) if subject else "",
            snippet=_line(snippet) if snippet else "",
            channel=channel,
            direction=direction,
            state=state,
            resolution=resolution,
            agent=agent,
            queue=queue,
            talk_seconds=talk_seconds or 0.0,
        )
        for (
            own_id,
            started_at,
            channel,
            direction,
            state,
            resolution,
            agent,
            queue,
            talk_seconds,
            subject,
            snippet,
        ) in rows
    ]


def _entry_of_order(order: Order) -> TimelineEntry:
    assert order.id is not None
    return TimelineEntry(
        kind=EntryKind.ORDER,
        id=order.id,
        at=order.placed_at,
        title=order.number,
        snippet=_line(order.summary),
        status=order.status,
        amount=order.amount,
        currency=order.currency,
        order_number=order.number,
    )


def _order(entry: TimelineEntry) -> tuple[datetime, bool, int]:
    """Highest first: newest, at the same instant interactions before orders, then the later written."""
    return entry.at, entry.kind is EntryKind.INTERACTION, entry.id


def page(
    tx: Connection, members: Sequence[int], before: TimelineKey | None, limit: int, channels: Sequence[Channel] = ()
) -> TimelinePage:
    """The next `limit` entries of all members; orders are left out when channels are chosen."""
    bound: dict[str, Any] = {"at": LAST_INSTANT, "id": LAST_ID, "limit": limit + 1}
    if before is not None:
        bound |= {"at": before.at, "id": before.id if before.kind is EntryKind.INTERACTION else 0}
    if channels:
        bound["channels"] = list(channels)
    statement = _ENTRIES_ON if channels else _ENTRIES
    sources = [_entries(tx.execute(statement, {**bound, "customer": member}).all()) for member in members]
    if not channels:
        sources.append([_entry_of_order(order) for order in order_rows.newest(tx, members, before, limit + 1)])
    sources = [source for source in sources if source]
    merged = heapq.merge(*sources, key=_order, reverse=True) if len(sources) > 1 else chain(*sources)
    entries = list(islice(merged, limit + 1))
    shown = tuple(entries[:limit])
    return TimelinePage(entries=shown, next_key=shown[-1].key if len(entries) > limit and shown else None)


def dossier(tx: Connection, match: Match) -> Dossier:
    """Everything the sidebar shows at the first ring."""
    members = customer_rows.everybody(tx, match.customer_id) if match.customer_id is not None else []
    if not members:
        return Dossier(match=match)
    total, first_contact_at = tx.execute(_TOTALS, {"ids": members}).one()
    total_orders, open_orders = order_rows.counts(tx, members)
    return Dossier(
        match=match,
        customer=customer_rows.read(tx, members[0], members),
        recent=_recent(tx, members),
        orders=tuple(order_rows.newest(tx, members, None, _ORDERS_SHOWN)) if total_orders else (),
        open_orders=open_orders,
        total_orders=total_orders,
        timeline=page(tx, members, None, FIRST_PAGE),
        total_interactions=total,
        first_contact_at=first_contact_at,
    )


def _recent(tx: Connection, members: Sequence[int]) -> RecentContact:
    """What the customer began within the window, and the call that rings now (counted whether written or not)."""
    since = datetime.now(UTC) - _RECENT
    rows = [row for member in members for row in tx.execute(_RECENT_CONTACTS, {"customer": member, "since": since})]
    rows.sort(key=lambda row: row.started_at, reverse=True)
    before = [
        row
        for row in rows
        if row.direction is Direction.INBOUND and not (row.channel is Channel.VOICE and row.state in _ON_THE_LINE)
    ]
    channels = dict.fromkeys([Channel.VOICE, *(row.channel for row in before)])
    last = before[0] if before else None
    return RecentContact(
        contacts=len(before) + 1,
        days=_RECENT.days,
        channels=tuple(channels),
        is_last_unresolved=last is not None and last.resolution is not Resolution.SOLVED,
        last_at=last.started_at if last is not None else None,
    )


def details(tx: Connection, interaction_id: int) -> InteractionDetails | None:
    """Messages oldest first."""
    interaction = interaction_rows.read(tx, interaction_id)
    if interaction is None:
        return None
    said = tx.execute(select(messages).where(_m.interaction_id == interaction_id).order_by(_m.sent_at, _m.id))
    label = tx.execute(select(dispositions.c.label).where(dispositions.c.code == interaction.disposition)).scalar()
    case_row = tx.execute(select(cases.c.number, cases.c.title).where(cases.c.id == interaction.case_id)).first()
    return InteractionDetails(
        interaction=interaction,
        messages=tuple(_message(row) for row in said),
        disposition_label=label or "",
        case_number=case_row.number if case_row else None,
        case_title=case_row.title if case_row else "",
    )


def _message(row: AnyRow) -> Message:
    return Message(
        id=row.id,
        interaction_id=row.interaction_id,
        direction=row.direction,
        author=row.author,
        body=row.body,
        sent_at=row.sent_at,
        subject=row.subject,
        external_id=row.external_id,
    )
