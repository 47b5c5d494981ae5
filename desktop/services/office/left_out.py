"""Who gets no mailings: people who refused, or whom an agent took out, and addresses that letters come back from."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from PySide6.QtCore import QObject, Signal

from desktop.domain.customer import AddressKind, Customer
from desktop.domain.office.mailing import AddressStanding, Standing
from desktop.domain.text import tr
from desktop.domain.written import Draft
from desktop.services.messaging.feed import Feed
from desktop.services.notices import Level, Notice, Notices
from desktop.services.office.mailing_ports import MailingStore
from desktop.services.tasks import Lane, Tasks

_KEY = "left out"


class LeftOut(QObject):
    """All of it is kept: whether who rings or is written to is among them is seen without asking."""

    changed = Signal()

    def __init__(
        self, store: MailingStore, feed: Feed, tasks: Tasks, notices: Notices, agent: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._store, self._feed, self._tasks, self._notices = store, feed, tasks, notices
        self._agent = agent
        self._standings: tuple[AddressStanding, ...] = ()
        self._failing: dict[str, AddressStanding] = {}
        self._refused: dict[str, AddressStanding] = {}
        self._last: tuple[AddressStanding, ...] = ()  # what the notice takes back
        notices.acted.connect(self._on_acted)

    @property
    def standings(self) -> tuple[AddressStanding, ...]:
        """Newest first."""
        return self._standings

    def read(self) -> None:
        """`changed` follows."""
        self._tasks.run(Lane.STORE, lambda: tuple(self._store.address_standings()), owner=self, done=self._on_read)

    def warnings(self, draft: Draft) -> tuple[str, ...]:
        """Before it is sent: to whom letters came back."""
        addressed = (who.address.casefold() for who in (*draft.to, *draft.cc, *draft.bcc))
        gone = dict.fromkeys(address for address in addressed if address in self._failing)
        return tuple(tr("Letters to {address} came back", address=address) for address in gone)

    def refusal_of(self, customer: Customer) -> AddressStanding | None:
        """A person refuses, whichever of their addresses it was said of."""
        return next((self._refused[one] for one in mails_of(customer) if one in self._refused), None)

    # ------------------------------------------------------------ orders

    def exclude(self, address: str) -> None:
        """No mailing goes there from now on."""
        self._put((self._excluded(address),))

    def forget(self, standing: AddressStanding) -> None:
        self._drop(((standing.address, standing.standing),))

    def leave_out(self, customer: Customer) -> None:
        """A notice takes it back."""
        self._last = tuple(self._excluded(address) for address in mails_of(customer))
        text = tr("{name} gets no more mailings.", name=customer.name)
        notice = Notice(key=_KEY, text=text, level=Level.INFORMATION, action_label=tr("Undo"))
        self._put(self._last, lambda: self._notices.post(notice))

    def take_in(self, customer: Customer) -> None:
        """Whoever said it: the agent who does so was asked to by them."""
        self._drop((address, kind) for address in mails_of(customer) for kind in _REFUSALS)

    # ------------------------------------------------------------ within

    def _excluded(self, address: str) -> AddressStanding:
        return AddressStanding(address=address, standing=Standing.EXCLUDED, since=datetime.now(UTC), by=self._agent)

    def _put(self, standings: Iterable[AddressStanding], then: Callable[[], None] = lambda: None) -> None:
        def write() -> None:
            for one in standings:
                self._store.set_standing(one)

        self._order(write, then)

    def _drop(self, known: Iterable[tuple[str, Standing]]) -> None:
        def write() -> None:
            for address, kind in known:
                self._store.drop_standing(address, kind)

        self._order(write)

    def _order(self, work: Callable[[], None], then: Callable[[], None] = lambda: None) -> None:
        def done(_: None) -> None:
            then()
            self._feed.look()

        self._tasks.run(
            Lane.STORE,
            work,
            owner=self,
            done=done,
            failed=lambda error: self._notices.post_error(_KEY, error),
        )

    def _on_acted(self, key: str) -> None:
        if key == _KEY:
            self._drop((one.address, one.standing) for one in self._last)

    def _on_read(self, standings: tuple[AddressStanding, ...]) -> None:
        if standings != self._standings:
            self._standings = standings
            self._failing = {one.address: one for one in standings if not one.standing.is_refusal}
            self._refused = {one.address: one for one in standings if one.standing.is_refusal}
            self.changed.emit()


_REFUSALS = tuple(one for one in Standing if one.is_refusal)


def mails_of(customer: Customer) -> tuple[str, ...]:
    """Their mail addresses, as they are compared."""
    mails = (one.value.casefold() for one in customer.addresses if one.kind is AddressKind.EMAIL)
    return tuple(dict.fromkeys(mails))
