"""Writing what comes from outside the desk: orders and messages, each again without a second copy."""

from collections.abc import Sequence

from sqlalchemy import Connection, insert, select, update

from desktop.domain.customer import Order
from desktop.domain.message import Message
from desktop.store.fulltext import documents
from desktop.store.fulltext.documents import Said
from desktop.store.keys import new_ids
from desktop.store.orders import row_of, rows_of_lines
from desktop.store.schema import interactions, messages, order_lines, orders


def add_orders(tx: Connection, fresh: Sequence[Order]) -> None:
    """Orders whose numbers the store does not hold yet."""
    ids = new_ids(tx, orders, len(fresh))
    numbered = list(zip(ids, fresh, strict=True))
    lines = [row for own_id, order in numbered for row in rows_of_lines(own_id, order.lines)]
    if fresh:
        tx.execute(insert(orders), [{**row_of(order), "id": own_id} for own_id, order in numbered])
    if lines:
        tx.execute(insert(order_lines), lines)


def save_order(tx: Connection, order: Order) -> int:
    """Create, or replace the one with this number; returns its id."""
    there = tx.execute(select(orders.c.id).where(orders.c.number == order.number)).scalar()
    if there is None:
        order_id = int(tx.execute(insert(orders).returning(orders.c.id), row_of(order)).scalar_one())
    else:
        order_id = int(there)
        tx.execute(update(orders).where(orders.c.id == order_id), row_of(order))
        tx.execute(order_lines.delete().where(order_lines.c.order_id == order_id))
    if order.lines:
        tx.execute(insert(order_lines), rows_of_lines(order_id, order.lines))
    return order_id


def add_message(tx: Connection, message: Message) -> int:
    """Write a new one; the one with the same external id in this interaction is left as it is. Returns its id."""
    m = messages.c
    if message.external_id is not None:
        same = (m.interaction_id == message.interaction_id, m.external_id == message.external_id)
        there = tx.execute(select(m.id).where(*same)).scalar()
        if there is not None:
            return int(there)
    i = interactions.c
    of = tx.execute(select(i.customer_id, i.channel).where(i.id == message.interaction_id)).one()
    message_id = int(tx.execute(insert(messages).returning(m.id), message_row(message)).scalar_one())
    words = documents.words_of(message.subject, message.body)
    said = Said(message.interaction_id, message_id, of.customer_id, of.channel, message.sent_at, words)
    documents.index(tx, said)
    return message_id


def message_row(message: Message) -> dict[str, object]:
    return {
        "interaction_id": message.interaction_id,
        "direction": message.direction,
        "author": message.author,
        "sent_at": message.sent_at,
        "subject": message.subject,
        "body": message.body,
        "external_id": message.external_id,
    }
