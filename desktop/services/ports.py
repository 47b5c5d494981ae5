"""What the services ask of the outside, as protocols; adapters provide it, composition roots plug it in.

The store's methods block and run on the store lane. Each raises `StorageError` in words when the store cannot
be read or written. The phone engine's port is a QObject of the GUI thread.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from desktop.domain.agent import AgentStatus, Colleague, ReasonCode
from desktop.domain.call import CallerHints, CallFacts
from desktop.domain.case import Case
from desktop.domain.channel import Channel
from desktop.domain.customer import Address, Customer, CustomerHit, Order, OrderHit
from desktop.domain.history import (
    Dossier,
    InteractionDetails,
    Match,
    SearchPage,
    SearchQuery,
    TimelineKey,
    TimelinePage,
)
from desktop.domain.interaction import Disposition, Interaction, InteractionState, Resolution
from desktop.domain.phone import Account, DeviceRole, IncomingPolicy


class Numbering(Protocol):
    """Telephone numbers, with a default region. Implemented over libphonenumber."""

    def normalise(self, typed: str) -> str:
        """E.164 with + where it can be (`;ext=12` follows when typed); else the bare digits (an extension); or ""."""
        ...

    def national(self, value: str) -> str:
        """The national significant number of a normalised value, without country code and extension; or ""."""
        ...

    def show(self, value: str) -> str:
        """`+48 601 234 567`: the international form of a normalised value, or the value itself."""
        ...

    def numbers_in(self, text: str) -> tuple[tuple[str, str], ...]:
        """The telephone numbers of a text: as they stand there, and as they are dialled."""
        ...

    def dialled(self, typed: str) -> str:
        """What will be sent to the exchange for `typed`: number, or SIP URI unchanged; "" if it cannot be dialled."""
        ...


class CustomerStore(Protocol):
    def customer(self, customer_id: int) -> Customer | None: ...

    def save_customer(self, customer: Customer) -> Customer:
        """Create (id None) or replace; addresses are normalised; returns what was written."""
        ...

    def find_customers(self, text: str, limit: int = 20) -> Sequence[CustomerHit]:
        """By name, organisation, number (from 3 digits), mail address, handle; prefixes; newest contact first."""
        ...

    def list_customers(self, *, after: tuple[str, int] | None = None, limit: int = 100) -> Sequence[CustomerHit]:
        """All, by name; `after` is the (name, id) of the last seen."""
        ...

    def link_address(self, customer_id: int, address: Address) -> Customer:
        """Give the customer one more address; from then on it matches with reason CHOSEN."""
        ...

    def merge_customers(self, kept_id: int, merged_id: int) -> None:
        """Let `kept` stand for both: one dossier and timeline. A link, undone by `split_customer`."""
        ...

    def split_customer(self, merged_id: int) -> None: ...

    def merged_customers(self, kept_id: int) -> Sequence[CustomerHit]:
        """Those that `kept` stands for now, by name; itself left out."""
        ...

    def orders(self, customer_id: int, *, before: TimelineKey | None = None, limit: int = 50) -> Sequence[Order]:
        """Newest first."""
        ...

    def find_orders(self, text: str, limit: int = 20) -> Sequence[OrderHit]:
        """By the beginning of their number, from 3 characters, or its end, from 4; in the order of numbers first."""
        ...

    def find_orders_of(self, customer_id: int, text: str, limit: int = 50) -> Sequence[Order]:
        """Of one customer, newest first: by any part of the number, and by words of goods, status and amount."""
        ...

    def cases(self, customer_id: int) -> Sequence[Case]:
        """Unsolved first, newest first."""
        ...

    def open_case(self, customer_id: int | None, title: str) -> Case: ...


NOBODY = 0  # as `InteractionChange.customer_id`: the interaction belongs to no customer


@dataclass(frozen=True, slots=True, kw_only=True)
class InteractionChange:
    """What to change of an interaction; None leaves a field as it is, `NOBODY` takes the customer away.

    Notes are kept by `save_notes` alone.
    """

    state: InteractionState | None = None
    customer_id: int | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    closed_at: datetime | None = None
    disposition: str | None = None
    resolution: Resolution | None = None
    case_id: int | None = None
    queue: str | None = None
    is_interrupted: bool | None = None
    call: CallFacts | None = None


class InteractionStore(Protocol):
    def add_interaction(self, interaction: Interaction) -> Interaction:
        """Write a new one (id None). One with the same call id or (channel, external_id) is returned instead."""
        ...

    def change_interaction(self, interaction_id: int, change: InteractionChange) -> Interaction:
        """Durable when it returns. A state change that `allowed_changes` does not name raises ValueError."""
        ...

    def save_notes(self, interaction_id: int, notes: str) -> datetime:
        """Durable when it returns; the time to show as "Saved 10:46:31"."""
        ...

    def interaction(self, interaction_id: int) -> Interaction | None: ...

    def interactions(self, ids: Sequence[int]) -> Sequence[Interaction]:
        """Those of them that there are, in no order."""
        ...

    def interaction_of_call(self, call_id: str) -> Interaction | None: ...

    def unfinished(self, agent: str) -> Sequence[Interaction]:
        """Calls of this agent not in a final state, oldest first: those in hand, and what a crash left behind.

        Written work is `WorkStore`'s.
        """
        ...

    def calls(
        self, *, missed_only: bool = False, before: TimelineKey | None = None, limit: int = 100
    ) -> Sequence[Interaction]:
        """The call log, newest first."""
        ...

    def unseen_missed(self) -> int:
        """Missed and abandoned inbound calls since `mark_missed_seen`."""
        ...

    def mark_missed_seen(self) -> None: ...


class HistoryStore(Protocol):
    def match_caller(self, hints: CallerHints) -> Match: ...

    def dossier(self, match: Match, written: Interaction | None = None) -> Dossier:
        """The pop: customer, recent contact, newest orders (5), newest 50 of the timeline, totals. One go.

        Of the call that rings, or of what was `written`: it is one of the recent contacts, and no further one.
        """
        ...

    def timeline(
        self,
        customer_id: int,
        *,
        before: TimelineKey | None = None,
        limit: int = 50,
        channels: Sequence[Channel] = (),
    ) -> TimelinePage: ...

    def details(self, interaction_id: int) -> InteractionDetails | None: ...

    def search(self, query: SearchQuery) -> SearchPage: ...


class AgentStore(Protocol):
    def record_status(self, agent: str, status: AgentStatus) -> None: ...

    def last_status(self, agent: str) -> AgentStatus | None: ...

    def colleagues(self) -> Sequence[Colleague]:
        """Everybody who ever logged in here, by name, and how they are now."""
        ...

    def reason_codes(self) -> Sequence[ReasonCode]: ...

    def dispositions(self) -> Sequence[Disposition]: ...


class Store(CustomerStore, InteractionStore, HistoryStore, AgentStore, Protocol):
    """Everything kept. `desktop.store.open_store(url, numbering)` gives one."""

    def close(self) -> None: ...


class Vault(Protocol):
    """The system's keyring. May block on an unlock prompt: net lane only."""

    @property
    def is_available(self) -> bool: ...

    def password(self, name: str) -> str | None: ...

    def keep(self, name: str, password: str) -> None:
        """Raises ConfigurationError when there is no keyring, or it refused."""
        ...

    def forget(self, name: str) -> None: ...


