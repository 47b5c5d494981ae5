"""The timeline in a table of its own: all lines of one customer side by side, kept true by triggers."""

from collections.abc import Callable

from alembic import op
from sqlalchemy import Connection, text

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_AT_A_TIME = 2_000  # customers: what is sorted stays small

_TABLE = """
    CREATE TABLE timeline (
        customer_id BIGINT NOT NULL,
        started_at BIGINT NOT NULL,
        interaction_id BIGINT NOT NULL,
        channel VARCHAR NOT NULL,
        direction VARCHAR NOT NULL,
        state VARCHAR NOT NULL,
        resolution VARCHAR NOT NULL,
        agent TEXT NOT NULL,
        queue TEXT NOT NULL,
        talk_seconds FLOAT,
        title TEXT NOT NULL,
        snippet TEXT NOT NULL,
        PRIMARY KEY (customer_id, started_at, interaction_id)
    )
"""
_COPIED = "channel, direction, state, resolution, agent, queue, talk_seconds"
_COLUMNS = f"customer_id, started_at, interaction_id, {_COPIED}, title, snippet"
_CUT = 256


def _why(row: str) -> str:
    """Of a call that was kept away from the agent, whom nobody spoke with: why it did not ring."""
    return f"CASE WHEN {row}.call_end = 'kept_away' THEN substr({row}.end_words, 1, {_CUT}) END"


def _line_of(row: str) -> str:
    """The values of a line, of the interaction that SQL calls `row`."""
    copied = ", ".join(f"{row}.{name}" for name in _COPIED.split(", "))
    last = (
        f"SELECT substr(m.body, 1, {_CUT}) FROM messages m WHERE m.interaction_id = {row}.id"
        " ORDER BY m.sent_at DESC, m.id DESC LIMIT 1"
    )
    said = f"coalesce(({last}), {_why(row)}, '')"
    snippet = f"CASE WHEN {row}.notes <> '' THEN substr({row}.notes, 1, {_CUT}) ELSE {said} END"
    key = f"{row}.customer_id, {row}.started_at, {row}.id"
    return f"SELECT {key}, {copied}, substr({row}.subject, 1, {_CUT}), {snippet}"


_FILLED = (
    f"INSERT INTO timeline ({_COLUMNS}) {_line_of('i')} FROM interactions i"
    " WHERE i.customer_id >= :first AND i.customer_id < :after ORDER BY i.customer_id, i.started_at, i.id"
)
_ADD_NEW = f"INSERT INTO timeline ({_COLUMNS}) {_line_of('NEW')} WHERE NEW.customer_id IS NOT NULL"
_DROP_OLD = (
    "DELETE FROM timeline WHERE customer_id = OLD.customer_id AND started_at = OLD.started_at"
    " AND interaction_id = OLD.id"
)
_SHOWN = f"customer_id, started_at, {_COPIED}, subject, notes, call_end, end_words"


def _tell_of_message(row: str) -> str:
    """The line of the interaction whose message changed is written anew."""
    i = f"(SELECT customer_id, started_at, id FROM interactions WHERE id = {row}.interaction_id AND notes = '')"
    last = (
        f"SELECT substr(m.body, 1, {_CUT}) FROM messages m WHERE m.interaction_id = {row}.interaction_id"
        " ORDER BY m.sent_at DESC, m.id DESC LIMIT 1"
    )
    why = f"SELECT {_why('i')} FROM interactions i WHERE i.id = {row}.interaction_id"
    return (
        f"UPDATE timeline SET snippet = coalesce(({last}), ({why}), '')"
        f" WHERE (customer_id, started_at, interaction_id) = {i}"
    )


def _trigger(event: str, table: str, *does: str) -> str:
    name = f"timeline_{table}_{event.split()[0].lower()}"
    return f"CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN {'; '.join(does)}; END"


_SQLITE_TRIGGERS = (
    _trigger("INSERT", "interactions", _ADD_NEW),
    _trigger(f"UPDATE OF {_SHOWN}", "interactions", _DROP_OLD, _ADD_NEW),
    _trigger("DELETE", "interactions", _DROP_OLD),
    _trigger("INSERT", "messages", _tell_of_message("NEW")),
    _trigger("UPDATE OF body, sent_at", "messages", _tell_of_message("NEW")),
    _trigger("DELETE", "messages", _tell_of_message("OLD")),
)
_POSTGRESQL_TRIGGERS = (
    f"""
    CREATE FUNCTION timeline_of_interaction() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP <> 'INSERT' THEN {_DROP_OLD}; END IF;
        IF TG_OP <> 'DELETE' THEN {_ADD_NEW}; END IF;
        RETURN NULL;
    END $$
    """,
    f"""
    CREATE FUNCTION timeline_of_message() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' THEN {_tell_of_message("OLD")}; ELSE {_tell_of_message("NEW")}; END IF;
        RETURN NULL;
    END $$
    """,
    (
        f"CREATE TRIGGER timeline_interactions AFTER INSERT OR DELETE OR UPDATE OF {_SHOWN} ON interactions"
        " FOR EACH ROW EXECUTE FUNCTION timeline_of_interaction()"
    ),
    (
        "CREATE TRIGGER timeline_messages AFTER INSERT OR DELETE OR UPDATE OF body, sent_at ON messages"
        " FOR EACH ROW EXECUTE FUNCTION timeline_of_message()"
    ),
)


def upgrade() -> None:
    tx = op.get_bind()
    is_sqlite = tx.dialect.name == "sqlite"
    op.execute(f"{_TABLE} WITHOUT ROWID" if is_sqlite else _TABLE)
    fill(tx, op.get_context().opts["reached"])
    for statement in _SQLITE_TRIGGERS if is_sqlite else _POSTGRESQL_TRIGGERS:
        op.execute(text(statement.replace(":", "\\:")))


def fill(tx: Connection, reached: Callable[[float], None] = lambda _: None) -> None:
    """Customer by customer, so that the lines of one lie side by side on the disk."""
    last = tx.execute(text("SELECT coalesce(max(customer_id), 0) FROM interactions")).scalar_one()
    for first in range(0, last + 1, _AT_A_TIME):
        reached(first / (last + 1))
        tx.execute(text(_FILLED), {"first": first, "after": first + _AT_A_TIME})
