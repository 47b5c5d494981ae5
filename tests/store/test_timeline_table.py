"""The timeline's own table says at each moment what the interactions and their messages say, whoever writes them."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from desktop.domain.call import CallEnd
from desktop.domain.channel import Direction
from desktop.domain.interaction import InteractionState, Resolution
from desktop.domain.message import Message
from desktop.numbering import PhoneNumbering
from desktop.services.ports import NOBODY, InteractionChange
from desktop.store import DatabaseStore, open_store
from desktop.store.transfer.writing import add_message
from tests.store.earlier import first_version
from tests.store.values import NOW, added, ago, call, mail, saved

_KEPT = text(
    "SELECT customer_id, started_at, interaction_id, channel, direction, state, resolution, agent, queue,"
    " talk_seconds, title, snippet FROM timeline ORDER BY customer_id, started_at, interaction_id"
)
_SAID = text(
    "SELECT customer_id, started_at, id, channel, direction, state, resolution, agent, queue, talk_seconds,"
    " subject, notes, CASE WHEN call_end = 'kept_away' THEN end_words END"
    " FROM interactions WHERE customer_id IS NOT NULL ORDER BY customer_id, started_at, id"
)
_LAST = text("SELECT body FROM messages WHERE interaction_id = :id ORDER BY sent_at DESC, id DESC LIMIT 1")
_BEGINNING = 256


def kept(tx: Connection) -> list[tuple[object, ...]]:
    return [tuple(row) for row in tx.execute(_KEPT)]


def expected(tx: Connection) -> list[tuple[object, ...]]:
    """Worked out from the interactions and messages, row by row."""
    lines = []
    for *facts, subject, notes, why in tx.execute(_SAID).all():
        said = notes or tx.execute(_LAST, {"id": facts[2]}).scalar() or why or ""
        lines.append((*facts, subject[:_BEGINNING], said[:_BEGINNING]))
    return lines


def assert_true(store: DatabaseStore, lines: int | None = None) -> None:
    with store.database.reading() as tx:
        found = kept(tx)
        assert found == expected(tx)
    assert lines is None or len(found) == lines


def said(store: DatabaseStore, interaction_id: int, body: str, hours: float) -> None:
    message = Message(
        interaction_id=interaction_id, direction=Direction.INBOUND, author="Anna", body=body, sent_at=ago(hours=hours)
    )
    with store.database.writing() as tx:
        add_message(tx, message)


def run(store: DatabaseStore, sql: str) -> None:
    with store.database.writing() as tx:
        tx.execute(text(sql))


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_written_the_lines_are_true(store: DatabaseStore, seed: int) -> None:
    rng = random.Random(seed)
    people = [saved(store, name) for name in ("Anna", "Jan", "Ewa")]
    works = [added(store, call("first", customer_id=people[0]))]
    for step in range(60):
        work = rng.choice(works)
        match rng.randrange(5):
            case 0:
                somebody = rng.choice([*people, None])
                works.append(
                    added(store, mail(customer_id=somebody, subject="x " * step, started_at=ago(days=step % 7)))
                )
            case 1:
                store.save_notes(work, "Zawias 椅子 " * rng.randrange(40))
            case 2:
                said(store, work, f"message {step} " * rng.randrange(30), rng.randrange(50))
            case 3:
                store.change_interaction(work, InteractionChange(customer_id=rng.choice([*people, NOBODY])))
            case 4:
                change = InteractionChange(resolution=rng.choice(list(Resolution)), queue=f"queue {step}")
                store.change_interaction(work, change)
    assert_true(store)


def test_a_call_that_went_on_is_shown_as_it_ended(store: DatabaseStore) -> None:
    anna = saved(store, "Anna")
    work = added(store, call(customer_id=anna))
    store.change_interaction(work, InteractionChange(state=InteractionState.ACTIVE))
    store.change_interaction(work, InteractionChange(state=InteractionState.CLOSED, resolution=Resolution.PROMISED))
    (entry,) = store.timeline(anna).entries
    assert (entry.state, entry.resolution) == (InteractionState.CLOSED, Resolution.PROMISED)
    assert_true(store, lines=1)


def test_a_call_that_was_kept_away_says_why_until_there_is_more_to_say(store: DatabaseStore) -> None:
    anna = saved(store, "Anna")
    missed = call(customer_id=anna, state=InteractionState.MISSED)
    assert missed.call is not None
    facts = replace(missed.call, end=CallEnd.KEPT_AWAY, end_words="Not ready (Lunch); it did not ring here.")
    work = added(store, replace(missed, call=facts))
    (entry,) = store.timeline(anna).entries
    assert entry.snippet == "Not ready (Lunch); it did not ring here."
    said(store, work, "a message about it", 1)
    assert_true(store, lines=1)
    run(store, "DELETE FROM documents")
    run(store, "DELETE FROM messages")
    assert_true(store, lines=1)
    store.save_notes(work, "called back")
    (entry,) = store.timeline(anna).entries
    assert entry.snippet == "called back"


def test_notes_taken_back_show_the_last_message_again(store: DatabaseStore) -> None:
    work = added(store, mail(customer_id=saved(store, "Anna")))
    said(store, work, "the last", 1)
    said(store, work, "an earlier one, read later", 2)
    assert_true(store)
    store.save_notes(work, "noted")
    assert_true(store)
    store.save_notes(work, "")
    with store.database.reading() as tx:
        assert kept(tx)[0][-1] == "the last"


def test_what_is_changed_or_taken_away_by_hand_is_followed(store: DatabaseStore) -> None:
    anna = saved(store, "Anna")
    works = [added(store, mail(customer_id=anna, started_at=ago(days=n))) for n in range(3)]
    for work in works:
        said(store, work, f"message of {work}", 1)
    run(store, f"UPDATE messages SET body = 'other words' WHERE interaction_id = {works[0]}")
    assert_true(store, lines=3)
    run(store, "DELETE FROM documents")
    run(store, f"DELETE FROM messages WHERE interaction_id = {works[1]}")
    assert_true(store, lines=3)
    run(store, f"DELETE FROM messages WHERE interaction_id = {works[2]}")
    run(store, f"DELETE FROM interactions WHERE id = {works[2]}")
    run(store, f"UPDATE interactions SET started_at = started_at + 1, subject = 'moved' WHERE id = {works[1]}")
    assert_true(store, lines=2)


def test_a_store_of_the_first_version_gets_its_timeline(
    new_place: str, numbering: PhoneNumbering, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with first_version(new_place, numbering, tmp_path / "migrations", monkeypatch) as old:
        people = [old.customer(f"Customer {n}") for n in range(3)]
        for n in range(30):
            work = old.mail(people[n % 3], ago(hours=n), subject=f"Subject {n}")
            old.message(work, people[n % 3], ago(hours=n), "x" * 20 * n)
        old.mail(None, NOW)
    store = open_store(new_place, numbering)
    assert_true(store, lines=30)
    assert len(store.timeline(people[0]).entries) == 10
    added(store, mail(customer_id=people[0]))
    assert_true(store, lines=31)
    store.close()
