"""Whose remote pictures are shown."""

from desktop.store import DatabaseStore


def test_a_sender_is_allowed_once_for_everybody_and_taken_out_again(store: DatabaseStore) -> None:
    store.allow_pictures("olga@shop.example", "maria")
    store.allow_pictures("anna@mail.example", "maria")
    store.allow_pictures("anna@mail.example", "jan")
    assert [(one.address, one.allowed_by) for one in store.picture_senders()] == [
        ("anna@mail.example", "maria"),
        ("olga@shop.example", "maria"),
    ]
    assert store.shows_pictures_of(["anna@mail.example", "bob@mail.example"]) == {"anna@mail.example"}
    store.forbid_pictures("anna@mail.example")
    store.forbid_pictures("anna@mail.example")
    assert store.shows_pictures_of(["anna@mail.example"]) == frozenset()
    assert store.shows_pictures_of([]) == frozenset()


def test_the_same_again_is_not_told(store: DatabaseStore) -> None:
    store.allow_pictures("anna@mail.example", "maria")
    cursor = store.feed_end()
    store.allow_pictures("anna@mail.example", "jan")
    store.forbid_pictures("bob@mail.example")
    assert store.changes(cursor)[0] == ()
