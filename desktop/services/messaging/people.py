"""Whose written work it is: their dossier, and a stranger who becomes a customer. Store lane only."""

from dataclasses import replace

from desktop.domain.channel import Direction
from desktop.domain.customer import Address, Customer, kind_on
from desktop.domain.history import Dossier, Match, MatchReason
from desktop.domain.interaction import Interaction
from desktop.domain.work import WorkRow
from desktop.services.ports import InteractionChange
from desktop.services.written_ports import WholeStore


def dossier_of(store: WholeStore, interaction: Interaction) -> Dossier:
    """Of the customer it belongs to, and whether the address says so; of a stranger the address, and who it may be.

    How often they came lately is said of what they began: of what we did it is None.
    """
    address = interaction.address
    match = Match(reason=MatchReason.UNKNOWN, address=address, address_value=address.casefold())
    if interaction.customer_id is None:
        assert interaction.id is not None
        candidates = tuple(store.maybe_customers(interaction.id))
        reason = MatchReason.MAYBE if candidates else MatchReason.UNKNOWN
        return Dossier(match=replace(match, reason=reason, candidates=candidates))
    chosen = replace(match, reason=MatchReason.CHOSEN, customer_id=interaction.customer_id)
    kept = store.interaction(interaction.id) if interaction.id is not None else None
    kept = kept or interaction  # who asks may know of it what a row of the list says
    dossier = store.dossier(chosen, kept)
    if kept.direction is Direction.OUTBOUND:
        dossier = replace(dossier, recent=None)
    if dossier.customer is None or not any(one.value == match.address_value for one in dossier.customer.addresses):
        return dossier
    return replace(dossier, match=replace(dossier.match, reason=MatchReason.ADDRESS))


def named(interaction: Interaction, row: WorkRow | None) -> Interaction:
    """A stranger by the name they give themselves, as the work list says it; `row` is None when it is closed."""
    if interaction.customer_name or row is None:
        return interaction
    return replace(interaction, customer_name=row.customer_name)


def link(store: WholeStore, interaction_id: int, customer_id: int) -> Interaction:
    """This is who writes: the address is remembered with them."""
    interaction = store.interaction(interaction_id)
    if interaction is not None and interaction.address:
        store.link_address(customer_id, _address_of(interaction))
    return store.change_interaction(interaction_id, InteractionChange(customer_id=customer_id))


def create_and_link(store: WholeStore, interaction_id: int, customer: Customer) -> Interaction:
    """A new customer with the address that wrote."""
    interaction = store.interaction(interaction_id)
    if interaction is not None and interaction.address:
        address = _address_of(interaction)
        known = {one.typed.casefold() for one in customer.addresses} | {one.value for one in customer.addresses}
        if address.value not in known:
            customer = replace(customer, addresses=(*customer.addresses, address))
    saved = store.save_customer(customer)
    assert saved.id is not None
    return store.change_interaction(interaction_id, InteractionChange(customer_id=saved.id))


def _address_of(interaction: Interaction) -> Address:
    return Address(kind=kind_on(interaction.channel), value=interaction.address.casefold(), typed=interaction.address)
