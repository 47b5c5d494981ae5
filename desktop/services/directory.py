"""Customers, their orders and cases: found, edited, linked, merged, on the store lane."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from desktop.domain.case import Case
from desktop.domain.customer import Address, Customer, CustomerHit, Order, OrderHit
from desktop.domain.errors import DesktopError
from desktop.domain.history import TimelineKey
from desktop.services.ports import Store
from desktop.services.tasks import Lane, Tasks

Failed = Callable[[DesktopError], None]


class Directory(QObject):
    """Every question names its `owner`; answers come on the GUI thread, or a notice if the store fails."""

    customer_changed = Signal(int)  # customer id: saved, linked, merged or split

    def __init__(self, store: Store, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._tasks = tasks

    def find(
        self, text: str, *, owner: QObject, done: Callable[[Sequence[CustomerHit]], None], limit: int = 20
    ) -> None:
        """For live matching: of questions by the same owner only the newest is answered."""
        self._tasks.run_newest("find", lambda: self._store.find_customers(text, limit), owner=owner, done=done)

    def find_orders(
        self, text: str, *, owner: QObject, done: Callable[[Sequence[OrderHit]], None], limit: int = 20
    ) -> None:
        """By number, as `find`."""
        self._tasks.run_newest("find_orders", lambda: self._store.find_orders(text, limit), owner=owner, done=done)

    def find_orders_of(
        self, customer_id: int, text: str, *, owner: QObject, done: Callable[[Sequence[Order]], None]
    ) -> None:
        """Of one customer, as `find`."""
        self._tasks.run_newest(
            "find_orders_of", lambda: self._store.find_orders_of(customer_id, text), owner=owner, done=done
        )

    def list_all(
        self,
        *,
        owner: QObject,
        done: Callable[[Sequence[CustomerHit]], None],
        after: tuple[str, int] | None = None,
        limit: int = 100,
    ) -> None:
        self._tasks.run(
            Lane.STORE, lambda: self._store.list_customers(after=after, limit=limit), owner=owner, done=done
        )

    def customer(self, customer_id: int, *, owner: QObject, done: Callable[[Customer | None], None]) -> None:
        self._tasks.run(Lane.STORE, lambda: self._store.customer(customer_id), owner=owner, done=done)

    def save(
        self, customer: Customer, *, owner: QObject, done: Callable[[Customer], None], failed: Failed | None = None
    ) -> None:
        self._write(lambda: self._store.save_customer(customer), owner, done, failed)

    def link_address(
        self, customer_id: int, address: Address, *, owner: QObject, done: Callable[[Customer], None]
    ) -> None:
        self._write(lambda: self._store.link_address(customer_id, address), owner, done)

    def merge(self, kept_id: int, merged_id: int, *, owner: QObject, done: Callable[[], None]) -> None:
        """`done` is called, and `customer_changed` said of both, when they stand as one."""
        self._tasks.run(
            Lane.STORE,
            lambda: self._store.merge_customers(kept_id, merged_id),
            owner=self,
            done=lambda _: self._on_joined((kept_id, merged_id), owner, done),
        )

    def split(self, merged_id: int, *, owner: QObject, done: Callable[[], None]) -> None:
        self._tasks.run(
            Lane.STORE,
            lambda: self._store.split_customer(merged_id),
            owner=self,
            done=lambda _: self._on_joined((merged_id,), owner, done),
        )

    def merged(self, kept_id: int, *, owner: QObject, done: Callable[[Sequence[CustomerHit]], None]) -> None:
        """Whom this customer stands for: each can be split off again."""
        self._tasks.run(Lane.STORE, lambda: self._store.merged_customers(kept_id), owner=owner, done=done)

    def orders(
        self,
        customer_id: int,
        *,
        owner: QObject,
        done: Callable[[Sequence[Order]], None],
        before: TimelineKey | None = None,
    ) -> None:
        self._tasks.run(Lane.STORE, lambda: self._store.orders(customer_id, before=before), owner=owner, done=done)

    def cases(self, customer_id: int, *, owner: QObject, done: Callable[[Sequence[Case]], None]) -> None:
        self._tasks.run(Lane.STORE, lambda: self._store.cases(customer_id), owner=owner, done=done)

    def _write(
        self,
        work: Callable[[], Customer],
        owner: QObject,
        done: Callable[[Customer], None],
        failed: Failed | None = None,
    ) -> None:
        """The change is told to everybody, even when whoever asked is gone."""
        self._tasks.run(
            Lane.STORE, work, owner=self, done=lambda customer: self._on_saved(customer, owner, done), failed=failed
        )

    def _on_saved(self, customer: Customer, owner: QObject, done: Callable[[Customer], None]) -> None:
        if isValid(owner):
            done(customer)
        if customer.id is not None:
            self.customer_changed.emit(customer.id)

    def _on_joined(self, customer_ids: tuple[int, ...], owner: QObject, done: Callable[[], None]) -> None:
        if isValid(owner):
            done()
        for customer_id in customer_ids:
            self.customer_changed.emit(customer_id)
