"""Orders found by their number, and by what a customer says of them."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from desktop.numbering import PhoneNumbering
from desktop.store import DatabaseStore, open_store, opening
from tests.store.test_timeline import ordered
from tests.store.values import NOW, saved


def found(store: DatabaseStore, asked: str, limit: int = 20) -> list[tuple[str, int]]:
    return [(hit.order.number, hit.customer_id) for hit in store.find_orders(asked, limit)]


def test_an_order_is_found_by_its_number_and_by_how_it_begins(store: DatabaseStore) -> None:
    anna, luis = saved(store, "Anna"), saved(store, "Luis")
    for number, customer in (("10-48377", anna), ("10-48213", luis), ("10-5", luis), ("WEB-77é", anna)):
        ordered(store, customer, number, NOW)
    assert found(store, "10-48377") == [("10-48377", anna)]
    assert found(store, "10-48") == [("10-48213", luis), ("10-48377", anna)]
    assert found(store, " #10-4837 ") == [("10-48377", anna)]
    assert found(store, "web-7") == [("WEB-77é", anna)]
    assert found(store, "10-48", limit=1) == [("10-48213", luis)]
    (hit,) = store.find_orders("10-48377")
    assert (hit.customer_name, hit.order.lines[0].item) == ("Anna", "Oslo chair, oak")


def test_the_last_figures_of_a_number_find_its_order_the_newest_first(store: DatabaseStore) -> None:
    anna = saved(store, "Anna")
    for number, days in (("10-48377", 3), ("20-48377", 1), ("10-18377", 2), ("8377-1", 9), ("WEB-77ab", 4)):
        ordered(store, anna, number, NOW - timedelta(days=days))
    assert [number for number, _ in found(store, "8377")] == ["8377-1", "20-48377", "10-18377", "10-48377"]
    assert [number for number, _ in found(store, "48377")] == ["20-48377", "10-48377"]
    assert [number for number, _ in found(store, "77AB")] == ["WEB-77ab"]
    assert [number for number, _ in found(store, "x-77ab")] == []
    assert [number for number, _ in found(store, "77ab")] == ["WEB-77ab"]


def test_a_customers_order_is_found_by_what_is_said_of_it(store: DatabaseStore) -> None:
    anna, luis = saved(store, "Anna"), saved(store, "Luis")
    for number, customer, days in (("10-48377", anna, 3), ("10-11111", anna, 1), ("10-22222", luis, 1)):
        ordered(store, customer, number, NOW - timedelta(days=days))

    def found_of(asked: str) -> list[str]:
        return [order.number for order in store.find_orders_of(anna, asked)]

    assert found_of("chair") == ["10-11111", "10-48377"]  # newest first, nobody else's
    assert found_of("OSLO cha") == ["10-11111", "10-48377"]
    assert found_of("483") == found_of("0-483") == found_of("10 48377") == ["10-48377"]
    (order,) = [order for order in store.orders(anna) if order.number == "10-48377"]
    assert "10-48377" in found_of(str(order.amount))
    assert found_of("hair") == found_of("83") == found_of("") == found_of("%") == []


def test_too_little_or_no_number_finds_nothing(store: DatabaseStore) -> None:
    ordered(store, saved(store, "Anna"), "10-48377", NOW)
    for asked in ("", "10", "  1", "anna", "4837", "377", "%", "10-48377x", "0-48377x", "%8377", "_8377"):
        assert found(store, asked) == []


def test_the_order_of_somebody_merged_is_of_who_stands_for_them(store: DatabaseStore) -> None:
    anna, double = saved(store, "Anna Kowalczyk"), saved(store, "A. Kowalczyk")
    ordered(store, double, "10-48377", NOW)
    store.merge_customers(anna, double)
    (hit,) = store.find_orders("10-48377")
    assert (hit.customer_id, hit.customer_name) == (anna, "Anna Kowalczyk")


def test_the_orders_of_an_older_store_are_found_by_their_ends_too(
    new_place: str, numbering: PhoneNumbering, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "migrations"
    shutil.copytree(opening._MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__", "000[3-9]*"))
    with monkeypatch.context() as earlier:
        earlier.setattr(opening, "_MIGRATIONS", folder)
        store = open_store(new_place, numbering)
        columns = "number, customer_id, placed_at, status, is_open, amount, currency"
        with store.database.writing() as tx:
            customer = "INSERT INTO customers (name, sort_name) VALUES ('Anna', 'anna') RETURNING id"
            anna = tx.execute(text(customer)).scalar_one()
            values = f"'10-48377', {anna}, 0, 'delivered', false, 5, 'EUR'"
            tx.execute(text(f"INSERT INTO orders ({columns}) VALUES ({values})"))
        store.close()
    store = open_store(new_place, numbering)
    assert found(store, "8377") == [("10-48377", anna)]
    store.close()
