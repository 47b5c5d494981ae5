"""One transcript of a written interaction, in pages by key: the newest of a hundred thousand cost what fifty do."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from desktop.domain.channel import Direction
from desktop.domain.message import Message
from desktop.domain.written import ConversationPage, Mark, OutboxState, Outgoing, Remark, WrittenMessage
from desktop.store.bus import leases, letters
from desktop.store.bus.families import family_of, parts_of
from desktop.store.bus.handover import mentions
from desktop.store.plain import Question, Row
from desktop.store.types import LAST_ID, LAST_INSTANT, of_microseconds, to_microseconds

COUNTED = 1_000  # more are not counted: they would all be read
_GONE = Remark(mark=Mark.GONE)
_DIRECTIONS: dict[str, Direction] = {str(one): one for one in Direction}
_STATES: dict[str, OutboxState] = {str(one): one for one in OutboxState}

_MESSAGE = "m.id, m.interaction_id, m.direction, m.author, m.body, m.sent_at, m.subject, m.external_id"
_LETTER = "l.account_id, l.participants, l.remarks, l.attachments, c.html, l.is_gone"
_OUTGOING = (
    "o.id, o.account_id, o.external_id, o.state, o.send_after, o.recipients, o.is_scheduled, o.attempts,"
    " o.next_try_at, o.doubted_at, o.error, o.author"
)
_SELECT = f"SELECT {_MESSAGE}, {_LETTER}, {_OUTGOING} FROM messages m"
_WITH = (
    " LEFT JOIN letters l ON l.message_id = m.id LEFT JOIN letter_contents c ON c.message_id = m.id"
    " LEFT JOIN outbox o ON o.message_id = m.id"
)
_PAGE = Question(
    f"{_SELECT}{_WITH} WHERE m.interaction_id = :id AND (m.sent_at, m.id) < (:at, :last)"
    " ORDER BY m.sent_at DESC, m.id DESC LIMIT :limit"
)
_ONE = Question(f"{_SELECT}{_WITH} WHERE m.id = :id")
_TOTAL = Question(
    f"SELECT count(*) FROM (SELECT 1 FROM messages WHERE interaction_id = :id LIMIT {COUNTED + 1}) AS counted"
)
_RAW = Question("SELECT raw FROM letter_contents WHERE message_id = :id")


def page(tx: Connection, interaction_id: int, before: tuple[datetime, int] | None, limit: int) -> ConversationPage:
    """Of all that were merged. `total` is counted up to `COUNTED`; one more stands for more."""
    at, last = before if before is not None else (LAST_INSTANT, LAST_ID)
    bound = {"at": to_microseconds(at), "last": last, "limit": limit + 1}
    family = family_of(tx, interaction_id)
    found = [row for one in family for row in _PAGE.rows(tx, {**bound, "id": one})]
    if len(family) > 1:
        found.sort(key=lambda row: (row[5], row[0]), reverse=True)
    said = _with_mentions(tx, tuple(_written(row, leases.ahead(tx)) for row in reversed(found[:limit])))
    oldest = said[0].message if said else None
    return ConversationPage(
        messages=said,
        earlier=(oldest.sent_at, oldest.id) if oldest and oldest.id and len(found) > limit else None,
        total=min(COUNTED + 1, sum(_TOTAL.rows(tx, {"id": one})[0][0] for one in family)),
        merged=parts_of(tx, family[0]) if len(family) > 1 else (),
    )


def _with_mentions(tx: Connection, said: tuple[WrittenMessage, ...]) -> tuple[WrittenMessage, ...]:
    """Asked only where a note may name somebody."""
    notes = [one.message for one in said if one.message.direction is Direction.INTERNAL and "@" in one.message.body]
    named = mentions.of_messages(tx, [one.id for one in notes if one.id is not None]) if notes else {}
    return tuple(replace(one, mentions=named.get(one.message.id or 0, ())) if named else one for one in said)


def written(tx: Connection, message_id: int) -> WrittenMessage | None:
    found = _ONE.rows(tx, {"id": message_id})
    return _written(found[0], leases.ahead(tx)) if found else None


def raw(tx: Connection, message_id: int) -> bytes:
    """As it came or went; b"" for a note."""
    found = _RAW.rows(tx, {"id": message_id})
    return letters.raw(found[0][0]) if found else b""


def _written(row: Row, ahead: timedelta) -> WrittenMessage:
    own_id, interaction_id, direction, author, body, sent_at, subject, external_id = row[:8]
    account_id, participants, remarks, attachments, html, is_gone = row[8:14]
    message = Message(
        id=own_id,
        interaction_id=interaction_id,
        direction=_DIRECTIONS[direction],
        author=author,
        body=body,
        sent_at=of_microseconds(sent_at),
        subject=subject,
        external_id=external_id,
    )
    if account_id is None:  # a note
        return WrittenMessage(message=message)
    return WrittenMessage(
        message=message,
        account_id=account_id,
        participants=letters.participants(participants),
        html=letters.html(html),
        remarks=(*letters.remarks(remarks), *((_GONE,) if is_gone else ())),
        attachments=letters.attachments(attachments),
        outbox=_outgoing(row[14:], interaction_id, own_id, ahead) if row[14] is not None else None,
    )


def _outgoing(row: Row, interaction_id: int, message_id: int, ahead: timedelta) -> Outgoing:
    own_id, account_id, external_id, state, send_after, recipients, *row_of_tries = row
    is_scheduled, attempts, next_try_at, doubted_at, error, author = row_of_tries
    return Outgoing(
        id=own_id,
        account_id=account_id,
        interaction_id=interaction_id,
        message_id=message_id,
        external_id=external_id,
        state=_STATES[state],
        send_after=of_microseconds(send_after) - (timedelta() if is_scheduled else ahead),
        recipients=tuple(letters.parsed(recipients)),
        is_scheduled=bool(is_scheduled),
        is_automatic=not author,
        attempts=attempts,
        next_try_at=None if next_try_at is None else of_microseconds(next_try_at) - ahead,
        doubted_at=None if doubted_at is None else of_microseconds(doubted_at),
        error=error,
    )
