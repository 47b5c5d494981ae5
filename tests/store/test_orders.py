"""Orders found by their number."""

from desktop.store import DatabaseStore
from tests.store.test_timeline import ordered
from tests.store.values import NOW, saved


def found(store: DatabaseStore, text: str, limit: int = 20) -> list[tuple[str, int]]:
    return [(hit.order.number, hit.customer_id) for hit in store.find_orders(text, limit)]


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


def test_too_little_or_no_number_finds_nothing(store: DatabaseStore) -> None:
    ordered(store, saved(store, "Anna"), "10-48377", NOW)
    for text in ("", "10", "  1", "anna", "48377", "%", "10-48377x"):
        assert found(store, text) == []


def test_the_order_of_somebody_merged_is_of_who_stands_for_them(store: DatabaseStore) -> None:
    anna, double = saved(store, "Anna Kowalczyk"), saved(store, "A. Kowalczyk")
    ordered(store, double, "10-48377", NOW)
    store.merge_customers(anna, double)
    (hit,) = store.find_orders("10-48377")
    assert (hit.customer_id, hit.customer_name) == (anna, "Anna Kowalczyk")
