"""Full-text search, newest first, at the same cost for a rare and for the commonest word.

SQLite's ways are in `sqlite.py` and, within one customer, in `own.py`; PostgreSQL's are in `postgresql.py`.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from desktop.domain.channel import Channel
from desktop.domain.history import SearchHit, SearchPage, SearchQuery
from desktop.store.fulltext.excerpts import Phrase, excerpt, parse
from desktop.store.fulltext.own import search_own
from desktop.store.fulltext.rows import BEGINNING, shown, whole_text
from desktop.store.fulltext.sqlite import search_sqlite
from desktop.store.fulltext.words import first_id
from desktop.store.plain import LAST_ID, PlainFile, Row, of_microseconds

if TYPE_CHECKING:
    from sqlalchemy import Connection

_CHANNELS: dict[str, Channel] = {str(channel): channel for channel in Channel}


def search(tx: "Connection | PlainFile", asked: SearchQuery, members: Sequence[int] | None = None) -> SearchPage:
    """Nothing for a text without words. `members` are everybody who is one with the customer that is asked within."""
    phrases = parse(asked.text)
    if not phrases or members == [] or asked.limit <= 0:
        return SearchPage(hits=())
    bounds = {
        "low": first_id(asked.since) if asked.since is not None else -LAST_ID,
        "high": first_id(asked.until) if asked.until is not None else LAST_ID,
        "limit": asked.limit + 1,
    }
    if asked.before is not None:
        bounds["high"] = min(bounds["high"], asked.before)
    channels = [str(channel) for channel in asked.channels]
    found = _found(tx, bounds, phrases, channels, members)
    page = found[: asked.limit]
    return SearchPage(
        hits=tuple(_hit(tx, row, phrases) for row in page),
        next_key=page[-1][0] if len(found) > len(page) else None,
    )


def _found(
    tx: "Connection | PlainFile",
    bounds: dict[str, Any],
    phrases: Sequence[Phrase],
    channels: Sequence[str],
    members: Sequence[int] | None,
) -> list[Row]:
    if not isinstance(tx, PlainFile) and tx.dialect.name != "sqlite":
        from desktop.store.fulltext.postgresql import search_postgresql

        return search_postgresql(tx, bounds, phrases, channels, members)
    scopes = [channels] if channels else []
    if members is not None:
        found = search_own(tx, members, bounds, phrases, channels)
        if found is not None:
            return found
        scopes.append([f"c{member}" for member in members])
    return shown(tx, search_sqlite(tx, bounds, phrases, scopes))


def _hit(tx: "Connection | PlainFile", row: Row, phrases: Sequence[Phrase]) -> SearchHit:
    _, interaction_id, message_id, channel, at, customer_id, customer_name, subject, body, files = row
    said = excerpt(subject, body, phrases)
    if said is None and len(body) == BEGINNING:
        said = excerpt("", whole_text(tx, interaction_id, message_id), phrases)
    if said is None:
        said = excerpt("", files, phrases)
    return SearchHit(
        interaction_id=interaction_id,
        customer_id=customer_id,
        customer_name=customer_name,
        channel=_CHANNELS[channel],
        at=of_microseconds(at),
        excerpt=said or body[:200],
    )
