"""One timeline over all channels, the dossier, and an interaction opened."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from desktop.domain.channel import Channel, Direction
from desktop.domain.customer import Order, OrderLine
from desktop.domain.history import EntryKind, Match, MatchReason, TimelineEntry
from desktop.domain.interaction import InteractionState, Resolution
from desktop.domain.message import Message
from desktop.services.ports import InteractionChange
from desktop.store import DatabaseStore
from desktop.store.transfer.writing import add_message, save_order
from tests.store.values import NOW, added, ago, call, mail, phone, saved


def ordered(store: DatabaseStore, customer_id: int, number: str, at: datetime, status: str = "delivered") -> int:
    line = OrderLine(item="Oslo chair, oak", quantity=4, amount=Decimal("516.00"))
    order = Order(
        number=number, customer_id=customer_id, placed_at=at, status=status, amount=Decimal("516.00"), currency="EUR",
        lines=(line, OrderLine(item="Hinge", quantity=1, amount=Decimal("0.10"))),
    )  # fmt: skip
    with store.database.writing() as tx:
        return save_order(tx, order)


def said(store: DatabaseStore, interaction_id: int, body: str, at: datetime = NOW, **more: Any) -> None:
    message = Message(
        interaction_id=interaction_id, direction=Direction.INBOUND, author="Anna", body=body, sent_at=at, **more
    )
    with store.database.writing() as tx:
        add_message(tx, message)


def whole(store: DatabaseStore, customer_id: int, limit: int, **more: Any) -> list[TimelineEntry]:
    """All pages, one after the other."""
    seen: list[TimelineEntry] = []
    page = store.timeline(customer_id, limit=limit, **more)
    while True:
        assert len(page.entries) <= limit
        seen += page.entries
        if page.next_key is None:
            return seen
        assert page.entries
        page = store.timeline(customer_id, limit=limit, before=page.next_key, **more)


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 100])
def test_pages_join_to_one_timeline_whatever_their_size(store: DatabaseStore, limit: int) -> None:
    """Many entries share an instant, on purpose."""
    anna, other = saved(store, "Anna"), saved(store, "Other")
    store.merge_customers(anna, other)
    for n in range(12):
        added(store, call(f"c{n}", customer_id=(anna, other)[n % 2], started_at=ago(hours=n // 4)))
    for n in range(5):
        ordered(store, (anna, other)[n % 2], f"10-{n}", ago(hours=n // 2))
    seen = whole(store, other, limit)
    assert len(seen) == len({(entry.kind, entry.id) for entry in seen}) == 17
    expected = sorted(seen, key=lambda e: (e.at, e.kind is EntryKind.INTERACTION, e.id), reverse=True)
    assert seen == expected


def test_channels_can_be_chosen(store: DatabaseStore) -> None:
    anna = saved(store, "Anna")
    added(store, call(customer_id=anna))
    ids = [added(store, mail(customer_id=anna, started_at=ago(days=n))) for n in range(3)]
    ordered(store, anna, "10-1", NOW)
    assert [e.id for e in whole(store, anna, 2, channels=(Channel.EMAIL,))] == ids
    assert len(whole(store, anna, 2, channels=(Channel.EMAIL, Channel.VOICE))) == 4
    assert whole(store, anna, 2, channels=(Channel.SMS,)) == []


def test_a_line_says_what_the_interaction_was_about(store: DatabaseStore) -> None:
    anna = saved(store, "Anna")
    noted = added(store, call(customer_id=anna, notes="Hinge broken.\n\nPromised  by Friday", started_at=ago(days=1)))
    written = added(store, mail(customer_id=anna, subject="Where is\nmy part?", started_at=ago(days=2)))
    said(store, written, "first", ago(days=2))
    said(store, written, "x" * 300, ago(days=1))
    entries = {entry.id: entry for entry in store.timeline(anna).entries}
    assert entries[noted].snippet == "Hinge broken. Promised by Friday"
    assert entries[written].title == "Where is my part?"
    assert entries[written].snippet == "x" * 199 + "…"


def test_an_order_is_in_the_timeline_with_its_amount(store: DatabaseStore) -> None:
    anna = saved(store, "Anna")
    ordered(store, anna, "10-47990", NOW)
    (entry,) = store.timeline(anna).entries
    assert (entry.order_number, entry.status, entry.amount, entry.currency) == (
        "10-47990",
        "delivered",
        Decimal("516.00"),
        "EUR",
    )
    assert str(entry.amount) == "516.00"
    assert entry.snippet == "4 × Oslo chair, oak +1"
    (order,) = store.orders(anna)
    assert order.lines[1] == OrderLine(item="Hinge", quantity=1, amount=Decimal("0.10"))


def test_an_order_saved_again_is_replaced(store: DatabaseStore) -> None:
    anna = saved(store, "Anna")
    first = ordered(store, anna, "10-1", NOW, "in packing")
    assert ordered(store, anna, "10-1", NOW, "delivered") == first
    (order,) = store.orders(anna)
    assert (order.status, order.is_open, len(order.lines)) == ("delivered", False, 2)


def test_the_dossier_has_all_the_sidebar_shows(store: DatabaseStore) -> None:
    anna = saved(store, "Anna", phone("601 234 567"))
    for n in range(60):
        added(store, mail(customer_id=anna, started_at=ago(days=100 + n), resolution=Resolution.SOLVED))
    for n in range(7):
        ordered(store, anna, f"10-{n}", ago(days=n), "in packing" if n < 2 else "delivered")
    dossier = store.dossier(Match(reason=MatchReason.NUMBER, customer_id=anna))
    assert dossier.customer == store.customer(anna)
    assert [order.number for order in dossier.orders] == [f"10-{n}" for n in range(5)]
    assert (dossier.open_orders, dossier.total_orders, dossier.total_interactions) == (2, 7, 60)
    assert dossier.first_contact_at == ago(days=159)
    assert dossier.timeline == store.timeline(anna, limit=50)
    assert dossier.timeline.next_key is not None
    assert dossier.recent is not None
    assert (dossier.recent.contacts, dossier.recent.is_last_unresolved) == (1, False)


def test_contacts_lately_are_counted_from_the_first_of_them_on_all_channels(store: DatabaseStore) -> None:
    anna = saved(store, "Anna")
    ringing = added(store, call("now", customer_id=anna))
    added(store, mail(customer_id=anna, started_at=ago(days=2)))
    added(store, call("before", customer_id=anna, state=InteractionState.CLOSED, started_at=ago(days=6),
                      resolution=Resolution.PROMISED))  # fmt: skip
    added(store, mail(channel=Channel.CHAT, customer_id=anna, started_at=ago(days=8), resolution=Resolution.SOLVED))
    added(store, mail(customer_id=anna, direction=Direction.OUTBOUND, started_at=ago(days=1)))
    added(store, mail(customer_id=anna, started_at=ago(days=14, hours=1)))
    recent = store.dossier(Match(reason=MatchReason.NUMBER, customer_id=anna)).recent
    assert recent is not None
    assert (recent.contacts, len(recent.channels), recent.is_last_unresolved) == (4, 3, True)
    assert (recent.first_at, recent.last_at) == (ago(days=8), ago(days=2))
    assert timedelta() <= recent.counted_at - NOW < timedelta(hours=1)
    store.change_interaction(ringing, InteractionChange(state=InteractionState.MISSED))
    recent = store.dossier(Match(reason=MatchReason.NUMBER, customer_id=anna)).recent
    assert recent is not None
    assert (recent.contacts, recent.last_at) == (5, NOW)


def test_what_was_written_is_one_of_the_contacts_and_stands_for_no_call(store: DatabaseStore) -> None:
    anna = saved(store, "Anna")
    match = Match(reason=MatchReason.ADDRESS, customer_id=anna)
    first = store.interaction(added(store, mail(customer_id=anna, started_at=ago(days=3))))
    recent = store.dossier(match, first).recent
    assert recent is not None
    assert (recent.contacts, recent.channels, recent.is_last_unresolved) == (1, (Channel.EMAIL,), False)
    assert (recent.first_at, recent.last_at) == (ago(days=3), None)
    second = store.interaction(added(store, mail(channel=Channel.CHAT, customer_id=anna, started_at=ago(days=1))))
    recent = store.dossier(match, second).recent
    assert recent is not None
    assert (recent.contacts, recent.channels) == (2, (Channel.CHAT, Channel.EMAIL))
    assert (recent.first_at, recent.last_at, recent.is_last_unresolved) == (ago(days=3), ago(days=3), True)


def test_an_interaction_opened_shows_all_that_was_said_oldest_first(store: DatabaseStore) -> None:
    work = added(store, mail(subject="Part"))
    said(store, work, "later", ago(hours=1), external_id="<2@x>")
    said(store, work, "earlier", ago(hours=2), external_id="<1@x>", subject="Part")
    said(store, work, "later again", ago(hours=1), external_id="<2@x>")
    details = store.details(work)
    assert details is not None
    assert [(m.body, m.sent_at, m.external_id) for m in details.messages] == [
        ("earlier", ago(hours=2), "<1@x>"),
        ("later", ago(hours=1), "<2@x>"),
    ]


def test_the_timeline_of_nobody_is_empty(store: DatabaseStore) -> None:
    assert store.timeline(99).entries == ()
    assert store.orders(99) == []
    assert store.timeline(saved(store, "Anna")).next_key is None


def test_there_is_no_time_limit(store: DatabaseStore) -> None:
    anna = saved(store, "Anna")
    old = added(store, mail(customer_id=anna, started_at=NOW - timedelta(days=40 * 365)))
    ancient = added(
        store, mail(customer_id=anna, started_at=datetime(1904, 2, 29, tzinfo=NOW.tzinfo), subject="Letter")
    )
    assert [e.id for e in store.timeline(anna, limit=1).entries] == [old]
    assert [e.id for e in whole(store, anna, 1)] == [old, ancient]
