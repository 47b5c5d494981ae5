"""Not this person: said once, remembered for what comes from the address later, until an agent says otherwise."""

import pytest

from desktop.domain.customer import AddressKind
from desktop.store import DatabaseStore
from tests.store.bus.inbox.mails import ANNA, Inbox, mail, opened
from tests.store.values import email, saved


@pytest.fixture
def inbox(store: DatabaseStore) -> Inbox:
    return opened(store)


def _whose(store: DatabaseStore, inbox: Inbox, name: str) -> int | None:
    (received,) = inbox.take(mail(name, ANNA.upper() if name == "loud" else ANNA))
    found = store.interaction(received.interaction_id)
    assert found is not None
    return found.customer_id


def test_what_comes_later_is_not_theirs_either(store: DatabaseStore, inbox: Inbox) -> None:
    anna = saved(store, "Anna", email(ANNA))
    (first,) = inbox.take(mail("first"))
    store.refuse_customer(first.interaction_id, "maria")
    refused = store.interaction(first.interaction_id)
    assert refused is not None
    assert refused.customer_id is None
    assert _whose(store, inbox, "second") is None
    assert _whose(store, inbox, "loud") is None
    other = saved(store, "Anna's brother", email(ANNA))
    assert _whose(store, inbox, "third") == other  # it is no more shared
    store.link_address(anna, email(ANNA))
    assert _whose(store, inbox, "fourth") == anna


def test_it_holds_for_who_stands_for_them_now(store: DatabaseStore, inbox: Inbox) -> None:
    anna, other = saved(store, "Anna", email(ANNA)), saved(store, "Anna K")
    (first,) = inbox.take(mail("first"))
    store.refuse_customer(first.interaction_id, "maria")
    store.merge_customers(other, anna)
    assert _whose(store, inbox, "second") is None
    store.link_address(other, email(ANNA))
    assert _whose(store, inbox, "third") == other


def test_twice_is_as_once_and_nobody_is_refused_nothing(store: DatabaseStore, inbox: Inbox) -> None:
    anna = saved(store, "Anna", email(ANNA))
    first, second = inbox.take(mail("first"), mail("second"))
    store.refuse_customer(first.interaction_id, "maria")
    store.refuse_customer(first.interaction_id, "maria")
    store.refuse_customer(second.interaction_id, "maria")
    stranger = inbox.take(mail("third", "new@x.example"))[0].interaction_id
    store.refuse_customer(stranger, "maria")
    assert _whose(store, inbox, "fourth") is None
    kept = store.customer(anna)
    assert kept is not None
    assert [one.kind for one in kept.addresses] == [AddressKind.EMAIL]
    with pytest.raises(LookupError):
        store.refuse_customer(10**9, "maria")
