"""The table of what can be found says at each moment whose a text is, where and when it was said."""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, TextClause, text

from desktop.domain.channel import Channel, Direction
from desktop.domain.history import SearchQuery
from desktop.domain.message import Message
from desktop.numbering import PhoneNumbering
from desktop.services.ports import NOBODY, InteractionChange
from desktop.store import DatabaseStore, open_store
from desktop.store.fulltext import own
from desktop.store.fulltext.excerpts import Phrase
from desktop.store.transfer.writing import add_message
from tests.store.earlier import first_version
from tests.store.values import NOW, added, ago, mail, saved

_KEPT = text("SELECT id, customer_id, channel, said_at FROM documents ORDER BY id")
_TRUE = text(
    "SELECT d.id, i.customer_id, i.channel, coalesce(m.sent_at, i.started_at) FROM documents d"
    " JOIN interactions i ON i.id = d.interaction_id LEFT JOIN messages m ON m.id = d.message_id ORDER BY d.id"
)


def rows(tx: Connection, question: TextClause) -> list[tuple[object, ...]]:
    return [tuple(row) for row in tx.execute(question)]


def assert_true(store: DatabaseStore, documents: int | None = None) -> None:
    with store.database.reading() as tx:
        found = rows(tx, _KEPT)
        assert found == rows(tx, _TRUE)
    assert documents is None or len(found) == documents


def said(store: DatabaseStore, work: int, body: str, hours: float = 0, subject: str = "") -> None:
    message = Message(
        interaction_id=work,
        direction=Direction.INBOUND,
        author="",
        body=body,
        sent_at=ago(hours=hours),
        subject=subject,
    )
    with store.database.writing() as tx:
        add_message(tx, message)


def run(store: DatabaseStore, sql: str) -> None:
    with store.database.writing() as tx:
        tx.execute(text(sql))


def found(store: DatabaseStore, asked: str, **more: Any) -> list[tuple[object, ...]]:
    hits = store.search(SearchQuery(text=asked, **more)).hits
    return [(hit.interaction_id, hit.customer_id, hit.customer_name, hit.channel, hit.at, hit.excerpt) for hit in hits]


_WORDS = ("zawias", "zawiasy", "椅子", "oak chair", "Zażółć gęślą", "don't", "hinge", "!!!", "")


def anything(rng: random.Random) -> str:
    return " ".join(rng.choice(_WORDS) for _ in range(rng.choice((1, 3, 40, 120))))


def write_anything(store: DatabaseStore, rng: random.Random, steps: int) -> list[int]:
    """Three customers with all that may happen to their contacts; one of them may be merged into another."""
    people = [saved(store, name) for name in ("Anna", "Jan", "Ewa")]
    works = [added(store, mail(customer_id=people[0]))]
    for step in range(steps):
        work = rng.choice(works)
        match rng.randrange(6):
            case 0:
                contact = mail(
                    customer_id=rng.choice([*people, None]),
                    channel=rng.choice(list(Channel)),
                    subject=rng.choice(_WORDS),
                    notes=anything(rng),
                    started_at=ago(days=step % 7),
                )
                works.append(added(store, contact))
            case 1:
                store.save_notes(work, anything(rng))
            case 2 | 3:
                said(store, work, anything(rng), rng.randrange(90), rng.choice(_WORDS))
            case 4:
                store.change_interaction(work, InteractionChange(customer_id=rng.choice([*people, NOBODY])))
            case 5:
                run(store, f"UPDATE interactions SET started_at = started_at + 1 WHERE id = {work}")
                run(store, f"UPDATE messages SET sent_at = sent_at - 1 WHERE interaction_id = {work}")
    return people


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_written_a_document_is_true(store: DatabaseStore, seed: int) -> None:
    write_anything(store, random.Random(seed), 60)
    assert_true(store)


