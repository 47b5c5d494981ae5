"""Conversations that a late message shows to be one: a link as an agent's merge is, and parted like it."""

from collections.abc import Sequence

from sqlalchemy import Connection

from desktop.domain.interaction import InteractionState
from desktop.store.bus import merging
from desktop.store.bus.families import root_of
from desktop.store.bus.handling import lock_itself
from desktop.store.bus.inbox.threads import Thread

PROGRAM = ""
"""Who merged them: nobody."""


def join(tx: Connection, pairs: Sequence[tuple[Thread, Thread]]) -> None:
    """After they are written. Not what an agent parted, and not what two agents have in hand."""
    for one, other in pairs:
        roots = root_of(tx, one.id), root_of(tx, other.id)
        if roots[0] == roots[1] or merging.are_parted(tx, *roots):
            continue
        rows = [lock_itself(tx, root) for root in sorted(roots)]
        if len({row.agent for row in rows if row.state is not InteractionState.CLOSED} - {""}) > 1:
            continue
        kept, gone = sorted(rows, key=lambda row: (row.state is InteractionState.CLOSED, not row.agent, row.id))
        merging.merge(tx, kept.id, gone.id, PROGRAM)
