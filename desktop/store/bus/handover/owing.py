"""By when an answer is owed, found again for what was closed: the list had it, and the list is gone."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from desktop.domain.channel import Direction
from desktop.domain.targets import answer_due, work_since
from desktop.domain.written import DraftKind
from desktop.store.bus import accounts
from desktop.store.bus.tables import letters, outbox
from desktop.store.schema import messages
from desktop.store.types import many

_m, _l, _o = messages.c, letters.c, outbox.c
_OF_PEOPLE = (
    select(_m.sent_at, _l.account_id)
    .join(letters, _l.message_id == _m.id)
    .where(_m.interaction_id.in_(many("ids")), _m.direction == bindparam("direction"), ~_l.is_automatic)
)
# to somebody else: the customer still waits
_PASSED_ON = select(_o.id).where(_o.message_id == _m.id, _o.draft["kind"].as_string() == DraftKind.FORWARD).exists()
_LAST_ANSWER = _OF_PEOPLE.where(~_PASSED_ON).order_by(_m.sent_at.desc()).limit(1)
_FIRST_QUESTION = _OF_PEOPLE.where(_m.sent_at > bindparam("since")).order_by(_m.sent_at).limit(1)
_ANY_QUESTION = _OF_PEOPLE.order_by(_m.sent_at).limit(1)


def owed_at(tx: Connection, interaction_ids: Sequence[int]) -> datetime | None:
    """To the first that the customer wrote after our last answer; None when nothing waits, or all is history."""
    ids = list(interaction_ids)
    answer = tx.execute(_LAST_ANSWER, {"ids": ids, "direction": Direction.OUTBOUND}).first()
    asked = {"ids": ids, "direction": Direction.INBOUND}
    if answer is None:
        question = tx.execute(_ANY_QUESTION, asked).first()
    else:
        question = tx.execute(_FIRST_QUESTION, {**asked, "since": answer.sent_at}).first()
    account = accounts.one(tx, question.account_id) if question is not None else None
    if question is None or account is None:
        return None
    since = work_since(account)
    return None if since is not None and question.sent_at < since else answer_due(account, question.sent_at)
