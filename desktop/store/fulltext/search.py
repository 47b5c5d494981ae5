"""Full-text search, newest first, at the same cost for a rare and for the commonest word.

SQLite's way is in `sqlite.py`. PostgreSQL's GIN gives no order: for a rare word all hits are fetched and sorted, for
a common one the newest documents are read until the page is full. Which of the two is told by a glance at the very
newest: for a word that the planner has no statistics of, its estimate is a guess.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, func, select, text

from desktop.domain.history import SearchHit, SearchPage, SearchQuery
from desktop.store import customers as customer_rows
from desktop.store.fulltext.documents import first_id
from desktop.store.fulltext.excerpts import Phrase, excerpt, parse
from desktop.store.fulltext.sqlite import search_sqlite
from desktop.store.schema import customers, documents, interactions, messages
from desktop.store.types import LAST_ID, many

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

_d, _i, _m = documents.c, interactions.c, messages.c
_own, _root = customers.alias("own"), customers.alias("root")
_HITS = (
    select(
        _d.id,
        _d.interaction_id,
        _d.message_id,
        func.coalesce(_root.c.id, _own.c.id).label("customer_id"),
        func.coalesce(_root.c.name, _own.c.name, "").label("customer_name"),
        _i.channel,
        func.coalesce(_m.sent_at, _i.started_at).label("at"),
        func.coalesce(_m.subject, _i.subject).label("subject"),
        func.substr(func.coalesce(_m.body, _i.notes), 1, _BEGINNING).label("body"),
    )
    .join(interactions, _i.id == _d.interaction_id)
    .outerjoin(messages, _m.id == _d.message_id)
    .outerjoin(_own, _own.c.id == _i.customer_id)
    .outerjoin(_root, _root.c.id == _own.c.root_id)
    .where(_d.id.in_(many("ids")))
    .order_by(_d.id.desc())
)


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
    hits = []
    for row in tx.execute(_HITS, {"ids": found}):
        said = excerpt(row.subject, row.body, phrases)
        if said is None and len(row.body) == _BEGINNING:
            said = excerpt("", _whole(tx, row.interaction_id, row.message_id), phrases)
        hits.append(
            SearchHit(
                interaction_id=row.interaction_id,
                customer_id=row.customer_id,
                customer_name=row.customer_name,
                channel=row.channel,
                at=row.at,
                excerpt=said or row.body[:200],
            )
        )
    return tuple(hits)


def _whole(tx: Connection, interaction_id: int, message_id: int | None) -> str:
    if message_id is not None:
        return str(tx.execute(select(_m.body).where(_m.id == message_id)).scalar_one())
    return str(tx.execute(select(_i.notes).where(_i.id == interaction_id)).scalar_one())
