"""The change feed, and the leases that let one program at a time hold a channel's account."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_WRITER = "CAST(CAST(pg_current_xact_id() AS text) AS bigint)"
_SQLITE_CHANGES = """
    CREATE TABLE changes (
        seq INTEGER NOT NULL PRIMARY KEY,
        writer BIGINT DEFAULT '0' NOT NULL,
        kind VARCHAR NOT NULL,
        subject_id BIGINT NOT NULL,
        changed_at BIGINT NOT NULL
    )
"""
_POSTGRESQL_CHANGES = f"""
    CREATE TABLE changes (
        seq BIGSERIAL NOT NULL PRIMARY KEY,
        writer BIGINT DEFAULT {_WRITER} NOT NULL,
        kind VARCHAR NOT NULL,
        subject_id BIGINT NOT NULL,
        changed_at BIGINT NOT NULL
    )
"""
# once for a statement; PostgreSQL sends equal ones of a transaction once
_NOTIFY = (
    (
        "CREATE FUNCTION changes_tell() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN PERFORM pg_notify('parley_changes', ''); RETURN NULL; END $$"
    ),
    ("CREATE TRIGGER changes_told AFTER INSERT ON changes FOR EACH STATEMENT EXECUTE FUNCTION changes_tell()"),
)


def upgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute(_SQLITE_CHANGES if is_sqlite else _POSTGRESQL_CHANGES)
    # on SQLite nobody asks by the writer, and the index is to cost nothing while it rings: it is always empty
    op.create_index("changes_by_writer", "changes", ["writer", "seq"], sqlite_where=sa.text("writer <> 0"))
    if not is_sqlite:
        for statement in _NOTIFY:
            op.execute(statement)
    op.create_table(
        "leases",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("holder", sa.String, nullable=False),
        sa.Column("epoch", sa.BigInteger, nullable=False),
        sa.Column("held_until", sa.BigInteger, nullable=False),
    )
