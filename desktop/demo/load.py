"""Puts the demo world into a store, with or without a window to look at it."""

import gc
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from desktop.demo.featured import AGENT
from desktop.demo.ready import add_texts
from desktop.demo.texts import read_shop
from desktop.demo.world import DEFAULT_SEED, DEFAULT_SIZE, World, make_world
from desktop.domain.agent import AgentState, AgentStatus
from desktop.domain.errors import ConfigurationError
from desktop.domain.text import tr
from desktop.domain.written import ChannelAccount
from desktop.numbering import PhoneNumbering
from desktop.store import open_store
from desktop.store.transfer import bulk

REGION = "PL"
"""Where the shop is: numbers without a country code are Polish."""

_MAKING = 0.3


def load(
    where: str | Path,
    *,
    seed: int = DEFAULT_SEED,
    size: int = DEFAULT_SIZE,
    today: datetime | None = None,
    accounts: Sequence[ChannelAccount] = (),
    progress: Callable[[float], None] = lambda share: None,
) -> World:
    """Fill the empty store at `where` (a path or a URL); gives the world it holds now. A desk serves `accounts`,
    and has ready texts to answer with.

    Raises StorageError, and ConfigurationError for a store that has customers: a demo never mixes with real ones.
    """
    store = open_store(where, PhoneNumbering(REGION))
    was_on = gc.isenabled()
    try:
        if store.list_customers(limit=1):
            raise ConfigurationError(
                tr("The store already holds customers; the demo is not mixed with them."),
                tr("Name another file or database with --store."),
            )
        progress(0.0)
        gc.disable()  # hardly any garbage is made, and looking for it takes a third of the time
        world = make_world(today=today or datetime.now(UTC), seed=seed, size=size)
        progress(_MAKING)
        bulk.load(
            store.database,
            history_of(world),
            PhoneNumbering(REGION),
            lambda share: progress(_MAKING + share * (1 - _MAKING)),
        )
        store.mark_missed_seen()
        for account in accounts:
            store.save_account(account)
        if accounts:
            add_texts(store)
        for agent in (*_colleagues(), AGENT):
            store.record_status(agent, AgentStatus(state=AgentState.READY, since=datetime.now(UTC)))
        return world
    finally:
        if was_on:
            gc.enable()
        store.close()


def _colleagues() -> tuple[str, ...]:
    """Whom work can be given to, and who can be asked."""
    return tuple(agent for agent in read_shop().agents if agent != AGENT)


def history_of(world: World) -> bulk.History:
    """The world as the store takes it."""
    return bulk.History(
        customers=world.customers,
        orders=world.orders,
        cases=tuple(zip(world.cases, world.case_times, strict=True)),
        interactions=world.interactions,
        messages=world.messages,
    )
