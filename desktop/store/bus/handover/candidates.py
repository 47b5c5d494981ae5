"""What a piece of written work may be given to, and what it may be merged with. Asked when somebody wants to."""

from sqlalchemy import Connection

from desktop.domain.channel import Channel, Direction
from desktop.domain.interaction import InteractionState
from desktop.domain.work import WorkRow
from desktop.store.bus import work as listed
from desktop.store.bus.families import root_of
from desktop.store.plain import Question, Row
from desktop.store.types import of_microseconds

_CALLS = 500  # the newest, whose queues are known
_QUEUES = Question(
    "SELECT queue FROM work WHERE queue <> '' UNION SELECT queue FROM (SELECT queue FROM interactions"
    f" WHERE channel = 'voice' ORDER BY started_at DESC, id DESC LIMIT {_CALLS}) AS newest WHERE queue <> ''"
    " UNION SELECT queue FROM accounts WHERE queue <> '' AND NOT is_removed"
)
_OF_WHOM = Question(
    "SELECT i.channel, coalesce(c.root_id, c.id, 0), i.address FROM interactions i"
    " LEFT JOIN customers c ON c.id = i.customer_id WHERE i.id = :id"
)
_OPEN = Question(
    "SELECT w.interaction_id FROM work w JOIN interactions i ON i.id = w.interaction_id"
    " LEFT JOIN customers c ON c.id = i.customer_id WHERE w.channel = :channel AND w.interaction_id <> :id"
    " AND (coalesce(c.root_id, c.id) = :root OR (:root = 0 AND i.customer_id IS NULL AND i.address = :address))"
    " ORDER BY w.last_at DESC LIMIT :most"
)
_CLOSED = Question(
    "SELECT i.id, i.started_at, i.direction, i.subject, i.address, i.agent, i.queue, root.name FROM interactions i"
    " JOIN customers c ON c.id = i.customer_id JOIN customers root ON root.id = coalesce(c.root_id, c.id)"
    " WHERE i.customer_id IN (SELECT id FROM customers WHERE id = :root OR root_id = :root) AND i.channel = :channel"
    " AND i.state = 'closed' AND i.id <> :id AND NOT EXISTS (SELECT 1 FROM merged m WHERE m.interaction_id = i.id)"
    " ORDER BY i.started_at DESC, i.id DESC LIMIT :most"
)


def queues(tx: Connection) -> list[str]:
    """Of open work, of accounts, and of the newest calls; by name."""
    return sorted((row[0] for row in _QUEUES.rows(tx, {})), key=str.casefold)


def mergeable(tx: Connection, interaction_id: int, agent: str, limit: int) -> list[WorkRow]:
    """The others on its channel with the same customer, or of the same stranger: open ones first, newest first."""
    root = root_of(tx, interaction_id)
    found = _OF_WHOM.rows(tx, {"id": root})
    if not found:
        raise LookupError(f"no interaction {interaction_id}")
    channel, customer_id, address = found[0]
    bound = {"id": root, "root": customer_id, "channel": channel, "address": address, "most": limit}
    rows = (listed.row(tx, row[0], agent) for row in _OPEN.rows(tx, bound))
    there = [row for row in rows if row is not None]
    more = {**bound, "most": limit - len(there)}
    return [*there, *(_closed(row, channel, customer_id) for row in _CLOSED.rows(tx, more))]


def _closed(row: Row, channel: str, customer_id: int) -> WorkRow:
    own_id, started_at, direction, subject, address, agent, queue, name = row
    return WorkRow(
        interaction_id=own_id,
        channel=Channel(channel),
        state=InteractionState.CLOSED,
        last_at=of_microseconds(started_at),
        last_direction=Direction(direction),
        customer_id=customer_id,
        customer_name=name,
        address=address,
        subject=subject,
        agent=agent,
        queue=queue,
    )
