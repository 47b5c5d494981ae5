"""The tables of who is asked for help, of tags, and of what an agent said does not belong together."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, String, Table, Text, false

from desktop.store.schema import metadata, only
from desktop.store.types import Instant, Key

# Whom a note names. Done with when they say so, or write a note themselves.
mentions = Table(
    "mentions",
    metadata,
    Column("message_id", Key, ForeignKey("messages.id"), primary_key=True, autoincrement=False),
    Column("agent", Text, primary_key=True),
    Column("interaction_id", Key, ForeignKey("interactions.id"), nullable=False),
    Column("is_done", Boolean(name="is_done"), nullable=False, server_default=false()),
    Index("mentions_open", "agent", "interaction_id", **only("NOT is_done")),
)

# Whose an address is not, by an agent's word: the next message from it is not linked to them again.
refusals = Table(
    "refusals",
    metadata,
    Column("value", String, primary_key=True),
    Column("customer_id", Key, ForeignKey("customers.id"), primary_key=True, autoincrement=False),
    Column("refused_by", Text, nullable=False, server_default=""),
    Column("refused_at", Instant, nullable=False),
)

# What a conversation is filed under, besides what its customer is. Of one that was merged its own stay its own.
interaction_tags = Table(
    "interaction_tags",
    metadata,
    Column("interaction_id", Key, ForeignKey("interactions.id"), primary_key=True, autoincrement=False),
    Column("tag", Text, primary_key=True),
    Index("interaction_tags_by_tag", "tag", "interaction_id"),
    sqlite_with_rowid=False,
)

# How work ended, each time with a result: it is read when the work was long opened again.
endings = Table(
    "endings",
    metadata,
    Column("id", Key, primary_key=True),
    Column("interaction_id", Key, ForeignKey("interactions.id"), nullable=False),
    Column("disposition", String, nullable=False),
    Column("closed_by", Text, nullable=False, server_default=""),
    Column("closed_at", Instant, nullable=False),
    Column("is_overtaken", Boolean(name="is_overtaken"), nullable=False, server_default=false()),
    Column("opened_by", Text, nullable=False, server_default=""),
    Column("opened_at", Instant),
    Index("endings_of", "interaction_id", "id"),
)

# What was one and was parted: no message that refers to both makes them one again. The lower id first.
parted = Table(
    "parted",
    metadata,
    Column("interaction_id", Key, ForeignKey("interactions.id"), primary_key=True, autoincrement=False),
    Column("other_id", Key, ForeignKey("interactions.id"), primary_key=True, autoincrement=False),
)
