"""What is read of a document that was found, the same on both databases."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop.store.plain import PlainFile, Question, Row

if TYPE_CHECKING:
    from sqlalchemy import Connection

BEGINNING = 8_000  # characters of a text read at first; the match is nearly always there

# id, interaction, message, channel, instant, who stands for the customer and their name (of a stranger what they call
# themselves, else their address or number), subject, beginning of the text, names of its files
SHOWN = (
    "d.id, d.interaction_id, d.message_id, d.channel, d.said_at, coalesce(root.id, own.id),"
    " coalesce(root.name, own.name, CASE WHEN m.direction = 'inbound' THEN nullif(m.author, '') END, i.address, ''),"
    " coalesce(m.subject, i.subject),"
    f" substr(coalesce(m.body, i.notes), 1, {BEGINNING}), coalesce(m.files, '')"
)
# of documents `d`; an interaction is looked up for its own words alone
SHOWN_OF = (
    "LEFT JOIN messages m ON m.id = d.message_id"
    " LEFT JOIN interactions i ON i.id = CASE WHEN d.message_id IS NULL THEN d.interaction_id END"
    " LEFT JOIN customers own ON own.id = d.customer_id LEFT JOIN customers root ON root.id = own.root_id"
)
# the whole page in one value: fifty would be written and read one by one
_PAGE = Question(
    f"SELECT {SHOWN} FROM documents d {SHOWN_OF} WHERE d.id IN (SELECT value FROM json_each(:ids)) ORDER BY d.id DESC"
)
_OF = f"SELECT id, subject, substr(%s, 1, {BEGINNING}), %s FROM %s WHERE id IN (SELECT value FROM json_each(:ids))"
_NOTES = Question(_OF % ("notes", "''", "interactions"))
_MESSAGES = Question(_OF % ("body", "files", "messages"))
_WHOLE_NOTES = Question("SELECT notes FROM interactions WHERE id = :id")
_WHOLE_MESSAGE = Question("SELECT body FROM messages WHERE id = :id")


def shown(tx: "Connection | PlainFile", ids: Sequence[int]) -> list[Row]:
    """Rows of `SHOWN`, newest first, on SQLite."""
    return _PAGE.rows(tx, {"ids": json.dumps(list(ids))}) if ids else []


def notes_of(tx: "Connection | PlainFile", interaction_ids: Sequence[int]) -> dict[int, Row]:
    """Subject, the beginning of the notes and no files by interaction, on SQLite, for who knows the rest of them."""
    return _texts(tx, _NOTES, interaction_ids)


def messages_of(tx: "Connection | PlainFile", message_ids: Sequence[int]) -> dict[int, Row]:
    """Subject, the beginning of the body and the names of the files by message, likewise."""
    return _texts(tx, _MESSAGES, message_ids)


def _texts(tx: "Connection | PlainFile", question: Question, ids: Sequence[int]) -> dict[int, Row]:
    return {row[0]: row[1:] for row in question.rows(tx, {"ids": json.dumps(list(ids))})} if ids else {}


def whole_text(tx: "Connection | PlainFile", interaction_id: int, message_id: int | None) -> str:
    """Of a document, without its subject."""
    if message_id is not None:
        return str(_WHOLE_MESSAGE.rows(tx, {"id": message_id})[0][0])
    return str(_WHOLE_NOTES.rows(tx, {"id": interaction_id})[0][0])
