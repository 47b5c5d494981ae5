"""A store with millions of interactions, for the figures: the same for the same seed, made in bulk.

The rows are those the program writes (its schema, its words, its ids), but go in past it: sorted by time, indexes
built afterwards, no syncing. `python -m benchmarks.world --size 1000000 FILE_OR_URL` makes one to keep.
"""

from __future__ import annotations

import argparse
import importlib
import itertools
import random
import sqlite3
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import psycopg

from desktop.domain.folding import fold
from desktop.numbering import PhoneNumbering
from desktop.store import open_store
from desktop.store.fulltext.documents import SPANS, vector_of

PER_CUSTOMER = 60
REGION = "PL"
_START = 1_690_000_000  # seconds since 1970; the last interaction is three years later
_SPAN = 3 * 365 * 86_400
_BATCH = 20_000
_SENTENCES = 60_000
_LETTERS = "bcdfghjklmnprstwz"
_VOWELS = "aeiouy"

COMMONEST = "sprawa"  # in three documents of four
MIDDLING = tuple(f"srednio{letter}" for letter in _LETTERS)  # each in one of a thousand
RARE = tuple(f"rzadkie{letter}{vowel}" for letter in _LETTERS for vowel in _VOWELS)  # each in one of 200,000
CHINESE = "退款订单发货地址客服问题椅子"  # in one of fifty
PREFIXES = ("spr", "sre", "zwr", "kli", "dos")


class Contact(NamedTuple):
    """One interaction and its one document; `message` is what was written, else `notes` was noted."""

    id: int
    customer: int
    channel: str
    direction: str
    started: int
    subject: str
    notes: str
    message: str
    talk: float | None


