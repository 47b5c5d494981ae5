"""An interaction's row and whatever is still to be written of it. Store lane only.

When the store cannot be written (a full disk, a lost server), the steps stay here in order and are written by the
next call that succeeds: nothing typed or done is lost while the program runs.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from desktop.domain.call import CallerHints
from desktop.domain.customer import Address, AddressKind, Customer
from desktop.domain.errors import DesktopError
from desktop.domain.history import Dossier, Match, MatchReason
from desktop.domain.interaction import FINAL_STATES, Interaction
from desktop.services.ports import InteractionChange, Store

REMEMBERED = frozenset(
    {MatchReason.UNKNOWN, MatchReason.NATIONAL_NUMBER, MatchReason.EXTENSION, MatchReason.SIP_ADDRESS}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who it is, and the interaction as theirs, whether written or not; `error` when that could not be read."""

    interaction: Interaction
    dossier: Dossier | None = None
    error: DesktopError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    interaction: Interaction
    dossier: Dossier


class Row:
    """Made on the GUI thread, used on the store lane alone."""

    def __init__(self, store: Store, interaction: Interaction) -> None:
        self._store = store
        self._interaction = interaction
        self._steps: deque[Callable[[], None]] = deque()
        self._notes: str | None = None
        if interaction.id is None:
            self._steps.append(self._add)

    def identify(self, hints: CallerHints) -> Caller:
        """Who is it, what was before. Nothing is written yet: the history is shown even if the row cannot be."""
        try:
            match = self._store.match_caller(hints)
            if self._interaction.id is None:
                self._interaction = replace(self._interaction, customer_id=match.customer_id)
            dossier = self._store.dossier(self._match_of_row(match))
        except DesktopError as error:
            return Caller(interaction=self._interaction, error=error)
        return Caller(interaction=self._interaction, dossier=dossier)

    def change(self, change: InteractionChange) -> Interaction:
        self._steps.append(lambda: self._change(change))
        return self.catch_up()

    def save_notes(self, notes: str) -> datetime:
        self._notes = notes
        self._run_steps()
        return self._save_notes(notes)

    def catch_up(self) -> Interaction:
        """Write what is waiting."""
        self._run_steps()
        if self._notes is not None:
            self._save_notes(self._notes)
        return self._interaction

    def link(self, customer_id: int, match: Match | None) -> Linked:
        """Give it to the customer and remember the number with them, unless several share it."""
        if match is not None and match.address_value and match.reason in REMEMBERED:
            self._store.link_address(customer_id, address_of(match))
        return self.give(customer_id, match)

    def give(self, customer_id: int, match: Match | None) -> Linked:
        interaction = self.change(InteractionChange(customer_id=customer_id))
        return Linked(interaction=interaction, dossier=self._store.dossier(chosen(customer_id, match)))

    def create(self, customer: Customer, match: Match | None) -> Linked:
        """Save a new customer with the number of this interaction, and give it to them."""
        if match is not None and match.address_value:
            values = {address.value for address in customer.addresses}
            typed = {address.typed for address in customer.addresses}
            if match.address_value not in values and match.address not in typed:
                customer = replace(customer, addresses=(*customer.addresses, address_of(match)))
        saved = self._store.save_customer(customer)
        assert saved.id is not None
        return self.give(saved.id, match)

    def open_case(self, title: str) -> Interaction:
        case = self._store.open_case(self._interaction.customer_id, title)
        return self.change(InteractionChange(case_id=case.id))

    def _match_of_row(self, match: Match) -> Match:
        """What an agent linked goes before what the number says, when a row is found again after a restart."""
        customer_id = self._interaction.customer_id
        if customer_id is None or customer_id == match.customer_id:
            return match
        return chosen(customer_id, match)

    def _run_steps(self) -> None:
        while self._steps:
            try:
                self._steps[0]()
            except DesktopError:
                raise
            except Exception:
                self._steps.popleft()  # a bug is not tried again
                raise
            self._steps.popleft()

    def _add(self) -> None:
        self._interaction = self._store.add_interaction(self._interaction)

    def _change(self, change: InteractionChange) -> None:
        if self._interaction.state in FINAL_STATES:
            change = replace(change, state=None)  # found closed after a restart while its call was still up
        assert self._interaction.id is not None
        self._interaction = self._store.change_interaction(self._interaction.id, change)

    def _save_notes(self, notes: str) -> datetime:
        assert self._interaction.id is not None
        saved_at = self._store.save_notes(self._interaction.id, notes)
        self._interaction = replace(self._interaction, notes=notes)
        self._notes = None
        return saved_at


def address_of(match: Match) -> Address:
    kind = AddressKind.HANDLE if match.reason is MatchReason.SIP_ADDRESS else AddressKind.PHONE
    return Address(kind=kind, value=match.address_value, typed=match.address)


def chosen(customer_id: int, match: Match | None) -> Match:
    if match is None:
        return Match(reason=MatchReason.CHOSEN, customer_id=customer_id)
    return replace(match, reason=MatchReason.CHOSEN, customer_id=customer_id, candidates=())
