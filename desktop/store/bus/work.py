"""The work list: open written interactions, chosen from the table `work` alone and dressed with names afterwards.

Plain SQL (see `plain`), for a list of ten thousand is asked for at each change. Its one index lies in the order of the
list and holds all that rows are chosen by. What is overdue depends on the moment, and so does who sleeps: the list is
asked for in two or three parts, and each is read along the index until the page is full.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection

from desktop.domain.channel import Channel, Direction
from desktop.domain.folding import fold
from desktop.domain.interaction import InteractionState
from desktop.domain.work import Priority, WorkCounts, WorkFacets, WorkOrder, WorkRow, WorkScope, WorkView
from desktop.store.bus.families import root_of, roots_of
from desktop.store.plain import TAG_LINES, Question, Row, tags_of
from desktop.store.types import of_microseconds, to_microseconds

PREVIEW = 200  # characters
_CHANNELS: dict[str, Channel] = {str(one): one for one in Channel}
_DIRECTIONS: dict[str, Direction] = {str(one): one for one in Direction}
_STATES: dict[str, InteractionState] = {str(one): one for one in InteractionState}
_PRIORITIES: dict[int, Priority] = {int(one): one for one in Priority}

_IS_AWAKE = "(w.snoozed_until IS NULL OR w.snoozed_until <= :now)"
_BY_DUE = "w.rank, w.due_order, w.interaction_id"
_SNOOZED = ("w.snoozed_until > :now", "w.snoozed_until, w.interaction_id")
# conditions and orders of the parts, one after the other
_PARTS = {
    WorkOrder.DUE: (
        (f"{_IS_AWAKE} AND w.due_order <= :now", _BY_DUE),
        (f"{_IS_AWAKE} AND w.due_order > :now", _BY_DUE),
    ),
    WorkOrder.OLDEST: ((_IS_AWAKE, "w.last_at, w.interaction_id"),),
    WorkOrder.NEWEST: ((_IS_AWAKE, "w.last_at DESC, w.interaction_id DESC"),),
}
# where all rows are read at any rate, they are read once
_IN_ONE = {**_PARTS, WorkOrder.DUE: ((_IS_AWAKE, f"w.due_order > :now, {_BY_DUE}"),)}
# as a stranger calls themselves; a robot's name only where nobody else wrote
_BY_A_PERSON = " AND NOT EXISTS (SELECT 1 FROM letters l WHERE l.message_id = m.id AND l.is_automatic)"
_AUTHORS = [
    "(SELECT m.author FROM messages m WHERE m.interaction_id = w.interaction_id AND m.direction = 'inbound'"
    f"{narrowed} ORDER BY m.sent_at DESC, m.id DESC LIMIT 1)"
    for narrowed in (_BY_A_PERSON, "")
]
_AUTHOR = f"coalesce({', '.join(_AUTHORS)})"
# of who asks, or asked of them: a note there names them
_NAMED = (
    "w.interaction_id IN (SELECT coalesce(r.root_id, n.interaction_id) FROM mentions n"
    " LEFT JOIN merged r ON r.interaction_id = n.interaction_id WHERE n.agent = :{who} AND NOT n.is_done)"
)
_OWN = "w.agent = :agent"
_OWN_OR_NAMED = f"({_OWN} OR {_NAMED.format(who='agent')})"
# asked before: that clause costs each row of the list something, and mostly nobody is named
_IS_ANY_NAMED = Question("SELECT 1 FROM mentions WHERE agent = :agent AND NOT is_done LIMIT 1")
_SHOWN = (
    "w.interaction_id, w.channel, i.state, w.last_at, w.last_direction, coalesce(root.id, own.id),"
    f" coalesce(root.name, own.name, nullif({_AUTHOR}, i.address), ''), i.address, i.subject, w.preview, w.agent,"
    " w.queue, w.priority, w.due_at, w.snoozed_until, w.is_unread,"
    " EXISTS (SELECT 1 FROM drafts d WHERE d.agent = :asking AND d.interaction_id IN (SELECT w.interaction_id UNION ALL"
    f" SELECT interaction_id FROM merged WHERE root_id = w.interaction_id)), {_NAMED.format(who='asking')}, {{tags}}"
)
# its own and those of what was merged into it, a line each
_ITS_TAGS = (
    "(SELECT {lines} FROM interaction_tags t WHERE t.interaction_id IN"
    " (SELECT w.interaction_id UNION ALL SELECT interaction_id FROM merged WHERE root_id = w.interaction_id))"
)
_IN_FULL = {name: _SHOWN.format(tags=_ITS_TAGS.format(lines=lines)) for name, lines in TAG_LINES.items()}
_OWNERS = "LEFT JOIN customers root ON root.id = own.root_id"
_CUSTOMERS = f"LEFT JOIN customers own ON own.id = i.customer_id {_OWNERS}"
_DRESSED = f" JOIN interactions i ON i.id = w.interaction_id {_CUSTOMERS}"
_ONE = {
    name: Question(f"SELECT {shown} FROM work w{_DRESSED} WHERE w.interaction_id = :id")
    for name, shown in _IN_FULL.items()
}
_MANY = {
    "sqlite": Question(
        f"SELECT {_IN_FULL['sqlite']} FROM work w{_DRESSED}"
        " WHERE w.interaction_id IN (SELECT value FROM json_each(:ids))"
    ),
    "postgresql": Question(
        f"SELECT {_IN_FULL['postgresql']} FROM work w{_DRESSED}"
        " WHERE w.interaction_id IN (SELECT CAST(value AS bigint) FROM json_array_elements_text(CAST(:ids AS json)))"
    ),
}
# of folded words: neither case nor a sign of a pattern is in them. For a rare word every row is read, so they are read
# as they lie, and most are left out by the pattern, which is several times faster; what is found is put in order
_MOST_WORDS, _LONGEST_WORD = 50, 1_000  # of a page that was pasted there: SQLite takes no larger question
_NAMED_SO = "{within}(' ' || coalesce(root.sort_name, own.sort_name, ''), :word_{n}) > 0"
_SAYS = {
    "sqlite": f"(w.words GLOB :part_{{n}} AND instr(' ' || w.words, :word_{{n}}) > 0 OR {_NAMED_SO})",
    "postgresql": f"(strpos(' ' || w.words, :word_{{n}}) > 0 OR {_NAMED_SO})",
}
_WITHIN = {"sqlite": "instr", "postgresql": "strpos"}
_AS_THEY_LIE = {
    "sqlite": f"work w NOT INDEXED CROSS JOIN interactions i ON i.id = w.interaction_id {_CUSTOMERS}",
    "postgresql": f"work w{_DRESSED}",
}
_TAGS = "coalesce(root.tags, own.tags, CAST('[]' AS json))"
# most have none, and to look into a list costs several times as much as to see that it is empty
_CUSTOMER_TAGGED = {
    "sqlite": "coalesce(root.tags, own.tags, '[]') <> '[]'"
    " AND EXISTS (SELECT 1 FROM json_each(coalesce(root.tags, own.tags)) WHERE value IN ({places}))",
    "postgresql": f"EXISTS (SELECT 1 FROM json_array_elements_text({_TAGS}) AS t(value) WHERE value IN ({{places}}))",
}
_TAGGED = (
    "(w.interaction_id IN (SELECT coalesce(r.root_id, t.interaction_id) FROM interaction_tags t"
    " LEFT JOIN merged r ON r.interaction_id = t.interaction_id WHERE t.tag IN ({places})) OR {of_customer})"
)
_NEXT_TURN = Question(
    "SELECT min(CASE WHEN w.due_at > :now THEN w.due_at END),"
    " min(CASE WHEN w.snoozed_until > :now THEN w.snoozed_until END) FROM work w"
)
# of each scope; its columns are all in the index
_COUNTED = (
    "count(*) FILTER (WHERE {scope})",
    "count(*) FILTER (WHERE {scope} AND w.is_unread)",
    "min(w.last_at) FILTER (WHERE {scope} AND w.due_at IS NOT NULL)",
    "min(w.due_at) FILTER (WHERE {scope})",
)
_OPEN_QUEUES = Question("SELECT DISTINCT queue FROM work WHERE queue <> '' ORDER BY queue")
_OPEN_CHANNELS = Question("SELECT DISTINCT channel FROM work ORDER BY channel")
_OPEN_CUSTOMERS = (
    "SELECT coalesce(root.tags, own.tags) AS tags FROM customers own"
    f" {_OWNERS} WHERE own.id IN (SELECT i.customer_id FROM work w JOIN interactions i ON i.id = w.interaction_id)"
)
_THEIR_TAGS = {
    "sqlite": f"SELECT value AS tag FROM ({_OPEN_CUSTOMERS}) s, json_each(s.tags)",
    "postgresql": f"SELECT value AS tag FROM ({_OPEN_CUSTOMERS}) s, json_array_elements_text(s.tags) AS t(value)",
}
_OPEN_TAGS = {
    name: Question(
        f"SELECT tag FROM ({theirs} UNION SELECT t.tag FROM work w JOIN interaction_tags t"
        " ON t.interaction_id = w.interaction_id UNION SELECT t.tag FROM work w JOIN merged r"
        " ON r.root_id = w.interaction_id JOIN interaction_tags t ON t.interaction_id = r.interaction_id) tags"
        " ORDER BY tag"
    )
    for name, theirs in _THEIR_TAGS.items()
}


def preview_of(text: str) -> str:
    """The beginning of a message on one line."""
    line = " ".join(text[: PREVIEW * 4].split())
    return line if len(line) <= PREVIEW else f"{line[: PREVIEW - 1]}…"


def words_of(subject: str, address: str, preview: str, author: str = "") -> str:
    """What the filter of the list looks in, besides the customer's name; for `work.words`."""
    return fold(f"{author} {subject} {address} {preview}")


