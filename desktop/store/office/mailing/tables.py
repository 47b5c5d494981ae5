"""The tables of automatic answers, of mailings, and of addresses that something is known about."""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, false

from desktop.domain.office.automatic import AnswerKind
from desktop.domain.office.mailing import Left, MailingState, Standing
from desktop.store.schema import metadata, only
from desktop.store.types import EnumText, Instant, Key

# Each that was to be written, as soon as what it answers is in the store.
# They stay, for they are counted.
automatic_answers = Table(
    "automatic_answers",
    metadata,
    Column("id", Key, primary_key=True),
    Column("account_id", Key, ForeignKey("accounts.id"), nullable=False),
    Column("interaction_id", Key, ForeignKey("interactions.id"), nullable=False),
    Column("message_id", Key, ForeignKey("messages.id"), nullable=False, unique=True),
    Column("kind", EnumText(AnswerKind), nullable=False),
    Column("address", Text, nullable=False),  # where it goes
    Column("sender", Text, nullable=False),  # who says that it was written by them
    Column("wanted_at", Instant, nullable=False),
    Column("is_done", Boolean(name="is_done"), nullable=False, server_default=false()),
    Index("automatic_answers_to", "address", "wanted_at"),
    Index("automatic_answers_by_sender", "sender", "wanted_at"),
    Index("automatic_answers_of_account", "account_id", "wanted_at"),
    Index("automatic_answers_wanted", "account_id", "id", **only("NOT is_done")),
)

address_standings = Table(
    "address_standings",
    metadata,
    Column("address", Text, primary_key=True),
    Column("standing", EnumText(Standing), primary_key=True),
    Column("since", Instant, nullable=False),
    Column("words", Text, nullable=False, server_default=""),
    Column("said_by", Text, nullable=False, server_default=""),
)

mailings = Table(
    "mailings",
    metadata,
    Column("id", Key, primary_key=True),
    Column("account_id", Key, ForeignKey("accounts.id"), nullable=False),
    Column("subject", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("per_minute", Integer, nullable=False),
    Column("state", EnumText(MailingState), nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("decided_by", Text, nullable=False, server_default=""),
    Column("words", Text, nullable=False, server_default=""),
    Column("html", Text, nullable=False, server_default=""),
    Column("language", Text, nullable=False, server_default=""),
    Column("others", JSON, nullable=False, server_default="[]"),  # in more languages
    Column("next_at", Instant),  # when the next may be written
    Index("mailings_by_author", "author", "asked_at"),
    Index("mailings_running", "account_id", **only("state = 'running'")),
    sqlite_autoincrement=True,
)

mailing_recipients = Table(
    "mailing_recipients",
    metadata,
    Column("id", Key, primary_key=True),
    Column("mailing_id", Key, ForeignKey("mailings.id"), nullable=False),
    Column("customer_id", Key, ForeignKey("customers.id")),
    Column("address", Text, nullable=False),
    Column("name", Text, nullable=False, server_default=""),
    Column("language", Text, nullable=False, server_default=""),
    Column("left_out", EnumText(Left)),
    Column("interaction_id", Key, ForeignKey("interactions.id")),
    Column("external_id", String),  # of the letter, which the outbox knows
    Index("mailing_recipients_of", "mailing_id", "id"),
    Index("mailing_recipients_waiting", "mailing_id", "id", **only("interaction_id IS NULL AND left_out IS NULL")),
    sqlite_autoincrement=True,
)
