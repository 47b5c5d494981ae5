"""Customers: saved with addresses in one form, found by anything, merged by a link."""

from dataclasses import replace

import pytest

from desktop.domain.call import CallerHints
from desktop.domain.customer import Customer
from desktop.domain.history import MatchReason
from desktop.store import DatabaseStore
from tests.store.values import added, ago, call, email, handle, mail, phone, saved


def names(store: DatabaseStore, text: str, limit: int = 20) -> list[str]:
    return [hit.name for hit in store.find_customers(text, limit)]


def test_a_customer_is_read_back_as_saved(store: DatabaseStore) -> None:
    wanted = Customer(
        name="陈美玲 Chen Meiling", organisation="Studio Kowalczyk", language="zh-CN", city="Kraków", is_vip=True,
        tags=("blue", "hinge"), fields={"Fax": "none", "Größe": "42"}, external_id="K-7",
        addresses=(phone("601 234 567", "mobile"), email("Anna@Studio-K.example"), handle("@studiok")),
    )  # fmt: skip
    written = store.save_customer(wanted)
    assert written.id is not None
    assert store.customer(written.id) == written
    assert [(a.value, a.typed, a.label) for a in written.addresses] == [
        ("+48601234567", "601 234 567", "mobile"),
        ("anna@studio-k.example", "Anna@Studio-K.example", ""),
        ("studiok", "@studiok", ""),
    ]
    assert replace(written, id=None, addresses=()) == replace(wanted, addresses=())


def test_saving_again_replaces_and_keeps_the_ids_of_addresses_that_stay(store: DatabaseStore) -> None:
    first = store.save_customer(Customer(name="Anna", addresses=(phone("601 234 567"), email("a@b.example"))))
    changed = replace(
        first, name="Anna Maria", addresses=(replace(first.addresses[0], value="", typed="+48601234567"),)
    )
    second = store.save_customer(changed)
    assert [a.id for a in second.addresses] == [first.addresses[0].id]
    assert second.addresses[0].typed == "+48601234567"
    assert names(store, "maria") == ["Anna Maria"]
    assert names(store, "b.example") == []


def test_a_customer_that_is_not_there_cannot_be_saved_or_read(store: DatabaseStore) -> None:
    assert store.customer(99) is None
    with pytest.raises(LookupError):
        store.save_customer(Customer(id=99, name="Nobody"))
    with pytest.raises(ValueError, match="address"):
        store.save_customer(Customer(name="Anna", addresses=(phone(" "),)))
    assert store.list_customers() == []


@pytest.mark.parametrize(
    "text",
    ["kowal", "Anna Kow", "kow anna", "studio", "601", "601 23", "+48 601 234 567", "0048601234567", "0601234", "48601",
     "anna@stu", "anna@studio-k.example", "@studiok", "STUDIOK", "ANNA"],
)  # fmt: skip
def test_a_customer_is_found_by_the_beginning_of_anything(store: DatabaseStore, text: str) -> None:
    saved(store, "Anna Kowalczyk", phone("601 234 567"), email("anna@studio-k.example"), handle("@studiok"),
          organisation="Studio Kowalczyk")  # fmt: skip
    saved(store, "Jan Nowak", phone("+44 20 7946 0018"), organisation="Northwind")
    assert names(store, text) == ["Anna Kowalczyk"]


def test_the_address_that_matched_is_told(store: DatabaseStore) -> None:
    saved(store, "Anna", email("anna@b.example"), phone("601 234 567"), phone("22 123 45 67"))
    (hit,) = store.find_customers("22 123")
    assert hit.address is not None
    assert hit.address.value == "+48221234567"
    (hit,) = store.find_customers("Ann")
    assert hit.address is not None


def test_two_digits_are_too_few_and_nonsense_finds_nobody(store: DatabaseStore) -> None:
    saved(store, "Anna", phone("601 234 567"))
    for text in ("60", "", "   ", "!!!", '"', "anna OR", "anna*b", "' ; --", "a' | 'b"):
        assert names(store, text) == []


def test_the_best_name_comes_first_and_no_more_than_asked(store: DatabaseStore) -> None:
    saved(store, "Zofia Anders")
    saved(store, "Anders Ångström")
    saved(store, "Anderson")
    assert names(store, "anders") == ["Anders Ångström", "Anderson", "Zofia Anders"]
    assert names(store, "anders", 1) == ["Anders Ångström"]
    assert names(store, "angstrom") == ["Anders Ångström"]