class PhoneEngine(QObject):
    """The phone engine as the services see it: orders are methods, news are signals. GUI thread.

    The signals carry values of `desktop.domain.phone` and `desktop.domain.call`.
    """

    started = Signal(object)  # Capabilities: engine there, then registration, devices and live calls follow
    lost = Signal(str)  # in words; a new engine is being started
    registration_changed = Signal(object)  # Registration
    call_changed = Signal(object)  # Call
    devices_changed = Signal(object)  # DeviceList
    levels_measured = Signal(float, float)  # microphone, speaker: 0.0-1.0
    security_noticed = Signal(object)  # SecurityEvent
    order_failed = Signal(str, str, str)  # call id or "", text, hint

    def start(self) -> None:
        """Find the engine that still runs (a call may be up in it) or start one; again whenever it dies."""
        raise NotImplementedError

    def stop(self) -> None:
        """Tell the engine to hang up and leave; does not wait."""
        raise NotImplementedError

    def use_account(self, account: Account) -> None:
        raise NotImplementedError

    def drop_account(self) -> None:
        raise NotImplementedError

    def set_incoming_policy(self, policy: IncomingPolicy) -> None:
        raise NotImplementedError

    def dial(self, call_id: str, target: str) -> None:
        raise NotImplementedError

    def answer(self, call_id: str) -> None:
        raise NotImplementedError

    def decline(self, call_id: str) -> None:
        raise NotImplementedError

    def hang_up(self, call_id: str) -> None:
        raise NotImplementedError

    def hold(self, call_id: str) -> None:
        raise NotImplementedError

    def retrieve(self, call_id: str) -> None:
        raise NotImplementedError

    def mute(self, call_id: str) -> None:
        raise NotImplementedError

    def unmute(self, call_id: str) -> None:
        raise NotImplementedError

    def send_dtmf(self, call_id: str, digits: str) -> None:
        raise NotImplementedError

    def choose_device(self, role: DeviceRole, device_id: str) -> None:
        raise NotImplementedError

    def play_test_tone(self, role: DeviceRole) -> None:
        raise NotImplementedError

    def watch_levels(self) -> None:
        raise NotImplementedError

    def ignore_levels(self) -> None:
        raise NotImplementedError
