"""Searching PostgreSQL newest first. Its GIN knows no order, and fetching a row of the table is what costs.

A glance at the newest documents fills the page for a common word, and tells for any other how far back a page of it
goes. That far the index is then asked: the words of a document say of which spans of time it is (`documents.SPANS`),
so that of a word with a hundred thousand documents those of the last spans alone are fetched. Only what is not found
there is looked for everywhere. Each step is one question, and its answer is what is shown.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from desktop.store.fulltext.documents import SPANS
from desktop.store.fulltext.excerpts import Phrase
from desktop.store.fulltext.rows import SHOWN, SHOWN_OF
from desktop.store.plain import Question, Row

_GLANCE = 2_000  # of the newest documents: how many of them match?
_MARGIN = 1.5  # a glance is a guess
_FARTHER = 4  # times as far back, when a page is not full
_LEAST_SEEN = 0.7  # of what was not among them
_MOST_SPANS = 8  # asked for at once: the index's work grows with their square
# The index collects all documents of all words that begin so, before it leaves any out: reading is then faster than
# asking it, if a page is full soon.
_MANY_SEEN = 10

_WITHIN = "id >= :low AND id < :high"
_MATCHES = f"words @@ CAST(:query AS tsquery) AND {_WITHIN}"
_ROW = "id, interaction_id, message_id, customer_id, channel, said_at"


def _shown(found: str) -> Question:
    sql = f"WITH d AS MATERIALIZED ({found}) SELECT {SHOWN} FROM d {SHOWN_OF} ORDER BY d.id DESC"
    return Question(sql, planned_anew=True)


_NEWEST = (
    f"SELECT {_ROW} FROM (SELECT {_ROW}, words FROM documents WHERE {_WITHIN} ORDER BY id DESC LIMIT :newest) AS newest"
    " WHERE words @@ CAST(:query AS tsquery) LIMIT :limit"
)
_READ = _shown(_NEWEST)
# The ids half way and at the end of what was looked at stand beside each hit, and alone where there is none. (The
# newest tells little: a clock that is wrong sets one document far ahead of all.)
_LOOK = Question(
    f"WITH d AS MATERIALIZED ({_NEWEST}), shown AS (SELECT {SHOWN} FROM d {SHOWN_OF})"
    f" SELECT (SELECT id FROM documents WHERE {_WITHIN} ORDER BY id DESC OFFSET :newest / 2 LIMIT 1),"
    f" (SELECT id FROM documents WHERE {_WITHIN} ORDER BY id DESC OFFSET :newest - 1 LIMIT 1), shown.*"
    " FROM (SELECT 1) AS once LEFT JOIN shown ON TRUE ORDER BY shown.id DESC",
    planned_anew=True,
)
_FETCH = _shown(
    f"SELECT * FROM (SELECT {_ROW} FROM documents WHERE {_MATCHES} OFFSET 0) AS found ORDER BY id DESC LIMIT :limit"
)
_OWN = _shown(
    f"SELECT * FROM (SELECT {_ROW} FROM documents WHERE customer_id = ANY(CAST(:members AS bigint[])) AND {_MATCHES}"
    " OFFSET 0) AS found ORDER BY id DESC LIMIT :limit"
)


def search_postgresql(
    tx: Connection,
    bounds: dict[str, Any],
    phrases: Sequence[Phrase],
    channels: Sequence[str],
    members: Sequence[int] | None,
) -> list[Row]:
    """Rows of `SHOWN`, newest first; `bounds` are low, high (exclusive) and limit."""
    asked = {**bounds, "query": query_of(phrases, [f"={channel}" for channel in channels])}
    if members is not None:
        return _OWN.rows(tx, {**asked, "members": list(members)})
    looked = _LOOK.rows(tx, {**asked, "newest": _GLANCE})
    middle, last = looked[0][:2]
    found = [row[2:] for row in looked if row[2] is not None]
    missing = bounds["limit"] - len(found)
    if last is None or not missing:
        return found
    asked |= {"high": last, "limit": missing}
    return found + _farther_back(tx, asked, len(found), 2 * (middle - last), phrases[-1].is_prefix)


def _farther_back(tx: Connection, asked: dict[str, Any], seen: int, width: int, is_prefix: bool) -> list[Row]:
    """What comes after a glance in which so many were `seen`; its documents have ids within `width`."""
    glances = _MARGIN * asked["limit"] / max(seen, _LEAST_SEEN)
    if is_prefix and seen >= _MANY_SEEN:
        found = _READ.rows(tx, {**asked, "newest": int(glances * _GLANCE)})
        return found if len(found) == asked["limit"] else _FETCH.rows(tx, asked)
    first, found = asked["high"], []
    while first > asked["low"]:
        first = max(asked["high"] - int(glances * max(width, 1)), asked["low"])
        spans = _spans(first, asked["high"])
        if not spans:
            return _FETCH.rows(tx, asked)
        found = _FETCH.rows(tx, {**asked, "query": f"{asked['query']} & ({' | '.join(map(_quoted, spans))})"})
        if len(found) == asked["limit"]:
            return found
        glances *= _FARTHER
    return found


def _spans(first: int, last: int) -> list[str]:
    """The shortest spans that are few and hold these ids; none: they would not be few."""
    for kind, bits in SPANS.items():
        spans = range(first >> bits, (last >> bits) + 1)
        if len(spans) <= _MOST_SPANS:
            return [f"={kind}{span}" for span in spans]
    return []


def query_of(phrases: Sequence[Phrase], alternatives: Sequence[str] = ()) -> str:
    """In tsquery's language, over the lexemes that `documents.vector_of` writes; with one of `alternatives`."""
    said = (" <-> ".join(map(_quoted, phrase.words)) + (":*" if phrase.is_prefix else "") for phrase in phrases)
    within = (" | ".join(map(_quoted, alternatives)),) if alternatives else ()
    return " & ".join(f"({part})" for part in (*said, *within))


def _quoted(lexeme: str) -> str:
    """Folded words are letters and digits alone: nothing in them needs escaping."""
    return f"'{lexeme}'"
