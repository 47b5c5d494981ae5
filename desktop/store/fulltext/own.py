"""Searching what one customer said for common words, on SQLite: all is read, and compared in the index's own words.

A customer has some dozens of documents. Asked for a common word, FTS5 would go through that word's long list from one
of them to the next, and each hit would then lie on pages of its own. Read are one stretch of an index, the customer's
timeline, which lies side by side, and those texts alone that the timeline does not hold whole. For a rarer word the
index is quicker: its list is short, and few of the texts are read.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.domain.folding import words_of
from desktop.store.fulltext.excerpts import Phrase
from desktop.store.fulltext.rows import BEGINNING, messages_of, notes_of, whole_text
from desktop.store.plain import PlainFile, Question, Row

if TYPE_CHECKING:
    from sqlalchemy import Connection

_MOST = 150  # documents; who has more is searched by the index
_CUT = 256  # characters of title and snippet (migration 0002)
_GLANCE = 50  # documents of a word, the newest: how close together are they?
_COMMON = 25_000  # documents of a word in the customer's time: its list is then longer than reading all

_DOCUMENTS = Question(
    "SELECT id, interaction_id, message_id, channel, said_at FROM documents WHERE customer_id = :customer"
    " ORDER BY id DESC LIMIT :limit"
)
_LINES = Question(
    "SELECT interaction_id, title, snippet FROM timeline WHERE customer_id = :customer"
    " ORDER BY started_at DESC, interaction_id DESC LIMIT :limit"
)
_OF_WORD = Question(
    f"SELECT rowid FROM document_words WHERE document_words MATCH :word ORDER BY rowid DESC LIMIT {_GLANCE}"
)
_NAME = Question("SELECT name FROM customers WHERE id = :customer")


class _Document(NamedTuple):
    id: int
    interaction_id: int
    message_id: int | None
    channel: str
    said_at: int


class _Text(NamedTuple):
    subject: str
    body: str
    files: str = ""


def search_own(
    tx: "Connection | PlainFile",
    members: Sequence[int],
    bounds: Mapping[str, Any],
    phrases: Sequence[Phrase],
    channels: Sequence[str],
) -> list[Row] | None:
    """Rows of `SHOWN`, newest first, of all that `members` said; None: the index is quicker."""
    theirs = [_Document(*row) for member in members for row in _newest(tx, _DOCUMENTS, member)]
    if not theirs:
        return []
    if len(theirs) > _MOST or not _are_common(tx, phrases, max(theirs).id - min(theirs).id):
        return None
    wanted = [
        one
        for one in sorted(theirs, reverse=True)
        if bounds["low"] <= one.id < bounds["high"] and (not channels or one.channel in channels)
    ]
    texts = _texts(tx, members, wanted)
    found = [one for one in wanted if one.id in texts and _says(texts[one.id], phrases)][: bounds["limit"]]
    name = _NAME.rows(tx, {"customer": members[0]})[0][0] if found else ""
    return [
        (*one, members[0], name, texts[one.id].subject, texts[one.id].body[:BEGINNING], texts[one.id].files)
        for one in found
    ]


def _are_common(tx: "Connection | PlainFile", phrases: Sequence[Phrase], width: int) -> bool:
    """Whether each word has very many documents in so much time; the beginning of a word has."""
    words = {word for phrase in phrases for word in (phrase.words[:-1] if phrase.is_prefix else phrase.words)}
    for word in words:
        newest = _OF_WORD.rows(tx, {"word": f'words : "{word}"'})
        if len(newest) < _GLANCE or width * _GLANCE < _COMMON * (newest[0][0] - newest[-1][0]):
            return False
    return True


def _newest(tx: "Connection | PlainFile", question: Question, member: int) -> list[Row]:
    return question.rows(tx, {"customer": member, "limit": _MOST + 1})


def _texts(tx: "Connection | PlainFile", members: Sequence[int], wanted: Sequence[_Document]) -> dict[int, _Text]:
    """By document; whole."""
    lines = {row[0]: _Text(*row[1:]) for member in members for row in _newest(tx, _LINES, member)}
    texts = {
        one.id: lines[one.interaction_id]
        for one in wanted
        if one.message_id is None and one.interaction_id in lines and _are_notes(lines[one.interaction_id])
    }
    return texts | _read(tx, [one for one in wanted if one.id not in texts])


def _are_notes(line: _Text) -> bool:
    """Of an interaction whose own words are indexed: with no word in its subject they are its notes, all of them here.

    A line without notes shows a message, or why a call was kept away.
    """
    return len(line.subject) < _CUT and len(line.body) < _CUT and not words_of(line.subject)


def _read(tx: "Connection | PlainFile", documents: Sequence[_Document]) -> dict[int, _Text]:
    notes = notes_of(tx, [one.interaction_id for one in documents if one.message_id is None])
    messages = messages_of(tx, [one.message_id for one in documents if one.message_id is not None])
    read = {}
    for one in documents:
        subject, body, files = notes[one.interaction_id] if one.message_id is None else messages[one.message_id]
        is_whole = len(body) < BEGINNING
        read[one.id] = _Text(subject, body if is_whole else whole_text(tx, one.interaction_id, one.message_id), files)
    return read


def _says(text: _Text, phrases: Sequence[Phrase]) -> bool:
    """As the index would find it: word for word."""
    words = f" {words_of(*text)} "
    return all(f" {' '.join(phrase.words)}{'' if phrase.is_prefix else ' '}" in words for phrase in phrases)