@pytest.mark.parametrize("seed", range(4))
def test_a_customer_is_searched_alike_by_reading_and_by_the_index(
    store: DatabaseStore, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    rng = random.Random(seed)
    anna, jan, ewa = write_anything(store, rng, 60)
    if seed % 2:
        store.merge_customers(anna, jan)
    for asked in (
        "zawias ",
        "zawias",
        "zaw",
        "椅",
        "chair oak",
        '"oak chair',
        "zazolc gesla",
        "dont",
        "don't",
        "h",
        "x",
    ):
        for more in ({}, {"channels": (Channel.EMAIL, Channel.CHAT)}, {"since": ago(days=3), "until": ago(days=1)}):
            for customer in (anna, jan, ewa):
                monkeypatch.setattr(own, "_are_common", lambda *_: True)
                by_reading = found(store, asked, customer_id=customer, **more)
                monkeypatch.setattr(own, "_are_common", lambda *_: False)
                assert found(store, asked, customer_id=customer, **more) == by_reading
    assert found(store, "zawias")


@pytest.mark.usefixtures("is_read")
def test_pages_within_a_customer_follow_one_another(store: DatabaseStore) -> None:
    anna = saved(store, "Anna")
    ids = [added(store, mail(customer_id=anna, notes=f"hinge {n}", started_at=ago(hours=n))) for n in range(7)]
    page = store.search(SearchQuery(text="hinge", customer_id=anna, limit=3))
    seen = [hit.interaction_id for hit in page.hits]
    while page.next_key is not None:
        page = store.search(SearchQuery(text="hinge", customer_id=anna, limit=3, before=page.next_key))
        seen += [hit.interaction_id for hit in page.hits]
    assert seen == ids


def test_a_merge_and_its_undoing_are_followed(store: DatabaseStore) -> None:
    anna, jan = saved(store, "Anna"), saved(store, "Jan")
    hers = added(store, mail(customer_id=anna, notes="hinge"))
    his = added(store, mail(customer_id=jan, notes="hinge", started_at=ago(days=1)))
    store.merge_customers(anna, jan)
    assert [hit[:3] for hit in found(store, "hinge", customer_id=jan)] == [(hers, anna, "Anna"), (his, anna, "Anna")]
    store.split_customer(jan)
    assert [hit[:3] for hit in found(store, "hinge", customer_id=jan)] == [(his, jan, "Jan")]
    assert_true(store, documents=2)


def test_a_customer_is_read_for_common_words_and_the_index_asked_for_others(
    tmp_path: Path, numbering: PhoneNumbering, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On SQLite. Here a word is common that many in four of the customer's documents have."""
    monkeypatch.setattr(own, "_COMMON", 60)
    store = open_store(str(tmp_path / "store.db"), numbering)
    anna, jan = saved(store, "Anna"), saved(store, "Jan")
    for n in range(120):
        notes = f"hinge {'oak' if n % 4 else 'chair'} {'ash' if n == 7 else ''}"
        added(store, mail(customer_id=anna if n % 40 == 0 else jan, notes=notes, started_at=ago(hours=n)))
    read: list[bool] = []
    are_common = own._are_common

    def noted(tx: Connection, phrases: Sequence[Phrase], width: int) -> bool:
        read.append(are_common(tx, phrases, width))
        return read[-1]

    monkeypatch.setattr(own, "_are_common", noted)
    for asked in ("hinge ", "hinge oak ", "hinge ash ", "ash ", "oa", "hinge chair "):
        found(store, asked, customer_id=anna)
    assert read == [True, True, False, False, True, False]
    store.close()


@pytest.fixture
def is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """However rare a word is."""
    monkeypatch.setattr(own, "_are_common", lambda *_: True)


@pytest.mark.usefixtures("is_read")
def test_what_a_line_shows_in_place_of_notes_is_not_found_as_notes(store: DatabaseStore) -> None:
    """A line shows the last message where there are no notes: the subject's own document does not say that."""
    anna = saved(store, "Anna")
    for subject in ("hinge", "hinge!", "x" * 300):
        work = added(store, mail(customer_id=anna, subject=subject))
        said(store, work, "oak")
    hits = found(store, "oak", customer_id=anna)
    assert len(hits) == 3
    assert {hit[-1] for hit in hits} == {"\x02oak\x03"}
    assert len(found(store, "hinge", customer_id=anna)) == 2


@pytest.mark.usefixtures("is_read")
def test_a_long_note_is_found_to_its_end(store: DatabaseStore) -> None:
    anna = saved(store, "Anna")
    for length in (60, 3_000):
        added(store, mail(customer_id=anna, notes="oak chair " * length + "hinge"))
    hits = found(store, "hinge", customer_id=anna)
    assert [str(excerpt)[-7:] for *_, excerpt in hits] == ["\x02hinge\x03"] * 2


def test_a_store_of_the_first_version_gets_its_documents(
    new_place: str, numbering: PhoneNumbering, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with first_version(new_place, numbering, tmp_path / "migrations", monkeypatch) as old:
        people = [old.customer(f"Customer {n}") for n in range(3)]
        for n in range(30):
            work = old.mail(people[n % 3], ago(days=9 * n), subject="Hinge" if n % 2 else "", notes="oak")
            old.message(work, people[n % 3], ago(days=9 * n, hours=-1), f"chair {n}")
        lost = old.mail(None, NOW, notes="oak")
    store = open_store(new_place, numbering)
    assert_true(store, documents=61)
    monkeypatch.setattr(own, "_MOST", 0)
    assert len(found(store, "oak", customer_id=people[0])) == 10
    assert [hit[0] for hit in found(store, "oak", limit=1)] == [lost]
    assert len(found(store, "chair 2")) == 11
    store.change_interaction(lost, InteractionChange(customer_id=people[0]))
    store.save_notes(lost, "oak again")
    assert found(store, "again") == found(store, "again", customer_id=people[0]) != []
    assert_true(store, documents=61)
    store.close()