def page(
    tx: Connection,
    view: WorkView,
    offset: int,
    limit: int,
    known: Sequence[WorkRow] = (),
    changed: Collection[int] = (),
) -> list[WorkRow]:
    """`known` rows are taken as they are, but for those of `changed` interactions, and those that may wake."""
    narrowing, bound = _narrowing(tx, view)
    chosen: list[int] = []
    parts = _IN_ONE if narrowing.words else _PARTS
    for condition, order in (*parts[view.order], *([_SNOOZED] if view.snoozed_too else [])):
        most = offset + limit - len(chosen)
        if most > 0:
            question = _choosing(condition, order, narrowing)
            chosen += (row[0] for row in question.rows(tx, {**bound, "most": most}))
    wanted = chosen[offset : offset + limit]
    there = _unchanged(tx, known, changed) if known else {}
    new = [one for one in wanted if one not in there]
    there |= {row.interaction_id: row for row in _dressed(tx, new, view.agent, bound["now"])}
    return [there[one] for one in wanted if one in there]


def _unchanged(tx: Connection, known: Sequence[WorkRow], changed: Collection[int]) -> dict[int, WorkRow]:
    """Of a merged interaction the row is that of the one that stands for it."""
    stale = {*changed, *roots_of(tx, changed).values()} if changed else set()
    return {row.interaction_id: row for row in known if row.snoozed_until is None and row.interaction_id not in stale}


