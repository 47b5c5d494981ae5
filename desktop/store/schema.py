"""The tables as this version of the program knows them; `migrations` builds them. Names follow the domain."""

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    false,
    text,
)

from desktop.domain.agent import AgentState, StateSource
from desktop.domain.call import CallEnd
from desktop.domain.channel import Channel, Direction
from desktop.domain.customer import AddressKind
from desktop.domain.interaction import InteractionState, Resolution
from desktop.store.types import EnumText, Instant, Key, Money

metadata = MetaData()


def only(condition: str) -> dict[str, Any]:
    """An index over the rows of a condition alone: what most rows do not have costs nothing."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


_MISSED = "state IN ('missed', 'abandoned') AND direction = 'inbound' AND NOT is_seen"
_MISSED_CALL = "state IN ('missed', 'abandoned') AND direction = 'inbound' AND channel = 'voice'"
_UNFINISHED = "state IN ('offered', 'active', 'held', 'wrap_up')"

customers = Table(
    "customers",
    metadata,
    Column("id", Key, primary_key=True),
    Column("name", Text, nullable=False),
    Column("sort_name", Text, nullable=False),  # folded: one order for all alphabets and both databases
    Column("organisation", Text, nullable=False, server_default=""),
    Column("language", String, nullable=False, server_default=""),
    Column("city", Text, nullable=False, server_default=""),
    Column("is_vip", Boolean(name="is_vip"), nullable=False, server_default=false()),
    Column("tags", JSON, nullable=False, server_default="[]"),
    Column("fields", JSON, nullable=False, server_default="{}"),
    Column("external_id", String, unique=True),
    Column("merged_into", Key, ForeignKey("customers.id", name="customers_merged_into")),
    # Who stands for this one in the end, along `merged_into`; NULL: itself.
    Column("root_id", Key, ForeignKey("customers.id", name="customers_root")),
    Index("customers_by_root", "root_id", **only("root_id IS NOT NULL")),
    Index("customers_by_name", "sort_name", "id"),
    Index("customers_merged_by", "merged_into", **only("merged_into IS NOT NULL")),
)

addresses = Table(
    "addresses",
    metadata,
    Column("id", Key, primary_key=True),
    Column("customer_id", Key, ForeignKey("customers.id"), nullable=False),
    Column("kind", EnumText(AddressKind), nullable=False),
    Column("value", String, nullable=False),
    # National significant number without country code and extension; "" for what is no full number.
    Column("national", String, nullable=False, server_default=""),
    Column("typed", Text, nullable=False),
    Column("label", Text, nullable=False, server_default=""),
    Column("chosen_at", Instant),  # when an agent said that this address is this customer's
    Index("addresses_by_value", "value"),
    Index("addresses_by_national", "national", **only("national <> ''")),
    Index("addresses_of_customer", "customer_id"),
)

orders = Table(
    "orders",
    metadata,
    Column("id", Key, primary_key=True),
    Column("number", String, nullable=False, unique=True),
    Column("customer_id", Key, ForeignKey("customers.id"), nullable=False),
    Column("placed_at", Instant, nullable=False),
    Column("status", String, nullable=False),
    Column("is_open", Boolean(name="is_open"), nullable=False),
    Column("amount", Money, nullable=False),
    Column("currency", String, nullable=False),
    Column("tail", String, nullable=False, server_default=""),  # the number's last characters
    Index("orders_of_customer", "customer_id", "placed_at", "id"),
    Index("orders_by_tail", "tail"),
)

order_lines = Table(
    "order_lines",
    metadata,
    Column("order_id", Key, ForeignKey("orders.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("item", Text, nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("amount", Money, nullable=False),
    sqlite_with_rowid=False,
)

cases = Table(
    "cases",
    metadata,
    Column("id", Key, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("customer_id", Key, ForeignKey("customers.id")),
    Column("is_solved", Boolean(name="is_solved"), nullable=False, server_default=false()),
    Column("opened_at", Instant, nullable=False),
    Index("cases_of_customer", "customer_id"),
)

interactions = Table(
    "interactions",
    metadata,
    Column("id", Key, primary_key=True),
    Column("customer_id", Key, ForeignKey("customers.id")),
    Column("channel", EnumText(Channel), nullable=False),
    Column("direction", EnumText(Direction), nullable=False),
    Column("state", EnumText(InteractionState), nullable=False),
    Column("resolution", EnumText(Resolution), nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("answered_at", Instant),
    Column("ended_at", Instant),
    Column("closed_at", Instant),
    Column("address", Text, nullable=False, server_default=""),
    Column("subject", Text, nullable=False, server_default=""),
    Column("queue", Text, nullable=False, server_default=""),
    Column("agent", Text, nullable=False, server_default=""),
    Column("disposition", String, nullable=False, server_default=""),
    Column("notes", Text, nullable=False, server_default=""),
    Column("case_id", Key, ForeignKey("cases.id")),
    Column("is_interrupted", Boolean(name="is_interrupted"), nullable=False, server_default=false()),
    Column("is_seen", Boolean(name="is_seen"), nullable=False, server_default=false()),
    Column("external_id", String),
    Column("call_id", String),
    Column("caller", Text),
    Column("dialled", Text),
    Column("call_queue", Text),
    Column("ring_seconds", Float),
    Column("talk_seconds", Float),
    Column("hold_seconds", Float),
    Column("call_end", EnumText(CallEnd)),
    Column("end_words", Text),
    Index("interactions_of_customer", "customer_id", "started_at", "id"),
    Index("calls_by_time", "started_at", "id", **only("channel = 'voice'")),
    Index("missed_by_time", "started_at", "id", **only(_MISSED_CALL)),
    Index("missed_unseen", "channel", **only(_MISSED)),
    Index("unfinished_by_agent", "agent", "started_at", **only(_UNFINISHED)),
    Index(
        "interactions_by_external_id",
        "channel",
        "external_id",
        unique=True,
        **only("external_id IS NOT NULL"),
    ),
    Index("interactions_by_call", "call_id", unique=True, **only("call_id IS NOT NULL")),
    Index("interactions_of_case", "case_id", **only("case_id IS NOT NULL")),
)

messages = Table(
    "messages",
    metadata,
    Column("id", Key, primary_key=True),
    Column("interaction_id", Key, ForeignKey("interactions.id"), nullable=False),
    Column("direction", EnumText(Direction), nullable=False),
    Column("author", Text, nullable=False, server_default=""),
    Column("sent_at", Instant, nullable=False),
    Column("subject", Text, nullable=False, server_default=""),
    Column("body", Text, nullable=False),
    Column("external_id", String),
    Column("files", Text, nullable=False, server_default=""),  # the names of its files: they are searched
    Index("messages_of_interaction", "interaction_id", "sent_at", "id"),
    Index(
        "messages_by_external_id",
        "interaction_id",
        "external_id",
        unique=True,
        **only("external_id IS NOT NULL"),
    ),
)

# What a line of a customer's timeline shows, side by side for each customer: a page is a few neighbouring pages of the
# file, where the interactions themselves and their messages lie all over it. Triggers keep it (migration 0002); nothing
# writes it but they. `title` and `snippet` are the beginnings of the subject and of the notes, the last message, or why
# a call was kept away.
timeline = Table(
    "timeline",
    metadata,
    Column("customer_id", BigInteger, primary_key=True),
    Column("started_at", Instant, primary_key=True),
    Column("interaction_id", BigInteger, primary_key=True),
    Column("channel", EnumText(Channel), nullable=False),
    Column("direction", EnumText(Direction), nullable=False),
    Column("state", EnumText(InteractionState), nullable=False),
    Column("resolution", EnumText(Resolution), nullable=False),
    Column("agent", Text, nullable=False),
    Column("queue", Text, nullable=False),
    Column("talk_seconds", Float),
    Column("title", Text, nullable=False),
    Column("snippet", Text, nullable=False),
    sqlite_with_rowid=False,
)

dispositions = Table(
    "dispositions",
    metadata,
    Column("code", String, primary_key=True),
    Column("label", Text, nullable=False),
    Column("hot_key", Integer),
    Column("resolution", EnumText(Resolution), nullable=False),
    Column("position", Integer, nullable=False),
)

reason_codes = Table(
    "reason_codes",
    metadata,
    Column("code", String, primary_key=True),
    Column("label", Text, nullable=False),
    Column("is_system", Boolean(name="is_system"), nullable=False),
    Column("position", Integer, nullable=False),
)

agent_log = Table(
    "agent_log",
    metadata,
    Column("id", Key, primary_key=True),
    Column("agent", String, nullable=False),
    Column("since", Instant, nullable=False),
    Column("state", EnumText(AgentState), nullable=False),
    Column("reason", String, nullable=False),
    Column("source", EnumText(StateSource), nullable=False),
    Column("next_state", EnumText(AgentState)),
    Column("next_reason", String, nullable=False),
    Index("agent_log_by_agent", "agent", "id"),
)

# What the full-text index knows: one document for an interaction's subject and notes (message_id NULL), one for
# each message. Ids grow with the time of what they stand for (see `documents.py`), so that newest first is by id.
# On SQLite the words are in the FTS5 table `document_words` (rowid = id), on PostgreSQL in the column `words`.
# Whose it is, the channel and the instant are its interaction's and its message's: who writes a document writes them,
# and triggers follow what changes later (migration 0004).
documents = Table(
    "documents",
    metadata,
    Column("id", Key, primary_key=True, autoincrement=False),
    Column("interaction_id", Key, ForeignKey("interactions.id"), nullable=False),
    Column("message_id", Key, ForeignKey("messages.id")),
    Column("customer_id", BigInteger),
    Column("channel", EnumText(Channel), nullable=False),
    Column("said_at", Instant, nullable=False),
    Index("documents_of_interaction", "interaction_id"),
    # all of it: a customer's documents lie all over the table, and side by side here
    Index("documents_of_customer", "customer_id", "id", "interaction_id", "message_id", "channel", "said_at"),
)

# Facts about the store itself, by name.
facts = Table(
    "facts",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", Text, nullable=False),
)