def test_all_customers_are_listed_by_name_page_by_page(store: DatabaseStore) -> None:
    for name in ("żaba", "Adam", "Ąbc", "Łukasz", "Luis", "adam"):
        saved(store, name)
    seen: list[str] = []
    after = None
    while page := store.list_customers(after=after, limit=2):
        seen += [hit.name for hit in page]
        after = (page[-1].name, page[-1].customer_id)
    assert seen == ["Ąbc", "Adam", "adam", "Luis", "Łukasz", "żaba"]


def test_merged_customers_are_one_until_split(store: DatabaseStore) -> None:
    anna = saved(store, "Anna", phone("601 234 567"))
    other = saved(store, "A. Kowalczyk", phone("22 123 45 67"), email("a@k.example"))
    added(store, call("one", customer_id=anna, started_at=ago(days=3)))
    added(store, mail(customer_id=other, started_at=ago(days=1), subject="Hinge"))
    store.merge_customers(anna, other)
    for customer_id in (anna, other):
        assert len(store.timeline(customer_id).entries) == 2
    dossier = store.dossier(store.match_caller(CallerHints(from_uri="+48221234567")))
    assert dossier.customer is not None
    assert (dossier.customer.id, dossier.customer.name, len(dossier.customer.addresses)) == (anna, "Anna", 3)
    assert dossier.total_interactions == 2
    assert names(store, "kowalczyk") == ["Anna"]
    assert [hit.name for hit in store.list_customers()] == ["Anna"]
    merged = store.customer(other)
    assert merged is not None
    assert merged.merged_into == anna
    assert [hit.customer_id for hit in store.merged_customers(anna)] == [other]
    store.split_customer(other)
    assert [len(store.timeline(customer_id).entries) for customer_id in (anna, other)] == [1, 1]
    assert names(store, "kowalczyk") == ["A. Kowalczyk"]


def test_a_chain_of_merges_is_undone_link_by_link(store: DatabaseStore) -> None:
    one, two, three = (saved(store, name) for name in ("One", "Two", "Three"))
    for customer_id in (one, two, three):
        added(store, mail(customer_id=customer_id))
    store.merge_customers(two, three)
    store.merge_customers(one, two)
    assert [len(store.timeline(i).entries) for i in (one, two, three)] == [3, 3, 3]
    store.split_customer(two)
    assert [len(store.timeline(i).entries) for i in (one, two, three)] == [1, 2, 2]
    store.split_customer(three)
    assert [len(store.timeline(i).entries) for i in (one, two, three)] == [1, 1, 1]


def test_merging_in_a_circle_is_refused(store: DatabaseStore) -> None:
    one, two = saved(store, "One"), saved(store, "Two")
    store.merge_customers(one, two)
    for kept, merged in ((two, one), (one, one), (one, two)):
        with pytest.raises(ValueError, match="merged"):
            store.merge_customers(kept, merged)
    with pytest.raises(LookupError):
        store.merge_customers(one, 99)


def test_cases_are_numbered_and_listed_unsolved_first(store: DatabaseStore) -> None:
    anna = saved(store, "Anna")
    first, second = store.open_case(anna, "Broken hinge"), store.open_case(anna, "Late parcel")
    store.open_case(None, "Nobody's")
    assert second.number == first.number + 1
    assert store.cases(anna) == [second, first]
    work = added(store, call(customer_id=anna, case_id=first.id, disposition="follow_up"))
    details = store.details(work)
    assert details is not None
    assert (details.case_number, details.case_title) == (first.number, "Broken hinge")
    assert details.disposition_label == "Follow-up"


def test_an_address_linked_by_an_agent_is_matched_as_chosen(store: DatabaseStore) -> None:
    anna, jan = saved(store, "Anna", phone("601 234 567")), saved(store, "Jan", phone("601 234 567"))
    assert store.match_caller(CallerHints(from_uri="sip:601234567@pbx.example")).reason is MatchReason.SHARED
    linked = store.link_address(jan, phone("+48 601 234 567"))
    assert len(linked.addresses) == 1
    match = store.match_caller(CallerHints(from_uri="sip:601234567@pbx.example"))
    assert (match.reason, match.customer_id) == (MatchReason.CHOSEN, jan)
    store.link_address(anna, phone("500 600 700"))
    assert names(store, "500600700") == ["Anna"]