def customers_of(size: int) -> int:
    return max(1, size // PER_CUSTOMER)


def number_of(customer: int) -> str:
    """The E.164 number of a customer, from 1 on."""
    return f"+48{500_000_000 + customer}"


def _vocabulary(rng: random.Random) -> list[str]:
    syllables = [a + b for a in _LETTERS for b in _VOWELS]
    words = {"".join(rng.choices(syllables, k=rng.randint(2, 4))) for _ in range(40_000)}
    return ["sprzedaz", "zwrot", "klient", "dostawa", *sorted(words)]


def _sentences(rng: random.Random) -> list[str]:
    """Eight words each, frequent ones often (after Zipf)."""
    words = _vocabulary(rng)
    weights = list(itertools.accumulate(1 / (place + 10) for place in range(len(words))))
    return [" ".join(rng.choices(words, cum_weights=weights, k=8)) for _ in range(_SENTENCES)]


def contacts(size: int, seed: int) -> Iterator[Contact]:
    """In order of time."""
    rng = random.Random(seed)
    sentences = _sentences(rng)
    people, step = customers_of(size), _SPAN / size
    channels = ("voice",) * 12 + ("email",) * 4 + ("chat",) * 3 + ("social",)
    for n in range(1, size + 1):
        text = f"{rng.choice(sentences)} {rng.choice(sentences)} {rng.choice(sentences)}"
        if n % 4:
            text = f"{COMMONEST} {text}"
        if n % 50 == 7:
            text += f" {CHINESE[n % 11 : n % 11 + 4]}"
        luck = rng.random()
        if luck < len(MIDDLING) / 1000:
            text += f" {MIDDLING[int(luck * 1000)]}"
        elif luck > 1 - len(RARE) / 200_000:
            text += f" {RARE[int((1 - luck) * 200_000)]}"
        channel = rng.choice(channels)
        is_call = channel == "voice"
        yield Contact(
            id=n,
            customer=rng.randint(1, people),
            channel=channel,
            direction="outbound" if luck * 10 % 1 < 0.2 else "inbound",
            started=int(_START + n * step),
            subject=text[7:40] if channel == "email" else "",
            notes=text if is_call else "",
            message="" if is_call else text,
            talk=luck * 600 if is_call else None,
        )


_INTERACTION = (
    "id", "customer_id", "channel", "direction", "state", "resolution", "started_at", "closed_at", "address", "subject",
    "queue", "agent", "disposition", "notes", "is_seen", "call_id", "caller", "dialled", "ring_seconds", "talk_seconds",
    "hold_seconds", "call_end",
)  # fmt: skip
_AGENTS = tuple(f"agent{n}" for n in range(50))


def _interaction(c: Contact) -> tuple[Any, ...]:
    at = c.started * 1_000_000
    number = number_of(c.customer)
    is_call = c.talk is not None
    return (
        c.id, c.customer, c.channel, c.direction, "closed", "solved" if c.id % 9 else "open", at, at + 600_000_000,
        number, c.subject, "Billing" if c.id % 3 else "Sales", _AGENTS[c.id % 50],
        "solved" if c.id % 9 else "follow_up", c.notes, True, f"call-{c.id}" if is_call else None,
        number if is_call else None,
        "+48800100200" if is_call else None, 4.0 if is_call else None, c.talk, 0.0 if is_call else None,
        "hung_up_there" if is_call else None,
    )  # fmt: skip


def _message(c: Contact) -> tuple[Any, ...]:
    return (c.id, c.id, c.direction, number_of(c.customer), c.started * 1_000_000, "", c.message)


_MESSAGE = ("id", "interaction_id", "direction", "author", "sent_at", "subject", "body")


class _Documents:
    """The documents of contacts, in order: the row, words, scope."""

    def __init__(self) -> None:
        self._last = -1

    def of(self, c: Contact) -> Iterator[tuple[tuple[Any, ...], str, str]]:
        scope = f"c{c.customer} {c.channel}"
        for message, said in ((None, f"{c.subject} {c.notes}".strip()), (c.id, c.message)):
            if said:
                self._last = max(c.started * 128, self._last + 1)
                row = (self._last, c.id, message, c.customer, c.channel, c.started * 1_000_000)
                yield row, fold(said), scope


_DOCUMENT = ("id", "interaction_id", "message_id", "customer_id", "channel", "said_at")


def fill(where: str, size: int, seed: int = 1) -> None:
    """Make the world in the new store at `where` (a path or a URL of a PostgreSQL database)."""
    open_store(where, PhoneNumbering(REGION)).close()
    if "://" in where:
        _fill_postgresql(where.replace("+psycopg", ""), size, seed)
    else:
        _fill_sqlite(Path(where), size, seed)
    store = open_store(where, PhoneNumbering(REGION))
    with store.database.writing() as tx:
        importlib.import_module("desktop.store.migrations.versions.0002_timeline").fill(tx)
    with store.database.writing() as tx:
        tx.exec_driver_sql("ANALYZE timeline")
    store.close()


def _people(size: int) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...], str]]:
    for n in range(1, customers_of(size) + 1):
        name = f"Customer {n}"
        number = number_of(n)
        yield (
            (n, name, name.casefold(), "", "pl", "Kraków", n % 50 == 0, "[]", "{}", f"K-{n}"),
            (n, n, "phone", number, number[3:], number, ""),
            f"customer {n} {number[1:]} {number[3:]}",
        )


_CUSTOMER = ("id", "name", "sort_name", "organisation", "language", "city", "is_vip", "tags", "fields", "external_id")
_ADDRESS = ("id", "customer_id", "kind", "value", "national", "typed", "label")


def _batches(size: int, seed: int) -> Iterator[list[Contact]]:
    made, began = 0, time.monotonic()
    source = contacts(size, seed)
    while batch := list(itertools.islice(source, _BATCH)):
        yield batch
        made += len(batch)
        if made % (10 * _BATCH) == 0 and sys.stderr.isatty():
            print(f"\r{made:,} of {size:,}  {made / (time.monotonic() - began):,.0f}/s", end="", file=sys.stderr)