def count(tx: Connection, view: WorkView) -> int:
    """How many rows it has in all."""
    narrowing, bound = _narrowing(tx, view)
    question = _counting_one("TRUE" if view.snoozed_too else _IS_AWAKE, narrowing)
    return int(question.rows(tx, bound)[0][0])


def next_turn(tx: Connection) -> datetime | None:
    found = _NEXT_TURN.rows(tx, {"now": to_microseconds(datetime.now(UTC))})[0]
    return min((of_microseconds(at) for at in found if at is not None), default=None)


def facets(tx: Connection) -> WorkFacets:
    return WorkFacets(
        queues=tuple(row[0] for row in _OPEN_QUEUES.rows(tx, {})),
        channels=tuple(_CHANNELS[row[0]] for row in _OPEN_CHANNELS.rows(tx, {})),
        tags=tuple(row[0] for row in _OPEN_TAGS[tx.dialect.name].rows(tx, {})),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Narrowing:
    """What a view leaves out, so far as it is the same statement: how many words, queues and so on it names."""

    dialect: str
    scope: WorkScope
    is_named: bool
    is_unread: bool
    is_overdue: bool
    queues: int
    channels: int
    priorities: int
    tags: int
    words: int

    @property
    def conditions(self) -> Iterator[str]:
        yield from {
            WorkScope.MINE: [_OWN_OR_NAMED if self.is_named else _OWN],
            WorkScope.UNASSIGNED: ["w.agent = ''"],
        }.get(self.scope, [])
        if self.is_unread:
            yield "w.is_unread"
        if self.is_overdue:
            yield "w.due_order <= :now"
        for column, sizes in (("queue", self.queues), ("channel", self.channels), ("priority", self.priorities)):
            if sizes:
                yield f"w.{column} IN ({_places(column, sizes)})"
        if self.tags:
            places = _places("tag", self.tags)
            yield _TAGGED.format(places=places, of_customer=_CUSTOMER_TAGGED[self.dialect].format(places=places))
        within = _WITHIN[self.dialect]
        yield from (_SAYS[self.dialect].format(n=n, within=within) for n in range(self.words))

    @property
    def source(self) -> str:
        """The table alone, or with the customers where something of theirs is asked for."""
        if self.words:
            return _AS_THEY_LIE[self.dialect]
        return f"work w{_DRESSED if self.tags else ''}"


def _narrowing(tx: Connection, view: WorkView) -> tuple[_Narrowing, dict[str, Any]]:
    """And the values of it."""
    words = [word[:_LONGEST_WORD] for word in dict.fromkeys(fold(view.text).split())][:_MOST_WORDS]
    values: dict[str, Sequence[object]] = {
        "queue": view.queues,
        "channel": [str(channel) for channel in view.channels],
        "priority": [int(priority) for priority in view.priorities],
        "tag": view.tags,
        "word": [f" {word}" for word in words],
        "part": [f"*{word}*" for word in words],
    }
    narrowing = _Narrowing(
        dialect=tx.dialect.name,
        scope=view.scope,
        is_named=view.scope is WorkScope.MINE and _is_any_named(tx, view.agent),
        is_unread=view.unread_only,
        is_overdue=view.overdue_only,
        queues=len(view.queues),
        channels=len(view.channels),
        priorities=len(view.priorities),
        tags=len(view.tags),
        words=len(words),
    )
    bound = {f"{name}_{n}": value for name, chosen in values.items() for n, value in enumerate(chosen)}
    return narrowing, {**bound, "now": to_microseconds(datetime.now(UTC)), "agent": view.agent}


@cache
def _choosing(condition: str, order: str, narrowing: _Narrowing) -> Question:
    whole = " AND ".join((condition, *narrowing.conditions))
    return Question(f"SELECT w.interaction_id FROM {narrowing.source} WHERE {whole} ORDER BY {order} LIMIT :most")


@cache
def _counting_one(condition: str, narrowing: _Narrowing) -> Question:
    return Question(f"SELECT count(*) FROM {narrowing.source} WHERE {' AND '.join((condition, *narrowing.conditions))}")


def _dressed(tx: Connection, ids: Sequence[int], agent: str, now: int) -> list[WorkRow]:
    """In the order of `ids`."""
    if not ids:
        return []
    found = _MANY[tx.dialect.name].rows(tx, {"ids": json.dumps(ids), "asking": agent})
    rows = {values[0]: values for values in found}
    return [_row(rows[one], now) for one in ids if one in rows]


def _places(name: str, count: int) -> str:
    return ", ".join(f":{name}_{n}" for n in range(count))


def row(tx: Connection, interaction_id: int, agent: str) -> WorkRow | None:
    """As `agent` sees it; None once it is closed."""
    found = _ONE[tx.dialect.name].rows(tx, {"id": root_of(tx, interaction_id), "asking": agent})
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
        is_mentioned,
        tags,
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
        priority=_PRIORITIES[priority],
        due_at=None if due_at is None else of_microseconds(due_at),
        snoozed_until=None if snoozed_until is None or snoozed_until <= now else of_microseconds(snoozed_until),
        is_unread=bool(is_unread),
        has_draft=bool(has_draft),
        is_mentioned=bool(is_mentioned),
        tags=tags_of(tags),
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
    found = _counting(len(queues), _is_any_named(tx, agent)).rows(tx, bound)[0]
    rows, unread, since, due = (found[start :: len(_COUNTED)] for start in range(len(_COUNTED)))
    return WorkCounts(
        rows=dict(zip(WorkScope, rows, strict=True)),
        unread=dict(zip(WorkScope, unread, strict=True)),
        waiting={
            scope: (of_microseconds(first), of_microseconds(last))
            for scope, first, last in zip(WorkScope, since, due, strict=True)
            if last is not None
        },
    )


def _is_any_named(tx: Connection, agent: str) -> bool:
    """Whether a note anywhere waits for the agent."""
    return bool(_IS_ANY_NAMED.rows(tx, {"agent": agent}))


@cache
def _counting(queues: int, is_named: bool) -> Question:
    mine, free = _OWN_OR_NAMED if is_named else _OWN, "w.agent = ''"
    team = f"w.queue IN ({_places('queue', queues)})" if queues else "TRUE"
    conditions = {
        WorkScope.MINE: mine,
        WorkScope.TEAM: team,
        WorkScope.UNASSIGNED: f"{free} AND {team}",
        WorkScope.ALL: "TRUE",
    }
    shown = ", ".join(counted.format(scope=conditions[scope]) for scope in WorkScope for counted in _COUNTED)
    return Question(f"SELECT {shown} FROM work w WHERE {_IS_AWAKE}")
