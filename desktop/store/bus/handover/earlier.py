"""What an agent wrote at one desk and overwrote at another, unseen: kept beside the draft until the letter is sent.

What was overwritten by sending itself, nobody was told of before: it stays until it is taken up or thrown away.

It is put aside in the transaction that overwrites it: whoever dies between the two has lost nothing.
"""

from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, insert, select

from desktop.domain.change import ChangeKind
from desktop.domain.written import Draft, DraftKind, EarlierDraft, joined
from desktop.store.bus import drafts, feed
from desktop.store.bus.tables import earlier_drafts
from desktop.store.types import AnyRow

_OUTLIVES = "outlives_letter"  # in the content
_MOST = 10  # of one draft; two desks typing by turns would make one at each turn
_e = earlier_drafts.c
_OF = (_e.agent == bindparam("agent"), _e.interaction_id == bindparam("interaction_id"), _e.kind == bindparam("kind"))
_OF_DRAFT = select(earlier_drafts).where(*_OF).order_by(_e.id.desc())
_OF_AGENT = select(earlier_drafts).where(_e.agent == bindparam("agent")).order_by(_e.saved_at.desc(), _e.id.desc())
_ONE = select(earlier_drafts).where(_e.id == bindparam("id")).with_for_update()
_DROP = earlier_drafts.delete().where(_e.id == bindparam("gone"))


def overwrite(tx: Connection, draft: Draft, seen: str, *, is_sent: bool) -> tuple[datetime, EarlierDraft | None]:
    """In place of what was there; that is kept apart, unless its author knows it (`seen`) or has it in the new text.

    `is_sent`: to be sent as it is now.
    """
    before = drafts.read_for_change(tx, draft)
    kept = _keep(tx, before, is_sent) if before is not None and before.text != seen and _loses(before, draft) else None
    return drafts.save(tx, draft), kept


def put_aside(tx: Connection, sent: Draft) -> Draft | None:
    """The draft that stands where `sent` was sent from; kept apart if it says what was not sent."""
    there = drafts.read_for_change(tx, sent)
    if there is not None and _loses(there, sent):
        _keep(tx, there, is_sent=True)
    return there


def _loses(before: Draft, after: Draft) -> bool:
    return bool(before.text.strip()) and before.text not in after.text


def _keep(tx: Connection, draft: Draft, is_sent: bool) -> EarlierDraft:
    """In place of what is the beginning of it: it is typed letter by letter."""
    there = [_of(row) for row in tx.execute(_OF_DRAFT, _key(draft))]
    begun = [one for one in there if draft.text.startswith(one.draft.text)]
    others = [one for one in there if one not in begun]
    for one in (*begun, *others[_MOST - 1 :]):
        tx.execute(_DROP, {"gone": one.id})
    saved_at = draft.saved_at or datetime.now(UTC)
    values = {**_key(draft), "content": {**drafts.content_of(draft), _OUTLIVES: is_sent}, "saved_at": saved_at}
    own_id = int(tx.execute(insert(earlier_drafts).returning(_e.id), values).scalar_one())
    return EarlierDraft(id=own_id, draft=draft)


def of_agent(tx: Connection, agent: str) -> list[EarlierDraft]:
    """Newest first."""
    return [_of(row) for row in tx.execute(_OF_AGENT, {"agent": agent})]


def take_up(tx: Connection, earlier_id: int) -> Draft | None:
    row = tx.execute(_ONE, {"id": earlier_id}).first()
    if row is None:
        return None
    kept = _of(row).draft
    now = drafts.read_for_change(tx, kept)
    whole = joined(kept, now) if now is not None else kept
    tx.execute(_DROP, {"gone": earlier_id})
    drafts.save(tx, whole)
    return whole


def drop(tx: Connection, earlier_id: int) -> None:
    row = tx.execute(_ONE, {"id": earlier_id}).first()
    if row is not None:
        tx.execute(_DROP, {"gone": earlier_id})
        feed.tell(tx, ChangeKind.DRAFT, row.interaction_id)


def end(tx: Connection, interaction_id: int, agent: str, kind: DraftKind, at: datetime | None) -> None:
    """What they wrote until then is sent."""
    until = at or datetime.now(UTC)
    rows = tx.execute(_OF_DRAFT, {"agent": agent, "interaction_id": interaction_id, "kind": kind}).all()
    ended = [row.id for row in rows if row.saved_at <= until and not row.content.get(_OUTLIVES)]
    for one in ended:
        tx.execute(_DROP, {"gone": one})
    if ended:
        feed.tell(tx, ChangeKind.DRAFT, interaction_id)


def _key(draft: Draft) -> dict[str, object]:
    return {"agent": draft.agent, "interaction_id": draft.interaction_id, "kind": draft.kind}


def _of(row: AnyRow) -> EarlierDraft:
    return EarlierDraft(
        id=row.id, draft=drafts.of_content(row.content, row.interaction_id, row.agent, row.kind, row.saved_at)
    )
