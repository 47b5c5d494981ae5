"""The tables of what makes the store a bus: the feed, leases, accounts, written messages, outbox, drafts, open work."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Computed,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    false,
    text,
    true,
)

from desktop.domain.change import ChangeKind
from desktop.domain.channel import Channel, Direction
from desktop.domain.written import AccountHealth, DraftKind, OutboxState
from desktop.store.schema import metadata, only
from desktop.store.types import EnumText, Instant, Key

NEVER = 2**63 - 1  # when work is due that is not

# What changed, for whoever follows (see `feed.py`). `writer` is PostgreSQL's transaction; SQLite has one at a time.
changes = Table(
    "changes",
    metadata,
    Column("seq", Key, primary_key=True, autoincrement=True),
    Column("writer", BigInteger, nullable=False, server_default="0"),
    Column("kind", EnumText(ChangeKind), nullable=False),
    Column("subject_id", BigInteger, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Index("changes_by_writer", "writer", "seq", sqlite_where=text("writer <> 0")),
)

# Who holds what only one program may do at a time: each account of a channel, and the hub's role.
leases = Table(
    "leases",
    metadata,
    Column("name", String, primary_key=True),
    Column("holder", String, nullable=False),
    Column("epoch", BigInteger, nullable=False),  # grows with each holder: an earlier one is told apart
    Column("held_until", Instant, nullable=False),
)

accounts = Table(
    "accounts",
    metadata,
    Column("id", Key, primary_key=True),
    Column("channel", EnumText(Channel), nullable=False),
    Column("name", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("settings", JSON, nullable=False, server_default="{}"),
    Column("queue", Text, nullable=False, server_default=""),
    Column("is_enabled", Boolean(name="is_enabled"), nullable=False, server_default=true()),
    Column("is_removed", Boolean(name="is_removed"), nullable=False, server_default=false()),
    Column("position", Text, nullable=False, server_default=""),  # the connector's own words: how far it has read
    Column("answers_since", Instant),  # what was written earlier gets no automatic answer
)

account_states = Table(
    "account_states",
    metadata,
    Column("account_id", Key, ForeignKey("accounts.id"), primary_key=True, autoincrement=False),
    Column("health", EnumText(AccountHealth), nullable=False),
    Column("since", Instant, nullable=False),
    Column("words", Text, nullable=False, server_default=""),
    Column("holder", String, nullable=False, server_default=""),
    Column("fetched", Integer, nullable=False, server_default="0"),
    Column("to_fetch", Integer, nullable=False, server_default="0"),
)

# What a message that came or went by an account has besides its text. Participants, remarks and attachments as lists.
letters = Table(
    "letters",
    metadata,
    Column("message_id", Key, ForeignKey("messages.id"), primary_key=True, autoincrement=False),
    Column("account_id", Key, ForeignKey("accounts.id"), nullable=False),
    Column("external_id", String, nullable=False),
    Column("participants", JSON, nullable=False, server_default="[]"),
    Column("remarks", JSON, nullable=False, server_default="[]"),
    Column("attachments", JSON, nullable=False, server_default="[]"),
    Column("is_automatic", Boolean(name="is_automatic"), nullable=False, server_default=false()),
    Column("is_seen", Boolean(name="is_seen"), nullable=False, server_default=false()),
    Column("is_gone", Boolean(name="is_gone"), nullable=False, server_default=false()),  # from all its places
    Index("letters_by_external_id", "external_id", "account_id", unique=True),
    sqlite_with_rowid=False,
)

# Apart, for a transcript is read far oftener than these: zlib of UTF-8 and of the message as it came or went.
letter_contents = Table(
    "letter_contents",
    metadata,
    Column("message_id", Key, ForeignKey("messages.id"), primary_key=True, autoincrement=False),
    Column("html", LargeBinary),
    Column("raw", LargeBinary),
)

# Which interaction an external id belongs to: of each message its own and those it refers to, so that an answer that
# comes before what it answers is found by that.
threads = Table(
    "threads",
    metadata,
    Column("external_id", String, primary_key=True),
    Column("interaction_id", Key, ForeignKey("interactions.id"), primary_key=True, autoincrement=False),
    Index("threads_of_interaction", "interaction_id"),
    sqlite_with_rowid=False,
)

# Where the server keeps a message. `is_told`: it knows whether the message was read here; `is_filed`: the message is in
# the folder that it belongs in, as far as its interaction is done or not. `home` is where it was before the archive.
places = Table(
    "places",
    metadata,
    Column("account_id", Key, ForeignKey("accounts.id"), primary_key=True, autoincrement=False),
    Column("place", String, primary_key=True),
    Column("message_id", Key, ForeignKey("messages.id"), nullable=False),
    Column("is_told", Boolean(name="is_told"), nullable=False, server_default=true()),
    Column("is_filed", Boolean(name="is_filed"), nullable=False, server_default=true()),
    Column("home", Text, nullable=False, server_default=""),
    Index("places_of_message", "message_id"),
    Index("places_untold", "account_id", **only("NOT is_told")),
    Index("places_unfiled", "account_id", **only("NOT is_filed")),
    sqlite_with_rowid=False,
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Key, primary_key=True),
    Column("account_id", Key, ForeignKey("accounts.id"), nullable=False),
    Column("interaction_id", Key, ForeignKey("interactions.id"), nullable=False),
    Column("message_id", Key, ForeignKey("messages.id"), nullable=False),
    Column("external_id", String, nullable=False, unique=True),
    Column("author", Text, nullable=False, server_default=""),
    Column("recipients", JSON, nullable=False, server_default="[]"),
    Column("draft", JSON),  # what it becomes again when it is taken back
    Column("state", EnumText(OutboxState), nullable=False),
    Column("send_after", Instant, nullable=False),
    Column("is_scheduled", Boolean(name="is_scheduled"), nullable=False, server_default=false()),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("next_try_at", Instant),
    Column("doubted_at", Instant),  # when a try was at its last byte, and nobody knows yet whether it was taken
    Column("error", Text, nullable=False, server_default=""),
    Column("is_copy_missing", Boolean(name="is_copy_missing"), nullable=False, server_default=false()),  # of one SENT
    Index("outbox_open", "account_id", "state", **only("state IN ('waiting', 'sending')")),
    Index("outbox_shown", "author", **only("state <> 'sent'")),
    Index("outbox_without_copy", "account_id", "id", **only("is_copy_missing")),
    Index("outbox_of_message", "message_id"),
    Index("outbox_of_interaction", "interaction_id"),
    sqlite_autoincrement=True,  # who still holds the number of a letter taken back does not meet another
)

drafts = Table(
    "drafts",
    metadata,
    Column("interaction_id", Key, ForeignKey("interactions.id"), primary_key=True, autoincrement=False),
    Column("agent", Text, primary_key=True),
    Column("kind", EnumText(DraftKind), primary_key=True),
    Column("content", JSON, nullable=False),
    Column("saved_at", Instant, nullable=False),
    Index("drafts_of_agent", "agent", "saved_at"),
)

# What a draft said before its author, at another desk, wrote over it unseen (migration 0007).
earlier_drafts = Table(
    "earlier_drafts",
    metadata,
    Column("id", Key, primary_key=True),
    Column("interaction_id", Key, ForeignKey("interactions.id"), nullable=False),
    Column("agent", Text, nullable=False),
    Column("kind", EnumText(DraftKind), nullable=False),
    Column("content", JSON, nullable=False),
    Column("saved_at", Instant, nullable=False),
    Index("earlier_drafts_of_agent", "agent", "interaction_id", "kind"),
    sqlite_autoincrement=True,  # a notice names one by its number
)

files = Table(
    "files",
    metadata,
    Column("id", Key, primary_key=True),
    Column("name", Text, nullable=False),
    Column("media_type", String, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("content_id", String, nullable=False, server_default=""),
    Column("content", LargeBinary, nullable=False),
    Column("kept_at", Instant, nullable=False),
    sqlite_autoincrement=True,
)

# One row for each written interaction that is not closed, and nothing else: the lists are read from here, however many
# interactions there ever were.
work = Table(
    "work",
    metadata,
    Column("interaction_id", Key, ForeignKey("interactions.id"), primary_key=True, autoincrement=False),
    Column("channel", EnumText(Channel), nullable=False),
    Column("account_id", Key, ForeignKey("accounts.id")),
    Column("agent", Text, nullable=False, server_default=""),
    Column("queue", Text, nullable=False, server_default=""),
    Column("priority", Integer, nullable=False, server_default="0"),
    Column("due_at", Instant),
    # ascending, so that one index is in the order of the list
    Column("rank", Integer, Computed("-priority", persisted=True)),
    Column("due_order", BigInteger, Computed(f"coalesce(due_at, {NEVER})", persisted=True)),
    Column("snoozed_until", Instant),
    Column("is_unread", Boolean(name="is_unread"), nullable=False, server_default=false()),
    Column("last_at", Instant, nullable=False),
    Column("last_direction", EnumText(Direction), nullable=False),
    Column("preview", Text, nullable=False, server_default=""),
    Column("words", Text, nullable=False, server_default=""),  # folded: subject, address and preview
    # in the order of the list, with all that a page is chosen by
    Index(
        "work_listed",
        "rank",
        "due_order",
        "interaction_id",
        "agent",
        "queue",
        "channel",
        "due_at",
        "snoozed_until",
        "last_at",
        "is_unread",
    ),
)

# Which interaction stands for another, and what the list said of both before (a merge can be undone).
merged = Table(
    "merged",
    metadata,
    Column("interaction_id", Key, ForeignKey("interactions.id"), primary_key=True, autoincrement=False),
    Column("into_id", Key, ForeignKey("interactions.id"), nullable=False),
    Column("root_id", Key, ForeignKey("interactions.id"), nullable=False),  # in the end, along `into_id`
    Column("undo", JSON, nullable=False),
    Column("merged_by", Text, nullable=False, server_default=""),
    Column("merged_at", Instant, nullable=False),
    Index("merged_by_root", "root_id"),
    Index("merged_into", "into_id"),
)
