"""One timeline for all channels, paged by key; the dossier shown when work is offered; an interaction opened."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import takewhile
from typing import Any

from sqlalchemy import Connection, select

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
from desktop.domain.interaction import Interaction, InteractionState, Resolution
from desktop.domain.message import Message
from desktop.store import customers as customer_rows
from desktop.store import interactions as interaction_rows
from desktop.store import orders as order_rows
from desktop.store.plain import TAG_LINES, Question, Row, tags_of
from desktop.store.schema import cases, dispositions, messages
from desktop.store.types import LAST_ID, LAST_INSTANT, AnyRow, of_microseconds, to_microseconds

FIRST_PAGE = 50
_ORDERS_SHOWN = 5
_LINE = 200
_RECENT = timedelta(days=14)  # what was longer ago does not count as lately
_MOST_RECENT = 500  # contacts in that time: more are not counted one by one
# A call in these states is the one that is being offered now.
_ON_THE_LINE = (InteractionState.OFFERED, InteractionState.ACTIVE, InteractionState.HELD)

_m = messages.c
_COLUMNS = (
    "interaction_id, started_at, channel, direction, state, resolution, agent, queue, talk_seconds, title, snippet,"
    " (SELECT {tag_lines} FROM interaction_tags t WHERE t.interaction_id = timeline.interaction_id)"
)
_CHANNELS: dict[str, Channel] = {str(one): one for one in Channel}
_DIRECTIONS: dict[str, Direction] = {str(one): one for one in Direction}
_STATES: dict[str, InteractionState] = {str(one): one for one in InteractionState}
_RESOLUTIONS: dict[str, Resolution] = {str(one): one for one in Resolution}
_TOTALS = Question("SELECT count(*), min(started_at) FROM interactions WHERE customer_id = :customer")


@cache
def _lines(channels: int, dialect: str) -> Question:
    """The lines of one customer on so many channels (0: on all)."""
    chosen = f" AND channel IN ({', '.join(f':channel_{n}' for n in range(channels))})" if channels else ""
    columns = _COLUMNS.format(tag_lines=TAG_LINES[dialect])
    return Question(
        f"SELECT {columns} FROM timeline WHERE customer_id = :customer"
        f" AND (started_at, interaction_id) < (:at, :id){chosen}"
        " ORDER BY started_at DESC, interaction_id DESC LIMIT :limit"
    )


def one_line(said: str) -> str:
    """Cut to what a line shows."""
    if "  " in said or not said.isprintable():
        said = " ".join(said.split())
    return said if len(said) <= _LINE else f"{said[: _LINE - 1]}…"


def _entry(row: Row) -> TimelineEntry:
    own_id, started_at, channel, direction, state, resolution, agent, queue, talk_seconds, title, snippet, tags = row
    return TimelineEntry(
        kind=EntryKind.INTERACTION,
        id=own_id,
        at=of_microseconds(started_at),
        title=one_line(title),
        snippet=one_line(snippet),
        channel=_CHANNELS[channel],
        direction=_DIRECTIONS[direction],
        state=_STATES[state],
        resolution=_RESOLUTIONS[resolution],
        agent=agent,
        queue=queue,
        talk_seconds=talk_seconds or 0.0,
        tags=tags_of(tags),
    )


def _entry_of_order(order: Order) -> TimelineEntry:
    assert order.id is not None
    return TimelineEntry(
        kind=EntryKind.ORDER,
        id=order.id,
        at=order.placed_at,
        title=order.number,
        snippet=one_line(order.summary),
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
    contacts = _contacts(tx, members, before, limit + 1, channels)
    goods = () if channels else order_rows.newest(tx, members, before, limit + 1)
    return _joined(contacts, goods, limit)


def _contacts(
    tx: Connection, members: Sequence[int], before: TimelineKey | None, limit: int, channels: Sequence[Channel] = ()
) -> list[TimelineEntry]:
    """Newest first, of all members."""
    bound: dict[str, Any] = {"at": to_microseconds(LAST_INSTANT), "id": LAST_ID, "limit": limit}
    if before is not None:
        own_id = before.id if before.kind is EntryKind.INTERACTION else 0
        bound |= {"at": to_microseconds(before.at), "id": own_id}
    bound |= {f"channel_{n}": str(channel) for n, channel in enumerate(channels)}
    question = _lines(len(channels), tx.dialect.name)
    found = [_entry(row) for member in members for row in question.rows(tx, {**bound, "customer": member})]
    if len(members) > 1:
        found.sort(key=_order, reverse=True)
    return found[:limit]


def _joined(contacts: list[TimelineEntry], goods: Sequence[Order], limit: int) -> TimelinePage:
    entries = contacts
    if goods:
        entries = sorted([*contacts, *(_entry_of_order(order) for order in goods)], key=_order, reverse=True)
    shown = tuple(entries[:limit])
    return TimelinePage(entries=shown, next_key=shown[-1].key if len(entries) > limit and shown else None)


def dossier(tx: Connection, match: Match, written: Interaction | None = None) -> Dossier:
    """Everything the sidebar shows at the first ring, or beside what was `written`."""
    customer, members = customer_rows.family(tx, match.customer_id) if match.customer_id is not None else (None, [])
    if customer is None:
        return Dossier(match=match)
    contacts = _contacts(tx, members, None, FIRST_PAGE + 1)
    total, first_contact_at = _totals(tx, members, contacts)
    goods = order_rows.newest(tx, members, None, FIRST_PAGE + 1)
    total_orders, open_orders = len(goods), sum(order.is_open for order in goods)
    if total_orders > FIRST_PAGE:
        total_orders, open_orders = order_rows.counts(tx, members)
    return Dossier(
        match=match,
        customer=customer,
        recent=_recent(tx, members, contacts, written),
        orders=tuple(goods[:_ORDERS_SHOWN]),
        open_orders=open_orders,
        total_orders=total_orders,
        timeline=_joined(contacts, goods, FIRST_PAGE),
        total_interactions=total,
        first_contact_at=first_contact_at,
    )


def _totals(tx: Connection, members: Sequence[int], newest: Sequence[TimelineEntry]) -> tuple[int, datetime | None]:
    """How many contacts, and when the first was; `newest` are all when they are no more than a page."""
    if len(newest) <= FIRST_PAGE:
        return len(newest), newest[-1].at if newest else None
    found = [row for member in members for row in _TOTALS.rows(tx, {"customer": member})]
    firsts = [first for _, first in found if first is not None]
    return sum(count for count, _ in found), of_microseconds(min(firsts))


def _recent(
    tx: Connection, members: Sequence[int], newest: Sequence[TimelineEntry], written: Interaction | None
) -> RecentContact:
    """What the customer began within the window, and what is on screen: what was `written`, which is one of them, or
    the call that rings now, which counts whether it is in the store or not.
    """
    now = datetime.now(UTC)
    since = now - _RECENT
    if len(newest) > FIRST_PAGE and newest[-1].at >= since:  # so many lately that a page does not show them all
        newest = _contacts(tx, members, None, _MOST_RECENT)
    before = [
        entry
        for entry in takewhile(lambda entry: entry.at >= since, newest)
        if entry.direction is Direction.INBOUND and not _is_on_screen(entry, written)
    ]
    here = Channel.VOICE if written is None else written.channel
    channels = dict.fromkeys([here, *(entry.channel for entry in before if entry.channel is not None)])
    last = before[0] if before else None
    began = now if written is None else max(written.started_at, since)
    return RecentContact(
        contacts=len(before) + 1,
        first_at=min(before[-1].at, began) if before else began,
        counted_at=now,
        channels=tuple(channels),
        is_last_unresolved=last is not None and last.resolution is not Resolution.SOLVED,
        last_at=last.at if last is not None else None,
    )


def _is_on_screen(entry: TimelineEntry, written: Interaction | None) -> bool:
    if written is not None:
        return entry.id == written.id
    return entry.channel is Channel.VOICE and entry.state in _ON_THE_LINE


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
