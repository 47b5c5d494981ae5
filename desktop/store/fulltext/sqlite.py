"""Searching FTS5 newest first: its lists are walked by descending rowid, and left when the page is full.

It never ranks (bm25 reads all hits of a common word), and it never asks FTS5 for the beginning of a word: FTS5 would
read all documents of all words that begin so. A beginning becomes the words that there are, joined by OR, of which
each is walked as lazily as a word. A beginning with very many words is so common that the newest documents are read
instead, until a page is full.
"""

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from desktop.store.fulltext.excerpts import Phrase, says
from desktop.store.plain import PlainFile, Question

if TYPE_CHECKING:
    from sqlalchemy import Connection

_MOST_TERMS = 64
_READ = 200  # documents at a time
_MOST_READ = 4_000

_MATCHING = Question(
    "SELECT rowid FROM document_words WHERE document_words MATCH :query AND rowid >= :low AND rowid < :high"
    " ORDER BY rowid DESC LIMIT :limit"
)
_NEWEST = Question("SELECT id FROM documents WHERE id >= :low AND id < :high ORDER BY id DESC LIMIT :limit")
_TERMS = Question("SELECT term FROM document_terms WHERE term >= :first AND term < :after LIMIT :limit")
_TEXTS = Question(
    "SELECT d.id, coalesce(m.subject, i.subject), coalesce(m.body, i.notes), coalesce(m.files, '') FROM documents d"
    " JOIN interactions i ON i.id = d.interaction_id LEFT JOIN messages m ON m.id = d.message_id"
    " WHERE d.id IN (SELECT value FROM json_each(:ids)) ORDER BY d.id DESC"
)


def search_sqlite(
    tx: "Connection | PlainFile", bounds: dict[str, Any], phrases: Sequence[Phrase], scopes: Sequence[Sequence[str]]
) -> list[int]:
    """Ids of documents, newest first; `bounds` are low, high (exclusive) and limit."""
    *whole, last = phrases
    if not last.is_prefix:
        return _matching(tx, bounds, [_quoted(phrase.words) for phrase in phrases], scopes)
    begun = last.words[-1]
    terms = _TERMS.rows(tx, {"first": begun, "after": begun + "\U0010ffff", "limit": _MOST_TERMS + 1})
    if not terms:
        return []
    others = [_quoted(phrase.words) for phrase in whole]
    if len(terms) <= _MOST_TERMS:
        alternatives = " OR ".join(_quoted((*last.words[:-1], term)) for (term,) in terms)
        return _matching(tx, bounds, [*others, f"({alternatives})"], scopes)
    found = _read_newest(tx, bounds, others, scopes, last)
    if found is not None:
        return found
    return _matching(tx, bounds, [*others, f"{_quoted(last.words)} *"], scopes)


def _quoted(words: Sequence[str]) -> str:
    """Folded words are letters and digits alone: nothing in them needs escaping."""
    return f'"{" ".join(words)}"'


def _matching(
    tx: "Connection | PlainFile", bounds: dict[str, Any], said: Sequence[str], scopes: Sequence[Sequence[str]]
) -> list[int]:
    query = _query(said, scopes)
    if not query:
        return [row[0] for row in _NEWEST.rows(tx, bounds)]
    return [row[0] for row in _MATCHING.rows(tx, {**bounds, "query": query})]


def _query(said: Sequence[str], scopes: Sequence[Sequence[str]]) -> str:
    within = [f"scope : ({' OR '.join(_quoted((word,)) for word in scope)})" for scope in scopes]
    return " AND ".join([*([f"words : ({' AND '.join(said)})"] if said else []), *within])


def _read_newest(
    tx: "Connection | PlainFile",
    bounds: dict[str, Any],
    others: Sequence[str],
    scopes: Sequence[Sequence[str]],
    begun: Phrase,
) -> list[int] | None:
    """Those among the newest that the rest of the query finds; None when the page is not full after very many."""
    found: list[int] = []
    high, read = bounds["high"], 0
    while read < _MOST_READ:
        newest = _matching(tx, {**bounds, "high": high, "limit": _READ}, others, scopes)
        found += _saying(tx, newest, begun)
        if len(newest) < _READ or len(found) >= bounds["limit"]:
            return found[: bounds["limit"]]
        high, read = newest[-1], read + _READ
    return None


def _saying(tx: "Connection | PlainFile", candidates: Sequence[int], begun: Phrase) -> Iterator[int]:
    if candidates:
        for document_id, subject, body, files in _TEXTS.rows(tx, {"ids": json.dumps(list(candidates))}):
            if says(f"{subject}\n{body}\n{files}", [begun]):
                yield document_id
