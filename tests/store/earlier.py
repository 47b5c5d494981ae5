"""Stores as earlier versions of the program left them."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from desktop.domain.channel import Channel
from desktop.numbering import PhoneNumbering
from desktop.store import open_store, opening
from desktop.store.fulltext.documents import first_id, know_terms, scope_of, vector_of, words_of
from desktop.store.types import to_microseconds

_CUSTOMER = text("INSERT INTO customers (name, sort_name) VALUES (:name, :name) RETURNING id")
_INTERACTION = text(
    "INSERT INTO interactions (customer_id, channel, direction, state, resolution, started_at, subject, notes)"
    " VALUES (:customer, 'email', 'inbound', 'closed', 'open', :at, :subject, :notes) RETURNING id"
)
_MESSAGE = text(
    "INSERT INTO messages (interaction_id, direction, sent_at, body)"
    " VALUES (:interaction, 'inbound', :at, :body) RETURNING id"
)
_DOCUMENT = text("INSERT INTO documents (id, interaction_id, message_id) VALUES (:id, :interaction, :message)")
_WORDS = text("INSERT INTO document_words (rowid, words, scope) VALUES (:id, :words, :scope)")
_VECTOR = text("UPDATE documents SET words = CAST(:vector AS tsvector) WHERE id = :id")


class FirstVersion:
    """Writes what version 0001 would have written. All mails; gives their ids."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx
        self._places = 0

    def customer(self, name: str) -> int:
        return int(self._tx.execute(_CUSTOMER, {"name": name}).scalar_one())

    def mail(self, customer: int | None, at: datetime, subject: str = "", notes: str = "") -> int:
        row = {"customer": customer, "at": to_microseconds(at), "subject": subject, "notes": notes}
        own_id = int(self._tx.execute(_INTERACTION, row).scalar_one())
        self._index(own_id, None, customer, at, words_of(subject, notes))
        return own_id

    def message(self, interaction: int, customer: int | None, at: datetime, body: str) -> None:
        row = {"interaction": interaction, "at": to_microseconds(at), "body": body}
        own_id = int(self._tx.execute(_MESSAGE, row).scalar_one())
        self._index(interaction, own_id, customer, at, words_of(body))

    def _index(self, interaction: int, message: int | None, customer: int | None, at: datetime, words: str) -> None:
        if not words:
            return
        self._places += 1
        own_id = first_id(at) + self._places % 128
        scope = scope_of(customer, Channel.EMAIL)
        self._tx.execute(_DOCUMENT, {"id": own_id, "interaction": interaction, "message": message})
        if self._tx.dialect.name == "sqlite":
            self._tx.execute(_WORDS, {"id": own_id, "words": words, "scope": scope})
            know_terms(self._tx, words.split(" "))
        else:
            self._tx.execute(_VECTOR, {"id": own_id, "vector": vector_of(words, scope)})


@contextmanager
def first_version(
    place: str, numbering: PhoneNumbering, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[FirstVersion]:
    """A new store of the first version at `place`; `folder` is for its migrations."""
    left_out = shutil.ignore_patterns("__pycache__", *(f"{step}_*" for step in opening.known_revisions()[1:]))
    shutil.copytree(opening._MIGRATIONS, folder, ignore=left_out)
    with monkeypatch.context() as earlier:
        earlier.setattr(opening, "_MIGRATIONS", folder)
        store = open_store(place, numbering)
        with store.database.writing() as tx:
            yield FirstVersion(tx)
        store.close()
