"""Questions about customers and history, answered on the GUI thread from a real store."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.domain.customer import Address, AddressKind, Customer, CustomerHit
from desktop.domain.history import SearchQuery
from desktop.services.directory import Directory
from desktop.services.history import History
from tests.services.conftest import Desk, anna, settled


def answer(qtbot: QtBot, ask: Callable[[Callable[[Any], None]], None]) -> Any:
    got: list[Any] = []
    ask(got.append)
    qtbot.waitUntil(lambda: bool(got))
    return got[0]


def test_customers_are_found_listed_saved_and_read(desk: Desk, qtbot: QtBot) -> None:
    directory = Directory(desk.store, desk.tasks)
    owner = QObject()
    changed: list[int] = []
    directory.customer_changed.connect(changed.append)
    saved = answer(qtbot, lambda done: directory.save(Customer(name="Jan Kowalski"), owner=owner, done=done))
    assert changed == [saved.id]
    address = Address(kind=AddressKind.PHONE, value="", typed="601 999 888")
    linked = answer(qtbot, lambda done: directory.link_address(saved.id, address, owner=owner, done=done))
    assert [a.value for a in linked.addresses] == ["+48601999888"]
    assert answer(qtbot, lambda done: directory.customer(saved.id, owner=owner, done=done)).name == "Jan Kowalski"
    hits = answer(qtbot, lambda done: directory.find("kowal", owner=owner, done=done))
    assert [hit.customer_id for hit in hits] == [saved.id]
    assert len(answer(qtbot, lambda done: directory.list_all(owner=owner, done=done))) == 1
    assert answer(qtbot, lambda done: directory.orders(saved.id, owner=owner, done=done)) == []
    assert answer(qtbot, lambda done: directory.cases(saved.id, owner=owner, done=done)) == []


def test_merging_tells_of_both_and_can_be_undone(desk: Desk, qtbot: QtBot) -> None:
    directory = Directory(desk.store, desk.tasks)
    owner = QObject()
    first, second = anna(desk.store), anna(desk.store, "+48601999888")
    changed: list[int] = []
    directory.customer_changed.connect(changed.append)
    answer(qtbot, lambda done: directory.merge(first, second, owner=owner, done=lambda: done(True)))
    assert changed == [first, second]
    merged = desk.store.customer(second)
    assert merged is not None
    assert merged.merged_into == first
    answer(qtbot, lambda done: directory.split(second, owner=owner, done=lambda: done(True)))
    assert changed == [first, second, second]


def test_of_questions_at_each_key_only_the_newest_is_answered(desk: Desk, qtbot: QtBot) -> None:
    directory = Directory(desk.store, desk.tasks)
    anna(desk.store)
    owner, other = QObject(), QObject()
    answers: list[tuple[str, int]] = []

    def ask(text: str, asker: QObject) -> None:
        def done(hits: Sequence[CustomerHit]) -> None:
            answers.append((text, len(hits)))

        directory.find(text, owner=asker, done=done)

    for text in ("a", "an", "ann", "anna"):
        ask(text, owner)
    ask("nowak", other)
    settled(desk, qtbot)
    assert answers == [("anna", 1), ("nowak", 1)]


def test_a_customer_edited_during_a_call_is_shown_as_edited(desk: Desk, qtbot: QtBot) -> None:
    directory = Directory(desk.store, desk.tasks)
    directory.customer_changed.connect(desk.interactions.refresh_customer)
    customer_id = anna(desk.store)
    desk.engine.ring()
    settled(desk, qtbot)
    customer = desk.store.customer(customer_id)
    assert customer is not None
    edited = Customer(name="Anna Maria Nowak", id=customer_id, addresses=customer.addresses)
    with qtbot.waitSignal(desk.interactions.dossier_ready) as ready:
        directory.save(edited, owner=desk.notices, done=lambda _: None)
    assert ready.args is not None
    assert ready.args[1].customer.name == "Anna Maria Nowak"


def test_history_is_read_by_page_by_interaction_and_by_words(desk: Desk, qtbot: QtBot) -> None:
    history = History(desk.store, desk.tasks, desk.store.numbering)
    owner = QObject()
    customer_id = anna(desk.store)
    desk.engine.ring()
    settled(desk, qtbot)
    desk.interactions.write_notes("c1", "The hinges are missing.")
    with qtbot.waitSignal(desk.interactions.notes_saved):
        pass
    dossier = answer(qtbot, lambda done: history.dossier(customer_id, owner=owner, done=done))
    assert dossier.customer.id == customer_id
    page = answer(qtbot, lambda done: history.timeline(customer_id, owner=owner, done=done))
    assert [entry.id for entry in page.entries] == [desk.row().id]
    details = answer(qtbot, lambda done: history.details(page.entries[0].id, owner=owner, done=done))
    assert details.interaction.notes == "The hinges are missing."
    found = answer(qtbot, lambda done: history.search(SearchQuery(text="hinges"), owner=owner, done=done))
    assert [hit.interaction_id for hit in found.hits] == [desk.row().id]


def test_missed_calls_are_counted_paged_and_marked_seen(desk: Desk, qtbot: QtBot) -> None:
    owner = QObject()
    for number in range(3):
        desk.engine.ring(f"c{number}", seconds_ago=30)
        with qtbot.waitSignal(desk.interactions.finished):
            desk.engine.end(f"c{number}")
    qtbot.waitUntil(lambda: desk.call_log.missed == 3)
    pages = [
        answer(qtbot, lambda done: desk.call_log.page(owner=owner, done=done, limit=2)),
        answer(qtbot, lambda done: desk.call_log.page(owner=owner, done=done, missed_only=True)),
    ]
    assert [len(page) for page in pages] == [2, 3]
    with qtbot.waitSignal(desk.call_log.missed_changed) as changed:
        desk.call_log.mark_missed_seen()
    assert changed.args == [0]
