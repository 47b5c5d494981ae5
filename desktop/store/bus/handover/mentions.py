"""Who is named in a note with @: it is listed as theirs until they say that they are done with it."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, insert, select, update

from desktop.domain.change import ChangeKind
from desktop.domain.message import Message, mentioned
from desktop.store import agents
from desktop.store.bus import feed
from desktop.store.bus.families import members_of, root_of
from desktop.store.bus.handover.tables import mentions
from desktop.store.plain import Question
from desktop.store.types import many

_n = mentions.c
_NAMED = select(_n.message_id, _n.agent).where(_n.message_id.in_(many("ids"))).order_by(_n.agent)
_DONE = (
    update(mentions)
    .where(_n.interaction_id.in_(many("ids")), _n.agent == bindparam("whose"), ~_n.is_done)
    .values(is_done=True)
)
_OPEN = Question(
    "SELECT m.author FROM mentions n JOIN messages m ON m.id = n.message_id LEFT JOIN merged r"
    " ON r.interaction_id = n.interaction_id WHERE n.agent = :agent AND NOT n.is_done"
    " AND coalesce(r.root_id, n.interaction_id) = :root ORDER BY m.sent_at, m.id"
)


def of_messages(tx: Connection, message_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Whom each of these notes names."""
    found: dict[int, tuple[str, ...]] = {}
    for row in tx.execute(_NAMED, {"ids": list(message_ids)}):
        found[row.message_id] = (*found.get(row.message_id, ()), row.agent)
    return found


def note(tx: Connection, written: Message) -> bool:
    """Of a note that was just written; whether it names anybody. What its author was named for is done with."""
    assert written.id is not None
    family = members_of(tx, root_of(tx, written.interaction_id))
    tx.execute(_DONE, {"ids": family, "whose": written.author})
    if "@" not in written.body:
        return False
    names = [one.name for one in agents.colleagues(tx) if one.name != written.author]
    rows = [
        {"message_id": written.id, "agent": name, "interaction_id": written.interaction_id}
        for name in mentioned(written.body, names)
    ]
    if rows:
        tx.execute(insert(mentions), rows)
    return bool(rows)


def done(tx: Connection, interaction_id: int, agent: str) -> None:
    root = root_of(tx, interaction_id)
    if tx.execute(_DONE, {"ids": members_of(tx, root), "whose": agent}).rowcount:
        feed.tell(tx, ChangeKind.INTERACTION, root)


def by_whom(tx: Connection, interaction_id: int, agent: str) -> list[str]:
    """Who waits for the agent there, in the order they asked."""
    rows = _OPEN.rows(tx, {"agent": agent, "root": root_of(tx, interaction_id)})
    return list(dict.fromkeys(row[0] for row in rows))