def _insert(table: str, columns: Sequence[str]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def _fill_sqlite(path: Path, size: int, seed: int) -> None:
    store = sqlite3.connect(path, isolation_level=None)
    store.execute("PRAGMA journal_mode=OFF")
    store.execute("PRAGMA synchronous=OFF")
    store.execute("PRAGMA cache_size=-400000")
    indexes = store.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        " AND tbl_name IN ('interactions', 'messages', 'documents')"
    ).fetchall()
    triggers = store.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for kind, made in (("INDEX", indexes), ("TRIGGER", triggers)):
        for name, _ in made:
            store.execute(f"DROP {kind} {name}")
    store.execute("BEGIN")
    for customer, address, words in _people(size):
        store.execute(_insert("customers", _CUSTOMER), customer)
        store.execute(_insert("addresses", _ADDRESS), address)
        store.execute("INSERT INTO customer_words (rowid, words) VALUES (?, ?)", (customer[0], words))
    documents = _Documents()
    terms: set[str] = set()
    for batch in _batches(size, seed):
        store.executemany(_insert("interactions", _INTERACTION), map(_interaction, batch))
        store.executemany(_insert("messages", _MESSAGE), (_message(c) for c in batch if c.message))
        found = [document for c in batch for document in documents.of(c)]
        store.executemany(_insert("documents", _DOCUMENT), (row for row, _, _ in found))
        store.executemany(
            "INSERT INTO document_words (rowid, words, scope) VALUES (?, ?, ?)",
            ((row[0], words, scope) for row, words, scope in found),
        )
        terms.update(*(words.split(" ") for _, words, _ in found))
    store.executemany("INSERT INTO document_terms VALUES (?)", ((term,) for term in sorted(terms)))
    for _, sql in (*indexes, *triggers):
        store.execute(sql)
    store.execute("COMMIT")
    store.execute("ANALYZE")
    store.execute("PRAGMA journal_mode=WAL")
    store.close()


def _fill_postgresql(url: str, size: int, seed: int) -> None:
    with psycopg.connect(url, autocommit=True) as store:
        store.execute("SET session_replication_role = replica")  # no trigger: references are right, lines come later
        tables = "('interactions', 'messages', 'documents', 'customers')"
        indexes = store.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename IN " + tables + " AND indexname NOT LIKE '%key'"
        ).fetchall()
        indexes = [(name, sql) for name, sql in indexes if "pkey" not in name]
        for name, _ in indexes:
            store.execute(f"DROP INDEX {name}")
        people = list(_people(size))
        _copy(store, "customers", (*_CUSTOMER, "words"), ((*c, vector_of(words)) for c, _, words in people))
        _copy(store, "addresses", _ADDRESS, (address for _, address, _ in people))
        documents = _Documents()
        for batch in _batches(size, seed):
            _copy(store, "interactions", _INTERACTION, map(_interaction, batch))
            _copy(store, "messages", _MESSAGE, (_message(c) for c in batch if c.message))
            found = [document for c in batch for document in documents.of(c)]
            rows = ((*row, vector_of(words, _beside(row))) for row, words, _ in found)
            _copy(store, "documents", (*_DOCUMENT, "words"), rows)
        store.execute("SET maintenance_work_mem = '1GB'")
        for _, sql in indexes:
            store.execute(sql)
        for table in ("customers", "addresses", "interactions", "messages"):
            store.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")
        store.execute("VACUUM ANALYZE")


def _beside(document: tuple[Any, ...]) -> str:
    """What PostgreSQL's index knows of a document beside its words."""
    return " ".join([document[4], *(f"{kind}{document[0] >> bits}" for kind, bits in SPANS.items())])


def _copy(
    store: psycopg.Connection[Any], table: str, columns: Sequence[str], rows: Iterator[tuple[Any, ...]] | map[Any]
) -> None:
    command = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
    with store.cursor() as cursor, cursor.copy(command) as copy:
        for row in rows:
            copy.write_row(row)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("where", help="a file that is not there yet, or a postgresql+psycopg:// URL")
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    began = time.monotonic()
    fill(chosen.where, chosen.size, chosen.seed)
    print(f"{chosen.size:,} interactions in {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
