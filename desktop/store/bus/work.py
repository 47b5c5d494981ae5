"""The work list: open written interactions, read from the table `work` alone and dressed with names afterwards.

Plain SQL (see `plain`), for a list of ten thousand is asked for at each change. A page is chosen and sorted by the one
index that holds all it needs; only the rows that are shown are then looked up.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection

from desktop.domain.channel import Channel, Direction
from desktop.domain.folding import fold
from desktop.domain.interaction import InteractionState
from desktop.domain.work import Priority, WorkCounts, WorkOrder, WorkRow, WorkScope, WorkView
from desktop.store.plain import Question, Row
from desktop.store.types import of_microseconds, to_microseconds

PREVIEW = 200  # characters
_CHANNELS: dict[str, Channel] = {str(one): one for one in Channel}
_DIRECTIONS: dict[str, Direction] = {str(one): one for one in Direction}
_STATES: dict[str, InteractionState] = {str(one): one for one in InteractionState}

_IS_SNOOZED = "(w.snoozed_until IS NOT NULL AND w.snoozed_until > :now)"
_IS_AWAKE = "(w.snoozed_until IS NULL OR w.snoozed_until <= :now)"
_ORDERS = {
    WorkOrder.DUE: (
        "CASE WHEN w.due_at <= :now THEN 0 ELSE 1 END, w.priority DESC, w.due_at NULLS LAST, w.interaction_id"
    ),
    WorkOrder.OLDEST: "w.last_at, w.interaction_id",
    WorkOrder.NEWEST: "w.last_at DESC, w.interaction_id DESC",
}
_SHOWN = (
    "w.interaction_id, w.channel, i.state, w.last_at, w.last_direction, coalesce(root.id, own.id),"
    " coalesce(root.name, own.name, ''), i.address, i.subject, w.preview, w.agent, w.queue, w.priority, w.due_at,"
    " w.snoozed_until, w.is_unread,"
    " EXISTS (SELECT 1 FROM drafts d WHERE d.interaction_id = w.interaction_id AND d.agent = :asking)"
)
_DRESSED = (
    " JOIN interactions i ON i.id = w.interaction_id LEFT JOIN customers own ON own.id = i.customer_id"
    " LEFT JOIN customers root ON root.id = own.root_id"
)
_ONE = Question(f"SELECT {_SHOWN} FROM work w{_DRESSED} WHERE w.interaction_id = :id")
_SAYS = "(' ' || w.words LIKE :word_{n} OR ' ' || coalesce(root.sort_name, own.sort_name, '') LIKE :word_{n})"


def preview_of(text: str) -> str:
    """The beginning of a message on one line."""
    line = " ".join(text[: PREVIEW * 4].split())
    return line if len(line) <= PREVIEW else f"{line[: PREVIEW - 1]}…"


def words_of(subject: str, address: str, preview: str) -> str:
    """What the filter of the list looks in, besides the customer's name; for `work.words`."""
    return fold(f"{subject} {address} {preview}")


def page(tx: Connection, view: WorkView, offset: int, limit: int) -> list[WorkRow]:
    words = fold(view.text).split()
    now = to_microseconds(datetime.now(UTC))
    bound: dict[str, Any] = {"now": now, "asking": view.agent, "limit": limit, "offset": offset}
    if view.scope is WorkScope.MINE:
        bound["agent"] = view.agent
    bound |= {f"queue_{n}": queue for n, queue in enumerate(view.queues)}
    bound |= {f"channel_{n}": str(channel) for n, channel in enumerate(view.channels)}
    bound |= {f"word_{n}": f"% {word}%" for n, word in enumerate(words)}
    flags = (view.unread_only, view.overdue_only, view.snoozed_too)
    question = _question(view.scope, view.order, flags, (len(view.queues), len(view.channels), len(words)))
    return [_row(row, now) for row in question.rows(tx, bound)]


