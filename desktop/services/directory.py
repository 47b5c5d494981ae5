"""Customers, their orders and cases: found, edited, linked, merged, on the store lane."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from desktop.domain.case import Case
from desktop.domain.customer import Address, Customer, CustomerHit, Order
from desktop.domain.errors import DesktopError
from desktop.domain.history import TimelineKey
from desktop.services.ports import Store
from desktop.services.tasks import Tasks

Failed = Callable[[DesktopError], None]


class Directory(QObject):
    """Every question names its `owner`; answers come on the GUI thread, or a notice if the store fails."""

    customer_changed = Signal(int)  # customer id: saved, linked, merged or split

    def __init__(self, store: Store, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)

    def find(
        self, text: str, *, owner: QObject, done: Callable[[Sequence[CustomerHit]], None], limit: int = 20
    ) -> None:
        """For live matching: of questions by the same owner only the newest is answered."""
        raise NotImplementedError

    def list_all(
        self,
        *,
        owner: QObject,
        done: Callable[[Sequence[CustomerHit]], None],
        after: tuple[str, int] | None = None,
        limit: int = 100,
    ) -> None:
        raise NotImplementedError

    def customer(self, customer_id: int, *, owner: QObject, done: Callable[[Customer | None], None]) -> None:
        raise NotImplementedError

    def save(
        self, customer: Customer, *, owner: QObject, done: Callable[[Customer], None], failed: Failed | None = None
    ) -> None:
        raise NotImplementedError

    def link_address(
        self, customer_id: int, address: Address, *, owner: QObject, done: Callable[[Customer], None]
    ) -> None:
        raise NotImplementedError

    def merge(self, kept_id: int, merged_id: int, *, owner: QObject, done: Callable[[], None]) -> None:
        raise NotImplementedError

    def split(self, merged_id: int, *, owner: QObject, done: Callable[[], None]) -> None:
        raise NotImplementedError

    def orders(
        self,
        customer_id: int,
        *,
        owner: QObject,
        done: Callable[[Sequence[Order]], None],
        before: TimelineKey | None = None,
    ) -> None:
        raise NotImplementedError

    def cases(self, customer_id: int, *, owner: QObject, done: Callable[[Sequence[Case]], None]) -> None:
        raise NotImplementedError
