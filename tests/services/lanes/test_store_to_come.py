"""A desk's services may ask the store before it is open. The store is a real one."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from desktop.domain.customer import Customer
from desktop.domain.errors import StorageError
from desktop.numbering import PhoneNumbering
from desktop.services.lanes.store_to_come import StoreToCome
from desktop.services.written_ports import WholeStore
from desktop.store import open_store


def test_what_was_taken_before_the_store_came_is_answered_by_it(tmp_path: Path) -> None:
    coming = StoreToCome(print)
    count_missed = coming.store.unseen_missed
    save = coming.store.save_customer
    opened = coming.come(lambda: open_store(str(tmp_path / "store.db"), PhoneNumbering("PL")))
    try:
        saved = save(Customer(name="Anna Nowak"))
        assert saved.id is not None
        assert opened.customer(saved.id) == saved
        assert count_missed() == 0
    finally:
        coming.store.close()


def test_a_store_that_cannot_be_opened_says_so_to_whoever_asks_it(tmp_path: Path) -> None:
    damaged = tmp_path / "store.db"
    damaged.write_bytes(b"no store of ours" * 100)
    coming = StoreToCome(print)
    with pytest.raises(StorageError) as first:
        coming.come(lambda: open_store(str(damaged), PhoneNumbering("PL")))
    with pytest.raises(StorageError) as later:
        coming.store.unseen_missed()
    assert later.value.text == first.value.text


def test_only_an_opening_that_takes_long_is_spoken_of_and_not_at_each_step(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    now = 100.0
    monkeypatch.setattr("desktop.services.lanes.store_to_come.time", SimpleNamespace(monotonic=lambda: now))
    coming = StoreToCome(said.append)

    def open_it() -> WholeStore:
        nonlocal now
        for step in range(44):  # eleven seconds
            coming.tell(f"{step} %")
            now += 0.25
        raise StorageError("enough")

    with pytest.raises(StorageError, match="enough"):
        coming.come(open_it)
    assert said == ["2 %", "14 %", "26 %", "38 %"]


def test_an_opening_that_nobody_waits_for_is_left() -> None:
    coming = StoreToCome(print)

    def open_it() -> WholeStore:
        coming.give_up()
        coming.tell("1 %")
        raise AssertionError("the update goes on")

    with pytest.raises(StorageError, match="left as it was"):
        coming.come(open_it)
