"""All orders of a customer as a page of the timeline, for when they alone are listed."""

from collections.abc import Sequence

from desktop.domain.customer import Order
from desktop.domain.history import EntryKind, TimelineEntry, TimelinePage

_PAGE = 50  # what the store gives at a time


def page_of(orders: Sequence[Order]) -> TimelinePage:
    """Newest first, as they came; a full page has one after it."""
    entries = tuple(_entry(order) for order in orders)
    return TimelinePage(entries=entries, next_key=entries[-1].key if len(entries) >= _PAGE else None)


def _entry(order: Order) -> TimelineEntry:
    return TimelineEntry(
        kind=EntryKind.ORDER,
        id=order.id or 0,
        at=order.placed_at,
        title=order.number,
        snippet=order.summary,
        status=order.status,
        amount=order.amount,
        currency=order.currency,
        order_number=order.number,
    )
