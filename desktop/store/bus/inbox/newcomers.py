"""Who is said to be new in a conversation, and of whom that is withdrawn: we brought them in ourselves, by a letter
from another program that is read later than their answer (the folder of what was sent comes after the inbox).
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Text, bindparam, cast, select, update

from desktop.domain.channel import Direction
from desktop.domain.text import told as tr
from desktop.domain.written import Mark, Remark, Role
from desktop.store.bus import families, letters
from desktop.store.bus.inbox.arrivals import Arrival
from desktop.store.bus.inbox.threads import CLOCKS_DIFFER, Thread
from desktop.store.bus.tables import letters as letter_rows
from desktop.store.bus.tables import merged
from desktop.store.schema import messages
from desktop.store.types import many

_l, _m = letter_rows.c, messages.c
_MEMBERS = select(merged.c.interaction_id, merged.c.root_id).where(merged.c.root_id.in_(many("ids")))
_MARKED = (
    select(_l.message_id, _l.remarks, _l.participants, _m.sent_at, _m.interaction_id)
    .join(messages, _m.id == _l.message_id)
    .where(_m.interaction_id.in_(many("ids")), cast(_l.remarks, Text).like(f'%"{Mark.NEWCOMER}"%'))
)
_REMARK = update(letter_rows).where(_l.message_id == bindparam("of")).values(remarks=bindparam("left"))


def remark(one: Arrival) -> Remark:
    address = one.sender.address or tr("Somebody without an address")
    return Remark(mark=Mark.NEWCOMER, words=tr("{address} was not in this conversation before", address=address))


def withdraw(tx: Connection, threads: Sequence[Thread]) -> None:
    """After they are written and joined. What was sent after somebody came is an answer to them, no introduction."""
    written = [(thread, one) for thread in threads for one in thread.arrivals if _is_ours(one)]
    if not written:
        return
    roots = families.roots_of(tx, {thread.id for thread, _ in written})
    invited: dict[int, dict[str, datetime]] = {}
    for thread, one in written:
        there = invited.setdefault(roots[thread.id], {})
        for _, who in one.incoming.participants:
            address = who.address.casefold()
            there[address] = min(one.at, there.get(address, one.at))
    root_of = {one: one for one in invited}
    root_of |= {row.interaction_id: row.root_id for row in tx.execute(_MEMBERS, {"ids": list(invited)})}
    for row in tx.execute(_MARKED, {"ids": list(root_of)}).all():
        since = invited[root_of[row.interaction_id]].get(_sender(row.participants))
        if since is not None and since <= row.sent_at + CLOCKS_DIFFER:
            left = [kept for kept in letters.parsed(row.remarks) if kept[0] != Mark.NEWCOMER]
            tx.execute(_REMARK, {"of": row.message_id, "left": left})


def _is_ours(one: Arrival) -> bool:
    return one.incoming.direction is Direction.OUTBOUND


def _sender(participants: object) -> str:
    found = (who.address.casefold() for role, who in letters.participants(participants) if role is Role.FROM)
    return next(found, "") or "-"