@cache
def _question(
    scope: WorkScope, order: WorkOrder, flags: tuple[bool, bool, bool], sizes: tuple[int, int, int]
) -> Question:
    unread_only, overdue_only, snoozed_too = flags
    queues, channels, words = sizes
    conditions = [
        *(["w.agent = :agent"] if scope is WorkScope.MINE else []),
        *(["w.agent = ''"] if scope is WorkScope.UNASSIGNED else []),
        *([f"w.queue IN ({_places('queue', queues)})"] if queues else []),
        *([f"w.channel IN ({_places('channel', channels)})"] if channels else []),
        *(["w.is_unread"] if unread_only else []),
        *(["w.due_at <= :now"] if overdue_only else []),
        *([] if snoozed_too else [_IS_AWAKE]),
        *(_SAYS.format(n=n) for n in range(words)),
    ]
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    sorting = f"{_IS_SNOOZED}, {_ORDERS[order]}" if snoozed_too else _ORDERS[order]
    chosen = (
        f"SELECT w.interaction_id AS id FROM work w{_DRESSED if words else ''}{where}"
        f" ORDER BY {sorting} LIMIT :limit OFFSET :offset"
    )
    return Question(
        f"SELECT {_SHOWN} FROM ({chosen}) AS page JOIN work w ON w.interaction_id = page.id{_DRESSED}"
        f" ORDER BY {sorting}"
    )


def _places(name: str, count: int) -> str:
    return ", ".join(f":{name}_{n}" for n in range(count))


def row(tx: Connection, interaction_id: int, agent: str) -> WorkRow | None:
    """As `agent` sees it; None once it is closed."""
    found = _ONE.rows(tx, {"id": interaction_id, "asking": agent})
    return _row(found[0], to_microseconds(datetime.now(UTC))) if found else None


def _row(values: Row, now: int) -> WorkRow:
    (
        interaction_id,
        channel,
        state,
        last_at,
        last_direction,
        customer_id,
        customer_name,
        address,
        subject,
        preview,
        agent,
        queue,
        priority,
        due_at,
        snoozed_until,
        is_unread,
        has_draft,
    ) = values
    return WorkRow(
        interaction_id=interaction_id,
        channel=_CHANNELS[channel],
        state=_state(state, agent, snoozed_until, now),
        last_at=of_microseconds(last_at),
        last_direction=_DIRECTIONS[last_direction],
        customer_id=customer_id,
        customer_name=customer_name,
        address=address,
        subject=subject,
        preview=preview,
        agent=agent,
        queue=queue,
        priority=Priority(priority),
        due_at=None if due_at is None else of_microseconds(due_at),
        snoozed_until=None if snoozed_until is None or snoozed_until <= now else of_microseconds(snoozed_until),
        is_unread=bool(is_unread),
        has_draft=bool(has_draft),
    )


def _state(state: str, agent: str, snoozed_until: int | None, now: int) -> InteractionState:
    """Nobody writes that a snooze is over: the time alone ends it."""
    if state == InteractionState.HELD and snoozed_until is not None and snoozed_until <= now:
        return InteractionState.ACTIVE if agent else InteractionState.OFFERED
    return _STATES[state]


def counts(tx: Connection, agent: str, queues: Sequence[str]) -> WorkCounts:
    """In one reading of the index. What is mine and all there is are counted in every queue."""
    bound: Mapping[str, Any] = {
        "now": to_microseconds(datetime.now(UTC)),
        "agent": agent,
        **{f"queue_{n}": queue for n, queue in enumerate(queues)},
    }
    found = _counting(len(queues)).rows(tx, bound)[0]
    scopes = tuple(WorkScope)
    return WorkCounts(
        rows=dict(zip(scopes, found[: len(scopes)], strict=True)),
        unread=dict(zip(scopes, found[len(scopes) :], strict=True)),
    )


@cache
def _counting(queues: int) -> Question:
    mine, free = "w.agent = :agent", "w.agent = ''"
    team = f"w.queue IN ({_places('queue', queues)})" if queues else "TRUE"
    conditions = {
        WorkScope.MINE: mine,
        WorkScope.TEAM: team,
        WorkScope.UNASSIGNED: f"{free} AND {team}",
        WorkScope.ALL: "TRUE",
    }
    rows = ", ".join(f"count(*) FILTER (WHERE {conditions[scope]})" for scope in WorkScope)
    unread = ", ".join(f"count(*) FILTER (WHERE {conditions[scope]} AND w.is_unread)" for scope in WorkScope)
    return Question(f"SELECT {rows}, {unread} FROM work w WHERE {_IS_AWAKE}")
