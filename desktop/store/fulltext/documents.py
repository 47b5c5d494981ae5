"""The full-text index: what is said becomes documents of folded words.

A document's id is the second it was said, times 128, plus a place within it: ids grow with time, so "newest first"
is "highest id first" and a span of time is a span of ids, both of which the index knows without sorting. More than
128 documents in one second (a bulk import with dates alone) take ids of the following minute, hour or day.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from desktop.domain.channel import Channel
from desktop.domain.folding import words_of as words_of
from desktop.store.fulltext.words import PER_SECOND
from desktop.store.fulltext.words import first_id as first_id
from desktop.store.plain import Question, Statement, to_microseconds
from desktop.store.schema import documents, interactions, messages

_WINDOWS = (1, 60, 3600, 86_400, 366 * 86_400)
_LAST_POSITION = 16_383  # of PostgreSQL's tsvector; later words are found, but not by a phrase

_ADD_WORDS = Statement("INSERT INTO document_words (rowid, words, scope) VALUES (:id, :words, :scope)")
_DROP_WORDS = text(
    "INSERT INTO document_words (document_words, rowid, words, scope) VALUES ('delete', :id, :words, :scope)"
)
_ADD_TERMS = Statement("INSERT OR IGNORE INTO document_terms (term) SELECT value FROM json_each(:terms)")
_TAKEN = Question("SELECT id FROM documents WHERE id IN (SELECT value FROM json_each(:ids))")
_ADD = Statement(
    "INSERT INTO documents (id, interaction_id, message_id, customer_id, channel, said_at)"
    " VALUES (:id, :interaction_id, :message_id, :customer_id, :channel, :said_at)"
)
# With its words stand the spans of time a document is of, so that a search may ask for what was said in some alone:
# 18 hours, 6 days and 48 days, as bits of the id that do not matter. Of few long spans the index makes less work than
# of many short ones.
SPANS = {"d": 23, "w": 26, "m": 29}
_SPANS_OF = ", ".join(f"'={kind}' || (id >> {bits})" for kind, bits in SPANS.items())
_VECTOR = f"CAST(:vector AS tsvector) || array_to_tsvector(ARRAY[{_SPANS_OF}])"
SET_VECTOR = text(f"UPDATE documents SET words = {_VECTOR} WHERE id = :id")
_SET_VECTOR_OF = text(
    f"UPDATE documents SET words = {_VECTOR} WHERE interaction_id = :interaction_id"
    " AND message_id IS NOT DISTINCT FROM CAST(:message_id AS bigint) RETURNING id"
)


class Said(NamedTuple):
    """What is indexed as one document."""

    interaction_id: int
    message_id: int | None
    customer_id: int | None
    channel: Channel
    at: datetime
    words: str


def scope_of(customer_id: int | None, channel: Channel) -> str:
    """The two words that tell whose and which channel a document is, on SQLite."""
    return f"c{customer_id} {channel}" if customer_id is not None else str(channel)


def row_of(document_id: int, said: Said) -> dict[str, object]:
    """The row of a document, without its words."""
    return {
        "id": document_id,
        "interaction_id": said.interaction_id,
        "message_id": said.message_id,
        "customer_id": said.customer_id,
        "channel": said.channel,
        "said_at": said.at,
    }


def _plain_row_of(document_id: int, said: Said) -> dict[str, object]:
    return row_of(document_id, said) | {"channel": str(said.channel), "said_at": to_microseconds(said.at)}


def vector_of(words: str, scope: str = "") -> str:
    """The tsvector literal of folded words, with the scope as words that no text can contain."""
    places: dict[str, list[str]] = {}
    for place, word in enumerate(words.split(" ") if words else (), start=1):
        places.setdefault(word, []).append(str(min(place, _LAST_POSITION)))
    # A lexeme keeps at most 256 places; more are refused by nobody, but carried in vain.
    spelt = [f"'{word}':{','.join(where[:255])}" for word, where in places.items()]
    return " ".join([*spelt, *(f"'={word}'" for word in scope.split())])


def index(tx: Connection, said: Said) -> None:
    """Make a new document of `said`; nothing without words."""
    if not said.words:
        return
    document_id = _claim(tx, said)
    _put(tx, document_id, said)


def index_many(tx: Connection, said: Iterable[Said]) -> None:
    """New documents, by the batch. Ascending ids are what FTS5 takes fastest."""
    places: Counter[int] = Counter()
    wanted: dict[int, Said] = {}
    others: list[Said] = []
    for one in sorted((one for one in said if one.words), key=lambda one: one.at):
        first = first_id(one.at)
        if places[first] < PER_SECOND:
            wanted[first + places[first]] = one
        else:
            others.append(one)
        places[first] += 1
    taken = _claim_all(tx, wanted)
    _put_all(tx, {document_id: one for document_id, one in wanted.items() if document_id in taken})
    for one in (*(one for document_id, one in wanted.items() if document_id not in taken), *others):
        index(tx, one)  # something was said in that second before


def _claim_all(tx: Connection, wanted: Mapping[int, Said]) -> set[int]:
    """Those ids of `wanted` that were free, and are taken now."""
    if not wanted:
        return set()
    if tx.dialect.name != "sqlite":
        rows = [row_of(document_id, one) for document_id, one in wanted.items()]
        return set(tx.execute(_insert_free(tx), rows).scalars())
    # there is one writer, so that what is free stays free, and plain SQL, for it is the dearest part of a mail
    taken = {document_id for (document_id,) in _TAKEN.rows(tx, {"ids": json.dumps(list(wanted))})}
    free = {document_id: one for document_id, one in wanted.items() if document_id not in taken}
    _ADD.run_many(tx, [_plain_row_of(document_id, one) for document_id, one in free.items()])
    return set(free)


def _put_all(tx: Connection, said: Mapping[int, Said]) -> None:
    if not said:
        return
    if tx.dialect.name == "sqlite":
        rows = [
            {"id": i, "words": one.words, "scope": scope_of(one.customer_id, one.channel)}
            for i, one in sorted(said.items())
        ]
        _ADD_WORDS.run_many(tx, rows)
        know_terms(tx, set().union(*(one.words.split(" ") for one in said.values())))
    else:
        tx.execute(SET_VECTOR, [{"id": i, "vector": vector_of(one.words, one.channel)} for i, one in said.items()])


def reindex(tx: Connection, before: Said, after: Said) -> None:
    """What a document said has changed (its notes, or whose it is: on PostgreSQL the row says that alone)."""
    if not before.words:
        index(tx, after)
        return
    if after.words and tx.dialect.name != "sqlite":
        if after.words != before.words:
            _set_words(tx, after)
        return
    document_id = _id_of(tx, before)
    if tx.dialect.name == "sqlite":
        old = {"id": document_id, "words": before.words, "scope": scope_of(before.customer_id, before.channel)}
        tx.execute(_DROP_WORDS, old)
    if after.words:
        _put(tx, document_id, after)
    else:
        tx.execute(documents.delete().where(documents.c.id == document_id))


def _set_words(tx: Connection, said: Said) -> None:
    """Found and written in one question: PostgreSQL is on the other side of a wire."""
    vector = vector_of(said.words, said.channel)
    key = {"interaction_id": said.interaction_id, "message_id": said.message_id}
    tx.execute(_SET_VECTOR_OF, {**key, "vector": vector}).scalar_one()


def said_in(tx: Connection, interaction_id: int) -> Sequence[Said]:
    """The documents of an interaction as they should be now: its notes first, then its messages."""
    i = interactions.c
    row = tx.execute(
        select(i.customer_id, i.channel, i.started_at, i.subject, i.notes).where(i.id == interaction_id)
    ).one()
    found = [Said(interaction_id, None, row.customer_id, row.channel, row.started_at, words_of(row.subject, row.notes))]
    m = messages.c
    for message in tx.execute(
        select(m.id, m.sent_at, m.subject, m.body, m.files).where(m.interaction_id == interaction_id)
    ):
        words = words_of(message.subject, message.body, message.files)
        found.append(Said(interaction_id, message.id, row.customer_id, row.channel, message.sent_at, words))
    return found


def know_terms(tx: Connection, terms: Collection[str]) -> None:
    """Each word of the index stands in the list of words too, on SQLite (see `prefixes`). None is taken out again."""
    if terms and tx.dialect.name == "sqlite":
        _ADD_TERMS.run(tx, {"terms": json.dumps(sorted(terms), ensure_ascii=False)})


def _id_of(tx: Connection, said: Said) -> int:
    d = documents.c
    of = select(d.id).where(d.interaction_id == said.interaction_id, d.message_id.is_not_distinct_from(said.message_id))
    return int(tx.execute(of).scalar_one())


def _put(tx: Connection, document_id: int, said: Said) -> None:
    _put_all(tx, {document_id: said})


_HIGHEST = select(func.max(documents.c.id)).where(
    documents.c.id >= bindparam("low"), documents.c.id < bindparam("high")
)


def _claim(tx: Connection, said: Said) -> int:
    """A free id for `said`, taken: another writer may be looking for one of the same second."""
    while True:
        document_id = _free_id(tx, first_id(said.at))
        if tx.execute(_insert_free(tx), row_of(document_id, said)).scalar() is not None:
            return document_id


def _insert_free(tx: Connection) -> ReturningInsert[int]:
    """Where the id is free. RETURNING tells: SQLAlchemy does not keep the row count of an INSERT."""
    statement = sqlite.insert(documents) if tx.dialect.name == "sqlite" else postgresql.insert(documents)
    return statement.on_conflict_do_nothing().returning(documents.c.id)


def _free_id(tx: Connection, first: int) -> int:
    for seconds in _WINDOWS:
        end = first + seconds * PER_SECOND
        highest = tx.execute(_HIGHEST, {"low": first, "high": end}).scalar()
        if highest is None:
            return first
        if highest + 1 < end:
            return int(highest) + 1
    raise OverflowError("no room for a document in a year")
