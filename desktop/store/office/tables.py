"""The tables of what a team sets up once or does with many."""

from sqlalchemy import JSON, Boolean, Column, Index, Integer, Table, Text, false

from desktop.domain.office.texts import TextKind
from desktop.store.schema import metadata
from desktop.store.types import EnumText, Instant, Key

# Replies and templates, all wordings of one in a row. What is removed stays, for a macro may name it, and for undo.
texts = Table(
    "texts",
    metadata,
    Column("id", Key, primary_key=True),
    Column("kind", EnumText(TextKind), nullable=False),
    Column("title", Text, nullable=False),
    Column("shortcut", Text, nullable=False, server_default=""),
    Column("wordings", JSON, nullable=False, server_default="[]"),
    Column("queues", JSON, nullable=False, server_default="[]"),
    Column("channels", JSON, nullable=False, server_default="[]"),
    Column("is_removed", Boolean(name="is_removed"), nullable=False, server_default=false()),
    Index("texts_by_kind", "kind"),
    sqlite_autoincrement=True,
)

macros = Table(
    "macros",
    metadata,
    Column("id", Key, primary_key=True),
    Column("title", Text, nullable=False),
    Column("steps", JSON, nullable=False, server_default="[]"),
    Column("queues", JSON, nullable=False, server_default="[]"),
    Column("is_removed", Boolean(name="is_removed"), nullable=False, server_default=false()),
    sqlite_autoincrement=True,
)

# Lists of work with a name. `owner` is an agent, or "" for the team.
views = Table(
    "views",
    metadata,
    Column("id", Key, primary_key=True),
    Column("name", Text, nullable=False),
    Column("owner", Text, nullable=False, server_default=""),
    Column("place", Integer, nullable=False, server_default="0"),
    Column("content", JSON, nullable=False),
    Index("views_of_owner", "owner"),
    sqlite_autoincrement=True,
)

# Whose remote pictures are shown. `address` in lower case.
picture_senders = Table(
    "picture_senders",
    metadata,
    Column("id", Key, primary_key=True),
    Column("address", Text, nullable=False, unique=True),
    Column("allowed_by", Text, nullable=False),
    Column("allowed_at", Instant, nullable=False),
    sqlite_autoincrement=True,
)

# The conversations each agent keeps open: `content` has their ids, and which is in front.
tabs = Table(
    "tabs",
    metadata,
    Column("agent", Text, primary_key=True),
    Column("content", JSON, nullable=False),
)
