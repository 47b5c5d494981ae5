"""Full-text search: any script from one character on, newest first, within a customer and over everybody."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.channel import Channel, Direction
from desktop.domain.history import SearchHit, SearchQuery
from desktop.domain.interaction import Interaction
from desktop.domain.message import Message
from desktop.services.ports import InteractionChange
from desktop.store import DatabaseStore
from desktop.store.fulltext import postgresql, sqlite
from desktop.store.transfer.writing import add_message
from tests.store.values import NOW, added, ago, call, mail, saved


def hits(store: DatabaseStore, text: str, **more: Any) -> Sequence[SearchHit]:
    return store.search(SearchQuery(text=text, **more)).hits


def found(store: DatabaseStore, text: str, **more: object) -> list[int]:
    return [hit.interaction_id for hit in hits(store, text, **more)]


def noted(store: DatabaseStore, notes: str, at: datetime = NOW, **more: object) -> int:
    work: Interaction = mail(notes=notes, started_at=at, **more)
    return added(store, work)


@pytest.mark.parametrize(
    ("notes", "queries"),
    [
        ("Zażółć gęślą jaźń", ["zazolc", "ZAŻÓŁĆ", "zazolc gesla jazn", "jaz", "Zażó", '"gęślą jaźń"']),
        ("Cena w złotych: 12,50 zł", ["złotych", "zlotych", "zl", "12,50", "cena 12"]),
        ("我要退款，订单 10-48213", ["款", "退款", "我", "订单", "10-48213", "48213", "退款订单", "订单 退款"]),
        ("La ŝanĝo de la adreso", ["sango", "ŝanĝo", "sang", "SANĜO"]),
        ("ハンジが壊れた 주문했어요", ["ハ", "壊れた", "주문", "문"]),
        ("Où est ma pièce? L’été à Köln, Straße", ["ou est", "piece", "été", "l'ete", "koln", "STRASSE"]),
        ("don't re-send e-mail to a_b@example.com", ["don't", "re-send", "e-mail", "a_b@example.com"]),
    ],
)  # fmt: skip
def test_words_of_any_script_are_found(store: DatabaseStore, notes: str, queries: list[str]) -> None:
    work = noted(store, notes)
    noted(store, "something else")
    for query in queries:
        assert found(store, query) == [work], query


@pytest.mark.parametrize(
    ("notes", "query"),
    [("我要退款", "款退"), ("退 和 款", '"退款"'), ("申请", "请申"), ("blue hinge", "blues"),
     ("blue hinge", '"hinge blue"'),
     ("blue hinge", '"blue hin"'), ("blue hinge", "blu hinge"), ("blue hinge", "hin "), ("voice", "email"),
     ("nothing", "c1"), ("nothing", "=voice"), ("nothing", "scope:c1")],
)  # fmt: skip
def test_what_was_not_said_is_not_found(store: DatabaseStore, notes: str, query: str) -> None:
    noted(store, notes, customer_id=saved(store, "Anna"))
    assert found(store, query) == []


def test_a_stranger_is_told_by_what_they_call_themselves_or_by_their_address(store: DatabaseStore) -> None:
    written = noted(store, "hinge", address="who@nowhere.example")
    said = Message(interaction_id=written, direction=Direction.INBOUND, author="Who", body="wardrobe", sent_at=NOW)
    with store.database.writing() as tx:
        add_message(tx, said)
    (own,), (message,) = hits(store, "hinge"), hits(store, "wardrobe")
    assert (own.customer_id, own.customer_name) == (None, "who@nowhere.example")
    assert (message.customer_id, message.customer_name) == (None, "Who")


def test_a_query_without_words_finds_nothing(store: DatabaseStore) -> None:
    noted(store, "hinge")
    for query in ("", "  ", '"', '""', "*", "()", "-"):
        assert hits(store, query) == ()
    assert found(store, "AND") == []
    assert found(store, "hinge AND") == []


def test_the_newest_come_first_whatever_was_written_first(store: DatabaseStore) -> None:
    old = noted(store, "hinge", ago(days=400))
    new = noted(store, "hinge", ago(days=1))
    middle = noted(store, "hinge", ago(days=30))
    assert found(store, "hinge") == [new, middle, old]
    assert found(store, "hinge", since=ago(days=31), until=ago(days=2)) == [middle]


def test_many_things_said_in_one_second_are_all_found(store: DatabaseStore) -> None:
    """More than a second has room for, as after an import that knows only dates."""
    ids = [noted(store, "hinge", NOW.replace(microsecond=0)) for _ in range(300)]
    assert sorted(found(store, "hinge", limit=1000)) == ids


def test_pages_follow_one_another(store: DatabaseStore) -> None:
    ids = [noted(store, f"hinge {n}", ago(hours=n)) for n in range(7)]
    seen: list[int] = []
    page = store.search(SearchQuery(text="hinge", limit=3))
    seen += [hit.interaction_id for hit in page.hits]
    while page.next_key is not None:
        page = store.search(SearchQuery(text="hinge", limit=3, before=page.next_key))
        seen += [hit.interaction_id for hit in page.hits]
    assert seen == ids


def test_channels_and_customers_narrow_the_search(store: DatabaseStore) -> None:
    anna, jan = saved(store, "Anna"), saved(store, "Jan")
    chat = noted(store, "hinge", channel=Channel.CHAT, customer_id=anna)
    letter = noted(store, "hinge", ago(days=1), customer_id=anna)
    his = noted(store, "hinge", ago(days=2), customer_id=jan)
    assert found(store, "hinge", customer_id=anna) == [chat, letter]
    assert found(store, "hinge", channels=(Channel.EMAIL,)) == [letter, his]
    assert found(store, "hinge", channels=(Channel.EMAIL, Channel.CHAT), customer_id=anna) == [chat, letter]
    assert found(store, "hinge", customer_id=99) == []
    store.merge_customers(anna, jan)
    assert found(store, "hinge", customer_id=jan) == [chat, letter, his]
    (hit, *_) = hits(store, "hinge")
    assert (hit.customer_id, hit.customer_name, hit.channel, hit.at) == (anna, "Anna", Channel.CHAT, NOW)


def test_linking_the_customer_later_makes_it_found_within_the_customer(store: DatabaseStore) -> None:
    anna = saved(store, "Anna")
    work = noted(store, "hinge")
    with store.database.writing() as tx:
        add_message(tx, Message(interaction_id=work, direction=Direction.INBOUND, author="", body="oak", sent_at=NOW))
    assert found(store, "hinge", customer_id=anna) == []
    store.change_interaction(work, InteractionChange(customer_id=anna))
    for word in ("hinge", "oak"):
        assert found(store, word, customer_id=anna) == found(store, word) == [work]


def test_notes_are_found_as_they_are_now(store: DatabaseStore) -> None:
    work = added(store, call())
    for typed in ("hi", "hinge", "oak chair", "", "hinge again", "hinge again"):
        store.save_notes(work, typed)
    assert found(store, "again") == [work]
    for gone in ("oak", '"hi"'):
        assert found(store, gone) == []


def test_messages_are_found_with_the_words_marked(store: DatabaseStore) -> None:
    work = added(store, mail(subject="Pytanie o część"))
    body = "Dzień dobry,\n" + "bla " * 40 + "Zażółć gęślą jaźń, " + "bla " * 80
    with store.database.writing() as tx:
        add_message(tx, Message(interaction_id=work, direction=Direction.INBOUND, author="", body=body, sent_at=NOW))
    (hit,) = hits(store, "gesla zaz")
    assert "\x02Zażółć\x03 \x02gęślą\x03 jaźń" in hit.excerpt
    assert len(hit.excerpt) < 300
    (hit,) = hits(store, "czesc")
    assert hit.excerpt == "Pytanie o \x02część\x03"


def test_a_very_long_text_is_found_and_shown_where_it_matches(store: DatabaseStore) -> None:
    work = added(store, mail())
    body = "lorem ipsum " * 4000 + "zawias" + " dolor sit" * 100_000
    with store.database.writing() as tx:
        add_message(tx, Message(interaction_id=work, direction=Direction.INBOUND, author="", body=body, sent_at=NOW))
    (hit,) = hits(store, "zawias")
    assert "\x02zawias\x03" in hit.excerpt
    details = store.details(work)
    assert details is not None
    assert details.messages[0].body == body


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(said=st.text(max_size=60), asked=st.text(max_size=40))
def test_no_text_breaks_the_index_or_the_search(store: DatabaseStore, said: str, asked: str) -> None:
    work = noted(store, said)
    hits(store, asked)
    hits(store, f'"{asked}')
    store.save_notes(work, asked)
    page = store.search(SearchQuery(text=f'"{asked}"', limit=1000))
    assert not page.hits or work in [hit.interaction_id for hit in page.hits]
    store.save_notes(work, "")


def test_the_beginning_of_very_many_words_is_found_newest_first_too(store: DatabaseStore) -> None:
    """More words than are joined, and then more documents without them than are read one by one."""
    ids = [noted(store, f"zawias wa{n:03} ok", ago(hours=n)) for n in range(150)]
    noted(store, "zawias", NOW)
    assert found(store, "wa", limit=1000) == ids
    assert found(store, "wa", limit=40) == ids[:40]
    assert found(store, "zawias wa0", limit=1000) == ids[:100]
    assert found(store, '"zawias wa00', limit=7) == ids[:7]
    assert found(store, "zawias,wa0", limit=7) == ids[:7]
    assert found(store, "ok wax") == []
    page = store.search(SearchQuery(text="wa", limit=40))
    assert [h.interaction_id for h in store.search(SearchQuery(text="wa", limit=40, before=page.next_key)).hits] == ids[
        40:80
    ]


def test_a_beginning_that_is_rare_among_the_newest_is_found_by_the_index(
    store: DatabaseStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "_READ", 5)
    monkeypatch.setattr(sqlite, "_MOST_READ", 10)
    ids = [noted(store, f"wa{n:03}", ago(days=n + 1)) for n in range(80)]
    for n in range(20):
        noted(store, "zawias", ago(minutes=n))
    assert found(store, "wa", limit=1000) == ids


def test_each_way_of_searching_postgresql_finds_the_same(store: DatabaseStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full page at a glance, by reading on, by the last spans of time, all hits fetched."""
    ids = [noted(store, "zawias" if n % 3 else "zawias inny", ago(hours=3 * n)) for n in range(60)]
    with store.database.writing() as tx:
        tx.exec_driver_sql("ANALYZE")
    for glance in (2_000, 12, 1):
        for spans in (0, 8):
            for many in (0, 10):
                monkeypatch.setattr(postgresql, "_GLANCE", glance)
                monkeypatch.setattr(postgresql, "_MOST_SPANS", spans)
                monkeypatch.setattr(postgresql, "_MANY_SEEN", many)
                assert found(store, "zawias", limit=9) == ids[:9]
                assert found(store, "inny", limit=9) == found(store, "inny ", limit=9) == ids[:27:3]
                assert found(store, "inny", limit=100) == found(store, "inny ", limit=100) == ids[::3]
