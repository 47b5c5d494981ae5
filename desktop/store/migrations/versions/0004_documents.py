"""Whose a document is, on which channel and when it was said, beside it: a search asks one table where it asked four.

On PostgreSQL the words no longer tell whose a document is, but of which spans of time it is.
"""

from collections.abc import Callable

from alembic import op
from sqlalchemy import Connection, text

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_AT_A_TIME = 50_000

_COLUMNS = "customer_id BIGINT, channel VARCHAR NOT NULL, said_at BIGINT NOT NULL"
_SQLITE_TABLE = f"""
    CREATE TABLE documents_anew (
        id INTEGER NOT NULL PRIMARY KEY,
        interaction_id BIGINT NOT NULL REFERENCES interactions (id),
        message_id BIGINT REFERENCES messages (id),
        {_COLUMNS}
    )
"""
_POSTGRESQL_TABLE = f"""
    CREATE TABLE documents_anew (
        id BIGINT NOT NULL,
        interaction_id BIGINT NOT NULL,
        message_id BIGINT,
        {_COLUMNS},
        words tsvector
    )
"""

_FILLED = (
    "INSERT INTO documents_anew SELECT d.id, d.interaction_id, d.message_id, i.customer_id, i.channel,"
    " coalesce(m.sent_at, i.started_at){words} FROM documents d JOIN interactions i ON i.id = d.interaction_id"
    " LEFT JOIN messages m ON m.id = d.message_id WHERE d.id > :after AND d.id <= :last ORDER BY d.id"
)
_SPANS = "array_to_tsvector(ARRAY['=d' || (d.id >> 23), '=w' || (d.id >> 26), '=m' || (d.id >> 29)])"
_WORDS = f", ts_delete(d.words, '=c' || coalesce(i.customer_id, 0)) || {_SPANS}"
_LAST_OF_PART = text("SELECT max(id) FROM (SELECT id FROM documents WHERE id > :after ORDER BY id LIMIT :most) AS part")

# what PostgreSQL builds faster over a full table
_CONSTRAINTS = (
    "ALTER TABLE documents ADD CONSTRAINT documents_pkey PRIMARY KEY (id)",
    (
        "ALTER TABLE documents ADD CONSTRAINT documents_interaction_id_fkey"
        " FOREIGN KEY (interaction_id) REFERENCES interactions (id)"
    ),
    "ALTER TABLE documents ADD CONSTRAINT documents_message_id_fkey FOREIGN KEY (message_id) REFERENCES messages (id)",
    "CREATE INDEX documents_by_words ON documents USING gin (words) WITH (fastupdate = off)",
)
_INDEXES = (
    "CREATE INDEX documents_of_interaction ON documents (interaction_id)",
    "CREATE INDEX documents_of_customer ON documents (customer_id, id, interaction_id, message_id, channel, said_at)",
)

_FOLLOW_INTERACTION = (
    "UPDATE documents SET customer_id = NEW.customer_id, channel = NEW.channel,"
    " said_at = CASE WHEN message_id IS NULL THEN NEW.started_at ELSE said_at END WHERE interaction_id = NEW.id"
)
_FOLLOW_MESSAGE = (
    "UPDATE documents SET said_at = NEW.sent_at WHERE interaction_id = NEW.interaction_id AND message_id = NEW.id"
)
_MOVED = "UPDATE OF customer_id, channel, started_at ON interactions"
_DATED = "UPDATE OF sent_at ON messages"
_SQLITE_TRIGGERS = (
    f"CREATE TRIGGER documents_interactions_update AFTER {_MOVED} BEGIN {_FOLLOW_INTERACTION}; END",
    f"CREATE TRIGGER documents_messages_update AFTER {_DATED} BEGIN {_FOLLOW_MESSAGE}; END",
)
_FUNCTION = "CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {does}; RETURN NULL; END $$"
_POSTGRESQL_TRIGGERS = (
    _FUNCTION.format(name="documents_of_moved_interaction", does=_FOLLOW_INTERACTION),
    _FUNCTION.format(name="documents_of_dated_message", does=_FOLLOW_MESSAGE),
    (
        f"CREATE TRIGGER documents_interactions AFTER {_MOVED}"
        " FOR EACH ROW EXECUTE FUNCTION documents_of_moved_interaction()"
    ),
    f"CREATE TRIGGER documents_messages AFTER {_DATED} FOR EACH ROW EXECUTE FUNCTION documents_of_dated_message()",
)


def upgrade() -> None:
    tx = op.get_bind()
    reached = op.get_context().opts["reached"]
    is_sqlite = tx.dialect.name == "sqlite"
    op.execute(_SQLITE_TABLE if is_sqlite else _POSTGRESQL_TABLE)
    _fill(tx, _FILLED.format(words="" if is_sqlite else _WORDS), lambda share: reached(share / 2))
    op.execute("DROP TABLE documents")
    op.execute("ALTER TABLE documents_anew RENAME TO documents")
    indexes = (*(() if is_sqlite else _CONSTRAINTS), *_INDEXES)
    for n, statement in enumerate(indexes):
        reached((1 + n / len(indexes)) / 2)
        op.execute(statement)
    for statement in _SQLITE_TRIGGERS if is_sqlite else _POSTGRESQL_TRIGGERS:
        op.execute(statement)


def _fill(tx: Connection, filled: str, reached: Callable[[float], None]) -> None:
    """In order of time, as the interactions and messages lie too."""
    reached(0.0)
    first, last = tx.execute(text("SELECT min(id) - 1, max(id) FROM documents")).one()
    after = first
    while after is not None and after < last:
        reached((after - first) / (last - first))
        end = tx.execute(_LAST_OF_PART, {"after": after, "most": _AT_A_TIME}).scalar_one()
        tx.execute(text(filled), {"after": after, "last": end})
        after = end
