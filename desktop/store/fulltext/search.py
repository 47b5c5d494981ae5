"""Full-text search, newest first, at the same cost for a rare and for the commonest word.

SQLite's way is in `sqlite.py`. PostgreSQL's GIN gives no order: for a rare word all hits are fetched and sorted, for
a common one the newest documents are read until the page is full. Which of the two is told by a glance at the very
newest: for a word that the planner has no statistics of, its estimate is a guess.
"""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select, text

from desktop.domain.channel import Channel
from desktop.domain.history import SearchHit, SearchPage, SearchQuery
from desktop.store import customers as customer_rows
from desktop.store.fulltext.documents import first_id
from desktop.store.fulltext.excerpts import Phrase, excerpt, parse
from desktop.store.fulltext.sqlite import search_sqlite
from desktop.store.plain import Question, Row
from desktop.store.schema import interactions, messages
from desktop.store.types import LAST_ID, of_microseconds

_BEGINNING = 8_000  # characters of a text read at first; the match is nearly always there
_GLANCE = 2_000  # of the newest documents: how many of them match?
# Fetching one match costs as much as reading this many documents in order (measured: 2 against 0.5 microseconds).
_FETCH = 4

_MATCHES = "words @@ CAST(:query AS tsquery) AND id >= :low AND id < :high"
_SIZE = text("SELECT reltuples FROM pg_class WHERE oid = 'documents'::regclass")
_RARE = text(
    f"WITH found AS MATERIALIZED (SELECT id FROM documents WHERE {_MATCHES})"
    " SELECT id FROM found ORDER BY id DESC LIMIT :limit"
)
_COMMON = text(
    "SELECT id FROM (SELECT id, words FROM documents WHERE id >= :low AND id < :high ORDER BY id DESC LIMIT :newest)"
    " AS newest WHERE words @@ CAST(:query AS tsquery) LIMIT :limit"
)

_i, _m = interactions.c, messages.c
_SAID = (
    "SELECT d.id, d.interaction_id, d.message_id, coalesce(root.id, own.id), coalesce(root.name, own.name, ''),"
    " i.channel, coalesce(m.sent_at, i.started_at), coalesce(m.subject, i.subject),"
    f" substr(coalesce(m.body, i.notes), 1, {_BEGINNING})"
    " FROM documents d JOIN interactions i ON i.id = d.interaction_id"
    " LEFT JOIN messages m ON m.id = d.message_id"
    " LEFT JOIN customers own ON own.id = i.customer_id LEFT JOIN customers root ON root.id = own.root_id"
)
# the whole page in one value: fifty would be written and read one by one
_HITS_SQLITE = Question(f"{_SAID} WHERE d.id IN (SELECT value FROM json_each(:ids)) ORDER BY d.id DESC")
_HITS_POSTGRESQL = Question(f"{_SAID} WHERE d.id = ANY(CAST(:ids AS bigint[])) ORDER BY d.id DESC")
_CHANNELS: dict[str, Channel] = {str(channel): channel for channel in Channel}


def search(tx: Connection, asked: SearchQuery) -> SearchPage:
    """Nothing for a text without words. Within a customer: everybody merged with it too."""
    phrases = parse(asked.text)
    members = customer_rows.everybody(tx, asked.customer_id) if asked.customer_id is not None else None
    if not phrases or members == [] or asked.limit <= 0:
        return SearchPage(hits=())
    scopes = [[str(channel) for channel in asked.channels]] if asked.channels else []
    if members is not None:
        scopes.append([f"c{member}" for member in members])
    bounds = {
        "low": first_id(asked.since) if asked.since is not None else -LAST_ID,
        "high": first_id(asked.until) if asked.until is not None else LAST_ID,
        "limit": asked.limit + 1,
    }
    if asked.before is not None:
        bounds["high"] = min(bounds["high"], asked.before)
    if tx.dialect.name == "sqlite":
        found = search_sqlite(tx, bounds, phrases, scopes)
    else:
        found = _search_postgresql(tx, {**bounds, "query": postgresql_query(phrases, scopes)})
    shown = found[: asked.limit]
    return SearchPage(
        hits=_hits(tx, shown, phrases),
        next_key=shown[-1] if len(found) > len(shown) else None,
    )


def postgresql_query(phrases: Sequence[Phrase], scopes: Sequence[Sequence[str]]) -> str:
    """In tsquery's language, over the lexemes that `documents.vector_of` writes."""
    said = (
        " <-> ".join(f"'{word}'" for word in phrase.words) + (":*" if phrase.is_prefix else "") for phrase in phrases
    )
    within = (" | ".join(f"'={word}'" for word in scope) for scope in scopes)
    return " & ".join(f"({part})" for part in (*said, *within))


def _search_postgresql(tx: Connection, bounds: dict[str, Any]) -> list[int]:
    found = list(tx.execute(_COMMON, {**bounds, "newest": _GLANCE}).scalars())
    if len(found) == bounds["limit"]:
        return found
    if found:
        size = max(tx.execute(_SIZE).scalar_one(), 0)
        to_read = 2 * bounds["limit"] * _GLANCE / len(found)
        to_fetch = size * len(found) / _GLANCE
        if to_read < _FETCH * to_fetch:
            found = list(tx.execute(_COMMON, {**bounds, "newest": int(to_read)}).scalars())
            if len(found) == bounds["limit"]:
                return found
    return list(tx.execute(_RARE, bounds).scalars())


def _hits(tx: Connection, found: Sequence[int], phrases: Sequence[Phrase]) -> tuple[SearchHit, ...]:
    if not found:
        return ()
    if tx.dialect.name == "sqlite":
        rows = _HITS_SQLITE.rows(tx, {"ids": json.dumps(list(found))})
    else:
        rows = _HITS_POSTGRESQL.rows(tx, {"ids": list(found)})
    return tuple(_hit(tx, row, phrases) for row in rows)


def _hit(tx: Connection, row: Row, phrases: Sequence[Phrase]) -> SearchHit:
    _, interaction_id, message_id, customer_id, customer_name, channel, at, subject, body = row
    said = excerpt(subject, body, phrases)
    if said is None and len(body) == _BEGINNING:
        said = excerpt("", _whole(tx, interaction_id, message_id), phrases)
    return SearchHit(
        interaction_id=interaction_id,
        customer_id=customer_id,
        customer_name=customer_name,
        channel=_CHANNELS[channel],
        at=of_microseconds(at),
        excerpt=said or body[:200],
    )


def _whole(tx: Connection, interaction_id: int, message_id: int | None) -> str:
    if message_id is not None:
        return str(tx.execute(select(_m.body).where(_m.id == message_id)).scalar_one())
    return str(tx.execute(select(_i.notes).where(_i.id == interaction_id)).scalar_one())
